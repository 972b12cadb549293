import JSON5
import Records

/// An entity as metadata of CSV on the Web, https://www.w3.org/TR/tabular-metadata/, for its CSV file.
package struct CSVWDocument {
    private let schema: EntitySchema

    package init(_ schema: EntitySchema) { self.schema = schema }

    package var bytes: [UInt8] {
        var table: [(String, JSON5Value)] = [
            ("columns", .list(schema.fields.map(column)))
        ]
        if !schema.primaryKey.isEmpty { table.append(("primaryKey", .texts(schema.primaryKey))) }
        let keys = schema.foreignKeys.filter { $0.resource == nil }
        if !keys.isEmpty { table.append(("foreignKeys", .list(keys.map(reference)))) }
        return JSON5Value.object([
            ("@context", .text("http://www.w3.org/ns/csvw")),
            ("url", .text(fileName)), ("dc:title", .text(schema.label)),
            ("dialect", .object([("header", .flag(true)), ("encoding", .text("utf-8"))])),
            ("tableSchema", .object(table)),
        ]).formatted
    }

    private var fileName: String { "\(schema.label).csv" }

    private func reference(_ key: ForeignKey) -> JSON5Value {
        .object([
            ("columnReference", .texts(key.fields)),
            (
                "reference",
                .object([
                    ("resource", .text(fileName)), ("columnReference", .texts(key.resourceFields)),
                ])
            ),
        ])
    }

    private func column(_ field: Field) -> JSON5Value {
        var members: [(String, JSON5Value)] = [
            ("name", .text(field.name)), ("titles", .texts(titles(field))),
            ("datatype", datatype(field)), ("null", .texts([""] + field.missingValues)),
        ]
        if field.isRequired { members.append(("required", .flag(true))) }
        return .object(members)
    }

    /// The header has the name; people may know the label.
    private func titles(_ field: Field) -> [String] {
        [field.name] + (field.title.map { $0 == field.name ? [] : [$0] } ?? [])
    }

    private func datatype(_ field: Field) -> JSON5Value {
        var members: [(String, JSON5Value)] = [("base", .text(base(field)))]
        switch field.type {
        case .string where field.lookup == nil:
            if let length = field.minLength { members.append(("minLength", .number(length))) }
            if let length = field.maxLength { members.append(("maxLength", .number(length))) }
            if let pattern = field.pattern { members.append(("format", .text(pattern))) }
        case .boolean(let whenTrue, let whenFalse):
            members.append(("format", .text("\(whenTrue)|\(whenFalse)")))
        case .option:
            let values = field.options.map { Self.escaped($0.value) }
            members.append(("format", .text(values.joined(separator: "|"))))
        case .integer, .decimal:
            let bounds = [
                ("minimum", field.minimum), ("maximum", field.maximum),
                ("minExclusive", field.exclusiveMinimum), ("maxExclusive", field.exclusiveMaximum),
            ]
            for case (let name, let value?) in bounds { members.append((name, .number(value))) }
        case .guid:
            members.append(("format", .text("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")))
        default: break
        }
        return .object(members)
    }

    private func base(_ field: Field) -> String {
        if field.lookup != nil { return "string" }
        return switch field.type {
        case .integer: "integer"
        case .decimal: "decimal"
        case .boolean: "boolean"
        case .date: "date"
        case .dateTime: "datetime"
        case .time: "time"
        case .year: "gYear"
        case .yearMonth: "gYearMonth"
        case .string, .guid, .option: "string"
        }
    }

    /// A text as a regular expression for itself.
    private static func escaped(_ text: String) -> String {
        text.map { "\\|.?*+()[]{}^$-".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }
}
