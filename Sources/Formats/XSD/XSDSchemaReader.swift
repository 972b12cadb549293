import Records

/// Makes entity schemas of an XML schema (XSD): an entity is an element that repeats, or a root, with
/// child elements and attributes that hold values.
///
/// What a field cannot say is left out with a remark. Includes and imports are not followed.
package struct XSDSchemaReader {
    private let file: String
    private let environment: Environment
    private let schema: XMLElement
    private var types: XSDTypes
    private let elements: [String: XMLElement]
    private let complexTypes: [String: XMLElement]
    private let groups: [String: XMLElement]
    private let attributeGroups: [String: XMLElement]
    private var reading = SchemaReading()
    /// Elements and types that are being walked through.
    private var open: [String] = []
    private var visits = 0
    /// The places of the entities by their names.
    private var places: [String: Int] = [:]
    private var remarked: Set<String> = []

    /// More than any schema of data entities has.
    private static let mostVisits = 100_000
    /// A type in a type in a type: documents nest less deeply.
    private static let deepest = 64

    /// Reads the schemas of all entities that the document describes.
    package static func read(
        _ source: any ByteSource, file: String, environment: Environment, limits: ReadLimits
    ) throws(FormatError) -> SchemaReading {
        var limits = limits
        // A schema nests about three times as deeply as what it describes.
        limits.xmlDepth = max(limits.xmlDepth, deepest)
        let root = try XMLElement.read(source, file: file, limits: limits)
        guard root.name == "schema", root.namespace == namespace else {
            throw FormatError(Issue(.xsdForeignRoot, "The root is \(root.name)", file: file))
        }
        var reader = XSDSchemaReader(root, file: file, environment: environment)
        try reader.readRoots()
        return reader.reading
    }

    /// True for a document whose root is that of an XML schema. Reads no more than its beginning.
    package static func recognises(_ source: any ByteSource, file: String) -> Bool {
        guard let parser = try? XMLParser(source, file: file, limits: ReadLimits()) else {
            return false
        }
        while parser.tape.events.isEmpty {
            guard (try? parser.readOn()) == true else { return false }
        }
        let root = parser.tape.names.texts[Int(parser.tape.events[0].name)]
        return root == "schema" && parser.tape.rootNamespace == namespace
    }

    private static let namespace = "http://www.w3.org/2001/XMLSchema"

    private init(_ schema: XMLElement, file: String, environment: Environment) {
        self.file = file
        self.environment = environment
        self.schema = schema
        types = XSDTypes(schema)
        elements = schema.named("element")
        complexTypes = schema.named("complexType")
        groups = schema.named("group")
        attributeGroups = schema.named("attributeGroup")
    }

    /// From the global elements down; where there are none, from the global types.
    private mutating func readRoots() throws(FormatError) {
        let roots = schema.children("element")
        let definitions = schema.children("complexType")
        // An element that others refer to is looked at where it stands.
        let referred = Set(schema.references)
        for root in roots where !referred.contains(root.attribute("name") ?? "") {
            try readRoot(root)
        }
        if reading.schemas.isEmpty {
            for root in roots { try readRoot(root) }
        }
        if reading.schemas.isEmpty {
            for definition in definitions {
                let name = definition.attribute("name") ?? ""
                var content = XSDContent()
                try unfold(definition, into: &content, isRequired: true)
                add(content, named: name, at: definition)
            }
        }
        guard reading.schemas.isEmpty else { return }
        let counts =
            "\(roots.count) global elements and \(definitions.count) complex types"
        throw FormatError(
            Issue(.xsdNoRecords, "It has \(counts), and no record in them", file: file))
    }

    private mutating func readRoot(_ root: XMLElement) throws(FormatError) {
        let count = reading.schemas.count
        let content = try self.content(of: root)
        // What a root around records has as attributes is about the file.
        if reading.schemas.count == count || content.hasElements {
            add(content, named: root.attribute("name"), at: root)
        }
    }

    // MARK: Content

    /// The fields of an element. Elements in it that repeat become entities of their own.
    private mutating func content(of element: XMLElement) throws(FormatError) -> XSDContent {
        var content = XSDContent()
        guard let definition = complexType(of: element) else { return content }
        let mark = "element \(element.line) \(element.attribute("name") ?? "")"
        guard !open.contains(mark) else { return content }
        open.append(mark)
        try unfold(definition, into: &content, isRequired: true)
        open.removeLast()
        return content
    }

    /// The complex type of an element; nil where its content is a value.
    private func complexType(of element: XMLElement) -> XMLElement? {
        if let inner = element.child("complexType") { return inner }
        guard let reference = element.attribute("type") else { return nil }
        return complexTypes[reference.withoutPrefix]
    }

    /// Takes what a complex type, or a group inside, holds.
    private mutating func unfold(
        _ group: XMLElement, into content: inout XSDContent, isRequired: Bool,
        isRepeated: Bool = false
    ) throws(FormatError) {
        guard open.count <= Self.deepest else {
            throw tooLarge("Types stand in each other more than \(Self.deepest) deep", group)
        }
        let repeats = isRepeated || group.isRepeated
        let holds = isRequired && group.attribute("minOccurs") != "0"
        for part in group.children {
            visits += 1
            guard visits <= Self.mostVisits else {
                throw tooLarge("More than \(Self.mostVisits) elements and types", part)
            }
            switch part.name {
            case "sequence", "all", "complexContent", "restriction":
                try unfold(part, into: &content, isRequired: holds, isRepeated: repeats)
            case "choice":
                try unfold(part, into: &content, isRequired: false, isRepeated: repeats)
            case "extension":
                try unfoldNamed(part, "base", complexTypes, into: &content, repeats)
                try unfold(part, into: &content, isRequired: holds, isRepeated: repeats)
            case "group": try unfoldNamed(part, "ref", groups, into: &content, repeats)
            case "attributeGroup":
                try unfoldNamed(part, "ref", attributeGroups, into: &content, repeats)
            case "simpleContent":
                try takeText(part, into: &content)
            case "element": try take(part, into: &content, isRequired: holds, repeats)
            case "attribute": takeAttribute(part, into: &content)
            default: break
            }
        }
    }

    private func tooLarge(_ detail: String, _ element: XMLElement) -> FormatError {
        FormatError(Issue(.xsdTooLarge, detail, file: file, line: element.line))
    }

    private mutating func unfoldNamed(
        _ part: XMLElement, _ attribute: String, _ known: [String: XMLElement],
        into content: inout XSDContent, _ isRepeated: Bool
    ) throws(FormatError) {
        guard let name = part.attribute(attribute)?.withoutPrefix else { return }
        guard let found = known[name] else {
            if attribute == "ref" || !types.isSimple(name) {
                remark("\(name) is not in the file and was left out", part)
            }
            return
        }
        let mark = "\(part.name) \(name)"
        guard !open.contains(mark) else { return }
        open.append(mark)
        try unfold(
            found, into: &content, isRequired: part.attribute("minOccurs") != "0",
            isRepeated: isRepeated || part.isRepeated)
        open.removeLast()
    }

    /// A child element: a field, or records of their own.
    private mutating func take(
        _ part: XMLElement, into content: inout XSDContent, isRequired: Bool, _ isRepeated: Bool
    ) throws(FormatError) {
        var element = part
        if let reference = part.attribute("ref")?.withoutPrefix {
            guard let found = elements[reference] else {
                remark("The element \(reference) is not in the file and was left out", part)
                return
            }
            element = found
        }
        guard let name = element.attribute("name") else { return }
        let repeats = isRepeated || part.isRepeated
        if complexType(of: element) != nil {
            let inner = try self.content(of: element)
            // What is a text with attributes is a field, and its attributes have no place.
            if inner.isText, !repeats, let field = inner.fields.first {
                content.fields.append(field.renamed(name))
            } else if repeats {
                add(inner, named: name, at: element)
            } else if !inner.fields.isEmpty {
                remark("\(name) holds elements and does not repeat; it was left out", element)
            }
            return
        }
        guard !repeats else {
            remark("\(name) is a value that repeats and was left out", part)
            return
        }
        let type = types.base(of: element, "type")
        let isNeeded =
            isRequired && part.attribute("minOccurs") != "0"
            && !element.isTrue(attribute: "nillable")
        take(type, named: name, at: element, into: &content, isRequired: isNeeded)
        content.hasElements = true
    }

    private mutating func takeAttribute(_ part: XMLElement, into content: inout XSDContent) {
        guard part.attribute("use") != "prohibited",
            let name = part.attribute("name") ?? part.attribute("ref")?.withoutPrefix
        else { return }
        let global = schema.children("attribute").first { $0.attribute("name") == name }
        let type = types.base(of: part.attribute("ref") == nil ? part : global ?? part, "type")
        take(
            type, named: name, at: part, into: &content,
            isRequired: part.attribute("use") == "required")
    }

    /// The text of an element that has attributes.
    private mutating func takeText(
        _ part: XMLElement, into content: inout XSDContent
    ) throws(FormatError) {
        content.isText = true
        take(types.type(of: part), named: "", at: part, into: &content, isRequired: true)
        if let inner = part.child("extension") ?? part.child("restriction") {
            for attribute in inner.children("attribute") {
                takeAttribute(attribute, into: &content)
            }
        }
    }

    /// A value that may be empty need not be there: what is required is not blank.
    private mutating func take(
        _ type: XSDType, named name: String, at element: XMLElement,
        into content: inout XSDContent, isRequired: Bool
    ) {
        for loss in type.losses { remark("\(name): left out was \(loss)", element) }
        var field = type.field(named: name)
        field.title = element.documentation
        field.isRequired = isRequired && type.refusesEmpty
        field.isOfFinOps = environment == .finops
        content.fields.append(field)
    }

    // MARK: Entities

    private mutating func add(_ content: XSDContent, named name: String?, at element: XMLElement) {
        guard let name, !content.fields.isEmpty, !content.isText else { return }
        var fields: [Field] = []
        var names: Set<String> = []
        for field in content.fields {
            if names.insert(field.name.foldedName).inserted { fields.append(field) }
        }
        if let place = places[name.foldedName] {
            if reading.schemas[place].fields != fields {
                remark("\(name) is described twice; the first description counts", element)
            }
            return
        }
        places[name.foldedName] = reading.schemas.count
        reading.schemas.append(
            EntitySchema(environment: environment, name: name, label: name, fields: fields))
    }

    private mutating func remark(_ text: String, _ element: XMLElement) {
        guard remarked.insert("\(element.line) \(text)").inserted else { return }
        reading.remarks.append(SchemaRemark(file: file, line: element.line, text: text))
    }
}

/// What an element holds.
private struct XSDContent {
    var fields: [Field] = []
    /// It holds a text beside its attributes; the text is the field without a name.
    var isText = false
    /// Some of the fields are elements.
    var hasElements = false
}

extension Field {
    fileprivate func renamed(_ name: String) -> Field {
        var field = self
        field.name = name
        return field
    }
}

extension XMLElement {
    /// The children of that kind by their names.
    fileprivate func named(_ kind: String) -> [String: XMLElement] {
        var named: [String: XMLElement] = [:]
        for child in children(kind) {
            if let name = child.attribute("name") { named[name] = child }
        }
        return named
    }

    /// The names of global elements that stand somewhere inside.
    fileprivate var references: [String] {
        children.flatMap { child in
            let own = child.name == "element" ? child.attribute("ref")?.withoutPrefix : nil
            return (own.map { [$0] } ?? []) + child.references
        }
    }

    /// It may stand there more than once.
    fileprivate var isRepeated: Bool {
        attribute("maxOccurs").map { $0 != "1" && $0 != "0" } ?? false
    }

    fileprivate func isTrue(attribute name: String) -> Bool {
        attribute(name) == "true" || attribute(name) == "1"
    }
}
