import JSON5
import Records

extension EntitySchema {
    /// The schema as a file of `schemas/`; reading it gives the same schema. `description` is for
    /// people.
    package func file(description: String? = nil) -> [UInt8] {
        SchemaFile.value(of: self, description: description).formatted
    }
}

/// A schema becomes the value that its file holds, with the keys in the order of our own files.
extension SchemaFile {
    private typealias Members = [(String, JSON5Value)]

    static func value(of schema: EntitySchema, description: String? = nil) -> JSON5Value {
        var members: Members = [
            ("$schema", .text("https://datapackage.org/profiles/2.0/tableschema.json")),
            ("name", .text(schema.name)), ("title", .text(schema.label)),
        ]
        if let description { members.append(("description", .text(description))) }
        members.append(("p2c:environment", .text(schema.environment.rawValue)))
        if !schema.aliases.isEmpty { members.append(("p2c:aliases", .texts(schema.aliases))) }
        members += [("fieldsMatch", .text("partial")), ("missingValues", .texts([""]))]
        members += keys(of: schema)
        members.append(("fields", .list(schema.fields.map { value(of: $0, in: schema) })))
        return .object(members)
    }

    private static func keys(of schema: EntitySchema) -> Members {
        var members: Members = []
        if !schema.primaryKey.isEmpty { members.append(("primaryKey", .texts(schema.primaryKey))) }
        // A key of one field is a constraint of the field.
        let several = schema.uniqueKeys.filter { $0.count > 1 }
        if !several.isEmpty { members.append(("uniqueKeys", .list(several.map { .texts($0) }))) }
        if !schema.alternateKeys.isEmpty {
            members.append(
                ("p2c:alternateKeys", .list(schema.alternateKeys.map { .texts($0) })))
        }
        if !schema.foreignKeys.isEmpty {
            members.append(("foreignKeys", .list(schema.foreignKeys.map(value(of:)))))
        }
        if !schema.totals.isEmpty {
            members.append(("p2c:totals", .list(schema.totals.map(value(of:)))))
        }
        return members
    }

    private static func value(of key: ForeignKey) -> JSON5Value {
        let reference = JSON5Value.object([
            ("resource", .text(key.resource ?? "")), ("fields", .texts(key.resourceFields)),
        ])
        let members: Members = [("fields", .texts(key.fields)), ("reference", reference)]
        return .object(members + (key.isHeader ? [("p2c:header", .flag(true))] : []))
    }

    private static func value(of total: LineTotal) -> JSON5Value {
        let lines = JSON5Value.object([
            ("resource", .text(total.lines)), ("field", .text(total.lineField)),
        ])
        let members: Members = [("field", .text(total.field)), ("sumOf", lines)]
        return .object(members + (total.by.isEmpty ? [] : [("by", .texts(total.by))]))
    }

    // MARK: Fields

    private static func value(of field: Field, in schema: EntitySchema) -> JSON5Value {
        var members: Members = [("name", .text(field.name))]
        if let title = field.title { members.append(("title", .text(title))) }
        members += type(of: field)
        if !field.missingValues.isEmpty {
            members.append(("missingValues", .texts([""] + field.missingValues)))
        }
        members += style(of: field)
        if let lookup = field.lookup { members.append(("p2c:lookup", .texts(lookup.targets))) }
        if let scale = field.scale { members.append(("p2c:scale", .number(scale))) }
        if let precision = field.precision {
            members.append(("p2c:precision", .number(precision)))
        }
        if let type = field.migrationType { members.append(("p2c:migrationType", .text(type))) }
        if let currency = field.currency { members.append(("p2c:currency", .text(currency))) }
        if field.isPersonal { members.append(("p2c:personal", .flag(true))) }
        if field.isReadOnly { members.append(("p2c:readOnly", .flag(true))) }
        let isUnique = schema.uniqueKeys.contains([field.name])
        let constraints = constraints(of: field, isUnique: isUnique)
        if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
        if let source = field.source { members.append(("p2c:source", .text(source))) }
        return .object(members)
    }

    static func type(of field: Field) -> [(String, JSON5Value)] {
        switch field.type {
        case .string:
            return [("type", .text("string"))]
                + (field.textFormat.map { [("format", .text($0.rawValue))] } ?? [])
        case .guid: return [("type", .text("string")), ("format", .text("uuid"))]
        case .integer: return [("type", .text("integer"))]
        case .decimal: return [("type", .text("number"))]
        case .date: return moment("date", field)
        case .dateTime: return moment("datetime", field)
        case .time: return moment("time", field)
        case .year: return [("type", .text("year"))]
        case .yearMonth: return [("type", .text("yearmonth"))]
        case .boolean(let whenTrue, let whenFalse):
            return [
                ("type", .text("boolean")),
                ("trueValues", .texts([whenTrue] + labels(of: whenTrue, in: field))),
                ("falseValues", .texts([whenFalse] + labels(of: whenFalse, in: field))),
            ]
        case .option: return options(of: field)
        }
    }

    private static func moment(_ type: String, _ field: Field) -> Members {
        let format = field.momentPattern.map { [("format", JSON5Value.text($0.text))] }
        return [("type", .text(type))] + (format ?? [])
    }

    private static func labels(of value: String, in field: Field) -> [String] {
        field.options.filter { $0.value == value }.compactMap(\.label)
    }

    /// Numbers as options make the field a whole number.
    private static func options(of field: Field) -> Members {
        let areNumbers = field.options.allSatisfy { Int($0.value) != nil }
        let categories = field.options.map { option in
            var members: Members = [
                ("value", areNumbers ? .number(option.value) : .text(option.value))
            ]
            if let label = option.label { members.append(("label", .text(label))) }
            if let number = option.number { members.append(("p2c:number", .number(number))) }
            return JSON5Value.object(members)
        }
        return [
            ("type", .text(areNumbers ? "integer" : "string")), ("categories", .list(categories)),
        ]
    }

    private static func style(of field: Field) -> Members {
        guard let style = field.numberStyle else { return [] }
        func text(_ byte: UInt8) -> JSON5Value { .text(String(decoding: [byte], as: UTF8.self)) }
        var members: Members = [("decimalChar", text(style.decimalCharacter))]
        if let group = style.groupCharacter { members.append(("groupChar", text(group))) }
        if !style.isBare { members.append(("bareNumber", .flag(false))) }
        return members
    }

    private static func constraints(of field: Field, isUnique: Bool) -> Members {
        let isNumber = field.type == .integer || field.type == .decimal
        func bound(_ text: String) -> JSON5Value { isNumber ? .number(text) : .text(text) }
        var members: Members = []
        if field.isRequired { members.append(("required", .flag(true))) }
        if isUnique { members.append(("unique", .flag(true))) }
        if let length = field.minLength { members.append(("minLength", .number(length))) }
        if let length = field.maxLength { members.append(("maxLength", .number(length))) }
        if let pattern = field.pattern { members.append(("pattern", .text(pattern))) }
        let bounds = [
            ("minimum", field.minimum), ("maximum", field.maximum),
            ("exclusiveMinimum", field.exclusiveMinimum),
            ("exclusiveMaximum", field.exclusiveMaximum),
        ]
        for (name, value) in bounds {
            if let value { members.append((name, bound(value))) }
        }
        if !field.allowed.isEmpty { members.append(("enum", .texts(field.allowed))) }
        return members
    }
}
