import Records

/// The records of one entity of one file, in order, batch by batch.
package protocol RecordReader: AnyObject {
    /// The next records, or nil after the last. Every batch has the same columns in the same order.
    /// Throws when the file as a whole cannot be read on; what was returned before is then void.
    func next() throws(FormatError) -> RecordBatch?
    /// Warnings about the file as a whole that came up so far, each returned once.
    func takeWarnings() -> [Issue]
    /// The columns' names where they can be told without a record; nil where only records tell.
    func knownColumns() throws(FormatError) -> [String]?
    /// The dialect as the file has it, once the first batch was read; nil where there is none.
    var foundDialect: Dialect? { get }
}

extension RecordReader {
    package func knownColumns() throws(FormatError) -> [String]? { nil }
    package var foundDialect: Dialect? { nil }
}

/// Takes records of one entity and writes them as one file.
package protocol RecordWriter: AnyObject {
    /// Appends the given rows of the batch in the given order. Every batch has the columns, in the
    /// order, that the writer was made for.
    func write(_ batch: RecordBatch, rows: [Int]) throws(FormatError)
    /// Completes the file. Called once, after the last write.
    func finish() throws(FormatError)
}

/// What a reader may take. The defaults let every real file pass and stop hostile ones.
package struct ReadLimits: Sendable {
    /// The longest record, in bytes.
    package var recordBytes = 64 << 20
    /// The most columns.
    package var columns = 4_096
    /// The most bytes that a zip may unpack to, all entries together.
    package var unpackedBytes = 64 << 30
    /// The most that an entry, or all together, may grow on unpacking, once it is over 1 MiB.
    package var unpackingRatio = 200
    /// The most entries in a zip.
    package var zipEntries = 65_535
    /// The deepest nesting of XML elements.
    package var xmlDepth = 16
    /// The most memory for the texts that the cells of a workbook share.
    package var sharedTextBytes = 256 << 20
    /// The largest workbook inside a zip, which is held in memory as it is read.
    package var workbookBytes = 256 << 20

    package init() {}
}
