import JSON5
import Records

extension Leg {
    /// What to know of fields behind lookups by which p2c does not remember records that passed, or whose
    /// tables no template that is on takes. Those of other tables are listed in references.csv anyway.
    func remarksOnForgottenFields(
        from source: EntitySchema, to destination: EntitySchema, _ tables: ReviewedTables,
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview.Remark] {
        func remarks(
            _ names: [(name: String, place: DocumentPlace)], of entity: EntitySchema,
            or besides: String
        ) -> [LegReview.Remark] {
            names.flatMap { name, place in
                Self.forgotten(behind: name, of: entity, tables, finding: schema).map {
                    LegReview.Remark(place: place, text: $0 + besides)
                }
            }
        }
        let filtered = sourceFilter.map { filter in
            filter.fieldNames.map { ($0, filter.expression.place ?? place) }
        }
        let read = enabledMappings.flatMap { row in row.sourceFields.map { ($0, row.place) } }
        let filled = enabledMappings.map { ($0.destinationField, $0.place) }
        return remarks(
            (filtered ?? []) + read, of: source,
            or: ", or have the records in the same package or the column in the file")
            + remarks(filled, of: destination, or: "")
    }

    /// Sentences about the tables behind a lookup of Sales of which the field is not remembered.
    private static func forgotten(
        behind name: String, of entity: EntitySchema, _ tables: ReviewedTables,
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [String] {
        guard entity.environment == .sales else { return [] }
        return FieldPath(name).tables(in: entity).compactMap { table, field in
            guard let schema = schema(EntityReference(.sales, table)) else { return nil }
            let isPassing = tables.passing.contains(where: schema.name.isSameName)
            if isPassing, !schema.remembers(field) {
                return wordsOfForgotten(field, of: schema, behind: name)
            }
            let idle = tables.idleTemplates(of: schema.name)
            guard !isPassing, !idle.isEmpty, !tables.references.list(schema.name) else {
                return nil
            }
            return
                "'\(name)' finds no records that passed before, because no template that is on takes "
                + "\(schema.name). Switch \(idle.joined(separator: " or ")) on, or list the records in "
                + "references.csv"
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

    /// What to know of lookups of Sales by keys that references.csv does not list, where it lists the
    /// table: by a field of which it has none, or values that the template makes, also in the leg
    /// `before` this one.
    func remarksOnListedKeys(
        of destination: EntitySchema, after before: Leg?, _ tables: ReviewedTables,
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview.Remark] {
        guard destination.environment == .sales else { return [] }
        return enabledMappings.flatMap { row -> [LegReview.Remark] in
            let targets = FieldPath(row.destinationField).tables(in: destination).map {
                (table: schema(EntityReference(.sales, $0.table))?.name ?? $0.table, $0.keyField)
            }
            let isListed = targets.allSatisfy { table, _ in
                tables.references.list(table) && !tables.passing.contains(where: table.isSameName)
            }
            guard !targets.isEmpty, isListed else { return [] }
            let words = targets.map { "\($0.1) of \($0.table)" }.joined(separator: " or ")
            if targets.allSatisfy({ tables.references.rows(table: $0, keyField: $1).isEmpty }) {
                let text =
                    "references.csv lists nothing by \(words): every such record is set aside. "
                    + "Correct the field, or add rows with it as keyField"
                return [LegReview.Remark(place: row.place, text: text)]
            }
            return row.makers(before).flatMap { maker in
                maker.madeValues.filter { value in
                    !targets.contains {
                        tables.references.reference(withKey: value, table: $0, keyField: $1) != nil
                    }
                }.map {
                    LegReview.Remark(
                        place: maker.place,
                        text:
                            "\"\($0)\" is no \(words) that references.csv lists: such records are set "
                            + "aside. Correct it, or add the record there")
                }
            }
        }
    }

    /// What to know of keys that CDS looks for in an entity which is not filled from the table to which
    /// the lookup leads: their records would wait.
    func remarksOnForeignKeys(
        from source: EntitySchema, to destination: EntitySchema, _ reviewed: ReviewedTables,
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview.Remark] {
        guard source.environment == .sales, destination.environment == .cds else { return [] }
        return enabledMappings.flatMap { row -> [LegReview.Remark] in
            guard let name = row.sourceField else { return [] }
            let tables = FieldPath(name).tables(in: source).map {
                schema(EntityReference(.sales, $0.table))?.name ?? $0.table
            }
            let isOwn = source.businessKey?.isSameName(as: name) == true
            let targets = isOwn ? [source.name] : tables
            let leads = isOwn ? "is the number of" : "leads to"
            return destination.foreignKeys.compactMap { foreignKey in
                let resource = foreignKey.resource ?? destination.name
                let origins = reviewed.origins(ofCDS: resource)
                guard foreignKey.fields.contains(where: row.destinationField.isSameName),
                    !targets.isEmpty, !origins.isEmpty,
                    !targets.contains(where: { origins.contains(where: $0.isSameName) })
                else { return nil }
                let words = origins.joined(separator: " or ")
                return LegReview.Remark(
                    place: row.place,
                    text:
                        "'\(name)' \(leads) \(targets.joined(separator: " or ")), and the foreignKeys of "
                        + "\(destination.name) look for it in \(resource), which is filled from \(words): "
                        + "such records wait. Correct the reference in the schema \(destination.name)"
                )
            }
        }
    }
}

extension FieldMapping {
    /// The row, where it makes values itself; else the rows of the leg before that fill its source.
    fileprivate func makers(_ before: Leg?) -> [FieldMapping] {
        guard madeValues.isEmpty, let sourceField else { return [self] }
        return before?.enabledMappings.filter { $0.destinationField.isSameName(as: sourceField) }
            ?? []
    }

    /// The values of its value maps and Defaults that records may get.
    fileprivate var madeValues: [String] {
        guard let last = valueTransforms.lastIndex(where: \.hasEntries) else {
            return valueTransforms.compactMap(\.text)
        }
        guard case .valueMap(let map) = valueTransforms[last] else { return [] }
        var seen: Set<String> = []
        return (map.entries.map(\.value) + valueTransforms[last...].compactMap(\.text))
            .filter { !$0.isBlank && seen.insert($0.foldedName).inserted }
    }
}

extension ValueTransform {
    /// What a Default writes; nil for other transforms and a blank one.
    fileprivate var text: String? {
        guard case .default(let text) = self, !text.isBlank else { return nil }
        return text
    }
}
