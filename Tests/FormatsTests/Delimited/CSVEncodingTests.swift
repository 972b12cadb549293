import Formats
import Records
import Testing

@Suite struct `CSV reader and encodings` {
    static let text = "NAME,CITY\r\nCafé 漢字 🙂,\"Zürich\r\n2\"\r\n"
    static let rows: [[String?]] = [["Café 漢字 🙂", "Zürich\r\n2"]]

    static func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    static func dialect(_ encoding: TextEncoding) -> Dialect {
        var dialect = Dialect()
        dialect.encoding = encoding
        return dialect
    }

    /// Name, bytes, declared encoding, and what the warning says of F&O.
    static let cases: [(String, [UInt8], TextEncoding, String?)] = [
        ("UTF-8", Array(text.utf8), .utf8, nil),
        ("UTF-8 with mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8, nil),
        ("UTF-16LE with mark", [0xFF, 0xFE] + utf16(text), .utf16LittleEndian, nil),
        ("UTF-16LE without mark", utf16(text), .utf16LittleEndian, nil),
        (
            "nasty case 27: UTF-16LE under CSV", [0xFF, 0xFE] + utf16(text), .utf8,
            "the file is UTF-16LE, its format declares UTF-8; "
                + "F&O would say “Selected file is Unicode”"
        ),
        (
            "nasty case 27: UTF-16LE without mark under CSV", utf16(text), .utf8,
            "the file is UTF-16LE, its format declares UTF-8; "
                + "F&O would say “Selected file is Unicode”"
        ),
        (
            "nasty case 27: UTF-8 under CSV-Unicode", Array(text.utf8), .utf16LittleEndian,
            "the file is UTF-8, its format declares UTF-16LE; "
                + "F&O would say “Selected file is not Unicode”"
        ),
        (
            "nasty case 27: UTF-8 with mark under CSV-Unicode",
            [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            .utf16LittleEndian,
            "the file is UTF-8, its format declares UTF-16LE; "
                + "F&O would say “Selected file is not Unicode”"
        ),
        (
            "nasty case 27: UTF-16BE under CSV-Unicode",
            [0xFE, 0xFF] + utf16(text, isBigEndian: true),
            .utf16LittleEndian, "the file is UTF-16BE, its format declares UTF-16LE"
        ),
        (
            "nasty case 27: UTF-8 with mark under a code page",
            [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            .named("WINDOWS-1252"), "the file is UTF-8, its format declares WINDOWS-1252"
        ),
    ]

    @Test(arguments: cases.indices, [1, 3, 4096])
    func `reads by the byte order mark`(_ index: Int, chunkSize: Int) throws {
        let (name, bytes, encoding, warning) = Self.cases[index]
        let reader = CSVReader(
            MemoryBytes(bytes, chunkSize: chunkSize), file: "a.csv",
            dialect: Self.dialect(encoding))
        let batch = try #require(try reader.next(), "\(name)")
        let values = batch.columns.map { batch.text(of: $0.cells[0]) }
        #expect([values] == Self.rows, "\(name)")
        #expect(reader.takeWarnings().map(\.detail) == (warning.map { [$0] } ?? []), "\(name)")
    }

    @Test func `says of a file without a manifest that it may be saved as UTF-8`() throws {
        let reader = CSVReader(
            MemoryBytes([0xFF, 0xFE] + Self.utf16(Self.text)), file: "a.csv", dialect: Dialect(),
            hasManifest: false)
        #expect(try reader.next()?.rowCount == 1)
        let warning = try #require(reader.takeWarnings().first)
        #expect(warning.detail == "the file is UTF-16LE, and nothing says so: UTF-8 is expected")
        #expect(
            warning.remedy
                == "Nothing to do: it is read as UTF-16LE. To be told no more, save it as UTF-8")
    }

    @Test func `nasty case 29: reads a declared code page`() throws {
        let bytes = Array("NAME\r\nCaf".utf8) + [0xE9, 0x20, 0x80, 0x0D, 0x0A]
        let reading = try readCSV(bytes, dialect: Self.dialect(.named("windows-1252")))
        #expect(reading.rows == [["Café €"]])
    }

    @Test func `nasty case 29: names the byte that a code page lacks`() throws {
        let bytes = Array("NAME\r\nCaf".utf8) + [0x81, 0x0D, 0x0A]
        let issue = try #require(
            csvError(bytes, dialect: Self.dialect(.named("WINDOWS-1252"))))
        #expect(issue.detail == "the byte 0x81 is not valid in WINDOWS-1252")
        #expect(issue.byte == 9)
        #expect(issue.line == 2)
    }

    static func utf32(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar in
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    static let rare: [(String, [UInt8], TextEncoding, warning: String?)] = [
        ("declared", utf32(text), .named("UTF-32LE"), nil),
        (
            "sniffed", utf32(text, isBigEndian: true), .utf8,
            "the file is UTF-32BE, its format declares UTF-8"
        ),
        (
            "with mark", utf32("\u{FEFF}" + text), .named("windows-1252"),
            "the file is UTF-32LE, its format declares windows-1252"
        ),
        (
            "with mark", utf32("\u{FEFF}" + text, isBigEndian: true), .utf8,
            "the file is UTF-32BE, its format declares UTF-8"
        ),
        (
            "UTF-7",
            Array("NAME,CITY\r\nCaf+AOk- +byJbVw- +2D3eQg-,\"Z+APw-rich\r\n2\"\r\n".utf8),
            .named("UTF-7"), nil
        ),
        (
            "UTF-7 with mark",
            Array("+/v8-NAME,CITY\r\nCaf+AOk- +byJbVw- +2D3eQg-,\"Z+APw-rich\r\n2\"\r\n".utf8),
            .named("UTF-7"), nil
        ),
    ]

    @Test(arguments: rare.indices, [1, 3, 4096])
    func `reads UTF-32 and UTF-7`(_ index: Int, chunkSize: Int) throws {
        let (name, bytes, encoding, warning) = Self.rare[index]
        var dialect = Self.dialect(encoding)
        dialect.header = .none
        let reader = CSVReader(
            MemoryBytes(bytes, chunkSize: chunkSize), file: "a.csv", dialect: dialect)
        let batch = try #require(try reader.next(), "\(name)")
        let values = (0..<2).map { row in batch.columns.map { batch.text(of: $0.cells[row]) } }
        #expect(values == [["NAME", "CITY"]] + Self.rows, "\(name)")
        #expect(reader.takeWarnings().map(\.detail) == (warning.map { [$0] } ?? []), "\(name)")
    }

    @Test func `writes the mark of UTF-32`() throws {
        var dialect = Self.dialect(.named("utf-32be"))
        dialect.hasByteOrderMark = true
        #expect(
            try writeCSV(["A"], [], dialect: dialect)
                == Self.utf32("\u{FEFF}A\r\n", isBigEndian: true))
    }

    @Test(arguments: [
        ("65001", TextEncoding.utf8), ("cp65001", .utf8), ("UTF8", .utf8),
        ("1200", .utf16LittleEndian), ("utf-16", .utf16LittleEndian), ("1201", .utf16BigEndian),
        ("12000", .named("UTF-32LE")), ("12001", .named("UTF-32BE")), ("65000", .named("UTF-7")),
        ("1252", .named("CP1252")), ("CP1252", .named("CP1252")), ("850", .named("CP850")),
        ("windows-1252", .named("windows-1252")), ("windows-932", .named("CP932")),
        ("28591", .named("ISO-8859-1")), ("28605", .named("ISO-8859-15")), ("37", .named("CP037")),
        ("20127", .named("ASCII")), ("54936", .named("GB18030")),
        ("Shift_JIS", .named("Shift_JIS")),
    ])
    func `knows code pages by name and number`(_ name: String, encoding: TextEncoding) {
        #expect(TextEncoding(codePage: name) == encoding)
        #expect(TextEncoding(codePage: name).isKnown)
    }

    @Test(arguments: ["", "no-such", "CP9", "1252//TRANSLIT", "99999999999999999999"])
    func `knows no other code pages`(_ name: String) {
        #expect(!TextEncoding(codePage: name).isKnown)
    }

    @Test func `refuses a code page that does not exist`() throws {
        let issue = try #require(csvError([0x41], dialect: Self.dialect(.named("WINDOWS-9"))))
        #expect(issue.code == .unknownEncoding)
    }

    @Test func `tells the dialect as it found it`() throws {
        let reader = CSVReader(
            MemoryBytes([0xFF, 0xFE] + Self.utf16("sep=;\r\nA;B\r\n")), file: "a.csv",
            dialect: Dialect())
        #expect(try reader.columnNames() == ["A", "B"])
        #expect(reader.dialect.delimiter == UInt8(ascii: ";"))
        #expect(reader.dialect.encoding == .utf16LittleEndian)
        #expect(reader.dialect.hasByteOrderMark)
    }
}
