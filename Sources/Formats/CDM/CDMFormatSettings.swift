import Records

/// How the files of a partition are written, as far as the description says. What it leaves out is
/// as the CDM defines it: commas, double quotes, UTF-8, no header line.
struct CDMFormatSettings: Decodable {
    private var columnHeaders: String?
    private var delimiter: String?
    private var quoteStyle: String?
    private var quote: String?
    private var escape: String?
    private var encoding: String?

    private enum CodingKeys: String, CodingKey {
        case columnHeaders, delimiter, quoteStyle, quote, escape, encoding
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) -> String? {
            (try? values.decodeIfPresent(CDMText.self, forKey: key))?.text
        }
        columnHeaders = text(.columnHeaders)
        delimiter = text(.delimiter)
        quoteStyle = text(.quoteStyle)
        quote = text(.quote)
        escape = text(.escape)
        encoding = text(.encoding)
    }

    /// Takes over what traits such as `is.partition.format.CSV` say. Returns the name of the format
    /// when it is another one.
    mutating func take(_ traits: [CDMTrait]?) -> String? {
        let prefix = "is.partition.format."
        for trait in traits ?? [] {
            guard let name = trait.traitReference, name.hasPrefix(prefix) else { continue }
            let format = String(name.dropFirst(prefix.count))
            guard format.isSameName(as: "CSV") else { return format }
            for argument in trait.arguments ?? [] { take(argument) }
        }
        return nil
    }

    private mutating func take(_ argument: CDMTrait.Argument) {
        guard let text = argument.value?.text else { return }
        switch argument.name {
        case "columnHeaders": columnHeaders = text
        case "delimiter": delimiter = text
        case "quoteStyle": quoteStyle = text
        case "quote": quote = text
        case "escape": escape = text
        case "encoding": encoding = text
        default: break
        }
    }

    /// The dialect, or nil when a setting is none that a delimited file can have.
    func dialect(columnNames: [String]) -> Dialect? {
        var dialect = Dialect()
        dialect.header = hasHeader ? .line(1) : .none
        dialect.columnNames = columnNames
        if let delimiter, !delimiter.isEmpty {
            guard let byte = Self.byte(delimiter) else { return nil }
            dialect.delimiter = byte
        }
        if let quote, !quote.isEmpty {
            guard let byte = Self.byte(quote) else { return nil }
            dialect.qualifier = byte
        }
        if quoteStyle?.hasSuffix("None") == true { dialect.qualifier = nil }
        if let escape, let byte = Self.byte(escape), byte != dialect.qualifier {
            dialect.escape = byte
        }
        if let encoding, !encoding.isEmpty { dialect.encoding = Self.encoding(encoding) }
        return dialect.contradiction == nil ? dialect : nil
    }

    private var hasHeader: Bool { columnHeaders?.foldedName == "true" }

    /// One ASCII character; a tab may be written as `\t`.
    private static func byte(_ text: String) -> UInt8? {
        if text == "\\t" { return 0x09 }
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80 else { return nil }
        return byte
    }

    private static func encoding(_ name: String) -> TextEncoding {
        switch name.foldedName {
        // ASCII is a part of UTF-8, and writers say it of files that are not.
        case "ascii", "us-ascii", "utf-8", "utf8", "65001": .utf8
        case "utf-16", "unicode", "1200": .utf16LittleEndian
        default: TextEncoding.named(name).canonical
        }
    }
}
