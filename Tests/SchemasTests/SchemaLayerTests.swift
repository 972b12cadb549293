import Records
import Testing

@testable import Schemas

@Suite struct `Schema layers` {
    private static let base = """
        {
          "name": "E", "title": "Es", "p2c:environment": "finops", "primaryKey": ["A"],
          "fields": [
            { "name": "A", "type": "string", "constraints": { "required": true } },
            { "name": "B", "type": "string", "p2c:lookup": ["x"] },
            { "name": "C", "type": "integer", "constraints": { "minimum": 0, "maximum": 9 } }
          ]
        }
        """

    private func schema(_ layers: (String, String)...) throws -> EntitySchema {
        let files = [("s/E.json", Self.base)] + layers
        let catalogue = try SchemaCatalogue(
            files: files.map { (path: $0.0, bytes: Array($0.1.utf8)) })
        #expect(catalogue.all.count == 1)
        return try #require(catalogue.schema(.finops, named: "es"))
    }

    @Test func `change what they name and leave the rest`() throws {
        let found = try schema(
            (
                "s/E.overlay.json",
                """
                {
                  // House rules.
                  "p2c:aliases": ["Things"],
                  "fields": [
                    { "name": "a", "constraints": { "maxLength": 20 } },
                    { "name": "B", "p2c:removed": true },
                    { "name": "C", "constraints": { "minimum": null } },
                    { "name": "D", "type": "date" },
                  ],
                }
                """
            ))
        #expect(found.aliases == ["Things"])
        #expect(found.fields.map(\.name) == ["a", "C", "D"])
        #expect(found.fields[0].isRequired)
        #expect(found.fields[0].maxLength == 20)
        #expect(found.fields[1].minimum == nil)
        #expect(found.fields[1].maximum == "9")
    }

    @Test func `lie one over the other, those by hand on top`() throws {
        let lengths = #"{ "fields": [{ "name": "A", "constraints": { "maxLength": 10 } }] }"#
        let byHand = #"{ "fields": [{ "name": "A", "constraints": { "maxLength": 12 } }] }"#
        #expect(try schema(("s/E.lengths.json", lengths)).fields[0].maxLength == 10)
        let found = try schema(("s/E.overlay.json", byHand), ("s/E.lengths.json", lengths))
        #expect(found.fields[0].maxLength == 12)
    }

    @Test(arguments: [
        ("s/F.overlay.json", "{}", "There is no s/F.json for it to lie over"),
        (
            "s/E.overlay.json", #"{ "fields": [{ "name": "A", "maxlength": 3 }] }"#,
            "s/E.overlay.json:1 fields[0].maxlength: unknown key 'maxlength'"
        ),
        (
            "s/E.overlay.json", #"{ "fields": [{ "name": "A", "p2c:removed": "true" }] }"#,
            "s/E.overlay.json:1 fields[0].p2c:removed: p2c:removed takes a field away only "
                + "in an overlay, where its value is true. Write \"p2c:removed\": true, without quotes"
        ),
        (
            "s/E.overlays.json", #"{ "fields": [{ "name": "A", "maxLength": 3 }] }"#,
            "s/E.overlays.json: It describes no entity, and ends like no layer over s/E.json. Rename it "
                + "to s/E.overlay.json where it has changes by hand"
        ),
        ("s/E.overlay.json", "{ fields: [", "s/E.overlay.json:1: At column"),
    ])
    func `are refused with their place`(_ path: String, _ text: String, _ message: String) {
        let error = #expect(throws: SchemaError.self) { try schema((path, text)) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}
