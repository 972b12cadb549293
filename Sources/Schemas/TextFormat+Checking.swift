import Records

extension TextFormat {
    /// True when the text has the format.
    func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .uri: Self.isURI(text)
        case .email: Self.isEmail(text)
        case .binary: Self.isBase64(text)
        }
    }

    /// How messages say what is wrong.
    var complaint: String {
        switch self {
        case .uri: "is not a URI: a scheme such as https: is missing"
        case .email: "is not an e-mail address"
        case .binary: "is not base64"
        }
    }

    /// A scheme (RFC 3986, section 3.1), a colon, something behind it, and nothing that a URI must
    /// write with a percent sign. Letters beyond ASCII pass, as RFC 3987 has them.
    private static func isURI(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            colon + 1 < text.count, text[0].isLetter
        else { return false }
        let scheme = text[1..<colon]
        let forbidden = Array("<>\"{}|\\^`".utf8)
        return scheme.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
            && text[colon...].allSatisfy { $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) }
    }

    /// Something, one @, and a domain of letters, digits, dots and hyphens. Whether a mailbox is
    /// there nobody can see in the text.
    private static func isEmail(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let at = text.lastIndex(of: UInt8(ascii: "@")), at > 0, at + 1 < text.count else {
            return false
        }
        let domain = text[(at + 1)...]
        let isDomain = domain.allSatisfy {
            $0.isLetter || $0.isDigit || $0 >= 0x80 || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "-")
        }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return isDomain && labels.allSatisfy { !$0.isEmpty }
            && text[..<at].allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "@") && $0 != 0x7F }
    }

    /// Groups of four (RFC 4648, section 4), the last one filled up with =.
    private static func isBase64(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count % 4 == 0 else { return false }
        let padding = text.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        return text.dropLast(padding).allSatisfy {
            $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
        }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { asciiLowercased &- 97 < 26 }
}
