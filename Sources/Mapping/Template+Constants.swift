import JSON5
import Records

/// A value that a template makes for a field, whatever the records have.
package struct TemplateConstant: Sendable, Equatable {
    package var value: String
    /// What makes it, in words: `the Default`.
    package var maker: String
    package var entity: EntityReference
    package var field: String
    /// That of the value map's entry, where a file has it; else the row's.
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
        /// Where a file of its own has the value; nil for the row itself.
        var place: DocumentPlace?
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
                place: made.place ?? place)
        }
    }

    /// The complaints about values that a value map of the row refuses though the row makes them.
    func refusedValues(source: EntitySchema?, destination: EntitySchema?) -> [MappingError] {
        madeValues(source: source, destination: destination).compactMap { made in
            guard case .refused(let value, let reason) = made.outcome else { return nil }
            return refusal(of: value, because: reason, made: made.maker, at: made.place)
        }
    }

    /// What becomes of a value that its source field has; nothing of one that is none of the field's
    /// options.
    func outcome(
        of value: String, source: EntitySchema?, destination: EntitySchema?
    ) -> ConstantOutcome {
        let from = sourceField.flatMap { source?.field(named: $0) }
        var setting = setting(from, destination?.field(named: destinationField))
        setting.choices = from?.choices
        let known = setting.choices == nil ? value : setting.choices?.value(of: value)
        guard let known else { return .nothing }
        return valueTransforms[...].outcome(of: known, in: nil, setting)
    }

    private func setting(_ from: Field?, _ to: Field?) -> TransformSetting {
        var setting = TransformSetting()
        setting.isClosed = [from, to].contains { $0?.isClosed == true }
        setting.maxLength = to?.maxLength
        return setting
    }

    /// None for a row that stands for the company, which only the run knows.
    func madeValues(source: EntitySchema?, destination: EntitySchema?) -> [MadeValue] {
        guard !isOrganizationPlaceholder, !isLegalEntity else { return [] }
        let from = sourceField.flatMap { source?.field(named: $0) }
        var setting = setting(from, destination?.field(named: destinationField))
        if sourceField == nil, expression == nil {
            let outcome = valueTransforms.constant(setting)
            return [MadeValue(maker: "the default", outcome: outcome)]
        }
        return valueTransforms.indices.flatMap { index in
            // What comes behind a map are its values.
            let isMapped = valueTransforms[...index].contains(where: \.hasEntries)
            setting.choices = isMapped ? nil : from?.choices
            return valueTransforms[index].madeTexts.map { text, entry in
                MadeValue(
                    maker: valueTransforms[index].makerWords(entry),
                    outcome: valueTransforms[(index + 1)...].outcome(
                        of: text, in: entry?.organization, setting),
                    place: entry?.place)
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
    /// The texts that it puts in the places of others, each with the entry that has it.
    fileprivate var madeTexts: [(text: String, entry: ValueMap.Entry?)] {
        switch self {
        case .default(let text): [(text, nil)]
        case .valueMap(let map): map.entries.map { ($0.value, $0) }
        case .truncate, .countryRegionCode: []
        }
    }

    /// What makes a value, in words: `the value map fuels for "Benzin" of DEMF`.
    fileprivate func makerWords(_ entry: ValueMap.Entry?) -> String {
        guard case .valueMap(let map) = self, let entry else { return "the default" }
        return "the value map" + (map.file.map { " \($0)" } ?? "") + " for \"\(entry.key)\""
            + (entry.organization.map { " of \($0)" } ?? "")
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
