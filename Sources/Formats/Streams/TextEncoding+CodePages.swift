import Records

extension TextEncoding {
    /// The encoding that people know by this name or number: `utf-16`, `windows-1252`, `1252`,
    /// `65001`. What is none of ours stays a name for iconv.
    package init(codePage: String) {
        switch codePage.foldedName {
        case "utf-8", "utf8", "65001": self = .utf8
        case "utf-16", "utf-16le", "1200": self = .utf16LittleEndian
        case "utf-16be", "1201": self = .utf16BigEndian
        case _ where codePage.allSatisfy(\.isNumber): self = .named("CP\(codePage)")
        default: self = .named(codePage)
        }
    }

    /// True for a name that iconv knows, or an encoding of our own.
    package var isKnown: Bool { makeDecoder() != nil }
}
