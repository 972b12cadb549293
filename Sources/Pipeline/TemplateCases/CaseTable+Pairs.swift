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
    func pairs(with expected: EditedTable) -> [([String], EditedTable.Row)] {
        guard rows.count != expected.rows.count, let width = keyWidth(of: expected) else {
            return Array(zip(rows, expected.rows))
        }
        let places = keyColumns(width, of: expected)
        return expected.rows.compactMap { wanted in
            rows.first { row in places.map { row[$0] } == Array(wanted.values.prefix(width)) }
                .map { ($0, wanted) }
        }
    }

    /// The records with the expected ones, and what to say, where the very same came in another order;
    /// nil where that is not so. They are known by their key, else by all that is expected of them.
    func otherOrder(
        than expected: EditedTable
    ) -> (pairs: [([String], EditedTable.Row)], sentence: String)? {
        let width = keyWidth(of: expected) ?? expected.columns.count
        let places = keyColumns(width, of: expected)
        let found = rows.map { row in places.map { row[$0] } }
        var left = expected.rows
        var pairs: [([String], EditedTable.Row)] = []
        for (row, key) in zip(rows, found) {
            guard let place = left.firstIndex(where: { Array($0.values.prefix(width)) == key })
            else { return nil }
            pairs.append((row, left.remove(at: place)))
        }
        guard left.isEmpty, zip(pairs, expected.rows).contains(where: { $0.1.line != $1.line })
        else { return nil }
        return (
            pairs,
            "the same \(rows.count) records come in another order, which matters"
                + Self.list("they come as", found, without: [])
                + ". Put the lines into that order, or let --update write them"
        )
    }

    /// Which records are missing and which are too many, by their key; nothing where there is none.
    func strangers(to expected: EditedTable) -> String {
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
