/// What a project of the settings changes in a template, by the destination fields of its rows.
package struct TemplateOverrides: Sendable, Equatable {
    /// Values that a blank source gets.
    package var defaults: [String: String]
    /// Entries of value maps, by source value; they win over the template's.
    package var valueMaps: [String: [String: String]]

    package init(
        defaults: [String: String] = [:], valueMaps: [String: [String: String]] = [:]
    ) {
        self.defaults = defaults
        self.valueMaps = valueMaps
    }

    /// The destination fields that it names.
    package var fieldNames: [String] { (Array(defaults.keys) + Array(valueMaps.keys)).sorted() }
}

extension Template {
    /// True when an enabled row of a leg fills the field.
    package func fills(_ field: String) -> Bool {
        tasks.flatMap(\.legs).flatMap(\.enabledMappings)
            .contains { $0.destinationField.isSameName(as: field) }
    }

    /// The template with other defaults and more entries of value maps, in every row that fills one
    /// of the fields.
    package func overriding(by overrides: TemplateOverrides) -> Template {
        var template = self
        for task in tasks.indices {
            for leg in tasks[task].legs.indices {
                for row in tasks[task].legs[leg].fieldMappings.indices {
                    template.tasks[task].legs[leg].fieldMappings[row].override(by: overrides)
                }
            }
        }
        return template
    }
}

extension FieldMapping {
    fileprivate mutating func override(by overrides: TemplateOverrides) {
        isOverridden = overrides.fieldNames.contains(where: destinationField.isSameName)
        for (field, text) in overrides.defaults where destinationField.isSameName(as: field) {
            let place = valueTransforms.firstIndex { if case .default = $0 { true } else { false } }
            if let place {
                valueTransforms[place] = .default(text)
            } else {
                valueTransforms.append(.default(text))
            }
        }
        for (field, entries) in overrides.valueMaps where destinationField.isSameName(as: field) {
            add(entries.sorted { $0.key < $1.key }.map { ValueMap.Entry($0.key, $0.value) })
        }
    }

    /// Entries before those of the row's first value map, in which the earlier of two equal keys
    /// counts; the row gets a map where it has none.
    private mutating func add(_ entries: [ValueMap.Entry]) {
        for index in valueTransforms.indices {
            guard case .valueMap(var map) = valueTransforms[index] else { continue }
            let keys = entries.map(\.key.foldedName)
            map.entries = entries + map.entries.filter { !keys.contains($0.key.foldedName) }
            valueTransforms[index] = .valueMap(map)
            return
        }
        valueTransforms.insert(.valueMap(ValueMap(entries)), at: 0)
    }
}
