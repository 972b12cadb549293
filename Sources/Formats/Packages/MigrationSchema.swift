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
        /// The many-to-many relations whose pairs stand with this table's records.
        package var relations: [Relation] = []

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

    /// A many-to-many relation: pairs of record ids, which Dataverse keeps in a table of its own.
    package struct Relation: Sendable {
        /// The relation's name, under which the records have its pairs.
        package var name: String
        /// The table that holds the pairs.
        package var intersect: String
        /// The table that the pairs stand with, and its id field.
        package var source: String
        package var sourceIDField: String
        package var target: String
        package var targetIDField: String

        package init(
            name: String, intersect: String, source: String, sourceIDField: String,
            target: String, targetIDField: String
        ) {
            self.name = name
            self.intersect = intersect
            self.source = source
            self.sourceIDField = sourceIDField
            self.target = target
            self.targetIDField = targetIDField
        }

        /// It relates records of one table with each other.
        package var isReflexive: Bool { source.isSameName(as: target) }

        /// The columns of the pairs, named as Dataverse names them: by the two id fields, which get
        /// `one` and `two` behind them where they are the same.
        package var columnNames: [String] {
            if !sourceIDField.isSameName(as: targetIDField) {
                return [sourceIDField, targetIDField]
            }
            return [sourceIDField + "one", targetIDField + "two"]
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

        /// How a package writes values that records hold in a form of their own: options by their numbers.
        package var packageForms: [[UInt8]: String] = [:]

        /// Its value is the GUID of another record.
        package var isLookup: Bool { ["entityreference", "owner", "customer"].contains(type) }

        /// The same with what is true of every field: the tool writes booleans with a capital.
        var allPackageForms: [[UInt8]: String] {
            guard type == "bool" else { return packageForms }
            return [Array("true".utf8): "True", Array("false".utf8): "False"]
                .merging(packageForms) { $1 }
        }

        /// Several options at a time.
        var isCollection: Bool { type == "optionsetvaluecollection" }

        /// Records inside the field, as the sender and the recipients of an activity are kept.
        var isPartyList: Bool { type == "partylist" }

        /// An empty value of it is a text and not the lack of one.
        var holdsText: Bool { type == "string" || type == "memo" }
    }

    package var entities: [Entity]
    /// The date fields that an import would shift by the time since the export: `task.startdate`.
    package var relativeDates: [String] = []

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
        let elements = root.children("entity")
        entities = elements.compactMap { Entity($0) }
        let isRelative = Self.isRelative(root)
        for element in elements {
            for field in element.child("fields")?.children("field") ?? []
            where Self.isRelative(field) || isRelative && field.attribute("type") == "datetime" {
                relativeDates.append(
                    "\(element.attribute("name") ?? "").\(field.attribute("name") ?? "")")
            }
        }
    }

    private static func isRelative(_ element: XMLElement) -> Bool {
        element.attribute("dateMode")?.foldedName.hasPrefix("relative") == true
    }
}

extension MigrationSchema.Entity {
    fileprivate init?(_ element: XMLElement) {
        guard let name = element.attribute("name") else { return nil }
        self.name = name
        displayName = element.attribute("displayname") ?? name
        typeCode = element.attribute("etc")
        let idField = element.attribute("primaryidfield") ?? name + "id"
        primaryIDField = idField
        primaryNameField = element.attribute("primarynamefield")
        fields = (element.child("fields")?.children("field") ?? []).compactMap {
            MigrationSchema.Field($0)
        }
        relations = (element.child("relationships")?.children("relationship") ?? []).compactMap {
            MigrationSchema.Relation($0, source: name, idField: idField)
        }
    }
}

extension MigrationSchema.Relation {
    /// Nil for a relation of another kind.
    fileprivate init?(_ element: XMLElement, source: String, idField: String) {
        guard element.attribute("manyToMany")?.foldedName == "true",
            let name = element.attribute("name")
        else { return nil }
        let target = element.attribute("m2mTargetEntity") ?? source
        self.init(
            name: name, intersect: element.attribute("relatedEntityName") ?? name,
            source: source, sourceIDField: idField, target: target,
            targetIDField: element.attribute("m2mTargetEntityPrimaryKey") ?? target + "id")
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
            lines.append("    </fields>")
            lines += Self.lines(of: entity.relations)
            lines.append("  </entity>")
        }
        return (lines + ["</entities>"]).joined(separator: "\r\n")
    }

    private static func lines(of relations: [Relation]) -> [String] {
        if relations.isEmpty { return [] }
        let lines = relations.map { relation in
            let attributes: [(String, String?)] = [
                ("name", relation.name), ("manyToMany", "true"),
                ("isreflexive", relation.isReflexive ? "true" : "false"),
                ("relatedEntityName", relation.intersect), ("m2mTargetEntity", relation.target),
                ("m2mTargetEntityPrimaryKey", relation.targetIDField),
            ]
            return "      <relationship\(text(attributes)) />"
        }
        return ["    <relationships>"] + lines + ["    </relationships>"]
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
