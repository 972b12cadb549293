import Records

extension PackageOpener {
    /// Binds the entities of the manifest to the files of the package.
    func openDMF(
        _ manifestEntry: PackageFile, entries: [PackageFile], container: PackageContainer
    ) throws(FormatError) -> PackageContents {
        let place = container.place(of: manifestEntry.name)
        let manifest = try DMFManifest(
            try container.open(manifestEntry.name), file: place, limits: limits)
        var contents = PackageContents(kind: .dmf)
        contents.warnings = folderWarning(manifestEntry, container: container)
        var files = entries.filter { $0.folder == manifestEntry.folder }
        let headers = files.filter { $0.baseName.isSameName(as: "PackageHeader.xml") }
        if headers.isEmpty {
            contents.warnings.append(Issue(.noPackageHeader, "It is missing", file: place))
        }
        files.removeAll { $0 == manifestEntry || headers.contains($0) }
        var listed: Set<String> = []
        for entity in manifest.entities {
            let file = try self.file(of: entity, in: files, manifest: place)
            if let file { listed.insert(file.name) }
            try add(entity, file: file, container: container, manifest: place, to: &contents)
        }
        for file in files where !listed.contains(file.name) {
            contents.warnings.append(
                Issue(
                    .fileWithoutEntity, "\(file.baseName) is not in the manifest",
                    file: container.place(of: file.name)))
        }
        return contents
    }

    /// The file that the manifest means: names differ in case, in a path before them, or in
    /// characters that file names cannot have.
    private func file(
        of entity: DMFManifest.Entity, in files: [PackageFile], manifest: String
    ) throws(FormatError) -> PackageFile? {
        guard let path = entity.inputFilePath else { return nil }
        let components = path.split { $0 == "/" || $0 == "\\" }
        guard !components.contains("..") else {
            throw FormatError(
                Issue(
                    .unsafeInputPath, "\(entity.label) is in \(path)", file: manifest,
                    entity: entity.label))
        }
        for wanted in [PackageFileName.base(path), PackageFileName.cleaned(path)] {
            if let file = files.first(where: { $0.baseName.isSameName(as: wanted) }) { return file }
        }
        return nil
    }

    private func add(
        _ entity: DMFManifest.Entity, file: PackageFile?, container: PackageContainer,
        manifest: String, to contents: inout PackageContents
    ) throws(FormatError) {
        func warn(_ code: IssueCode, _ detail: String) {
            contents.warnings.append(Issue(code, detail, file: manifest, entity: entity.label))
        }
        guard !entity.isDisabled else {
            warn(.entityDisabled, "\(entity.label) is left out")
            return
        }
        if file == nil {
            warn(
                .entityWithoutFile, "\(entity.inputFilePath ?? entity.label) is not in the package")
        }
        let conversions = entity.fieldMaps.filter(\.hasConversions).map(\.entityField)
        if !conversions.isEmpty {
            warn(.conversionsIgnored, "It converts \(conversions.joined(separator: ", "))")
        }
        contents.entities.append(
            try packageEntity(
                entity, file: file, container: container, manifest: manifest,
                warnings: &contents.warnings))
    }

    private func packageEntity(
        _ entity: DMFManifest.Entity, file: PackageFile?, container: PackageContainer,
        manifest: String, warnings: inout [Issue]
    ) throws(FormatError) -> PackageEntity {
        guard let file else { return Self.described(entity, file: manifest, nil, .none) }
        guard let format = formats[entity.sourceFormat] else {
            throw SourcePackage.unknownFormat(
                entity.sourceFormat, entity: entity.label, formats: formats, file: manifest)
        }
        var place = container.place(of: file.name)
        let content: PackageEntity.Content =
            switch format {
            case .delimited(let dialect):
                .delimited(entry: file.name, Self.named(dialect, by: entity))
            case .xmlElement, .xmlAttribute:
                .xml(
                    entry: file.name, recordNames: entity.targetEntity.map { [$0] } ?? [], nil)
            case .excel(let sheet):
                try sheetContent(
                    of: file.name, sheet: entity.excelSheetName ?? sheet, container: container,
                    place: &place, warnings: &warnings)
            }
        return Self.described(entity, file: place, format, content)
    }

    /// A file without a header has the columns of the manifest in its order, unless the settings
    /// name them.
    private static func named(_ dialect: Dialect, by entity: DMFManifest.Entity) -> Dialect {
        guard dialect.header == .none, dialect.columnNames.isEmpty else { return dialect }
        var named = dialect
        named.columnNames = entity.fieldMaps.map(\.xmlField)
        return named
    }

    private static func described(
        _ entity: DMFManifest.Entity, file: String, _ format: SourceFormat?,
        _ content: PackageEntity.Content
    ) -> PackageEntity {
        var renamed: [String: String] = [:]
        for map in entity.fieldMaps where !map.xmlField.isSameName(as: map.entityField) {
            renamed[map.xmlField.foldedName] = map.entityField
        }
        return PackageEntity(
            name: entity.label, targetEntity: entity.targetEntity,
            nameCandidates: [entity.targetEntity, entity.label].compactMap { $0 }, file: file,
            format: format, sourceFormat: entity.sourceFormat, content: content,
            renamedColumns: renamed)
    }
}
