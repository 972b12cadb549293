import FoundationEssentials
import Records
import Testing

@testable import Schemas

@Suite struct `Schema files that are written` {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/") + "/schemas"

    /// Every file that is shipped.
    static let files: [String] = Environment.allCases.flatMap { environment -> [String] in
        let path = "\(folder)/\(environment.rawValue)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
    }

    @Test(arguments: files)
    func `say what they were made of`(_ file: String) throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: file)))
        let schema = try SchemaFile.parse(bytes, file: file)
        let again = try SchemaFile.parse(schema.file(), file: "again.json")
        #expect(again == schema)
        #expect(again.file() == schema.file())
    }

    @Test func `carry every rule of a field`() throws {
        let text = """
            {
              "name": "E", "p2c:environment": "sales", "uniqueKeys": [["a", "b"]],
              "fields": [
                { "name": "a", "type": "string", "constraints": { "required": true, "unique": true,
                  "minLength": 1, "maxLength": 9, "pattern": "[a-z\\\\d]+" }, "p2c:source": "x \\"y\\"" },
                { "name": "b", "type": "number", "decimalChar": ",", "groupChar": ".",
                  "bareNumber": false, "p2c:scale": 2, "p2c:precision": 9,
                  "constraints": { "minimum": -1.5, "exclusiveMaximum": 10 } },
                { "name": "c", "type": "date", "format": "%d.%m.%Y",
                  "constraints": { "minimum": "2020-01-01" } },
                { "name": "d", "type": "string", "format": "email", "missingValues": ["", "n/a"],
                  "p2c:personal": true },
                { "name": "e", "type": "string", "categories": [
                  { "value": "A", "label": "Eh", "p2c:number": 3 }, { "value": "B" } ] },
                { "name": "f", "type": "boolean", "trueValues": ["Ja", "y"], "falseValues": ["Nein"] },
                { "name": "g", "type": "string", "constraints": { "enum": ["x", "y"] } }
              ]
            }
            """
        let schema = try SchemaFile.parse(Array(text.utf8), file: "e.json")
        #expect(try SchemaFile.parse(schema.file(), file: "again.json") == schema)
        #expect(schema.uniqueKeys == [["a"], ["a", "b"]])
        let written = String(decoding: schema.file(), as: UTF8.self)
        #expect(written.contains(#""pattern": "[a-z\\d]+""#))
        #expect(written.split(separator: "\n").allSatisfy { $0.utf8.count <= 100 })
    }
}
