import Records

/// Finds out what a zip archive, a folder or a loose file holds.
struct PackageOpener {
    let limits: ReadLimits
    let formats: FormatRegistry
    /// How much of XML files is surveyed.
    var xmlReach = XMLSurvey.Reach.whole

    /// Opens a zip or a folder. What is noticed is in `contents` also when this throws.
    func open(
        _ container: PackageContainer, into contents: inout PackageContents
    ) throws(FormatError) {
        let entries = container.files
        let file = container.name
        contents.warnings += container.warnings
        try refuseForeign(entries, file: file)
        if let manifest = try find("Manifest.xml", in: entries, file: file) {
            try openDMF(manifest, entries: entries, container: container, into: &contents)
        } else if let header = try find("PackageHeader.xml", in: entries, file: file) {
            throw try headerAlone(header, container: container)
        } else if let data = try find("data.xml", in: entries, file: file) {
            try openMigration(data, entries: entries, container: container, into: &contents)
        } else if let description = try findCDM(in: entries, file: file) {
            try openCDM(description, entries: entries, container: container, into: &contents)
        } else if let data = renamedData(in: entries, container: container) {
            throw FormatError(
                Issue(
                    .migrationDataRenamed,
                    "\(data.baseName) looks like data.xml of the Configuration Migration tool",
                    file: container.place(of: data.name)))
        } else {
            try openFiles(entries, container: container, file: file, into: &contents)
        }
    }

    /// The one file of that name, at the root or in one folder.
    func find(
        _ name: String, in entries: [PackageFile], file: String
    ) throws(FormatError) -> PackageFile? {
        let found = entries.filter { $0.baseName.isSameName(as: name) }
        if let atRoot = found.first(where: { $0.folder.isEmpty }) { return atRoot }
        let inFolders = found.filter { $0.folder.split(separator: "/").count == 1 }
        guard inFolders.count <= 1 else {
            throw FormatError(
                Issue(.severalPackages, "\(name) stands in \(inFolders.count) folders", file: file))
        }
        return inFolders.first
    }

    /// A warning when the package's files do not lie at the root.
    func folderWarning(_ entry: PackageFile, container: PackageContainer) -> [Issue] {
        if entry.folder.isEmpty { return [] }
        return [
            Issue(
                .packageInFolder, "Its files lie in \(entry.folder)",
                file: container.place(of: entry.name))
        ]
    }

    /// Names what the archive is where it is something known that has no data for us.
    private func refuseForeign(_ entries: [PackageFile], file: String) throws(FormatError) {
        func has(_ name: String) -> Bool { entries.contains { $0.name.isSameName(as: name) } }
        func refused(_ code: IssueCode, _ kind: String) -> FormatError {
            FormatError(Issue(code, "It is \(kind)", file: file))
        }
        if has("word/document.xml") { throw refused(.unknownKindOfFile, "a Word document") }
        if has("solution.xml"), has("customizations.xml") {
            throw refused(.unknownKindOfFile, "a Dataverse solution")
        }
        let history = ["dmfexecution", "dmfstaginglog"]
        if entries.contains(where: { entry in
            history.contains { entry.baseName.foldedName.hasPrefix($0) }
        }) {
            throw FormatError(
                Issue(.historyPackage, "It holds the log of executions", file: file))
        }
    }

    private func headerAlone(
        _ entry: PackageFile, container: PackageContainer
    ) throws(FormatError) -> FormatError {
        let place = container.place(of: entry.name)
        let header = try XMLElement.read(
            try container.open(entry.name), file: place, limits: limits)
        let type = header.childText("ManifestType") ?? ""
        if type.contains("Template") {
            return FormatError(Issue(.templatePackage, "Its header says so", file: place))
        }
        return FormatError(
            Issue(.manifestIncomplete, "There is a package header and no Manifest.xml", file: place)
        )
    }

    private func openFiles(
        _ entries: [PackageFile], container: PackageContainer, file: String,
        into contents: inout PackageContents
    ) throws(FormatError) {
        contents.kind = .zippedFiles
        var others: [PackageFile] = []
        var map: (ImportMap, file: String)?
        for entry in entries where !entry.baseName.isSameName(as: "[Content_Types].xml") {
            let suffix = PackageFileName.suffix(entry.baseName)
            if PackageFileName.isWorkbook(suffix: suffix) {
                try addWorkbook(entry.name, container: container, to: &contents)
            } else if ["csv", "txt", "tsv", "xml"].contains(suffix)
                || !formats.fixedWidth(forFile: entry.name).isEmpty
            {
                if suffix == "xml", map == nil,
                    let found = try importMap(entry.name, container: container)
                {
                    map = (found, container.place(of: entry.name))
                    continue
                }
                try addFile(
                    entry.name, isXML: suffix == "xml", container: container, to: &contents)
            } else {
                others.append(entry)
            }
        }
        contents.entities = joinParts(contents.entities)
        if let map { apply(map.0, file: map.file, to: &contents) }
        guard contents.entities.isEmpty else {
            contents.warnings += others.map { entry in
                Issue(
                    .fileWithoutEntity, "\(entry.name) is left out",
                    file: container.place(of: entry.name))
            }
            return
        }
        throw Self.noData(among: others, file: file)
    }

    /// The complaint about a package none of whose files has records that can be read.
    private static func noData(among others: [PackageFile], file: String) -> FormatError {
        let suffixes = Set(others.map { PackageFileName.suffix($0.baseName) })
        if suffixes == ["zip"] {
            return FormatError(Issue(.nestedPackage, "It holds nothing but zip files", file: file))
        }
        if !suffixes.isDisjoint(with: ["xls", "xlsb"]) {
            return FormatError(
                Issue(.excelFile, "It holds nothing but workbooks of other kinds", file: file))
        }
        return FormatError(
            Issue(
                .noDataInPackage, "Of its \(others.count) files none is CSV, XML or a workbook",
                file: file))
    }
}
