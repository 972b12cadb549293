import Formats
import Foundation
import Pipeline
import Records
import Support
import Testing

@Suite struct `Schema source` {
    private let scratch = ScratchFolder()

    private func source(_ name: String, _ text: String) throws -> SchemaSource {
        scratch.write(text, to: name)
        return try SchemaSource("\(scratch.path)/\(name)")
    }

    private static let xsd = """
        <?xml version="1.0"?>
        <!-- a comment -->
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="E">
        <xs:complexType><xs:attribute name="A" type="xs:int"/></xs:complexType></xs:element>
        </xs:schema>
        """

    @Test(arguments: [
        (#"{ "definitions": [ { "entityName": "A" } ] }"#, SchemaSource.Kind.cdm),
        (#"  { "name": "m", "entities": [ { "name": "A", "attributes": [] } ] }"#, .cdm),
        (#"{ "manifestName": "m", "entities": [] }"#, .cdm),
        (#"{ "fields": [ { "name": "A" } ], "name": "A" }"#, nil), ("{", nil), ("", nil),
        (Self.xsd, .xsd), ("<Document><A/></Document>", nil), ("<a", nil),
        ("/* c */ CREATE TABLE t (a int)", .sql), ("SELECT 1", nil),
        ("entity;field;length\nA;B;3\n", .lengths), ("entity,field,length\n", .lengths),
        ("name,value\na,b\n", nil),
    ])
    func `is recognised by its content`(text: String, expected: SchemaSource.Kind?) throws {
        #expect(try source("source.txt", text).kind == expected)
    }

    @Test func `reads a script in UTF-16`() throws {
        let text = "CREATE TABLE [dbo].[Täble] ([A] nvarchar(3))"
        let bytes: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        scratch.write(bytes, to: "script.sql")
        let source = try SchemaSource("\(scratch.path)/script.sql")
        #expect(source.kind == .sql)
        #expect(try source.read(.sql).overlays.map(\.entity) == ["Täble"])
    }

    @Test func `reads a table of lengths with its lines`() throws {
        let source = try source(
            "lengths.csv", "Entity;Field;Length\n\"A\nB\";X;3\nC;Y;\"4\"\n")
        let overlays = try source.read(.lengths).overlays
        #expect(overlays.map(\.entity) == ["A\nB", "C"])
        #expect(overlays.map(\.line) == [2, 4])
        #expect(overlays.map { $0.fields[0].maxLength } == [3, 4])
    }

    @Test func `reads the entities that are wanted`() throws {
        var wishes = SchemaSource.Wishes()
        wishes.entities = ["SECOND"]
        let source = try source(
            "a.sql", "CREATE TABLE First (a int) CREATE TABLE Second (b int)")
        #expect(try source.read(.sql, wishes).overlays.map(\.entity) == ["Second"])
    }

    @Test func `finds the root of CDM documents upward`() throws {
        scratch.write("{}", to: "schemaDocuments/foundations.cdm.json")
        scratch.write(
            #"{ "definitions": [ { "entityName": "Base", "hasAttributes": [ { "name": "a", "#
                + #""dataType": "string" } ] } ] }"#, to: "schemaDocuments/core/Base.cdm.json")
        let text = #"""
            { "imports": [ { "corpusPath": "/core/Base.cdm.json" } ],
              "definitions": [ { "entityName": "Own", "extendsEntity": "Base",
                "hasAttributes": [ { "name": "b", "dataType": "NOSUCH" } ] } ] }
            """#
        let source = try source("schemaDocuments/core/sales/Own.cdm.json", text)
        let reading = try source.read(.cdm)
        #expect(reading.schemas.map(\.name) == ["Own"])
        #expect(reading.schemas[0].fields.map(\.name) == ["a", "b"])
        #expect(reading.remarks.map(\.file).allSatisfy { $0.hasSuffix("sales/Own.cdm.json") })
        #expect(reading.remarks.map(\.file).allSatisfy { $0.hasPrefix("/tmp/") })

        var wishes = SchemaSource.Wishes()
        wishes.cdmRoot = scratch.path + "/schemaDocuments/core"
        do {
            _ = try source.read(.cdm, wishes)
            Testing.Issue.record("the root was wrong and it was read")
        } catch {
            #expect("\(error)".contains("/core/sales/Own.cdm.json:2 "), "\(error)")
            #expect("\(error)".contains("there: /core/Base.cdm.json"), "\(error)")
        }
        wishes.cdmRoot = scratch.path + "/elsewhere"
        #expect(throws: (any Error).self) { try source.read(.cdm, wishes) }
    }

    // MARK: Samples

    private static let samples: String? = {
        let folder = projectFolder + "/../shared/samples/microsoft+CDM"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    /// All entities of the models that Microsoft tests its own library with, by an independent look:
    /// local ones with attributes.
    @Test(.enabled(if: samples != nil, "the folder of samples is not here"))
    func `reads Microsoft's models`() throws {
        let folder = try #require(Self.samples)
        var models = 0
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init()
        where name.hasSuffix("model.json") {
            let path = "\(folder)/\(name)"
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            guard let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
                let entities = root["entities"] as? [[String: Any]]
            else { continue }
            let local = entities.filter { $0["$type"] as? String != "ReferenceEntity" }
            guard local.contains(where: { $0["attributes"] != nil }) else { continue }
            let source = try SchemaSource(path)
            #expect(source.kind == .cdm, "\(name)")
            let schemas = try source.read(.cdm).schemas
            #expect(schemas.map(\.name) == local.map { $0["name"] as? String }, "\(name)")
            let names = local.map { entity in
                (entity["attributes"] as? [[String: Any]] ?? []).map { $0["name"] as? String }
            }
            #expect(schemas.map { $0.fields.map(\.name) } == names, "\(name)")
            models += 1
        }
        #expect(models > 5)
    }
}
