import JSON5
import Records

extension Template {
    /// Everything in the template that does not fit the entities: unknown entities, unknown fields,
    /// lookups whose table nobody names. `schema` finds the schema of an entity.
    package func problems(
        finding schema: @escaping (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        problems(knowing: { _ in [] }, finding: schema)
    }

    /// The same with the nearest of the `names` that the entities of a system have, where there is no
    /// schema.
    package func problems(
        knowing names: (Environment) -> [String],
        finding schema: @escaping (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        tasks.flatMap(\.legs).flatMap { $0.problems(knowing: names, finding: schema) }
    }
}

extension Leg {
    fileprivate func problems(
        knowing entities: (Environment) -> [String],
        finding find: @escaping (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        let (from, to) = (find(source), find(destination))
        var problems: [MappingError] = []
        if from == nil {
            problems.append(withoutSchema(source, entities(source.environment), at: sourcePlace))
        }
        if to == nil {
            problems.append(
                withoutSchema(
                    destination, entities(destination.environment), at: destinationPlace))
        }
        if let to { problems += integrationKey.isEmpty ? [withoutKey] : keyProblems(in: to) }
        problems += organizationProblems
        if !separatesCompanies { problems.append(keyWithoutCompany) }
        if !separatesRecords { problems.append(keyOfConstants) }
        let names = from.map { FieldNameCheck(schema: $0, entity: source, find: find) }
        if let names, let filter = sourceFilter?.expression {
            problems += filter.problems(
                names, what: "source filter", code: .sourceFilterWrong, as: .boolean,
                at: filter.place ?? place.member("sourceFilter", line: nil))
        }
        let destinationNames = to.map {
            FieldNameCheck(schema: $0, entity: destination, find: find)
        }
        for mapping in enabledMappings {
            problems += mapping.problems(source: names, destination: destinationNames)
        }
        return problems
    }

    /// False for a leg to CDS whose key is the same for the records of two companies. Sales and F&O
    /// have the company besides the key.
    private var separatesCompanies: Bool {
        guard destination.environment == .cds, !integrationKey.isEmpty else { return true }
        let rows = enabledMappings
        return integrationKey.contains { field in
            if field.isOrganizationName { return true }
            return rows.contains { $0.destinationField.isSameName(as: field) && $0.isLegalEntity }
        }
    }

    /// False for a leg whose key is the same for all records: no row gives one of its fields anything of
    /// the source.
    private var separatesRecords: Bool {
        let fixed = enabledMappings.filter(\.sourceFields.isEmpty).map(\.destinationField)
        return integrationKey.isEmpty
            || !integrationKey.allSatisfy { key in fixed.contains { $0.isSameName(as: key) } }
    }

    /// The complaints about rows of a leg to CDS that take the organization of its key from a field. The
    /// company of Fin and Ops is one.
    private var organizationProblems: [MappingError] {
        guard destination.environment == .cds else { return [] }
        return enabledMappings.filter { row in
            row.destinationField.isOrganizationName
                && (row.expression != nil || !row.sourceFields.isEmpty)
                && integrationKey.contains { $0.isSameName(as: row.destinationField) }
                && !row.sourceFields.contains { $0.isSameName(as: "dataAreaId") }
        }.map { row in
            let sources = row.sourceFields.map { "'\($0)'" }.joined(separator: ", ")
            let origin = sources.isEmpty ? "an expression" : sources
            return MappingError(
                .keyWithoutCompany,
                "'\(row.destinationField)' is made of \(origin), which is no organization",
                at: row.place
            ).toDo(
                "Fill it by a Default without a source field, \"ORG001\": the organization of the "
                    + "company takes its place")
        }
    }

    private var keyOfConstants: MappingError {
        let key = integrationKey.map { "'\($0)'" }.joined(separator: ", ")
        return MappingError(
            .integrationKeyNotMapped,
            "the key of \(destination.displayName) is \(key), the same for all records", at: place
        ).toDo("Add the field by which records differ to integrationKey")
    }

    private var keyWithoutCompany: MappingError {
        let key = integrationKey.map { "'\($0)'" }.joined(separator: ", ")
        return MappingError(
            .keyWithoutCompany,
            "the key of \(destination.displayName) is \(key), the same for records of two companies",
            at: place)
    }

    private func withoutSchema(
        _ entity: EntityReference, _ names: [String], at keyPlace: DocumentPlace?
    ) -> MappingError {
        let near = NearNames.of(entity.entity, among: names).first
        return MappingError(
            .entityWithoutSchema, "there is no schema for \(entity.displayName)",
            at: keyPlace ?? place
        ).toDo(
            near.map { "Correct the name to \"\($0)\", or add a schema for the entity to schemas/" }
        )
    }
}

extension FieldMapping {
    /// The complaint about a field whose schema has another form of numbers or times than what p2c writes.
    private func formProblems(_ destination: EntitySchema) -> [MappingError] {
        guard let field = destination.field(named: destinationField),
            field.numberStyle != nil || field.momentPattern != nil
        else { return [] }
        let (keys, form) =
            field.momentPattern == nil
            ? ("decimalChar, groupChar and bareNumber", "99.9") : ("format", "2026-11-23")
        return [
            MappingError(
                .typesDoNotFit,
                "'\(field.name)' is written as \(form), and its schema says that it has another form",
                at: place
            ).toDo("Take \(keys) of \(field.name) out of the schema \(destination.name)")
        ]
    }
}

extension FieldMapping {
    fileprivate func problems(
        source: FieldNameCheck?, destination: FieldNameCheck?
    ) -> [MappingError] {
        var problems = source.map(sourceProblems) ?? []
        guard let destination else { return problems }
        if let fault = destination.fault(in: destinationField) {
            problems.append(fault.error(.destinationFieldUnknown, at: place))
        } else {
            problems +=
                lengthProblems(destination.schema) + defaultProblems(destination.schema)
                + blankProblems(destination.schema) + formProblems(destination.schema)
                + lookupProblems(from: source?.schema, to: destination)
        }
        problems += refusedValues(source: source?.schema, destination: destination.schema)
        problems += optionsMappedTwice(source?.schema)
        guard let source else { return problems }
        return problems
            + typeProblems(source: source.schema, destination: destination.schema)
    }

    private func sourceProblems(_ names: FieldNameCheck) -> [MappingError] {
        if let expression {
            return expression.problems(
                names, what: "expression", code: .expressionWrong,
                at: expression.place ?? place.member("expression", line: nil))
        }
        guard let sourceField, let fault = names.fault(in: sourceField) else { return [] }
        let error = fault.error(.sourceFieldUnknown, at: place)
        let isExpression = ValueExpression.calls(in: sourceField)
        return [
            isExpression ? error.toDo("Write it as expression in the place of sourceField") : error
        ]
    }

    /// The complaint about a Truncate to a length that the schema does not tell.
    fileprivate func lengthProblems(_ schema: EntitySchema) -> [MappingError] {
        guard valueTransforms.contains(.truncate),
            let field = schema.field(named: destinationField), field.maxLength == nil
        else { return [] }
        if field.type == .string { return [truncatesToUnknownLength] }
        return [
            MappingError(
                .truncateWithoutLength,
                "'\(field.name)' is \(ExpressionType(field).words), and Truncate cuts texts",
                at: place
            ).toDo("Take the Truncate out")
        ]
    }

    /// The complaint about a default that is none of the destination's options.
    fileprivate func defaultProblems(_ schema: EntitySchema) -> [MappingError] {
        guard case .default(let value)? = valueTransforms.last,
            let field = schema.field(named: destinationField), field.type == .option,
            !field.options.isEmpty,
            !field.options.contains(where: { option in
                [option.value, option.label, option.number].contains {
                    $0?.isSameName(as: value) == true
                }
            })
        else { return [] }
        let known = field.options.prefix(8).map { "\"\($0.label ?? $0.value)\"" }
        let more = field.options.count > 8 ? " and \(field.options.count - 8) more" : ""
        return [
            MappingError(
                .defaultNoOption,
                "\"\(value)\" is no option of '\(field.name)'; there are "
                    + known.joined(separator: ", ") + more, at: place)
        ]
    }

    /// The complaint about a blank for all records where the destination requires a value.
    private func blankProblems(_ schema: EntitySchema) -> [MappingError] {
        guard sourceField == nil, expression == nil, !isOrganizationPlaceholder,
            schema.field(named: destinationField)?.isRequired == true,
            case .value(let text) = valueTransforms.constant(), text.isBlank
        else { return [] }
        return [
            MappingError(
                .mappingWithoutSource,
                "the Default of '\(destinationField)' is empty, and \(schema.name) requires the field",
                at: place
            ).toDo("Write a defaultValue, or name a sourceField")
        ]
    }
}
