import Formats
import Mapping
import Records
import Schemas

/// What there is to say about the columns of an entity's file.
extension SchemaChecker {
    /// Says which columns are known by their labels; nil when none is.
    func labelIssue(in entity: PackageEntity) -> Issue? {
        guard !labelColumns.isEmpty else { return nil }
        return Issue(
            .columnsByLabel, "Taken for their fields: " + labelColumns.joined(separator: ", "),
            file: entity.file, entity: entity.name)
    }

    /// Says which columns are likely fields of another spelling.
    func misspellings(in entity: PackageEntity) -> [Issue] {
        misspeltColumns.map { column, _ in
            Issue(
                .unknownColumn, unknownDetail(of: column), file: entity.file, entity: entity.name,
                field: column)
        }
    }

    /// Says which columns behind a lookup are likely those that a task reads, in another spelling.
    func misspeltPaths(in entity: PackageEntity, wanted: [String]) -> [Issue] {
        let paths = wanted.filter { path in
            path.contains(".") && !columnNames.contains { $0.isSameName(as: path) }
        }
        guard !paths.isEmpty else { return [] }
        return unreadPaths(wanted: wanted).compactMap { column in
            let near =
                NearNames.misspelt(column, among: paths)
                ?? paths.first { $0.beforeDot.isSameName(as: column.beforeDot) }
            guard let near else { return nil }
            return Issue(
                .unknownColumn, "No row of the template reads \(column); the nearest is \(near)",
                file: entity.file, entity: entity.name, field: column)
        }
    }

    /// Columns of fields behind lookups that are none of the `wanted`, apart from what packages of Sales
    /// have beside every lookup.
    func unreadPaths(wanted: [String]) -> [String] {
        let companions = [ReferenceResolver.nameSuffix, ReferenceResolver.tableSuffix]
        return columnNames.filter { column in
            column.contains(".") && !unknownColumns.contains(column)
                && !companions.contains(where: column.hasSuffix)
                && !wanted.contains(where: column.isSameName)
        }
    }

    /// That the schema does not know the column, with the field that is nearly its name.
    func unknownDetail(of column: String) -> String {
        let near = misspeltColumns.first { $0.column == column }?.field
        return "The schema has no field \(column)" + (near.map { "; the nearest is \($0)" } ?? "")
    }
}
