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
    private let entity: String
    private let declared: [String]
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
        self.entity = entity.name
        self.declared = declared
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
        reportOnce()
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

    private func reportOnce() {
        guard !hasReported else { return }
        hasReported = true
        if assembler.skippedCount > 0 {
            warnings.append(
                Issue(
                    .relationsSkipped, "\(assembler.skippedCount) of them were skipped",
                    file: parser.file, entity: entity))
        }
        if assembler.deletedCount > 0 {
            let records =
                assembler.deletedCount == 1 ? "1 record" : "\(assembler.deletedCount) records"
            warnings.append(
                Issue(
                    .migrationDeleted, "\(records): \(DeletedRecord.sectionRule)",
                    file: parser.file, entity: entity))
        }
        for section in assembler.unknownSections {
            let elements = section.count == 1 ? "1 element" : "\(section.count) elements"
            warnings.append(
                Issue(
                    .unknownSection, "\(section.name) with \(elements) is not read",
                    file: parser.file, entity: entity))
        }
        for other in assembler.undeclaredEntities where other.count > 0 {
            let records = other.count == 1 ? "1 record is" : "\(other.count) records are"
            warnings.append(
                Issue(
                    .undeclaredEntity,
                    "\(records) of \(other.name), which data_schema.xml does not declare, and not read."
                        + NearNames.hint(for: other.name, among: declared), file: parser.file))
        }
        if assembler.zonelessCount > 0 {
            warnings.append(
                Issue(
                    .datesWithoutZone, "\(assembler.zonelessCount) values have the US form",
                    file: parser.file, entity: entity))
        }
        for (field, count) in assembler.undeclared.sorted(by: { $0.key < $1.key }) {
            warnings.append(
                Issue(
                    .undeclaredField, "\(count) records have \(field)", file: parser.file,
                    entity: entity, field: field))
        }
    }
}
