import Records

/// Finds the records and fields of an entity file by its structure.
///
/// Every element in the root is a record. An element in a record is a record too when it holds
/// elements, or has attributes and no text; else it is a field. One that is empty and named
/// `…ENTITY` is no record and no field but the place of records of which there are none, unless it
/// has a text elsewhere.
struct XMLSurveyWalk {
    private(set) var rootName = ""
    /// The first forbidden character that no record holds.
    private(set) var forbidden: XMLForbiddenCharacters.Finding?
    private var records: [XMLSurvey.Records] = []
    /// What is known of the names in each kind of records, by the name's number.
    private var roles: [UInt64: Role] = [:]
    /// The folded names of each kind's fields.
    private var known: [Set<String>] = []
    /// Empty elements that are named like records, by kind and folded name, with their spelling.
    private var places: [[String: String]] = []
    /// The elements that are open, without the root.
    private var open: [Element] = []
    private var isInRoot = false
    /// The attributes of the innermost open element, as long as they may belong to a field.
    private var attributes: [Int32] = []

    /// What an element of a name is in a kind of records. Records win: what is one once is always.
    private enum Role {
        case field
        case records(Int)
    }

    private struct Element {
        var name: Int32
        /// The kind of records around it; -1 in the root.
        var outer: Int
        /// Its own kind, when it is known to be a record; else -1.
        var kind = -1
        var hasText = false
    }

    /// How many fields and kinds of records there are in all.
    var fieldCount: Int { roles.count }

    /// There is one kind of records, with fields and nothing else.
    var isPlain: Bool {
        records.count == 1 && records[0].ignoredAttributes == 0 && places[0].isEmpty
    }

    mutating func take(_ event: XMLEvent, names: [String]) {
        switch event.kind {
        case .start: begin(event, names: names)
        case .attribute: takeAttribute(event, names: names)
        case .text: if event.count > 0, !open.isEmpty { open[open.count - 1].hasText = true }
        case .end: end(names: names)
        case .forbidden: if open.isEmpty, forbidden == nil { forbidden = event.finding }
        case .nilMark: break
        }
    }

    private mutating func begin(_ event: XMLEvent, names: [String]) {
        guard isInRoot else {
            isInRoot = true
            rootName = names[Int(event.name)]
            return
        }
        var element = Element(name: event.name, outer: -1)
        if !open.isEmpty {
            becomeRecord(names: names)
            element.outer = open[open.count - 1].kind
        }
        open.append(element)
        attributes.removeAll(keepingCapacity: true)
        if element.outer < 0 { becomeRecord(names: names) }
    }

    private mutating func takeAttribute(_ event: XMLEvent, names: [String]) {
        guard let last = open.last else { return }
        if last.kind < 0 {
            attributes.append(event.name)
        } else {
            noteField(event.name, in: last.kind, isAttribute: true, names: names)
        }
    }

    private mutating func end(names: [String]) {
        guard var element = open.last else { return }
        if element.kind < 0, !attributes.isEmpty, !element.hasText {
            becomeRecord(names: names)
            element = open[open.count - 1]
        }
        if element.kind < 0 { endField(element, names: names) }
        open.removeLast()
        attributes.removeAll(keepingCapacity: true)
    }

    private mutating func endField(_ element: Element, names: [String]) {
        records[element.outer].ignoredAttributes += attributes.count
        if roles[key(element.outer, element.name)] != nil { return }
        let name = names[Int(element.name)]
        let isNamedAsRecords = !element.hasText && name.foldedName.hasSuffix("entity")
        if isNamedAsRecords {
            places[element.outer][name.foldedName] = name
        } else {
            noteField(element.name, in: element.outer, isAttribute: false, names: names)
        }
    }

    /// Makes the innermost open element a record, with the attributes that it had.
    private mutating func becomeRecord(names: [String]) {
        let last = open.count - 1
        guard open[last].kind < 0 else { return }
        let kind = kind(of: open[last], names: names)
        open[last].kind = kind
        records[kind].count += 1
        for attribute in attributes {
            noteField(attribute, in: kind, isAttribute: true, names: names)
        }
        attributes.removeAll(keepingCapacity: true)
    }

    private mutating func kind(of element: Element, names: [String]) -> Int {
        if case .records(let kind)? = roles[key(element.outer, element.name)] { return kind }
        let name = names[Int(element.name)]
        let outer = element.outer < 0 ? [] : path(of: element.outer)
        let same = records.firstIndex { $0.name.isSameName(as: name) && $0.outer == outer }
        let kind = same ?? records.count
        roles[key(element.outer, element.name)] = .records(kind)
        if same == nil {
            records.append(XMLSurvey.Records(name: name, outer: outer))
            known.append([])
            places.append([:])
        }
        return kind
    }

    private func path(of kind: Int) -> [String] { records[kind].outer + [records[kind].name] }

    private func key(_ kind: Int, _ name: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: Int32(kind))) << 32 | UInt64(UInt32(bitPattern: name))
    }

    private mutating func noteField(
        _ name: Int32, in kind: Int, isAttribute: Bool, names: [String]
    ) {
        guard roles[key(kind, name)] == nil else { return }
        roles[key(kind, name)] = .field
        if known[kind].isEmpty { records[kind].isAttributeStyle = isAttribute }
        let folded = names[Int(name)].foldedName
        guard known[kind].insert(folded).inserted, folded != reasonFieldName.foldedName else {
            return
        }
        records[kind].fields.append(names[Int(name)])
    }

    /// All kinds of records. `knownFields` are fields wherever they are empty.
    mutating func finish(knownFields: [String]) -> [XMLSurvey.Records] {
        let fields = Set(knownFields.map(\.foldedName))
        for kind in records.indices {
            for (folded, name) in places[kind].sorted(by: { $0.key < $1.key })
            where !known[kind].contains(folded) {
                if fields.contains(folded) {
                    records[kind].fields.append(name)
                } else if !records.contains(where: { $0.isInside(path(of: kind), named: name) }) {
                    records.append(XMLSurvey.Records(name: name, outer: path(of: kind)))
                }
            }
        }
        for kind in records.indices {
            let path = path(of: kind)
            records[kind].inner = records.filter { $0.outer == path }.map(\.name)
            let inner = records[kind].inner
            records[kind].fields.removeAll { name in
                inner.contains { $0.isSameName(as: name) }
            }
        }
        return records
    }
}

extension XMLSurvey.Records {
    fileprivate func isInside(_ path: [String], named other: String) -> Bool {
        outer == path && name.isSameName(as: other)
    }
}

extension XMLEvent {
    /// The forbidden character that the step stands for.
    var finding: XMLForbiddenCharacters.Finding {
        XMLForbiddenCharacters.Finding(
            byte: Int(position.byte), character: UInt32(bitPattern: name))
    }
}
