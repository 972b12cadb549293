import CSystem
import Records

/// Tells whether a delimited file is there to its end, as far as its text can tell: an upload that
/// is still running mostly stops inside a quoted value or a character.
package enum DelimitedCompleteness {
    /// True unless the file ends inside quotes or inside a character. One pass without memory of
    /// the records. A file that is wrong in another way counts as complete: its reader says what is
    /// wrong.
    package static func isLastRecordClosed(
        _ source: any ByteSource, dialect: Dialect
    ) throws(FormatError) -> Bool {
        do {
            let text = try DecodedText(source, declared: dialect.encoding, file: "")
            return try isClosed(text.bytes, dialect)
        } catch {
            if error.issue.code == .endsInsideCharacter { return false }
            if error.issue.code == .invalidInEncoding { return true }
            throw error
        }
    }

    private static func isClosed(
        _ text: RewindableBytes, _ dialect: Dialect
    ) throws(FormatError) -> Bool {
        let size = 64 << 10
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
private struct QuoteState {
    private enum Place {
        case outside
        case inside
        /// Behind a quote inside quotes: it closes them or is the first of two.
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
    private var position = 0
    /// Where the value begins, or where the undecided quote is.
    private var mark = 0

    init(_ dialect: Dialect) {
        delimiter = dialect.delimiter
        qualifier = dialect.qualifier ?? 0xFF
        escape = dialect.escape
    }

    var isOpen: Bool { place == .inside }

    mutating func pass(_ bytes: [UInt8], _ index: inout [UInt32]) {
        var hasNonASCII = false
        let found = bytes.withUnsafeBufferPointer { bytes in
            index.withUnsafeMutableBufferPointer { index in
                p2c_scan(
                    bytes.baseAddress, bytes.count, 0, delimiter, qualifier, index.baseAddress,
                    &hasNonASCII)
            }
        }
        for offset in index[..<Int(found)] {
            if place == .inside, isEscaped(Int(offset), in: bytes) { continue }
            step(bytes[Int(offset)], at: position + Int(offset))
        }
        if escape != nil { escapesBefore = escapes(before: bytes.count, in: bytes) }
        position += bytes.count
    }

    private func isEscaped(_ offset: Int, in bytes: [UInt8]) -> Bool {
        escape != nil && bytes[offset] == qualifier && escapes(before: offset, in: bytes) % 2 == 1
    }

    private func escapes(before offset: Int, in bytes: [UInt8]) -> Int {
        var first = offset
        while first > 0, bytes[first - 1] == escape { first -= 1 }
        return offset - first + (first == 0 ? escapesBefore : 0)
    }

    private mutating func step(_ byte: UInt8, at offset: Int) {
        if place == .behindQuote {
            let follows = offset == mark + 1
            if follows && byte == qualifier {
                place = .inside
                return
            }
            place = follows && byte != 0 ? .outside : .onTrial
        }
        let endsLine = byte == 0x0A || byte == 0x0D
        switch place {
        case .outside where byte == qualifier:
            if offset == mark { place = .inside }
        case .inside where byte == qualifier:
            place = .behindQuote
            mark = offset
        case .outside where endsLine || byte == delimiter, .onTrial where endsLine:
            place = .outside
            mark = offset + 1
        default: break
        }
    }
}
