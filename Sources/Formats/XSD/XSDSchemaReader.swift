import Records

/// Makes entity schemas of an XML schema (XSD): an entity is an element that repeats, or a root, with
/// child elements and attributes that hold values.
///
/// What a field cannot say is left out with a remark. Includes and imports are not followed.
package struct XSDSchemaReader {
    let file: String
    let environment: Environment
    let schema: XMLElement
    var types: XSDTypes
    let elements: [String: XMLElement]
    let complexTypes: [String: XMLElement]
    let groups: [String: XMLElement]
    let attributeGroups: [String: XMLElement]
    let attributes: [String: XMLElement]
    private var reading = SchemaReading()
    /// Elements and types that are being walked through.
    var open: [String] = []
    var visits = 0
    /// The places of the entities by their names.
    private var places: [String: Int] = [:]
    private var remarked: Set<String> = []

    /// More than any schema of data entities has.
    static let mostVisits = 100_000
    /// A type in a type in a type: documents nest less deeply.
    static let deepest = 64

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
        attributes = schema.named("attribute")
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

    // MARK: Entities

    mutating func add(_ content: XSDContent, named name: String?, at element: XMLElement) {
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

    mutating func remark(_ text: String, _ element: XMLElement) {
        guard remarked.insert("\(element.line) \(text)").inserted else { return }
        reading.remarks.append(SchemaRemark(file: file, line: element.line, text: text))
    }
}
