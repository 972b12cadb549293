import JSON5
import Mapping
import Records

/// A value map in a file of its own, `value-maps/<name>.csv` beside the template, with the columns
/// organization, key and value.
package enum ValueMapFile {
    /// The entries in the order of the file. Throws where a row has no value, names an organization
    /// that is none of the companies, or two rows of an organization have one key and different values.
    /// Without companies every organization may be one.
    package static func entries(
        _ bytes: [UInt8], file: String, companies: [String] = []
    ) throws(MappingError) -> [ValueMap.Entry] {
        let names = ["organization", "key", "value"]
        let table = try EditedTable(bytes, file: file, needing: names)
        let columns = names.compactMap(table.column)
        var seen = SeenEntries(file: file)
        var entries: [ValueMap.Entry] = []
        for row in table.rows {
            let texts = columns.map { row.values[$0] }
            guard !texts[2].isLeftBlank else {
                throw MappingError(
                    .valueMapFileUnusable, "the key \"\(texts[1])\" has no value",
                    at: DocumentPlace(file: file, line: row.line)
                ).toDo("Write the value, or take the line out")
            }
            let entry = ValueMap.Entry(
                texts[1], texts[2], organization: texts[0].leftText,
                at: DocumentPlace(file: file, line: row.line))
            if let name = entry.organization, !companies.isEmpty, !companies.has(name) {
                throw MappingError(
                    .valueMapCompanyUnknown,
                    "\"\(name)\" is none of \(companies.joined(separator: ", "))",
                    at: DocumentPlace(file: file, line: row.line))
            }
            if try seen.isFirst(entry, line: row.line) { entries.append(entry) }
        }
        return entries
    }
}

/// Finds rows that say something different about the same key.
struct SeenEntries {
    let file: String
    private var earlier: [String: (value: String, line: Int)] = [:]

    init(file: String) {
        self.file = file
    }

    /// False for a row that says again what an earlier one did. `map` is what the key belongs to,
    /// where one file has several.
    mutating func isFirst(
        _ entry: ValueMap.Entry, of map: String = "", line: Int
    ) throws(MappingError) -> Bool {
        let organization = entry.organization?.foldedName ?? ""
        let identity = [map.foldedName, organization, entry.foldedKey].joined(separator: "\u{0}")
        guard let known = earlier.updateValue((entry.value, line), forKey: identity) else {
            return true
        }
        guard known.value == entry.value else {
            throw MappingError(
                .valueMapRowRepeated, "the key \"\(entry.key)\" is in line \(known.line) already",
                at: DocumentPlace(file: file, line: line))
        }
        return false
    }
}

extension [String] {
    /// True when one of the names is the other, without case.
    func has(_ name: String) -> Bool { contains { $0.isSameName(as: name) } }
}
