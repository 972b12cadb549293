import Records

extension PackageOpener {
    /// Binds the entities of the manifest to the files of the package.
    func openDMF(
        _ manifestEntry: PackageFile, entries: [PackageFile], container: PackageContainer,
        into contents: inout PackageContents
    ) throws(FormatError) {
        contents.kind = .dmf
        contents.warnings += folderWarning(manifestEntry, container: container)
        let place = container.place(of: manifestEntry.name)
        let manifest = try DMFManifest(
            try container.open(manifestEntry.name), file: place, limits: limits)
        contents.warnings += manifest.warnings
        let headers = entries.filter { entry in
            entry.folder == manifestEntry.folder
                && entry.baseName.isSameName(as: "PackageHeader.xml")
        }
        if headers.isEmpty {
            contents.warnings.append(Issue(.noPackageHeader, "It is missing", file: place))
        }
        let search = DMFFileSearch(
            files: entries.filter { $0 != manifestEntry && !headers.contains($0) },
            folder: manifestEntry.folder, paths: manifest.entities.compactMap(\.inputFilePath))
        var bound: [(entity: DMFManifest.Entity, file: PackageFile?)] = []
        for entity in manifest.entities {
            bound.append((entity, try file(of: entity, by: search, manifest: place)))
        }
        let unlisted = search.files.filter { file in !bound.contains { $0.file == file } }
        let lacking = bound.filter { $0.file == nil && !$0.entity.isDisabled }.map(\.entity)
        try checkNames(of: unlisted, lacking: lacking, manifest: place)
        for (entity, file) in bound {
            let shared = bound.count { $0.file == file } > 1
            try add(
                entity, file: file, isShared: shared, container: container, manifest: place,
                to: &contents)
        }
        for file in unlisted {
            contents.warnings.append(
                Issue(
                    .fileWithoutEntity, "\(file.baseName) is not in the manifest",
                    file: container.place(of: file.name)))
        }
    }

    /// Throws when a file that no entity lists can be the one that an entity lacks: it has its name but
    /// for the ending, or it is the only one of its kind. Its records would stay behind.
    private func checkNames(
        of unlisted: [PackageFile], lacking: [DMFManifest.Entity], manifest: String
    ) throws(FormatError) {
        for entity in lacking {
            guard let wanted = entity.inputFilePath else { continue }
            let suffix = PackageFileName.suffix(wanted)
            let alike = unlisted.filter { PackageFileName.suffix($0.baseName) == suffix }
            let only = alike.count == 1 && lacking.count == 1 ? alike.first : nil
            guard
                let file = unlisted.first(where: {
                    PackageFileName.isSameButForEnding($0.baseName, wanted)
                }) ?? only
            else { continue }
            throw FormatError(
                Issue(
                    .entityFileRenamed,
                    "\(entity.label) is in \(wanted), which is not in the package; "
                        + "\(file.name) is, and is not in the manifest",
                    file: manifest, entity: entity.label))
        }
    }

    /// The file that the manifest means; nil where it is missing.
    private func file(
        of entity: DMFManifest.Entity, by search: DMFFileSearch, manifest: String
    ) throws(FormatError) -> PackageFile? {
        guard let path = entity.inputFilePath else { return nil }
        let components = path.split { $0 == "/" || $0 == "\\" }
        guard !components.contains("..") else {
            throw FormatError(
                Issue(
                    .unsafeInputPath, "\(entity.label) is in \(path)", file: manifest,
                    entity: entity.label))
        }
        return search.file(at: path)
    }

