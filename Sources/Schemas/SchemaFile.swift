import FoundationEssentials
import Records

/// One file of `schemas/`: Table Schema 2.0 as JSON with a few keys of our own, whose names begin
/// with `p2c:`. https://datapackage.org/standard/table-schema/
struct SchemaFile: Decodable {
    struct FieldEntry: Decodable {
        var name: String
        var title: String?
        var type: String?
        var format: String?
        var constraints: Constraints?
        var categories: [Category]?
        var trueValues: [String]?
        var falseValues: [String]?
        var scale: Int?
        var lookup: OneOrMany?
        var migrationType: String?

        enum CodingKeys: String, CodingKey {
            case name, title, type, format, constraints, categories, trueValues, falseValues
            case scale = "p2c:scale"
            case lookup = "p2c:lookup"
            case migrationType = "p2c:migrationType"
        }
    }

    struct Constraints: Decodable {
        var required: Bool?
        var maxLength: Int?
        var minimum: Scalar?
        var maximum: Scalar?
        var allowed: [Scalar]?
        /// Constraints that nobody would check.
        var unknown: [String]

        enum CodingKeys: String, CodingKey, CaseIterable {
            case required, maxLength, minimum, maximum
            case allowed = "enum"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            required = try values.decodeIfPresent(Bool.self, forKey: .required)
            maxLength = try values.decodeIfPresent(Int.self, forKey: .maxLength)
            minimum = try values.decodeIfPresent(Scalar.self, forKey: .minimum)
            maximum = try values.decodeIfPresent(Scalar.self, forKey: .maximum)
            allowed = try values.decodeIfPresent([Scalar].self, forKey: .allowed)
            let known = CodingKeys.allCases.map(\.rawValue)
            unknown = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
                .filter { !known.contains($0) }.sorted()
        }
    }

    /// A key of any name.
    struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    struct Category: Decodable {
        var value: Scalar
        var label: String?
        var number: Int?

        enum CodingKeys: String, CodingKey {
            case value, label
            case number = "p2c:number"
        }
    }

    /// A text, a number or a boolean, as text.
    struct Scalar: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self.text = text
            } else if let truth = try? value.decode(Bool.self) {
                text = truth ? "true" : "false"
            } else {
                text = "\(try value.decode(Decimal.self))"
            }
        }
    }

    /// A text or several.
    struct OneOrMany: Decodable {
        var texts: [String]

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                texts = [text]
            } else {
                texts = try value.decode([String].self)
            }
        }
    }

    var name: String
    var title: String?
    var environment: String
    var aliases: [String]?
    var primaryKey: OneOrMany?
    var missingValues: [String]?
    var fields: [FieldEntry]

    enum CodingKeys: String, CodingKey {
        case name, title, primaryKey, missingValues, fields
        case environment = "p2c:environment"
        case aliases = "p2c:aliases"
    }
}

extension SchemaFile {
    /// Reads an entity schema out of the bytes of a file; JSON5 is accepted.
    static func parse(_ bytes: [UInt8], file: String) throws(SchemaError) -> EntitySchema {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let parsed: SchemaFile
        do {
            parsed = try decoder.decode(SchemaFile.self, from: Data(bytes))
        } catch {
            throw SchemaError(
                file: file, what: sentence(for: error),
                remedy:
                    "Compare it with the other files of schemas/; docs/schemas.md names the keys")
        }
        return try parsed.schema(file: file)
    }

    private static func sentence(for error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.map { key in
                key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
            }.joined()
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(place(context)) has no \"\(key.stringValue)\""
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(place(context)) is of the wrong kind: \(context.debugDescription)"
        case .dataCorrupted(let context):
            let reason = context.underlyingError.map { " \($0)" } ?? ""
            return "\(place(context)) \(context.debugDescription)\(reason)"
        @unknown default: return "\(error)"
        }
    }
}
