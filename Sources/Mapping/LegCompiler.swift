import JSON5
import Records

/// Makes the plans of a `LegMapper` from the rows of a leg and the columns of a file.
struct LegCompiler {
    let source: FieldBinder
    let destinationSchema: EntitySchema?
    /// The leg's destination by the name of the template.
    let destination: String
    let organization: String?
    let legalEntity: String?
    let runTime: String?
    private(set) var pool = ConstantPool()
    /// The lookups that rows read so far, by their folded names.
    private var lookups: Set<String> = []

    /// Stands for the company of the records in the text of a Default.
    static let legalEntityPlaceholder = "{legalEntity}"

    init(
        source: FieldBinder, destinationSchema: EntitySchema?, destination: String,
        organization: String?, legalEntity: String?, runTime: String?
    ) {
        self.source = source
        self.destinationSchema = destinationSchema
        self.destination = destination
        self.organization = organization
        self.legalEntity = legalEntity
        self.runTime = runTime
    }

    /// Nil when the file lacks the source and nothing else fills the destination: a column that is
    /// absent must not become an empty one, which would clear the destination's values.
    mutating func plan(_ mapping: FieldMapping) throws(MappingError) -> LegMapper.Plan? {
        var mapping = mapping
        mapping.valueTransforms = try namingCompany(in: mapping)
        guard let origin = try sourceOrigin(of: mapping) else { return try constantPlan(mapping) }
        var transforms: [CompiledTransform] = []
        var choices = sourceField(of: mapping)?.choices
        for transform in mapping.valueTransforms {
            var setting = setting(for: mapping, transform)
            setting.choices = choices
            // What comes behind a map are its values.
            if transform.hasEntries { choices = nil }
            guard let compiled = CompiledTransform(transform, setting, pool: &pool) else {
                throw mapping.truncatesToUnknownLength
            }
            transforms.append(compiled)
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

    private mutating func sourceOrigin(
        of mapping: FieldMapping
    ) throws(MappingError) -> LegMapper.Origin? {
        if let expression = mapping.expression {
            let compiled = try CompiledExpression(
                expression, binder: source, runTime: runTime, failing: .expressionWrong,
                at: mapping.place)
            return compiled.lacksAllFields ? nil : .expression(compiled)
        }
        guard let field = mapping.sourceField else { return nil }
        switch try source.origin(of: field, at: mapping.place) {
        case .column(let column): return .column(column)
        case .lookup(var lookup):
            lookup.complains = lookups.insert(field.foldedName).inserted
            return .lookup(lookup)
        case nil: return nil
        }
    }

    /// The row's transforms with the company in the places that stand for it.
    private func namingCompany(in mapping: FieldMapping) throws(MappingError) -> [ValueTransform] {
        var transforms = mapping.valueTransforms
        for (index, transform) in transforms.enumerated() {
            guard case .default(let text) = transform, text.contains("{"),
                text.contains(Self.anyPlaceholder)
            else { continue }
            guard let legalEntity else {
                throw MappingError(
                    .noLegalEntity, "'\(mapping.destinationField)' is the legal entity",
                    at: mapping.place)
            }
            transforms[index] = .default(text.replacing(Self.anyPlaceholder, with: legalEntity))
        }
        return transforms
    }

    /// The placeholder in small and large letters.
    private static var anyPlaceholder: Regex<Substring> { /\{legalEntity\}/.ignoresCase() }

    private mutating func constantPlan(
        _ mapping: FieldMapping
    ) throws(MappingError) -> LegMapper.Plan? {
        if let organization, mapping.isOrganizationPlaceholder {
            return plan(mapping, .constant(pool.cell(of: organization)), [])
        }
        switch mapping.valueTransforms.constant(setting(for: mapping)) {
        case .value(let text):
            return plan(
                mapping, .constant(pool.cell(of: text)), [],
                standsIn: mapping.sourceField != nil || mapping.expression != nil)
        case .nothing: return nil
        case .refused(let value, let reason): throw mapping.refusal(of: value, because: reason)
        }
    }

    private func plan(
        _ mapping: FieldMapping, _ origin: LegMapper.Origin, _ transforms: [CompiledTransform],
        standsIn: Bool = false
    ) -> LegMapper.Plan {
        LegMapper.Plan(
            destination: mapping.destinationField,
            sourceField: mapping.sourceField ?? mapping.destinationField, origin: origin,
            transforms: transforms, standsIn: standsIn, isOverridden: mapping.isOverridden,
            place: mapping.place)
    }

    private func setting(
        for mapping: FieldMapping, _ transform: ValueTransform? = nil
    ) -> TransformSetting {
        TransformSetting(
            isClosed: isClosed(mapping),
            maxLength: destinationSchema?.field(named: mapping.destinationField)?.maxLength,
            legalEntity: legalEntity,
            mapName: mapping.mapName(of: transform, in: destination))
    }

    /// Whether one of the two fields takes a closed set of values, so that a value map which lacks
    /// a value cannot let it pass.
    private func isClosed(_ mapping: FieldMapping) -> Bool {
        let destination = destinationSchema?.field(named: mapping.destinationField)
        return [sourceField(of: mapping), destination].contains { $0?.isClosed == true }
    }

    private func sourceField(of mapping: FieldMapping) -> Field? {
        mapping.sourceField.flatMap { source.schema?.field(named: $0) }
    }
}

extension FieldMapping {
    /// Under which people find the entries of a transform's value map: the name of its file, else
    /// the field that it fills.
    func mapName(of transform: ValueTransform?, in destination: String) -> String {
        if case .valueMap(let map) = transform, let file = map.file { return file }
        return "\(destination).\(destinationField)"
    }

    var truncatesToUnknownLength: MappingError {
        MappingError(
            .truncateWithoutLength, "no schema says how long '\(destinationField)' may be",
            at: place)
    }

    func refusal(
        of value: String, because reason: String, made maker: String = "the default",
        at place: DocumentPlace? = nil
    ) -> MappingError {
        MappingError(
            .defaultNotInValueMap, "\(maker) \"\(value)\" of '\(destinationField)' \(reason)",
            at: place ?? self.place)
    }

    /// True for the CDS organization that Microsoft's templates leave to be filled in: `ORG001`.
    package var isOrganizationPlaceholder: Bool {
        guard sourceField == nil, expression == nil, valueTransforms.count == 1,
            case .default = valueTransforms[0]
        else { return false }
        return destinationField.isOrganizationName
    }

    /// True for a row that fills the company of the records in.
    var isLegalEntity: Bool {
        guard sourceField == nil, expression == nil, valueTransforms.count == 1,
            case .default(let text) = valueTransforms[0]
        else { return false }
        return text.isSameName(as: LegCompiler.legalEntityPlaceholder)
    }
}
