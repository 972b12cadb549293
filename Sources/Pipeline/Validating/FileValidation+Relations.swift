import Formats
import Records
import Store

extension FileValidation {
    /// The checks between the records of all these files. Where there are several, each is opened
    /// once before, because the record that one refers to may be in a later one.
    func makeRelations(for paths: [String]) throws -> PackageRelations {
        let known = try options.storePath.map { path in
            KnownRecords(configuration, store: try StoredKeys(path: path))
        }
        let relations = PackageRelations(
            schemas: configuration.schemas.all, known: known, keysInMemory: keysInMemory)
        guard paths.count > 1 else { return relations }
        for path in paths {
            // A file that cannot be read is told of when its turn comes.
            let package = try? SourcePackage.open(
                path: path, name: fileName(of: path), limits: configuration.limits,
                formats: configuration.formats)
            if let package { try relations.expect(schemas(of: package)) }
        }
        return relations
    }

    /// The schema of an entity: the given one, else the one that its name fits.
    func schema(for entity: PackageEntity, of package: SourcePackage) -> EntitySchema? {
        let schema = options.schema ?? configuration.schema(for: entity, of: package)
        return options.masksAll ? schema?.allPersonal : schema
    }

    /// The schemas of the entities of a package, each once.
    func schemas(of package: SourcePackage) -> [EntitySchema] {
        var found: [EntitySchema] = []
        for entity in package.entities {
            guard let schema = schema(for: entity, of: package),
                !found.contains(where: { $0.id == schema.id })
            else { continue }
            found.append(schema)
        }
        return found
    }
}
