import Records

/// Makes entity schemas of a Dataverse solution's `customizations.xml`.
///
/// Of a table that a solution only extends it has the columns that the solution brings.
package enum SolutionReader {
    /// Reads the tables that `isWanted` by one of its names.
    package static func read(
        _ source: any ByteSource, file: String, limits: ReadLimits,
        isWanted: ([String]) -> Bool
    ) throws(FormatError) -> SchemaReading {
        var limits = limits
        // Forms and views nest deeply.
        limits.xmlDepth = max(limits.xmlDepth, 256)
        limits.columns = max(limits.columns, 1 << 16)
        var reading = SchemaReading()
        try XMLElement.forEach(["Entity"], of: source, file: file, limits: limits) { element in
            guard let table = element.child("EntityInfo")?.child("entity") else { return }
            let schema = schema(of: table, entity: element, file: file)
            if isWanted([schema.name, schema.label] + schema.aliases) {
                reading.schemas.append(schema)
            }
        }
        return reading
    }

    private static func schema(
        of table: XMLElement, entity: XMLElement, file: String
    ) -> EntitySchema {
        let attributes = table.child("attributes")?.children("attribute") ?? []
        let name = (table.attribute("Name") ?? "").lowercased()
        let collection = table.childText("EntitySetName")
        let primary = attributes.first { $0.childText("Type")?.foldedName == "primarykey" }
        var schema = EntitySchema(
            environment: .sales, name: name,
            label: entity.child("Name")?.attribute("LocalizedName") ?? name,
            aliases: collection.map { [$0] } ?? [],
            primaryKey: primary.flatMap(logicalName).map { [$0] } ?? [],
            fields: attributes.compactMap { attribute($0)?.field(source: file) })
        schema.alternateKeys = (table.child("EntityKeys")?.children ?? []).map { key in
            let fields = key.child("EntityKeyAttributes")?.children ?? []
            return fields.map { $0.text.trimmingBlanks().lowercased() }
        }.filter { !$0.isEmpty }
        return schema
    }

    private static func logicalName(_ element: XMLElement) -> String? {
        (element.childText("LogicalName") ?? element.childText("Name")
            ?? element.attribute("PhysicalName"))?.lowercased()
    }

    private static func attribute(_ element: XMLElement) -> DataverseAttribute? {
        guard let name = logicalName(element), let type = element.childText("Type") else {
            return nil
        }
        var attribute = DataverseAttribute(name: name, type: type)
        attribute.label = label(in: element.child("displaynames"), named: "displayname")
        attribute.requiredLevel = element.childText("RequiredLevel")
        attribute.maxLength = (element.childText("MaxLength") ?? element.childText("Length"))
            .flatMap { Int($0) }
        attribute.scale = element.childText("Accuracy").flatMap { Int($0) }
        attribute.precisionSource = element.childText("AccuracySource").flatMap { Int($0) }
        attribute.minimum = element.childText("MinValue")
        attribute.maximum = element.childText("MaxValue")
        attribute.format = element.childText("Format")
        let options = element.child("optionset")?.child("options")?.children("option") ?? []
        attribute.options = options.map { option in
            FieldOption(
                value: option.attribute("value") ?? "",
                label: label(in: option.child("labels"), named: "label"))
        }
        attribute.targets = (element.child("LookupTypes")?.children ?? []).map {
            $0.text.trimmingBlanks().lowercased()
        }
        return attribute
    }

    /// The English text, or the first.
    private static func label(in list: XMLElement?, named name: String) -> String? {
        let labels = list?.children(name) ?? []
        let english = labels.first { $0.attribute("languagecode") == "1033" }
        return (english ?? labels.first)?.attribute("description")
    }
}
