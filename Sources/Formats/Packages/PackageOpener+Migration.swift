import Records

extension PackageOpener {
    /// Takes the entities of the schema, or of the data where there is none.
    func openMigration(
        _ data: PackageFile, entries: [PackageFile], container: PackageContainer,
        into contents: inout PackageContents
    ) throws(FormatError) {
        contents.kind = .migration
        contents.warnings += folderWarning(data, container: container)
        let schema = entries.first {
            $0.folder == data.folder && $0.baseName.isSameName(as: "data_schema.xml")
        }
        var parsed: MigrationSchema?
        if let schema {
            parsed = try MigrationSchema(
                try container.open(schema.name), file: container.place(of: schema.name),
                limits: limits)
        }
        try addMigration(data.name, schema: parsed, container: container, to: &contents)
        let known = ["data.xml", "data_schema.xml", "[content_types].xml"]
        for entry in entries where !known.contains(entry.baseName.foldedName) {
            contents.warnings.append(
                Issue(
                    .fileWithoutEntity, "\(entry.name) is no part of such a package",
                    file: container.place(of: entry.name)))
        }
    }

    /// Adds the entities that have records and that the schema does not declare: they would be passed
    /// over without a word.
    private func addUndeclared(
        _ entry: String, to schema: inout MigrationSchema, container: PackageContainer,
        warnings: inout [Issue]
    ) {
        let place = container.place(of: entry)
        // What cannot be read is told by who reads the records.
        guard
            let found = try? MigrationSurvey.schema(
                try container.open(entry), file: place, limits: limits)
        else { return }
        let declared = schema.entities.map(\.name)
        for entity in found.entities
        where !entity.fields.isEmpty && !declared.contains(where: entity.name.isSameName) {
            warnings.append(
                Issue(
                    .undeclaredEntity,
                    "data_schema.xml does not declare \(entity.name)."
                        + NearNames.hint(for: entity.name, among: declared)
                        + " Its fields are known by the records alone", file: place))
            schema.entities.append(entity)
        }
    }

    /// Adds the entities of a `data.xml`.
    func addMigration(
        _ entry: String, schema given: MigrationSchema?, container: PackageContainer,
        to contents: inout PackageContents
    ) throws(FormatError) {
        let place = container.place(of: entry)
        var schema: MigrationSchema
        if let given {
            schema = given
            addUndeclared(
                entry, to: &schema, container: container, warnings: &contents.warnings)
        } else {
            schema = try MigrationSurvey.schema(
                try container.open(entry), file: place, limits: limits)
            contents.warnings.append(
                Issue(.noMigrationSchema, "Fields are known by the records alone", file: place))
        }
        if !schema.relativeDates.isEmpty {
            let fields = schema.relativeDates.joined(separator: ", ")
            contents.warnings.append(
                Issue(.relativeDates, "These are relative to the export: \(fields)", file: place))
        }
        for entity in schema.entities {
            contents.entities.append(
                PackageEntity(
                    name: entity.name, nameCandidates: [entity.name], file: place, format: nil,
                    content: .migration(entry: entry, entity)))
            for relation in entity.relations {
                contents.entities.append(
                    PackageEntity(
                        name: relation.intersect, nameCandidates: [relation.intersect],
                        file: place, format: nil,
                        content: .migrationRelation(entry: entry, relation, of: entity)))
            }
        }
    }
}
