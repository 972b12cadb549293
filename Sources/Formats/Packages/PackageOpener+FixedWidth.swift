import Records

extension PackageOpener {
    /// Adds the entity of a file without a manifest whose name a fixed width format of the settings
    /// takes. False when none does.
    func addFixedWidth(
        _ entry: String, container: PackageContainer, to contents: inout PackageContents
    ) -> Bool {
        let matching = formats.fixedWidth(forFile: entry)
        guard let (_, layout) = matching.first else { return false }
        let fileName = PackageFileName.base(entry)
        var entity = PackageEntity(
            name: PackageFileName.stem(fileName),
            nameCandidates: PackageFileName.entityNames(of: fileName),
            file: container.place(of: entry), format: .fixedWidth(layout),
            content: .fixedWidth(entry: entry, layout))
        if matching.count > 1 {
            let names = matching.map { "\"\($0.name)\"" }.joined(separator: " and ")
            entity.refusal = FormatError(
                Issue(
                    .fixedFormatDoubtful, "\(fileName) matches files of \(names)",
                    file: entity.file, entity: entity.name))
        }
        contents.entities.append(entity)
        return true
    }
}
