import Records

extension PackageOpener {
    /// Adds the entities of a file that stands for itself, without a manifest.
    func addFile(
        _ entry: String, isXML: Bool, container: PackageContainer,
        to contents: inout PackageContents
    ) throws(FormatError) {
        if isXML {
            try addXML(entry, container: container, to: &contents)
            return
        }
        if addFixedWidth(entry, container: container, to: &contents) { return }
        guard case .delimited(let declared)? = formats["CSV"] else {
            throw SourcePackage.unknownFormat(
                "CSV", entity: entry, formats: formats, file: container.place(of: entry))
        }
        let fileName = PackageFileName.base(entry)
        var entity = PackageEntity(
            name: PackageFileName.stem(fileName),
            nameCandidates: PackageFileName.entityNames(of: fileName),
            file: container.place(of: entry), format: .delimited(declared),
            content: .delimited(entry: entry, declared))
        if !formats.isGiven("CSV") {
            let source = try container.open(entry)
            detectDialect(of: &entity, entry, source, standard: declared, to: &contents)
        }
        contents.entities.append(entity)
    }

    /// Finds the dialect of a file for which nobody declares one. What is wrong with the file is not
    /// said here: it may be one that nobody asks for, like a note beside the data.
    private func detectDialect(
        of entity: inout PackageEntity, _ entry: String, _ source: any ByteSource,
        standard: Dialect, to contents: inout PackageContents
    ) {
        // What cannot be decoded is said on reading.
        let found = try? DialectDetection.detect(source, standard: standard, file: entity.file)
        switch found {
        case nil: break
        case .doubtful(let reason):
            entity.refusal = FormatError(
                Issue(.dialectDoubtful, reason, file: entity.file, entity: entity.name))
        case .found(let dialect, _):
            entity.isDialectDetected = true
            entity.format = .delimited(dialect)
            entity.content = .delimited(entry: entry, dialect)
            guard let difference = dialect.difference(from: standard) else { return }
            contents.warnings.append(
                Issue(
                    .dialectDetected, difference, file: entity.file, entity: entity.name))
        }
    }

    private func addXML(
        _ entry: String, container: PackageContainer, to contents: inout PackageContents
    ) throws(FormatError) {
        let place = container.place(of: entry)
        let outline = try outline(of: entry, container: container)
        if outline.rootName == "entities" {
            try refuseSchema(outline, file: place)
            contents.kind = .migration
            try addMigration(entry, schema: nil, container: container, to: &contents)
            return
        }
        if let kind = Self.foreignRoots[outline.rootName] {
            throw FormatError(Issue(.unknownKindOfFile, "It is \(kind)", file: place))
        }
        let survey = try survey(of: entry, container: container)
        let fileNames = PackageFileName.entityNames(of: PackageFileName.base(entry))
        guard !survey.records.isEmpty else {
            let name = PackageFileName.stem(PackageFileName.base(entry))
            contents.warnings.append(
                Issue(
                    .xmlWithoutRecords, "Its root element is empty", file: place, entity: name))
            contents.entities.append(
                PackageEntity(
                    name: name, nameCandidates: fileNames, file: place, format: .xmlElement,
                    content: .xml(entry: entry, recordNames: [], nil)))
            return
        }
        for (index, records) in survey.records.enumerated() {
            let own = survey.only(records, warns: index == 0)
            contents.entities.append(
                PackageEntity(
                    name: records.name,
                    nameCandidates: [records.name] + (survey.records.count == 1 ? fileNames : []),
                    file: place, format: records.format,
                    content: .xml(entry: entry, recordNames: [records.name], own)))
        }
    }

    /// What records the XML file holds, those inside others too.
    func survey(
        of entry: String, container: PackageContainer, knownFields: [String] = []
    ) throws(FormatError) -> XMLSurvey {
        try XMLSurvey(
            { () throws(FormatError) in try container.open(entry) },
            file: container.place(of: entry), limits: limits, options: formats.xml,
            knownFields: knownFields, reach: xmlReach)
    }

    /// The code page of the settings is for files that cannot be read without it.
    func outline(
        of entry: String, container: PackageContainer
    ) throws(FormatError) -> XMLOutline {
        let place = container.place(of: entry)
        do throws(FormatError) {
            return try XMLOutline(try container.open(entry), file: place, limits: limits)
        } catch {
            guard error.issue.code == .xmlEncoding, let codePage = formats.xml.codePage else {
                throw error
            }
            return try XMLOutline(
                try container.open(entry), file: place, limits: limits, codePage: codePage)
        }
    }

    private func refuseSchema(_ outline: XMLOutline, file: String) throws(FormatError) {
        guard outline.thirdLevelName == "fields" else { return }
        throw FormatError(
            Issue(.migrationSchemaOnly, "It holds fields and no records", file: file))
    }

    private static let foreignRoots = [
        "DataManagementPackageManifest": "a manifest without its package",
        "DataManagementPackageHeader": "a package header without its package",
        "DataManagementTemplatePackageManifest": "the manifest of a data template",
        "DataManagementSchema": "a file that only looks like a manifest",
        "Workbook": "an XML spreadsheet of Excel 2003",
        "Map": "a data map of the Import Data Wizard",
        "ImportExportXml": "the customizations of a Dataverse solution",
        "Types": "a list of content types", "fetch": "a FetchXML query", "html": "a web page",
        "edmx": "OData metadata", "schema": "an XML schema",
    ]
}

extension XMLSurvey.Records {
    /// The style in which they are written.
    var format: SourceFormat { isAttributeStyle ? .xmlAttribute : .xmlElement }
}

/// The names at the start of an XML document, enough to know its kind.
struct XMLOutline {
    let rootName: String
    /// The first element inside the first element inside the root.
    let thirdLevelName: String?

    init(
        _ source: any ByteSource, file: String, limits: ReadLimits, codePage: TextEncoding? = nil
    ) throws(FormatError) {
        let parser = try XMLParser(
            source, file: file, limits: limits, keepsText: false, marksForbidden: true,
            codePage: codePage)
        var depth = 0
        var names: [String?] = [nil, nil, nil]
        reading: while try parser.readOn() {
            for event in parser.tape.events {
                if event.kind == .start {
                    if depth < 3, names[depth] == nil {
                        names[depth] = parser.tape.names.texts[Int(event.name)]
                    }
                    depth += 1
                }
                if event.kind == .end { depth -= 1 }
            }
            _ = parser.tape.cut(events: parser.tape.events.count, bytes: parser.tape.bytes.count)
            if names[2] != nil { break reading }
        }
        rootName = names[0] ?? ""
        thirdLevelName = names[2]
    }
}
