import Records

/// Text of any encoding as UTF-8, converted while it is read.
///
/// A byte that is not valid in the encoding throws with its offset in the source and its line;
/// everything before it has been returned by then. It never puts a replacement character.
package final class TranscodedBytes: ByteSource {
    private let source: any ByteSource
    private let name: String
    private let encoding: TextEncoding
    private var converter: any TextConverter
    private var input = [UInt8](repeating: 0, count: 64 << 10)
    private var unread = 0..<0
    /// Where `input` begins in the source.
    private var inputOffset: Int
    private var output = [UInt8](repeating: 0, count: 64 << 10)
    private var converted = 0..<0
    private var lines = LineCount()
    private var isSourceAtEnd = false
    private var isFinished = false

    /// `name` stands in messages; `offset` is how many bytes of the file precede the source's
    /// first, such as those of a byte order mark. Throws when the encoding is not known.
    package init(
        _ source: any ByteSource, from encoding: TextEncoding, name: String, offset: Int = 0
    ) throws(FormatError) {
        self.source = source
        self.name = name
        self.encoding = encoding
        inputOffset = offset
        guard let converter = encoding.makeDecoder() else {
            throw encoding.unknownError(file: name)
        }
        self.converter = converter
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        while converted.isEmpty {
            if isFinished { return 0 }
            try convertMore()
        }
        let count = min(buffer.count, converted.count)
        buffer.copyBytes(from: output[converted.lowerBound..<converted.lowerBound + count])
        converted = converted.lowerBound + count..<converted.upperBound
        return count
    }

    private func convertMore() throws(FormatError) {
        let step = input.withUnsafeBytes { from in
            output.withUnsafeMutableBytes { to in
                converter.convert(UnsafeRawBufferPointer(rebasing: from[unread]), into: to)
            }
        }
        unread = unread.lowerBound + step.consumed..<unread.upperBound
        converted = 0..<step.produced
        lines.add(output[converted])
        guard converted.isEmpty else { return }
        if step.end == .invalid { throw invalidByte() }
        if isSourceAtEnd { try finish() } else { try readMore() }
    }

    private func readMore() throws(FormatError) {
        input.replaceSubrange(0..<unread.count, with: input[unread])
        inputOffset += unread.lowerBound
        unread = 0..<unread.count
        var failure: FormatError?
        var count = 0
        input.withUnsafeMutableBytes { bytes in
            let room = UnsafeMutableRawBufferPointer(rebasing: bytes[unread.upperBound...])
            do throws(FormatError) { count = try source.read(into: room) } catch { failure = error }
        }
        if let failure { throw failure }
        isSourceAtEnd = count == 0
        unread = 0..<unread.count + count
    }

    private func finish() throws(FormatError) {
        let offset = inputOffset + unread.lowerBound
        guard unread.isEmpty else {
            throw FormatError(
                Issue(
                    .endsInsideCharacter,
                    "the file ends in the middle of a character of \(encoding.displayName)",
                    file: name, line: lines.line, byte: offset))
        }
        converted = 0..<output.withUnsafeMutableBytes { converter.finish(into: $0) }
        isFinished = true
    }

    private func invalidByte() -> FormatError {
        let value = hexadecimal(input[unread.lowerBound])
        return FormatError(
            Issue(
                .invalidInEncoding,
                "the byte \(value) is not valid in \(encoding.displayName)",
                file: name, line: lines.line, byte: inputOffset + unread.lowerBound))
    }
}

/// Counts the lines of a text that comes in pieces, for the place of its end.
private struct LineCount {
    private var breaks = 0
    private var last: UInt8 = 0

    /// The line on which the text so far ends, from 1.
    var line: Int { breaks + 1 }

    /// CR LF is one break: a CR counts, and an LF without a CR before it.
    mutating func add(_ bytes: ArraySlice<UInt8>) {
        var found = 0
        var previous = last
        bytes.withUnsafeBufferPointer { bytes in
            for byte in bytes {
                let isBreak = byte == 0x0D || byte == 0x0A && previous != 0x0D
                found &+= isBreak ? 1 : 0
                previous = byte
            }
        }
        breaks += found
        last = previous
    }
}

/// `0x0A`.
func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
