import Records

/// The key registry: which business key the record of an id has, company by company, learnt from
/// every package that passed. Ids are in small letters without braces, keys without the spaces behind
/// them.
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
            self.key = key.withoutTrailingSpaces
            self.name = name
        }
    }

    /// The columns of a batch that hold what the registry keeps.
    package struct RecordIDColumns {
        package var id: Int
        package var key: Int
        /// Nil where the file does not say what people call the records.
        package var name: Int?

        package init(id: Int, key: Int, name: Int?) {
            self.id = id
            self.key = key
            self.name = name
        }
    }

    /// A record that the registry was told, and what it knew of the id before.
    package struct LearntRecord: Sendable {
        package fileprivate(set) var record: KnownRecord
        package fileprivate(set) var before: KnownRecord?
        fileprivate var runBefore: Int?
    }

    /// Notes a record as `learn` does, in a way that can be taken back.
    package func replace(
        with record: KnownRecord, company: String
    ) throws(StoreError) -> LearntRecord {
        var learnt = LearntRecord(record: record)
        let select = try database.statement(
            "SELECT entity, id, key, name, run FROM p2c_record_id WHERE id = ? AND company = ?")
        select.bind(1, record.id)
        select.bind(2, company)
        if try select.step() {
            learnt.before = Self.knownRecord(select)
            learnt.runBefore = select.integer(4)
        }
        select.reset()
        try learn(record, company: company)
        return learnt
    }

    /// Brings back what was known of an id, unless it was told anew since.
    package func takeBack(_ learnt: LearntRecord, company: String) throws(StoreError) {
        let change =
            learnt.before == nil
            ? "DELETE FROM p2c_record_id"
            : "UPDATE p2c_record_id SET entity = ?4, key = ?5, name = ?6, run = ?7"
        let statement = try database.statement(
            "\(change) WHERE id = ?1 AND company = ?2 AND key = ?3")
        statement.bind(1, learnt.record.id)
        statement.bind(2, company)
        statement.bind(3, learnt.record.key)
        if let before = learnt.before, let run = learnt.runBefore {
            statement.bind(4, before.entity)
            statement.bind(5, before.key)
            statement.bind(6, before.name)
            statement.bind(7, run)
        }
        try statement.run()
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

    /// The rows whose records the registry does not know just so. Where it knows none under a key, all
    /// rows behind that one count as new.
    package func unlearnt(
        _ rows: [Int], of batch: RecordBatch, in columns: RecordIDColumns, entity: String,
        company: String
    ) throws(StoreError) -> [Int] {
        var walk = DigestWalk(
            try recordsByKey(entity, company: company, namely: columns.name != nil))
        defer { walk.end() }
        var key: [UInt8] = []
        var record: [UInt8] = []
        func append(_ column: Int, of row: Int, to text: inout [UInt8]) {
            text += batch.bytes[batch.columns[column].cells[row].range]
            while column == columns.key, text.last == UInt8(ascii: " ") { text.removeLast() }
        }
        var new: [Int] = []
        for (index, row) in rows.enumerated() {
            key.removeAll(keepingCapacity: true)
            append(columns.key, of: row, to: &key)
            record.removeAll(keepingCapacity: true)
            for column in [columns.id, columns.key, columns.name].compactMap(\.self) {
                append(column, of: row, to: &record)
                record.append(Self.separator)
            }
            switch try walk.ask(key, for: record) {
            case .same: continue
            case .other: new.append(row)
            case .none: return new + rows[index...]
            }
        }
        return new
    }

    private static var separator: UInt8 { 0x1F }

    /// The records of an entity in the order of their keys: id and key and, `namely`, name, with a
    /// separator behind each.
    private func recordsByKey(
        _ entity: String, company: String, namely: Bool
    ) throws(StoreError) -> DigestWalk.Statements {
        let fields = ["id", "key"] + (namely ? ["coalesce(name, '')"] : [])
        let record = fields.map { "\($0) || char(\(Self.separator))" }.joined(separator: " || ")
        let from = "FROM p2c_record_id WHERE company = ?2 AND entity = ?3 AND key"
        let statements = DigestWalk.Statements(
            search: try database.statement("SELECT \(record), key \(from) = ?1"),
            follow: try database.statement("SELECT key, \(record) \(from) > ?1 ORDER BY key"))
        for statement in [statements.search, statements.follow] {
            statement.bind(2, company)
            statement.bind(3, entity)
        }
        return statements
    }

    /// Notes the id of a record that was set aside.
    package func noteAside(_ record: KnownRecord, company: String) throws(StoreError) {
        let insert = try database.statement(
            "INSERT OR REPLACE INTO p2c_aside_id (company, entity, key, id) VALUES (?, ?, ?, ?)")
        insert.bind(1, company)
        insert.bind(2, record.entity)
        insert.bind(3, record.key)
        insert.bind(4, record.id)
        try insert.run()
    }

    /// The id of the record of that key that was set aside last.
    package func asideID(
        of entity: String, withKey key: String, company: String
    ) throws(StoreError) -> String? {
        let select = try database.statement(
            "SELECT id FROM p2c_aside_id WHERE company = ? AND entity = ? AND key = ?")
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, entity)
        select.bind(3, key.withoutTrailingSpaces)
        return try select.step() ? select.text(0) : nil
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
        select.bind(3, key.withoutTrailingSpaces)
        return try select.step() ? Self.knownRecord(select) : nil
    }

    /// True where some record of the entity is known.
    package func knowsRecords(of entity: String, company: String) throws(StoreError) -> Bool {
        let select = try database.statement(
            "SELECT 1 FROM p2c_record_id WHERE company = ? AND entity = ? LIMIT 1")
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, entity)
        return try select.step()
    }

    /// The id of another record of that key, which an earlier run than that of the open package told last.
    package func earlierID(
        of entity: String, withKey key: String, besides id: String, company: String
    ) throws(StoreError) -> String? {
        let select = try database.statement(
            """
            SELECT id FROM p2c_record_id
            WHERE company = ? AND entity = ? AND key = ? AND id <> ? AND run < ?
            ORDER BY run DESC LIMIT 1
            """)
        defer { select.reset() }
        select.bind(1, company)
        select.bind(2, entity)
        select.bind(3, key.withoutTrailingSpaces)
        select.bind(4, id)
        select.bind(5, runOfOpenPackage.rawValue)
        return try select.step() ? select.text(0) : nil
    }

    private static func knownRecord(_ row: Statement) -> KnownRecord {
        KnownRecord(
            entity: row.text(0) ?? "", id: row.text(1) ?? "", key: row.text(2) ?? "",
            name: row.text(3))
    }
}
