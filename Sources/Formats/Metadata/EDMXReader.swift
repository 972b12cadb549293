import Records

/// Makes entity schemas of OData metadata (EDMX, CSDL 4.0): of what F&O answers to
/// `/data/$metadata`, and of the little that Dataverse says there.
///
/// Only the annotation `IsRequired` and keys mean required; whether F&O calls a property nullable
/// says nothing. The annotation `AXType` tells days from moments, which have the same type
/// otherwise. No length is in it.
package struct EDMXReader {
    private struct Property {
        var name: String
        var type: String
        var axType: String?
        var isRequired: Bool
        var maxLength: Int?
    }

    private struct EntityType {
        var name: String
        var keys: [String]
        var properties: [Property]
    }

    private let file: String
    private var enums: [String: [FieldOption]] = [:]
    private var types: [EntityType] = []
    /// Names of entity sets by the name of their type.
    private var sets: [String: [String]] = [:]
    private var isOfSales = false

    /// Reads the entities whose set or type `isWanted` by one of its names.
    package static func read(
        _ source: any ByteSource, file: String, limits: ReadLimits,
        isWanted: ([String]) -> Bool
    ) throws(FormatError) -> SchemaReading {
        var limits = limits
        limits.columns = max(limits.columns, 1 << 16)
        var reader = EDMXReader(file: file)
        var taken = reader
        try XMLElement.forEach(
            ["EnumType", "EntityType", "EntitySet"], of: source, file: file, limits: limits
        ) { taken.take($0) }
        reader = taken
        return reader.reading(isWanted)
    }

    private init(file: String) { self.file = file }

    private mutating func take(_ element: XMLElement) {
        let name = element.attribute("Name") ?? ""
        switch element.name {
        case "EnumType":
            enums[name] = element.children("Member").map { member in
                FieldOption(
                    value: member.attribute("Name") ?? "", number: member.attribute("Value"))
            }
        case "EntitySet":
            let type = (element.attribute("EntityType") ?? "").afterLastPoint
            sets[type, default: []].append(name)
        default: takeType(element, named: name)
        }
    }

    private mutating func takeType(_ element: XMLElement, named name: String) {
        let keys = element.child("Key")?.children("PropertyRef") ?? []
        types.append(
            EntityType(
                name: name, keys: keys.compactMap { $0.attribute("Name") },
                properties: element.children("Property").map(Self.property)))
        if element.children("Property").contains(where: {
            $0.attribute("Type")?.contains("mscrm.") == true
        })
            || name == name.lowercased() && keys.count == 1
        {
            isOfSales = true
        }
    }

    private static func property(_ element: XMLElement) -> Property {
        func annotation(_ name: String) -> XMLElement? {
            element.children("Annotation").first {
                $0.attribute("Term")?.afterLastPoint == name
            }
        }
        let axType = annotation("AXType")?.childText("EnumMember")
        return Property(
            name: element.attribute("Name") ?? "", type: element.attribute("Type") ?? "",
            axType: axType.map { String($0.split(separator: "/").last ?? "") },
            isRequired: annotation("IsRequired")?.attribute("Bool") == "true",
            maxLength: element.attribute("MaxLength").flatMap { Int($0) })
    }

    // MARK: Schemas

    private func reading(_ isWanted: ([String]) -> Bool) -> SchemaReading {
        var reading = SchemaReading()
        for type in types {
            let names = [type.name] + (sets[type.name] ?? [])
            guard isWanted(names) else { continue }
            reading.schemas.append(schema(of: type, names: names))
        }
        return reading
    }

    private func schema(of type: EntityType, names: [String]) -> EntitySchema {
        let fields = type.properties.compactMap { property in field(of: property, in: type) }
        let hasField = Set(fields.map(\.name))
        let key = type.keys.filter { hasField.contains($0) && !$0.isSameName(as: "dataAreaId") }
        return EntitySchema(
            environment: isOfSales ? .sales : .finops, name: names[0],
            label: names.last ?? names[0], aliases: names.dropFirst().dropLast().map { $0 },
            primaryKey: key, fields: fields)
    }

    private func field(of property: Property, in type: EntityType) -> Field? {
        guard !property.type.hasPrefix("Collection("), property.type != "Edm.Binary" else {
            return nil
        }
        var name = property.name
        if isOfSales, name.hasPrefix("_"), name.hasSuffix("_value") {
            name = String(name.dropFirst().dropLast("_value".count))
        }
        var field = Field(name: name, type: .string)
        field.isOfFinOps = !isOfSales
        let isKey = type.keys.contains(property.name) && !name.isSameName(as: "dataAreaId")
        field.isRequired = property.isRequired || isKey && !isOfSales
        field.maxLength = property.maxLength
        setType(of: &field, property)
        field.source = "\(file): \(property.type)" + (property.axType.map { ", AX \($0)" } ?? "")
        return field
    }

    private func setType(of field: inout Field, _ property: Property) {
        if let options = enums[property.type.afterLastPoint], !property.type.hasPrefix("Edm.") {
            let names = Set(options.map(\.value.foldedName))
            if names == ["no", "yes"] {
                field.type = .boolean(whenTrue: "Yes", whenFalse: "No")
            } else if !options.isEmpty {
                field.type = .option
                field.options = options
            }
            return
        }
        switch property.type {
        case "Edm.Decimal", "Edm.Double", "Edm.Single": field.type = .decimal
        case "Edm.Int16", "Edm.Int32", "Edm.Int64", "Edm.Byte":
            field.type = property.axType == "Time" ? .string : .integer
        case "Edm.Boolean": field.type = .boolean(whenTrue: "true", whenFalse: "false")
        case "Edm.Guid": field.type = .guid
        case "Edm.Date": field.type = .date
        case "Edm.TimeOfDay": field.type = .time
        case "Edm.DateTimeOffset": field.type = property.axType == "Date" ? .date : .dateTime
        default: break
        }
    }
}

extension String {
    /// What stands behind the last point: a name without its namespace.
    fileprivate var afterLastPoint: String {
        lastIndex(of: ".").map { String(self[index(after: $0)...]) } ?? self
    }
}
