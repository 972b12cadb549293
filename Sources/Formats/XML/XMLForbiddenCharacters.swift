import CSystem

/// Hides the characters that XML forbids from the parser, which would give up the whole file for
/// one of them, and remembers where they stood.
///
/// Each byte of such a character, or of a reference to one, becomes a question mark: places in the
/// file stay where they are. Whoever reads the file sets aside the records that they stand in.
final class XMLForbiddenCharacters: ByteSource {
    struct Finding {
        /// Bytes from the start of the file.
        var byte: Int
        /// The character's code point.
        var character: UInt32

        /// `the character U+0008`, for issues.
        var name: String { XMLEscaping.name(of: character) }
    }

    /// What was found since it was last asked.
    private var findings: [Finding] = []
    private let source: any ByteSource
    /// Where the buffer begins in the file.
    private var offset: Int
    private var buffer = [UInt8](repeating: 0, count: bufferBytes)
    private var filled = 0
    /// The part of the buffer that was looked through and not yet read.
    private var ready = 0..<0
    private var isAtEnd = false
    /// References mean nothing inside a comment or CDATA.
    private var region = Region.markup
    private var lastByte: UInt8 = 0
    /// Where the last one that was found in the buffer ends; nil when there is none.
    private var lastEnd: Int?

    private enum Region {
        case markup
        case comment
        case literal
    }

    private static let bufferBytes = 64 << 10
    /// No construct that is looked for has more bytes.
    private static let lookAhead = 12

    /// `offset` is how many bytes of the file precede the source's first.
    init(_ source: any ByteSource, offset: Int) {
        self.source = source
        self.offset = offset
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        while ready.isEmpty {
            if isAtEnd { return 0 }
            try readMore()
        }
        let count = min(target.count, ready.count)
        target.copyBytes(from: buffer[ready.lowerBound..<ready.lowerBound + count])
        ready = ready.lowerBound + count..<ready.upperBound
        return count
    }

    /// What was found in the bytes that were looked through since the last call.
    func takeFindings() -> [Finding] {
        defer { findings = [] }
        return findings
    }

    private func readMore() throws(FormatError) {
        let used = ready.upperBound
        buffer.replaceSubrange(0..<filled - used, with: buffer[used..<filled])
        offset += used
        filled -= used
        var failure: FormatError?
        var count = 0
        buffer.withUnsafeMutableBytes { bytes in
            let room = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
            do throws(FormatError) { count = try source.read(into: room) } catch { failure = error }
        }
        if let failure { throw failure }
        filled += count
        isAtEnd = count == 0
        ready = 0..<lookThrough(upTo: isAtEnd ? filled : max(filled - Self.lookAhead, 0))
    }

    /// Looks at the bytes before `limit`, and returns how far it got, which may be a little further.
    private func lookThrough(upTo limit: Int) -> Int {
        var position = 0
        lastEnd = nil
        buffer.withUnsafeMutableBufferPointer { bytes in
            let text = UnsafeMutableBufferPointer(rebasing: bytes[..<filled])
            while position < limit {
                position += plainBytes(from: position, to: limit, of: text)
                if position < limit { position += look(at: position, in: text) }
            }
            if position > 0 { lastByte = text[position - 1] }
        }
        return position
    }

    /// How many bytes there are before the next at which something may begin that matters.
    private func plainBytes(
        from start: Int, to end: Int, of text: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        let rest = UnsafeBufferPointer(rebasing: text[start..<end])
        if region == .markup { return p2c_xml_plain(rest.baseAddress, rest.count) }
        // The region's end begins with one of these.
        let special = region == .comment ? UInt8(ascii: "-") : UInt8(ascii: "]")
        return rest.firstIndex { $0 == special || $0 < 0x20 || $0 == 0xEF } ?? rest.count
    }

    /// Deals with what begins at `position` and returns its length.
    private func look(at position: Int, in text: UnsafeMutableBufferPointer<UInt8>) -> Int {
        func follows(_ word: StaticString) -> Bool {
            let end = position + word.utf8CodeUnitCount
            return end <= text.count
                && text[position..<end].elementsEqual(
                    UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        }
        let before = position == 0 ? lastByte : text[position - 1]
        switch (text[position], region) {
        case (0x9, _), (0xA, _), (0xD, _): break
        case (..<0x20, _): hide(position, 1, UInt32(text[position]), in: text)
        case (0xEF, _):
            guard follows("\u{FFFE}") || follows("\u{FFFF}") else { break }
            hide(position, 3, 0xFF40 + UInt32(text[position + 2]), in: text)
            return 3
        case (UInt8(ascii: "&"), .markup): return lookAtReference(position, in: text)
        case (UInt8(ascii: "!"), .markup) where before == UInt8(ascii: "<"):
            if follows("![CDATA[") { region = .literal }
            // The comment's end cannot begin with its own start.
            guard follows("!--") else { break }
            region = .comment
            return 3
        case (UInt8(ascii: "-"), .comment): if follows("-->") { region = .markup }
        case (UInt8(ascii: "]"), .literal): if follows("]]>") { region = .markup }
        default: break
        }
        return 1
    }

    /// `&#31;` and `&#x1F;`; leading zeros without end are left to the parser.
    private func lookAtReference(
        _ position: Int, in text: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "#") else { return 1 }
        var next = position + 2
        let isHexadecimal = next < text.count && text[next] == UInt8(ascii: "x")
        if isHexadecimal { next += 1 }
        let firstDigit = next
        var number: UInt32 = 0
        let end = min(text.count, position + Self.lookAhead)
        while next < end, let digit = Self.digit(text[next], isHexadecimal: isHexadecimal) {
            number = min(number * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
            next += 1
        }
        guard next > firstDigit, next < end, text[next] == UInt8(ascii: ";"),
            Self.isForbidden(number)
        else { return 1 }
        hide(position, next + 1 - position, number, in: text)
        return next + 1 - position
    }

    private static func isTagEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }

    private static func digit(_ byte: UInt8, isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f") where isHexadecimal:
            UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F") where isHexadecimal:
            UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// What the production `Char` of XML 1.0 leaves out.
    private static func isForbidden(_ character: UInt32) -> Bool {
        switch character {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: false
        default: true
        }
    }

    @inline(never)
    private func hide(
        _ position: Int, _ count: Int, _ character: UInt32,
        in text: UnsafeMutableBufferPointer<UInt8>
    ) {
        let end = position + count
        for index in position..<end { text[index] = UInt8(ascii: "?") }
        defer { lastEnd = end }
        // Of several between the same two tags one is enough.
        if let lastEnd, !text[lastEnd..<position].contains(where: Self.isTagEnd) { return }
        findings.append(Finding(byte: offset + position, character: character))
    }
}
