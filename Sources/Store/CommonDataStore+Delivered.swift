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
        let number = try number(of: destination)
        let note = try database.statement(Self.noteDelivered(full: full))
        note.bind(1, number)
        note.bind(4, runOfOpenPackage.rawValue)
        var walk = DigestWalk(try deliveredDigests(of: number))
        defer { walk.end() }
        // As long as records come that the destination was sent, the store is asked first.
        var mayBeKnown = !full
        let kept = RowFate.keptRows(of: fates)
        let digests = RecordDigest(fields: batch.columns.map(\.name)).digests(
            of: kept, in: batch, columns: Array(batch.columns.indices))
        var keyText = KeyText(columns: key, of: batch)
        for (row, value) in zip(kept, digests) {
            keyText.read(row, of: batch)
            if mayBeKnown {
                let answer = try walk.ask(keyText.bytes, for: value)
                mayBeKnown = answer != .none
                if answer == .same {
                    fates[row] = .unchanged
                    continue
                }
            }
            keyText.bytes.withUnsafeBytes { _ = note.bindText(2, $0) }
            value.withBytes { _ = note.bindBlob(3, $0) }
            mayBeKnown = try note.run() == 0
            if mayBeKnown { fates[row] = .unchanged }
        }
    }

    /// Notes which entity a destination is, within the package transaction. When it was another one until
    /// now, what that was sent is forgotten.
    package func noteEntity(
        _ entity: String, ofDestination destination: String
    ) throws(StoreError) {
        _ = runOfOpenPackage
        let number = try number(of: destination)
        let forget = try database.statement(
            """
            DELETE FROM p2c_delivered WHERE destination = ?1 AND EXISTS (
                SELECT 1 FROM p2c_destination WHERE id = ?1 AND entity <> '' AND entity <> ?2)
            """)
        forget.bind(1, number)
        forget.bind(2, entity)
        try forget.run()
        let note = try database.statement(
            "UPDATE p2c_destination SET entity = ? WHERE id = ? AND entity <> ?1")
        note.bind(1, entity)
        note.bind(2, number)
        try note.run()
    }

    /// Forgets that the destination was sent records of the keys of the kept rows, within the package
    /// transaction. Where only the first parts of a key are known, all records that have these. Returns the
    /// rows of which there were any.
    package func forgetDelivered(
        destination: String, key: [String], batch: RecordBatch, fates: [RowFate]
    ) throws(StoreError) -> [Int] {
        _ = runOfOpenPackage
        let number = try number(of: destination)
        let delete = try database.statement(
            "DELETE FROM p2c_delivered WHERE destination = ? AND key = ?")
        // The parts of a key end in 0x1F.
        let deleteAll = try database.statement(
            """
            DELETE FROM p2c_delivered
            WHERE destination = ? AND key >= ?2 AND key < substr(?2, 1, length(?2) - 1) || char(0x20)
            """)
        delete.bind(1, number)
        deleteAll.bind(1, number)
        var text = KeyText(columns: key, of: batch)
        var forgotten: [Int] = []
        for row in RowFate.keptRows(of: fates) {
            text.read(row, of: batch)
            if text.known.isEmpty { continue }
            let statement = text.isComplete ? delete : deleteAll
            text.known.withUnsafeBytes { _ = statement.bindText(2, $0) }
            if try statement.run() > 0 { forgotten.append(row) }
        }
        return forgotten
    }

    /// The kept rows whose keys are those of records that other destinations were sent, each with the
    /// number of the destination among `destinations`. One query, which ends at once where these were sent
    /// nothing.
    package func delivered(
        to destinations: [String], key: [String], batch: RecordBatch, fates: [RowFate]
    ) throws(StoreError) -> [(row: Int, destination: Int)] {
        let rows = RowFate.keptRows(of: fates)
        guard !rows.isEmpty, !destinations.isEmpty else { return [] }
        let select = try database.statement(
            """
            SELECT asked.key, other.key FROM json_each(?2) AS other
            JOIN p2c_destination AS known ON known.name = other.value
            CROSS JOIN json_each(?1) AS asked
            CROSS JOIN p2c_delivered AS sent
                ON sent.destination = known.id AND sent.key = asked.value
            ORDER BY 1, 2
            """)
        defer { select.reset() }
        var text = KeyText(columns: key, of: batch)
        var keys = JSONList()
        for row in rows {
            text.read(row, of: batch)
            keys.append(text.bytes)
        }
        keys.text.withUnsafeBytes { _ = select.bindText(1, $0) }
        JSONList(destinations).text.withUnsafeBytes { _ = select.bindText(2, $0) }
        var found: [(row: Int, destination: Int)] = []
        while try select.step() { found.append((rows[select.integer(0)], select.integer(1))) }
        return found
    }

    private static func noteDelivered(full: Bool) -> String {
        """
        INSERT INTO p2c_delivered (destination, key, digest, run) VALUES (?, ?, ?, ?)
        ON CONFLICT (destination, key) DO UPDATE SET digest = excluded.digest, run = excluded.run
        """ + (full ? "" : " WHERE digest <> excluded.digest")
    }

    private func deliveredDigests(of destination: Int) throws(StoreError) -> DigestWalk.Statements {
        let statements = DigestWalk.Statements(
            search: try database.statement(
                "SELECT digest, key FROM p2c_delivered WHERE key = ?1 AND destination = ?2"),
            follow: try database.statement(
                """
                SELECT key, digest FROM p2c_delivered WHERE key > ?1 AND destination = ?2
                ORDER BY key
                """))
        statements.search.bind(2, destination)
        statements.follow.bind(2, destination)
        return statements
    }

    private func number(of destination: String) throws(StoreError) -> Int {
        if let known = destinations[destination] { return known }
        let insert = try database.statement(
            "INSERT INTO p2c_destination (name) VALUES (?) ON CONFLICT (name) DO NOTHING")
        insert.bind(1, destination)
        try insert.run()
        guard
            let number = try database.integer(
                "SELECT id FROM p2c_destination WHERE name = ?", about: destination)
        else { preconditionFailure("A destination that was just put in is there.") }
        destinations[destination] = number
        return number
    }
}
