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
            "nasty case 27: UTF-8 with mark under CSV-Unicode", [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            .utf16LittleEndian,
            "the file is UTF-8, its format declares UTF-16LE; "
                + "F&O would say “Selected file is not Unicode”"
        ),
        (
            "nasty case 27: UTF-16BE under CSV-Unicode", [0xFE, 0xFF] + utf16(text, isBigEndian: true),
            .utf16LittleEndian, "the file is UTF-16BE, its format declares UTF-16LE"
        ),
        (
            "nasty case 27: UTF-8 with mark under a code page", [0xEF, 0xBB, 0xBF] + Array(text.utf8),
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
