import Formats
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
                names[index], header: isUsable ? title : names[index], field: fields[index])
        }
    }

    private static func column(
        _ name: String, header: String, field: Field?
    ) -> ImportMap.Column {
        let parts = name.split(separator: ".", maxSplits: 1)
        var column = ImportMap.Column(source: header, target: String(parts[0]))
        if parts.count > 1 {
            column.lookups = (field?.lookup?.targets ?? []).map {
                ImportMap.Lookup(table: $0, key: String(parts[1]))
            }
        }
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

    /// The field of a column; for a lookup by key, such as `uomid.name`, that of the lookup.
    private static func field(of name: String, in schema: EntitySchema) -> Field? {
        schema.field(named: name)
            ?? name.split(separator: ".").first.flatMap { schema.field(named: String($0)) }
    }
}
