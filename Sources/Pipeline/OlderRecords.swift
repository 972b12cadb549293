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
    /// What is later than this, a source with a wrong clock or a wrong time zone wrote; nil where the
    /// run's own time is made up.
    private let latest: [UInt8]?

    /// Nil without a store, or where the settings let older records in. `started` is the time of the
    /// run, which times of other time zones may be a day ahead of.
    init?(hub: Hub?, configuration: Configuration, started: String) {
        guard let hub, configuration.leavesOlderRecords else { return nil }
        store = hub.store
        latest =
            configuration.knowsTheTime
            ? Array(Deadline.text(daysBefore: started, -1).utf8.dropLast()) : nil
    }

    /// The times of a checked batch, one a row, without the Z at their end so that they are in order
    /// as texts; nil where the file has no such column. A time that is still to come is none: all that
    /// comes until then would be older.
    func times(of batch: RecordBatch) -> [String?]? {
        column(of: batch).map { column in
            batch.columns[column].cells.map { cell in
                guard cell.isText, !isToCome(cell, in: batch) else { return nil }
                return String(decoding: Self.time(cell, in: batch), as: UTF8.self)
            }
        }
    }

    /// Says of the rows that are kept which of their times are still to come.
    func timesToCome(in batch: RecordBatch, fates: [RowFate]) -> [RowIssue] {
        guard let column = column(of: batch) else { return [] }
        let (cells, name) = (batch.columns[column].cells, batch.columns[column].name)
        return RowFate.keptRows(of: fates).filter { isToCome(cells[$0], in: batch) }.map { row in
            RowIssue(
                row: row, field: name, code: .timeToCome,
                detail: "\"\(batch.text(of: cells[row]) ?? "")\" is still to come")
        }
    }

    private func column(of batch: RecordBatch) -> Int? {
        Self.fields.lazy.compactMap { batch.columnIndex(named: $0) }.first
    }

    private func isToCome(_ cell: Cell, in batch: RecordBatch) -> Bool {
        guard let latest, cell.isText else { return false }
        let time = Self.time(cell, in: batch)
        // Where no schema describes the column, it may have another form.
        guard time.dropFirst(4).first == UInt8(ascii: "-") else { return false }
        return latest.lexicographicallyPrecedes(time)
    }

    private static func time(_ cell: Cell, in batch: RecordBatch) -> ArraySlice<UInt8> {
        let text = batch.bytes[cell.range]
        return text.last == UInt8(ascii: "Z") ? text.dropLast() : text
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
