import Records

/// Which field of a schema each column of a file is.
///
/// Columns are known by the fields' names. What Sales exports for people has their labels in its
/// header (`Account Name`), some behind `(Do Not Modify)`: a column that is no field's name is the
/// one whose label it is, if that is one alone and no column has its name.
struct ColumnFields {
    /// For each column its field; nil for one that the schema does not know.
    private(set) var fields: [Field?]
    /// The columns that are known by their labels.
    private(set) var labels: [String] = []

    private static let marking = "(Do Not Modify)"

    init(of columns: [String], in schema: EntitySchema) {
        fields = columns.map { schema.field(named: $0) }
        guard fields.contains(where: { $0 == nil }) else { return }
        var free: [String: [Field]] = [:]
        let taken = Set(fields.compactMap { $0?.name })
        for field in schema.fields where !taken.contains(field.name) {
            if let title = field.title { free[title.foldedName, default: []].append(field) }
        }
        for index in columns.indices where fields[index] == nil {
            let label = Self.withoutMarking(columns[index]).foldedName
            // Of two columns with one label the second is not known.
            guard let found = free.removeValue(forKey: label), found.count == 1 else { continue }
            fields[index] = found[0]
            labels.append(columns[index])
        }
    }

    private static func withoutMarking(_ column: String) -> String {
        guard column.hasPrefix(marking) else { return column }
        return String(column.dropFirst(marking.count).drop { $0 == " " })
    }
}
