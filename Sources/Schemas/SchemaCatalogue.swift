import JSON5
import Records

/// All entity schemas of a workspace, found by system and any name.
package struct SchemaCatalogue: Sendable {
    /// In the order of their files.
    package private(set) var all: [EntitySchema] = []
    /// Sentences about what in the files is no error and can hardly be meant so.
    package private(set) var remarks: [String] = []
    private var indexes: [Key: Int] = [:]
    /// Where the files say what their records refer to, in the order of the schemas and their foreign keys.
    private var referencePlaces: [[DocumentPlace]] = []

    private struct Key: Hashable {
        var environment: Environment
        var name: String
    }

    package init() {}

    /// True for a file that lies over another one and describes no entity by itself.
    package static func isLayer(_ path: String) -> Bool { SchemaLayers.base(of: path) != nil }

    /// Reads the given files with the layers over them (see `SchemaLayers`). Two entities of one
    /// system may not share a name or alias. When the files are not `complete`, they may refer to
    /// entities that are not among them. An XML schema of the same name, `account.xsd` beside
    /// `account.json`, belongs to the entity.
    package init(
        files: [(path: String, bytes: [UInt8])], xmlSchemas: Set<String> = [],
        complete: Bool = true
    ) throws(SchemaError) {
        var origins: [Key: String] = [:]
        var read: [SchemaFile] = []
        var errors = SchemaErrorList()
        let layers = try Self.layers(of: files)
        for file in files where SchemaLayers.base(of: file.path) == nil {
            errors.trying { () throws(SchemaError) in
                var (entries, schema) = try Self.read(
                    file, layers: layers[file.path] ?? [], among: files)
                let xmlSchema = String(file.path.dropLast(".json".count)) + ".xsd"
                if xmlSchemas.contains(xmlSchema) { schema.xmlSchema = xmlSchema }
                try add(schema, of: entries, file: file.path, &origins)
                read.append(entries)
            }
        }
        try errors.throwAll()
        nameLookups()
        if complete { remarks += zip(read, all).flatMap { $0.remarks(onLookupsOf: $1, in: self) } }
        for (entries, schema) in zip(read, all) where complete {
            errors.trying { () throws(SchemaError) in
                try entries.checkRelations(of: schema) {
                    self.schema(schema.environment, named: $0)
                }
            }
        }
        try errors.throwAll()
    }

    private typealias File = (path: String, bytes: [UInt8])

    private static func read(
        _ file: File, layers: [File], among files: [File]
    ) throws(SchemaError) -> (SchemaFile, EntitySchema) {
        do throws(SchemaError) {
            let entries = try SchemaFile.read(file.bytes, file: file.path, layers: layers)
            return (entries, try entries.schema())
        } catch {
            if let misnamed = SchemaLayers.misnamed(file.path, among: files.map(\.path)) {
                throw misnamed
            }
            // A mistake of the file below has its place there.
            if !layers.isEmpty { _ = try SchemaFile.read(file.bytes, file: file.path).schema() }
            throw error
        }
    }

    /// `origins` are the files that have taken a name so far.
    private mutating func add(
        _ schema: EntitySchema, of entries: SchemaFile, file: String, _ origins: inout [Key: String]
    ) throws(SchemaError) {
        for (name, place) in entries.names {
            let key = Key(environment: schema.environment, name: name.foldedName)
            // Its own title may be its name, too.
            if let other = origins.updateValue(file, forKey: key), other != file {
                throw SchemaError(
                    at: place, what: "The name \"\(name)\" is taken by \(other)",
                    remedy: "Give one of the two another name or title, or take it out of its "
                        + "p2c:aliases")
            }
            indexes[key] = all.count
        }
        all.append(schema)
        referencePlaces.append(entries.relations.foreignKeys.map(\.place))
        remarks += entries.remarks + schema.remarks(at: file)
    }

    /// Lookups name their tables in whatever way people do; packages for Sales name them by their logical
    /// names, which are in small letters.
    private mutating func nameLookups() {
        for index in all.indices where all[index].environment == .sales {
            for field in all[index].fields.indices {
                guard let targets = all[index].fields[field].lookup?.targets else { continue }
                let names = targets.map { schema(.sales, named: $0)?.name ?? $0.lowercased() }
                if names != targets { all[index].fields[field].lookup?.targets = names }
            }
        }
    }

    /// The layers over each file, from the bottom up.
    private static func layers(of files: [File]) throws(SchemaError) -> [String: [File]] {
        var layers: [String: [File]] = [:]
        for ending in SchemaLayers.endings {
            for file in files where file.path.hasSuffix(ending) {
                guard let base = SchemaLayers.base(of: file.path) else { continue }
                guard files.contains(where: { $0.path == base }) else {
                    throw SchemaError(
                        file: file.path, what: "There is no \(base) for it to lie over",
                        remedy: "Rename it after the schema file that it changes")
                }
                layers[base, default: []].append(file)
            }
        }
        return layers
    }

    /// The schema that has the name, the label or the alias, compared without case.
    package func schema(_ environment: Environment, named name: String) -> EntitySchema? {
        indexes[Key(environment: environment, name: name.foldedName)].map { all[$0] }
    }

    /// Where the file of a schema says that its records refer to others.
    package func place(of reference: ForeignKey, in schema: EntitySchema) -> DocumentPlace? {
        guard
            let index = indexes[Key(environment: schema.environment, name: schema.name.foldedName)],
            let number = all[index].foreignKeys.firstIndex(of: reference)
        else { return nil }
        return referencePlaces[index][number]
    }

    /// The tables of Sales that are described, and those that lookups lead to.
    package var lookupTables: [String] {
        let sales = all.filter { $0.environment == .sales }
        return sales.map(\.name)
            + Set(sales.flatMap(\.fields).flatMap { $0.lookup?.targets ?? [] }).sorted()
    }

    /// The fields of a schema whose lookups lead to tables that no schema describes, with these.
    package func openLookups(of schema: EntitySchema) -> [(field: String, table: String)] {
        schema.fields.flatMap { field in
            (field.lookup?.targets ?? []).filter {
                self.schema(schema.environment, named: $0) == nil
            }.map { (field.name, $0) }
        }
    }

    /// All names by which people may call a schema.
    package var names: [String] { all.flatMap(\.names) }

    /// Those of the schemas of one system.
    package func names(of environment: Environment) -> [String] {
        all.filter { $0.environment == environment }.flatMap(\.names)
    }

    /// The schemas that people may mean by a name: `account`, `Customers V2`, `cds/Account`.
    package func schemas(named name: String) -> [EntitySchema] {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        if parts.count == 2, let environment = Environment(rawValue: parts[0].lowercased()) {
            return schema(environment, named: parts[1]).map { [$0] } ?? []
        }
        return Environment.allCases.compactMap { schema($0, named: name) }
    }
}

extension EntitySchema {
    fileprivate var names: [String] { [name, label] + aliases }
}
