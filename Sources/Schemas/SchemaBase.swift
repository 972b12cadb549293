import JSON5
import Records

/// A schema file that an import makes or makes anew, as `SchemaLayers` calls it: the base.
///
/// What an import wrote carries its source and a digest under `p2c:imported`, so that the next one
/// can tell whether somebody has changed the file since.
package struct SchemaBase {
    package let path: String
    private let value: JSON5Value

    /// What an import made of a schema.
    package struct Import {
        package var bytes: [UInt8]
        /// Fields of the file before that the source does not have.
        package var goneFields: [String] = []
        /// Fields that the file before did not have.
        package var addedFields = 0
        package var fieldCount = 0
        /// Texts without a length.
        package var withoutLength = 0
    }

    /// Throws when the bytes are no JSON.
    package init(path: String, bytes: [UInt8]) throws(SchemaError) {
        self.path = path
        value = try SchemaFile.json(bytes, file: path)
    }

    /// True when the file describes the entity, by any name of either.
    package func isOf(_ schema: EntitySchema) -> Bool {
        value["p2c:environment"]?.plainText == schema.environment.rawValue
            && names.contains(where: schema.isNamed)
    }

    /// True when the file is as the other one or as an import left it, whatever its spaces.
    package func isUntouched(shipped: [UInt8]?) -> Bool {
        if let shipped, let other = try? SchemaFile.json(shipped, file: path) {
            if value.formatted == other.formatted { return true }
        }
        guard let digest = value["p2c:imported"]?["digest"]?.plainText else { return false }
        return digest == Self.digest(of: value)
    }

    /// The file for a schema that no file describes yet.
    package static func make(_ schema: EntitySchema, from source: String) -> Import {
        var made = Import(bytes: finished(SchemaFile.value(of: schema), from: source))
        made.count(schema.fields)
        made.addedFields = schema.fields.count
        return made
    }

    /// How much a source knows of an entity.
    package enum Extent {
        /// All of its fields.
        case whole
        /// Some fields, and all about them.
        case someFields
        /// Some fields, and hardly more than their names: what is known of them is better.
        case names
    }

    /// The file that takes this one's place. What the source does not know is kept: other names, keys,
    /// labels, lengths, and fields where it does not know all of them.
    package func replaced(
        by schema: EntitySchema, from source: String, extent: Extent
    ) -> Import {
        let completion = SchemaCompletion(old: value, extent: extent)
        let (merged, gone, added) = completion.complete(SchemaFile.value(of: schema))
        var made = Import(bytes: Self.finished(merged, from: source))
        made.goneFields = gone
        made.addedFields = added
        let read = try? SchemaFile.read(made.bytes, file: path).schema()
        made.count(read?.fields ?? [])
        return made
    }

    /// With the mark of the import behind the names.
    private static func finished(_ value: JSON5Value, from source: String) -> [UInt8] {
        guard case .object(var members) = value.content else { return value.formatted }
        members.removeAll { $0.key == "p2c:imported" }
        let bare = JSON5Value(content: .object(members), line: 0)
        let mark = JSON5Value.object([
            ("from", .text(source)), ("digest", .text(digest(of: bare))),
        ])
        let place = members.firstIndex { $0.key == "p2c:environment" }.map { $0 + 1 } ?? 0
        members.insert(.init(key: "p2c:imported", line: 0, value: mark), at: place)
        return JSON5Value(content: .object(members), line: 0).formatted
    }

    /// FNV-1a of the file without the mark: it need not withstand anybody who means to deceive.
    private static func digest(of value: JSON5Value) -> String {
        guard case .object(let members) = value.content else { return "" }
        let bare = members.filter { $0.key != "p2c:imported" }
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in JSON5Value(content: .object(bare), line: 0).formatted {
            digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return String(digest, radix: 16)
    }

    private var names: [String] {
        [value["name"]?.plainText, value["title"]?.plainText].compactMap { $0 }
            + (value["p2c:aliases"]?.plainTexts ?? [])
    }
}

extension SchemaBase.Import {
    fileprivate mutating func count(_ fields: [Field]) {
        fieldCount = fields.count
        withoutLength = fields.count {
            $0.type == .string && $0.maxLength == nil && $0.lookup == nil
        }
    }
}

/// An imported schema with what the file before it knew besides.
private struct SchemaCompletion {
    let old: JSON5Value
    let extent: SchemaBase.Extent

    /// The value with the names of the fields that went and the number of those that came.
    func complete(_ new: JSON5Value) -> (value: JSON5Value, gone: [String], added: Int) {
        let oldFields = old["fields"]?.elements ?? []
        var fields: [JSON5Value] = []
        var added = 0
        for field in new["fields"]?.elements ?? [] {
            if let known = oldFields.first(where: { $0.isSameField(as: field) }) {
                fields.append(extent == .names ? known : Self.complete(field, with: known))
            } else {
                fields.append(field)
                added += 1
            }
        }
        let missing = oldFields.filter { old in !fields.contains { $0.isSameField(as: old) } }
        if extent != .whole { fields += missing }
        let gone = extent != .whole ? [] : missing.compactMap { $0["name"]?.plainText }
        let names = Set(fields.compactMap { $0["name"]?.plainText?.foldedName })
        fields = fields.map { Self.withoutCurrency($0, notIn: names) }
        return (whole(new, fields: fields), gone, added)
    }

    private func whole(_ new: JSON5Value, fields: [JSON5Value]) -> JSON5Value {
        let has = Set(fields.compactMap { $0["name"]?.plainText?.foldedName })
        var members: [(String, JSON5Value)] = []
        for key in [
            "$schema", "name", "title", "description", "p2c:environment", "p2c:aliases",
            "fieldsMatch", "missingValues", "primaryKey", "uniqueKeys", "p2c:alternateKeys",
            "foreignKeys", "p2c:totals",
        ] {
            let kept = old[key].flatMap { Self.fits($0, key, has) ? $0 : nil }
            let value = key == "p2c:aliases" ? aliases(new) : kept ?? new[key]
            if let value { members.append((key, value)) }
        }
        return .object(members + [("fields", .list(fields))])
    }

    /// An amount whose currency's field is gone has none.
    private static func withoutCurrency(
        _ field: JSON5Value, notIn names: Set<String>
    ) -> JSON5Value {
        guard case .object(let members) = field.content else { return field }
        let kept = members.filter { member in
            member.key != "p2c:currency"
                || names.contains((member.value.plainText ?? "").foldedName)
        }
        return JSON5Value(content: .object(kept), line: field.line)
    }

    /// Keys and references to fields that are gone go too.
    private static func fits(_ value: JSON5Value, _ key: String, _ has: Set<String>) -> Bool {
        func names(_ value: JSON5Value) -> [String] {
            value.plainTexts
                + value.elements.flatMap { element in
                    element.plainTexts + (element["fields"]?.plainTexts ?? [])
                        + [element["field"]?.plainText].compactMap { $0 }
                }
        }
        guard
            ["primaryKey", "uniqueKeys", "p2c:alternateKeys", "foreignKeys", "p2c:totals"]
                .contains(key)
        else { return true }
        return names(value).allSatisfy { has.contains($0.foldedName) }
    }

    /// The names that either has, but the two that stand before.
    private func aliases(_ new: JSON5Value) -> JSON5Value? {
        var seen = Set(
            [old["name"], old["title"]].compactMap { $0?.plainText?.foldedName })
        let names =
            (old["p2c:aliases"]?.plainTexts ?? [])
            + [new["name"], new["title"]].compactMap { $0?.plainText }
            + (new["p2c:aliases"]?.plainTexts ?? [])
        let kept = names.filter { seen.insert($0.foldedName).inserted }
        return kept.isEmpty ? nil : .texts(kept)
    }

    /// What the source does not say of a field stays; of another type only what is no rule.
    private static func complete(_ new: JSON5Value, with old: JSON5Value) -> JSON5Value {
        guard case .object(var members) = new.content, case .object(let known) = old.content
        else { return new }
        let isSameType = new["type"]?.plainText == old["type"]?.plainText
        let free = ["title", "p2c:lookup", "p2c:migrationType", "p2c:personal", "p2c:currency"]
        var tookRule = false
        for member in known where isSameType || free.contains(member.key) {
            if let index = members.firstIndex(where: { $0.key == member.key }) {
                guard member.key == "constraints" else { continue }
                members[index].value = constraints(members[index].value, member.value, &tookRule)
            } else if member.key != "p2c:source" {
                members.insert(member, at: max(members.count - 1, 1))
                if !free.contains(member.key) { tookRule = true }
            }
        }
        if tookRule, let index = members.firstIndex(where: { $0.key == "p2c:source" }),
            let source = members[index].value.plainText, let before = old["p2c:source"]?.plainText
        {
            members[index].value = .text("\(source); the rest: \(before)")
        }
        return JSON5Value(content: .object(members), line: 0)
    }

    /// A field is required when the source says so.
    private static func constraints(
        _ new: JSON5Value, _ old: JSON5Value, _ tookRule: inout Bool
    ) -> JSON5Value {
        guard case .object(var members) = new.content, case .object(let known) = old.content
        else { return new }
        for member in known where member.key != "required" {
            if members.contains(where: { $0.key == member.key }) { continue }
            members.append(member)
            tookRule = true
        }
        return JSON5Value(content: .object(members), line: 0)
    }
}

extension JSON5Value {
    /// A text or a number as it is written.
    var plainText: String? {
        switch content {
        case .text(let text), .number(let text): text
        default: nil
        }
    }

    var elements: [JSON5Value] {
        if case .list(let values) = content { values } else { [] }
    }

    /// The texts of a list.
    var plainTexts: [String] { elements.compactMap(\.plainText) }

    fileprivate func isSameField(as other: JSON5Value) -> Bool {
        guard let name = self["name"]?.plainText, let same = other["name"]?.plainText else {
            return false
        }
        return name.isSameName(as: same)
    }
}
