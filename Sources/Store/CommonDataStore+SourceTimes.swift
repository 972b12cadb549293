import Records

/// When the source changed a record last, for entities whose source says so.
extension CommonDataStore {
    /// Notes the time of a record in CDS, within the package transaction, unless a later one is noted
    /// already: then it is left alone and the answer is false. Times are UTC texts of one form, keys
    /// as `KeyText` has them.
    package func advance(
        _ entity: String, key: [UInt8], to time: String
    ) throws(StoreError) -> Bool {
        _ = runOfOpenPackage
        let note = try database.statement(
            """
            INSERT INTO p2c_source_time (entity, key, time) VALUES (?, ?, ?)
            ON CONFLICT (entity, key) DO UPDATE SET time = excluded.time
            WHERE time <= excluded.time
            """)
        note.bind(1, entity)
        key.withUnsafeBytes { _ = note.bindText(2, $0) }
        note.bind(3, time)
        return try note.run() == 1
    }
}
