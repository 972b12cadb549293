import Records

/// Manifests: entities by the documents that describe them, partitions listed or found by patterns,
/// and further manifests.
extension CDMDescription {
    mutating func readManifest(_ file: PackageFile) throws(FormatError) {
        let place = container.place(of: file.name)
        guard manifests.insert(file.name).inserted else { return }
        guard manifests.count <= CDMLimits.manifests else {
            throw FormatError(
                Issue(
                    .cdmDescription,
                    "More than \(CDMLimits.manifests) manifests lead to each other",
                    file: place))
        }
        let manifest = try CDMManifestFile.readCDM(try container.open(file.name), file: place)
        let locations = [CDMLocations(files, below: file.folder), root]
        for listed in manifest.entities ?? [] {
            try add(listed, among: locations, place: place)
        }
        for inner in manifest.subManifests ?? [] {
            guard let definition = inner.definition else { continue }
            let path = try components(definition, place: place)
            guard let found = Self.file(at: path, among: locations) else {
                throw FormatError(
                    Issue(
                        .cdmPartitionMissing, "\(definition) is not in the folder", file: place))
            }
            try readManifest(found)
        }
    }

    private mutating func add(
        _ listed: CDMManifestFile.Entity, among locations: [CDMLocations], place: String
    ) throws(FormatError) {
        let path = listed.entityPath ?? listed.entitySchema ?? ""
        if listed.type?.foldedName.hasPrefix("reference") == true
            || path.foldedName.contains(".manifest.cdm.json/")
        {
            warn(.cdmReference, "\(listed.entityName) is left out", place, listed.entityName)
            return
        }
        var entity = CDMEntity(name: listed.entityName, attributes: [])
        if let attributes = try attributes(at: path, among: locations, place: place) {
            entity.attributes = attributes
        } else {
            note(.cdmNoAttributes, "\(path) does not resolve to columns", of: &entity, place)
        }
        for partition in listed.dataPartitions ?? [] {
            try add(
                partition.location, settings: nil, traits: partition.exhibitsTraits, to: &entity,
                among: locations, place: place)
        }
        for pattern in listed.dataPartitionPatterns ?? [] {
            try add(pattern, to: &entity, among: locations, place: place)
        }
        let incremental =
            (listed.incrementalPartitions ?? []).count
            + (listed.incrementalPartitionPatterns ?? []).count
        if incremental > 0 {
            note(.cdmIncremental, "\(entity.name) has \(incremental) of them", of: &entity, place)
        }
        take(entity, place: place)
    }

    private mutating func add(
        _ pattern: CDMManifestFile.Pattern, to entity: inout CDMEntity,
        among locations: [CDMLocations], place: String
    ) throws(FormatError) {
        let compiled =
            pattern.regularExpression.map { PathPattern(regularExpression: $0) }
            ?? PathPattern(glob: pattern.globPattern ?? "**")
        guard let compiled else {
            let text = pattern.regularExpression ?? pattern.globPattern ?? ""
            note(.cdmPattern, "\(entity.name) has the pattern \(text)", of: &entity, place)
            return
        }
        let path = try components(pattern.rootLocation ?? "", place: place)
        for here in locations {
            let found = here.files(below: path, matching: compiled, effort: &effort)
            guard effort < CDMLimits.effort else {
                throw FormatError(
                    Issue(
                        .cdmDescription, "It has too many partition patterns for its files",
                        file: place))
            }
            // A pattern finds again what is listed, and what came later.
            for file in found where !entity.partitions.contains(where: { $0.entry == file.name }) {
                add(
                    file, settings: nil, traits: pattern.exhibitsTraits, to: &entity, place: place)
            }
            if !found.isEmpty { return }
        }
    }

    /// The columns of the entity that a path such as `Account.cdm.json/Account` names; nil where the
    /// document is not there, or refers to others for them.
    private mutating func attributes(
        at path: String, among locations: [CDMLocations], place: String
    ) throws(FormatError) -> [String]? {
        let components = try components(path, place: place)
        guard let name = components.last,
            let file = Self.file(at: components.dropLast(), among: locations)
        else { return nil }
        let document: CDMEntityFile
        if let known = documents[file.name] {
            document = known
        } else {
            document = try CDMEntityFile.readCDM(
                try container.open(file.name), file: container.place(of: file.name))
            documents[file.name] = document
        }
        guard
            let definition = document.definitions?.first(where: {
                $0.entityName?.isSameName(as: name) == true
            }),
            // The root of all entities has no columns of its own.
            definition.extendsEntity.map({ $0.name == "CdmEntity" }) ?? true
        else { return nil }
        return CDMEntityFile.Attribute.group(definition.hasAttributes ?? []).names
    }
}
