import Records

/// Reads what a CDM folder says of its entities, and finds their files.
///
/// What is wrong with one entity is kept with it and told when its records are wanted: a folder of
/// three hundred tables may be copied in part.
struct CDMDescription {
    let container: PackageContainer
    let files: [PackageFile]
    /// The files below the folder of the first description.
    let root: CDMLocations
    private(set) var entities: [CDMEntity] = []
    private(set) var warnings: [Issue] = []
    /// Which entity took a file.
    private var owners: [String: String] = [:]
    var documents: [String: CDMEntityFile] = [:]
    var manifests: Set<String> = []
    /// What looking for files by patterns has cost.
    var effort = 0

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

    mutating func add(
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

    mutating func add(
        _ file: PackageFile, settings: CDMFormatSettings?, traits: [CDMTrait]?,
        to entity: inout CDMEntity, place: String
    ) {
        if let owner = owners.updateValue(entity.name, forKey: file.name) {
            let detail = "\(file.name) is one of \(owner) and one of \(entity.name)"
            note(.cdmPartitionShared, detail, of: &entity, place)
            if let index = entities.firstIndex(where: { $0.name == owner }) {
                note(.cdmPartitionShared, detail, of: &entities[index], place)
            }
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

    mutating func take(_ entity: CDMEntity, place: String) {
        var entity = entity
        if entity.attributes.isEmpty {
            note(.cdmNoAttributes, "\(entity.name) has none", of: &entity, place)
        }
        if entity.partitions.isEmpty, entity.problem == nil {
            warn(.cdmNoPartition, "\(entity.name) has none", place, entity.name)
        }
        entities.append(entity)
    }

    static func file(
        at path: some Collection<String>, among locations: [CDMLocations]
    ) -> PackageFile? {
        for here in locations {
            if let file = here.file(at: Array(path)) { return file }
        }
        return nil
    }

    func components(_ location: String, place: String) throws(FormatError) -> [String] {
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
    func note(
        _ code: IssueCode, _ detail: String, of entity: inout CDMEntity, _ place: String
    ) {
        guard entity.problem == nil else { return }
        entity.problem = Issue(code, detail, file: place, entity: entity.name)
    }

    mutating func warn(
        _ code: IssueCode, _ detail: String, _ place: String, _ entity: String
    ) {
        warnings.append(Issue(code, detail, file: place, entity: entity))
    }
}
