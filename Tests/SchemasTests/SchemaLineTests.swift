import Records
import Testing

@testable import Schemas

/// Where messages about schema files say that the mistake stands.
@Suite struct `Lines of schema files` {
    private static let thing = """
        {
          "name": "thing",
          "title": "Things",
          "p2c:environment": "sales",
          "p2c:aliases": ["Objects"],
          "primaryKey": ["thingid"],
          "fields": [
            { "name": "thingid", "type": "string", "format": "uuid" },
            { "name": "kind", "type": "integer",
              "categories": [
                { "value": "Big", "p2c:number": 1 },
                { "value": "Small", "p2c:number": 2 } ] }
          ]
        }
        """
    private static let other = """
        { "name": "other", "title": "Others", "p2c:environment": "sales", "fields": [{ "name": "a" }] }
        """

    private func catalogue(
        changing part: String = "thing", to text: String = "thing", in folder: String = "sales",
        overlay: String? = nil
    ) throws -> SchemaCatalogue {
        let thing = Self.thing.replacing(part, with: text)
        var files = [
            (path: "schemas/\(folder)/other.json", bytes: Array(Self.other.utf8)),
            (path: "schemas/\(folder)/thing.json", bytes: Array(thing.utf8)),
        ]
        if let overlay {
            files.append(("schemas/\(folder)/thing.overlay.json", Array(overlay.utf8)))
        }
        return try SchemaCatalogue(files: files)
    }

    @Test(arguments: [
        (
            "\"sales\"", "\"Sales\"",
            "thing.json:4: p2c:environment is \"Sales\". Write sales, finops or cds"
        ),
        (
            "\"sales\"", "\"finops\"",
            "schemas/sales/thing.json:4: The file lies in sales/, and p2c:environment is \"finops\". "
                + "Write \"sales\", or move the file to finops/"
        ),
        (
            "\"name\": \"kind\"", "\"name\": \"ThingId\"",
            "thing.json:9 fields[1]: Two fields are named ThingId. Keep one"
        ),
        (
            "[\"thingid\"]", "[\"thingd\"]",
            "thing.json:6: primaryKey names thingd, which is no field. Correct the spelling: the "
                + "nearest is thingid, or add the field"
        ),
        (
            "\"Small\"", "\"big\"",
            "thing.json:12 fields[1].categories[1]: The field kind has two options with the value \"big\""
        ),
        (
            "\"p2c:number\": 2", "\"p2c:number\": 1",
            "thing.json:12 fields[1].categories[1]: The field kind has two options with the p2c:number "
                + "1. Give each of its categories a number of its own"
        ),
        (
            "\"name\": \"thing\"", "\"name\": \"Other\"",
            "thing.json:2: The name \"Other\" is taken by schemas/sales/other.json"
        ),
        (
            "\"Things\"", "\"OTHERS\"",
            "thing.json:3: The name \"OTHERS\" is taken by schemas/sales/other.json"
        ),
        (
            "\"Objects\"", "\"others\"",
            "thing.json:5: The name \"others\" is taken by schemas/sales/other.json"
        ),
    ])
    func `are those of the mistake`(part: String, text: String, message: String) {
        let error = #expect(throws: SchemaError.self) { try catalogue(changing: part, to: text) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `are not asked for a schema that lies in no system's folder`() throws {
        #expect(try catalogue(in: "given").all.count == 2)
    }

    @Test func `are none of an option in Fin and Ops, where two may have one number`() throws {
        let text = Self.thing.replacing("\"sales\"", with: "\"finops\"")
            .replacing("\"p2c:number\": 2", with: "\"p2c:number\": 1")
        let found = try SchemaCatalogue(files: [("schemas/finops/thing.json", Array(text.utf8))])
        #expect(found.all.count == 1)
    }

    @Test(arguments: [
        (
            "{ \"fields\": [\n{ \"name\": \"knid\", \"constraints\": { \"required\": true } }] }",
            [
                "schemas/sales/thing.overlay.json:2: \"knid\" is no field of the schema below, and this "
                    + "entry changes none. Correct the name to \"kind\"; or give the field a type where "
                    + "it is one of its own"
            ]
        ),
        ("{ \"fields\": [{ \"name\": \"knid\", \"type\": \"string\" }] }", []),
        ("{ \"fields\": [{ \"name\": \"KIND\", \"p2c:removed\": true }] }", []),
        ("{ \"fields\": [{ \"name\": \"colour\" }] }", []),
    ])
    func `are told of entries of an overlay that are nearly a field's`(
        overlay: String, remarks: [String]
    ) throws {
        #expect(try catalogue(overlay: overlay).remarks == remarks)
    }

