import JSON5
import Records

/// All entity schemas of a workspace, found by system and any name.
package struct SchemaCatalogue: Sendable {
    /// In the order of their files.
    package private(set) var all: [EntitySchema] = []
    private var indexes: [Key: Int] = [:]

    private struct Key: Hashable {
        var environment: Environment
        var name: String
    }

    package init() {}

    /// Reads the given files. Two entities of one system may not share a name or alias.
    package init(files: [(path: String, bytes: [UInt8])]) throws(SchemaError) {
        var origins: [Key: String] = [:]
        var read: [SchemaFile] = []
        for file in files {
            let entries = try SchemaFile.read(file.bytes, file: file.path)
            let schema = try entries.schema()
            read.append(entries)
            for name in Set(([schema.name, schema.label] + schema.aliases).map(\.foldedName)) {
                let key = Key(environment: schema.environment, name: name)
                if let other = origins.updateValue(file.path, forKey: key) {
                    throw SchemaError(
                        at: DocumentPlace(file: file.path),
                        what: "The name \"\(name)\" is taken by \(other)",
                        remedy: "Take it out of p2c:aliases of one of the two")
                }
                indexes[key] = all.count
            }
            all.append(schema)
        }
        for (entries, schema) in zip(read, all) {
            try entries.checkRelations(of: schema) { self.schema(schema.environment, named: $0) }
        }
    }

    /// The schema that has the name, the label or the alias, compared without case.
    package func schema(_ environment: Environment, named name: String) -> EntitySchema? {
        indexes[Key(environment: environment, name: name.foldedName)].map { all[$0] }
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
