import Records

extension TextEncoding {
    static let utf32LittleEndian = TextEncoding.named("UTF-32LE")
    static let utf32BigEndian = TextEncoding.named("UTF-32BE")

    /// The encoding that people and Windows know by this name or number: `utf-16`, `1252`, `CP1252`,
    /// `windows-1252`, `65001`. What is neither stays a name for iconv.
    package init(codePage: String) {
        let name = codePage.foldedName
        let prefix = ["windows-", "cp-", "cp"].first { name.hasPrefix($0) } ?? ""
        let number = Int(name.dropFirst(prefix.count))
        if let known = Self.names[name] ?? number.flatMap({ Self.numbers[$0] }) {
            self = known
        } else if let number,
            prefix.isEmpty || CodePageConverter(from: codePage, to: "UTF-8") == nil
        {
            self = .named("CP\(number)")
        } else {
            self = .named(codePage)
        }
    }

    /// True for a name that iconv knows, or an encoding of our own.
    package var isKnown: Bool { makeDecoder() != nil && makeEncoder() != nil }

    private static let names: [String: TextEncoding] = [
        "utf-8": .utf8, "utf8": .utf8, "utf-8-sig": .utf8, "unicode": .utf16LittleEndian,
        "utf-16": .utf16LittleEndian, "utf16": .utf16LittleEndian,
        "utf-16le": .utf16LittleEndian, "utf16le": .utf16LittleEndian,
        "utf-16be": .utf16BigEndian, "utf16be": .utf16BigEndian,
        "utf-32": utf32LittleEndian, "utf32": utf32LittleEndian,
        "utf-32le": utf32LittleEndian, "utf32le": utf32LittleEndian,
        "utf-32be": utf32BigEndian, "utf32be": utf32BigEndian,
    ]

    /// The numbers of Windows that iconv does not know as `CP` and the number.
    private static let numbers: [Int: TextEncoding] = {
        var numbers: [Int: TextEncoding] = [
            65001: .utf8, 1200: .utf16LittleEndian, 1201: .utf16BigEndian,
            12000: utf32LittleEndian, 12001: utf32BigEndian, 65000: .named("UTF-7"),
            20127: .named("ASCII"), 37: .named("CP037"), 10000: .named("MACINTOSH"),
            20866: .named("KOI8-R"),
            21866: .named("KOI8-U"), 950: .named("BIG5"), 951: .named("BIG5-HKSCS"),
            20932: .named("EUC-JP"), 51932: .named("EUC-JP"), 51949: .named("EUC-KR"),
            50220: .named("ISO-2022-JP"), 50225: .named("ISO-2022-KR"), 51936: .named("EUC-CN"),
            20936: .named("EUC-CN"), 54936: .named("GB18030"), 1361: .named("JOHAB"),
        ]
        for part in 1...16 where part != 12 { numbers[28590 + part] = .named("ISO-8859-\(part)") }
        return numbers
    }()
}
