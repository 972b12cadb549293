import Records

/// Tells the encoding of a text by its first bytes.
package enum EncodingSniffer {
    /// What the first bytes say.
    package enum Sign: Sendable, Equatable {
        /// A byte order mark, which always is right.
        case byteOrderMark(TextEncoding)
        /// No mark, but the bytes can be nothing else.
        case pattern(TextEncoding)
        case none
    }

    /// Looks at up to eight bytes. The source that it returns starts behind the byte order mark,
    /// whose length is `markLength`.
    package static func sniff(
        _ source: any ByteSource
    ) throws(FormatError) -> (sign: Sign, markLength: Int, rest: RewindableBytes) {
        let rest = RewindableBytes(source)
        let first = try rest.readPrefix(8)
        let (sign, markLength) = sign(of: first)
        rest.giveBack(first[markLength...])
        return (sign, markLength, rest)
    }

    /// What up to eight first bytes say, and how many of them are a byte order mark.
    static func sign(of first: [UInt8]) -> (Sign, markLength: Int) {
        if first.starts(with: [0xEF, 0xBB, 0xBF]) { return (.byteOrderMark(.utf8), 3) }
        if first.starts(with: [0xFF, 0xFE, 0, 0]) {
            return (.byteOrderMark(.utf32LittleEndian), 4)
        }
        if first.starts(with: [0, 0, 0xFE, 0xFF]) { return (.byteOrderMark(.utf32BigEndian), 4) }
        if first.starts(with: [0xFF, 0xFE]) { return (.byteOrderMark(.utf16LittleEndian), 2) }
        if first.starts(with: [0xFE, 0xFF]) { return (.byteOrderMark(.utf16BigEndian), 2) }
        return (pattern(of: first).map { .pattern($0) } ?? .none, 0)
    }

    /// UTF-16 or UTF-32 without a mark: `3C 00` is how an XML file starts, and two ASCII characters
    /// are enough for any other text.
    private static func pattern(of first: [UInt8]) -> TextEncoding? {
        let forms: [(TextEncoding, width: Int, place: Int)] = [
            (.utf32LittleEndian, 4, 0), (.utf32BigEndian, 4, 3), (.utf16LittleEndian, 2, 0),
            (.utf16BigEndian, 2, 1),
        ]
        return forms.first { _, width, place in
            let isXML = first.count > place && first[place] == UInt8(ascii: "<")
            let length = width * (isXML ? 1 : 2)
            guard first.count >= length else { return false }
            return (0..<length).allSatisfy { at in
                at % width == place ? (0x20..<0x7F).contains(first[at]) : first[at] == 0
            }
        }?.0
    }
}

extension RewindableBytes {
    /// The next bytes, as many as there are up to `count`.
    func readPrefix(_ count: Int) throws(FormatError) -> [UInt8] {
        var failure: FormatError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(FormatError) {
                filled = try fill(UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
