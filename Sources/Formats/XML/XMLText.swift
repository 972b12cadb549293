import Records

/// The text of an XML file as UTF-8, whatever its bytes are.
///
/// The first bytes decide. Tools that rewrite F&O's files often leave a declaration that is wrong,
/// so it is believed only where the bytes look like ASCII and it names a code page of single bytes.
struct XMLText {
    /// UTF-8 without byte order mark.
    var bytes: RewindableBytes
    /// What of the file's start is not in `bytes`, so that places are counted in the whole file.
    var skippedBytes = 0
    var skippedLines = 0
    var warnings: [Issue] = []

    private static let sampleBytes = 1_024

    /// `codePage` is that of a file that says none by its bytes or in its first line.
    init(
        _ source: any ByteSource, file: String, codePage: TextEncoding? = nil
    ) throws(FormatError) {
        let raw = RewindableBytes(source)
        let sample = try raw.readPrefix(Self.sampleBytes)
        var start = Start(sample)
        if let codePage, start.isUnsaid { start.encoding = codePage }
        raw.giveBack(sample[start.markBytes...])
        if start.encoding == .utf8 {
            bytes = raw
            skippedBytes = start.markBytes
        } else {
            bytes = RewindableBytes(
                try TranscodedBytes(
                    raw, from: start.encoding, name: file, offset: start.markBytes))
        }
        if let repair = start.repair {
            warnings.append(Issue(.xmlEncodingRepaired, repair, file: file))
        }
        try skipBlankStart(file: file)
    }

    /// A declaration is allowed at the very start only; blank lines before it are harmless.
    private mutating func skipBlankStart(file: String) throws(FormatError) {
        let sample = try bytes.readPrefix(Self.sampleBytes)
        let blanks = sample.prefix { $0 == 0x20 || (0x9...0xD).contains($0) }
        let rest = sample.dropFirst(blanks.count)
        guard !blanks.isEmpty, rest.starts(with: Array("<?xml".utf8)) else {
            bytes.giveBack(sample[...])
            return
        }
        bytes.giveBack(rest)
        skippedBytes += blanks.count
        skippedLines = blanks.count { $0 == 0x0A }
        warnings.append(
            Issue(.xmlEncodingRepaired, "Blank space stands before the declaration", file: file))
    }
}

extension XMLText {
    /// What the first bytes tell.
    struct Start {
        var encoding = TextEncoding.utf8
        var markBytes = 0
        /// Neither the bytes nor a declaration tell the encoding.
        var isUnsaid = false
        /// What was read against the file's own word.
        var repair: String?

        init(_ sample: [UInt8]) {
            switch (sample.first, sample.dropFirst().first) {
            case (0xFF, 0xFE): (encoding, markBytes) = (.utf16LittleEndian, 2)
            case (0xFE, 0xFF): (encoding, markBytes) = (.utf16BigEndian, 2)
            case (.some(1..<0x80), 0):
                (encoding, repair) = (.utf16LittleEndian, "UTF-16 without a byte order mark")
            case (0, .some(1..<0x80)):
                (encoding, repair) = (.utf16BigEndian, "UTF-16 without a byte order mark")
            case (0xEF, 0xBB) where sample.dropFirst(2).first == 0xBF:
                markBytes = 3
                if let name = Self.declaredEncoding(sample), !Self.isUnicodeOfBytes(name) {
                    repair = "It says \(name) and is UTF-8"
                }
            default: believeDeclaration(sample)
            }
        }

        private mutating func believeDeclaration(_ sample: [UInt8]) {
            guard let name = Self.declaredEncoding(sample) else {
                isUnsaid = true
                return
            }
            if Self.isUnicodeOfBytes(name) { return }
            if name.hasPrefix("utf") || name.hasPrefix("ucs") || name.hasPrefix("iso-10646") {
                repair = "It says \(name) and is UTF-8"
            } else {
                encoding = .named(name)
            }
        }

        private static func isUnicodeOfBytes(_ name: String) -> Bool {
            ["utf-8", "utf8", "us-ascii", "ascii"].contains(name)
        }

        /// The lower-case name in `<?xml … encoding="…"?>`.
        private static func declaredEncoding(_ sample: [UInt8]) -> String? {
            let text = String(decoding: sample, as: UTF8.self)
            guard let start = text.firstRange(of: "<?xml"),
                let end = text.firstRange(of: "?>"), start.upperBound < end.lowerBound
            else { return nil }
            let declaration = text[start.upperBound..<end.lowerBound]
            guard let word = declaration.firstRange(of: "encoding") else { return nil }
            let quoted = declaration[word.upperBound...]
            guard let open = quoted.firstIndex(where: { $0 == "\"" || $0 == "'" }) else {
                return nil
            }
            let name = quoted[quoted.index(after: open)...].prefix { $0 != quoted[open] }
            return String(name).foldedName
        }
    }
}
