import Records

extension CommonDataStore {
    /// Marks the kept records that the destination has been sent like this already, and notes for the
    /// others, within the package transaction, that it is being sent them.
    ///
    /// `destination` names the system, legal entity and entity together. With `full`, nothing is
    /// marked and everything noted. Absent fields do not count.
    package func markUnchanged(
        destination: String, key: [String], batch: RecordBatch, full: Bool = false,
        fates: inout [RowFate]
    ) throws(StoreError) {
        precondition(fates.count == batch.rowCount, "Every record has a fate.")
        let note = try database.statement(Self.noteDelivered(full: full))
        note.bind(1, try number(of: destination))
        note.bind(4, runOfOpenPackage.rawValue)
        let digest = RecordDigest(fields: batch.columns.map(\.name))
        let rows = RowCells(batch, columns: Array(batch.columns.indices))
        var keyText = KeyText(columns: key, of: batch)
        for row in 0..<batch.rowCount where fates[row].isKept {
            keyText.read(row, of: batch)
            keyText.bytes.withUnsafeBytes { _ = note.bindText(2, $0) }
            digest.digest(of: rows[row], in: batch.bytes).withBytes { _ = note.bindBlob(3, $0) }
            if try note.run() == 0 { fates[row] = .unchanged }
        }
    }

    private static func noteDelivered(full: Bool) -> String {
        """
        INSERT INTO p2c_delivered (destination, key, digest, run) VALUES (?, ?, ?, ?)
        ON CONFLICT (destination, key) DO UPDATE SET digest = excluded.digest, run = excluded.run
        """ + (full ? "" : " WHERE digest <> excluded.digest")
    }

    private func number(of destination: String) throws(StoreError) -> Int {
        if let known = destinations[destination] { return known }
        let insert = try database.statement(
            "INSERT INTO p2c_destination (name) VALUES (?) ON CONFLICT (name) DO NOTHING")
        insert.bind(1, destination)
        try insert.run()
        let select = try database.statement("SELECT id FROM p2c_destination WHERE name = ?")
        defer { select.reset() }
        select.bind(1, destination)
        guard try select.step() else {
            preconditionFailure("A destination that was just put in is there.")
        }
        let number = select.integer(0)
        destinations[destination] = number
        return number
    }
}
