import JSON5
import Records

/// Makes a field of a CDM attribute.
struct CDMFieldMaker {
    let corpus: CDMCorpus
    let environment: Environment
    /// Data types that no document defines, and how many fields are texts for it.
    private(set) var unknownTypes: [String: Int] = [:]
    /// What each data type comes down to; types are few and fields are many.
    private var known: [String: FieldType?] = [:]

    /// The longest way from a data type to what it comes down to.
    private static let mostSteps = 64

    init(_ corpus: CDMCorpus, environment: Environment) {
        self.corpus = corpus
        self.environment = environment
    }

    mutating func field(of attribute: CDMResolver.Attribute) throws(SchemaError) -> Field {
        let node = attribute.node
        let dataType = node["dataType"]
        let typeName = dataType?.reference("dataTypeReference") ?? node["dataFormat"]?.text
        var type = try self.type(named: typeName ?? "string", from: attribute.document)
        var options: [FieldOption] = []
        if type == .option || type == .integer || type == .string {
            options = Self.options(of: node) + (dataType.map { Self.options(of: $0) } ?? [])
        }
        // What is listed is all that there may be; a list of nothing is a number.
        if type == .option { type = options.isEmpty ? .integer : .option }
        if !options.isEmpty { type = .option }
        var field = Field(name: name(of: attribute), type: type)
        field.title = node.displayName
        field.options = options
        field.isRequired = Self.isRequired(node)
        field.isOfFinOps = environment == .finops
        setLimits(of: &field, by: node)
        let targets = attribute.targets.map { target(of: $0) }
        if !targets.isEmpty { field.lookup = Field.Lookup(targets: targets) }
        return field
    }

    // MARK: Names

    /// Dataverse's logical name is the source name in lower case; the attribute's own is another one.
    private func name(of attribute: CDMResolver.Attribute) -> String {
        guard environment == .sales else { return attribute.name }
        guard let source = attribute.node["sourceName"]?.text, !source.isEmpty else {
            return attribute.name
        }
        return Self.addressName(attribute.name, source: source) ?? source.foldedName
    }

    /// Resolved documents give each of an account's addresses the source name of an address alone:
    /// `address1City` has `city` and is `address1_city`.
    private static func addressName(_ name: String, source: String) -> String? {
        guard name.hasPrefix("address"), let digit = name.utf8.dropFirst(7).first,
            (UInt8(ascii: "1")...UInt8(ascii: "3")).contains(digit),
            !source.foldedName.hasPrefix("address\(Unicode.Scalar(digit))")
        else { return nil }
        return "address\(Unicode.Scalar(digit))_\(name.dropFirst(8).lowercased())"
    }

    /// The table that a lookup points to. Dataverse's name of it is in the key that identifies it:
    /// `Currency/(resolvedAttributes)/transactionCurrencyId`.
    private func target(of entity: CDMNode) -> String {
        let reference = entity.reference("entityReference") ?? ""
        let name = String(reference.split(separator: "/").last ?? "")
        guard environment == .sales else { return name }
        let key = entity.trait("is.identifiedBy")?.first?.text?.split(separator: "/").last
        let table = key.map { String($0).foldedName } ?? ""
        guard table.hasSuffix("id"), table != "activityid" else { return name.foldedName }
        return String(table.dropLast(2))
    }

    // MARK: Types

    private mutating func type(
        named name: String, from document: CDMDocument
    ) throws(SchemaError) -> FieldType {
        let key = "\(document.path) \(name.foldedName)"
        if let type = known[key] {
            if type == nil { unknownTypes[name, default: 0] += 1 }
            return type ?? .string
        }
        let type = try resolve(name, from: document)
        known[key] = .some(type)
        if type == nil { unknownTypes[name, default: 0] += 1 }
        return type ?? .string
    }

