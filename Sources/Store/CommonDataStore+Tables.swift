import Records

extension CommonDataStore {
    /// SQLite takes 2000 columns; ours are among them.
    static let mostFields = 1_900

    /// The entity's table, made or widened so that it has all the fields.
    func table(
        of entity: String, key: [String], fields: [String]
    ) throws(StoreError) -> EntityTable {
        if let known = tables[entity.foldedName],
            fields.allSatisfy({ known.index(of: $0) != nil })
        {
            try expect(key, of: entity)
            return known
        }
        try check(entity: entity, fields: fields)
        try expect(key, of: entity)
        let present = try fieldNames(of: entity)
        var all = present
        for field in fields where !all.contains(where: field.isSameName) { all.append(field) }
        guard all.count <= Self.mostFields else {
            throw StoreError(
                .unusableName,
                "CDS entity \(entity) would have \(all.count) fields, \(Self.mostFields) is the most",
                place: database.place)
        }
        try create(entity, present: present, all: all)
        if openPackage != nil {
            try makeValueView(
                of: entity, key: key, fields: all, isAfresh: all.count > present.count)
        }
        let table = try EntityTable(entity: entity, fields: all, database: database)
        tables[entity.foldedName] = table
        return table
    }

    private func create(
        _ entity: String, present: [String], all: [String]
    ) throws(StoreError) {
        let table = SQL.quoted(entity)
        if present.isEmpty {
            let fields = all.map { SQL.quoted($0) + " TEXT" }.joined(separator: ", ")
            try database.execute(
                """
                CREATE TABLE IF NOT EXISTS \(table) (
                    p2c_key TEXT NOT NULL UNIQUE, p2c_digest BLOB NOT NULL,
                    p2c_run INTEGER NOT NULL, p2c_record INTEGER NOT NULL, p2c_nulls BLOB,
                    p2c_sent INTEGER, \(fields))
                """)
        } else {
            if try !hasColumn("p2c_sent", of: entity) {
                try database.execute("ALTER TABLE \(table) ADD COLUMN p2c_sent INTEGER")
            }
            for field in all[present.count...] {
                try database.execute("ALTER TABLE \(table) ADD COLUMN \(SQL.quoted(field)) TEXT")
            }
        }
    }

    /// False for a column that tables of an earlier version lack.
    private func hasColumn(_ name: String, of entity: String) throws(StoreError) -> Bool {
        let select = try database.statement(
            "SELECT 1 FROM pragma_table_info(?) WHERE name = ?")
        defer { select.reset() }
        select.bind(1, entity)
        select.bind(2, name)
        return try select.step()
    }

    /// The fields that the entity's table has, in order; none when there is no table.
    package func fieldNames(of entity: String) throws(StoreError) -> [String] {
        let select = try database.statement(
            "SELECT name FROM pragma_table_info(?) WHERE name NOT LIKE 'p2c!_%' ESCAPE '!' ORDER BY cid"
        )
        defer { select.reset() }
        select.bind(1, entity)
        var names: [String] = []
        while try select.step() { names.append(select.text(0) ?? "") }
        return names
    }

    /// Records are found by the key under which they were stored, so an entity has one key as long as it
    /// has records. Throws when the `template`, in words, has another one.
    package func checkKey(
        _ key: [String], of entity: String, by template: String = "the template"
    ) throws(StoreError) {
        guard let stored = try keyFields(of: entity), stored != key.joinedKey else { return }
        throw StoreError(
            .keyChanged,
            "the records of CDS entity \(entity) are kept by the integration key (\(stored)), "
                + "\(template) has (\(key.joinedKey))",
            place: database.place,
            remedy: "Put the key back, or let the records begin afresh: p2c forget "
                + "\(entity)")
    }

    private func expect(_ key: [String], of entity: String) throws(StoreError) {
        try checkKey(key, of: entity)
        let insert = try database.statement(
            "INSERT OR IGNORE INTO p2c_entity (name, key_fields) VALUES (?, ?)")
        insert.bind(1, entity)
        insert.bind(2, key.joinedKey)
        try insert.run()
    }

    /// The fields of the integration key, folded and joined by commas; nil for an entity that never came.
    private func keyFields(of entity: String) throws(StoreError) -> String? {
        let select = try database.statement("SELECT key_fields FROM p2c_entity WHERE name = ?")
        defer { select.reset() }
        select.bind(1, entity)
        return try select.step() ? select.text(0) : nil
    }

    private func check(entity: String, fields: [String]) throws(StoreError) {
        for name in [entity] + fields {
            let folded = name.foldedName
            let isOurs = folded.hasPrefix("p2c_") || folded.hasPrefix("sqlite_")
            guard isOurs || name.isEmpty || name.utf8.contains(0) else { continue }
            throw StoreError(
                .unusableName,
                "the store cannot keep a CDS entity or field named \"\(name)\"",
                place: database.place)
        }
    }
}

extension [String] {
    /// The fields of an integration key as the store compares them.
    fileprivate var joinedKey: String { map(\.foldedName).joined(separator: ", ") }
}
