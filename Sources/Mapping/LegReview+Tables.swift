import JSON5
import Records

extension Leg {
    /// What to know of rows that reach through a lookup to a table which no schema describes: where it is
    /// nearly called like one of the `tables`, it is hardly meant.
    func remarksOnTables(
        from source: EntitySchema, to destination: EntitySchema, knowing tables: [String]
    ) -> [LegReview.Remark] {
        enabledMappings.flatMap { row in
            let ends =
                row.sourceFields.map { ($0, source) } + [(row.destinationField, destination)]
            return ends.flatMap { name, schema in
                Self.misspeltTables(behind: name, of: schema, knowing: tables)
            }.map { LegReview.Remark(place: row.place, text: $0) }
        }
    }

    /// What to know of rows that read what nothing fills: the destination never gets it.
    func remarksOnEmptyFields(
        of source: EntitySchema, filled: Set<String>
    ) -> [LegReview.Remark] {
        enabledMappings.flatMap { row in
            row.sourceFields.map { FieldPath($0).base }.filter { !filled.contains($0.foldedName) }
                .map {
                    LegReview.Remark(
                        place: row.place,
                        text:
                            "'\(row.destinationField)' is made of '\($0)', which no template that is on fills in "
                            + "\(source.name). Fill it in the leg before, or take the row out")
                }
        }
    }

    private static func misspeltTables(
        behind name: String, of schema: EntitySchema, knowing tables: [String]
    ) -> [String] {
        let path = FieldPath(name)
        guard schema.environment == .sales, path.isLookup else { return [] }
        return path.tables(in: schema).compactMap { table, _ in
            guard !tables.contains(where: { $0.isSameName(as: table) }),
                let near = NearNames.misspelt(table, among: tables)
            else { return nil }
            return
                "'\(path.base)' leads to \(table), which no schema describes. If \(near) is meant, "
                + "correct p2c:lookup of '\(path.base)' in the schema \(schema.name)"
        }
    }
}
