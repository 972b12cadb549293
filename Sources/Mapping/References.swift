import Records

/// A record of the other system that lookups point to: a currency, a unit, a price list.
package struct Reference: Sendable, Equatable {
    /// The logical name: `transactioncurrency`.
    package var table: String
    /// The field that templates write behind the lookup: `isocurrencycode`.
    package var keyField: String
    /// That field's value: `USD`.
    package var key: String
    /// The record's id, a GUID.
    package var id: String
    /// What people see: `US Dollar`.
    package var name: String
    /// The line of references.csv; nil for one that comes from elsewhere.
    package var line: Int?

    package init(
        table: String, keyField: String, key: String, id: String, name: String, line: Int? = nil
    ) {
        self.table = table
        self.keyField = keyField
        self.key = key
        self.id = id
        self.name = name
        self.line = line
    }
}

/// The records that lookups can point to, as references.csv lists them.
package struct References: Sendable {
    private var groups: [String: [Reference]] = [:]

    package init(_ rows: [Reference] = []) {
        for row in rows {
            var row = row
            row.id = row.id.withoutBraces
            row.key = row.key.withoutTrailingSpaces
            groups[Self.group(row.table, row.keyField), default: []].append(row)
        }
    }

    package var isEmpty: Bool { groups.isEmpty }

    /// The key of the record with that id or, failing that, of the one with that name.
    package func key(of idOrName: String, table: String, keyField: String) -> String? {
        let table = LookupTable([(table, keyField)], in: self)
        let number =
            table.keysByID.value(of: idOrName.withoutBraces)
            ?? table.keysByName.value(of: idOrName)
        return number.flatMap { table[$0]?.key }
    }

    /// The record with that key.
    package func reference(withKey key: String, table: String, keyField: String) -> Reference? {
        let table = LookupTable([(table, keyField)], in: self)
        return table.recordsByKey.value(of: key).flatMap { table[$0] }
    }

    /// The records of a table under one of its key fields, in the order of the file.
    func rows(table: String, keyField: String) -> [Reference] {
        groups[Self.group(table, keyField)] ?? []
    }

    /// True for a table of which some record is listed, by whatever field.
    func list(_ table: String) -> Bool {
        groups.keys.contains { $0.hasPrefix(Self.group(table, "")) }
    }

    private static func group(_ table: String, _ keyField: String) -> String {
        table.foldedName + "\0" + keyField.foldedName
    }
}

/// The records that one lookup can point to, ready to be found by the bytes of a cell.
struct LookupTable: Sendable {
    /// Stands for a text that belongs to several records.
    static let ambiguous = -1

    /// The numbers of records by their ids, names and keys.
    private(set) var keysByID = ByteTable()
    private(set) var keysByName = ByteTable()
    private(set) var recordsByKey = ByteTable()
    private var rows: [Reference] = []

    init(_ tables: [(table: String, keyField: String)], in references: References) {
        add(
            tables.flatMap { references.rows(table: $0.table, keyField: $0.keyField) },
            byName: true)
    }

    private mutating func add(_ more: [Reference], byName: Bool) {
        let first = rows.count
        rows += more
        for (number, row) in rows.enumerated().dropFirst(first) {
            add(row.id, number, to: \.keysByID) { $0.key.isSameName(as: $1.key) }
            if byName { add(row.name, number, to: \.keysByName) { $0.key.isSameName(as: $1.key) } }
            add(row.key, number, to: \.recordsByKey) { $0.id.isSameName(as: $1.id) }
        }
    }

    /// The table with more records, to be found by their ids and keys; those of other tables are left
    /// out. Their names tell nothing: another record may have the same that is not among them.
    func adding(_ references: [Reference], of targets: [OpenLookup.Target]) -> LookupTable {
        let more = references.filter { reference in
            targets.contains {
                $0.table.isSameName(as: reference.table)
                    && $0.keyField.isSameName(as: reference.keyField)
            }
        }
        if more.isEmpty { return self }
        var table = self
        table.add(more, byName: false)
        return table
    }

    /// Nil for a text that belongs to several records.
    subscript(number: Int) -> Reference? {
        number == Self.ambiguous ? nil : rows[number]
    }

    /// Two records under one text are one when they agree in what the text is looked up for.
    private mutating func add(
        _ text: String, _ number: Int, to table: WritableKeyPath<LookupTable, ByteTable>,
        agreeing: (Reference, Reference) -> Bool
    ) {
        guard !text.isBlank else { return }
        guard let earlier = self[keyPath: table].value(of: text) else {
            self[keyPath: table].set(text, to: number)
            return
        }
        if let row = self[earlier], agreeing(row, rows[number]) { return }
        self[keyPath: table].set(text, to: Self.ambiguous)
    }
}