    /// Follows a data type to one that is known: the document's own definitions first, then what
    /// everybody knows, then the definitions that imports lead to.
    private func resolve(
        _ name: String, from document: CDMDocument
    ) throws(SchemaError) -> FieldType? {
        var name = name
        var home = document
        for _ in 0..<Self.mostSteps {
            var definition = home.definition(.dataType, name)
            if definition == nil {
                if let type = builtInType(name) { return type }
                guard let (node, document) = try corpus.find(.dataType, name, from: home.path)
                else { return nil }
                (definition, home) = (node, document)
            }
            let base = definition?["extendsDataType"]
            guard let next = base?.reference("dataTypeReference"), !next.isSameName(as: name) else {
                return builtInType(name)
            }
            name = next
        }
        return nil
    }

    private func builtInType(_ name: String) -> FieldType? {
        switch name.foldedName {
        case "string", "char", "name", "entityname", "json", "jobject", "localizeddisplaytext",
            "email", "phone", "url", "unclassified", "listlookupmultiple", "binary":
            .string
        case "integer", "int16", "int32", "int64", "biginteger", "smallinteger", "tinyinteger",
            "byte":
            .integer
        case "decimal", "double", "float", "currency", "basecurrency": .decimal
        case "boolean":
            environment == .finops
                ? .boolean(whenTrue: "Yes", whenFalse: "No")
                : .boolean(whenTrue: "true", whenFalse: "false")
        case "date": .date
        case "datetime", "datetimeoffset": .dateTime
        case "time": .time
        case "guid", "entityid": .guid
        case "listlookup", "listlookupcorrelated": .option
        default: nil
        }
    }

    // MARK: Facets

    /// The values that stand in `does.haveDefault`, each with its label in English where it has one:
    /// language, label, value, order.
    private static func options(of node: CDMNode) -> [FieldOption] {
        let table = node.argument("default", ofTrait: "does.haveDefault")
        var options: [FieldOption] = []
        for row in table?.constantValues ?? [] where row.count >= 3 && !row[2].isEmpty {
            let label = row[1].isEmpty ? nil : row[1]
            let option = FieldOption(value: row[2], label: label)
            let known = options.firstIndex { $0.value == row[2] }
            if let known {
                if row[0] == "en" { options[known] = option }
            } else {
                options.append(option)
            }
        }
        return options
    }

    /// What people must fill in. What the system requires it fills in itself, but for the key of the
    /// record, which updates need and inserts do not. Documents without levels say it by nulls.
    private static func isRequired(_ node: CDMNode) -> Bool {
        if let level = node.argument("level", ofTrait: "is.requiredAtLevel")?.text {
            return level == "required"
        }
        return node["isNullable"]?.text == "false"
    }

    /// Bounds are texts, and may have exponents.
    private func setLimits(of field: inout Field, by node: CDMNode) {
        switch field.type {
        case .string:
            let length =
                node.number("maximumLength") ?? node.number("maxLength")
                ?? node.constraint("maximumLength")
            if let length, length > 0 { field.maxLength = length }
        case .integer, .decimal:
            field.minimum = bound(node["minimumValue"])
            field.maximum = bound(node["maximumValue"])
            guard field.type == .decimal else { return }
            let shape = "is.dataFormat.numeric.shaped"
            field.precision = node.argument("precision", ofTrait: shape)?.text.flatMap { Int($0) }
            field.scale = node.argument("scale", ofTrait: shape)?.text.flatMap { Int($0) }
            if let precision = field.precision, precision < 1 { field.precision = nil }
            if let scale = field.scale, scale < 0 { field.scale = nil }
        default: break
        }
    }

    private func bound(_ node: CDMNode?) -> String? {
        node?.text.flatMap { ColumnCheck.canonicalText($0, of: .decimal) }
    }
}

extension CDMNode {
    fileprivate func constraint(_ name: String) -> Int? {
        argument(name, ofTrait: "is.constrained")?.text.flatMap { Int($0) }
    }
}
