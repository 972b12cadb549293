import Records
import Store

/// Keeps records from being overwritten by older ones, where the source says when it changed a record
/// last: an export that was forgotten for a week must not bring back last week's addresses.
struct OlderRecords {
    /// Fields that hold the time, as the two systems call them.
    private static let fields = ["modifiedon", "ModifiedDateTime"]

    /// The rule under which they are counted.
    static let rule = "older than what CDS has"

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
                guard cell.isText else { return nil }
                let text = batch.bytes[cell.range]
                let end = text.last == UInt8(ascii: "Z") ? text.endIndex - 1 : text.endIndex
                return String(decoding: text[..<end], as: UTF8.self)
            }
        }
    }

    /// Filters the records that are older than what CDS has of their key. Returns how many are older.
    func leaveOut(
        _ batch: RecordBatch, of schema: EntitySchema, key: [String], times: [String?],
        fates: inout [RowFate]
    ) throws -> Int {
        guard schema.environment == .cds else { return 0 }
        let older = try store.olderRows(
            RowFate.keptRows(of: fates), of: batch, times: times, entity: schema.name, key: key)
        for row in older { fates[row] = .filtered }
        return older.count
    }

    /// Notes the times of the records that CDS has from now on: those that the destination takes, and
    /// those that it has like this.
    func note(
        _ batch: RecordBatch, of schema: EntitySchema, key: [String], times: [String?],
        fates: [RowFate]
    ) throws {
        guard schema.environment == .cds else { return }
        let rows = fates.indices.filter { fates[$0].isKept || fates[$0] == .unchanged }
        try store.noteTimes(
            of: rows, of: batch, times: times, entity: schema.name, key: key)
    }
}
