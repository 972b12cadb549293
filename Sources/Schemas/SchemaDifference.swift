import Records

/// What is different between two schemas of an entity, or between the columns of two files.
package struct SchemaDifference: Equatable {
    package struct Rename: Equatable {
        package var old: String
        package var new: String
        /// How likely the one is the other, from 0 to 1.
        package var likelihood: Double
    }

    package struct Change: Equatable {
        package var field: String
        /// What rule: `type`, `maxLength`.
        package var rule: String
        package var old: String
        package var new: String
    }

    package private(set) var added: [String] = []
    package private(set) var removed: [String] = []
    package private(set) var renamed: [Rename] = []
    package private(set) var changed: [Change] = []

    package var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && renamed.isEmpty && changed.isEmpty
    }

    package init(from old: EntitySchema, to new: EntitySchema) {
        let gone = old.fields.filter { new.field(named: $0.name) == nil }
        let come = new.fields.filter { old.field(named: $0.name) == nil }
        match(gone, come, old: old, new: new)
        for field in new.fields {
            if let before = old.field(named: field.name) { compare(before, field) }
        }
        if old.primaryKey != new.primaryKey {
            let (one, other) = (Self.shown(old.primaryKey), Self.shown(new.primaryKey))
            changed.append(Change(field: "(entity)", rule: "primaryKey", old: one, new: other))
        }
    }

    /// From this likelihood on a column that went and one that came are taken for one renamed.
    private static let enough = 0.6

    /// Pairs what went with what came, the likeliest first.
    private mutating func match(
        _ gone: [Field], _ come: [Field], old: EntitySchema, new: EntitySchema
    ) {
        func place(_ field: Field, _ schema: EntitySchema) -> Int {
            schema.fields.firstIndex { $0.name == field.name } ?? 0
        }
        var pairs: [Rename] = []
        for one in gone {
            for other in come {
                let distance = abs(place(one, old) - place(other, new))
                let likelihood = Self.likelihood(one, other, distance: distance)
                if likelihood >= Self.enough {
                    pairs.append(Rename(old: one.name, new: other.name, likelihood: likelihood))
                }
            }
        }
        var (left, right) = (gone.map(\.name), come.map(\.name))
        for pair in pairs.sorted(by: { $0.likelihood > $1.likelihood }) {
            guard let one = left.firstIndex(of: pair.old),
                let other = right.firstIndex(of: pair.new)
            else { continue }
            left.remove(at: one)
            right.remove(at: other)
            renamed.append(pair)
        }
        (removed, added) = (left, right)
    }

    /// Six tenths for names that are alike (pairs of letters that both have, by Dice), two for the
    /// same type, one for the same label, and one for a place at most two columns away.
    private static func likelihood(_ one: Field, _ other: Field, distance: Int) -> Double {
        var sum = 0.6 * similarity(one.name.foldedName, other.name.foldedName)
        if one.type == other.type { sum += 0.2 }
        if let title = one.title, title == other.title { sum += 0.1 }
        if distance <= 2 { sum += 0.1 }
        return sum
    }

    private static func similarity(_ one: String, _ other: String) -> Double {
        func pairs(_ text: String) -> [UInt16] {
            let bytes = text.utf8.filter { $0 != 0x5F && $0 != 0x20 }
            return zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) }
        }
        var (left, right) = (pairs(one), pairs(other))
        let total = left.count + right.count
        guard total > 0 else { return one == other ? 1 : 0 }
        left.sort()
        right.sort()
        var (at, to, shared) = (0, 0, 0)
        while at < left.count, to < right.count {
            if left[at] == right[to] { shared += 1 }
            if left[at] <= right[to] { at += 1 } else { to += 1 }
        }
        return Double(2 * shared) / Double(total)
    }

    private mutating func compare(_ old: Field, _ new: Field) {
        for (rule, one, other) in zip3(Self.rules(old), Self.rules(new)) where one != other {
            changed.append(Change(field: new.name, rule: rule, old: one, new: other))
        }
        let (one, other) = (old.options.map(\.value), new.options.map(\.value))
        let (gone, come) = (one.filter { !other.contains($0) }, other.filter { !one.contains($0) })
        if !gone.isEmpty || !come.isEmpty {
            changed.append(
                Change(
                    field: new.name, rule: "options", old: Self.shown(gone), new: Self.shown(come)))
        }
    }

    private func zip3(
        _ one: [(String, String)], _ other: [(String, String)]
    ) -> [(String, String, String)] {
        zip(one, other).map { ($0.0, $0.1, $1.1) }
    }

    private static func rules(_ field: Field) -> [(String, String)] {
        func text(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "none" }
        return [
            ("type", field.type.tableSchemaName),
            ("required", field.isRequired ? "yes" : "no"),
            ("maxLength", text(field.maxLength)), ("minLength", text(field.minLength)),
            ("pattern", text(field.pattern)), ("scale", text(field.scale)),
            ("precision", text(field.precision)), ("minimum", text(field.minimum)),
            ("maximum", text(field.maximum)), ("lookup", shown(field.lookup?.targets ?? [])),
        ]
    }

    private static func shown(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}

extension FieldType {
    /// The type in the words of Table Schema.
    package var tableSchemaName: String {
        switch self {
        case .string: "string"
        case .option: "one of its options"
        case .guid: "uuid"
        case .integer: "integer"
        case .decimal: "number"
        case .boolean: "boolean"
        case .date: "date"
        case .dateTime: "datetime"
        case .time: "time"
        case .year: "year"
        case .yearMonth: "yearmonth"
        }
    }
}
