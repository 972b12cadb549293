import Records

/// Reads a delimited file. Where the columns have their names from is up to the dialect: mostly from
/// the first line.
///
/// The bytes of a batch are what the source filled in; its cells point into them. What does not fit
/// the dialect costs the records that it is in, and is an issue of each; see `RecordCutter` for how
/// far one wrong quote reaches. Only what makes every record doubtful throws: a header that cannot
/// be used, text that is not valid in its encoding, a record over the limit. By a strict dialect the
/// first record that does not keep to it throws as well.
///
/// A column `P2C_REASON` is left out: our own quarantine files carry it.
package final class CSVReader: RecordReader {
    let source: any ByteSource
    let file: String
    let entity: String?
    let limits: ReadLimits
    let batchSize: Int
    let hasManifest: Bool
    /// The dialect as found: a byte order mark and a `sep=` line win over what was given.
    package internal(set) var dialect: Dialect

    /// The text; nil before the first read.
    var text: RewindableBytes?
    /// Where the next record begins.
    var origin = RecordPosition(byte: 0, line: 1)
    var header: DelimitedHeader?
    var plan: CutPlan
    /// Reused by every batch.
    var cells: [Cell] = []
    var index = [UInt32](repeating: 0, count: SpecialBytes.indexRoom)
    private var recordCount = 0
    private var isAtEnd = false
    var warnings: [Issue] = []
    var summary = ReadingSummary()

    /// `source` stands at the start of the file, `file` and `entity` are for messages. Batches hold
    /// about `batchSize` bytes. `hasManifest` says that a manifest gives the dialect.
    package init(
        _ source: any ByteSource, file: String, entity: String? = nil, dialect: Dialect,
        limits: ReadLimits = ReadLimits(), batchSize: Int = 256 << 10,
        hasManifest: Bool = true
    ) {
        precondition(dialect.contradiction == nil, "A dialect is checked where it is set")
        precondition(batchSize > 0, "A batch has at least one byte")
        self.source = source
        self.file = file
        self.entity = entity
        self.dialect = dialect
        self.limits = limits
        self.batchSize = batchSize
        self.hasManifest = hasManifest
        plan = CutPlan(
            headerOf: dialect, columnLimit: limits.columns, recordLimit: limits.recordBytes)
    }

    /// The names of the columns, also of a file without records.
    package func columnNames() throws(FormatError) -> [String] {
        try openedHeader().names
    }

    package func next() throws(FormatError) -> RecordBatch? {
        let header = try openedHeader()
        while !isAtEnd {
            guard var stretch = try cutStretch(of: batchSize, until: batchSize) else {
                isAtEnd = true
                warnings += summary.issues(file: file, entity: entity)
                return nil
            }
            let result = stretch.result
            if dialect.isStrict, let fault = result.faults.first {
                throw FormatError(unreadable(fault, stretch).issue)
            }
            if result.positions.isEmpty && result.faults.isEmpty { continue }
            unescape(&stretch)
            let batch = makeBatch(stretch, header)
            recordCount += batch.rowCount
            return batch
        }
        return nil
    }

    package func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings
    }

    private func makeBatch(_ stretch: CutStretch, _ header: DelimitedHeader) -> RecordBatch {
        let rows = stretch.result.positions.count
        let columns = cells.withUnsafeBufferPointer { cells in
            header.kept.map { column in
                let start = column * plan.rowRoom
                return Column(
                    name: header.allNames[column],
                    cells: Array(UnsafeBufferPointer(rebasing: cells[start..<start + rows])))
            }
        }
        return RecordBatch(
            bytes: stretch.bytes, columns: columns, positions: stretch.result.positions,
            unreadable: stretch.result.faults.map { unreadable($0, stretch) },
            firstRecord: recordCount)
    }
}
