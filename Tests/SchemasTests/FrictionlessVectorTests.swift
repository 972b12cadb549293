import FoundationEssentials
import Records
import Support
import Testing

@testable import Schemas

/// The cell vectors of frictionless-py, which say for each type of Table Schema which texts it takes.
@Suite struct `Frictionless cell vectors` {
    /// Types that no data entity has, with the reason why p2c refuses a schema that names them.
    static let otherTypes: [String: String] = [
        "array": "no cell of a data entity holds JSON",
        "object": "no cell of a data entity holds JSON",
        "geojson": "no cell of a data entity holds JSON",
        "geopoint": "latitude and longitude are two columns in both systems",
        "duration": "no data entity has durations",
    ]

    /// Vectors of shared types about which p2c thinks otherwise: type, format, source, reason.
    static let differences: [(type: String, format: String, source: String, reason: String)] = [
        // Files carry these whatever texts a schema names for its own output.
        ("boolean", "default", "YES", "yes and no are taken in any case"),
        ("boolean", "default", "NO", "yes and no are taken in any case"),
        ("boolean", "default", "No", "yes and no are taken in any case"),
        ("boolean", "default", "Yes", "yes and no are taken in any case"),
        ("boolean", "default", "true", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "True", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "TRUE", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "1", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "false", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "False", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "FALSE", "true, false, 1 and 0 are taken beside a schema's own"),
        ("boolean", "default", "0", "true, false, 1 and 0 are taken beside a schema's own"),
        ("date", "any", "10th Jan 1969", "dates in words are not guessed"),
        ("datetime", "any", "10th Jan 1969 9 am", "dates in words are not guessed"),
        ("time", "any", "3:00 am", "times in words are not guessed"),
    ]

    private struct Vector {
        var type: String
        var format: String
        var source: String
        var isAccepted: Bool
        var options: [String: JSON]
    }

    @Test func `agree, or are listed with a reason`() throws {
        guard let vectors = try Self.vectors() else { return }
        var agreed = 0
        var listed = 0
        var native = 0
        for (type, entries) in vectors {
            for entry in entries {
                guard let vector = Self.vector(type, entry) else {
                    native += 1
                    continue
                }
                // Shapes on a map are no texts that a data entity has.
                if Self.otherTypes[type] != nil || vector.format == "wkt" {
                    listed += 1
                } else if Self.takes(vector) == vector.isAccepted {
                    agreed += 1
                } else {
                    listed += 1
                    let isListed = Self.differences.contains {
                        $0.type == type && $0.format == vector.format && $0.source == vector.source
                    }
                    #expect(isListed, "\(vector)")
                }
            }
        }
        print(
            "frictionless cells: \(agreed) agree, \(listed) are listed, \(native) are no texts; "
                + "\(agreed + listed + native) of 344")
        #expect(agreed + listed + native == 344)
    }

    private static func vectors() throws -> [String: [JSON]]? {
        let path = projectFolder + "/../shared/suites/frictionless/cell-vectors.json"
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        let all = try JSONDecoder().decode(JSON.self, from: bytes)
        guard case .object(let types) = all else { return nil }
        return types.compactMapValues { if case .array(let list) = $0 { list } else { nil } }
    }

    /// Nil for a source that is no text: cells of files always are.
    private static func vector(_ type: String, _ entry: JSON) -> Vector? {
        guard case .object(let members) = entry, case .string(let source)? = members["source"]
        else {
            return nil
        }
        var options: [String: JSON] = [:]
        if case .object(let given)? = members["options"] { options = given }
        var format = "default"
        if case .string(let named)? = members["format"] { format = named }
        var isAccepted = true
        if case .null? = members["target"] { isAccepted = source.isEmpty }
        return Vector(
            type: type, format: format, source: source, isAccepted: isAccepted, options: options)
    }

    /// What p2c thinks. A schema that is refused takes nothing.
    private static func takes(_ vector: Vector) -> Bool {
        var field: [String: JSON] = [
            "name": .string("a"), "type": .string(vector.type), "format": .string(vector.format),
        ]
        for (key, value) in vector.options where key != "floatNumber" { field[key] = value }
        let schema: JSON = .object([
            "name": .string("x"), "p2c:environment": .string("sales"),
            "fields": .array([.object(field)]),
        ])
        guard let bytes = try? JSONEncoder().encode(schema),
            let parsed = try? SchemaFile.parse(Array(bytes), file: "x.json")
        else { return vector.source.isEmpty }
        var batch = RecordBatch()
        batch.columns = [Column(name: "a", cells: [batch.append(vector.source.utf8)])]
        batch.positions = [RecordPosition(byte: 0, line: 1)]
        var fates: [RowFate] = [.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: parsed, columns: ["a"]).check(
            &batch, fates: &fates, issues: &issues)
        return issues.isEmpty
    }
}

/// Any JSON value.
enum JSON: Codable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JSON].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let bool): try value.encode(bool)
        case .number(let number): try value.encode(number)
        case .string(let string): try value.encode(string)
        case .array(let array): try value.encode(array)
        case .object(let object): try value.encode(object)
        }
    }
}
