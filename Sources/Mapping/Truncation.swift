import Records

/// Cuts texts to the length of a field, in UTF-16 code units as both systems' databases count.
///
/// What a person sees as one character stays whole: a letter and its accents, a flag, a family of
/// joined signs. A text whose first character alone is too long becomes empty.
struct Truncation: Sendable {
    let limit: Int

    /// Returns the cells that were longer.
    func apply(
        to cells: inout [Cell], in bytes: Span<UInt8>, fates: [RowFate]
    ) -> [CompiledTransform.Finding] {
        var cut: [CompiledTransform.Finding] = []
        // No text has more code units than bytes.
        for row in cells.indices where cells[row].count > limit && fates[row].isKept {
            let cell = cells[row]
            guard let end = end(of: cell, in: bytes) else { continue }
            cells[row] = Cell(offset: Int(cell.offset), count: end)
            cut.append(CompiledTransform.Finding(row: row, cell: cell))
        }
        return cut
    }

    /// How many bytes of the text stay; nil when all do.
    private func end(of cell: Cell, in bytes: Span<UInt8>) -> Int? {
        let text = cell.range
        var units = 0
        for index in text {
            let byte = bytes[index]
            if byte & 0xC0 == 0x80 { continue }
            units += byte < 0xF0 ? 1 : 2
            if units > limit {
                let isPlain =
                    byte < 0x80 && byte != 0x0A && index > text.lowerBound
                    && bytes[index - 1] < 0x80
                if isPlain { return index - text.lowerBound }
                return bytes.withUnsafeBufferPointer {
                    wholeCharacters(of: UnsafeBufferPointer(rebasing: $0[text]))
                }
            }
        }
        return nil
    }

    /// How many bytes the characters take that fit as a whole.
    @inline(never)
    private func wholeCharacters(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var units = 0
        var count = 0
        for character in String(decoding: text, as: UTF8.self) {
            units += character.utf16.count
            if units > limit { break }
            count += character.utf8.count
        }
        return min(count, text.count)
    }

    /// The text cut, for values of the template.
    func cut(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let cell = Cell(offset: 0, count: bytes.count)
        guard let end = end(of: cell, in: bytes.span) else { return text }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// The issue of a text that lost its end.
    @inline(never)
    func issue(
        row: Int, cell: Cell, in bytes: [UInt8], from source: String, to destination: String
    ) -> RowIssue {
        let length = bytes[cell.range].withUnsafeBufferPointer { TextForm.utf16Length($0) }
        return RowIssue(
            row: row, field: source, code: .textTruncated,
            detail: "\(quoted(cell, in: bytes)) has \(length) characters, \(destination) takes "
                + "\(limit)")
    }
}