    /// `isShared` is for a file that several entities of the manifest lie in.
    private func add(
        _ entity: DMFManifest.Entity, file: PackageFile?, isShared: Bool,
        container: PackageContainer, manifest: String, to contents: inout PackageContents
    ) throws(FormatError) {
        func warn(_ code: IssueCode, _ detail: String) {
            contents.warnings.append(Issue(code, detail, file: manifest, entity: entity.label))
        }
        guard !entity.isDisabled else {
            warn(.entityDisabled, "\(entity.label) is left out")
            return
        }
        guard let file else {
            warn(
                .entityWithoutFile, "\(entity.inputFilePath ?? entity.label) is not in the package")
            contents.entities.append(entity.inPackage(file: manifest, nil, .none))
            return
        }
        guard let format = formats[entity.sourceFormat] else {
            throw SourcePackage.unknownFormat(
                entity.sourceFormat, entity: entity.label, formats: formats, file: manifest)
        }
        var place = container.place(of: file.name)
        switch format {
        case .delimited(var dialect):
            if dialect.header == .none, dialect.columnNames.isEmpty {
                dialect.columnNames = entity.columnNames
            }
            contents.entities.append(
                entity.inPackage(
                    file: place, .delimited(dialect), .delimited(entry: file.name, dialect)))
        case .xmlElement, .xmlAttribute:
            contents.entities += xmlEntities(
                entity, entry: file.name, format: format, isShared: isShared, container: container)
        case .fixedWidth(let layout):
            contents.entities.append(
                entity.inPackage(
                    file: place, format, .fixedWidth(entry: file.name, layout)))
        case .excel(let sheet):
            let content = try sheetContent(
                of: file.name, sheet: entity.excelSheetName ?? sheet, container: container,
                place: &place, warnings: &contents.warnings)
            contents.entities.append(entity.inPackage(file: place, format, content))
        }
    }

    /// The entity, and those whose records stand inside its own when it is a composite.
    private func xmlEntities(
        _ entity: DMFManifest.Entity, entry: String, format: SourceFormat, isShared: Bool,
        container: PackageContainer
    ) -> [PackageEntity] {
        let place = container.place(of: entry)
        let names = entity.targetEntity.map { [$0] } ?? []
        let whole = entity.inPackage(
            file: place, format, .xml(entry: entry, recordNames: names, nil))
        let survey: XMLSurvey
        do throws(FormatError) {
            survey = try self.survey(
                of: entry, container: container, knownFields: entity.fieldMaps.map(\.xmlField))
        } catch {
            // Whoever reads the entity is told; nobody may want to.
            return [whole]
        }
        guard let own = survey.records(ofEntity: names) else { return [whole] }
        let inner = isShared ? [] : survey.inside(own)
        var first = whole
        if inner.isEmpty, !isShared {
            first.content = .xml(entry: entry, recordNames: names, survey)
        } else {
            first.targetEntity = own.name
            first.content = .xml(
                entry: entry, recordNames: [own.name], survey.only(own, warns: true))
        }
        // A composite is known by its header's entity; a label in any language by its records.
        if !inner.isEmpty || names.isEmpty, !entity.isNamed(own.name) {
            first.nameCandidates.append(own.name)
        }
        return [first] + inner.map { Self.part(of: whole, $0, entry: entry, survey: survey) }
    }

    /// The entity of records that stand inside those of a composite.
    private static func part(
        of composite: PackageEntity, _ records: XMLSurvey.Records, entry: String, survey: XMLSurvey
    ) -> PackageEntity {
        var part = composite
        part.name = records.name
        part.targetEntity = records.name
        part.nameCandidates = [records.name]
        part.content = .xml(
            entry: entry, recordNames: [records.name], survey.only(records, warns: false))
        // The composite's defaults are meant for its outermost records.
        for index in part.fieldMaps.indices { part.fieldMaps[index].isAutoDefault = false }
        return part
    }
}

extension DMFManifest.Entity {
    /// The columns of a file that does not name them, in the order of the manifest.
    fileprivate var columnNames: [String] {
        var seen: Set<String> = []
        return fieldMaps.map(\.xmlField).filter { seen.insert($0.foldedName).inserted }
    }

    fileprivate func isNamed(_ name: String) -> Bool {
        label.isSameName(as: name) || targetEntity?.isSameName(as: name) == true
    }

    fileprivate func inPackage(
        file: String, _ format: SourceFormat?, _ content: PackageEntity.Content
    ) -> PackageEntity {
        PackageEntity(
            name: label, targetEntity: targetEntity,
            nameCandidates: [targetEntity, label].compactMap { $0 }, file: file, format: format,
            sourceFormat: sourceFormat, content: content,
            fieldMaps: fieldMaps.allSatisfy(\.isPlain) ? [] : fieldMaps)
    }
}

extension XMLSurvey {
    /// The records of an entity that is known by these names, else the file's only kind of
    /// outermost records; nil where that cannot be told.
    fileprivate func records(ofEntity names: [String]) -> Records? {
        let named = names.lazy.compactMap { self.records(named: $0) }.first
        return named ?? (outermost.count == 1 ? outermost[0] : nil)
    }
}
