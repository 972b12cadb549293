import Records

extension PackageOpener {
    /// The description of a CDM folder, where it is one.
    func findCDM(
        in entries: [PackageFile], file: String
    ) throws(FormatError) -> PackageFile? {
        if let model = try find("model.json", in: entries, file: file) { return model }
        let manifests = entries.filter { $0.baseName.foldedName.hasSuffix(".manifest.cdm.json") }
        func depth(_ file: PackageFile) -> Int { file.folder.split(separator: "/").count }
        guard let shallowest = manifests.map(depth).min(), shallowest <= 1 else { return nil }
        let first = manifests.filter { depth($0) == shallowest }
        if let main = first.first(where: {
            $0.baseName.isSameName(as: "default.manifest.cdm.json")
        }) {
            return main
        }
        guard first.count == 1 else {
            throw FormatError(
                Issue(.severalPackages, "It has \(first.count) manifests", file: file))
        }
        return first[0]
    }

    /// Takes the entities of the description; its files are told apart from others that lie there.
    func openCDM(
        _ description: PackageFile, entries: [PackageFile], container: PackageContainer,
        into contents: inout PackageContents
    ) throws(FormatError) {
        contents.kind = .cdm
        contents.warnings += folderWarning(description, container: container)
        let read = try CDMDescription(description, files: entries, container: container)
        contents.warnings += read.warnings
        for entity in read.entities {
            let first = entity.partitions.first
            contents.entities.append(
                PackageEntity(
                    name: entity.name, nameCandidates: [entity.name],
                    file: entity.partitions.count == 1
                        ? entity.partitions[0].place : "\(container.name)/\(entity.name)",
                    format: .delimited(first?.dialect ?? Dialect()), content: .partitions(entity)))
        }
        let used = Set(read.entities.flatMap { $0.partitions.map(\.entry) })
        for entry in entries
        where PackageFileName.suffix(entry.baseName) == "csv" && !used.contains(entry.name) {
            contents.warnings.append(
                Issue(
                    .fileWithoutEntity, "\(entry.name) is in no entity",
                    file: container.place(of: entry.name)))
        }
    }
}
