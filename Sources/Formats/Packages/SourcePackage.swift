import Glibc
import Records

/// Whatever a user drops, opened: which entities it holds, and a reader for each of them.
package final class SourcePackage {
    /// What kind of package it is.
    package enum Kind: String, Sendable {
        /// A data package of F&O.
        case dmf = "DMF package"
        /// A package of the Configuration Migration tool of Sales.
        case migration = "Configuration Migration package"
        /// A zip or folder of entity files without a manifest.
        case zippedFiles = "entity files"
        /// A folder of the Common Data Model: a description and partitions of records.
        case cdm = "CDM folder"
        /// One entity file.
        case looseFile = "entity file"
    }

    package let kind: Kind
    /// The package's name in messages.
    package let name: String
    /// In the order in which they should be read.
    package let entities: [PackageEntity]
    /// What was noticed on opening.
    package let warnings: [Issue]
    let container: PackageContainer
    private let limits: ReadLimits
    private let xml: XMLOptions
    private let surprise = XMLSurprise()

    /// What a reader gave out is to be forgotten, and the file to be opened anew without
    /// `mayBeginAnew`: it turned out to be other than its beginning said.
    package var hasSurprised: Bool { surprise.isThere }

    private init(
        name: String, contents: PackageContents, container: PackageContainer, limits: ReadLimits,
        xml: XMLOptions
    ) {
        kind = contents.kind
        entities = contents.entities
        warnings = contents.warnings
        self.name = name
        self.container = container
        self.limits = limits
        self.xml = xml
    }

    /// Opens the file or folder at `path` and finds out what it is. What cannot be read is refused with its
    /// kind named. `name` stands in messages, and tells the entity of a loose file.
    ///
    /// Who `mayBeginAnew` gets large XML files in one pass instead of two, and has to look at
    /// `hasSurprised` when all readers have ended.
    package static func open(
        path: String, name: String, limits: ReadLimits, formats: FormatRegistry,
        mayBeginAnew: Bool = false
    ) throws(FormatError) -> SourcePackage {
        let opener = PackageOpener(
            limits: limits, formats: formats, xmlReach: mayBeginAnew ? .beginning : .whole)
        let container: PackageContainer
        var contents = PackageContents()
        do throws(FormatError) {
            if isFolder(path) {
                let folder = try PackageFolder(path: path, name: name, limits: limits)
                container = .folder(folder)
                try opener.open(container, into: &contents)
            } else {
                container = try openFile(path, name: name, opener: opener, into: &contents)
            }
        } catch {
            var error = error
            error.noticed = contents.warnings
            throw error
        }
        return SourcePackage(
            name: name, contents: contents, container: container, limits: limits,
            xml: formats.xml)
    }

    private static func openFile(
        _ path: String, name: String, opener: PackageOpener, into contents: inout PackageContents
    ) throws(FormatError) -> PackageContainer {
        let start = RewindableBytes(try PackageContainer.openFile(path, name: name))
        let signature = FileSignature(
            try start.readPrefix(512), name: name,
            isText: !opener.formats.fixedWidth(forFile: name).isEmpty)
        switch signature {
        case .zip:
            let archive = try ZipArchive(path: path, name: name, limits: opener.limits)
            if PackageOpener.isWorkbook(archive) {
                let container = PackageContainer.workbook(archive)
                try opener.addWorkbook(name, container: container, to: &contents)
                return container
            }
            if let inner = try opener.onlyInnerZip(of: archive) {
                contents.warnings.append(
                    Issue(.zipInZip, "It was read from there", file: inner.file))
                try opener.open(.zip(inner), into: &contents)
                return .zip(inner)
            }
            try opener.open(.zip(archive), into: &contents)
            return .zip(archive)
        case .gzip:
            let file = GzipFile(path: path, name: name, limits: opener.limits)
            let isText = !opener.formats.fixedWidth(forFile: file.innerName).isEmpty
            let isXML = try file.contentSignature(isText: isText) == .xml
            try opener.addFile(
                file.innerName, isXML: isXML, container: .gzip(file), to: &contents)
            return .gzip(file)
        case .xml, .text:
            let container = PackageContainer.file(path: path, name: name)
            try opener.addFile(
                name, isXML: signature == .xml, container: container, to: &contents)
            return container
        case .foreign(let code, let kind):
            throw FormatError(FileSignature.issue(code, kind, in: "It is", file: name))
        }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The name of a file that holds records of the package that were set aside: a folder's comes
    /// back as a zip, and what gzip had packed without `.gz`.
    var returnedName: String {
        switch container {
        case .zip, .file, .workbook: name
        case .folder: name + ".zip"
        case .gzip(let file): file.innerName
        }
    }

    /// A reader that stands before the entity's first record. May read the whole file once before,
    /// to find its columns. `extraFields` become columns of a Configuration Migration entity
    /// although its schema does not declare them.
    package func makeReader(
        for entity: PackageEntity, extraFields: [String] = []
    ) throws(FormatError) -> any RecordReader {
        let reader = try makePlainReader(for: entity, extraFields: extraFields)
        if let map = entity.importMap {
            return ImportMapReader(reader, map: map, keepsOthers: !entity.sharesFile)
        }
        if entity.fieldMaps.isEmpty { return reader }
        var stripsQualifiers = false
        if case .delimited(_, let dialect) = entity.content {
            stripsQualifiers = dialect.qualifier == nil
        }
        return DMFMappedReader(
            reader, maps: entity.fieldMaps, file: entity.file, stripsQualifiers: stripsQualifiers)
    }

    /// What a workbook's sheet would have for columns were its first rows, of those that are not blank,
    /// passed over, and the row that names them. Nil where the sheet cannot be read so.
    package func columns(
        of entity: PackageEntity, passingRows count: Int
    ) -> (names: [String], row: Int)? {
        guard case .excel(let entry, let sheet) = entity.content,
            let workbook = try? container.openWorkbook(entry, limits: limits),
            let reader = try? workbook.makeReader(
                for: sheet, entity: entity.name, file: entity.file, passedRows: count)
        else { return nil }
        _ = try? reader.next()
        return reader.header.map { ($0.names, $0.line) }
    }

    /// The entity's file from its start, as it is, where it is XML; nil for any other.
    package func openXML(of entity: PackageEntity) throws(FormatError) -> (any ByteSource)? {
        guard case .xml(let entry, _, _) = entity.content else { return nil }
        return try container.open(entry)
    }

    /// The bytes of the entity's file, unpacked; nil where that cannot be told.
    package func byteCount(of entity: PackageEntity) -> Int? {
        if case .excel(_, let sheet) = entity.content { return sheet.byteCount }
        if case .partitions(let listed) = entity.content {
            return listed.partitions.reduce(0) { $0 + $1.byteCount }
        }
        if case .parts(let parts) = entity.content {
            let counts = parts.compactMap { byteCount(of: $0) }
            return counts.count == parts.count ? counts.reduce(0, +) : nil
        }
        return entity.entry.flatMap { container.byteCount(of: $0) }
    }

    private func makePlainReader(
        for entity: PackageEntity, extraFields: [String]
    ) throws(FormatError) -> any RecordReader {
        if let refusal = entity.refusal { throw refusal }
        switch entity.content {
        case .none: return EmptyReader()
        case .partitions(let listed): return try makeReader(of: listed, file: entity.file)
        case .parts(let parts):
            return PartsReader(
                parts.map { part in
                    (part.file, { () throws(FormatError) in try self.makeReader(for: part) })
                })
        case .delimited(let entry, let dialect):
            return CSVReader(
                try container.open(entry), file: entity.file, entity: entity.name,
                dialect: dialect, limits: limits, hasManifest: kind == .dmf)
        case .xml(let entry, let recordNames, let survey):
            let container = self.container
            return try XMLRecordReader(
                file: entity.file, entityNames: recordNames, limits: limits, survey: survey,
                surprise: surprise, options: xml
            ) { () throws(FormatError) in try container.open(entry) }
        case .migration(let entry, let schema):
            return try MigrationReader(
                try container.open(entry), file: entity.file, entity: schema,
                declared: entities.map(\.name), extraFields: extraFields, limits: limits)
        case .fixedWidth(let entry, let layout):
            return FixedWidthReader(
                try container.open(entry), file: entity.file, entity: entity.name,
                layout: layout, limits: limits, hasManifest: kind == .dmf)
        case .excel(let entry, let sheet):
            let workbook = try container.openWorkbook(entry, limits: limits)
            return try workbook.makeReader(for: sheet, entity: entity.name, file: entity.file)
        case .migrationRelation(let entry, let relation, _):
            return try MigrationRelationReader(
                try container.open(entry), file: entity.file, relation: relation, limits: limits)
        }
    }

    private func makeReader(
        of entity: CDMEntity, file: String
    ) throws(FormatError) -> any RecordReader {
        if let problem = entity.problem { throw FormatError(problem) }
        let (container, limits) = (container, limits)
        func make() -> CDMReader { CDMReader(entity, container: container, limits: limits) }
        guard let columns = NewestVersions.Columns(entity) else { return make() }
        return NewestVersionReader(entity, columns: columns, file: file, makeReader: make)
    }

    static func unknownFormat(
        _ format: String, entity: String, formats: FormatRegistry, file: String
    ) -> FormatError {
        let known = formats.names.joined(separator: ", ")
        return FormatError(
            Issue(
                .unknownSourceFormat,
                "\(entity) is in the source format \"\(format)\"; known are \(known)", file: file,
                entity: entity))
    }
}
