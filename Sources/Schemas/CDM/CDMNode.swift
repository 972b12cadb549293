import JSON5

/// A part of a CDM document. Documents hold far more than matters here, and so a part is asked for
/// what it has and not checked for what nobody knows.
struct CDMNode {
    let value: JSON5Value
    let place: DocumentPlace

    /// The member of that name; nil when it is missing or null.
    subscript(key: String) -> CDMNode? {
        guard case .object(let members) = value.content,
            let member = members.first(where: { $0.key == key }), member.value.content != .null
        else { return nil }
        return CDMNode(value: member.value, place: place.member(key, line: member.line))
    }

    /// A text, a number or a boolean as text.
    var text: String? {
        switch value.content {
        case .text(let text), .number(let text): text
        case .boolean(let flag): flag ? "true" : "false"
        default: nil
        }
    }

    /// The elements of a list, or the one thing that stands where a list may stand.
    var elements: [CDMNode] {
        guard case .list(let values) = value.content else { return [self] }
        return values.enumerated().map {
            CDMNode(value: $1, place: place.element($0, line: $1.line))
        }
    }

    /// The elements of the list of that name; none when it is missing.
    func list(_ key: String) -> [CDMNode] { self[key]?.elements ?? [] }

    /// The name in a reference: a text, or an object with the name, or the definition itself, under
    /// that key.
    func reference(_ key: String) -> String? { text ?? self[key]?.text }

    /// The whole number of that name.
    func number(_ key: String) -> Int? { self[key]?.text.flatMap { Int($0) } }

    func error(_ what: String, _ remedy: String) -> SchemaError {
        var place = place
        place.line = value.line
        return SchemaError(at: place, what: what, remedy: remedy)
    }
}

extension CDMNode {
    /// The arguments of a trait: of those that an attribute applies, an entity exhibits, or
    /// `model.json` lists. Nil when it has no such trait.
    func trait(_ name: String) -> [CDMNode]? {
        let traits = list("appliedTraits") + list("exhibitsTraits") + list("cdm:traits")
        guard let trait = traits.first(where: { $0.reference("traitReference") == name }) else {
            return nil
        }
        return trait.list("arguments")
    }

    /// The value of one argument of a trait, by its name or, where arguments have none, the first.
    func argument(_ name: String, ofTrait trait: String) -> CDMNode? {
        guard let arguments = self.trait(trait) else { return nil }
        if let named = arguments.first(where: { $0["name"]?.text == name }) {
            return named["value"]
        }
        return arguments.first { $0["name"] == nil }
    }

    /// The rows of the table of constants that an argument is.
    var constantValues: [[String]] {
        let table = self["entityReference"] ?? self
        return table.list("constantValues").map { row in row.elements.map { $0.text ?? "" } }
    }

    /// The label in English, or in the first language that it is given in.
    var displayName: String? {
        if let name = self["displayName"]?.text, !name.isEmpty { return name }
        let rows =
            argument("localizedDisplayText", ofTrait: "is.localized.displayedAs")?.constantValues
        let row = rows?.first { $0.first == "en" } ?? rows?.first
        return row?.dropFirst().first
    }
}
