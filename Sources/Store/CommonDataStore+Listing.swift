import Records

/// The records of an entity, for people and tests.
extension CommonDataStore {
    /// All records of a CDS entity as texts, ordered by their key: the fields in the order in which
    /// they came, nil where a record has no value. An entity that never came has none. Not for large
    /// stores: all of it is held at once.
    package func listing(
        of entity: String
    ) throws(StoreError) -> (fields: [String], records: [[String?]]) {
        let fields = try fieldNames(of: entity)
        guard !fields.isEmpty else { return ([], []) }
        let columns = fields.map(SQL.quoted).joined(separator: ", ")
        let select = try database.statement(
            "SELECT \(columns) FROM \(SQL.quoted(entity)) ORDER BY p2c_key")
        defer { select.reset() }
        var records: [[String?]] = []
        while try select.step() {
            records.append((0..<fields.count).map { select.text(Int32($0)) })
        }
        return (fields, records)
    }

    /// How many records of a CDS entity there are; none of one that never came.
    package func recordCount(of entity: String) throws(StoreError) -> Int {
        guard let name = try entityNames().first(where: entity.isSameName) else { return 0 }
        return try database.integer("SELECT count(*) FROM \(SQL.quoted(name))")
    }

    /// The CDS entities that the store has, in order.
    package func entityNames() throws(StoreError) -> [String] {
        let select = try database.statement("SELECT name FROM p2c_entity ORDER BY name")
        defer { select.reset() }
        var names: [String] = []
        while try select.step() { names.append(select.text(0) ?? "") }
        return names
    }
}
