import Records

/// What looks like the beginning of delimited text, in a file that should be XML.
enum DelimitedStart {
    /// How many bytes are looked at.
    static let mostBytes = 512

    /// The beginning of the first line, where it is plain text in several values; nil for anything else.
    static func line(of bytes: ArraySlice<UInt8>) -> String? {
        let text = bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
        guard let first = line.first, first != UInt8(ascii: "<"),
            line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }),
            line.contains(where: { ",;\t|".utf8.contains($0) })
        else { return nil }
        return String(decoding: line.prefix(40), as: UTF8.self)
    }
}
