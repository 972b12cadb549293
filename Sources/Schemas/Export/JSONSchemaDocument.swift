import JSON5
import Records

/// A record of an entity as a JSON Schema (2020-12): an object as `p2c cat --to jsonl` prints it,
/// whose values are texts, and null where there is none.
package struct JSONSchemaDocument {
    private let schema: EntitySchema

    package init(_ schema: EntitySchema) { self.schema = schema }

    package var bytes: [UInt8] {
        let required = schema.fields.filter(\.isRequired).map(\.name)
        var members: [(String, JSON5Value)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text(schema.label)), ("type", .text("object")),
            ("properties", .object(schema.fields.map { ($0.name, property($0)) })),
        ]
        if !required.isEmpty { members.append(("required", .texts(required))) }
        members.append(("x-p2c-environment", .text(schema.environment.rawValue)))
        members.append(("x-p2c-entity", .text(schema.name)))
        if !schema.primaryKey.isEmpty {
            members.append(("x-p2c-primaryKey", .texts(schema.primaryKey)))
        }
        return JSON5Value.object(members).formatted
    }

    private func property(_ field: Field) -> JSON5Value {
        var members: [(String, JSON5Value)] = []
        if let title = field.title { members.append(("title", .text(title))) }
        members.append(
            ("type", field.isRequired ? .text("string") : .texts(["string", "null"])))
        if field.lookup == nil { members += rules(of: field) }
        if field.isRequired, !members.contains(where: { $0.0 == "minLength" }) {
            members.append(("minLength", .number(1)))
        }
        if let scale = field.scale { members.append(("x-p2c-scale", .number(scale))) }
        if let precision = field.precision {
            members.append(("x-p2c-precision", .number(precision)))
        }
        if let lookup = field.lookup { members.append(("x-p2c-lookup", .texts(lookup.targets))) }
        return .object(members)
    }

    private func rules(of field: Field) -> [(String, JSON5Value)] {
        switch field.type {
        case .string:
            var members: [(String, JSON5Value)] = []
            if let length = field.minLength { members.append(("minLength", .number(length))) }
            if let length = field.maxLength { members.append(("maxLength", .number(length))) }
            if !field.allowed.isEmpty { members.append(("enum", choices(field.allowed, field))) }
            return members
        case .integer: return [("pattern", .text("^[+-]?[0-9]+$"))] + bounds(field)
        case .decimal:
            return [("pattern", .text("^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$"))]
                + bounds(field)
        case .boolean(let whenTrue, let whenFalse):
            return [("enum", choices([whenTrue, whenFalse], field))]
        case .option: return [("enum", choices(field.options.map(\.value), field))]
        case .guid: return [("format", .text("uuid"))]
        case .date: return [("format", .text("date"))]
        case .dateTime: return [("format", .text("date-time"))]
        case .time: return [("format", .text("time"))]
        case .year: return [("pattern", .text("^[0-9]{4}$"))]
        case .yearMonth: return [("pattern", .text("^[0-9]{4}-[0-9]{2}$"))]
        }
    }

    /// Bounds of numbers that are texts are no rule of JSON Schema.
    private func bounds(_ field: Field) -> [(String, JSON5Value)] {
        let all = [
            ("x-p2c-minimum", field.minimum), ("x-p2c-maximum", field.maximum),
            ("x-p2c-exclusiveMinimum", field.exclusiveMinimum),
            ("x-p2c-exclusiveMaximum", field.exclusiveMaximum),
        ]
        return all.compactMap { name, value in value.map { (name, .number($0)) } }
    }

    private func choices(_ values: [String], _ field: Field) -> JSON5Value {
        let texts = values.map { JSON5Value.text($0) }
        return .list(field.isRequired ? texts : texts + [JSON5Value(content: .null, line: 0)])
    }
}
