import Records

/// What the complex types of a schema hold, unfolded.
extension XSDSchemaReader {
    /// The fields of an element. Elements in it that repeat become entities of their own.
    mutating func content(of element: XMLElement) throws(FormatError) -> XSDContent {
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
    mutating func unfold(
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
        let definition = part.attribute("ref") == nil ? part : attributes[name] ?? part
        let type = types.base(of: definition, "type")
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
}

/// What an element holds.
struct XSDContent {
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
    func named(_ kind: String) -> [String: XMLElement] {
        var named: [String: XMLElement] = [:]
        for child in children(kind) {
            if let name = child.attribute("name") { named[name] = child }
        }
        return named
    }

    /// The names of global elements that stand somewhere inside.
    var references: [String] {
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
