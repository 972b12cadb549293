import Records

/// What each destination has been sent.
extension CommonDataStore {
    /// Marks the rows that the destination already has like this as unchanged, and notes the others
    /// as sent. With `isFull` no row is marked.
    package func markUnchanged(
        destination: String, batch: RecordBatch, keyColumns: [Int], fates: inout [RowFate],
        isFull: Bool
    ) throws(StoreError) {
        let run = runOfOpenPackage
        let destination = try number(of: destination)
        let seeds = batch.columns.map { RecordDigest.seed(of: $0.name) }
        let select = try database.statement(
            "SELECT digest FROM p2c_delivered WHERE destination = ?1 AND key = ?2")
        let upsert = try database.statement(
            """
            INSERT INTO p2c_delivered (destination, key, digest, run) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (destination, key) DO UPDATE SET digest = excluded.digest, run = excluded.run
            """)
        select.bind(1, destination)
        upsert.bind(1, destination)
        upsert.bind(4, run.rawValue)
        var marked = fates
        let result = batch.bytes.withUnsafeBufferPointer { bytes in
            Result { () throws(StoreError) in
                var key = RecordKey()
                for row in marked.indices where marked[row] == .kept {
                    guard key.read(row: row, of: batch, bytes, columns: keyColumns) else {
                        continue
                    }
                    let digest = RecordDigest(row: row, of: batch, bytes, seeds: seeds)
                    if try Self.isSent(digest, key: key, select) {
                        if !isFull { marked[row] = .unchanged }
                        continue
                    }
                    key.bytes.withUnsafeBytes { _ = upsert.bindText(2, $0) }
                    digest.withBytes { _ = upsert.bindBlob(3, $0) }
                    try upsert.run()
                }
            }
        }
        try result.get()
        fates = marked
    }

    private static func isSent(
        _ digest: RecordDigest, key: RecordKey, _ select: Statement
    ) throws(StoreError) -> Bool {
        defer { select.reset() }
        key.bytes.withUnsafeBytes { _ = select.bindText(2, $0) }
        guard try select.step() else { return false }
        return digest.isStored(in: select.bytes(0))
    }

    /// The number that stands for the destination's name.
    private func number(of destination: String) throws(StoreError) -> Int {
        if let known = destinations[destination] { return known }
        let insert = try database.statement(
            "INSERT OR IGNORE INTO p2c_destination (name) VALUES (?)")
        insert.bind(1, destination)
        try insert.run()
        let select = try database.statement("SELECT id FROM p2c_destination WHERE name = ?")
        defer { select.reset() }
        select.bind(1, destination)
        guard try select.step() else { preconditionFailure("What was inserted is there") }
        destinations[destination] = select.integer(0)
        return select.integer(0)
    }
}
