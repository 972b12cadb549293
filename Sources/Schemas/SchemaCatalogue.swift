import JSON5
import Records

/// All entity schemas of a workspace, found by system and any name.
package struct SchemaCatalogue: Sendable {
    /// In the order of their files.
    package private(set) var all: [EntitySchema] = []
    /// Sentences about what in the files is no error and can hardly be meant so.
    package private(set) var remarks: [String] = []
    private var indexes: [Key: Int] = [:]

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
        let layers = try Self.layers(of: files)
        for file in files where SchemaLayers.base(of: file.path) == nil {
            let entries = try SchemaFile.read(
                file.bytes, file: file.path, layers: layers[file.path] ?? [])
            var schema = try entries.schema()
            let xmlSchema = String(file.path.dropLast(".json".count)) + ".xsd"
            if xmlSchemas.contains(xmlSchema) { schema.xmlSchema = xmlSchema }
            read.append(entries)
            remarks += entries.remarks
            remarks += Self.remark(on: schema, at: file.path).map { [$0] } ?? []
            remarks += schema.fields.compactMap { Self.remark(on: $0, at: file.path) }
            for (name, place) in entries.names {
                let key = Key(environment: schema.environment, name: name.foldedName)
                if let other = origins.updateValue(file.path, forKey: key) {
                    // Its own title may be its name, too.
                    if other == file.path { continue }
                    throw SchemaError(
                        at: place, what: "The name \"\(name)\" is taken by \(other)",
                        remedy: "Give one of the two another name or title, or take it out of its "
                            + "p2c:aliases")
                }
                indexes[key] = all.count
            }
            all.append(schema)
        }
        for (entries, schema) in zip(read, all) where complete {
            try entries.checkRelations(of: schema) { self.schema(schema.environment, named: $0) }
        }
    }

    /// Of a file that is called otherwise than its entity, which the packages name.
    private static func remark(on schema: EntitySchema, at path: String) -> String? {
        let stem = path.split(separator: "/").last.map { String($0.dropLast(".json".count)) } ?? ""
        if schema.name.isSameName(as: stem) { return nil }
        return
            "\(path): its name is \"\(schema.name)\", by which \(schema.environment.displayName) is "
            + "asked for it, and the file's is \"\(stem)\". Correct the one that is wrong"
    }

    /// Of a field one of whose options has the label that is another's value or number.
    private static func remark(on field: Field, at path: String) -> String? {
        for (index, option) in field.options.enumerated() {
            guard let label = option.label else { continue }
            let other = field.options.enumerated().first { place, other in
                place != index
                    && [other.value, other.number].contains { $0?.isSameName(as: label) == true }
            }
            guard let other else { continue }
            return
                "\(path): \"\(label)\" is the label of the option \(option.value) of \(field.name) and "
                + "stands for the option \(other.element.value): data with it gets that one. Correct the "
                + "categories if the other is meant"
        }
        return nil
    }

    /// The layers over each file, from the bottom up.
    private static func layers(
        of files: [(path: String, bytes: [UInt8])]
    ) throws(SchemaError) -> [String: [(path: String, bytes: [UInt8])]] {
        var layers: [String: [(path: String, bytes: [UInt8])]] = [:]
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
