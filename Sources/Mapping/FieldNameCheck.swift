import JSON5
import Records

/// Tells whether an entity has a field that a template names, also one behind a lookup.
struct FieldNameCheck {
    let schema: EntitySchema
    /// The entity as the template calls it.
    let entity: EntityReference
    /// Finds the schemas of the tables behind lookups.
    let find: (EntityReference) -> EntitySchema?

    /// What is wrong with a name.
    enum Fault {
        case unknownField(String, near: String?)
        /// Nothing says to which table the lookup points, or it points to another one.
        case wrongTable(String, remedy: String? = nil)
    }

    /// What to do about a name that is none of a field.
    static func correction(_ name: String) -> String {
        "Correct \(name); or bring the field into the schema with p2c schema import or an overlay"
    }

    /// Nil when the name is one of a field.
    func fault(in name: String) -> Fault? {
        if schema.field(named: name) != nil { return nil }
        let path = FieldPath(name)
        guard let base = schema.field(named: path.base) else {
            let near = NearNames.of(path.base, among: schema.fields.map(\.name)).first
            return .unknownField("\(entity.displayName) has no field '\(path.base)'", near: near)
        }
        guard !path.tables(in: schema).isEmpty else {
            if base.type != .guid, base.lookup == nil { return noLookup(base) }
            return .wrongTable(
                "\(entity.displayName) does not say to which table '\(path.base)' points")
        }
        let known = base.lookup?.targets ?? []
        for target in path.targets {
            if let fault = fault(in: target, of: path.base, known: known) { return fault }
        }
        return nil
    }

    private func noLookup(_ field: Field) -> Fault {
        .wrongTable(
            "'\(field.name)' of \(entity.displayName) is no lookup: nothing lies behind it",
            remedy: "Write '\(field.name)' alone; or name its table by p2c:lookup in the schema "
                + schema.name)
    }

    /// Of a lookup to several tables without the name of one, it is enough that one has the field.
    private func fault(
        in target: FieldPath.Target, of base: String, known: [String]
    ) -> Fault? {
        if let table = target.table, !known.isEmpty,
            !known.contains(where: { isSame(table, $0) })
        {
            return .wrongTable(
                "'\(base)' points to \(known.joined(separator: " or ")), not to '\(table)'",
                remedy:
                    "Name one of these in the row; or correct p2c:lookup of '\(base)' in the schema "
                    + schema.name)
        }
        let tables = target.table.map { [$0] } ?? known
        let isThere = tables.contains { table in
            schema(of: table).map { $0.field(named: target.keyField) != nil } ?? true
        }
        if isThere { return nil }
        let names = tables.map { schema(of: $0)?.name ?? $0 }.joined(separator: " and ")
        let has = tables.count > 1 ? "have" : "has"
        let fields = tables.compactMap { schema(of: $0) }.flatMap { $0.fields.map(\.name) }
        return .unknownField(
            "\(names), behind '\(base)', \(has) no field '\(target.keyField)'",
            near: NearNames.of(target.keyField, among: fields).first)
    }

    private func schema(of table: String) -> EntitySchema? {
        find(EntityReference(entity.environment, table))
    }

    private func isSame(_ one: String, _ other: String) -> Bool {
        if one.isSameName(as: other) { return true }
        guard let schema = schema(of: one) else { return false }
        return schema.isNamed(other)
    }
}

extension FieldNameCheck.Fault {
    /// `code` is that of a field which is not there.
    func error(_ code: IssueCode, at place: DocumentPlace) -> MappingError {
        switch self {
        case .unknownField(let detail, let near):
            MappingError(code, detail, at: place).toDo(
                near.map { FieldNameCheck.correction("the name to '\($0)'") })
        case .wrongTable(let detail, let remedy):
            MappingError(.lookupWithoutTable, detail, at: place).toDo(remedy)
        }
    }
}

extension ValueExpression {
    /// Fields that are not there; when there are none, the types that do not fit. `code` is that of the
    /// latter, and `what` calls the expression by its part in the template. `wanted` is the type that it
    /// must have, where there is one.
    func problems(
        _ check: FieldNameCheck, what: String, code: IssueCode, as wanted: ExpressionType? = nil,
        at place: DocumentPlace
    ) -> [MappingError] {
        let unknown = fieldParts.compactMap { part in
            fault(in: part, check, what: what, at: place)
        }
        guard unknown.isEmpty else { return unknown }
        do throws(ExpressionError) {
            _ = try type(in: check.schema, as: wanted)
            return []
        } catch {
            return [MappingError(code, error, at: place)]
        }
    }

    private func fault(
        in part: (name: String, range: Range<Int>), _ check: FieldNameCheck, what: String,
        at place: DocumentPlace
    ) -> MappingError? {
        let field = ExpressionField(part.name)
        func error(_ code: IssueCode, _ detail: String) -> MappingError {
            MappingError(
                code, ExpressionError(detail: detail, text: text, range: part.range), at: place)
        }
        guard field.field(in: check.schema) != nil else {
            let detail =
                "the \(what) names '\(part.name)', which \(check.entity.displayName) does not have"
            return error(.sourceFieldUnknown, detail)
                .toDo(remedy(for: part, among: check.schema, isRow: what == "expression"))
        }
        guard field.path.isLookup else { return nil }
        switch check.fault(in: part.name) {
        case .unknownField(let detail, _):
            return error(.sourceFieldUnknown, "the \(what): \(detail)")
        case .wrongTable(let detail, let remedy):
            return error(.lookupWithoutTable, "the \(what): \(detail)").toDo(remedy)
        case nil: return nil
        }
    }

    /// What to do about a name that is none of a field; nil for what the catalogue says.
    private func remedy(
        for part: (name: String, range: Range<Int>), among schema: EntitySchema, isRow: Bool
    ) -> String? {
        let near = NearNames.of(part.name, among: schema.fields.map(\.name)).first
        let name = "the name" + (near.map { " to '\($0)'" } ?? "")
        if isCompared(part.range) {
            return "Text stands in single quotes: '\(part.name)'; or correct \(name)"
        }
        if isRow { return nil }
        return FieldNameCheck.correction(name)
    }

    /// True for a part that is compared with anything but a literal.
    private func isCompared(_ range: Range<Int>) -> Bool {
        nodes.contains { node in
            guard case .comparison = node.kind else { return false }
            let sides = node.operands.map { nodes[$0] }
            return sides.contains { $0.range == range }
                && sides.contains { side in
                    if case .literal = side.kind { return false }
                    return side.range != range
                }
        }
    }
}
