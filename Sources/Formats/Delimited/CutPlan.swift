import Records

/// What the cutter must know of a file and its dialect.
struct CutPlan {
    let delimiter: UInt8
    /// For a dialect without qualifier a byte that UTF-8 never has.
    let qualifier: UInt8
    /// For a dialect without escape such a byte too.
    let escape: UInt8
    let hasEscape: Bool
    /// Whether what could be recovered is a fault all the same.
    let isStrict: Bool
    /// How many values a record has.
    let columns: Int
    /// Any number of values is right: for the header, which says how many there are.
    let takesAnyCount: Bool
    /// The longest record in bytes.
    let recordLimit: Int
    /// The most records of a batch.
    let rowLimit: Int
    /// How many cells each column has room for: one more, for the record that is being cut.
    let rowRoom: Int

    /// For records of which all that begin in the first `batchSize` bytes make a batch.
    init(dialect: Dialect, columns: Int, recordLimit: Int, batchSize: Int) {
        self.init(
            dialect: dialect, columns: columns, takesAnyCount: false, recordLimit: recordLimit,
            // A record has as many bytes as columns at least: its delimiters and a line end.
            rowLimit: batchSize / max(columns, 1) + 1)
    }

    /// For the header alone.
    init(headerOf dialect: Dialect, columnLimit: Int, recordLimit: Int) {
        self.init(
            dialect: dialect, columns: columnLimit, takesAnyCount: true, recordLimit: recordLimit,
            rowLimit: 1)
    }

    private init(
        dialect: Dialect, columns: Int, takesAnyCount: Bool, recordLimit: Int, rowLimit: Int
    ) {
        delimiter = dialect.delimiter
        qualifier = dialect.qualifier ?? 0xFF
        escape = dialect.escape ?? 0xFF
        hasEscape = dialect.escape != nil
        isStrict = dialect.isStrict
        self.columns = columns
        self.takesAnyCount = takesAnyCount
        self.recordLimit = recordLimit
        self.rowLimit = rowLimit
        rowRoom = rowLimit + 1
    }

    var cellRoom: Int { columns * rowRoom }
}
