import Formats
import Records
import Testing

/// A file that is refused as a whole, and how.
struct CSVRefusal: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var code: String
    var line: Int?
    var detail: String

    init(_ name: String, _ bytes: [UInt8], _ code: String, line: Int? = nil, _ detail: String) {
        self.name = name
        self.bytes = bytes
        self.code = code
        self.line = line
        self.detail = detail
    }

    init(_ name: String, _ text: String, _ code: String, line: Int? = nil, _ detail: String) {
        self.init(name, Array(text.utf8), code, line: line, detail)
    }

    var testDescription: String { name }
}

@Suite struct `CSV reader refuses` {
    static let refusals = [
        CSVRefusal("an empty file", "", "P2C-CSV-044", "the file is empty"),
        CSVRefusal("blank lines only", "\n\r\n", "P2C-CSV-044", "the file is empty"),
        CSVRefusal(
            "a header of delimiters", ",,\n", "P2C-CSV-044", line: 1, "the header names no column"),
        CSVRefusal(
            "nasty case 29: bytes that are not UTF-8",
            Array("A,B\r\n1,2\r\nCaf".utf8) + [0xE9, 0x2C, 0x31],
            "P2C-TXT-001", line: 3, "the byte 0xE9 is not valid in UTF-8"),
        CSVRefusal(
            "nasty case 29: a file that ends inside a character",
            Array("A,B\n1,".utf8) + [0xE6, 0xBC],
            "P2C-TXT-001", line: 2, "the byte 0xE6 is not valid in UTF-8"),
        CSVRefusal(
            "nasty case 32: duplicate header names", "Name,No,NAME\n1,2,3\n", "P2C-CSV-040",
            line: 1,
            "columns 1 and 3 are both named “NAME”"),
        CSVRefusal(
            "a column without a name", "A,,C\n1,2,3\n", "P2C-CSV-041", line: 1,
            "column 2 of the header has no name"),
        CSVRefusal(
            "nasty case 38: another delimiter", "\nA;B\n1;2\n", "P2C-CSV-046", line: 2,
            "the header has the delimiter “;”, the format declares “,”"),
        CSVRefusal(
            "nasty case 38: another delimiter between quoted names", "\"A\"|\"B\"\n", "P2C-CSV-046",
            line: 1,
            "the header has the delimiter “|”, the format declares “,”"),
        CSVRefusal(
            "nasty case 38: a tab", "A\tB\n", "P2C-CSV-046", line: 1,
            "the header has the delimiter tab, the format declares “,”"),
        CSVRefusal(
            "a header with an open quote", "A,\"B\n1,2\n", "P2C-CSV-045", line: 1,
            "the quote opened on line 1 is never closed"),
        CSVRefusal(
            "a header with NUL bytes", "A,B\u{0}\n", "P2C-CSV-045", line: 1,
            "the record on line 1 holds a NUL byte"),
        CSVRefusal(
            "XML", "<?xml version=\"1.0\"?>\r\n<Document>\r\n", "P2C-CSV-051",
            "it begins with “<?xml version=\"1.0\"?>”"),
        CSVRefusal(
            "XML behind blank lines, without a declaration", "\n <entities>\n  <entity/>",
            "P2C-CSV-051", "it begins with “<entities>”"),
        CSVRefusal(
            "an empty element", "<Document />", "P2C-CSV-051", "it begins with “<Document />”"),
        CSVRefusal(
            "an element with an attribute, cut off", "<entities timestamp=\"2025\"", "P2C-CSV-051",
            "it begins with “<entities timestamp=\"2025\"”"),
        CSVRefusal(
            "a web page", "<!DOCTYPE html>\n<p>", "P2C-CSV-051", "it begins with “<!DOCTYPE html>”"),
        CSVRefusal(
            "XML in UTF-16", [0xFF, 0xFE] + "<a>\n<b>".utf8.flatMap { [$0, 0] }, "P2C-CSV-051",
            "it begins with “<a>”"),
    ]

    @Test(arguments: [
        "<Name>,No\n1,2\n", "<Name>\nFabrikam\n", "<,>\n1,2\n", "<5,>5\n1,2\n", "<Name,<No>\n1,2\n",
        "<>\n<a>\n", "A,B\n<?xml,2\n",
    ])
    func `no column name that only begins like XML`(_ text: String) {
        #expect(csvError(Array(text.utf8)) == nil)
    }

    @Test(arguments: refusals, [1, 128 << 10])
    func `with the reason`(_ refusal: CSVRefusal, batchSize: Int) throws {
        let issue = try #require(csvError(refusal.bytes, batchSize: batchSize))
        #expect(issue.code.id == refusal.code)
        #expect(issue.detail == refusal.detail)
        #expect(issue.line == refusal.line)
        #expect(issue.file == "a.csv")
    }

    @Test func `nasty case 29: naming the first bad byte`() throws {
        let issue = try #require(csvError(Array("A,B\r\n1,Caf".utf8) + [0xE9, 0x0A]))
        #expect(issue.byte == 10)
        #expect(issue.message.contains("codePage for the format in p2c.json"))
    }

    @Test func `a column over the limit`() throws {
        var limits = ReadLimits()
        limits.columns = 3
        #expect(csvError(Array("A,B,C\n".utf8), limits: limits) == nil)
        let issue = try #require(csvError(Array("A,B,C,D\n".utf8), limits: limits))
        #expect(issue.detail == "the header has 4 columns, the limit is 3")
        #expect(issue.code == .tooManyColumns)
    }

    @Test(arguments: [1, 10, 128 << 10])
    func `a record over the limit`(_ batchSize: Int) throws {
        var limits = ReadLimits()
        limits.recordBytes = 20
        let fitting = "A,B\n1,2\n3,\"567890123456789 \"\n"
        #expect(csvError(Array(fitting.utf8), limits: limits, batchSize: batchSize) == nil)
        for text in [
            "A,B\n1,2\n3,\"567890123456789 1\"\n", "A,B\n1,2\n3,\"567890123456789 12345678\n",
        ] {
            let issue = try #require(
                csvError(Array(text.utf8), limits: limits, batchSize: batchSize))
            #expect(issue.code == .delimitedRecordTooLong)
            #expect(issue.line == 3)
        }
    }

    /// Never ends, and counts what was taken of it.
    final class OpenQuote: ByteSource {
        var count = 0

        func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
            let start = Array("A,B\n1,\"".utf8)
            for at in buffer.indices {
                buffer[at] = count + at < start.count ? start[count + at] : 0x78
            }
            count += buffer.count
            return buffer.count
        }
    }

    @Test func `an endless value before it takes much memory`() throws {
        var limits = ReadLimits()
        limits.recordBytes = 1 << 20
        let source = OpenQuote()
        let reader = CSVReader(source, file: "a.csv", dialect: Dialect(), limits: limits)
        let error = #expect(throws: FormatError.self) { _ = try reader.next() }
        #expect(error?.issue.code == .delimitedRecordTooLong)
        #expect(source.count < 3 << 20)
    }
}
