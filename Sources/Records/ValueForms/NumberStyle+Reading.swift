extension DecimalForm {
    /// Brings a number that is written in a style of its own to canonical form.
    package static func canonicalize(
        _ text: UnsafeBufferPointer<UInt8>, style: NumberStyle, into added: inout [UInt8]
    ) -> FormVerdict {
        var plain: [UInt8] = []
        let number = style.isBare ? text[...] : bare(text, style)
        guard isGrouped(number, style) else { return .wrong }
        for byte in number {
            if byte == style.decimalCharacter {
                plain.append(UInt8(ascii: "."))
            } else if byte == UInt8(ascii: ".") && byte != style.groupCharacter {
                return .wrong
            } else if byte != style.groupCharacter {
                plain.append(byte)
            }
        }
        let start = added.count
        let verdict = plain.withUnsafeBufferPointer { canonicalize($0, into: &added) }
        guard verdict == .canonical else { return verdict }
        if text.elementsEqual(plain) { return .canonical }
        precondition(added.count == start, "A canonical number adds nothing")
        added += plain
        return .rewritten
    }

    /// True where group characters, if any, stand before three digits each, or as in India before two
    /// each and three at the end: `12,34,567`. Elsewhere they may be meant as decimal ones.
    private static func isGrouped(
        _ text: Slice<UnsafeBufferPointer<UInt8>>, _ style: NumberStyle
    ) -> Bool {
        guard let group = style.groupCharacter, text.contains(group) else { return true }
        let isSigned = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
        let number = isSigned ? text.dropFirst() : text
        let whole = number.prefix { $0.isDigit || $0 == group }
        guard !number.dropFirst(whole.count).contains(group) else { return false }
        let counts = whole.split(separator: group, omittingEmptySubsequences: false).map(\.count)
        let middle = counts.dropFirst().dropLast()
        let size = middle.first ?? 3
        return counts.last == 3 && (2...3).contains(size) && (1...size).contains(counts[0])
            && middle.allSatisfy { $0 == size }
    }

    /// The number without what stands before and behind it: everything from the first digit to the
    /// last, with a sign and a decimal character at the ends.
    private static func bare(
        _ text: UnsafeBufferPointer<UInt8>, _ style: NumberStyle
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        guard let first = text.firstIndex(where: \.isDigit),
            let last = text.lastIndex(where: \.isDigit)
        else { return text[text.endIndex...] }
        var (start, end) = (first, last + 1)
        if start > 0, text[start - 1] == style.decimalCharacter { start -= 1 }
        if start > 0, text[start - 1] == UInt8(ascii: "-") || text[start - 1] == UInt8(ascii: "+") {
            start -= 1
        }
        if end < text.count, text[end] == style.decimalCharacter { end += 1 }
        return text[start..<end]
    }
}
