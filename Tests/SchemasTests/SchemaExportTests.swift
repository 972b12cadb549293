import Records
import Testing

@testable import Schemas

@Suite struct `Schemas for other tools` {
    private let schema: EntitySchema

    init() throws {
        let text = """
            { "name": "new_thing", "title": "Thing", "p2c:environment": "sales",
              "primaryKey": ["id"], "fields": [
              { "name": "id", "type": "string", "format": "uuid" },
              { "name": "no", "title": "Number", "type": "string",
                "constraints": { "required": true, "maxLength": 9 } },
              { "name": "sum", "type": "number", "p2c:scale": 2, "constraints": { "minimum": 0 } },
              { "name": "kind", "type": "integer", "categories": [
                { "value": 1, "label": "A & B" }, { "value": 2 } ] } ] }
            """
        schema = try SchemaFile.parse(Array(text.utf8), file: "thing.json")
    }

    @Test func `are XML schemas that allow blanks where a field may be blank`() {
        let lines = String(decoding: XSDDocument(schema).bytes, as: UTF8.self)
            .split(separator: "\n").map { String($0.drop { $0 == " " }) }
        let start = lines.firstIndex(of: "<xs:all>")! + 1
        #expect(
            Array(lines[start..<start + 18]) == [
                "<xs:element name=\"ID\" minOccurs=\"0\">", "<xs:simpleType>",
                "<xs:union memberTypes=\"blank\">", "<xs:simpleType>",
                "<xs:restriction base=\"guid\">", "</xs:restriction>", "</xs:simpleType>",
                "</xs:union>", "</xs:simpleType>", "</xs:element>",
                "<xs:element name=\"NO\">", "<xs:simpleType>",
                "<xs:restriction base=\"filled\">", "<xs:maxLength value=\"9\"/>",
                "</xs:restriction>", "</xs:simpleType>", "</xs:element>",
                "<xs:element name=\"SUM\" minOccurs=\"0\">",
            ])
        #expect(
            lines.contains(
                "<xs:element name=\"NEW_THING\" minOccurs=\"0\" maxOccurs=\"unbounded\">"))
        #expect(lines.contains("<xs:enumeration value=\"A &amp; B\"/>"))
        #expect(lines.contains("<xs:fractionDigits value=\"2\"/>"))
    }

    @Test func `are JSON schemas of records as texts`() {
        #expect(
            String(decoding: JSONSchemaDocument(schema).bytes, as: UTF8.self) == """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "title": "Thing",
                  "type": "object",
                  "properties": {
                    "id": { "type": ["string", "null"], "format": "uuid" },
                    "no": { "title": "Number", "type": "string", "maxLength": 9, "minLength": 1 },
                    "sum": {
                      "type": ["string", "null"],
                      "pattern": "^[+-]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][+-]?[0-9]+)?$",
                      "x-p2c-minimum": 0,
                      "x-p2c-scale": 2
                    },
                    "kind": { "type": ["string", "null"], "enum": ["1", "2", null] }
                  },
                  "required": ["no"],
                  "x-p2c-environment": "sales",
                  "x-p2c-entity": "new_thing",
                  "x-p2c-primaryKey": ["id"]
                }

                """)
    }

    @Test func `are metadata of CSV on the Web`() {
        let text = String(decoding: CSVWDocument(schema).bytes, as: UTF8.self)
        #expect(text.contains("\"@context\": \"http://www.w3.org/ns/csvw\""))
        #expect(text.contains("\"url\": \"Thing.csv\""))
        #expect(text.contains("\"titles\": [\"no\", \"Number\"]"))
        #expect(text.contains("\"datatype\": { \"base\": \"string\", \"maxLength\": 9 }"))
        #expect(text.contains("\"primaryKey\": [\"id\"]"))
    }
}
