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

    /// The file beside a `data_schema.xml` that is a `data.xml` under another name.
    func renamedData(in entries: [PackageFile], container: PackageContainer) -> PackageFile? {
        let schema = entries.first { $0.baseName.isSameName(as: "data_schema.xml") }
        guard let schema else { return nil }
        return entries.first { entry in
            guard entry.folder == schema.folder, entry.name != schema.name,
                PackageFileName.suffix(entry.baseName) == "xml",
                let outline = try? outline(of: entry.name, container: container)
            else { return false }
            return outline.rootName == "entities" && outline.thirdLevelName != "fields"
        }
    }

    /// Adds the entities of a `data.xml`.
    func addMigration(
        _ entry: String, schema given: MigrationSchema?, container: PackageContainer,
        to contents: inout PackageContents
    ) throws(FormatError) {
        let place = container.place(of: entry)
        let schema: MigrationSchema
        if let given {
            schema = given
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
