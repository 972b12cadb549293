import Records

/// What a Configuration Migration package says of its entities: the content of `data_schema.xml`.
package struct MigrationSchema: Sendable {
    /// One table.
    package struct Entity: Sendable {
        /// The logical name: `account`.
        package var name: String
        package var displayName: String
        /// The entity type code, which differs between systems for custom tables.
        package var typeCode: String?
        package var primaryIDField: String
        package var primaryNameField: String?
        package var fields: [Field]

        package init(
            name: String, displayName: String, typeCode: String? = nil, primaryIDField: String,
            primaryNameField: String?, fields: [Field]
        ) {
            self.name = name
            self.displayName = displayName
            self.typeCode = typeCode
            self.primaryIDField = primaryIDField
            self.primaryNameField = primaryNameField
            self.fields = fields
        }
    }

    /// One column of a table.
    package struct Field: Sendable {
        package var name: String
        package var displayName: String
        /// As the tool spells it: `string`, `entityreference`, `optionsetvalue`…
        package var type: String
        /// The tables that a lookup may point to.
        package var lookupTypes: [String]
        package var isPrimaryKey: Bool
        /// Part of the key by which an import finds the record that is there already.
        package var isCompared: Bool
        package var isCustom: Bool

        package init(
            name: String, displayName: String, type: String, lookupTypes: [String] = [],
            isPrimaryKey: Bool = false, isCompared: Bool = false, isCustom: Bool = false
        ) {
            self.name = name
            self.displayName = displayName
            self.type = type
            self.lookupTypes = lookupTypes
            self.isPrimaryKey = isPrimaryKey
            self.isCompared = isCompared
            self.isCustom = isCustom
        }

        /// Its value is the GUID of another record.
        package var isLookup: Bool { ["entityreference", "owner", "customer"].contains(type) }

        /// An empty value of it is a text and not the lack of one.
        var holdsText: Bool { type == "string" || type == "memo" }
    }

    package var entities: [Entity]
    /// Dates are meant to be shifted on import by the time since the export.
    package var hasRelativeDates = false

    package init(entities: [Entity]) { self.entities = entities }

    /// The table of that name.
    package func entity(named name: String) -> Entity? {
        entities.first { $0.name.isSameName(as: name) }
    }
}

extension MigrationSchema {
    /// Parses `data_schema.xml`.
    init(_ source: any ByteSource, file: String, limits: ReadLimits) throws(FormatError) {
        let root = try XMLElement.read(source, file: file, limits: limits)
        guard root.name == "entities" else {
            throw FormatError(
                Issue(.unknownKindOfFile, "The root is \(root.name) and not entities", file: file))
        }
        var dates = root.attribute("dateMode")
        entities = root.children("entity").compactMap { element in
            Entity(element, dateMode: &dates)
        }
        hasRelativeDates = dates != nil && dates != "absolute"
    }
}

extension MigrationSchema.Entity {
    fileprivate init?(_ element: XMLElement, dateMode: inout String?) {
        guard let name = element.attribute("name") else { return nil }
        self.name = name
        displayName = element.attribute("displayname") ?? name
        typeCode = element.attribute("etc")
        primaryIDField = element.attribute("primaryidfield") ?? name + "id"
        primaryNameField = element.attribute("primarynamefield")
        let found = element.child("fields")?.children("field") ?? []
        dateMode = dateMode ?? found.lazy.compactMap { $0.attribute("dateMode") }.first
        fields = found.compactMap { MigrationSchema.Field($0) }
    }
}

extension MigrationSchema.Field {
    fileprivate init?(_ element: XMLElement) {
        guard let name = element.attribute("name") else { return nil }
        self.name = name
        displayName = element.attribute("displayname") ?? name
        type = element.attribute("type")?.foldedName ?? "string"
        lookupTypes = (element.attribute("lookupType") ?? "").split(separator: "|").map(String.init)
        isPrimaryKey = element.attribute("primaryKey")?.foldedName == "true"
        isCompared = element.attribute("updateCompare")?.foldedName == "true"
        isCustom = element.attribute("customfield")?.foldedName == "true"
    }
}

extension MigrationSchema {
    /// The content of `data_schema.xml`, in the shape that the tool writes.
    func text() -> String {
        var lines = ["<entities>"]
        for entity in entities {
            var attributes: [(String, String?)] = [
                ("name", entity.name), ("displayname", entity.displayName),
                ("etc", entity.typeCode),
            ]
            attributes += [
                ("primaryidfield", entity.primaryIDField),
                ("primarynamefield", entity.primaryNameField ?? ""), ("disableplugins", "false"),
            ]
            lines.append("  <entity\(Self.text(attributes))>")
            lines.append("    <fields>")
            lines += entity.fields.map { "      <field\(Self.text(Self.attributes($0))) />" }
            lines += ["    </fields>", "  </entity>"]
        }
        return (lines + ["</entities>"]).joined(separator: "\r\n")
    }

    private static func attributes(_ field: Field) -> [(String, String?)] {
        let lookup = field.lookupTypes.isEmpty ? nil : field.lookupTypes.joined(separator: "|")
        return [
            ("updateCompare", field.isCompared ? "true" : nil), ("displayname", field.displayName),
            ("name", field.name), ("type", field.type),
            ("primaryKey", field.isPrimaryKey ? "true" : nil), ("lookupType", lookup),
            ("customfield", field.isCustom ? "true" : nil),
        ]
    }

    private static func text(_ attributes: [(String, String?)]) -> String {
        attributes.map { name, value in
            value.map { " \(name)=\"\(XMLEscaping.escaped($0, at: .attribute))\"" } ?? ""
        }.joined()
    }
}
