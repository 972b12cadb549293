import Records

/// Destinations that are written by several tasks: what one of them sends takes the place of what another
/// one has sent, which then counts as delivered no more.
extension CommonDataStore {
    /// Forgets that the `others`, in the words of `markUnchanged`, were sent their records of the keys of
    /// the kept rows, within the package transaction. Returns the rows for which one was, each with the
    /// number of the other among `others`.
    package func overwrite(
        _ others: [String], key: [String], batch: RecordBatch, fates: [RowFate]
    ) throws(StoreError) -> [(row: Int, other: Int)] {
        var rows: [(row: Int, other: Int)] = []
        var text = KeyText(columns: key, of: batch)
        for (number, other) in others.enumerated() {
            guard let destination = try destinationWithRecords(other) else { continue }
            let delete = try database.statement(
                "DELETE FROM p2c_delivered WHERE destination = ? AND key = ?")
            delete.bind(1, destination)
            let before = rows.count
            for row in RowFate.keptRows(of: fates) {
                text.read(row, of: batch)
                text.bytes.withUnsafeBytes { _ = delete.bindText(2, $0) }
                if try delete.run() > 0 { rows.append((row, number)) }
            }
            if rows.count > before { try noteOverwritten(destination) }
        }
        return rows
    }

    /// The latest run in which another task overwrote records of the destination; nil when none did.
    package func overwritingRun(of destination: String) throws(StoreError) -> RunID? {
        try database.integer(
            """
            SELECT run FROM p2c_overwritten JOIN p2c_destination ON id = destination
            WHERE name = ?
            """, about: destination
        ).map { RunID($0) }
    }

    /// True when records of any destination were overwritten in a later run.
    func hasOverwritten(since run: RunID) throws(StoreError) -> Bool {
        try database.integer("SELECT max(run) FROM p2c_overwritten") > run.rawValue
    }

    private func noteOverwritten(_ destination: Int) throws(StoreError) {
        let note = try database.statement(
            "INSERT OR REPLACE INTO p2c_overwritten (destination, run) VALUES (?, ?)")
        note.bind(1, destination)
        note.bind(2, runOfOpenPackage.rawValue)
        try note.run()
    }

    /// The number of a destination that was sent a record; nil when it was sent none.
    private func destinationWithRecords(_ name: String) throws(StoreError) -> Int? {
        try database.integer(
            """
            SELECT id FROM p2c_destination
            WHERE name = ? AND EXISTS (SELECT 1 FROM p2c_delivered WHERE destination = id)
            """, about: name)
    }
}
