import Records
import Store

/// Keeps records from being overwritten by older ones, where the source says when it changed a record
/// last: an export that was forgotten for a week must not bring back last week's addresses.
struct OlderRecords {
    /// Fields that hold the time, as the two systems call them.
    private static let fields = ["modifiedon", "ModifiedDateTime"]

    private let store: CommonDataStore

    /// Nil without a store, or where the settings let older records in.
    init?(hub: Hub?, configuration: Configuration) {
        guard let hub, configuration.leavesOlderRecords else { return nil }
        store = hub.store
    }

    /// The times of a checked batch, one a row, without the Z at their end so that they are in order
    /// as texts; nil where the file has no such column.
    func times(of batch: RecordBatch) -> [String?]? {
        let column = Self.fields.lazy.compactMap { batch.columnIndex(named: $0) }.first
        return column.map { column in
            batch.columns[column].cells.map { cell in
                batch.text(of: cell).map { $0.hasSuffix("Z") ? String($0.dropLast()) : $0 }
            }
        }
    }

    /// Filters the records that are older than what CDS has of their key, and notes the time of the
    /// others. Returns how many are older.
    func leaveOut(
        _ batch: RecordBatch, of schema: EntitySchema, key: [String], times: [String?],
        fates: inout [RowFate]
    ) throws -> Int {
        guard schema.environment == .cds else { return 0 }
        var text = KeyText(columns: key, of: batch)
        var count = 0
        for row in RowFate.keptRows(of: fates) {
            guard let time = times[row], !time.isEmpty else { continue }
            text.read(row, of: batch)
            if try store.advance(schema.name, key: text.bytes, to: time) { continue }
            fates[row] = .filtered
            count += 1
        }
        return count
    }
}
