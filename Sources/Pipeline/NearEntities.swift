import Formats
import Records
import Schemas

/// The entities that templates start from, by names that are written nearly as those of a package.
struct NearEntities {
    let package: SourcePackage
    let configuration: Configuration

    /// The names that the entity's own may stand for, the likeliest first.
    func names(for entity: PackageEntity) -> [String] {
        let names = sources.flatMap { [$0.name, $0.label] + $0.aliases }
        let near = entity.nameCandidates.flatMap { NearNames.of($0, among: names) }
        return (near + NearNames.within(entity.name, among: names)).uniqued
    }

    /// The nearest name for an entity that no schema describes; nil where one does, or none is near.
    func nearest(to entity: PackageEntity) -> String? {
        guard configuration.schema(for: entity, of: package) == nil else { return nil }
        return names(for: entity).first
    }

    /// Those whose records such a package may hold.
    private var sources: [EntitySchema] {
        let known = configuration.knownTemplates + configuration.excludedTemplates
        let found = known.flatMap(\.template.tasks).map(\.legs[0].source).compactMap {
            configuration.schemas.schema($0.environment, named: $0.entity)
        }
        return found.filter { schema in
            switch package.kind {
            case .dmf: schema.environment == .finops
            case .migration: schema.environment == .sales
            case .zippedFiles, .looseFile, .cdm: true
            }
        }
    }
}

extension [String] {
    /// Each name once, in its first place, compared without case.
    var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0.foldedName).inserted }
    }
}
