import Records

/// Finds keys that occur more than once among the records of one entity of one package, in bounded
/// memory: up to `limit` keys as fingerprints in a table, then in a temporary database.
package final class SeenKeys {
    /// 96 bits of the key's digest and the number of its first record.
    private struct Slot {
        var low: UInt64 = 0
        var high: UInt32 = 0
        /// 0 for a free slot.
        var record: UInt32 = 0
    }

    private let limit: Int
    private var slots: [Slot]
    private var count = 0
    private var spill: Database?

    /// Two million keys take 64 MiB.
    package init(limit: Int = 2_000_000) {
        self.limit = limit
        slots = [Slot](repeating: Slot(), count: 1 << 10)
    }

    /// Quarantines the kept rows whose key was seen before. Rows without a full key are left alone.
    package func check(
        _ batch: RecordBatch, keyColumns: [Int], fates: inout [RowFate], issues: inout [RowIssue]
    ) throws(StoreError) {
        var key = RecordKey()
        for row in fates.indices where fates[row] == .kept {
            let digest = batch.bytes.withUnsafeBufferPointer { bytes in
                key.read(row: row, of: batch, bytes, columns: keyColumns)
                    ? key.bytes.withUnsafeBufferPointer { RecordDigest($0, seed: 0) } : nil
            }
            guard let digest else { continue }
            let record = batch.firstRecord + row + 1
            guard let first = try insert(digest, record: record) else { continue }
            fates[row] = .quarantined
            issues.append(
                RowIssue(
                    row: row, field: batch.columns[keyColumns[0]].name, code: .duplicateKey,
                    detail: "record \(record) has the same key as record \(first), which travels"))
        }
    }

    /// The number of the record that had the key first; nil for a new key.
    private func insert(_ digest: RecordDigest, record: Int) throws(StoreError) -> Int? {
        let wanted = Slot(
            low: digest.low, high: UInt32(truncatingIfNeeded: digest.high),
            record: UInt32(truncatingIfNeeded: record))
        var index = Int(truncatingIfNeeded: digest.low) & (slots.count - 1)
        while slots[index].record != 0 {
            if slots[index].low == wanted.low && slots[index].high == wanted.high {
                return Int(slots[index].record)
            }
            index = (index + 1) & (slots.count - 1)
        }
        if count >= limit { return try insertIntoSpill(digest, record: record) }
        slots[index] = wanted
        count += 1
        if count * 2 > slots.count { grow() }
        return nil
    }

    private func grow() {
        var larger = [Slot](repeating: Slot(), count: slots.count * 2)
        for slot in slots where slot.record != 0 {
            var index = Int(truncatingIfNeeded: slot.low) & (larger.count - 1)
            while larger[index].record != 0 { index = (index + 1) & (larger.count - 1) }
            larger[index] = slot
        }
        slots = larger
    }

    private func insertIntoSpill(
        _ digest: RecordDigest, record: Int
    ) throws(StoreError) -> Int? {
        let database = try openSpill()
        let insert = try database.statement(
            "INSERT OR IGNORE INTO seen (key, record) VALUES (?, ?)")
        digest.withBytes { _ = insert.bindBlob(1, $0) }
        insert.bind(2, record)
        if try insert.run() == 1 { return nil }
        let select = try database.statement("SELECT record FROM seen WHERE key = ?")
        defer { select.reset() }
        digest.withBytes { _ = select.bindBlob(1, $0) }
        return try select.step() ? select.integer(0) : nil
    }

    private func openSpill() throws(StoreError) -> Database {
        if let spill { return spill }
        let database = try Database(path: "")
        try database.execute(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;
            CREATE TABLE seen (key BLOB NOT NULL PRIMARY KEY, record INTEGER NOT NULL) WITHOUT ROWID;
            BEGIN;
            """)
        spill = database
        return database
    }
}
