import Records

extension Span<UInt8> {
    /// The range without the blanks at its ends.
    func withoutBlanks(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while start < end, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }
}

extension String {
    /// The text without the white space at its ends.
    package var withoutBlanks: String {
        let bytes = Array(utf8)
        let range = bytes.span.withoutBlanks(bytes.indices)
        return range.count == bytes.count ? self : String(decoding: bytes[range], as: UTF8.self)
    }
}

extension UInt8 {
    /// White space of ASCII.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

extension String {
    /// True when there is nothing but white space.
    var isBlank: Bool { utf8.allSatisfy(\.isBlank) }
}

extension Cell {
    /// True for what a Default fills in and filters call null: absent, null, empty, white space.
    @inline(__always)
    package func isBlank(in bytes: Span<UInt8>) -> Bool {
        for index in range where !bytes[index].isBlank { return false }
        return true
    }

    /// The cell of a key as systems compare it.
    func withoutTrailingSpaces(in bytes: Span<UInt8>) -> Cell {
        guard count > 0, bytes[range.upperBound - 1] == UInt8(ascii: " ") else { return self }
        var end = range.upperBound
        while end > range.lowerBound, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return Cell(offset: range.lowerBound, count: end - range.lowerBound)
    }

    /// The cell of a text that lies `distance` bytes further on.
    @inline(__always)
    func moved(by distance: Int) -> Cell {
        Cell(offset: Int(offset) + distance, count: count)
    }
}

/// A cell's text in quotes for a message, cut where it is long.
@inline(never)
func quoted(_ cell: Cell, in bytes: [UInt8]) -> String {
    let longest = 60
    let text = String(decoding: bytes[cell.range].prefix(longest), as: UTF8.self)
    return cell.count > longest ? "\"\(text)…\"" : "\"\(text)\""
}
