import JSON5
import Records

extension SchemaOverlay {
    /// The layer of lengths that the overlay makes over a schema (see `SchemaLayers`), with what the
    /// layer before it has besides; and the fields that the schema does not know, which are left out.
    package func file(
        over schema: EntitySchema, before: [UInt8]?, path: String
    ) throws(SchemaError) -> (bytes: [UInt8], isEmpty: Bool, unknown: [String]) {
        var changed = schema
        let unknown = apply(to: &changed)
        var fields: [JSON5Value] = []
        for facets in self.fields {
            guard let field = changed.field(named: facets.name) else { continue }
            if let value = Self.value(of: field, was: schema.field(named: facets.name), file) {
                fields.append(value)
            }
        }
        var layer = JSON5Value.object([("fields", .list(fields))])
        if let before {
            layer = SchemaLayers.merge(try SchemaFile.json(before, file: path), layer)
        }
        return (layer.formatted, fields.isEmpty, unknown)
    }

    /// What is different in a field; nil for nothing.
    private static func value(of field: Field, was: Field?, _ source: String) -> JSON5Value? {
        var members: [(String, JSON5Value)] = []
        var constraints: [(String, JSON5Value)] = []
        if field.type != was?.type { members += SchemaFile.type(of: field) }
        if field.scale != was?.scale, let scale = field.scale {
            members.append(("p2c:scale", .number(scale)))
        }
        if field.precision != was?.precision, let precision = field.precision {
            members.append(("p2c:precision", .number(precision)))
        }
        if field.isRequired != was?.isRequired {
            constraints.append(("required", .flag(field.isRequired)))
        }
        if field.maxLength != was?.maxLength, let length = field.maxLength {
            constraints.append(("maxLength", .number(length)))
        }
        if !constraints.isEmpty { members.append(("constraints", .object(constraints))) }
        guard !members.isEmpty else { return nil }
        let known = was?.source.map { "\($0); " } ?? ""
        members.append(("p2c:source", .text("\(known)layer: \(source)")))
        return .object([("name", .text(field.name))] + members)
    }
}
