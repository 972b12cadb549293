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
        guard let lookup = lookup(of: field) else { return nil }
        guard !lookup.targets.isEmpty else {
            throw MappingError(
                .lookupWithoutTable,
                "nothing says to which table '\(FieldPath(field).base)' points", at: place)
        }
        return .lookup(lookup)
    }

    /// The lookup whose code the file has in a column of its own, and whose id it has too.
    func codedLookup(of field: String) -> CodedLookup? {
        guard let column = columns[field], let lookup = lookup(of: field), !lookup.targets.isEmpty
        else { return nil }
        return CodedLookup(lookup: lookup, code: column)
    }

    /// Nil for a plain field, and where the file lacks the lookup.
    private func lookup(of field: String) -> SourceLookup? {
        let path = FieldPath(field)
        guard path.isLookup, let columns = LookupColumns(path.base, among: columns) else {
            return nil
        }
        return SourceLookup(
            field: field, columns: columns, targets: path.targets(in: schema),
            table: LookupTable(path.tables(in: schema), in: references))
    }
}
