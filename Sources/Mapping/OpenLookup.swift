import Records

/// Values of a lookup, in a batch, that the references do not know: whoever keeps more records can be
/// asked for them before the batch is mapped.
package struct OpenLookup: Sendable, Equatable {
    /// A table that the lookup may point to, and the field that stands for its records.
    package struct Target: Sendable, Equatable {
        package var table: String
        package var keyField: String
    }

    /// As the template writes it: `parentcustomerid.Account(accountnumber)`.
    package var field: String
    package var targets: [Target]
    /// The different texts: ids in small letters without braces where they are ids, and keys.
    package private(set) var values: [String] = []
    /// The rows, each with the place of its text in `values`.
    package private(set) var rows: [(row: Int, value: Int)] = []
    private var places: [String: Int] = [:]

    init(field: String, targets: [Target]) {
        self.field = field
        self.targets = targets
    }

    mutating func add(_ text: String, row: Int) {
        let place = places[text] ?? values.count
        if place == values.count {
            places[text] = place
            values.append(text)
        }
        rows.append((row, place))
    }

    /// True when the lookup may point to records of the table.
    package func isOf(table: String) -> Bool {
        targets.contains { $0.table.isSameName(as: table) }
    }

    package static func == (one: OpenLookup, other: OpenLookup) -> Bool {
        one.field == other.field && one.targets == other.targets && one.values == other.values
    }
}

extension FieldPath {
    /// What the path reaches, as `tables(in:)` has it.
    func targets(in schema: EntitySchema?) -> [OpenLookup.Target] {
        tables(in: schema).map { OpenLookup.Target(table: $0.table, keyField: $0.keyField) }
    }
}

/// The tables and key fields of a field that is written as a lookup; none for a plain field.
package func lookupTargets(
    of field: String, in schema: EntitySchema?
) -> [OpenLookup.Target] {
    FieldPath(field).targets(in: schema)
}
