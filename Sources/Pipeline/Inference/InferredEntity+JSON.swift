import Records

/// An inferred schema as a file of `schemas/`.
extension InferredEntity {
    /// The file's text, one line a field.
    package var json: String {
        let schema = schema
        var members: [(String, SchemaText)] = [
            ("$schema", .text("https://datapackage.org/profiles/2.0/tableschema.json")),
            ("name", .text(name)), ("title", .text(label)),
            ("description", .text(source.prefix(1).uppercased() + source.dropFirst())),
            ("p2c:environment", .text(environment.rawValue)), ("fieldsMatch", .text("partial")),
            ("missingValues", .list([.text("")])),
        ]
        if !schema.primaryKey.isEmpty {
            members.append(("primaryKey", .list(schema.primaryKey.map { .text($0) })))
        }
        let head = members.map { "  \(SchemaText.text($0.0).json): \($0.1.json)" }
        let fields = columns.map { "    " + json(of: $0).json }
        return "{\n" + head.joined(separator: ",\n") + ",\n  \"fields\": [\n"
            + fields.joined(separator: ",\n") + "\n  ]\n}\n"
    }

    private func json(of column: Column) -> SchemaText {
        let field = column.field
        var members: [(String, SchemaText)] = [("name", .text(field.name))]
        members += Self.typeMembers(of: field)
        var constraints: [(String, SchemaText)] = []
        if field.isRequired { constraints.append(("required", .flag(true))) }
        if let length = field.maxLength { constraints.append(("maxLength", .number(length))) }
        if !field.options.isEmpty {
            constraints.append(("enum", .list(field.options.map { .text($0.value) })))
        }
        if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
        if let scale = field.scale { members.append(("p2c:scale", .number(scale))) }
        if column.filled > 0 { members.append(("p2c:longest", .number(column.longest))) }
        members.append(("p2c:source", .text(facetSources(of: column))))
        return .object(members)
    }

    private func facetSources(of column: Column) -> String {
        var parts = [source]
        if column.field.isRequired { parts.append("required: no record was blank") }
        if let note = column.note { parts.append("type: \(note)") }
        return parts.joined(separator: "; ")
    }

    private static func typeMembers(of field: Field) -> [(String, SchemaText)] {
        switch field.type {
        case .string, .option: [("type", .text("string"))]
        case .integer: [("type", .text("integer"))]
        case .decimal: [("type", .text("number"))]
        case .boolean(let whenTrue, let whenFalse):
            [
                ("type", .text("boolean")), ("trueValues", .list([.text(whenTrue)])),
                ("falseValues", .list([.text(whenFalse)])),
            ]
        case .date: [("type", .text("date"))]
        case .dateTime: [("type", .text("datetime"))]
        case .time: [("type", .text("time"))]
        case .year: [("type", .text("year"))]
        case .yearMonth: [("type", .text("yearmonth"))]
        case .guid: [("type", .text("string")), ("format", .text("uuid"))]
        }
    }
}

/// A value of JSON that keeps the order of its members.
private indirect enum SchemaText {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([SchemaText])
    case object([(String, SchemaText)])

    var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): "[" + values.map(\.json).joined(separator: ", ") + "]"
        case .object(let members):
            "{ " + members.map { "\(Self.quoted($0.0)): \($0.1.json)" }.joined(separator: ", ")
                + " }"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
