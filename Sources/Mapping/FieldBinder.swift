import JSON5
import Records

/// Finds the columns behind the fields that a template names.
struct FieldBinder {
    /// Where the values of a field come from.
    enum Origin: Sendable {
        case column(Int)
        case lookup(SourceLookup)
    }

    let columns: ColumnIndex
    let schema: EntitySchema?
    let references: References

    /// Nil when the file lacks the field. Throws when nothing says to which table a lookup points.
    func origin(of field: String, at place: DocumentPlace) throws(MappingError) -> Origin? {
        if let column = columns[field] { return .column(column) }
        let path = FieldPath(field)
        guard path.isLookup, let lookup = LookupColumns(path.base, among: columns) else {
            return nil
        }
        let targets = path.targets(in: schema)
        guard !targets.isEmpty else {
            throw MappingError(
                .lookupWithoutTable, "nothing says to which table '\(path.base)' points",
                at: place)
        }
        return .lookup(
            SourceLookup(
                field: field, columns: lookup, targets: targets,
                table: LookupTable(path.tables(in: schema), in: references)))
    }
}
