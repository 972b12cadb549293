import Records

/// The records of an append-only table that travel. Older versions and deleted records are left out,
/// counted in each batch by the rule, and told in a warning.
///
/// Reads the table twice.
final class NewestVersionReader: RecordReader {
    private let makeReader: () -> CDMReader
    private let columns: NewestVersions.Columns
    private let entity: String
    private let file: String
    private var versions: NewestVersions?
    let reader: CDMReader
    private var row = 0
    private var recordCount = 0
    private var leftOut: [LeftOutRecords] = []

    static let olderVersions = "older versions by SinkModifiedOn"

    /// `file` stands in the warnings.
    init(
        _ entity: CDMEntity, columns: NewestVersions.Columns, file: String,
        makeReader: @escaping () -> CDMReader
    ) {
        self.entity = entity.name
        self.columns = columns
        self.file = file
        self.makeReader = makeReader
        reader = makeReader()
    }

    func next() throws(FormatError) -> RecordBatch? {
        let versions = try openedVersions()
        guard var batch = try reader.next() else { return nil }
        var kept: [Int] = []
        var deleted: [DeletedRecord] = []
        for index in 0..<batch.rowCount {
            if versions.travels.contains(row + index) {
                kept.append(index)
            } else if versions.isDeletion.contains(row + index) {
                let values = batch.columns.map { batch.text(of: $0.cells[index]) }
                deleted.append(DeletedRecord(id: values[columns.id] ?? "", values: values))
            }
        }
        row += batch.rowCount
        note(
            older: batch.rowCount - kept.count - deleted.count, deletions: deleted.count,
            in: &batch)
        batch.deleted = deleted
        batch.keepRows(kept)
        batch.firstRecord = recordCount
        recordCount += kept.count
        return batch
    }

    private func openedVersions() throws(FormatError) -> NewestVersions {
        if let versions { return versions }
        let found = try NewestVersions(makeReader(), columns: columns, entity: entity)
        versions = found
        return found
    }

    private func note(older: Int, deletions: Int, in batch: inout RecordBatch) {
        for part in [
            LeftOutRecords(rule: Self.olderVersions, count: older),
            LeftOutRecords(rule: DeletedRecord.rule, count: deletions),
        ] where part.count > 0 {
            batch.leftOut.append(part)
            leftOut.add(part)
        }
    }

    func takeWarnings() -> [Issue] {
        let counts = leftOut
        leftOut = []
        return reader.takeWarnings()
            + counts.map { part in
                Issue(
                    part.rule == DeletedRecord.rule ? .cdmDeleted : .cdmOlderVersions,
                    "\(part.count) \(part.count == 1 ? "record" : "records"): \(part.rule)",
                    file: file, entity: entity)
            }
    }
}
