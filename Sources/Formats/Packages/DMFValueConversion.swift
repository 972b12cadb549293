import Records

/// What a manifest does with the values of one field: a table of conversions, a default value, a
/// text qualifier that is taken off.
struct DMFValueConversion {
    private let table: FoldedTable
    /// What the numbers of the table stand for; nil for no value.
    private let results: [String?]
    /// Values are compared as numbers: `1.00` is `1`.
    private let areNumbers: Bool
    private let defaultValue: String?
    /// The default value also takes the place of a blank.
    private let replacesBlanks: Bool
    private let qualifier: UInt8?

    /// Nil when the map leaves all values as they are.
    init?(_ map: DMFManifest.FieldMap, qualifier: UInt8?) {
        let entries = map.conversions.filter { $0.source != nil && !$0.isDefault }
        if entries.isEmpty, map.defaultValue == nil, qualifier == nil { return nil }
        let areNumbers = entries.contains(where: \.isNumber)
        self.areNumbers = areNumbers
        let numbered = entries.enumerated().map { number, entry in
            (text: Self.form(entry.source ?? "", asNumber: areNumbers), value: number)
        }
        table = FoldedTable(numbered)
        results = entries.map(\.staging)
        defaultValue = map.defaultValue
        replacesBlanks = map.isBlankDefault
        self.qualifier = qualifier
    }

    /// Converts the cells; the values that come in are appended to the bytes once.
    func apply(to cells: inout [Cell], bytes: inout [UInt8]) {
        let first = bytes.count
        let replacements = results.map { Self.append($0, to: &bytes) }
        let standard = defaultValue.map { Self.append($0, to: &bytes) }
        var added: [UInt8] = []
        bytes[..<first].withUnsafeBufferPointer { text in
            for row in cells.indices {
                let cell = unqualified(cells[row], in: text)
                if cell.count == 0 {
                    let isMissing = cell.isAbsent || replacesBlanks
                    cells[row] = isMissing ? standard ?? cell : cell
                } else {
                    let value = UnsafeBufferPointer(rebasing: text[cell.range])
                    let found = number(of: value, added: &added)
                    cells[row] = found.map { replacements[$0] } ?? cell
                }
            }
        }
    }

    private func unqualified(_ cell: Cell, in text: UnsafeBufferPointer<UInt8>) -> Cell {
        guard let qualifier, cell.count >= 2, text[cell.range.lowerBound] == qualifier,
            text[cell.range.upperBound - 1] == qualifier
        else { return cell }
        return Cell(offset: cell.range.lowerBound + 1, count: cell.count - 2)
    }

    /// Trailing blanks do not count, as in F&O's own comparisons.
    private func number(of value: UnsafeBufferPointer<UInt8>, added: inout [UInt8]) -> Int? {
        var count = value.count
        while count > 0, value[count - 1] == 0x20 { count -= 1 }
        let trimmed = UnsafeBufferPointer(rebasing: value[..<count])
        guard areNumbers else { return table.value(of: trimmed) }
        added.removeAll(keepingCapacity: true)
        guard DecimalForm.canonicalize(trimmed, into: &added) == .rewritten else {
            return table.value(of: trimmed)
        }
        return added.withUnsafeBufferPointer { table.value(of: $0) }
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) -> Cell {
        guard let text, !text.isEmpty else { return .null }
        let offset = bytes.count
        bytes.append(contentsOf: text.utf8)
        return Cell(offset: offset, count: bytes.count - offset)
    }

    private static func form(_ text: String, asNumber: Bool) -> String {
        guard asNumber else { return text }
        var added: [UInt8] = []
        let verdict = Array(text.utf8).withUnsafeBufferPointer {
            DecimalForm.canonicalize($0, into: &added)
        }
        return verdict == .rewritten ? String(decoding: added, as: UTF8.self) : text
    }
}