    @Test(arguments: [
        (
            #"{ "name": "b", "type": "date", "categories": [{ "value": "A" }] }"#,
            "The field b has categories, which only texts, whole numbers and booleans have"
        ),
        (
            #"{ "name": "b", "type": "boolean", "categories": [{ "value": "2", "label": "Two" }] }"#,
            "The field b is a boolean and has the option \"2\", which is neither yes nor no"
        ),
        (
            #"{ "name": "b", "constraints": { "enum": ["A"] }, "categories": [{ "value": "B" }] }"#,
            "The field b has the option \"B\", and its enum has not"
        ),
        (
            #"{ "name": "b", "constraints": { "maxLength": 2 }, "categories": [{ "value": "Big" }] }"#,
            "The field b has the option \"Big\", longer than its maxLength 2"
        ),
        (
            #"{ "name": "b", "type": "number", "p2c:scale": 2, "p2c:precision": 1 }"#,
            "The field b has the p2c:precision 1, less than its p2c:scale 2"
        ),
    ])
    func `are those of rules that contradict each other`(field: String, words: String) {
        #expect(
            message(of: {
                try catalogue(changing: "\"fields\": [\n", to: "\"fields\": [\(field),\n")
            })
            .contains("thing.json:7 "))
        #expect(
            message(of: {
                try catalogue(changing: "\"fields\": [\n", to: "\"fields\": [\(field),\n")
            })
            .contains(words))
    }

    @Test func `are none where labels say yes and no`() throws {
        let field =
            #"{ "name": "b", "type": "boolean", "categories": ["#
            + #"{ "value": "No", "label": "Repair" }, { "value": "Yes", "label": "Upkeep" }] },"#
        let schema = try #require(
            catalogue(changing: "\"fields\": [\n", to: "\"fields\": [\(field)\n").schema(
                .sales, named: "thing"))
        var batch = RecordBatch(positions: [RecordPosition(byte: 0, line: 1)])
        batch.columns = [Column(name: "b", cells: [batch.append("Upkeep".utf8)])]
        var (fates, issues) = ([RowFate.kept], [RowIssue]())
        SchemaChecker(schema: schema, columns: ["b"]).check(
            &batch, fates: &fates, issues: &issues)
        #expect(batch.text(of: batch.columns[0].cells[0]) == "true")
        #expect(issues == [])
    }

    @Test func `are told of all mistakes of all files at once`() {
        let files = [
            (
                "schemas/sales/other.json",
                #"{ "name": "other", "p2c:environment": "sales", "fields": [{ "name": "a", "typ": 1 }] }"#
            ),
            (
                "schemas/sales/thing.json",
                Self.thing.replacing("\"type\": \"integer\"", with: "\"type\": \"inteher\"")
                    .replacing("\"format\": \"uuid\"", with: "\"format\": \"guid\"")
            ),
            ("schemas/sales/third.json", "{"),
        ]
        let error = #expect(throws: SchemaError.self) {
            try SchemaCatalogue(files: files.map { ($0, Array($1.utf8)) })
        }
        let lines = "\(error, default: "")".split(separator: "\n")
        let places = lines.map { $0.prefix { $0 != " " } }
        #expect(
            places == [
                "schemas/sales/other.json:1", "schemas/sales/thing.json:8",
                "schemas/sales/thing.json:9", "schemas/sales/third.json:1:",
            ], "\(lines)")
    }

    @Test func `are told of all fields that a schema names and does not have`() {
        let thing = Self.thing.replacing(
            "\"primaryKey\"",
            with: """
                "uniqueKeys": [["kinde"]],
                "foreignKeys": [{ "fields": "kimd",
                                  "reference": { "resource": "", "fields": "thing" } }],
                "primaryKey"
                """)
        let error = #expect(throws: SchemaError.self) {
            try SchemaCatalogue(files: [("schemas/sales/thing.json", Array(thing.utf8))])
        }
        let names = "\(error, default: "")".split(separator: "\n").map {
            $0.prefix { $0 != "," }.suffix(30)
        }
        #expect(names.count == 3, "\(names)")
        #expect(zip(names, ["kinde", "kimd", "thing"]).allSatisfy { $0.hasSuffix(" " + $1) })
    }

    @Test func `are those of the layer that has the mistake`() {
        let overlay = #"{ "fields": [{ "name": "kind", "constraints": { "minimum": "abc" } }] }"#
        #expect(
            message(of: { try catalogue(overlay: overlay) }).hasPrefix(
                "schemas/sales/thing.overlay.json:1 fields[0]: "))
        #expect(
            message(of: {
                try catalogue(changing: "\"integer\"", to: "\"inteher\"", overlay: overlay)
            }).hasPrefix("schemas/sales/thing.json:9 fields[1]: "))
    }

    private func message(of work: () throws -> SchemaCatalogue) -> String {
        do {
            _ = try work()
            return ""
        } catch {
            return "\(error)"
        }
    }
}
