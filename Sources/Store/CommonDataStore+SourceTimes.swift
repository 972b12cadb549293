import Records

/// When the source changed a record last, for entities whose source says so.
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

    /// Notes the time of a record that CDS has from now on, within the package transaction. Times are UTC
    /// texts of one form.
    package func note(
        _ time: String, of entity: String, key: [UInt8]
    ) throws(StoreError) {
        _ = runOfOpenPackage
        let note = try database.statement(
            """
            INSERT INTO p2c_source_time (entity, key, time) VALUES (?, ?, ?)
            ON CONFLICT (entity, key) DO UPDATE SET time = excluded.time
            WHERE time <> excluded.time
            """)
        note.bind(1, entity)
        key.withUnsafeBytes { _ = note.bindText(2, $0) }
        note.bind(3, time)
        try note.run()
    }
}
