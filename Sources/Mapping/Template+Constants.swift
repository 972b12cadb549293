import JSON5
import Records

/// A value that a template makes for a field, whatever the records have.
package struct TemplateConstant: Sendable, Equatable {
    package var value: String
    /// What makes it, in words: `the Default`.
    package var maker: String
    package var entity: EntityReference
    package var field: String
    /// The row's.
    package var place: DocumentPlace
}

extension Template {
    /// The values that its rows make, row by row. A Default that is none of the field's options is left
    /// out: `problems` tells of it. `schema` finds the schema of an entity.
    package func constants(
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [TemplateConstant] {
        tasks.flatMap(\.legs).flatMap { leg -> [TemplateConstant] in
            let (from, to) = (schema(leg.source), schema(leg.destination))
            return leg.enabledMappings.flatMap { mapping in
                mapping.constants(source: from, destination: to, entity: leg.destination)
            }
        }
    }
}

extension FieldMapping {
    /// What becomes of a value that a transform makes, behind the transforms that follow.
    struct MadeValue {
        var maker: String
        var outcome: ConstantOutcome
    }

    fileprivate func constants(
        source: EntitySchema?, destination: EntitySchema?, entity: EntityReference
    ) -> [TemplateConstant] {
        let field = destination?.field(named: destinationField)
        return madeValues(source: source, destination: destination).compactMap { made in
            guard case .value(let value) = made.outcome, !value.isBlank else { return nil }
            if field?.type == .option, valueTransforms.last == .default(value) { return nil }
            return TemplateConstant(
                value: value, maker: made.maker, entity: entity, field: destinationField,
                place: place)
        }
    }

    /// The complaints about values that a value map of the row refuses though the row makes them.
    func refusedValues(source: EntitySchema?, destination: EntitySchema?) -> [MappingError] {
        madeValues(source: source, destination: destination).compactMap { made in
            guard case .refused(let value, let reason) = made.outcome else { return nil }
            return refusal(of: value, because: reason, made: made.maker)
        }
    }

    /// None for a row that stands for the company, which only the run knows.
    private func madeValues(source: EntitySchema?, destination: EntitySchema?) -> [MadeValue] {
        guard !isOrganizationPlaceholder, !isLegalEntity else { return [] }
        let to = destination?.field(named: destinationField)
        let from = sourceField.flatMap { source?.field(named: $0) }
        var setting = TransformSetting()
        setting.isClosed = [from, to].contains { $0?.isClosed == true }
        setting.maxLength = to?.maxLength
        if sourceField == nil, expression == nil {
            let outcome = valueTransforms.constant(setting)
            return [MadeValue(maker: "the default", outcome: outcome)]
        }
        return valueTransforms.indices.flatMap { index in
            // What comes behind a map are its values.
            let isMapped = valueTransforms[...index].contains(where: \.hasEntries)
            setting.choices = isMapped ? nil : from?.choices
            return valueTransforms[index].madeTexts.map { key, text, organization in
                MadeValue(
                    maker: valueTransforms[index].makerWords + (key.map { " for \"\($0)\"" } ?? ""),
                    outcome: valueTransforms[(index + 1)...].outcome(
                        of: text, in: organization, setting))
            }
        }
    }
}

extension Field {
    /// It takes a closed set of values.
    var isClosed: Bool {
        switch type {
        case .option, .boolean: true
        default: false
        }
    }
}

extension ValueTransform {
    /// The texts that it puts in the places of others, each with its key and the company that has it.
    fileprivate var madeTexts: [(key: String?, text: String, organization: String?)] {
        switch self {
        case .default(let text): [(nil, text, nil)]
        case .valueMap(let map): map.entries.map { ($0.key, $0.value, $0.organization) }
        case .truncate, .countryRegionCode: []
        }
    }

    fileprivate var makerWords: String {
        guard case .valueMap(let map) = self else { return "the default" }
        return map.file.map { "the value map \($0)" } ?? "the value map"
    }

    /// The companies that its entries name.
    fileprivate var organizations: [String] {
        switch self {
        case .valueMap(let map): map.entries.compactMap(\.organization)
        case .countryRegionCode(let codes): codes.entries.compactMap(\.organization)
        case .default, .truncate: []
        }
    }
}

extension ArraySlice<ValueTransform> {
    /// What the text becomes for the company or, without one, for any that does not refuse it.
    fileprivate func outcome(
        of text: String, in organization: String?, _ setting: TransformSetting
    ) -> ConstantOutcome {
        let companies = organization.map { [$0] } ?? [nil] + flatMap(\.organizations)
        var refused = ConstantOutcome.nothing
        for company in companies {
            var setting = setting
            setting.legalEntity = company
            let outcome = Array(self).constant(setting, from: text)
            guard case .refused = outcome else { return outcome }
            refused = outcome
        }
        return refused
    }
}
