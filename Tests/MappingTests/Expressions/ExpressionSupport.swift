import Records

@testable import Mapping

/// One record with a field of every type, and what expressions make of it.
enum OneRecord {
    static let runTime = "2026-11-23T01:02:03.5Z"

    static let schema = EntitySchema(
        environment: .sales, name: "order", label: "Orders",
        fields: [
            Field(name: "name", type: .string), Field(name: "city", type: .string),
            Field(name: "none", type: .string), Field(name: "blank", type: .string),
            Field(name: "amount", type: .decimal), Field(name: "price", type: .decimal),
            Field(name: "quantity", type: .integer), Field(name: "zero", type: .integer),
            Field(name: "nothing", type: .decimal),
            Field(name: "day", type: .date), Field(name: "moment", type: .dateTime),
            Field(name: "clock", type: .time), Field(name: "id", type: .guid),
            Field(name: "active", type: .boolean(whenTrue: "Yes", whenFalse: "No")),
            Field(name: "unsure", type: .boolean(whenTrue: "Yes", whenFalse: "No")),
            option("state", [("0", "Draft"), ("1", "Active"), ("2", "Won")]),
            option("party", [("Person", nil), ("Organization", nil)]),
            lookup("currencyid", "currency"), lookup("parentid", "account"),
        ])

    static let values: [(name: String, values: [String?])] = [
        ("name", ["Zürich AG"]), ("city", ["Köln"]), ("none", [nil]), ("blank", ["  "]),
        ("amount", ["10.50"]), ("price", ["-3"]), ("quantity", ["7"]), ("zero", ["0"]),
        ("nothing", [""]), ("day", ["2024-02-29"]), ("moment", ["2024-12-31T23:59:58.25Z"]),
        ("clock", ["07:08:09"]), ("id", ["8dcb8e99-1111-2222-3333-444455556666"]),
        ("active", ["Yes"]), ("unsure", [nil]), ("state", ["1"]), ("party", ["Organization"]),
        ("currencyid", ["US Dollar"]), ("currencyid.symbol", ["$"]),
        ("parentid", ["0B1C8E99-1111-2222-3333-444455556666"]),
        // Columns that the schema does not know.
        ("number", ["12"]), ("word", ["abc"]), ("yes", ["Yes"]), ("date", ["1/31/2026"]),
        ("long", [String(repeating: "9", count: 39)]),
    ]

    static let references = References([
        Reference(
            table: "currency", keyField: "isocode", key: "USD", id: "id-usd", name: "US Dollar")
    ])

    /// The value of the expression for the record; nil for null, the code of its issue for a record
    /// that goes to quarantine.
    static func value(of text: String) throws -> String? {
        let expression = try ValueExpression(text)
        let mapped = try Mapped(
            leg(FieldMapping(nil, "Result", expression: expression)), batch(values), from: schema,
            references: references, runTime: runTime)
        if let issue = mapped.issues.first { return issue.code.id }
        return mapped.batch.columns.first.flatMap { mapped.batch.text(of: $0.cells[0]) }
    }

    private static func option(_ name: String, _ options: [(String, String?)]) -> Field {
        var field = Field(name: name, type: .option)
        field.options = options.map { FieldOption(value: $0.0, label: $0.1) }
        return field
    }

    private static func lookup(_ name: String, _ table: String) -> Field {
        var field = Field(name: name, type: .string)
        field.lookup = Field.Lookup(targets: [table])
        return field
    }
}

extension OneRecord {
    /// Throws what is wrong with the expression for the record's fields.
    static func check(_ text: String) throws(ExpressionError) {
        _ = try ValueExpression(text).type(in: schema)
    }
}
