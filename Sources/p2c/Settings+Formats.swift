import Formats
import Records

extension Settings.Format {
    /// The format that the words describe; says which word is wrong.
    func sourceFormat(named name: String) throws(UsageError) -> SourceFormat {
        let place = "p2c.json: formats.\"\(name)\""
        try checkKeys(place)
        switch type.foldedName {
        case "fixed-width": return .fixedWidth(try fixedWidthLayout(place))
        case "xml-element": return .xmlElement
        case "xml-attribute": return .xmlAttribute
        case "excel": return .excel(sheet: sheet)
        case "csv": break
        default:
            throw UsageError(
                "\(place).type is \"\(type)\". Write \"CSV\", \"fixed-width\", \"EXCEL\", "
                    + "\"XML-Element\" or \"XML-Attribute\"")
        }
        return .delimited(try dialect(place))
    }

    private func dialect(_ place: String) throws(UsageError) -> Dialect {
        var dialect = Dialect()
        dialect.delimiter = try Self.character(delimiter ?? ",", "\(place).delimiter")
        if let qualifier {
            dialect.qualifier =
                qualifier.isEmpty ? nil : try Self.character(qualifier, "\(place).qualifier")
        }
        if let escape, !escape.isEmpty, escape != qualifier ?? "\"" {
            dialect.escape = try Self.character(escape, "\(place).escape")
        }
        if let known = try lineEnd(place) { dialect.lineEnd = known }
        dialect.header = try headerLine("\(place).header")
        dialect.isStrict = strict ?? false
        if let columns {
            guard dialect.header == .none || dialect.isStrict else {
                throw UsageError(
                    "\(place).columns is for files without a header. Set header to \"none\", or "
                        + "strict to true where the header must name these columns")
            }
            dialect.columnNames = columns
        }
        try setEncoding(of: &dialect, "\(place).codePage")
        if let contradiction = dialect.contradiction {
            throw UsageError("\(place): \(contradiction)")
        }
        return dialect
    }

    func lineEnd(_ place: String) throws(UsageError) -> LineEnd? {
        guard let lineEnd else { return nil }
        guard let known = LineEnd(rawValue: lineEnd.uppercased()) else {
            throw UsageError(
                "\(place).lineEnd is \"\(lineEnd)\". Write \"CRLF\", \"LF\" or \"CR\"")
        }
        return known
    }

    func headerLine(_ place: String) throws(UsageError) -> HeaderLine {
        guard let header else { return .line(1) }
        if header.isSameName(as: "none") { return .none }
        guard let line = Int(header), line > 0 else {
            throw UsageError(
                "\(place) is \"\(header)\". Write \"none\", or the number of the header's line")
        }
        return .line(line)
    }

    func setEncoding(of dialect: inout Dialect, _ place: String) throws(UsageError) {
        let codePage = codePage ?? "utf-8"
        dialect.encoding = TextEncoding(codePage: codePage)
        guard dialect.encoding.isKnown else {
            throw UsageError(
                "\(place) is \"\(codePage)\", which is no code page. Write a name such as "
                    + "\"windows-1252\" or a number such as 1252; `iconv -l` lists the names")
        }
        dialect.hasByteOrderMark = byteOrderMark ?? (self.codePage == nil)
    }

    private static func character(_ text: String, _ place: String) throws(UsageError) -> UInt8 {
        guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80 else {
            throw UsageError("\(place) is \"\(text)\". Write one ASCII character")
        }
        return byte
    }
}
