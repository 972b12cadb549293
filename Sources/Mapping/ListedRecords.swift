/// The records of one table that the references list by one field. A record's own id is found among them
/// as lookups find it.
package struct ListedRecords: Sendable {
    private let table: LookupTable

    package init(of table: String, by keyField: String, in references: References) {
        self.table = LookupTable([(table, keyField)], in: references)
    }

    /// The id of the record with that key; nil where none is listed.
    package func id(ofKey key: String) -> String? {
        table.recordsByKey.value(of: key).flatMap { table[$0]?.id }
    }
}
