import JSON5
import Records

/// Makes entity schemas of what Dataverse answers to `EntityDefinitions` with its attributes and keys
/// expanded: one table, or a list of them under `value`.
package enum EntityDefinitionsReader {
    /// True for a text that holds a table's definition.
    package static func recognises(_ text: [UInt8]) -> Bool {
        guard let value = try? JSON5Parser.value(of: text) else { return false }
        return tables(in: value).contains { $0["LogicalName"] != nil && $0["Attributes"] != nil }
    }

    /// Reads the tables that `isWanted` by one of its names.
    package static func read(
        _ text: [UInt8], file: String, isWanted: ([String]) -> Bool
    ) throws(SchemaError) -> SchemaReading {
        var reading = SchemaReading()
        for table in tables(in: try SchemaFile.json(text, file: file)) {
            guard let name = table["LogicalName"]?.plainText else { continue }
            if table["Attributes"] == nil {
                reading.remarks.append(
                    SchemaRemark(
                        file: file, line: table.line,
                        text: "\(name) comes without attributes; ask for $expand=Attributes,Keys"))
                continue
            }
            let schema = schema(of: table, named: name, file: file)
            if isWanted([schema.name, schema.label] + schema.aliases) {
                reading.schemas.append(schema)
            }
        }
        return reading
    }

    private static func tables(in value: JSON5Value) -> [JSON5Value] {
        switch value.content {
        case .list(let tables): tables
        case .object: value["value"].map { $0.elements } ?? [value]
        default: []
        }
    }

    private static func schema(
        of table: JSON5Value, named name: String, file: String
    ) -> EntitySchema {
        let label = table["DisplayName"]?.label
        let aliases = [
            table["DisplayCollectionName"]?.label, table["EntitySetName"]?.plainText,
            table["LogicalCollectionName"]?.plainText,
        ].compactMap { $0 }
        let fields = (table["Attributes"]?.elements ?? []).compactMap { attribute in
            self.attribute(attribute)?.field(source: file)
        }
        let key = table["PrimaryIdAttribute"]?.plainText
        var seen: Set<String> = [name.foldedName, (label ?? name).foldedName]
        var schema = EntitySchema(
            environment: .sales, name: name, label: label ?? name,
            aliases: aliases.filter { seen.insert($0.foldedName).inserted },
            primaryKey: fields.contains { $0.name == key } ? [key ?? ""] : [], fields: fields)
        schema.alternateKeys = (table["Keys"]?.elements ?? []).map { key in
            (key["KeyAttributes"]?.elements ?? []).compactMap(\.plainText)
        }.filter { key in !key.isEmpty && key.allSatisfy { schema.field(named: $0) != nil } }
        return schema
    }

    private static func attribute(_ value: JSON5Value) -> DataverseAttribute? {
        // Columns that only show another column's text.
        guard let name = value["LogicalName"]?.plainText,
            let type = value["AttributeType"]?.plainText, value["AttributeOf"]?.plainText == nil
        else { return nil }
        var attribute = DataverseAttribute(name: name, type: type)
        attribute.label = value["DisplayName"]?.label
        attribute.requiredLevel = value["RequiredLevel"]?["Value"]?.plainText
        attribute.maxLength = value["MaxLength"]?.plainText.flatMap { Int($0) }
        attribute.scale = value["Precision"]?.plainText.flatMap { Int($0) }
        attribute.precisionSource = value["PrecisionSource"]?.plainText.flatMap { Int($0) }
        attribute.minimum = value["MinValue"]?.plainText
        attribute.maximum = value["MaxValue"]?.plainText
        attribute.format = value["Format"]?.plainText
        let set = value["OptionSet"] ?? value["GlobalOptionSet"]
        attribute.options = (set?["Options"]?.elements ?? []).map { option in
            FieldOption(
                value: option["Value"]?.plainText ?? "", label: option["Label"]?.label)
        }
        attribute.targets = (value["Targets"]?.elements ?? []).compactMap(\.plainText)
        return attribute
    }
}

extension JSON5Value {
    /// The label in the language of who asked, or the first one.
    fileprivate var label: String? {
        self["UserLocalizedLabel"]?["Label"]?.plainText
            ?? self["LocalizedLabels"]?.elements.first?["Label"]?.plainText
    }
}
