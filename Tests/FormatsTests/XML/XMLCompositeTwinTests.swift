import Records
import Support
import Testing

@testable import Formats

/// A reader of composite entities that holds the whole document as a tree and looks at it again and
/// again, as the rules are told.
private struct SlowComposite {
    typealias Row = [String: String?]

    let root: XMLElement

    /// Whether elements of that name are records wherever records of that path hold them.
    private func isRecord(_ name: String, in path: [String]) -> Bool {
        elements(at: path + [name]).contains { element in
            !element.children.isEmpty || !element.attributes.isEmpty && isBlank(element.text)
        }
    }

    private func elements(at path: [String]) -> [XMLElement] {
        path.reduce([root]) { found, name in found.flatMap { $0.children(name) } }
    }

    private func isBlank(_ text: String) -> Bool { text.trimmingBlanks().isEmpty }

    /// Each thing that is said of a field, in order: attributes, then elements.
    private func values(
        of record: XMLElement, at path: [String]
    ) -> [(name: String, value: String, isAttribute: Bool)] {
        record.attributes.map { ($0.name, $0.value, true) }
            + record.children.filter { !isRecord($0.name, in: path) }
            .map { ($0.name, $0.text, false) }
    }

    /// The field's values, nil where it is missing.
    private func all(_ field: String, of record: XMLElement, at path: [String]) -> [String] {
        values(of: record, at: path).filter { $0.name == field }.map(\.value)
    }

    /// The records of that path that can be read, and how many cannot.
    func read(_ path: [String]) -> (rows: [Row], unreadable: Int) {
        var result: (rows: [Row], unreadable: Int) = ([], 0)
        func visit(_ element: XMLElement, _ outer: [XMLElement]) {
            if outer.count == path.count {
                if let row = row(element, at: path, outer: Array(outer.dropFirst())) {
                    result.rows.append(row)
                } else {
                    result.unreadable += 1
                }
                return
            }
            for child in element.children(path[outer.count]) {
                let isEmpty = child.children.isEmpty && child.attributes.isEmpty
                if outer.count > 0, isEmpty, isBlank(child.text) { continue }
                visit(child, outer + [element])
            }
        }
        visit(root, [])
        return result
    }

    /// Nil when the record cannot be read.
    private func row(_ record: XMLElement, at path: [String], outer: [XMLElement]) -> Row? {
        guard isBlank(record.text) else { return nil }
        var row: Row = [:]
        let values = values(of: record, at: path)
        for name in Set(values.map(\.name)) {
            let said = values.filter { $0.name == name }
            let isSaidOnce =
                said.count == 1
                || said.count == 2 && said[0].isAttribute && !said[1].isAttribute
                    && said[0].value == said[1].value
            guard isSaidOnce else { return nil }
            row[name] = .some(said[0].value.isEmpty ? nil : said[0].value)
        }
        for (depth, around) in outer.enumerated().reversed() {
            for key in ["SALESID", "DATAAREAID"] {
                let keys = all(key, of: around, at: Array(path[...depth]))
                guard Set(keys).count <= 1 else { return nil }
                guard let outerKey = keys.first, !outerKey.isEmpty else { continue }
                if let own = row[key] ?? nil {
                    guard own == outerKey else { return nil }
                } else {
                    row[key] = outerKey
                }
            }
        }
        return row
    }
}

@Suite struct `XML composite reader and a slow twin` {
    private static let names = ["H", "L", "C"]

    /// A record with others inside, written in any of the ways.
    private func record(
        _ depth: Int, key: String, _ numbers: inout SeededGenerator
    ) -> String {
        func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &numbers) == 0 }
        var attributes = ""
        var parts: [String] = []
        func say(_ name: String, _ value: String, _ numbers: inout SeededGenerator) {
            let asAttribute =
                Bool.random(using: &numbers) && !attributes.contains(" \(name)=")
            if asAttribute {
                attributes += " \(name)='\(value)'"
            } else {
                parts.append(value.isEmpty ? "<\(name)/>" : "<\(name)>\(value)</\(name)>")
            }
        }
        if !chance(depth == 0 ? 12 : 3) { say("SALESID", chance(12) ? "other" : key, &numbers) }
        if chance(3) { say("DATAAREAID", chance(9) ? "dat" : "usmf", &numbers) }
        for name in ["A", "B"] where !chance(3) {
            say(name, chance(4) ? "" : "\(Int.random(in: 0...99, using: &numbers))", &numbers)
        }
        if chance(15) { say(["SALESID", "A"].randomElement(using: &numbers)!, key, &numbers) }
        if chance(25) { parts.append("stray") }
        if depth < 2 {
            for _ in 0..<Int.random(in: 0...3, using: &numbers) {
                let name = Self.names[depth + 1]
                parts.append(
                    chance(8) ? "<\(name)> </\(name)>" : record(depth + 1, key: key, &numbers))
            }
        }
        parts.shuffle(using: &numbers)
        return "<\(Self.names[depth])\(attributes)>\n" + parts.joined(separator: " ")
            + "</\(Self.names[depth])>"
    }

    private func document(seed: UInt64) -> String {
        var numbers = SeededGenerator(seed: seed)
        // The first record shows what is a record and what is the key.
        let first = "<H SALESID='0'><L N='1'><C N='1'/></L></H>"
        let records = (1...15).map { record(0, key: "S\($0)", &numbers) }
        return "<Document>\(first)\(records.joined(separator: "\n"))</Document>"
    }

    @Test(arguments: 1...30)
    func `agree at every chunk size`(_ seed: UInt64) throws {
        let text = document(seed: seed)
        let twin = SlowComposite(
            root: try XMLElement.read(
                PiecewiseBytes(text.utf8), file: "x.xml", limits: ReadLimits()))
        for depth in 1...3 {
            let path = Array(Self.names[..<depth])
            let expected = twin.read(path)
            for chunk in [1, 3, 64, 4_096] {
                let reader = try XMLRecordReader(
                    file: "x.xml", entityNames: [path[depth - 1]], limits: ReadLimits(),
                    chunkBytes: chunk
                ) { PiecewiseBytes(text.utf8) }
                let table = try ReadTable(reader)
                let rows = table.rows.map { row in
                    Dictionary(
                        uniqueKeysWithValues: zip(table.columns, row).filter { $1 != "∅" })
                }
                #expect(rows == expected.rows, "\(path) in chunks of \(chunk)")
                #expect(table.unreadable.count == expected.unreadable)
            }
        }
    }
}
