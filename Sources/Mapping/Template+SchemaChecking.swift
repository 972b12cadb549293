import JSON5
import Records

extension Template {
    /// Everything in the template that does not fit the entities: unknown entities, unknown fields,
    /// lookups whose table nobody names. `schema` finds the schema of an entity.
    package func problems(
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        tasks.flatMap(\.legs).flatMap { leg in
            leg.problems(source: schema(leg.source), destination: schema(leg.destination))
        }
    }
}

extension Leg {
    fileprivate func problems(
        source: EntitySchema?, destination: EntitySchema?
    ) -> [MappingError] {
        var problems: [MappingError] = []
        if source == nil { problems.append(withoutSchema(self.source)) }
        if destination == nil { problems.append(withoutSchema(self.destination)) }
        if destination != nil { problems += integrationKey.isEmpty ? [withoutKey] : keyProblems }
        if let source, let sourceFilter {
            problems += sourceFilter.expression.problems(
                in: source, named: self.source, code: .sourceFilterWrong,
                at: sourceFilter.place ?? place.member("sourceFilter", line: nil))
        }
        for mapping in enabledMappings {
            if let source { problems += mapping.problems(source: source, named: self.source) }
            if let destination {
                let unknown = mapping.problems(destination: destination, named: self.destination)
                problems +=
                    unknown.isEmpty
                    ? mapping.lengthProblems(destination) + mapping.defaultProblems(destination)
                    : unknown
            }
            if let source, let destination {
                problems += mapping.typeProblems(source: source, destination: destination)
            }
        }
        return problems
    }

    private func withoutSchema(_ entity: EntityReference) -> MappingError {
        MappingError(
            .entityWithoutSchema, "there is no schema for \(entity.displayName)", at: place)
    }
}

extension FieldMapping {
    fileprivate func problems(
        source schema: EntitySchema, named entity: EntityReference
    ) -> [MappingError] {
        if let expression {
            return expression.problems(
                in: schema, named: entity, code: .expressionWrong,
                at: place.member("expression", line: nil))
        }
        guard let sourceField else { return [] }
        return problems(of: sourceField, in: schema, named: entity, code: .sourceFieldUnknown)
    }

    fileprivate func problems(
        destination schema: EntitySchema, named entity: EntityReference
    ) -> [MappingError] {
        problems(of: destinationField, in: schema, named: entity, code: .destinationFieldUnknown)
    }

    /// The complaint about a Truncate to a length that the schema does not tell.
    fileprivate func lengthProblems(_ schema: EntitySchema) -> [MappingError] {
        guard valueTransforms.contains(.truncate),
            schema.field(named: destinationField)?.maxLength == nil
        else { return [] }
        return [truncatesToUnknownLength]
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

    /// The complaint about a value that the destination can never take.
    fileprivate func typeProblems(
        source: EntitySchema, destination: EntitySchema
    ) -> [MappingError] {
        expression == nil
            ? copyProblems(source: source, destination: destination)
            : expressionProblems(source: source, destination: destination)
    }

    private func copyProblems(
        source: EntitySchema, destination: EntitySchema
    ) -> [MappingError] {
        let isCopy = valueTransforms.allSatisfy { if case .default = $0 { true } else { false } }
        guard isCopy, let from = sourceField.flatMap({ source.field(named: $0) }),
            let to = destination.field(named: destinationField), !from.type.mayBecome(to.type)
        else { return [] }
        let detail =
            "'\(from.name)' is \(ExpressionType(from).words), and '\(to.name)' is "
            + ExpressionType(to).words
        return [MappingError(.typesDoNotFit, detail, at: place)]
    }

    private func expressionProblems(
        source: EntitySchema, destination: EntitySchema
    ) -> [MappingError] {
        guard let expression, valueTransforms.isEmpty,
            let type = try? expression.type(in: source),
            let field = destination.field(named: destinationField), !type.fits(field.type)
        else { return [] }
        let detail =
            "the expression is \(type.words), and '\(destinationField)' is "
            + ExpressionType(field).words
        return [
            MappingError(.expressionWrong, detail, at: place.member("expression", line: nil))
        ]
    }

    private func problems(
        of name: String, in schema: EntitySchema, named entity: EntityReference, code: IssueCode
    ) -> [MappingError] {
        if schema.field(named: name) != nil { return [] }
        let path = FieldPath(name)
        guard schema.field(named: path.base) != nil else {
            let detail = "\(entity.displayName) has no field '\(path.base)'"
            return [MappingError(code, detail, at: place)]
        }
        guard path.tables(in: schema).isEmpty else { return [] }
        let detail = "\(entity.displayName) does not say to which table '\(path.base)' points"
        return [MappingError(.lookupWithoutTable, detail, at: place)]
    }
}

extension ValueExpression {
    /// Unknown fields; when there are none, the types that do not fit.
    fileprivate func problems(
        in schema: EntitySchema, named entity: EntityReference, code: IssueCode,
        at place: DocumentPlace
    ) -> [MappingError] {
        let unknown = unknownFields(in: schema)
        let what = code == .sourceFilterWrong ? "source filter" : "expression"
        guard unknown.isEmpty else {
            return unknown.map { name in
                MappingError(
                    .sourceFieldUnknown,
                    "the \(what) names '\(name)', which \(entity.displayName) does not have",
                    at: place)
            }
        }
        do throws(ExpressionError) {
            _ = try type(in: schema)
            return []
        } catch {
            return [MappingError(code, error, at: place)]
        }
    }
}

extension FieldType {
    private enum Family { case number, moment, truth, identifier, any }

    private var family: Family {
        switch self {
        case .integer, .decimal: .number
        case .date, .dateTime, .time, .year, .yearMonth: .moment
        case .boolean: .truth
        case .guid: .identifier
        case .string, .option: .any
        }
    }

    /// False where no value of this type is one of the other: a number is no day. Texts and options may
    /// be anything, and 0 and 1 are yes and no.
    fileprivate func mayBecome(_ other: FieldType) -> Bool {
        switch (family, other.family) {
        case (.any, _), (_, .any), (.number, .truth), (.truth, .number): true
        case (let one, let two): one == two
        }
    }
}
