import FoundationEssentials
import Records
import Support
import Testing

@testable import Schemas

/// The descriptors of frictionless-py, whose names say whether they are right. Those that are a
/// schema, and the schemas within the others, are read as a schema of ours.
@Suite struct `Frictionless descriptors` {
    /// Descriptors that frictionless takes and p2c does not, or the other way round: the reason, and
    /// a part of what p2c says; an empty text where p2c takes it.
    static let differences: [String: (reason: String, answer: String)] = [
        "schema-valid-fk-array.json": (
            "a reference to another data package is of version 1 and nobody would check it",
            "unknown key 'datapackage'"
        ),
        "issue-833.json": ("no cell of a data entity holds JSON", "unknown key 'arrayItem'"),
        "issue-991.resource.json": (
            "a key that nobody checks is refused, so that a misspelt one is found",
            "unknown key 'properties'"
        ),
        "package-dialect-no-header.json": (
            "no cell of a data entity holds JSON", "has the type \"array\""
        ),
        "package-storage.json": (
            "no cell of a data entity holds JSON, and none has durations", "has the type"
        ),
        "schema-valid-full.json": ("no cell of a data entity holds JSON", "has the type \"array\""),
        "issue-277.json": (
            "a key that nobody checks is refused, so that a misspelt one is found",
            "unknown key"
        ),
        "invalid-schema.json": ("its fields are right; it does not fit the data of its case", ""),
    ]

    /// Whether frictionless takes the schemas of a descriptor, by the name of its case.
    private static func isRight(_ name: String) -> Bool {
        !name.hasPrefix("schema-invalid") && name != "invalid-schema.json"
    }

    @Test func `agree, or are listed with a reason`() throws {
        let folder = projectFolder + "/../shared/suites/frictionless/descriptors"
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return
        }
        var agreed = 0
        var listed = 0
        var without = 0
        for name in names.sorted() where name.hasSuffix(".json") {
            let bytes = try #require(FileManager.default.contents(atPath: folder + "/" + name))
            let schemas = Self.schemas(in: try JSONDecoder().decode(JSON.self, from: bytes), name)
            if schemas.isEmpty {
                without += 1
                continue
            }
            let answers = schemas.compactMap(Self.refusal)
            if answers.isEmpty == Self.isRight(name) && Self.differences[name] == nil {
                agreed += 1
                continue
            }
            listed += 1
            let known = Self.differences[name]
            #expect(known != nil, "\(name): \(answers)")
            #expect(answers.isEmpty == known?.answer.isEmpty, "\(name)")
            guard let known, let answer = answers.first else { continue }
            #expect(answer.contains(known.answer), "\(name): \(answer)")
        }
        print(
            "frictionless descriptors: \(agreed) agree, \(listed) are listed, \(without) hold no "
                + "schema; \(agreed + listed + without) of 54")
        #expect(agreed + listed + without == 54)
    }

    /// What is wrong with each, in p2c's words.
    @Test(arguments: [
        ("schema-invalid-empty.json", "'fields' is missing"),
        ("schema-invalid-wrong-type.json", "expected an object, found a list"),
        (
            "schema-invalid.json",
            "required stands in the field itself. Write it into its constraints"
        ),
        ("schema-invalid-pk-string.json", "primaryKey names identifier, which is no field"),
        ("schema-invalid-pk-array.json", "primaryKey names titel, which is no field"),
        ("schema-invalid-pk-no-fields.json", "'fields' is missing"),
        ("schema-invalid-pk-is-wrong-type.json", "'fields' is missing"),
        ("schema-invalid-fk-no-reference.json", "'reference' is missing"),
        ("schema-invalid-fk-string.json", "unknown key 'datapackage'"),
        ("schema-invalid-multiple-errors.json", "unknown key 'datapackage'"),
    ])
    func `that are wrong are refused with a reason`(name: String, expected: String) throws {
        let path = projectFolder + "/../shared/suites/frictionless/descriptors/" + name
        guard let bytes = FileManager.default.contents(atPath: path) else { return }
        let descriptor = try JSONDecoder().decode(JSON.self, from: bytes)
        #expect(Self.refusal(descriptor)?.contains(expected) == true)
    }

    /// The foreign keys that are wrong in the suite are wrong without the key of version 1 too.
    @Test(arguments: [
        ("schema-invalid-fk-string.json", "It names doesnotexist, which is no field"),
        ("schema-invalid-fk-array.json", "2 fields refer to 1"),
        ("schema-invalid-fk-array-string.json", "1 fields refer to 2"),
        ("schema-invalid-fk-array-string-ref.json", "2 fields refer to 1"),
        ("schema-invalid-fk-string-array-ref.json", "1 fields refer to 2"),
        ("schema-invalid-fk-array-wrong-number.json", "2 fields refer to 3"),
        ("schema-valid-fk-array.json", ""),
    ])
    func `have foreign keys that are checked`(name: String, expected: String) throws {
        let path = projectFolder + "/../shared/suites/frictionless/descriptors/" + name
        guard let bytes = FileManager.default.contents(atPath: path) else { return }
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .filter { !$0.contains("\"datapackage\"") }.joined(separator: "\n")
        let descriptor = try JSONDecoder().decode(JSON.self, from: Data(text.utf8))
        let refusal = Self.refusal(descriptor)
        #expect(expected.isEmpty ? refusal == nil : refusal?.contains(expected) == true)
    }

    /// The schema that a descriptor is, or those that it holds.
    private static func schemas(in descriptor: JSON, _ name: String) -> [JSON] {
        guard case .object(let members) = descriptor else { return [descriptor] }
        if case .array(let resources)? = members["resources"] {
            return resources.flatMap { schemas(in: $0, "") }
        }
        if let schema = members["schema"] {
            if case .object = schema { return [schema] }
            return []
        }
        let isSchema = members["fields"] != nil && members["path"] == nil
        return isSchema || name.hasPrefix("schema") ? [descriptor] : []
    }

    /// What p2c says against the schema; nil when it takes it.
    private static func refusal(_ descriptor: JSON) -> String? {
        var schema = descriptor
        if case .object(var members) = descriptor {
            if members["name"] == nil { members["name"] = .string("x") }
            members["p2c:environment"] = .string("sales")
            schema = .object(members)
        }
        guard let bytes = try? JSONEncoder().encode(schema) else { return "cannot be written" }
        do throws(SchemaError) {
            _ = try SchemaFile.parse(Array(bytes), file: "x.json")
            return nil
        } catch {
            return error.description
        }
    }
}
