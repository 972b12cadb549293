import Records

/// The key registry: which business key the record of an id has, company by company, learnt from
/// every package that passed. Ids are in small letters without braces.
extension CommonDataStore {
    /// A record that the registry knows.
    package struct KnownRecord: Sendable, Equatable {
        package var entity: String
        package var id: String
        package var key: String
        /// What people call it; nil where no file said.
        package var name: String?

        package init(entity: String, id: String, key: String, name: String? = nil) {
            self.entity = entity
            self.id = id
            self.key = key
            self.name = name
        }
    }

    /// Notes a record, within the package transaction. What was known of the id before is replaced, but
    /// for a name where there is no other.
    package func learn(_ record: KnownRecord, company: String) throws(StoreError) {
        let insert = try database.statement(
            """
            INSERT INTO p2c_record_id (id, company, entity, key, run, name)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id, company) DO UPDATE
            SET entity = excluded.entity, key = excluded.key, run = excluded.run,
                name = coalesce(excluded.name, name)
            WHERE entity <> excluded.entity OR key <> excluded.key
                OR excluded.name IS NOT coalesce(name, '') AND excluded.name IS NOT NULL
            """)
        insert.bind(1, record.id)
        insert.bind(2, company)
        insert.bind(3, record.entity)
        insert.bind(4, record.key)
        insert.bind(5, runOfOpenPackage.rawValue)
        insert.bind(6, record.name)
        try insert.run()
    }

    /// The record with that id.
    package func record(withID id: String, company: String) throws(StoreError) -> KnownRecord? {
        let select = try database.statement(
            "SELECT entity, id, key, name FROM p2c_record_id WHERE id = ? AND company = ?")
        defer { select.reset() }
        select.bind(1, id)
        select.bind(2, company)
        return try select.step() ? Self.knownRecord(select) : nil
    }

    /// The record of an entity with that key, which the latest run gave it; keys are compared without
    /// the case of ASCII letters.
    package func record(
        of entity: String, withKey key: String, company: String
    ) throws(StoreError) -> KnownRecord? {
        let select = try database.statement(
            """
            SELECT entity, id, key, name FROM p2c_record_id
            WHERE company = ? AND entity = ? AND key = ? ORDER BY run DESC LIMIT 1
            """)
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, entity)
        select.bind(3, key)
        return try select.step() ? Self.knownRecord(select) : nil
    }

    private static func knownRecord(_ row: Statement) -> KnownRecord {
        KnownRecord(
            entity: row.text(0) ?? "", id: row.text(1) ?? "", key: row.text(2) ?? "",
            name: row.text(3))
    }
}
