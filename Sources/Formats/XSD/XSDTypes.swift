import Records

/// The simple types of one XML schema by their names.
struct XSDTypes {
    private let named: [String: XMLElement]
    private var known: [String: XSDType] = [:]
    /// Types that are being resolved; one that stands here twice is made of itself.
    private var open: Set<String> = []
    /// The longest way from a type to a built-in one.
    private static let deepest = 64

    init(_ schema: XMLElement) {
        var named: [String: XMLElement] = [:]
        for element in schema.children("simpleType") {
            if let name = element.attribute("name") { named[name] = element }
        }
        self.named = named
    }

    /// True for a built-in type and for a simple type of the schema.
    func isSimple(_ reference: String) -> Bool {
        let name = reference.withoutPrefix
        return named[name] != nil || XSDType.builtIn(name) != nil
    }

    /// The simple type that a reference such as `xs:string` means; nil where the schema has none.
    ///
    /// The reader of XML forgets what prefixes stand for. A type of the schema's own goes before the
    /// built-in one of that name, but for the prefixes that everybody gives the built-in ones.
    mutating func type(named reference: String) -> XSDType? {
        let name = reference.withoutPrefix
        let prefix = reference.dropLast(name.utf8.count)
        if prefix == "xs:" || prefix == "xsd:", let type = XSDType.builtIn(name) { return type }
        if let type = known[name] { return type }
        guard let element = named[name], open.count < Self.deepest, open.insert(name).inserted
        else { return XSDType.builtIn(name) }
        let type = self.type(of: element)
        open.remove(name)
        known[name] = type
        return type
    }

    /// The type that a `simpleType` element, or the simple content of a complex one, defines.
    mutating func type(of element: XMLElement) -> XSDType {
        if let restriction = element.child("restriction") ?? element.child("extension") {
            var type = base(of: restriction, "base")
            type.restrict(by: restriction)
            return type
        }
        if element.child("list") != nil {
            var type = XSDType()
            type.losses.append("that it is a list")
            return type
        }
        return element.child("union").map { union($0) } ?? XSDType()
    }

    /// The type that an attribute names, or the one that is defined inside.
    mutating func base(of element: XMLElement, _ attribute: String) -> XSDType {
        if let reference = element.attribute(attribute) {
            if let type = type(named: reference) { return type }
            var type = XSDType()
            type.losses.append("the type \(reference), which is not in the file")
            return type
        }
        return element.child("simpleType").map { type(of: $0) } ?? XSDType()
    }

    /// A union with the empty text is the other type, which may then be left blank. A union of
    /// lists of texts is one list.
    private mutating func union(_ union: XMLElement) -> XSDType {
        var members: [XSDType] = []
        for reference in union.attribute("memberTypes")?.split(whereSeparator: \.isWhitespace) ?? []
        {
            members.append(type(named: String(reference)) ?? XSDType())
        }
        for inner in union.children("simpleType") { members.append(type(of: inner)) }
        let others = members.filter { !$0.isEmptyText }
        let isOptional = others.count < members.count
        var made = others.first ?? XSDType()
        if others.count > 1 {
            let areLists = others.allSatisfy { $0.type == .string && !$0.values.isEmpty }
            made = XSDType()
            if areLists { made.values = others.flatMap(\.values) }
            if !areLists { made.losses.append("a union of several types") }
        }
        if isOptional { made.allowsEmpty = true }
        return made
    }
}

extension String {
    /// `string` of `xs:string`.
    var withoutPrefix: String {
        lastIndex(of: ":").map { String(self[index(after: $0)...]) } ?? self
    }
}
