import Folders
import Formats
import Mapping
import Records

/// Records of a template's case as texts: what came out, or what should.
struct CaseTable: Equatable {
    var columns: [String]
    /// One text a column; blank for every kind of nothing.
    var rows: [[String]] = []

    /// Takes the records of an entity; its columns join those that are there.
    mutating func add(_ columns: [String], _ rows: [[String]]) {
        for name in columns where !self.columns.contains(where: { $0.isSameName(as: name) }) {
            self.columns.append(name)
            for index in self.rows.indices { self.rows[index].append("") }
        }
        let places = self.columns.map { name in
            columns.firstIndex { $0.isSameName(as: name) }
        }
        self.rows += rows.map { row in places.map { $0.map { row[$0] } ?? "" } }
    }

    /// As a CSV file.
    var csv: [UInt8] { EditedTable.csv([columns] + rows) }

    /// What differs from the expected table, a sentence each. Only its columns are compared, so that
    /// people may write few.
    func differences(from expected: EditedTable, file: String) -> [String] {
        var found: [String] = []
        if rows.count != expected.rows.count {
            found.append(
                "\(file): records expected: \(expected.rows.count), found: \(rows.count)"
                    + strangers(to: expected))
        }
        for (row, wanted) in pairs(with: expected) {
            for (name, value) in zip(expected.columns, wanted.values) {
                let place = "\(file):\(wanted.line) \(name)"
                guard let column = columns.firstIndex(where: { $0.isSameName(as: name) }) else {
                    if !value.isEmpty {
                        found.append("\(place): expected \"\(value)\", no such column found")
                    }
                    continue
                }
                if row[column] != value {
                    found.append("\(place): expected \"\(value)\", found \"\(row[column])\"")
                }
            }
        }
        return found
    }
}

extension CaseTable {
    /// The columns, from the first on, by which the expected records are told apart, as few as that
    /// takes; nil where no number of columns does, or a column did not come.
    private func keyWidth(of expected: EditedTable) -> Int? {
        let width = (1...max(expected.columns.count, 1)).first { width in
            let keys = expected.rows.map { Array($0.values.prefix(width)) }
            return !keys.isEmpty && Set(keys).count == keys.count
        }
        guard let width, keyColumns(width, of: expected).count == width else { return nil }
        return width
    }

    private func keyColumns(_ width: Int, of expected: EditedTable) -> [Int] {
        expected.columns.prefix(width).compactMap { name in
            columns.firstIndex { $0.isSameName(as: name) }
        }
    }

    /// The records with the expected ones of the same key or, where all came or they have none, in the
    /// order in which they stand.
    private func pairs(with expected: EditedTable) -> [([String], EditedTable.Row)] {
        guard rows.count != expected.rows.count, let width = keyWidth(of: expected) else {
            return Array(zip(rows, expected.rows))
        }
        let places = keyColumns(width, of: expected)
        return expected.rows.compactMap { wanted in
            rows.first { row in places.map { row[$0] } == Array(wanted.values.prefix(width)) }
                .map { ($0, wanted) }
        }
    }

    /// Which records are missing and which are too many, by their key; nothing where there is none.
    private func strangers(to expected: EditedTable) -> String {
        guard let width = keyWidth(of: expected) else { return "" }
        let places = keyColumns(width, of: expected)
        let found = rows.map { row in places.map { row[$0] } }
        let wanted = expected.rows.map { Array($0.values.prefix(width)) }
        return Self.list("missing", wanted, without: found)
            + Self.list("too many", found, without: wanted)
    }

    private static func list(
        _ words: String, _ keys: [[String]], without others: [[String]]
    ) -> String {
        var others = others
        let left = keys.filter { key in
            guard let place = others.firstIndex(of: key) else { return true }
            others.remove(at: place)
            return false
        }
        let shown = left.prefix(8).map { "\"\($0.joined(separator: ", "))\"" }
        if shown.isEmpty { return "" }
        let more = left.count > 8 ? " and \(left.count - 8) more" : ""
        return "; \(words): " + shown.joined(separator: ", ") + more
    }
}
