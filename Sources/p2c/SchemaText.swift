import Records
import Schemas

/// An entity schema as a table for people.
struct SchemaText {
    let schema: EntitySchema
    /// The schemas that it lies among.
    let catalogue: SchemaCatalogue

    var lines: [String] {
        let key = schema.primaryKey.isEmpty ? "none" : schema.primaryKey.joined(separator: ", ")
        let table = Table(
            header: ["FIELD", "TYPE", "RULES", "TITLE"],
            rows: schema.fields.map { field in
                [field.name, field.typeText, rules(of: field), field.title ?? ""]
            })
        return [
            "\(schema.environment.displayName) \(schema.label) (\(schema.name))", "  key: \(key)",
        ] + relations.map { "  " + $0 } + table.lines.map { "  " + $0 }
            + openLookups
    }

    /// Lookups whose records p2c cannot check or wait for.
    private var openLookups: [String] {
        let open = catalogue.openLookups(of: schema)
        if open.isEmpty { return [] }
        let list = open.map { "\($0.field) (\($0.table))" }.joined(separator: ", ")
        return [
            "  note: these lookups lead to tables without a schema in schemas/: \(list). Their ids come "
                + "from references.csv alone, and nothing waits for them"
        ]
    }

    /// The keys, references and totals, one a line.
    private var relations: [String] {
        schema.uniqueKeys.map { "unique: \($0.joined(separator: ", "))" }
            + schema.alternateKeys.map { "business key: \($0.joined(separator: ", "))" }
            + schema.foreignKeys.map { key in
                let fields = key.resourceFields.joined(separator: ", ")
                return "\(key.isHeader ? "line of" : "refers to") \(key.resource ?? schema.name) "
                    + "(\(fields)): \(key.fields.joined(separator: ", "))"
            }
            + schema.totals.map { "sum of \($0.lineField) of \($0.lines): \($0.field)" }
    }

    private func rules(of field: Field) -> String {
        var rules: [String] = []
        if field.isRequired { rules.append("required") }
        if let length = field.maxLength { rules.append("at most \(length) characters") }
        if let scale = field.scale { rules.append("at most \(scale) decimals") }
        switch (field.minimum, field.maximum) {
        case (let low?, let high?): rules.append("from \(low) to \(high)")
        case (let low?, nil): rules.append("from \(low)")
        case (nil, let high?): rules.append("up to \(high)")
        default: break
        }
        if let low = field.exclusiveMinimum { rules.append("above \(low)") }
        if let high = field.exclusiveMaximum { rules.append("below \(high)") }
        if let length = field.minLength { rules.append("at least \(length) characters") }
        if let digits = field.precision { rules.append("at most \(digits) digits") }
        if let pattern = field.pattern { rules.append("matches \(pattern)") }
        if let currency = field.currency { rules.append("in \(currency)") }
        if let format = field.textFormat { rules.append("is \(format.rawValue)") }
        if !field.allowed.isEmpty { rules.append("one of \(field.allowed.count) values") }
        return rules.joined(separator: ", ")
    }
}

extension Field {
    /// What kind of values it holds, for people.
    var typeText: String {
        if let lookup { return "lookup " + lookup.targets.joined(separator: ", ") }
        return switch type {
        case .string: "text"
        case .integer: "whole number"
        case .decimal: "number"
        case .boolean(let whenTrue, let whenFalse): "\(whenTrue)/\(whenFalse)"
        case .date: "date"
        case .dateTime: "date and time"
        case .time: "time of day"
        case .year: "year"
        case .yearMonth: "month of a year"
        case .guid: "GUID"
        case .option: "one of \(options.count) options"
        }
    }
}
