import Records

extension TextEncoding {
    /// As messages write it.
    package var displayName: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .named(let name): name
        }
    }

    /// The case of its own, for a name that has one: `.named("utf-8")` is `.utf8`.
    package var canonical: TextEncoding {
        guard case .named(let name) = self else { return self }
        return TextEncoding(codePage: name)
    }

    /// True for the two that the SQL side of F&O calls "Unicode files".
    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// The bytes that mark the encoding at the start of a file; none for a code page.
    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .utf32LittleEndian: [0xFF, 0xFE, 0, 0]
        case .utf32BigEndian: [0, 0, 0xFE, 0xFF]
        case .named: []
        }
    }

    func makeDecoder() -> (any TextConverter)? {
        switch canonical {
        case .utf8: CodePageConverter(from: "UTF-8", to: "UTF-8")
        case .utf16LittleEndian: UTF16Decoder(isBigEndian: false)
        case .utf16BigEndian: UTF16Decoder(isBigEndian: true)
        case .named(let name): CodePageConverter(from: name, to: "UTF-8")
        }
    }

    func makeEncoder() -> (any TextConverter)? {
        switch canonical {
        case .utf8: CodePageConverter(from: "UTF-8", to: "UTF-8")
        case .utf16LittleEndian: UTF16Encoder(isBigEndian: false)
        case .utf16BigEndian: UTF16Encoder(isBigEndian: true)
        case .named(let name): CodePageConverter(from: "UTF-8", to: name)
        }
    }

    func unknownError(file: String) -> FormatError {
        FormatError(
            Issue(.unknownEncoding, "the code page “\(displayName)” is not known", file: file))
    }
}
