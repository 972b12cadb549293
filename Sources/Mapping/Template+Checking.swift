import JSON5
import Records

extension Template {
    /// Everything that is wrong with the template on its own, in the order of the file. `schema` finds the
    /// schema of an entity, for messages.
    func problems(naming schema: (EntityReference) -> EntitySchema?) -> [MappingError] {
        guard !tasks.isEmpty else {
            return [MappingError(.templateStructureWrong, "there is no task", at: place)]
        }
        var names: Set<String> = []
        return tasks.flatMap { task in
            let isFirst = names.insert(task.name.foldedName).inserted
            return (isFirst ? [] : [task.nameTaken]) + task.problems(naming: schema)
        }
    }
}

extension TemplateTask {
    fileprivate var nameTaken: MappingError {
        MappingError(
            .templateStructureWrong, "another task is called '\(name)' too", at: place)
    }

    fileprivate func problems(
        naming schema: (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        var problems: [MappingError] = []
        if let leg = legs.first, leg.source.environment == .cds {
            problems.append(leg.startsNowhere)
        }
        if !(1...2).contains(legs.count) {
            problems.append(
                MappingError(
                    .templateStructureWrong, "the task has \(legs.count) legs", at: place))
        }
        for (leg, next) in zip(legs, legs.dropFirst())
        where !leg.destination.isSame(as: next.source) {
            let detail =
                "the leg starts from \(next.source.displayName), but the leg before it ends in "
                + leg.destination.displayName
            problems.append(MappingError(.templateStructureWrong, detail, at: next.place))
        }
        problems += legs.dropFirst().compactMap(\.filterWithoutEffect)
        return problems + legs.flatMap { $0.problems(naming: schema) }
    }
}

extension Leg {
    /// The rows that do something.
    package var enabledMappings: [FieldMapping] { fieldMappings.filter(\.isEnabled) }

    /// The key fields that mappings must fill. The legal entity comes from the connection set.
    var mappedKey: [String] { integrationKey.filter { !$0.isSameName(as: "dataAreaId") } }

    /// The fields of the source from which the integration key is made.
    package var keySources: [String] {
        enabledMappings.filter { row in
            integrationKey.contains { $0.isSameName(as: row.destinationField) }
        }.flatMap(\.sourceFields)
    }

    fileprivate var startsNowhere: MappingError {
        MappingError(
            .templateStructureWrong,
            "the task starts from \(source.displayName), and no package brings records of CDS",
            at: place
        ).toDo("Put a leg before it that brings them from Sales or Fin and Ops to CDS")
    }

    /// The complaint about a filter behind CDS: CDS keeps what the destination takes.
    fileprivate var filterWithoutEffect: MappingError? {
        sourceFilter.map { filter in
            MappingError(
                .templateStructureWrong, "only the first leg of a task has a source filter",
                at: filter.expression.place ?? place
            ).toDo("Put the condition into the sourceFilter of the first leg, by its fields")
        }
    }

    fileprivate func problems(
        naming schema: (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        let mappings = enabledMappings
        var filled: Set<String> = []
        var problems: [MappingError] = []
        for mapping in mappings {
            if !filled.insert(mapping.destinationField.foldedName).inserted {
                problems.append(
                    MappingError(
                        .destinationMappedTwice,
                        "'\(mapping.destinationField)' is filled by another mapping already",
                        at: mapping.place))
            }
            problems += mapping.problems()
        }
        return problems + keyProblems(in: schema(destination))
    }

    /// The fields of the key that no mapping fills. `schema` describes the destination.
    func keyProblems(in schema: EntitySchema?) -> [MappingError] {
        let missing = schema.map(fieldsMissingInKey) ?? []
        guard missing.isEmpty else {
            let fields = missing.map { "'\($0)'" }.joined(separator: ", ")
            return [
                MappingError(
                    .integrationKeyNotMapped,
                    "\(fields) of the primaryKey of \(destination.displayName) is not in the key: "
                        + "records that differ in it alone would be one", at: keyPlace ?? place
                ).toDo(
                    "Add \(fields) to integrationKey, or take it out of primaryKey in the schema")
            ]
        }
        return mappedKey.filter { field in
            !enabledMappings.contains { $0.destinationField.isSameName(as: field) }
        }.map { field in
            let base = FieldPath(field).base
            guard let schema, schema.field(named: base) == nil else {
                return MappingError(
                    .integrationKeyNotMapped, "no mapping fills the key field '\(field)'",
                    at: keyPlace ?? place)
            }
            let near = NearNames.of(base, among: schema.fields.map(\.name)).first
            return MappingError(
                .integrationKeyNotMapped,
                "the key is '\(field)', and \(destination.displayName) has no field '\(base)'",
                at: keyPlace ?? place
            ).toDo(
                "Correct integrationKey" + (near.map { ": the nearest is '\($0)'" } ?? "")
                    + ", or bring the field into the schema and fill it")
        }
    }

    /// The fields of a schema's primary key that a key of a part of its fields lacks. Sales has ids
    /// besides, and the company belongs to every key.
    private func fieldsMissingInKey(of schema: EntitySchema) -> [String] {
        func isCompany(_ name: String) -> Bool {
            name.isSameName(as: "dataAreaId") || name.isOrganizationName
        }
        let key = integrationKey.map { FieldPath($0).base }.filter { !isCompany($0) }
        let whole = schema.primaryKey.filter { !isCompany($0) }
        let isPart = key.allSatisfy { field in whole.contains { $0.isSameName(as: field) } }
        guard schema.environment != .sales, !key.isEmpty, isPart else { return [] }
        return whole.filter { field in !key.contains { $0.isSameName(as: field) } }
    }
}

extension FieldMapping {
    fileprivate func problems() -> [MappingError] {
        var problems = valueTransforms.flatMap { transform -> [MappingError] in
            guard case .valueMap(let map) = transform, map.file == nil else { return [] }
            return map.entries.problems(at: place)
        }
        guard sourceField == nil, expression == nil, problems.isEmpty else { return problems }
        switch valueTransforms.constant() {
        case .value: break
        case .nothing:
            problems.append(
                MappingError(
                    .mappingWithoutSource, "nothing fills '\(destinationField)'", at: place))
        case .refused(let value, let reason):
            problems.append(refusal(of: value, because: reason))
        }
        return problems
    }
}

extension [ValueMap.Entry] {
    fileprivate func problems(at place: DocumentPlace) -> [MappingError] {
        if isEmpty { return [MappingError(.valueMapEmpty, "the value map is empty", at: place)] }
        var values: [String: String] = [:]
        let ambiguous = filter { entry in
            let other = values.updateValue(entry.value, forKey: entry.foldedKey)
            return other != nil && other != entry.value
        }
        return ambiguous.map { entry in
            MappingError(
                .valueMapKeyRepeated, "the value map has the key '\(entry.key)' twice", at: place)
        }
    }
}
