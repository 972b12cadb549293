import Records

/// When the source changed a record last, for entities whose source says so. Times are UTC texts of one
/// form, so that they are in order as texts.
extension CommonDataStore {
    /// The time of the record that CDS has under the key, which is in the form of `KeyText`; nil where its
    /// source did not say one.
    package func sourceTime(of entity: String, key: [UInt8]) throws(StoreError) -> String? {
        let select = try database.statement(
            "SELECT time FROM p2c_source_time WHERE key = ?1 AND entity = ?2")
        defer { select.reset() }
        key.withUnsafeBytes { _ = select.bindText(1, $0) }
        select.bind(2, entity)
        return try select.step() ? select.text(0) : nil
    }

    /// The rows whose times are before that of the record which CDS has under their key.
    package func olderRows(
        _ rows: [Int], of batch: RecordBatch, times: [String?], entity: String, key: [String]
    ) throws(StoreError) -> [Int] {
        var walk = DigestWalk(try timesByKey(entity))
        defer { walk.end() }
        var text = KeyText(columns: key, of: batch)
        var older: [Int] = []
        for row in rows {
            guard let time = times[row], !time.isEmpty else { continue }
            text.read(row, of: batch)
            guard try walk.ask(text.bytes, for: Array(time.utf8)) == .other,
                let known = try sourceTime(of: entity, key: text.bytes), time < known
            else { continue }
            older.append(row)
        }
        return older
    }

    /// Notes the times of records that CDS has from now on, within the package transaction.
    package func noteTimes(
        of rows: [Int], of batch: RecordBatch, times: [String?], entity: String, key: [String]
    ) throws(StoreError) {
        _ = runOfOpenPackage
        let note = try database.statement(
            """
            INSERT INTO p2c_source_time (entity, key, time) VALUES (?, ?, ?)
            ON CONFLICT (entity, key) DO UPDATE SET time = excluded.time
            WHERE time <> excluded.time
            """)
        note.bind(1, entity)
        var walk = DigestWalk(try timesByKey(entity))
        defer { walk.end() }
        var text = KeyText(columns: key, of: batch)
        // As long as records come of which the time is known, the store is asked first.
        var mayBeKnown = true
        for row in rows {
            guard let time = times[row], !time.isEmpty else { continue }
            text.read(row, of: batch)
            if mayBeKnown {
                let answer = try walk.ask(text.bytes, for: Array(time.utf8))
                mayBeKnown = answer != .none
                if answer == .same { continue }
            }
            text.bytes.withUnsafeBytes { _ = note.bindText(2, $0) }
            note.bind(3, time)
            mayBeKnown = try note.run() == 0
        }
    }

    private func timesByKey(_ entity: String) throws(StoreError) -> DigestWalk.Statements {
        let from = "FROM p2c_source_time WHERE entity = ?2 AND key"
        let statements = DigestWalk.Statements(
            search: try database.statement("SELECT time, key \(from) = ?1"),
            follow: try database.statement("SELECT key, time \(from) > ?1 ORDER BY key"))
        statements.search.bind(2, entity)
        statements.follow.bind(2, entity)
        return statements
    }
}
