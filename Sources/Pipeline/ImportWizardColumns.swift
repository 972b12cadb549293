import Formats
import Mapping
import Records

extension ImportMap.Column {
    /// What the Import Data Wizard is told of the columns of a table: display names for the header,
    /// the keys by which lookups are found, and the numbers of options.
    ///
    /// A column has its logical name in the header where the schema has no display name, where two
    /// columns share one, or where the first column is named like the table, which the wizard takes
    /// for something else.
    static func columns(_ names: [String], of schema: EntitySchema) -> [ImportMap.Column] {
        let fields = names.map { field(of: $0, in: schema) }
        let titles = fields.map { $0?.title ?? "" }
        return names.indices.map { index in
            let title = titles[index]
            let isShared = titles.count { $0.isSameName(as: title) } > 1
            let isOther = names.indices.contains { other in
                other != index && names[other].isSameName(as: title)
            }
            let isTable = index == 0 && schema.isNamed(title)
            let isUsable = !title.isEmpty && !isShared && !isOther && !isTable
            return column(
                names[index], header: isUsable ? title : names[index], field: fields[index],
                of: schema)
        }
    }

    private static func column(
        _ name: String, header: String, field: Field?, of schema: EntitySchema
    ) -> ImportMap.Column {
        var column = ImportMap.Column(source: header, target: name.beforeDot)
        column.lookups = lookups(of: name, in: schema)
        switch field?.type {
        case .option:
            column.options = (field?.options ?? []).map {
                ImportMap.Option(source: $0.value, target: $0.number ?? $0.value)
            }
        case .boolean(let whenTrue, let whenFalse):
            column.options = [
                ImportMap.Option(source: whenTrue, target: "1"),
                ImportMap.Option(source: whenFalse, target: "0"),
            ]
        default: break
        }
        return column
    }

    /// By which field the records of each table are found; none for a field of the table itself. Tables
    /// have the names that the schema gives them, the logical ones.
    private static func lookups(
        of name: String, in schema: EntitySchema
    ) -> [ImportMap.Lookup] {
        let known = field(of: name, in: schema)?.lookup?.targets ?? []
        return lookupTargets(of: name, in: schema).map { target in
            let table = known.first { $0.isSameName(as: target.table) } ?? target.table
            return ImportMap.Lookup(table: table, key: target.keyField)
        }
    }

    /// The field of a column; for a lookup by key, such as `uomid.name`, that of the lookup.
    private static func field(of name: String, in schema: EntitySchema) -> Field? {
        schema.field(named: name)
            ?? name.split(separator: ".").first.flatMap { schema.field(named: String($0)) }
    }
}
