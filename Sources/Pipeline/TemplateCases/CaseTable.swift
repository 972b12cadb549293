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
        let inOrder = differences(in: pairs(with: expected), columns: expected.columns, file: file)
        if !inOrder.isEmpty, let other = otherOrder(than: expected) {
            let rest = differences(in: other.pairs, columns: expected.columns, file: file)
            if rest.count < inOrder.count { return ["\(file): \(other.sentence)"] + rest }
        }
        return found + inOrder
    }

    private func differences(
        in pairs: [([String], EditedTable.Row)], columns wantedColumns: [String], file: String
    ) -> [String] {
        var found: [String] = []
        for (row, wanted) in pairs {
            for (name, value) in zip(wantedColumns, wanted.values) {
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
