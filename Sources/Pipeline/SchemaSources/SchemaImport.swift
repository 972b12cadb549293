import Folders
import Records
import Schemas

/// What a source of schemas would do to the schema files of a folder. Nothing is written before
/// `write`.
package struct SchemaImport {
    /// A file that would be written.
    package struct Change {
        package var path: String
        package var entity: String
        package var what: String
        fileprivate var bytes: [UInt8]
        /// What the file had, when it was changed by hand.
        fileprivate var edited: [UInt8]?
    }

    package private(set) var changes: [Change] = []
    /// Files that were changed by hand since they were shipped or imported.
    package private(set) var editedFiles: [String] = []
    package private(set) var remarks: [String] = []
    private let folder: String
    private let source: String
    private var bases: [SchemaBase] = []
    private let shipped: (String) -> [UInt8]?

    /// `folder` holds `sales/`, `finops/` and `cds/`; `shipped` gives the content that a file of one
    /// of these came with.
    package init(
        into folder: String, from source: String, shipped: @escaping (String) -> [UInt8]?
    ) throws {
        self.folder = folder
        self.source = source
        self.shipped = shipped
        for environment in Environment.allCases.map(\.rawValue) {
            let path = "\(folder)/\(environment)"
            guard Paths.leadsToFolder(path) else { continue }
            for name in try Paths.names(in: path) where name.hasSuffix(".json") {
                let file = "\(path)/\(name)"
                if SchemaCatalogue.isLayer(file) { continue }
                bases.append(try SchemaBase(path: file, bytes: try Paths.read(file)))
            }
        }
    }

    /// Plans the base of an entity, of which the source knows so much.
    package mutating func take(_ schema: EntitySchema, extent: SchemaBase.Extent) throws {
        guard let base = bases.first(where: { $0.isOf(schema) }) else {
            let made = SchemaBase.make(schema, from: source)
            let path = "\(folder)/\(schema.environment.rawValue)/\(Self.fileName(schema.name))"
            add(path, schema, made, isNew: true, edited: nil)
            return
        }
        let isUntouched = base.isUntouched(
            shipped: shipped(String(base.path.dropFirst(folder.utf8.count + 1))))
        if !isUntouched { editedFiles.append(base.path) }
        let made = base.replaced(by: schema, from: source, extent: extent)
        let before = try Paths.read(base.path)
        if before == made.bytes { return }
        add(base.path, schema, made, isNew: false, edited: isUntouched ? nil : before)
    }

    /// Plans the layer of lengths over every schema that the overlay is about.
    package mutating func take(_ overlay: SchemaOverlay, among known: SchemaCatalogue) throws {
        let found = known.all.filter(overlay.isAbout)
        if found.isEmpty { remarks.append("\(overlay.entity) has no schema, and was left out") }
        for schema in found {
            guard let base = bases.first(where: { $0.isOf(schema) }) else { continue }
            let path = String(base.path.dropLast(".json".count)) + ".lengths.json"
            let before = Paths.leadsToFile(path) ? try Paths.read(path) : nil
            let made = try overlay.file(over: schema, before: before, path: path)
            if !made.unknown.isEmpty {
                remarks.append(
                    "\(schema.label) has no field " + made.unknown.joined(separator: ", "))
            }
            if made.bytes == before || made.isEmpty && before == nil { continue }
            changes.append(
                Change(
                    path: path, entity: schema.label,
                    what:
                        "lengths and types of \(overlay.fields.count - made.unknown.count) fields",
                    bytes: made.bytes))
        }
    }

    /// Throws when the schemas would not fit together any more.
    package func check() throws {
        var files: [String: [UInt8]] = [:]
        for environment in Environment.allCases.map(\.rawValue) {
            let path = "\(folder)/\(environment)"
            guard Paths.leadsToFolder(path) else { continue }
            for name in try Paths.names(in: path) where name.hasSuffix(".json") {
                files["\(path)/\(name)"] = try Paths.read("\(path)/\(name)")
            }
        }
        for change in changes { files[change.path] = change.bytes }
        _ = try SchemaCatalogue(
            files: files.sorted { $0.key < $1.key }.map { (path: $0.key, bytes: $0.value) })
    }

    /// Writes the files. What somebody changed by hand is kept beside as `….json.edited`.
    package func write() throws(FoldersError) {
        for change in changes {
            if let edited = change.edited {
                try Paths.replace(change.path + ".edited", with: edited)
            }
            try Paths.replace(change.path, with: change.bytes)
        }
    }

    private mutating func add(
        _ path: String, _ schema: EntitySchema, _ made: SchemaBase.Import, isNew: Bool,
        edited: [UInt8]?
    ) {
        var parts = ["\(made.fieldCount) fields"]
        if !isNew { parts.append("\(made.addedFields) of them added") }
        if made.withoutLength > 0 {
            parts.append("\(made.withoutLength) texts without a length")
        }
        if !made.goneFields.isEmpty {
            let shown = made.goneFields.prefix(5).joined(separator: ", ")
            let more = made.goneFields.count > 5 ? " and \(made.goneFields.count - 5) more" : ""
            parts.append("gone: \(shown)\(more)")
        }
        changes.append(
            Change(
                path: path, entity: schema.label, what: parts.joined(separator: ", "),
                bytes: made.bytes, edited: edited))
    }

    /// An entity's name is no path.
    private static func fileName(_ name: String) -> String {
        String(name.map { $0 == "/" || $0 == "\0" ? "_" : $0 }.drop { $0 == "." }) + ".json"
    }
}
