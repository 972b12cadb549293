import Formats
import Records

/// Which schemas describe an entity of a file.
extension Configuration {
    /// Those that its name fits. Where that is schemas of Sales and of F&O and the file's form does not
    /// tell whose it is, those of the system that knows more of its columns; of both when it is the same.
    func schemas(for entity: PackageEntity, of package: SourcePackage) -> [EntitySchema] {
        let fitting = schemas.all.filter { entity.isOne(of: $0, in: package.kind) }
        let (sales, finops) = (Environment.sales, Environment.finops)
        guard fitting.contains(where: { $0.environment == sales }),
            fitting.contains(where: { $0.environment == finops }),
            let columns = try? package.makeReader(for: entity).knownColumns()
        else { return fitting }
        let known = [sales, finops].map { environment in
            fitting.filter { $0.environment == environment }
                .map { schema in columns.count { schema.field(named: $0) != nil } }.max() ?? 0
        }
        if known[0] == known[1] { return fitting }
        let other = known[0] > known[1] ? finops : sales
        return fitting.filter { $0.environment != other }
    }

    /// The one that describes it best: users have files of Sales and F&O, and of the CDS only when nothing
    /// else fits.
    func schema(for entity: PackageEntity, of package: SourcePackage) -> EntitySchema? {
        let fitting = schemas(for: entity, of: package)
        return fitting.first { $0.environment != .cds } ?? fitting.first
    }
}
