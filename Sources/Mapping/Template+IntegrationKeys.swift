import Records

extension Template {
    /// Gives the legs whose file names no integration key the one of their destination's schema.
    /// `schema` finds the schema of an entity.
    package mutating func fillIntegrationKeys(finding schema: (EntityReference) -> EntitySchema?) {
        for task in tasks.indices {
            for leg in tasks[task].legs.indices where tasks[task].legs[leg].integrationKey.isEmpty {
                let destination = schema(tasks[task].legs[leg].destination)
                tasks[task].legs[leg].takeKey(from: destination?.integrationKeys ?? [])
            }
        }
    }
}

extension Leg {
    /// The complaint about a leg whose key neither its file nor a schema tells.
    package var withoutKey: MappingError {
        MappingError(
            .integrationKeyNotMapped,
            "integrationKey is missing, and the schema of \(destination.displayName) has no key",
            at: place)
    }

    /// Takes the first of these keys that the mappings fill; when they fill none, the first.
    mutating func takeKey(from keys: [[String]]) {
        let mapped = keys.map { key in key.map { (name: $0, filled: mappedName(of: $0)) } }
        let best = mapped.first { $0.allSatisfy { $0.filled != nil } } ?? mapped.first
        integrationKey = best?.map { $0.filled ?? $0.name } ?? []
    }

    /// A field of the key as a mapping calls it; `salesorderid.ordernumber` fills `salesorderid`.
    private func mappedName(of field: String) -> String? {
        let names = enabledMappings.map(\.destinationField)
        return names.first { $0.isSameName(as: field) }
            ?? names.first { FieldPath($0).base.isSameName(as: field) }
    }
}

extension EntitySchema {
    /// The keys by which records may be found again, the best first. The id of a record in Sales is
    /// known to Sales alone; there the key by which people know it comes before.
    fileprivate var integrationKeys: [[String]] {
        let known = environment == .sales ? alternateKeys + uniqueKeys : []
        return (known + [primaryKey]).map { key in
            key.filter { !$0.isSameName(as: "dataAreaId") }
        }.filter { !$0.isEmpty }
    }
}
