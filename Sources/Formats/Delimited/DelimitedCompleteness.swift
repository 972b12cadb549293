import CSystem
import Records

/// Tells whether a delimited file is there to its end, as far as its text can tell: an upload that
/// is still running mostly stops inside a quoted value or a character.
package enum DelimitedCompleteness {
    /// True unless the file ends inside quotes or inside a character. One pass without memory of
    /// the records, which takes `size` bytes at a time. A file that is wrong in another way counts as
    /// complete: its reader says what is wrong.
    package static func isLastRecordClosed(
        _ source: any ByteSource, dialect: Dialect, size: Int = 64 << 10
    ) throws(FormatError) -> Bool {
        do {
            let text = try DecodedText(source, declared: dialect.encoding, file: "")
            return try isClosed(text.bytes, dialect, size: size)
        } catch {
            if error.issue.code == .endsInsideCharacter { return false }
            if error.issue.code == .invalidInEncoding { return true }
            throw error
        }
    }

    private static func isClosed(
        _ text: RewindableBytes, _ dialect: Dialect, size: Int
    ) throws(FormatError) -> Bool {
        var index = [UInt32](repeating: 0, count: size + Int(P2C_SCAN_SLACK))
        var state = QuoteState(dialect)
        var tail: [UInt8] = []
        while true {
            let bytes = try text.readMore(after: [], upTo: size)
            state.pass(bytes, &index)
            tail = (tail + bytes.suffix(4)).suffix(4)
            if bytes.count < size { break }
        }
        return !state.isOpen && !endsInsideUTF8(tail)
    }

    /// The last bytes of a text begin a character and do not end it.
    private static func endsInsideUTF8(_ tail: [UInt8]) -> Bool {
        guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return false }
        return tail[lead...].withUnsafeBytes { isCutUTF8($0) }
    }
}

/// Whether a text stands inside quotes, by the rules of `RecordCutter`.
///
/// Only quotes and ends of lines are looked for: whether a quote begins or ends a value, the byte
/// beside it tells. Most values have none.
private struct QuoteState {
    private enum Place {
        case outside
        case inside
        /// Behind a quote inside quotes, of which the next byte tells whether it closes them, or is
        /// the first of two.
        case behindQuote
        /// Behind text that follows a closing quote: nothing counts before the line ends.
        case onTrial
    }

    private let delimiter: UInt8
    private let qualifier: UInt8
    private let escape: UInt8?
    /// How many escapes in a row end the bytes before these.
    private var escapesBefore = 0
    private var place = Place.outside
    /// The last byte before these; at the start of the text, one behind which a value begins.
    private var byteBefore: UInt8

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
        qualifier = dialect.qualifier ?? 0xFF
        escape = dialect.escape
        byteBefore = delimiter
    }

    var isOpen: Bool { place == .inside }

    mutating func pass(_ bytes: [UInt8], _ index: inout [UInt32]) {
        guard let first = bytes.first, let last = bytes.last else { return }
        if place == .behindQuote { leaveQuote(before: first) }
        var hasNonASCII = false
        let found = bytes.withUnsafeBufferPointer { bytes in
            index.withUnsafeMutableBufferPointer { index in
                p2c_scan(
                    bytes.baseAddress, bytes.count, 0, qualifier, qualifier, index.baseAddress,
                    &hasNonASCII)
            }
        }
        for offset in index[..<Int(found)] { step(Int(offset), in: bytes) }
        if escape != nil { escapesBefore = escapes(before: bytes.count, in: bytes) }
        byteBefore = last
    }

    private func isEscaped(_ offset: Int, in bytes: [UInt8]) -> Bool {
        escape != nil && escapes(before: offset, in: bytes) % 2 == 1
    }

    private func escapes(before offset: Int, in bytes: [UInt8]) -> Int {
        var first = offset
        while first > 0, bytes[first - 1] == escape { first -= 1 }
        return offset - first + (first == 0 ? escapesBefore : 0)
    }

    /// Takes a quote or an end of a line.
    private mutating func step(_ offset: Int, in bytes: [UInt8]) {
        let byte = bytes[offset]
        switch place {
        case .outside where byte == qualifier:
            let before = offset > 0 ? bytes[offset - 1] : byteBefore
            if endsValue(before) { place = .inside }
        case .inside where byte == qualifier && !isEscaped(offset, in: bytes):
            place = .behindQuote
            if offset + 1 < bytes.count { leaveQuote(before: bytes[offset + 1]) }
        case .behindQuote:
            // The second of two.
            place = .inside
        case .onTrial where endsLine(byte): place = .outside
        default: break
        }
    }

    /// Stays behind the quote when another follows, which will be taken next.
    private mutating func leaveQuote(before next: UInt8) {
        if next != qualifier { place = endsValue(next) ? .outside : .onTrial }
    }

    private func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private func endsValue(_ byte: UInt8) -> Bool { byte == delimiter || endsLine(byte) }
}
