import Records

/// What packages say of their entities: names, and little more.
package enum PackageSchemas {
    /// The tables of a `data_schema.xml`: the types that the Configuration Migration tool knows, no
    /// lengths and no options.
    package static func ofMigration(
        _ source: any ByteSource, file: String, limits: ReadLimits
    ) throws(FormatError) -> SchemaReading {
        var reading = SchemaReading()
        for table in try MigrationSchema(source, file: file, limits: limits).entities {
            let compared = table.fields.filter(\.isCompared).map(\.name)
            var schema = EntitySchema(
                environment: .sales, name: table.name, label: table.displayName,
                primaryKey: table.fields.contains { $0.name == table.primaryIDField }
                    ? [table.primaryIDField] : [],
                fields: table.fields.compactMap { field(of: $0, file: file) })
            if !compared.isEmpty, compared != schema.primaryKey {
                schema.alternateKeys = [compared]
            }
            reading.schemas.append(schema)
        }
        return reading
    }

    /// The entities of a `Manifest.xml`: names of fields and nothing else.
    package static func ofDMF(
        _ source: any ByteSource, file: String, limits: ReadLimits
    ) throws(FormatError) -> SchemaReading {
        var reading = SchemaReading()
        for entity in try DMFManifest(source, file: file, limits: limits).entities {
            var seen: Set<String> = []
            let fields = entity.fieldMaps.compactMap { map -> Field? in
                guard seen.insert(map.entityField.foldedName).inserted else { return nil }
                var field = Field(name: map.entityField, type: .string)
                field.isOfFinOps = true
                field.source = file
                return field
            }
            reading.schemas.append(
                EntitySchema(
                    environment: .finops, name: entity.targetEntity ?? entity.label,
                    label: entity.label, fields: fields))
        }
        if !reading.schemas.isEmpty {
            reading.remarks.append(
                SchemaRemark(file: file, text: "A manifest knows no types: all fields are texts"))
        }
        return reading
    }

    /// The words of the tool, where they are not Dataverse's own.
    private static let types = [
        "number": "integer", "bool": "boolean", "optionsetvalue": "picklist",
        "entityreference": "lookup", "guid": "uniqueidentifier", "float": "double",
        "optionsetvaluecollection": "multiselectpicklist",
    ]

    private static func field(of column: MigrationSchema.Field, file: String) -> Field? {
        var attribute = DataverseAttribute(
            name: column.name, type: types[column.type.foldedName] ?? column.type)
        attribute.label = column.displayName
        attribute.targets = column.lookupTypes
        var field = attribute.field(source: file)
        field?.migrationType = column.type
        return field
    }
}
