import Records

/// Where a record stands, for a message that comes later.
package struct RecordPlace: Sendable, Equatable {
    /// What the caller calls the file and the entity.
    package var source: Int
    /// From 1.
    package var record: Int
    package var line: Int
    package var byte: Int
    /// The business key as people read it.
    package var key: String?

    package init(source: Int, record: Int, line: Int, byte: Int, key: String?) {
        self.source = source
        self.record = record
        self.line = line
        self.byte = byte
        self.key = key
    }
}

/// Something about a record that can be judged only when all files are read.
package struct NotedRecord: Sendable, Equatable {
    /// What it is about: the caller's number of a rule.
    package var rule: Int
    /// The normal form of a key; records with the same one belong together.
    package var key: [UInt8]
    /// How many of the key's bytes are the company's.
    package var companyCount: Int
    /// What kind of record it is, in the caller's numbers; smaller ones come first.
    package var kind: Int
    /// A value as it stands in the record.
    package var value: String
    package var place: RecordPlace
    /// Nothing is wrong with the record as far as is known.
    package var isRight: Bool

    package init(
        rule: Int, key: [UInt8], companyCount: Int = 0, kind: Int, value: String,
        place: RecordPlace, isRight: Bool
    ) {
        self.rule = rule
        self.key = key
        self.companyCount = companyCount
        self.kind = kind
        self.value = value
        self.place = place
        self.isRight = isRight
    }
}

/// Records that wait for a judgement, in a temporary database that SQLite moves to disk as it grows:
/// memory does not depend on how many there are.
package final class NotedRecords {
    private let database: Database
    private let insert: Statement
    package private(set) var count = 0

    package init() throws(StoreError) {
        database = try Database(path: "")
        try database.execute(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;
            CREATE TABLE noted (
                id INTEGER PRIMARY KEY, rule INTEGER, key BLOB, company INTEGER, kind INTEGER,
                value TEXT, source INTEGER, record INTEGER, line INTEGER, byte INTEGER,
                name TEXT, is_right INTEGER);
            BEGIN
            """)
        insert = try database.statement(
            """
            INSERT INTO noted (rule, key, company, kind, value, source, record, line, byte, name,
                is_right) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    package func note(_ record: NotedRecord) throws(StoreError) {
        insert.bind(1, record.rule)
        record.key.withUnsafeBytes { _ = insert.bindBlob(2, $0) }
        insert.bind(3, record.companyCount)
        insert.bind(4, record.kind)
        insert.bind(5, record.value)
        insert.bind(6, record.place.source)
        insert.bind(7, record.place.record)
        insert.bind(8, record.place.line)
        insert.bind(9, record.place.byte)
        insert.bind(10, record.place.key)
        insert.bind(11, record.isRight ? 1 : 0)
        try insert.run()
        count += 1
    }

    /// The records one after the other: those of a source together, in the order of their numbers.
    package func inOrder(_ body: (NotedRecord) throws -> Void) throws {
        try visit(orderedBy: "source, record, id", body)
    }

    /// The records one after the other: those of a rule and a key together.
    package func byKey(_ body: (NotedRecord) throws -> Void) throws {
        try visit(orderedBy: "rule, key, kind, id", body)
    }

    private func visit(orderedBy order: String, _ body: (NotedRecord) throws -> Void) throws {
        let select = try database.statement(
            """
            SELECT rule, key, company, kind, value, source, record, line, byte, name, is_right
            FROM noted ORDER BY \(order)
            """)
        defer { select.reset() }
        while try select.step() {
            let place = RecordPlace(
                source: select.integer(5), record: select.integer(6), line: select.integer(7),
                byte: select.integer(8), key: select.text(9))
            try body(
                NotedRecord(
                    rule: select.integer(0), key: Array(select.bytes(1)),
                    companyCount: select.integer(2), kind: select.integer(3),
                    value: select.text(4) ?? "", place: place, isRight: select.integer(10) == 1))
        }
    }
}
