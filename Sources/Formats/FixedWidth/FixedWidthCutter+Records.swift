import Records

/// The bytes of a record, before they are cut into columns.
struct FixedWidthRecord {
    /// Without the line end.
    var range: Range<Int>
    /// Where the next record begins.
    var next: Int
    var isASCII: Bool
    var hasNUL: Bool
    /// Only where records are told by their width and not by line ends.
    var hasLineBreak = false
}

extension FixedWidthCutter {
    /// The record up to the next line end; nil when that may be behind the bytes.
    func nextLine() -> FixedWidthRecord? {
        let start = result.consumed
        var at = start
        var seen = Seen()
        while true {
            skipPlain(&at, &seen, before: bytes.count)
            guard at < bytes.count else {
                return isLast ? record(start..<at, next: at, seen) : nil
            }
            switch bytes[at] {
            case 0x0A: return record(start..<at, next: at + 1, seen)
            case 0x0D:
                guard at + 1 < bytes.count || isLast else { return nil }
                let isPair = at + 1 < bytes.count && bytes[at + 1] == 0x0A
                return record(start..<at, next: at + (isPair ? 2 : 1), seen)
            default: seen.note(bytes[at])
            }
            at += 1
        }
    }

    /// The record of the plan's width; nil when its end may be behind the bytes. What is left at the
    /// text's end is a record too, unless it is a line end.
    mutating func nextBlock() -> FixedWidthRecord? {
        let start = result.consumed
        var at = start
        var seen = Seen()
        skipPlain(&at, &seen, before: min(bytes.count, start + plan.width))
        if at == start + plan.width, !seen.hasNonASCII, at < bytes.count || isLast {
            return record(start..<at, next: at, seen)
        }
        (at, seen) = (start, Seen())
        var characters = 0
        while at < bytes.count {
            if bytes[at] & 0xC0 != 0x80 {
                if characters == plan.width { return record(start..<at, next: at, seen) }
                characters += 1
            }
            seen.note(bytes[at])
            at += 1
        }
        guard isLast else { return nil }
        if bytes[start...].allSatisfy({ $0 == 0x0A || $0 == 0x0D }) {
            result.consumed = bytes.count
            return nil
        }
        return record(start..<at, next: at, seen)
    }

    /// What bytes were among those of a record.
    private struct Seen {
        var all: UInt64 = 0
        var hasNUL = false
        var hasLineBreak = false

        var hasNonASCII: Bool { all & 0x8080_8080_8080_8080 != 0 }

        @inline(__always)
        mutating func note(_ byte: UInt8) {
            all |= UInt64(byte)
            if byte == 0 { hasNUL = true }
            if byte == 0x0A || byte == 0x0D { hasLineBreak = true }
        }
    }

    /// Goes on, mostly eight bytes at once, to a byte below 0x0E: a line end, NUL or tab.
    @inline(__always)
    private func skipPlain(_ at: inout Int, _ seen: inout Seen, before end: Int) {
        while end &- at >= 8 {
            let word = word(at: at)
            // The high bit of a byte below 0x0E becomes one by the subtraction, and was none.
            guard (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080 == 0 else {
                break
            }
            seen.all |= word
            at &+= 8
        }
        while at < end, bytes[at] >= 0x0E {
            seen.all |= UInt64(bytes[at])
            at &+= 1
        }
    }

    private func record(_ range: Range<Int>, next: Int, _ seen: Seen) -> FixedWidthRecord {
        FixedWidthRecord(
            range: range, next: next, isASCII: !seen.hasNonASCII, hasNUL: seen.hasNUL,
            hasLineBreak: seen.hasLineBreak)
    }
}
