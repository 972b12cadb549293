import Records

/// Reads the records of one entity from the `data.xml` of a Configuration Migration package.
///
/// A field that a record does not have is null, since the tool writes no field without a value. A
/// record's own `id` fills the primary id. Records of `deleterecords` were deleted in the source.
///
/// Values stay as the tool writes them, with two exceptions. Of a collection of options
/// `[-1,7,9,-1]` the marks at both ends are left out, which leaves `7,9`. The records inside a party
/// list become one text: their XML without blanks between elements. `MigrationPackageWriter` writes
/// both as the tool does.
package final class MigrationReader: RecordReader {
    /// The columns of every batch.
    package var columnNames: [String] { assembler.columns.names }
    private let parser: XMLParser
    private var assembler: MigrationAssembler
    private var warnings: [Issue]
    private var hasReported = false

    private static let batchBytes: UInt64 = 128 << 10

    init(
        _ source: any ByteSource, file: String, entity: MigrationSchema.Entity, declared: [String],
        extraFields: [String] = [], limits: ReadLimits, chunkBytes: Int = 64 << 10
    ) throws(FormatError) {
        parser = try XMLParser(source, file: file, limits: limits, chunkBytes: chunkBytes)
        warnings = parser.warnings
        assembler = MigrationAssembler(
            entity: entity, declared: declared,
            columns: MigrationColumns(entity, extraFields: extraFields), file: file)
    }

    package func next() throws(FormatError) -> RecordBatch? {
        while true {
            if let cut = takeSteps() {
                let holdsRecords = assembler.hasRecords
                let batch = assembler.takeBatch(cut)
                if holdsRecords { return batch }
                continue
            }
            guard try parser.readOn() else { break }
        }
        try reportOnce()
        guard assembler.hasRecords else { return nil }
        return assembler.takeBatch(
            parser.tape.cut(events: parser.tape.events.count, bytes: parser.tape.bytes.count))
    }

    package func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings
    }

    private func takeSteps() -> [UInt8]? {
        guard let end = assembler.takeSteps(of: parser.tape, upTo: Self.batchBytes) else {
            return nil
        }
        let taken = assembler.taken
        assembler.taken = 0
        return parser.tape.cut(events: taken, bytes: end)
    }

    private func reportOnce() throws(FormatError) {
        guard !hasReported else { return }
        hasReported = true
        if let issue = assembler.misnamedEntity { throw FormatError(issue) }
        warnings += assembler.warnings
    }
}
