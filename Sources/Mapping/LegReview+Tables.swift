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

    /// What to know of fields behind lookups by which p2c does not remember records that passed. Those
    /// of other tables than the `passing` ones are listed in references.csv anyway.
    func remarksOnForgottenFields(
        from source: EntitySchema, to destination: EntitySchema, passing: [String],
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview.Remark] {
        func remarks(
            on names: [String], of entity: EntitySchema, at place: DocumentPlace, elsewhere: String
        ) -> [LegReview.Remark] {
            guard entity.environment == .sales else { return [] }
            return names.flatMap { name in
                FieldPath(name).tables(in: entity).compactMap { table, field in
                    guard let schema = schema(EntityReference(.sales, table)),
                        passing.contains(where: { $0.isSameName(as: schema.name) }),
                        !schema.remembers(field)
                    else { return nil }
                    let text = Self.wordsOfForgotten(field, of: schema, behind: name)
                    return LegReview.Remark(place: place, text: text + elsewhere)
                }
            }
        }
        let besides = ", or have the records in the same package or the column in the file"
        let filter = sourceFilter.map {
            remarks(
                on: $0.fieldNames, of: source, at: $0.expression.place ?? place, elsewhere: besides)
        }
        return (filter ?? [])
            + enabledMappings.flatMap { row in
                remarks(on: row.sourceFields, of: source, at: row.place, elsewhere: besides)
                    + remarks(
                        on: [row.destinationField], of: destination, at: row.place, elsewhere: "")
            }
    }

    private static func wordsOfForgotten(
        _ field: String, of schema: EntitySchema, behind name: String
    ) -> String {
        let kept = schema.businessKey.map { "ids and '\($0)'" } ?? "ids"
        let remedy =
            schema.businessKey == nil
            ? "Add \"p2c:alternateKeys\": [[\"\(field)\"]] to the schema of \(schema.name)"
            : "Add rows with the keyField \(field) to references.csv"
        return
            "'\(name)' does not find records that passed before: of \(schema.name) p2c remembers \(kept) "
            + "alone. \(remedy)"
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
                            + "\(source.name)")
                }
        }
    }

    /// What to know of keys that CDS looks for in an entity which is not filled from the table to which
    /// the lookup leads: their records would wait.
    func remarksOnForeignKeys(
        from source: EntitySchema, to destination: EntitySchema, _ tables: ReviewedTables,
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview.Remark] {
        guard source.environment == .sales, destination.environment == .cds else { return [] }
        return enabledMappings.flatMap { row -> [LegReview.Remark] in
            guard let name = row.sourceField else { return [] }
            let targets = FieldPath(name).tables(in: source).map {
                schema(EntityReference(.sales, $0.table))?.name ?? $0.table
            }
            return destination.foreignKeys.compactMap { foreignKey in
                let resource = foreignKey.resource ?? destination.name
                let origins = tables.origins(ofCDS: resource)
                guard foreignKey.fields.contains(where: row.destinationField.isSameName),
                    !targets.isEmpty, !origins.isEmpty,
                    !targets.contains(where: { origins.contains(where: $0.isSameName) })
                else { return nil }
                let words = origins.joined(separator: " or ")
                return LegReview.Remark(
                    place: row.place,
                    text:
                        "'\(name)' leads to \(targets.joined(separator: " or ")), and the foreignKeys of "
                        + "\(destination.name) look for it in \(resource), which is filled from \(words): "
                        + "such records wait. Correct the reference in the schema \(destination.name)"
                )
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
