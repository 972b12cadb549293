/// What looks like the beginning of an XML document, in text that should be delimited.
enum XMLStart {
    /// How many bytes are looked at.
    static let mostBytes = 4096

    /// True where the text begins with a declaration, a comment or a document type, or with an
    /// element that has attributes or is followed by another one or by nothing. A column may be named
    /// `<Name>`.
    static func begins(_ text: ArraySlice<UInt8>) -> Bool {
        let start = text.drop { $0 <= 0x20 }
        guard start.first == UInt8(ascii: "<") else { return false }
        if start.starts(with: "<?xml".utf8) || start.starts(with: "<!".utf8) { return true }
        let name = start.dropFirst().prefix { isNameByte($0) }
        guard let first = name.first, first >= UInt8(ascii: "A") else { return false }
        let rest = start[name.endIndex...]
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return hasAttribute(rest) }
        if hasAttribute(rest[..<end]) { return true }
        guard rest[..<end].allSatisfy({ $0 <= 0x20 || $0 == UInt8(ascii: "/") }) else {
            return false
        }
        let next = rest[(end + 1)...].first { $0 > 0x20 }
        return next == nil || next == UInt8(ascii: "<")
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: "_-.:".utf8.contains(byte)
        }
    }

    /// Whether a blank, a name, `=` and a quote follow the name of an element.
    private static func hasAttribute(_ tag: ArraySlice<UInt8>) -> Bool {
        guard let first = tag.first, first <= 0x20 else { return false }
        let name = tag.drop { $0 <= 0x20 }
        let rest = name.drop { isNameByte($0) }
        guard rest.startIndex > name.startIndex else { return false }
        let equals = rest.drop { $0 <= 0x20 }
        guard equals.first == UInt8(ascii: "=") else { return false }
        let quote = equals.dropFirst().first { $0 > 0x20 }
        return quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    }
}
