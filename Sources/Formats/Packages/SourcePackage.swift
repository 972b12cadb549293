import Records

/// Whatever a user drops, opened: which entities it holds, and a reader for each of them.
package final class SourcePackage {
    /// What kind of package it is.
    package enum Kind: String, Sendable {
        /// A data package of F&O.
        case dmf = "DMF package"
        /// A package of the Configuration Migration tool of Sales.
        case migration = "Configuration Migration package"
        /// A zip of entity files without a manifest.
        case zippedFiles = "zip of entity files"
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

    private init(
        name: String, contents: PackageContents, container: PackageContainer, limits: ReadLimits
    ) {
        kind = contents.kind
        entities = contents.entities
        warnings = contents.warnings
        self.name = name
        self.container = container
        self.limits = limits
    }

    /// Opens the file at `path` and finds out what it is. What cannot be read is refused with its
    /// kind named. `name` stands in messages, and tells the entity of a loose file.
    package static func open(
        path: String, name: String, limits: ReadLimits, formats: FormatRegistry
    ) throws(FormatError) -> SourcePackage {
        let start = RewindableBytes(try PackageContainer.openFile(path, name: name))
        let first = try start.readPrefix(512)
        let signature = FileSignature(first, name: name)
        let opener = PackageOpener(limits: limits, formats: formats)
        switch signature {
        case .zip:
            let archive = try ZipArchive(path: path, name: name, limits: limits)
            let container = PackageContainer.zip(archive)
            let contents = try opener.openZip(archive, container: container)
            return SourcePackage(
                name: name, contents: contents, container: container, limits: limits)
        case .xml, .text:
            let container = PackageContainer.file(path: path, name: name)
            var contents = PackageContents(kind: .looseFile)
            try opener.addFile(
                name, isXML: signature == .xml, container: container, to: &contents)
            return SourcePackage(
                name: name, contents: contents, container: container, limits: limits)
        case .foreign(let code, let kind):
            throw FormatError(Issue(code, "It is \(kind)", file: name))
        }
    }

    /// A reader that stands before the entity's first record. May read the whole file once before,
    /// to find its columns. `extraFields` become columns of a Configuration Migration entity
    /// although its schema does not declare them.
    package func makeReader(
        for entity: PackageEntity, extraFields: [String] = []
    ) throws(FormatError) -> any RecordReader {
        let reader = try makePlainReader(for: entity, extraFields: extraFields)
        if entity.renamedColumns.isEmpty { return reader }
        return RenamingReader(reader, names: entity.renamedColumns)
    }

    /// The bytes of the entity's file, unpacked; nil where that cannot be told.
    package func byteCount(of entity: PackageEntity) -> Int? {
        entity.entry.flatMap { container.byteCount(of: $0) }
    }

    private func makePlainReader(
        for entity: PackageEntity, extraFields: [String]
    ) throws(FormatError) -> any RecordReader {
        switch entity.content {
        case .none: return EmptyReader()
        case .delimited(let entry, let dialect):
            return CSVReader(
                try container.open(entry), file: entity.file, entity: entity.name,
                dialect: dialect, limits: limits)
        case .xml(let entry, let recordNames, let survey):
            let container = self.container
            return try XMLRecordReader(
                file: entity.file, entityNames: recordNames, limits: limits, survey: survey
            ) { () throws(FormatError) in try container.open(entry) }
        case .migration(let entry, let schema):
            return try MigrationReader(
                try container.open(entry), file: entity.file, entity: schema,
                extraFields: extraFields, limits: limits)
        }
    }

    static func unknownFormat(
        _ format: String, entity: String, formats: FormatRegistry, file: String
    ) -> FormatError {
        if format.isSameName(as: "EXCEL") {
            return FormatError(
                Issue(
                    .excelFile, "The manifest says that \(entity) is in the source format EXCEL",
                    file: file, entity: entity))
        }
        let known = formats.names.joined(separator: ", ")
        return FormatError(
            Issue(
                .unknownSourceFormat,
                "\(entity) is in the source format \"\(format)\"; known are \(known)", file: file,
                entity: entity))
    }
}
