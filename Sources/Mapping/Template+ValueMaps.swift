import JSON5
import Records

extension Template {
    /// The files in `value-maps/` that mappings name, each once and with the first place that does.
    package var valueMapFiles: [(name: String, place: DocumentPlace)] {
        var seen: Set<String> = []
        return tasks.flatMap(\.legs).flatMap(\.fieldMappings).flatMap { mapping in
            mapping.valueTransforms.compactMap { transform in
                guard case .valueMap(let map) = transform, let file = map.file,
                    seen.insert(file).inserted
                else { return nil }
                return (file, mapping.place)
            }
        }
    }

    /// The names under which people find the entries of its value maps and country transforms.
    package var mapNames: [String] {
        tasks.flatMap(\.legs).flatMap { leg in
            leg.fieldMappings.flatMap { mapping in
                mapping.valueTransforms.filter(\.hasEntries).map {
                    mapping.mapName(of: $0, in: leg.destination.entity)
                }
            }
        }
    }

    /// The entries that its maps and country transforms of that name have.
    package func entries(ofMap name: String) -> [ValueMap.Entry] {
        tasks.flatMap(\.legs).flatMap { leg in
            leg.fieldMappings.flatMap { mapping in
                mapping.valueTransforms.filter {
                    mapping.mapName(of: $0, in: leg.destination.entity).isSameName(as: name)
                }.flatMap(\.entries)
            }
        }
    }

    /// The complaints about entries for its maps that are one option of the map's source and have two
    /// values. `entries` gets the name of a map.
    package func optionsMappedTwice(
        in entries: (_ map: String) -> [ValueMap.Entry],
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [MappingError] {
        tasks.flatMap(\.legs).flatMap { leg in
            leg.enabledMappings.flatMap { mapping -> [MappingError] in
                guard let map = mapping.valueTransforms.first, map.hasEntries else { return [] }
                let name = mapping.mapName(of: map, in: leg.destination.entity)
                return mapping.optionsMappedTwice(in: entries(name), schema(leg.source))
            }
        }
    }

    /// Adds entries to value maps and to country transforms, behind those that they have. `entries`
    /// gets the name of the map's file, or the entity and field that it fills: `Product.Unit`.
    package mutating func add(_ entries: (_ map: String) -> [ValueMap.Entry]) {
        for task in tasks.indices {
            for leg in tasks[task].legs.indices { tasks[task].legs[leg].add(entries) }
        }
    }
}

extension Leg {
    fileprivate mutating func add(_ entries: (String) -> [ValueMap.Entry]) {
        for index in fieldMappings.indices {
            let mapping = fieldMappings[index]
            fieldMappings[index].valueTransforms = mapping.valueTransforms.map { transform in
                transform.adding(entries(mapping.mapName(of: transform, in: destination.entity)))
            }
        }
    }
}

extension ValueTransform {
    /// True where entries tell what becomes of a value.
    var hasEntries: Bool {
        switch self {
        case .valueMap, .countryRegionCode: true
        case .default, .truncate: false
        }
    }

    fileprivate var entries: [ValueMap.Entry] {
        switch self {
        case .valueMap(let map): map.entries
        case .countryRegionCode(let codes): codes.entries
        case .default, .truncate: []
        }
    }

    fileprivate func adding(_ entries: [ValueMap.Entry]) -> ValueTransform {
        switch self {
        case .valueMap(var map):
            map.entries += entries
            return .valueMap(map)
        case .countryRegionCode(var codes):
            codes.entries += entries
            return .countryRegionCode(codes)
        case .default, .truncate: return self
        }
    }
}
