import ArgumentParser
import Formats
import Pipeline
import Records

/// What a person says about delimited files on the command line.
struct DialectOptions: ParsableArguments {
    @Option(
        help: """
            The encoding, by a name or number that iconv knows: utf-8, utf-16, windows-1252, 1250.
            """)
    var encoding: String?

    @Option(help: "What stands between values: a character, tab, comma, semicolon, bar or colon.")
    var delimiter: String?

    @Option(help: "What stands round values with special characters; none, or '', for nothing.")
    var qualifier: String?

    @Option(
        help: "What stands before a qualifier inside a value, such as \\; none for doubling it.")
    var escape: String?

    @Option(help: "The line of the column names, or none.")
    var header: String?

    @Flag(help: "Refuse a file with a record that does not keep to the dialect.")
    var strict = false

    func overrides() throws(UsageError) -> DialectOverrides {
        var overrides = DialectOverrides()
        if let encoding {
            let known = TextEncoding(codePage: encoding)
            guard known.isKnown else {
                throw UsageError(
                    "--encoding is \"\(encoding)\", which is not known. iconv -l lists the names")
            }
            overrides.encoding = known
        }
        if let delimiter { overrides.delimiter = try Self.character(delimiter, "--delimiter") }
        if let qualifier { overrides.qualifier = try Self.mark(qualifier, "--qualifier") }
        if let escape { overrides.escape = try Self.mark(escape, "--escape") }
        if let header { overrides.header = try Self.headerLine(header) }
        overrides.isStrict = strict
        return overrides
    }

    /// What was found, with what to do where the delimiter was said here and not in `p2c.json`.
    func remedied(_ groups: [RunReport.IssueGroup]) -> [RunReport.IssueGroup] {
        groups.map { group in
            guard delimiter != nil, group.code == IssueCode.wrongDelimiter.id else { return group }
            var group = group
            group.remedy = "Correct --delimiter, or leave it out: then it is found by looking"
            return group
        }
    }

    private static func headerLine(_ text: String) throws(UsageError) -> HeaderLine {
        if text.lowercased() == "none" { return .none }
        guard let line = Int(text), line > 0 else {
            throw UsageError("--header takes none or a line from 1 on, not \"\(text)\"")
        }
        return .line(line)
    }

    private static func mark(
        _ text: String, _ option: String
    ) throws(UsageError) -> DialectOverrides.Mark {
        if text.isEmpty || text.lowercased() == "none" { return .none }
        return .character(try character(text, option))
    }

    private static let words: [String: UInt8] = [
        "tab": 0x09, "\\t": 0x09, "comma": UInt8(ascii: ","), "semicolon": UInt8(ascii: ";"),
        "bar": UInt8(ascii: "|"), "pipe": UInt8(ascii: "|"), "colon": UInt8(ascii: ":"),
        "space": UInt8(ascii: " "), "quote": UInt8(ascii: "\""),
        "apostrophe": UInt8(ascii: "'"), "backslash": UInt8(ascii: "\\"),
    ]

    private static func character(_ text: String, _ option: String) throws(UsageError) -> UInt8 {
        if let known = words[text.lowercased()] { return known }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80 else {
            throw UsageError(
                "\(option) is \"\(text)\". Write one ASCII character, or a word such as tab")
        }
        return byte
    }
}
