import Folders
import Formats
import Records
import Store

/// Compares the records of two packages by their keys, field by field. The records of the first lie in
/// a store of its own on disk meanwhile, so that memory does not grow with the packages.
package final class PackageComparison {
    private let configuration: Configuration
    /// Whether a record that only the first package has was removed; else it stays as it is, because
    /// the second one has only what changed.
    private let isWhole: Bool
    private let observer: Observer
    private let folder: TemporaryFolder
    private let store: CommonDataStore
    private var entities: [Entity] = []

    /// An entity of either side.
    private struct Entity {
        var counts: DifferenceCounts
        var key: [String] = []
        var seen = SeenKeys()
        var isOnShelf = false
    }

    package init(
        configuration: Configuration, isWhole: Bool = true, observer: Observer = Observer()
    ) throws {
        self.configuration = configuration
        self.isWhole = isWhole
        self.observer = observer
        folder = try TemporaryFolder()
        store = try CommonDataStore(path: folder.path + "/before.sqlite")
    }

    deinit { folder.remove() }

    /// Tells every record that differs, and returns the counts of each entity. Throws when a file
    /// cannot be read.
    package func compare(
        _ before: [String], with after: [String], tell: (RecordDifference) -> Void
    ) throws -> [DifferenceCounts] {
        let run = try store.beginRun(
            source: "", legalEntity: nil, configuration: "", started: "")
        try store.beginPackage(run)
        for path in before { try read(path) { try shelve(&$0, of: $1) } }
        try store.commitPackage(RunResult(outcome: .completed), publications: [])
        for path in after {
            try read(path) { try compare($0, of: $1, tell: tell) }
        }
        if isWhole { try tellRemoved(tell) }
        return entities.map(\.counts)
    }

    private func read(
        _ path: String, _ take: (inout RecordBatch, Int) throws -> Void
    ) throws {
        let package = try SourcePackage.open(
            path: path, name: fileName(of: path), limits: configuration.limits,
            formats: configuration.formats)
        for entity in package.entities where entity.hasFile {
            let records = try CanonicalRecords(
                entity, of: package, schema: configuration.schema(for: entity, of: package))
            while var batch = try records.next() {
                if observer.shouldStop() { throw PipelineError.stopped }
                let number = try number(of: records, with: batch)
                try take(&batch, number)
            }
        }
    }

    /// The entity's place among `entities`. Its key is decided by the file that has it first.
    private func number(of records: CanonicalRecords, with batch: RecordBatch) throws -> Int {
        let label = records.label
        if let known = entities.firstIndex(where: { $0.counts.entity.isSameName(as: label) }) {
            return known
        }
        let key = records.keyFields(in: batch)
        guard !key.isEmpty else {
            let columns = batch.columns.map(\.name).joined(separator: ", ")
            throw ViewError(
                "\(records.entity.file): no schema says by which column the records of \(label) are "
                    + "known; there are \(columns). Put a schema with its primaryKey into "
                    + "\(configuration.folder)/schemas/")
        }
        entities.append(Entity(counts: DifferenceCounts(entity: label), key: key))
        return entities.count - 1
    }

    /// Keeps the records of the first package.
    private func shelve(_ batch: inout RecordBatch, of number: Int) throws {
        let entity = entities[number]
        var key = KeyText(columns: entity.key, of: batch)
        var fates = [RowFate](repeating: .kept, count: batch.rowCount)
        for row in fates.indices {
            key.read(row, of: batch)
            guard key.isBlank else { continue }
            fates[row] = .filtered
            entities[number].counts.withoutKey += 1
        }
        entities[number].isOnShelf = true
        _ = try store.upsert(
            entity.counts.entity, key: entity.key, batch: &batch, fates: fates)
    }

    /// Compares records of the second package with those that are kept.
    private func compare(
        _ batch: RecordBatch, of number: Int, tell: (RecordDifference) -> Void
    ) throws {
        let entity = entities[number]
        let name = entity.counts.entity
        let standings =
            entity.isOnShelf
            ? try store.standings(of: batch, entity: name, key: entity.key)
            : Array(repeating: .unknown, count: batch.rowCount)
        var key = KeyText(columns: entity.key, of: batch)
        for row in 0..<batch.rowCount {
            key.read(row, of: batch)
            if key.isBlank {
                entities[number].counts.withoutKey += 1
                continue
            }
            _ = try entity.seen.insert(key.bytes, record: batch.firstRecord + row + 1)
            switch standings[row] {
            case .same: entities[number].counts.same += 1
            case .unknown:
                entities[number].counts.added += 1
                tell(difference(.added, row, of: batch, from: nil, entity))
            case .different:
                let before = try store.record(name, key: key.bytes)
                let found = difference(.changed, row, of: batch, from: before, entity)
                if found.fields.isEmpty {
                    entities[number].counts.same += 1
                } else {
                    entities[number].counts.changed += 1
                    tell(found)
                }
            }
        }
    }

    private func difference(
        _ kind: RecordDifference.Kind, _ row: Int, of batch: RecordBatch,
        from before: StoredRecord?, _ entity: Entity
    ) -> RecordDifference {
        var fields: [RecordDifference.Field] = []
        for column in batch.columns {
            let after = FieldValue(column.cells[row], in: batch)
            let value = before?.value(of: column.name) ?? .absent
            if value != after {
                fields.append(.init(name: column.name, before: value, after: after))
            }
        }
        // A column that only the first package has.
        for (field, value) in before?.values ?? []
        where value != .absent && batch.columnIndex(named: field) == nil {
            fields.append(.init(name: field, before: value, after: .absent))
        }
        let key = entity.key.compactMap { batch.value($0, row: row).text }
        return RecordDifference(
            kind: kind, entity: entity.counts.entity, key: key.joined(separator: ", "),
            fields: fields)
    }

    /// Tells the records of the first package that did not come in the second.
    private func tellRemoved(_ tell: (RecordDifference) -> Void) throws {
        for number in entities.indices where entities[number].isOnShelf {
            let entity = entities[number]
            guard let records = try StoredRecords(store, entity: entity.counts.entity) else {
                continue
            }
            while let batch = try records.next() {
                if observer.shouldStop() { throw PipelineError.stopped }
                var key = KeyText(columns: entity.key, of: batch)
                for row in 0..<batch.rowCount {
                    key.read(row, of: batch)
                    if try entity.seen.contains(key.bytes) { continue }
                    entities[number].counts.removed += 1
                    let parts = entity.key.compactMap { batch.value($0, row: row).text }
                    tell(
                        RecordDifference(
                            kind: .removed, entity: entity.counts.entity,
                            key: parts.joined(separator: ", "), fields: []))
                }
            }
        }
    }
}
