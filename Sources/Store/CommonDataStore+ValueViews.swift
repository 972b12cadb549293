import Records

/// A view for people beside each entity's table: every value with the run that brought it.
extension CommonDataStore {
    /// SQLite puts 500 parts of a query together; an entity with more fields has no view.
    static let mostViewedFields = 500

    /// Makes `p2c_Account_values` of `Account`, afresh when the table has got other fields.
    func makeValueView(
        of entity: String, key: [String], fields: [String], isAfresh: Bool
    ) throws(StoreError) {
        let view = SQL.quoted("p2c_\(entity)_values")
        if isAfresh { try database.execute("DROP VIEW IF EXISTS \(view)") }
        guard fields.count <= Self.mostViewedFields else { return }
        let keys = key.map { SQL.quoted($0) + ", " }.joined()
        let values = fields.map { field in
            """
            SELECT \(keys)p2c_key, p2c_run, p2c_record,
                \(SQL.literal(field)) AS field, \(SQL.quoted(field)) AS value
            FROM \(SQL.quoted(entity))
            """
        }
        let (source, name) = ("p2c_value_source", SQL.literal(entity))
        try database.execute(
            """
            CREATE VIEW IF NOT EXISTS \(view) AS
            SELECT \(keys)v.field, v.value, r.id AS run, r.started AS since, r.source AS file,
                coalesce(changed.record, origin.record, v.p2c_record) AS record
            FROM (\(values.joined(separator: " UNION ALL "))) AS v
            LEFT JOIN \(source) AS changed ON changed.entity = \(name)
                AND changed.key = v.p2c_key AND changed.field = v.field
            LEFT JOIN \(source) AS origin ON origin.entity = \(name)
                AND origin.key = v.p2c_key AND origin.field = ''
            JOIN p2c_run AS r ON r.id = coalesce(changed.run, origin.run, v.p2c_run)
            WHERE v.value IS NOT NULL OR changed.run IS NOT NULL
            """)
    }
}
