import JSON5
import Records

/// Brings the attributes of a logical CDM entity together: those of the entity that it extends, then
/// its own, groups and lookups unfolded.
///
/// This is the part of CDM's rules that Microsoft's own documents use. A relationship that names no
/// attribute to hold it has no column, and is counted.
struct CDMResolver {
    /// A column with what says what it holds.
    struct Attribute {
        var name: String
        var node: CDMNode
        /// The document whose definitions the attribute sees.
        var document: CDMDocument
        /// What a lookup may point to; empty for every other attribute.
        var targets: [CDMNode] = []
    }

    /// More than any entity has, also counting those that are replaced.
    private static let mostAttributes = 8_000

    let corpus: CDMCorpus
    /// Relationships without a column.
    private(set) var columnlessCount = 0
    /// What is being unfolded; whoever stands in it twice would never end.
    private var open: [String] = []
    private var count = 0

    init(_ corpus: CDMCorpus) { self.corpus = corpus }

    /// The columns of an entity of the document, in order.
    mutating func attributes(
        of entity: CDMNode, in document: CDMDocument
    ) throws(SchemaError) -> [Attribute] {
        let name = entity["entityName"]?.text ?? ""
        try enter("\(document.path)/\(name)", at: entity)
        var found: [Attribute] = []
        var places: [String: Int] = [:]
        if let base = entity["extendsEntity"], let name = base.reference("entityReference"),
            let (node, home) = try self.base(name, of: base, in: document)
        {
            found = try attributes(of: node, in: home)
            for index in found.indices { places[found[index].name.foldedName] = index }
        }
        for part in entity.list("hasAttributes") + entity.list("attributes") {
            for attribute in try unfold(part, in: document) {
                if let same = places[attribute.name.foldedName] {
                    found[same] = attribute
                } else {
                    places[attribute.name.foldedName] = found.count
                    found.append(attribute)
                }
            }
        }
        open.removeLast()
        return found
    }

    // MARK: Bases

    /// The entity that a name means: `CdsStandard`, or `base_Account/Account` for the one of the
    /// document imported under that moniker. Nil for the root of all entities, which has no columns.
    private func base(
        _ name: String, of reference: CDMNode, in document: CDMDocument
    ) throws(SchemaError) -> (CDMNode, CDMDocument)? {
        let parts = name.split(separator: "/").map(String.init)
        let last = parts.last ?? name
        var home = document.path
        if parts.count == 2, !parts[0].hasSuffix(".json"), !parts[0].contains(":") {
            guard let path = try corpus.path(ofMoniker: parts[0], from: home) else {
                throw notFound("The moniker \(parts[0])", reference)
            }
            home = path
        } else if parts.count > 1 {
            let folder = CDMCorpus.folder(of: home)
            let path = name.dropLast(last.utf8.count + 1)
            guard let path = CDMCorpus.path(String(path), from: folder) else {
                throw notFound("The document of \(name)", reference)
            }
            home = path
        }
        if let found = try corpus.find(.entity, last, from: home) { return found }
        guard last == "CdmEntity" || last == "CdmObject" else {
            throw notFound("The entity \(name)", reference)
        }
        return nil
    }

    private func notFound(_ what: String, _ node: CDMNode) -> SchemaError {
        let missing = corpus.missing.prefix(3).joined(separator: ", ")
        let remedy =
            missing.isEmpty
            ? "Import a resolved document in its place"
            : "Imported and not there: \(missing). Name the folder that they begin at with "
                + "--cdm-root"
        return node.error("\(what) is not in the documents that are imported", remedy)
    }

    // MARK: Attributes

    private mutating func unfold(
        _ part: CDMNode, in document: CDMDocument
    ) throws(SchemaError) -> [Attribute] {
        count += 1
        guard count <= Self.mostAttributes else {
            throw part.error(
                "The entity has more than \(Self.mostAttributes) attributes",
                "Import a resolved document in its place")
        }
        if let name = part.text { return try group(named: name, at: part, in: document) }
        if let group = part["attributeGroupReference"] {
            return try attributes(ofGroup: group, in: document)
        }
        if let entity = part["entity"] { return lookup(part, to: entity, in: document) }
        guard let name = part["name"]?.text ?? part.reference("attributeReference") else {
            throw part.error("An attribute has no name", "Correct the document")
        }
        return [Attribute(name: name, node: part, document: document)]
    }

