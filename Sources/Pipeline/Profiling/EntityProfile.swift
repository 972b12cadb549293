/// What a report tells of one entity over and above its counts and issues.
package struct EntityProfile: Sendable {
    /// Its records with errors, as a CSV file that the report holds.
    package struct FailingRecords: Sendable {
        /// All of them.
        package var count: Int
        /// How many are in `csv`. Where these are not all, `fileWithAll` names the file that has all,
        /// unless there are too many such files.
        package var embeddedCount: Int
        /// In UTF-8 with a byte order mark, the reason in the last column.
        package var csv: [UInt8]
        package var fileWithAll: String?
    }

    /// The file as the user named it.
    package var source: String
    package var entity: String
    /// The file in messages: `data.zip/data.xml`.
    package var file: String
    package var columns: [ColumnSummary] = []
    /// Columns that are not looked at, because there are too many.
    package var columnsLeftOut = 0
    /// Records that could be read, of which the columns tell.
    package var records = 0
    /// Nil when there are none, or when no value may be shown.
    package var failing: FailingRecords?
    /// Fields whose values are shown masked.
    package var personalFields: [String] = []
}
