import Folders
import Formats
import Glibc
import Records
import Schemas

/// A file from which schemas are made, recognised by its content.
package struct SchemaSource {
    /// What kind of source a file is.
    package enum Kind: String, Sendable, CaseIterable {
        case edmx = "OData metadata"
        case definitions = "entity definitions of Dataverse"
        case solution = "customizations of a solution"
        case migration = "Configuration Migration schema"
        case manifest = "DMF manifest"
        case cdm = "CDM document"
        case xsd = "XML schema"
        case sql = "CREATE TABLE text"
        case lengths = "table of lengths"

        /// Sources that hold far more entities than anybody wants.
        package var isLarge: Bool { self == .edmx }

        /// Sources that know fields of entities that another source describes.
        package var isOverlay: Bool { self == .sql || self == .lengths }
    }

    /// What is wanted of a source.
    package struct Wishes: Sendable {
        /// The names of the entities; none for all, and of a large source for those in `known`.
        package var entities: [String] = []
        /// The schemas that there are.
        package var known = SchemaCatalogue()
        /// The system of the entities; nil to tell it from the source. What no source tells is taken
        /// to be of F&O.
        package var environment: Environment?
        /// The folder that absolute paths of CDM documents begin at; nil to look for it upward.
        package var cdmRoot: String?
        package var limits = ReadLimits()

        package init() {}
    }

    /// A source is read into memory. Microsoft's largest is a tenth of this.
    private static let mostBytes = 256 << 20

    package let path: String
    private let name: String
    /// In UTF-8, whatever the file is in.
    private let text: [UInt8]

    /// Opens a file. Throws a `FoldersError` or a `FormatError`.
    package init(_ path: String) throws {
        self.path = path
        let own = fileName(of: path)
        if let (entry, bytes) = try Self.packedSource(path, name: own) {
            name = "\(own)/\(entry)"
            text = bytes
        } else {
            name = own
            text = try Self.text(of: path, name: own)
        }
    }

    /// The file of a solution or package that describes its entities; nil for what is no archive.
    private static func packedSource(
        _ path: String, name: String
    ) throws -> (entry: String, bytes: [UInt8])? {
        guard let archive = try PackedFile(path: path, name: name) else { return nil }
        for entry in ["customizations.xml", "data_schema.xml", "Manifest.xml"] {
            if let bytes = try archive.read(entry, most: mostBytes) { return (entry, bytes) }
        }
        throw SchemaError(
            file: path, what: "It has no customizations.xml, data_schema.xml or Manifest.xml",
            remedy: "Name a solution, a package of one of these kinds, or another source")
    }

    /// What kind of source it is; nil for none of these.
    package var kind: Kind? {
        let first = text.first { $0 > 0x20 }
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if EntityDefinitionsReader.recognises(text) { return .definitions }
            return CDMSchemaReader.kind(of: text) == nil ? nil : .cdm
        case UInt8(ascii: "<"), 0xEF, 0xFF, 0xFE:
            if let kind = xmlKind { return kind }
        default: break
        }
        if SQLTableReader.holdsTable(text) { return .sql }
        return (try? lengthTable(rows: false)) == nil ? nil : .lengths
    }

    /// By the name of the root.
    private var xmlKind: Kind? {
        switch XMLRoot.name(of: MemoryBytes(text), file: name) {
        case "Edmx": return .edmx
        case "ImportExportXml": return .solution
        case "entities": return .migration
        case "DataManagementPackageManifest": return .manifest
        default: return XSDSchemaReader.recognises(MemoryBytes(text), file: name) ? .xsd : nil
        }
    }

    /// Everything that the source says. Throws a `SchemaError`, `FormatError` or `FoldersError`.
    package func read(_ kind: Kind, _ wishes: Wishes = Wishes()) throws -> SchemaReading {
        var reading: SchemaReading
        switch kind {
        case .cdm: return try readCDM(wishes)
        case .edmx:
            return try EDMXReader.read(
                MemoryBytes(text), file: name, limits: wishes.limits,
                isWanted: { wishes.wants($0, of: .edmx) })
        case .solution:
            return try SolutionReader.read(
                MemoryBytes(text), file: name, limits: wishes.limits,
                isWanted: { wishes.wants($0, of: .solution) })
        case .definitions:
            return try EntityDefinitionsReader.read(
                text, file: name, isWanted: { wishes.wants($0, of: .definitions) })
        case .migration:
            reading = try PackageSchemas.ofMigration(
                MemoryBytes(text), file: name, limits: wishes.limits)
        case .manifest:
            reading = try PackageSchemas.ofDMF(
                MemoryBytes(text), file: name, limits: wishes.limits)
        case .xsd:
            reading = try XSDSchemaReader.read(
                MemoryBytes(text), file: name, environment: wishes.environment ?? .finops,
                limits: wishes.limits)
        case .sql: reading = try SQLTableReader.read(text, file: name)
        case .lengths: reading = try lengthTable(rows: true)?.reading ?? SchemaReading()
        }
        guard !wishes.entities.isEmpty else { return reading }
        reading.schemas.removeAll { schema in !wishes.entities.contains(where: schema.isNamed) }
        reading.overlays.removeAll { overlay in
            !wishes.entities.contains { $0.isSameName(as: overlay.entity) }
        }
        return reading
    }

    /// The names of all entities that the source describes, to propose one.
    package func entityNames(_ kind: Kind) throws -> [String] {
        guard kind == .edmx else { return try read(kind).schemas.map(\.label) }
        var names: [String] = []
        _ = try EDMXReader.read(
            MemoryBytes(text), file: name, limits: ReadLimits(),
            isWanted: { found in
                names.append(found.last ?? "")
                return false
            })
        return names
    }

    // MARK: Texts

    private static func text(of path: String, name: String) throws -> [UInt8] {
        var status = stat()
        if stat(path, &status) == 0 { try check(Int(status.st_size), of: path) }
        return try decoded(try Paths.read(path), name: name)
    }

    private static func check(_ size: Int, of file: String) throws(SchemaError) {
        guard size > mostBytes else { return }
        throw SchemaError(
            file: file, what: "It has \(size) bytes, the most is \(mostBytes)",
            remedy: "Take out what is not needed of it")
    }

    /// Scripts of SQL Server Management Studio are in UTF-16. XML says itself what it is in, which
    /// its reader heeds.
    private static func decoded(_ bytes: [UInt8], name: String) throws(FormatError) -> [UInt8] {
        if bytes.first == UInt8(ascii: "<") { return bytes }
        let text = try DecodedText(MemoryBytes(bytes), declared: .utf8, file: name)
        var decoded: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            var count = 0
            var failure: FormatError?
            piece.withUnsafeMutableBytes { buffer in
                do throws(FormatError) {
                    count = try text.bytes.read(into: buffer)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            if count == 0 { return decoded }
            decoded += piece[..<count]
        }
    }

    // MARK: Tables of lengths

    /// Nil where the file has no such header. Throws a `SchemaError`, `FormatError` or `ViewError`.
    private func lengthTable(rows: Bool) throws -> LengthTable? {
        let view = FileView()
        let package = try view.open(path)
        guard package.kind == .looseFile, let entity = package.entities.first else { return nil }
        let reader = try package.makeReader(for: entity)
        var table: LengthTable?
        while let batch = try reader.next() {
            if table == nil { table = LengthTable(header: batch.columns.map(\.name), file: name) }
            guard rows, table != nil else { break }
            if let first = batch.unreadable.first { throw FormatError(first.issue) }
            for row in 0..<batch.rowCount {
                try table?.take(
                    batch.columns.map { batch.text(of: $0.cells[row]) },
                    line: Int(batch.positions[row].line))
            }
        }
        if table == nil, let header = try reader.knownColumns() {
            table = LengthTable(header: header, file: name)
        }
        return table
    }

    // MARK: CDM

    private func readCDM(_ wishes: Wishes) throws -> SchemaReading {
        let root = try Self.cdmRoot(wishes.cdmRoot, of: path)
        do throws(SchemaError) {
            var reading = try CDMSchemaReader.read(
                root.document, entities: wishes.entities, environment: wishes.environment
            ) { path throws(SchemaError) in try Self.document(root.folder + path, path) }
            for index in reading.remarks.indices {
                reading.remarks[index].file = root.folder + reading.remarks[index].file
            }
            return reading
        } catch {
            var error = error
            error.place.file = root.folder + error.place.file
            throw error
        }
    }

    /// The bytes of a document; nil where there is none.
    private static func document(_ full: String, _ path: String) throws(SchemaError) -> [UInt8]? {
        var status = stat()
        guard Paths.leadsToFile(full), stat(full, &status) == 0 else { return nil }
        try check(Int(status.st_size), of: path)
        do {
            return try Paths.read(full)
        } catch {
            throw SchemaError(
                file: path, what: "It cannot be read", remedy: "Check who may read it")
        }
    }

    /// The root folder of documents, and the path of one below it. Microsoft's tree has its
    /// foundations at the root; a document alone has its own folder as one.
    private static func cdmRoot(
        _ given: String?, of path: String
    ) throws(SchemaError) -> (folder: String, document: String) {
        let full = absolute(path)
        if let given {
            let root = absolute(given)
            guard full.hasPrefix(root + "/") else {
                throw SchemaError(
                    file: path, what: "It does not lie below \(given)",
                    remedy: "Give --cdm-root the folder that has core/ in it")
            }
            return (root, String(full.dropFirst(root.utf8.count)))
        }
        let own = full.lastIndex(of: "/").map { String(full[..<$0]) } ?? ""
        var folder = own
        while !Paths.leadsToFile(folder + "/foundations.cdm.json") {
            guard let slash = folder.lastIndex(of: "/") else {
                return (own, String(full.dropFirst(own.utf8.count)))
            }
            folder = String(folder[..<slash])
        }
        return (folder, String(full.dropFirst(folder.utf8.count)))
    }

    /// The path without links and dots; as it is where nothing is there.
    private static func absolute(_ path: String) -> String {
        guard let full = realpath(path, nil) else { return path }
        defer { free(full) }
        return String(cString: full)
    }
}

extension SchemaSource.Wishes {
    /// Whether an entity of these names is wanted.
    fileprivate func wants(_ names: [String], of kind: SchemaSource.Kind) -> Bool {
        if !entities.isEmpty {
            return names.contains { name in entities.contains { $0.isSameName(as: name) } }
        }
        guard kind.isLarge else { return true }
        return names.contains { !known.schemas(named: $0).isEmpty }
    }
}
