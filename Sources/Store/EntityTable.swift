import Records

/// The table of one CDS entity: a row a record, a column a field, for people to query as they like.
/// The columns that begin with `p2c_` are ours: the key in its comparable form, the digest of the
/// record, the run and the record number that it came from.
final class EntityTable {
    let name: String
    private(set) var fields: [String]
    private let database: Database

    /// Opens the table, and makes it when there is none.
    init(_ name: String, in database: Database) throws(StoreError) {
        try Self.check(name, place: database.place)
        self.name = name
        self.database = database
        try database.execute(
            """
            CREATE TABLE IF NOT EXISTS \(Self.quoted(name)) (
                p2c_key TEXT NOT NULL PRIMARY KEY,
                p2c_digest BLOB NOT NULL,
                p2c_run INTEGER NOT NULL,
                p2c_record INTEGER NOT NULL
            ) WITHOUT ROWID
            """)
        fields = try Self.fields(of: name, in: database)
    }

    /// The fields that the table of that name has; none when there is no such table.
    static func fields(of name: String, in database: Database) throws(StoreError) -> [String] {
        let select = try database.statement("SELECT name FROM pragma_table_info(?)")
        defer { select.reset() }
        select.bind(1, name)
        var found: [String] = []
        while try select.step() {
            let field = select.text(0) ?? ""
            if !field.hasPrefix("p2c_") { found.append(field) }
        }
        return found
    }

    /// Adds the columns that the table does not have yet.
    func widen(to names: [String]) throws(StoreError) {
        for name in names where !fields.contains(where: { $0.isSameName(as: name) }) {
            try Self.check(name, place: database.place)
            try database.execute(
                "ALTER TABLE \(Self.quoted(self.name)) ADD COLUMN \(Self.quoted(name)) TEXT")
            fields.append(name)
        }
    }

    /// Finds the digest of a record by its key.
    func selectDigest() throws(StoreError) -> Statement {
        try database.statement("SELECT p2c_digest FROM \(Self.quoted(name)) WHERE p2c_key = ?1")
    }

    /// Finds the given fields of a record by its key.
    func selectFields(_ names: [String]) throws(StoreError) -> Statement {
        let list = names.map(Self.quoted).joined(separator: ", ")
        return try database.statement(
            "SELECT \(list) FROM \(Self.quoted(name)) WHERE p2c_key = ?1")
    }

    /// Inserts a record or updates the given fields of it. Parameters: key, digest, run, record, then
    /// the fields.
    func upsert(_ names: [String]) throws(StoreError) -> Statement {
        let ours = ["p2c_key", "p2c_digest", "p2c_run", "p2c_record"]
        let all = ours + names.map(Self.quoted)
        let marks = all.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let updates = all.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return try database.statement(
            """
            INSERT INTO \(Self.quoted(name)) (\(all.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT (p2c_key) DO UPDATE SET \(updates)
            """)
    }

    private static func quoted(_ name: String) -> String { "\"\(name)\"" }

    /// Names come from templates and schemas, which people write.
    private static func check(_ name: String, place: String) throws(StoreError) {
        let isSafe =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                byte.isDigit || byte == UInt8(ascii: "_")
                    || (97...122).contains(byte.asciiLowercased)
            }
        guard isSafe, !name.foldedName.hasPrefix("p2c_"), !name.foldedName.hasPrefix("sqlite_")
        else {
            throw StoreError(
                .unusableName,
                "\"\(name)\" cannot name a table or column: it must consist of ASCII letters, "
                    + "digits and _, and not begin with p2c_", place: place)
        }
    }
}
