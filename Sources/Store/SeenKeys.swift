import Records

/// Finds the records of one entity of one package whose key another record had before them, in
/// bounded memory.
///
/// The first keys are held in a table of 96-bit fingerprints, the others in a temporary database that
/// SQLite moves to disk as it grows. Two different keys among ten million are taken for one with a
/// probability of less than one to 10¹⁴.
package final class SeenKeys {
    private let keysInMemory: Int
    private let table = FingerprintTable()
    private var overflow: Overflow?
    /// Kept only so that fetching is not optimized away.
    private var fetched: UInt32 = 0

    /// 1.6 million keys in memory take 32 MiB.
    package init(keysInMemory: Int = 1_600_000) {
        self.keysInMemory = keysInMemory
    }

    /// Makes room in memory for about as many keys as will come.
    package func makeRoom(for expected: Int) {
        table.makeRoom(for: min(expected, keysInMemory))
    }

    /// Quarantines the kept records whose key came before, and says which record had it. Records
    /// without any text in their key are left to others.
    package func quarantineRepeated(
        key: [String], batch: RecordBatch, fates: inout [RowFate], issues: inout [RowIssue]
    ) throws(StoreError) {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        var keyText = KeyText(columns: key, of: batch)
        var rows: [Int] = []
        var fingerprints: [Fingerprint] = []
        for row in RowFate.keptRows(of: fates) {
            keyText.read(row, of: batch)
            if keyText.isBlank { continue }
            rows.append(row)
            fingerprints.append(RecordDigest.fingerprint(of: keyText.bytes))
        }
        fetched = table.fetch(fingerprints)
        for (row, fingerprint) in zip(rows, fingerprints) {
            let record = batch.firstRecord + row + 1
            guard let first = try insert(fingerprint, record: record) else { continue }
            fates[row] = .quarantined
            issues.append(SeenKeys.makeIssue(row: row, key: key, first: first))
        }
    }

    /// Notes a key. Returns the number of the record that came with it first, or nil for none.
    package func insert(_ key: [UInt8], record: Int) throws(StoreError) -> Int? {
        try insert(RecordDigest.fingerprint(of: key), record: record)
    }

    private func insert(_ fingerprint: Fingerprint, record: Int) throws(StoreError) -> Int? {
        precondition(
            record > 0 && record < UInt32.max, "Record numbers begin at 1 and fit 32 bits.")
        let found = table.insert(fingerprint, record: UInt32(record), limit: keysInMemory)
        if !found.isFull { return found.first }
        if overflow == nil { overflow = try Overflow() }
        return try overflow?.insert(fingerprint, record: record)
    }

    @inline(never)
    private static func makeIssue(row: Int, key: [String], first: Int) -> RowIssue {
        RowIssue(
            row: row, field: key.first, code: .duplicateKey,
            detail: "record \(first) has the same \(key.joined(separator: ", "))")
    }
}

/// The keys that found no room in memory.
private final class Overflow {
    private let database: Database
    private let insert: Statement
    private let select: Statement

    init() throws(StoreError) {
        database = try Database(path: "")
        try database.execute(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;
            CREATE TABLE seen (high INTEGER, low INTEGER, record INTEGER, PRIMARY KEY (high, low))
            WITHOUT ROWID;
            BEGIN
            """)
        insert = try database.statement("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)")
        select = try database.statement("SELECT record FROM seen WHERE high = ? AND low = ?")
    }

    func insert(_ fingerprint: Fingerprint, record: Int) throws(StoreError) -> Int? {
        let high = Int(truncatingIfNeeded: fingerprint.high)
        let low = Int(UInt32(truncatingIfNeeded: fingerprint.low))
        insert.bind(1, high)
        insert.bind(2, low)
        insert.bind(3, record)
        if try insert.run() == 1 { return nil }
        defer { select.reset() }
        select.bind(1, high)
        select.bind(2, low)
        return try select.step() ? select.integer(0) : nil
    }
}
