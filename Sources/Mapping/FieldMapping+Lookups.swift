import Records

extension FieldMapping {
    /// The complaint about what is no id where a lookup of Sales takes the id of a record.
    func lookupProblems(
        from source: EntitySchema?, to destination: FieldNameCheck
    ) -> [MappingError] {
        guard destination.schema.environment == .sales,
            let field = destination.schema.field(named: destinationField),
            let lookup = field.lookup,
            let given = wordsOfNoID(in: source)
        else { return [] }
        let tables = lookup.targets.joined(separator: " or ")
        return [
            MappingError(
                .typesDoNotFit,
                "'\(field.name)' takes the id of a record of \(tables), and \(given)", at: place
            ).toDo(lookupRemedy(field.name, tables: lookup.targets, find: destination.find))
        ]
    }

    /// What the row gives, in words; nil where that is an id or may be one.
    private func wordsOfNoID(in source: EntitySchema?) -> String? {
        if valueTransforms.contains(where: \.hasEntries) { return nil }
        if let expression {
            guard let source, let type = try? expression.type(in: source),
                ![.guid, .untyped, .null].contains(type)
            else { return nil }
            return "the expression is \(type.words)"
        }
        guard let sourceField else {
            guard case .value(let text) = valueTransforms.constant(), !text.isBlank, !text.isGUID
            else { return nil }
            return "\"\(text)\" is none"
        }
        guard let source, let field = source.field(named: sourceField), !field.isID(in: source)
        else { return nil }
        return "'\(field.name)' is \(ExpressionType(field).words)"
    }

    private func lookupRemedy(
        _ name: String, tables: [String], find: (EntityReference) -> EntitySchema?
    ) -> String {
        let ids =
            sourceField == nil
            ? "" : "; where these are ids, say so by \"format\": \"uuid\" of the source's field"
        guard tables.count == 1 else {
            return "Write '\(name).TABLE(FIELD)' with the field that has these values\(ids)"
        }
        let field = find(EntityReference(.sales, tables[0]))?.businessKey ?? "FIELD"
        return
            "Write '\(name).\(field)', or another field of \(tables[0]) that has these values\(ids)"
    }
}

extension Field {
    /// True for ids of records of Sales.
    package func isID(in schema: EntitySchema) -> Bool {
        if lookup != nil || type == .guid { return true }
        return schema.environment == .sales
            && schema.primaryKey.contains { $0.isSameName(as: name) }
    }
}
