import JSON5
import Records

/// The files that together describe an entity, from the bottom up.
///
/// ```
///   CustomersV3.json           as it was shipped or imported; importing writes it anew
///   CustomersV3.lengths.json   lengths and types of a CREATE TABLE text or a table of them
///   CustomersV3.overlay.json   by hand; nothing ever writes it
/// ```
/// An upper file has only what is different: its keys win over those of the file below. Fields are
/// matched by name and their `constraints` key by key, fields that are below in none are added.
/// `null` takes a key away, and `"p2c:removed": true` a field.
enum SchemaLayers {
    static let endings = [".lengths.json", ".overlay.json"]

    /// The file that a layer lies over; nil for the bottom one.
    static func base(of path: String) -> String? {
        for ending in endings where path.hasSuffix(ending) {
            return String(path.dropLast(ending.count)) + ".json"
        }
        return nil
    }

    /// The complaint about a file that describes no entity and lies beside one as its layers do, under
    /// another ending; nil where it does not look so.
    static func misnamed(_ path: String, among paths: [String]) -> SchemaError? {
        let parts = path.dropLast(".json".count).split(
            separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let ending = parts.last, !ending.contains("/") else { return nil }
        let base = parts.dropLast().joined(separator: ".")
        guard paths.contains(base + ".json") else { return nil }
        return SchemaError(
            file: path, what: "It describes no entity, and ends like no layer over \(base).json",
            remedy: "Rename it to \(base)\(endings[1]) where it has changes by hand, or complete it"
        )
    }

    /// One value of both; `upper` wins.
    static func merge(_ lower: JSON5Value, _ upper: JSON5Value) -> JSON5Value {
        merged(lower, upper) { key, lower, upper in
            key == "fields" ? mergeFields(lower, upper) : upper
        }
    }

    /// Sentences about entries of an upper file that are nearly called like a field below and have no
    /// type: a rule for a misspelt field holds for none.
    static func remarks(
        on upper: JSON5Value, at path: String, over lower: JSON5Value
    ) -> [String] {
        let known = lower.namedFields.map(\.name)
        return upper.namedFields.compactMap { name, field in
            guard field["type"] == nil, !known.contains(where: { $0.isSameName(as: name) }),
                let near = NearNames.misspelt(name, among: known)
            else { return nil }
            return
                "\(path):\(field.line): \"\(name)\" is no field of the schema below, and this entry "
                + "changes none. Correct the name to \"\(near)\"; or give the field a type where it "
                + "is one of its own"
        }
    }

    /// Where an upper file has its entries of fields, by the folded names of these.
    static func places(in upper: JSON5Value, at path: String) -> [String: DocumentPlace] {
        let entries = upper.namedFields.enumerated().map { index, entry in
            let place = DocumentPlace(
                file: path, path: "fields[\(index)]", line: entry.field.line)
            return (entry.name.foldedName, place)
        }
        return Dictionary(entries, uniquingKeysWith: { $1 })
    }

    private static func mergeFields(_ lower: JSON5Value, _ upper: JSON5Value) -> JSON5Value {
        guard case .list(var fields) = lower.content, case .list(let changes) = upper.content
        else { return upper }
        for change in changes {
            let name = change.fieldName
            let index = fields.firstIndex { name != nil && $0.fieldName == name }
            if change["p2c:removed"]?.content == .boolean(true) {
                if let index { fields.remove(at: index) }
            } else if let index {
                fields[index] = mergeField(fields[index], change)
            } else {
                fields.append(change)
            }
        }
        return JSON5Value(content: .list(fields), line: lower.line)
    }

    private static func mergeField(_ lower: JSON5Value, _ upper: JSON5Value) -> JSON5Value {
        merged(lower, upper) { key, lower, upper in
            key == "constraints" ? merged(lower, upper) { _, _, upper in upper } : upper
        }
    }

    /// The members of both objects; `both` decides where both have one.
    private static func merged(
        _ lower: JSON5Value, _ upper: JSON5Value,
        both: (String, JSON5Value, JSON5Value) -> JSON5Value
    ) -> JSON5Value {
        guard case .object(var members) = lower.content, case .object(let changes) = upper.content
        else { return upper }
        for change in changes {
            let index = members.firstIndex { $0.key == change.key }
            if change.value.content == .null {
                if let index { members.remove(at: index) }
            } else if let index {
                members[index].value = both(change.key, members[index].value, change.value)
                members[index].line = change.line
            } else {
                members.append(change)
            }
        }
        return JSON5Value(content: .object(members), line: lower.line)
    }
}

extension JSON5Value {
    /// The entries of fields that have a name.
    fileprivate var namedFields: [(name: String, field: JSON5Value)] {
        guard case .list(let fields)? = self["fields"]?.content else { return [] }
        return fields.compactMap { field in
            guard case .text(let name)? = field["name"]?.content else { return nil }
            return (name, field)
        }
    }

    /// The name of a field's entry, as names are compared.
    var fieldName: String? {
        if case .text(let name)? = self["name"]?.content { name.foldedName } else { nil }
    }
}
