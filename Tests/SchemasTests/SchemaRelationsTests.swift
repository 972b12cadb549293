import Records
import Support
import Testing

@testable import Schemas

@Suite struct `Relations of a schema file` {
    @Test func `are keys, foreign keys and totals`() throws {
        let schema = try parse(
            """
            {"name": "order", "p2c:environment": "sales", "primaryKey": ["id"],
             "uniqueKeys": [["number", "revision"], "id"], "p2c:alternateKeys": [["number"]],
             "foreignKeys": [
               {"fields": "customer", "reference": {"resource": "account", "fields": "number"}},
               {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}},
               {"fields": ["id"], "reference": {"fields": ["id"]}, "p2c:header": true}],
             "p2c:totals": [{"field": "total",
               "sumOf": {"resource": "line", "field": "amount"}, "by": ["order"]}],
             "fields": [{"name": "id"}, {"name": "number", "constraints": {"unique": true}},
               {"name": "revision"}, {"name": "customer"}, {"name": "parent"},
               {"name": "currency"}, {"name": "total", "type": "number",
                 "p2c:currency": "currency"}]}
            """)
        #expect(schema.uniqueKeys == [["number"], ["number", "revision"], ["id"]])
        #expect(schema.alternateKeys == [["number"]])
        #expect(
            schema.foreignKeys == [
                ForeignKey(fields: ["customer"], resource: "account", resourceFields: ["number"]),
                ForeignKey(fields: ["parent"], resource: nil, resourceFields: ["id"]),
                ForeignKey(
                    fields: ["id"], resource: nil, resourceFields: ["id"], isHeader: true),
            ])
        #expect(
            schema.totals == [
                LineTotal(field: "total", lines: "line", lineField: "amount", by: ["order"])
            ])
        #expect(schema.field(named: "total")?.currency == "currency")
    }

    @Test(arguments: [
        (#""uniqueKeys": [["b"]]"#, "uniqueKeys[0]: It names b, which is no field of x"),
        (#""uniqueKeys": [[]]"#, "uniqueKeys[0]: The key has no fields"),
        (#""p2c:alternateKeys": [["b"]]"#, "p2c:alternateKeys[0]: It names b"),
        (#""foreignKeys": [{"fields": "a"}]"#, "foreignKeys[0]: 'reference' is missing"),
        (
            #""foreignKeys": [{"fields": [], "reference": {"resource": "y", "fields": "b"}}]"#,
            "foreignKeys[0].fields: 'fields' names no field"
        ),
        (
            #""foreignKeys": [{"fields": "b", "reference": {"resource": "y", "fields": "b"}}]"#,
            "foreignKeys[0]: It names b, which is no field of x"
        ),
        (
            #""foreignKeys": [{"fields": "a", "reference": {"resource": "", "fields": "b"}}]"#,
            "foreignKeys[0]: It names b, which is no field of x"
        ),
        (
            #""foreignKeys": [{"fields": "a", "reference": {"resource": "y", "fields": ["a", "b"]}}]"#,
            "foreignKeys[0].reference.fields: 1 fields refer to 2"
        ),
        (
            #""foreignKeys": [{"fields": "a", "reference": {"ressource": "y", "fields": "b"}}]"#,
            "foreignKeys[0].reference.ressource: unknown key 'ressource'"
        ),
        (
            #""p2c:totals": [{"field": "b", "sumOf": {"resource": "y", "field": "a"}}]"#,
            "p2c:totals[0]: It names b, which is no field of x"
        ),
        (#""p2c:totals": [{"field": "a"}]"#, "p2c:totals[0]: 'sumOf' is missing"),
    ])
    func `that are wrong say where`(part: String, expected: String) {
        let error = #expect(throws: SchemaError.self) {
            try parse(
                """
                {"name": "x", "p2c:environment": "sales", "fields": [{"name": "a"}],
                 \(part)}
                """)
        }
        #expect(error?.description.contains("x.json:2 \(expected)") == true, "\(error!)")
    }

    @Test func `of CDS pair an organization with an organization`() {
        let error = #expect(throws: SchemaError.self) {
            try parse(
                """
                {"name": "x", "p2c:environment": "cds", "foreignKeys": [{
                  "fields": ["Up_Id", "Organization_OrganizationId"],
                  "reference": {"fields": ["Organization_OrganizationId", "Id"]}}],
                 "fields": [{"name": "Id"}, {"name": "Up_Id"},
                  {"name": "Organization_OrganizationId"}]}
                """)
        }
        #expect(
            error?.description.contains(
                "foreignKeys[0]: It pairs Up_Id with Organization_OrganizationId, and only one")
                == true,
            "\(error!)")
    }

    @Test func `name a currency that is a field`() {
        let error = #expect(throws: SchemaError.self) {
            try parse(
                """
                {"name": "x", "p2c:environment": "sales",
                 "fields": [{"name": "a", "p2c:currency": "b"}]}
                """)
        }
        #expect(error?.description.contains("fields[0]: It names b") == true, "\(error!)")
    }

    @Test(
        arguments: [
            (#""fields": "a", "reference": {"resource": "Lines", "fields": "a"}"#, nil),
            (
                #""fields": "a", "reference": {"resource": "nothing", "fields": "a"}"#,
                "x.json:3 foreignKeys[0]: No schema of sales is named nothing"
            ),
            (
                #""fields": "a", "reference": {"resource": "line", "fields": "z"}"#,
                "x.json:3 foreignKeys[0]: It names z, which is no field of line"
            ),
        ] as [(String, String?)])
    func `point to schemas of the same system`(key: String, expected: String?) throws {
        let header = """
            {"name": "x", "p2c:environment": "sales", "fields": [{"name": "a"}],
             "foreignKeys": [
              {\(key)}]}
            """
        let lines = """
            {"name": "line", "p2c:aliases": ["Lines"], "p2c:environment": "sales",
             "fields": [{"name": "a"}]}
            """
        #expect(
            failure(header, lines).map { $0.contains(expected ?? "-") }
                == expected.map { _ in true })
    }

    @Test(
        arguments: [
            ("", #""by": ["a"]"#, nil),
            ("", #""by": ["b"]"#, "line has no foreign key to x, or more than one"),
            (
                #", {"fields": "b", "reference": {"resource": "x", "fields": "a"}}"#, nil,
                "more than one"
            ),
            (
                #", {"fields": "b", "reference": {"resource": "x", "fields": "a"}}"#, #""by": "b""#,
                nil
            ),
        ] as [(String, String?, String?)])
    func `bring lines to their header in one way`(
        other: String, by: String?, expected: String?
    ) {
        let header = """
            {"name": "x", "p2c:environment": "sales", "fields": [{"name": "a"}],
             "p2c:totals": [{"field": "a", "sumOf": {"resource": "line", "field": "b"}
               \(by.map { ", \($0)" } ?? "")}]}
            """
        let lines = """
            {"name": "line", "p2c:environment": "sales", "fields": [{"name": "a"}, {"name": "b"}],
             "foreignKeys": [
               {"fields": "a", "reference": {"resource": "x", "fields": "a"}}\(other)]}
            """
        #expect(
            failure(header, lines).map { $0.contains(expected ?? "-") }
                == expected.map { _ in true })
    }

    /// What the catalogue says about the two files; nil when they are right.
    private func failure(_ texts: String...) -> String? {
        let files = zip(["x.json", "y.json"], texts).map { (path: $0, bytes: Array($1.utf8)) }
        do throws(SchemaError) {
            _ = try SchemaCatalogue(files: files)
            return nil
        } catch {
            return error.description
        }
    }

    private func parse(_ text: String) throws(SchemaError) -> EntitySchema {
        try SchemaFile.parse(Array(text.utf8), file: "x.json")
    }
}
