import Records

/// A template as people read it: one section a leg, one row a field mapping.
package struct TemplateTable: Sendable, Equatable {
    package struct Section: Sendable, Equatable {
        /// `Products: Fin and Ops Sellable released products → CDS Product`.
        package var title: String
        package var integrationKey: String
        /// Empty when all records travel.
        package var sourceFilter: String
        package var rows: [Row]
    }

    package struct Row: Sendable, Equatable {
        /// The source field or the expression; empty when there is neither.
        package var source: String
        /// Every transform in words, empty for a plain copy.
        package var transform: String
        package var destination: String
        /// The provenance in words, empty when unknown.
        package var provenance: String
        package var note: String
        package var isEnabled: Bool
    }

    package var sections: [Section]

    package init(_ template: Template) {
        sections = template.tasks.flatMap { task in
            task.legs.map { leg in
                Section(
                    title: "\(task.name): \(leg.source.displayName) → "
                        + leg.destination.displayName,
                    integrationKey: leg.integrationKey.joined(separator: " + "),
                    sourceFilter: leg.sourceFilter?.text ?? "",
                    rows: leg.fieldMappings.map(Row.init))
            }
        }
    }
}

extension TemplateTable.Row {
    /// How people read a field mapping.
    package init(_ mapping: FieldMapping) {
        let hasSource = mapping.sourceField != nil || mapping.expression != nil
        source = mapping.sourceField ?? mapping.expression?.text ?? ""
        transform = mapping.valueTransforms.map { $0.words(hasSource: hasSource) }
            .joined(separator: ", then ")
        destination = mapping.destinationField
        provenance = mapping.provenance?.words ?? ""
        note = mapping.note ?? ""
        isEnabled = mapping.isEnabled
    }
}

extension ValueTransform {
    fileprivate func words(hasSource: Bool) -> String {
        switch self {
        case .default(let value): hasSource ? "\"\(value)\" if blank" : "always \"\(value)\""
        case .valueMap(let map): map.words
        case .truncate: "cut to the length of the field"
        case .countryRegionCode(let codes): codes.words
        }
    }
}

extension ValueMap {
    fileprivate var words: String {
        let name = file.map { ["value map \($0)"] } ?? []
        let others = unmapped.map { [$0.words] } ?? []
        return (name + entries.map(\.words) + others).joined(separator: ", ")
    }
}

extension ValueMap.Entry {
    fileprivate var words: String {
        let company = organization.map { " (\($0))" } ?? ""
        return (key.isBlank ? "(blank)" : key) + " → " + value + company
    }
}

extension ValueMap.Unmapped {
    fileprivate var words: String {
        switch self {
        case .error: "others are errors"
        case .pass: "others pass"
        case .null: "others become null"
        }
    }
}

extension CountryRegionCode {
    fileprivate var words: String {
        (["country as \(form.rawValue)"] + entries.map(\.words) + [unmapped.words])
            .joined(separator: ", ")
    }
}
