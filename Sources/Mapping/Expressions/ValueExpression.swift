import JSON5
import Records

/// An expression of a template: the grammar of OData 4.01's `$filter` and `$compute` over the
/// fields of one record. docs/expressions.md says what it knows and what it makes of values that
/// are missing.
package struct ValueExpression: Sendable {
    /// As the template writes it.
    package let text: String
    /// Where the template has it; nil where it was not read from one.
    package let place: DocumentPlace?
    /// Operands before what they belong to; the last one is the whole.
    let nodes: [ExpressionNode]

    /// Throws where the text is no expression, or where its types do not fit whatever its fields
    /// are.
    package init(_ text: String, at place: DocumentPlace? = nil) throws(ExpressionError) {
        self.text = text
        self.place = place
        nodes = try ExpressionParser.nodes(of: text)
        _ = try ExpressionTyper.code(of: self) { _ in .untyped }
    }

    /// True for a text that is an expression with a function in it.
    static func calls(in text: String) -> Bool {
        let nodes = (try? ValueExpression(text))?.nodes ?? []
        return nodes.contains { node in
            switch node.kind {
            case .call, .cast, .choice: true
            default: false
            }
        }
    }

    /// The fields that it looks at, each once, in the order of the text.
    package var fieldNames: [String] { fieldParts.map(\.name) }

    /// The fields with the places where they first stand.
    var fieldParts: [(name: String, range: Range<Int>)] {
        var parts: [(name: String, range: Range<Int>)] = []
        for node in nodes {
            guard case .field(let name) = node.kind,
                !parts.contains(where: { $0.name.isSameName(as: name) })
            else { continue }
            parts.append((name, node.range))
        }
        return parts
    }

    /// The type of its values, given the entity. Throws where the types of fields do not fit, or it is
    /// not the one that is wanted.
    func type(
        in schema: EntitySchema?, as wanted: ExpressionType? = nil
    ) throws(ExpressionError) -> ExpressionType {
        try ExpressionTyper.code(of: self, as: wanted) { ExpressionField($0).type(in: schema) }.type
    }
}

/// A field's name in an expression. What OData calls `_parentcustomerid_value` is the lookup's own
/// column, `parentcustomerid`.
struct ExpressionField {
    let name: String
    let path: FieldPath

    init(_ name: String) {
        self.name = name
        path = FieldPath(name)
    }

    /// The lookup of `_lookup_value`; nil for any other name.
    var lookup: String? {
        let folded = name.foldedName
        guard folded.hasPrefix("_"), folded.hasSuffix("_value"), name.utf8.count > 7 else {
            return nil
        }
        return String(name.dropFirst().dropLast("_value".count))
    }

    /// The field or, of a path, the lookup that it begins with.
    func field(in schema: EntitySchema) -> Field? {
        schema.field(named: name) ?? schema.field(named: path.base)
            ?? lookup.flatMap { schema.field(named: $0) }
    }

    /// The type of its values; of what lies behind a lookup it is not known.
    func type(in schema: EntitySchema?) -> ExpressionType {
        guard let schema, let field = field(in: schema) else { return .untyped }
        if path.isLookup && !field.name.isSameName(as: name) { return .untyped }
        return ExpressionType(field)
    }
}
