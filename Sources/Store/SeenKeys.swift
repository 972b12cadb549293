import Records

/// Knows which keys came, and finds the records whose key another record had before them, in bounded
/// memory.
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

    /// 1.6 million keys in memory take 33 MiB.
    package init(keysInMemory: Int = 1_600_000) {
        self.keysInMemory = keysInMemory
    }

    /// Makes room in memory for about as many keys as will come: for a sixteenth more, because to make
    /// room again needs the old and the new at once. What is not used takes no memory.
    package func makeRoom(for expected: Int) {
        table.makeRoom(for: min(expected + expected / 16, keysInMemory))
    }

    /// Quarantines the kept records whose key came before, and says which record had it. Records
    /// without any text in their key are left to others. The batch is of the latest of the files.
    package func quarantineRepeated(
        key: [String], batch: RecordBatch, of files: NumberedFiles = NumberedFiles(),
        fates: inout [RowFate], issues: inout [RowIssue]
    ) throws(StoreError) {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        var keyText = KeyText(columns: key, of: batch)
        var noted = Noted()
        for row in RowFate.keptRows(of: fates) {
            keyText.read(row, of: batch)
            if !keyText.isBlank { noted.append(keyText.bytes, of: row) }
        }
        for (row, first) in try insert(noted, before: files.before(batch)) {
            fates[row] = .quarantined
            issues.append(SeenKeys.makeIssue(row: row, key: key, first: files.place(of: first)))
        }
    }

    /// What stands for some rows of a batch.
    package struct Noted {
        fileprivate var rows: [Int] = []
        fileprivate var fingerprints: [Fingerprint] = []

        package init() {}

        package mutating func append(_ key: [UInt8], of row: Int) {
            rows.append(row)
            fingerprints.append(RecordDigest.fingerprint(of: key))
        }

        /// Notes a row under the names and values of all its fields.
        mutating func append(_ record: Fingerprint, of row: Int) {
            rows.append(row)
            fingerprints.append(record)
        }
    }

    /// Notes keys of the rows of a batch, with `before` records before it. Returns the rows that come
    /// again, each with the number of the record that was first.
    package func insert(
        _ noted: Noted, before: Int
    ) throws(StoreError) -> [(row: Int, first: Int)] {
        fetched = table.fetch(noted.fingerprints)
        var again: [(row: Int, first: Int)] = []
        for (row, fingerprint) in zip(noted.rows, noted.fingerprints) {
            guard let first = try insert(fingerprint, record: before + row + 1) else { continue }
            again.append((row, first))
        }
        return again
    }

    /// Notes the given rows as they are, field by field. Returns those that come again, each with the
    /// number of the record that was first.
    package func insertRecords(
        of batch: RecordBatch, rows: [Int], before: Int
    ) throws(StoreError) -> [(row: Int, first: Int)] {
        let digests = RecordDigest(fields: batch.columns.map(\.name)).digests(
            of: rows, in: batch, columns: Array(batch.columns.indices))
        var noted = Noted()
        for (row, digest) in zip(rows, digests) { noted.append(digest, of: row) }
        return try insert(noted, before: before)
    }

    /// Whether the key was noted.
    package func contains(_ key: some Collection<UInt8>) throws(StoreError) -> Bool {
        let fingerprint = RecordDigest.fingerprint(of: Array(key))
        if table.record(of: fingerprint) != nil { return true }
        return try overflow?.record(of: fingerprint) != nil
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
    private static func makeIssue(row: Int, key: [String], first: String) -> RowIssue {
        RowIssue(
            row: row, field: key.first, code: .duplicateKey,
            detail: "\(first) has the same \(key.joined(separator: ", "))")
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
        return try insert.run() == 1 ? nil : self.record(of: fingerprint)
    }

    func record(of fingerprint: Fingerprint) throws(StoreError) -> Int? {
        defer { select.reset() }
        select.bind(1, Int(truncatingIfNeeded: fingerprint.high))
        select.bind(2, Int(UInt32(truncatingIfNeeded: fingerprint.low)))
        return try select.step() ? select.integer(0) : nil
    }
}
