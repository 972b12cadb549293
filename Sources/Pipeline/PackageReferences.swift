import Formats
import Mapping
import Records
import Schemas

/// The reference records that a package brings along, such as the currencies of its accounts, with
/// those of the settings behind them.
struct PackageReferences {
    /// The package's references before the configured ones.
    private(set) var all: References
    /// The entities of the package that were read for them.
    private(set) var used: Set<String> = []

    /// Reads the entities that lookups of the assigned tasks point to. With a store, those that a task
    /// takes are not read twice for their keys: it learns these as they pass.
    init(
        _ package: SourcePackage, configuration: Configuration, match: TaskMatch, hasStore: Bool
    ) throws {
        var found: [Reference] = []
        let passing = hasStore ? Set(configuration.tablesReadFromSales.map(\.foldedName)) : []
        for (table, keyField) in Self.wanted(by: match) {
            guard let schema = configuration.schemas.schema(.sales, named: table),
                !(passing.contains(schema.name.foldedName) && schema.remembers(keyField))
            else { continue }
            for entity in package.entities where entity.isOne(of: schema, in: package.kind) {
                used.insert(entity.file + entity.name)
                found += try Self.read(entity, of: package, schema: schema, keyField: keyField)
            }
        }
        all = References(found + configuration.references)
    }

    /// The tables and key fields of the lookups that first legs read, such as
    /// `transactioncurrencyid.isocurrencycode`.
    private static func wanted(by match: TaskMatch) -> [(table: String, keyField: String)] {
        var wanted: [(table: String, keyField: String)] = []
        for assignment in match.assignments {
            for field in assignment.task.legs[0].sourceFields {
                for target in lookupTargets(of: field, in: assignment.source)
                where !wanted.contains(where: {
                    $0.table.isSameName(as: target.table) && $0.keyField == target.keyField
                }) {
                    wanted.append((target.table, target.keyField))
                }
            }
        }
        return wanted
    }

    private static func read(
        _ entity: PackageEntity, of package: SourcePackage, schema: EntitySchema, keyField: String
    ) throws -> [Reference] {
        guard let idField = schema.primaryKey.first else { return [] }
        var found: [Reference] = []
        let reader = try package.makeReader(for: entity)
        while let batch = try reader.next() {
            guard let ids = batch.columnIndex(named: idField),
                let keys = batch.columnIndex(named: keyField)
            else { return [] }
            for row in 0..<batch.rowCount {
                guard let id = batch.text(of: batch.columns[ids].cells[row]),
                    let key = batch.text(of: batch.columns[keys].cells[row])
                else { continue }
                found.append(
                    Reference(table: schema.name, keyField: keyField, key: key, id: id, name: key))
            }
        }
        return found
    }
}
