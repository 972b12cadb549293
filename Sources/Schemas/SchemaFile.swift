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
        var lookup: [String]?
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
        var minimum: Decimal?
        var maximum: Decimal?
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

    /// A text or a whole number.
    struct Scalar: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) {
                text = String(number)
            } else {
                text = try value.decode(String.self)
            }
        }
    }

    var name: String
    var title: String?
    var environment: String
    var aliases: [String]?
    var primaryKey: [String]?
    var fields: [FieldEntry]

    enum CodingKeys: String, CodingKey {
        case name, title, primaryKey, fields
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
                remedy: "Compare it with the other files of schemas/; docs/schemas.md names the keys")
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

    private func schema(file: String) throws(SchemaError) -> EntitySchema {
        guard let environment = Environment(rawValue: environment) else {
            throw SchemaError(
                file: file, what: "p2c:environment is \"\(self.environment)\"",
                remedy: "Write sales, finops or cds")
        }
        var made: [Field] = []
        for entry in fields { made.append(try entry.field(file: file)) }
        return EntitySchema(
            environment: environment, name: name, label: title ?? name, aliases: aliases ?? [],
            primaryKey: primaryKey ?? [], fields: made)
    }
}

extension SchemaFile.FieldEntry {
    fileprivate func field(file: String) throws(SchemaError) -> Field {
        var field = Field(name: name, type: try fieldType(file: file))
        field.title = title
        field.isRequired = constraints?.required ?? false
        field.maxLength = constraints?.maxLength
        field.minimum = constraints?.minimum.map { "\($0)" }
        field.maximum = constraints?.maximum.map { "\($0)" }
        field.scale = scale
        field.options = (categories ?? []).map { category in
            FieldOption(
                value: category.value.text, label: category.label,
                number: category.number.map(String.init))
        }
        field.lookup = lookup.map { Field.Lookup(targets: $0) }
        field.migrationType = migrationType
        return field
    }

    private func fieldType(file: String) throws(SchemaError) -> FieldType {
        if categories?.isEmpty == false { return .option }
        switch type ?? "string" {
        case "string": return format == "uuid" ? .guid : .string
        case "integer": return .integer
        case "number": return .decimal
        case "boolean":
            return .boolean(
                whenTrue: trueValues?.first ?? "true", whenFalse: falseValues?.first ?? "false")
        case "date": return .date
        case "datetime": return .dateTime
        case let other:
            throw SchemaError(
                file: file, what: "The field \(name) has the type \"\(other)\"",
                remedy: "Write string, integer, number, boolean, date or datetime")
        }
    }
}
