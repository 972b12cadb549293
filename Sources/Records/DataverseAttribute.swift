/// A column of Dataverse as its metadata describe it, whatever document they came in.
package struct DataverseAttribute {
    /// The logical name.
    package var name: String
    package var label: String?
    /// The type in any of Dataverse's spellings: `Lookup`, `nvarchar`, `PicklistType`, `money`.
    package var type: String
    /// `ApplicationRequired` and `SystemRequired`, or `required` and `systemrequired`.
    package var requiredLevel: String?
    package var maxLength: Int?
    /// Digits behind the point.
    package var scale: Int?
    /// Who decides about those digits; nil and 0 mean the column itself.
    package var precisionSource: Int?
    package var minimum: String?
    package var maximum: String?
    /// `DateOnly`, or `date` in solutions.
    package var format: String?
    package var options: [FieldOption] = []
    package var targets: [String] = []

    package init(name: String, type: String) {
        self.name = name
        self.type = type
    }

    /// The field that the column is; nil for one that no file holds, such as an image.
    package func field(source: String) -> Field? {
        guard let type = fieldType else { return nil }
        var field = Field(name: name, type: type)
        field.title = label
        field.isRequired = requiredLevel.map(Self.meansRequired) ?? false
        if type == .string { field.maxLength = maxLength }
        if type == .integer || type == .decimal {
            (field.minimum, field.maximum) = (minimum, maximum)
        }
        if type == .decimal { field.scale = isOfCurrency ? 4 : scale }
        if type == .option { field.options = options }
        if !targets.isEmpty || Self.lookups.contains(kind) {
            field.lookup = Field.Lookup(targets: targets)
        }
        field.source =
            source + (isOfCurrency ? "; scale: the currency decides, 4 is the widest" : "")
        return field
    }

    private static let lookups = ["lookup", "customer", "owner", "partylist"]

    /// The type's name in one spelling.
    private var kind: String {
        let folded = type.foldedName
        return folded.hasSuffix("type") ? String(folded.dropLast("type".count)) : folded
    }

    private var isOfCurrency: Bool { kind == "money" || (precisionSource ?? 0) > 0 }

    private var fieldType: FieldType? {
        switch kind {
        case "string", "nvarchar", "memo", "ntext", "entityname", "multiselectpicklist", "virtual":
            kind == "virtual" ? nil : .string
        case "integer", "int", "bigint", "timezone", "language", "duration": .integer
        case "decimal", "money", "double", "float": .decimal
        case "boolean", "bit": .boolean(whenTrue: "true", whenFalse: "false")
        case "datetime": isDay ? .date : .dateTime
        case "uniqueidentifier", "primarykey": .guid
        case "picklist", "state", "status": options.isEmpty ? .integer : .option
        case let kind where Self.lookups.contains(kind): .string
        default: nil
        }
    }

    private var isDay: Bool {
        guard let format = format?.foldedName else { return false }
        return format == "dateonly" || format == "date"
    }

    /// Recommended is not required.
    private static func meansRequired(_ level: String) -> Bool {
        ["applicationrequired", "systemrequired", "required"].contains(level.foldedName)
    }
}
