import Records

/// Reads what a CDM folder says of its entities, and finds their files.
///
/// What is wrong with one entity is kept with it and told when its records are wanted: a folder of
/// three hundred tables may be copied in part.
struct CDMDescription {
    private let container: PackageContainer
    private let files: [PackageFile]
    /// The files below the folder of the first description.
    private let root: CDMLocations
    private(set) var entities: [CDMEntity] = []
    private(set) var warnings: [Issue] = []
    /// Which entity took a file.
    private var owners: [String: String] = [:]
    private var documents: [String: CDMEntityFile] = [:]
    private var manifests: Set<String> = []
    /// What looking for files by patterns has cost.
    private var effort = 0

    init(
        _ description: PackageFile, files: [PackageFile], container: PackageContainer
    ) throws(FormatError) {
        self.container = container
        self.files = files
        root = CDMLocations(files, below: description.folder)
        if description.baseName.isSameName(as: "model.json") {
            try readModel(description)
        } else {
            try readManifest(description)
        }
        try refuseRepeatedNames(file: container.place(of: description.name))
    }

    private mutating func readModel(_ file: PackageFile) throws(FormatError) {
        let place = container.place(of: file.name)
        let model = try CDMModelFile.readCDM(try container.open(file.name), file: place)
        for listed in model.entities ?? [] {
            if listed.type?.foldedName.hasPrefix("reference") == true {
                warn(.cdmReference, "\(listed.name) is left out", place, listed.name)
                continue
            }
            var entity = CDMEntity(
                name: listed.name, attributes: (listed.attributes ?? []).map(\.name))
            for partition in listed.partitions ?? [] {
                try add(
                    partition.location, settings: partition.fileFormatSettings,
                    traits: partition.traits, to: &entity, among: [root], place: place)
            }
            take(entity, place: place)
        }
    }

    private mutating func readManifest(_ file: PackageFile) throws(FormatError) {
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
        // A manifest may list what its pattern finds again.
        if entity.partitions.isEmpty {
            for pattern in listed.dataPartitionPatterns ?? [] {
                try add(pattern, to: &entity, among: locations, place: place)
            }
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
            for file in found {
                add(
                    file, settings: nil, traits: pattern.exhibitsTraits, to: &entity, place: place)
            }
            if !found.isEmpty { return }
        }
    }

    private mutating func add(
        _ location: String?, settings: CDMFormatSettings?, traits: [CDMTrait]?,
        to entity: inout CDMEntity, among locations: [CDMLocations], place: String
    ) throws(FormatError) {
        guard let location else {
            note(
                .cdmPartitionMissing, "\(entity.name) has a partition without a location",
                of: &entity, place)
            return
        }
        let path = try components(location, place: place)
        guard let file = Self.file(at: path, among: locations) else {
            note(
                .cdmPartitionMissing,
                "\(path.suffix(2).joined(separator: "/")) of \(entity.name) is not in the folder",
                of: &entity, place)
            return
        }
        add(file, settings: settings, traits: traits, to: &entity, place: place)
    }

    private mutating func add(
        _ file: PackageFile, settings: CDMFormatSettings?, traits: [CDMTrait]?,
        to entity: inout CDMEntity, place: String
    ) {
        if let owner = owners.updateValue(entity.name, forKey: file.name) {
            note(
                .cdmPartitionShared, "\(file.name) is one of \(owner) and one of \(entity.name)",
                of: &entity, place)
        }
        var settings = settings ?? CDMFormatSettings()
        if let format = settings.take(traits) {
            note(.cdmFormat, "\(file.name) is \(format)", of: &entity, place)
        }
        guard let dialect = settings.dialect(columnNames: entity.attributes) else {
            note(
                .cdmFormat, "The delimiter or quote of \(file.name) is none that can be read",
                of: &entity, place)
            return
        }
        entity.partitions.append(
            CDMEntity.Partition(
                entry: file.name, place: container.place(of: file.name), dialect: dialect,
                byteCount: file.byteCount))
    }

    private mutating func take(_ entity: CDMEntity, place: String) {
        var entity = entity
        if entity.attributes.isEmpty {
            note(.cdmNoAttributes, "\(entity.name) has none", of: &entity, place)
        }
        if entity.partitions.isEmpty, entity.problem == nil {
            warn(.cdmNoPartition, "\(entity.name) has none", place, entity.name)
        }
        entities.append(entity)
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

    private static func file(
        at path: some Collection<String>, among locations: [CDMLocations]
    ) -> PackageFile? {
        for here in locations {
            if let file = here.file(at: Array(path)) { return file }
        }
        return nil
    }

    private func components(_ location: String, place: String) throws(FormatError) -> [String] {
        if let components = CDMLocations.components(location) { return components }
        throw FormatError(
            Issue(
                .cdmUnsafeLocation, "The location \(location.debugDescription) climbs out of it",
                file: place))
    }

    private func refuseRepeatedNames(file: String) throws(FormatError) {
        var seen: Set<String> = []
        for entity in entities where !seen.insert(entity.name.foldedName).inserted {
            throw FormatError(
                Issue(
                    .cdmDescription, "Two entities are named \(entity.name)", file: file,
                    entity: entity.name))
        }
    }

    /// Keeps the first thing that is wrong with an entity.
    private func note(
        _ code: IssueCode, _ detail: String, of entity: inout CDMEntity, _ place: String
    ) {
        guard entity.problem == nil else { return }
        entity.problem = Issue(code, detail, file: place, entity: entity.name)
    }

    private mutating func warn(
        _ code: IssueCode, _ detail: String, _ place: String, _ entity: String
    ) {
        warnings.append(Issue(code, detail, file: place, entity: entity))
    }
}
