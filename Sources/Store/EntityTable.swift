import Records

/// The table of one CDS entity: its fields in the order of its columns, and its statements.
///
/// ```
///   p2c_key      the integration key in its normal form, unique
///   p2c_digest   fingerprint of the whole record
///   p2c_run      the run that changed it last
///   p2c_record   its number in the source of that run
///   p2c_sent     the rules under which the destination was sent it last; SQL NULL where it was not
///   p2c_nulls    a bit for each field that is null by the source's word, field 0 in the lowest bit
///                of byte 0; SQL NULL when there is none
///   …            one TEXT column for each field
/// ```
/// A field that is SQL NULL without its bit in `p2c_nulls` has never been given: it stays absent.
/// So columns that are added later are absent in the records that are there already.
struct EntityTable {
    /// The parameters of `insert` and `update` before the first field.
    static let firstField: Int32 = 7
    /// The columns of `select` before the first field.
    static let firstColumn: Int32 = 3

    let entity: String
    let fields: [String]
    let digest: RecordDigest
    /// Key, digest, run, record, nulls, rules, then the fields. Leaves a record that is there alone.
    let insert: Statement
    /// The same, for a key that is there.
    let update: Statement
    /// Key and rules.
    let note: Statement
    /// By key: run, record, nulls, then the fields.
    let select: Statement
    /// For finding what the table has already: asking costs less than an upsert that binds every
    /// field and then changes nothing.
    let digests: DigestWalk.Statements
    private let indexes: [String: Int]

    init(entity: String, fields: [String], database: Database) throws(StoreError) {
        self.entity = entity
        self.fields = fields
        digest = RecordDigest(fields: fields)
        indexes = Dictionary(
            fields.enumerated().map { ($1.foldedName, $0) }, uniquingKeysWith: { first, _ in first }
        )
        let table = SQL.quoted(entity)
        let own = ["p2c_digest", "p2c_run", "p2c_record", "p2c_nulls", "p2c_sent"]
        let changing = own + fields.map(SQL.quoted)
        let columns = ["p2c_key"] + changing
        insert = try database.statement(
            """
            INSERT INTO \(table) (\(columns.joined(separator: ", ")))
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
            ON CONFLICT (p2c_key) DO NOTHING
            """)
        let setting = changing.enumerated().map { "\($1) = ?\($0 + 2)" }
        update = try database.statement(
            "UPDATE \(table) SET \(setting.joined(separator: ", ")) WHERE p2c_key = ?1")
        digests = DigestWalk.Statements(
            search: try database.statement(
                "SELECT p2c_digest, rowid, p2c_sent FROM \(table) WHERE p2c_key = ?"),
            follow: try database.statement(
                """
                SELECT p2c_key, p2c_digest, p2c_sent FROM \(table) WHERE rowid > ? ORDER BY rowid
                """),
            tellRules: true)
        note = try database.statement("UPDATE \(table) SET p2c_sent = ?2 WHERE p2c_key = ?1")
        let read = ["p2c_run", "p2c_record", "p2c_nulls"] + fields.map(SQL.quoted)
        select = try database.statement(
            "SELECT \(read.joined(separator: ", ")) FROM \(table) WHERE p2c_key = ?")
    }

    /// The place of a field among `fields`, compared without case.
    func index(of field: String) -> Int? { indexes[field.foldedName] }
}

/// How names become parts of statements.
enum SQL {
    /// The name as an identifier, whatever it holds.
    static func quoted(_ name: String) -> String { quoted(name, by: "\"") }

    /// The name as a text.
    static func literal(_ name: String) -> String { quoted(name, by: "'") }

    private static func quoted(_ name: String, by mark: Character) -> String {
        let parts = name.split(separator: mark, omittingEmptySubsequences: false)
        return "\(mark)" + parts.joined(separator: "\(mark)\(mark)") + "\(mark)"
    }
}
