import Records

/// Makes the plans of a `LegMapper` from the rows of a leg and the columns of a file.
struct LegCompiler {
    let source: FieldBinder
    let destinationSchema: EntitySchema?
    let organization: String?
    let runTime: String?
    private(set) var pool = ConstantPool()

    init(
        source: FieldBinder, destinationSchema: EntitySchema?, organization: String?,
        runTime: String?
    ) {
        self.source = source
        self.destinationSchema = destinationSchema
        self.organization = organization
        self.runTime = runTime
    }

    /// Nil when the file lacks the source and nothing else fills the destination: a column that is
    /// absent must not become an empty one, which would clear the destination's values.
    mutating func plan(_ mapping: FieldMapping) throws(MappingError) -> LegMapper.Plan? {
        guard let origin = try sourceOrigin(of: mapping) else { return try constantPlan(mapping) }
        let isClosed = isClosed(mapping)
        var transforms: [CompiledTransform] = []
        for transform in mapping.valueTransforms {
            transforms.append(CompiledTransform(transform, isClosed: isClosed, pool: &pool))
        }
        return plan(mapping, origin, transforms)
    }

    /// Throws when no plan fills a field of the leg's integration key.
    func checkKey(of leg: Leg, plans: [LegMapper.Plan]) throws(MappingError) {
        for field in leg.mappedKey {
            if plans.contains(where: { $0.destination.isSameName(as: field) }) { continue }
            let mapping = leg.enabledMappings.first { $0.destinationField.isSameName(as: field) }
            let fields = mapping?.sourceFields.map { "'\($0)'" } ?? []
            let source =
                fields.isEmpty ? "nothing" : "no column \(fields.joined(separator: " or "))"
            throw MappingError(
                .keyColumnMissing, "the file has \(source) for the key field '\(field)'",
                at: mapping?.place ?? leg.place)
        }
    }

    private func sourceOrigin(
        of mapping: FieldMapping
    ) throws(MappingError) -> LegMapper.Origin? {
        if let expression = mapping.expression {
            let compiled = try CompiledExpression(
                expression, binder: source, runTime: runTime, failing: .expressionWrong,
                at: mapping.place)
            return compiled.lacksAllFields ? nil : .expression(compiled)
        }
        guard let field = mapping.sourceField else { return nil }
        return switch try source.origin(of: field, at: mapping.place) {
        case .column(let column): .column(column)
        case .lookup(let lookup): .lookup(lookup)
        case nil: nil
        }
    }

    private mutating func constantPlan(
        _ mapping: FieldMapping
    ) throws(MappingError) -> LegMapper.Plan? {
        if let organization, mapping.isOrganizationPlaceholder {
            return plan(mapping, .constant(pool.cell(of: organization)), [])
        }
        switch mapping.valueTransforms.constant(isClosed: isClosed(mapping)) {
        case .value(let text): return plan(mapping, .constant(pool.cell(of: text)), [])
        case .nothing: return nil
        case .refused(let value):
            throw MappingError(
                .defaultNotInValueMap,
                "the default \"\(value)\" of '\(mapping.destinationField)' is not in the value map",
                at: mapping.place)
        }
    }

    private func plan(
        _ mapping: FieldMapping, _ origin: LegMapper.Origin, _ transforms: [CompiledTransform]
    ) -> LegMapper.Plan {
        LegMapper.Plan(
            destination: mapping.destinationField,
            sourceField: mapping.sourceField ?? mapping.destinationField, origin: origin,
            transforms: transforms)
    }

    /// Whether one of the two fields takes a closed set of values, so that a value map which lacks
    /// a value cannot let it pass.
    private func isClosed(_ mapping: FieldMapping) -> Bool {
        let source = mapping.sourceField.flatMap { self.source.schema?.field(named: $0) }
        let destination = destinationSchema?.field(named: mapping.destinationField)
        return [source, destination].contains { field in
            switch field?.type {
            case .option, .boolean: true
            default: false
            }
        }
    }
}

extension FieldMapping {
    /// True for the CDS organization that Microsoft's templates leave to be filled in: `ORG001`.
    fileprivate var isOrganizationPlaceholder: Bool {
        guard sourceField == nil, expression == nil, valueTransforms.count == 1,
            case .default = valueTransforms[0]
        else { return false }
        let name = destinationField.foldedName
        return name == "organization_organizationid"
            || name.hasSuffix("_organization_organizationid")
    }
}
