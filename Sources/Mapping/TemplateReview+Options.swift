import Records

extension Template {
    /// Sentences about entries of value maps for values that their source never has.
    package func uselessEntries(
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [String] {
        tasks.flatMap(\.legs).flatMap { leg in
            let source = schema(leg.source)
            return leg.enabledMappings.flatMap { row in
                row.uselessEntries(row.sourceField.flatMap { source?.field(named: $0) })
            }
        }
    }
}

extension FieldMapping {
    /// Options that the destination does not have, and nothing turns them into others.
    func unknownOptions(_ from: Field?, _ to: Field?) -> String? {
        guard let from, let choices = to?.choices, case .option = from.type,
            !valueTransforms.contains(where: \.hasEntries)
        else { return nil }
        let unknown = from.options.map(\.value).filter { choices.value(of: $0) == nil }
        guard let first = unknown.first else { return nil }
        let more = unknown.count > 1 ? " and \(unknown.count - 1) more of its options are" : " is"
        return
            "\"\(first)\" of '\(from.name)'\(more) none of '\(destinationField)': such records are "
            + "set aside. A ValueMap would turn them"
    }

    /// Options that the value map has no entry for, where that is an error. A map of a few of many, as of
    /// currencies, is meant so.
    func unmappedOptions(_ from: Field?) -> String? {
        guard let from, case .option = from.type, let choices = from.choices,
            case .valueMap(let map)? = valueTransforms.first, map.policy(isClosed: true) == .error
        else { return nil }
        let known = map.entries.compactMap { choices.value(of: $0.key.withoutBlanks) }
        let unknown = from.options.filter { !known.contains($0.value) }
        if known.isEmpty, map.entries.contains(where: { !$0.key.isBlank }) {
            return
                "no entry of the value map is an option of '\(from.name)': all records with a value are set "
                + "aside"
        }
        guard unknown.count <= known.count, let first = unknown.first else { return nil }
        let more = unknown.count > 1 ? " and \(unknown.count - 1) more of its options are" : " is"
        return
            "\"\(first.label ?? first.value)\" of '\(from.name)'\(more) not in the value map: such "
            + "records are set aside"
    }

    /// Entries of value maps for values that the source field never has.
    func uselessEntries(_ from: Field?) -> [String] {
        guard let from, let choices = from.choices else { return [] }
        return valueTransforms.prefix(1).flatMap { transform -> [String] in
            guard case .valueMap(let map) = transform else { return [] }
            return map.entries.map(\.key)
                .filter { !$0.isBlank && choices.value(of: $0.withoutBlanks) == nil }
                .map { "'\(from.name)' has no option \"\($0)\": this entry is never used" }
        }
    }
}
