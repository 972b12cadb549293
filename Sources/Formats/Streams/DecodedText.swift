import Records

/// A text file opened for reading in UTF-8, whatever it is encoded in.
package struct DecodedText {
    /// The text behind the byte order mark. UTF-8 comes as the file has it: whoever reads it checks
    /// it.
    package let bytes: RewindableBytes
    /// What the text is encoded in.
    package let encoding: TextEncoding
    package let hasByteOrderMark: Bool
    /// How many bytes of the UTF-8 text precede the first of `bytes`: those of a byte order mark.
    package let offset: Int
    /// What should be said about the encoding.
    package let warnings: [Issue]

    /// A byte order mark wins over the declared encoding, and so do bytes that can be nothing else:
    /// with a warning that names what F&O would say to the file. Without a manifest nothing in the
    /// package declares one.
    package init(
        _ source: any ByteSource, declared: TextEncoding, file: String, hasManifest: Bool = true
    ) throws(FormatError) {
        let declared = declared.canonical
        let (sign, markLength, rest) = try EncodingSniffer.sniff(source)
        let found = try DecodedText.encoding(sign, declared: declared, rest)
        encoding = found
        hasByteOrderMark = markLength > 0
        offset = found == .utf8 ? markLength : 0
        let warn = hasManifest ? DecodedText.warning : DecodedText.bareWarning
        warnings = found == declared ? [] : [warn(found, declared, file)]
        if found == .utf8 {
            bytes = rest
        } else {
            bytes = RewindableBytes(
                try TranscodedBytes(rest, from: found, name: file, offset: markLength))
            try DecodedText.dropMark(bytes)
        }
    }

    /// The mark of an encoding in which it is not looked for, such as UTF-7 or GB18030.
    private static func dropMark(_ text: RewindableBytes) throws(FormatError) {
        let first = try text.readPrefix(3)
        if first != TextEncoding.utf8.byteOrderMark { text.giveBack(first[...]) }
    }

    private static func encoding(
        _ sign: EncodingSniffer.Sign, declared: TextEncoding, _ rest: RewindableBytes
    ) throws(FormatError) -> TextEncoding {
        switch sign {
        case .byteOrderMark(let found), .pattern(let found): return found
        case .none:
            guard declared.isUTF16 else { return declared }
            // UTF-16 that starts with two ASCII bytes would start with a CJK character: no header
            // does.
            let first = try rest.readPrefix(2)
            rest.giveBack(first[...])
            let isASCII = !first.isEmpty && first.allSatisfy { (0x20..<0x7F).contains($0) }
            return isASCII ? .utf8 : declared
        }
    }

    /// Of a file whose encoding only the settings could tell.
    private static func bareWarning(
        _ found: TextEncoding, declared: TextEncoding, file: String
    ) -> Issue {
        var issue = Issue(
            .encodingDiffers,
            "the file is \(found.displayName), and nothing says so: \(declared.displayName) is "
                + "expected",
            file: file)
        issue.ownRemedy =
            "Nothing to do: it is read as \(found.displayName). To be told no more, save it as "
            + "\(declared.displayName)"
        return issue
    }

    private static func warning(
        _ found: TextEncoding, declared: TextEncoding, file: String
    ) -> Issue {
        let finops =
            switch (found.isUTF16, declared.isUTF16) {
            case (true, false): "; F&O would say “Selected file is Unicode”"
            case (false, true): "; F&O would say “Selected file is not Unicode”"
            default: ""
            }
        return Issue(
            .encodingDiffers,
            "the file is \(found.displayName), its format declares "
                + declared.displayName + finops,
            file: file)
    }
}