    private mutating func attributes(
        ofGroup group: CDMNode, in document: CDMDocument
    ) throws(SchemaError) -> [Attribute] {
        if let name = group.text { return try self.group(named: name, at: group, in: document) }
        guard group["members"] != nil else {
            guard let inner = group["attributeGroupReference"] else { return [] }
            return try attributes(ofGroup: inner, in: document)
        }
        var found: [Attribute] = []
        for member in group.list("members") {
            found += try unfold(member, in: document)
        }
        return found
    }

    private mutating func group(
        named name: String, at node: CDMNode, in document: CDMDocument
    ) throws(SchemaError) -> [Attribute] {
        let last = String(name.split(separator: "/").last ?? "")
        guard let (group, home) = try corpus.find(.group, last, from: document.path) else {
            throw notFound("The attribute group \(name)", node)
        }
        try enter("\(home.path)/\(last)", at: node)
        defer { open.removeLast() }
        return try attributes(ofGroup: group, in: home)
    }

    /// The columns that hold a relationship to another entity: its key, and for one that may point
    /// to several entities the name of the one that it points to.
    private mutating func lookup(
        _ part: CDMNode, to entity: CDMNode, in document: CDMDocument
    ) -> [Attribute] {
        let guidance = part["resolutionGuidance"]
        var held: [CDMNode] = []
        if let key = guidance?["entityByReference"]?["foreignKeyAttribute"] { held.append(key) }
        if let type = guidance?["selectsSubAttribute"]?["selectedTypeAttribute"] {
            held.append(type)
        }
        for operation in Self.operations(of: entity) {
            held += [operation["replaceWith"], operation["typeAttribute"]].compactMap { $0 }
        }
        if held.isEmpty { columnlessCount += 1 }
        let prefix = part["name"]?.text ?? ""
        let format = guidance?["renameFormat"]?.text ?? "{a}{o}{M}"
        return held.enumerated().compactMap { index, node in
            guard let name = node["name"]?.text else { return nil }
            return Attribute(
                name: Self.rename(name, of: prefix, by: format), node: node, document: document,
                targets: index == 0 ? Self.targets(of: entity) : [])
        }
    }

    /// The operations of a projection, and of those that it is made of.
    private static func operations(of entity: CDMNode) -> [CDMNode] {
        let inner = entity["entityReference"] ?? entity["source"]
        return entity.list("operations") + (inner.map { operations(of: $0) } ?? [])
    }

    /// `{a}` is the relationship's name, `{m}` the column's, `{M}` the same with a capital, `{o}` an
    /// ordinal, which one column has not.
    static func rename(_ name: String, of prefix: String, by format: String) -> String {
        var result = ""
        var rest = format[...]
        while let first = rest.first {
            let token = rest.prefix(3)
            rest = rest.dropFirst(3)
            switch token {
            case "{a}": result += prefix
            case "{A}": result += prefix.capitalized
            case "{m}": result += name
            case "{M}": result += name.capitalized
            case "{o}": break
            default:
                result.append(first)
                rest = token.dropFirst() + rest
            }
        }
        return result
    }

    /// The references to the entities that a relationship may point to.
    private static func targets(of entity: CDMNode) -> [CDMNode] {
        if entity.text != nil { return [entity] }
        if let source = entity["source"] { return targets(of: source) }
        guard let reference = entity["entityReference"] else {
            return entity.list("hasAttributes").flatMap {
                $0["entity"].map { targets(of: $0) } ?? []
            }
        }
        return reference.text != nil ? [entity] : targets(of: reference)
    }

    private mutating func enter(_ name: String, at node: CDMNode) throws(SchemaError) {
        guard !open.contains(name) else {
            throw node.error("\(name) is made of itself", "Import a resolved document in its place")
        }
        open.append(name)
    }
}

extension String {
    /// With a capital at its start.
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
