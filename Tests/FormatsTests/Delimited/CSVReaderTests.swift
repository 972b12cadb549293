import Formats
import Records
import Testing

/// A text that is read, and what comes of it. Numbers are those of the nasty cases.
struct CSVCase: CustomTestStringConvertible {
    var name: String
    var text: String
    var rows: [[String?]]
    /// Code, line and raw text of each unreadable record: `P2C-CSV-001 3 a,b`.
    var unreadable: [String] = []
    var warnings: Set<String> = []

    var testDescription: String { name }
}

@Suite struct `CSV reader` {
    static let cases: [CSVCase] = [
        CSVCase(name: "plain", text: "A,B\r\n1,2\r\n3,4\r\n", rows: [["1", "2"], ["3", "4"]]),
        CSVCase(
            name: "nothing is null, two quotes are empty text", text: "A,B\n,\"\"\n",
            rows: [[nil, ""]]),
        CSVCase(name: "spaces are part of a value", text: "A,B\n 1 , \n", rows: [[" 1 ", " "]]),
        CSVCase(name: "nasty case 28: LF only", text: "A,B\n1,2\n", rows: [["1", "2"]]),
        CSVCase(name: "nasty case 28: CR only", text: "A,B\r1,2\r", rows: [["1", "2"]]),
        CSVCase(
            name: "nasty case 28: mixed line ends", text: "A,B\r\n1,2\n3,4\r5,6\r\n",
            rows: [["1", "2"], ["3", "4"], ["5", "6"]], warnings: ["P2C-CSV-022"]),
        CSVCase(
            name: "nasty case 28: a line end inside quotes is not the file's",
            text: "A,B\r\n\"x\ny\",2\r\n",
            rows: [["x\ny", "2"]]),
        CSVCase(
            name: "nasty case 30: blank lines before the header and between records",
            text: "\r\n\r\nA,B\r\n1,2\r\n\r\n3,4\r\n\r\n", rows: [["1", "2"], ["3", "4"]],
            warnings: ["P2C-CSV-020"]),
        CSVCase(
            name: "nasty case 33: more values than columns", text: "A,B\n1,2\n1,2,3\n3,4\n",
            rows: [["1", "2"], ["3", "4"]], unreadable: ["P2C-CSV-001 3 1,2,3"]),
        CSVCase(
            name: "nasty case 33: surplus values that are all empty", text: "A,B\n1,2,,\"\"\n",
            rows: [["1", "2"]], warnings: ["P2C-CSV-021"]),
        CSVCase(
            name: "nasty case 33: trailing delimiters in the header too", text: "A,B,,\n1,2,,\n",
            rows: [["1", "2"]], warnings: ["P2C-CSV-021"]),
        CSVCase(
            name: "nasty case 34: fewer values than columns", text: "A,B,C\n1,2\n1,2,3\n",
            rows: [["1", "2", "3"]], unreadable: ["P2C-CSV-001 2 1,2"]),
        CSVCase(
            name: "nasty case 35: a quote that is not doubled, and the count fits",
            text: "A,B\n\"15\" monitor\",2\n", rows: [["15\" monitor", "2"]],
            warnings: ["P2C-CSV-026"]),
        CSVCase(
            name: "nasty case 35: a quote that is not doubled, and the count does not fit",
            text: "A,B\n\"a\"b,\"c\"\n1,2\n", rows: [["1", "2"]],
            unreadable: ["P2C-CSV-002 2 \"a\"b,\"c\""]),
        CSVCase(
            name: "nasty case 35: text behind a quote costs one line",
            text: "A,B\n\"a\"b,c\n1,2\n\"x\",y\n", rows: [["1", "2"], ["x", "y"]],
            unreadable: ["P2C-CSV-002 2 \"a\"b,c"]),
        CSVCase(
            name: "nasty case 35: a quote inside a value without quotes",
            text: "A,B\n15\" monitor,6\"\n",
            rows: [["15\" monitor", "6\""]], warnings: ["P2C-CSV-025"]),
        CSVCase(
            name: "nasty case 36: delimiter, line break and doubled quotes in quotes",
            text: "A,B\r\n\"a,b\r\n\"\"c\"\"\",\"\"\"\"\r\n", rows: [["a,b\r\n\"c\"", "\""]]),
        CSVCase(
            name: "nasty case 37: a quote that never closes", text: "A,B\n1,2\n3,\"4\n5,6\n7,8\n",
            rows: [["1", "2"]], unreadable: ["P2C-CSV-003 3 3,\"4\n5,6\n7,8\n"]),
        CSVCase(
            name: "nasty case 37: a quote that is opened behind a line break and never closes",
            text: "A,B\n\"1\n1\",\"2\n", rows: [],
            unreadable: ["P2C-CSV-003 3 \"1\n1\",\"2\n"]),
        CSVCase(
            name: "nasty case 37: a quote that the next quoted value shows to be open",
            text: "A,B\n1,\"2\n\"3\",4\n", rows: [["3", "4"]],
            unreadable: ["P2C-CSV-003 2 1,\"2"]),
        CSVCase(
            name: "nasty case 39: sep= names the delimiter", text: "sep=;\r\nA;B\r\n1,5;2\r\n",
            rows: [["1,5", "2"]], warnings: ["P2C-CSV-023"]),
        CSVCase(
            name: "nasty case 40: no final line end", text: "A,B\r\n1,2\r\n3,4",
            rows: [["1", "2"], ["3", "4"]]),
        CSVCase(
            name: "nasty case 40: no final line end behind a delimiter", text: "A,B\r\n1,",
            rows: [["1", nil]]),
        CSVCase(
            name: "nasty case 40: no final line end behind a quote", text: "A,B\r\n1,\"2\"",
            rows: [["1", "2"]]),
        CSVCase(
            name: "nasty case 40: a final Control-Z", text: "A,B\r\n1,2\r\n\u{1A}",
            rows: [["1", "2"]],
            warnings: ["P2C-CSV-024"]),
        CSVCase(
            name: "nasty case 41: NUL bytes", text: "A,B\n1,\u{0}\n\"\u{0}\",2\n3,4\n",
            rows: [["3", "4"]],
            unreadable: ["P2C-CSV-004 2 1,\u{0}", "P2C-CSV-004 3 \"\u{0}\",2"]),
        CSVCase(name: "nasty case 42: header only", text: "A,B\r\n", rows: []),
        CSVCase(name: "nasty case 42: header without line end", text: "A,B", rows: []),
    ]

    @Test(arguments: cases, [1, 9, 128 << 10])
    func `reads`(_ example: CSVCase, batchSize: Int) throws {
        let reading = try readCSV(Array(example.text.utf8), batchSize: batchSize)
        #expect(reading.columns.prefix(2) == ["A", "B"])
        #expect(reading.rows == example.rows)
        #expect(reading.unreadable.map { "\($0.code) \($0.line) \($0.raw)" } == example.unreadable)
        #expect(reading.warnings == example.warnings)
    }

    @Test(arguments: [
        (
            "nasty case 31: quotes, spaces, mixed case, no-break space",
            "\"Name\", Account No ,\u{A0}x\u{A0}\n"
        ),
        ("nasty case 31: a byte order mark", "\u{FEFF}Name,Account No,x\n"),
        ("nasty case 31: two byte order marks", "\u{FEFF}\u{FEFF}Name,Account No,x\n"),
        ("our reason column", "Name,P2C_Reason,Account No,x\n"),
    ])
    func `cleans the names of columns`(_ name: String, text: String) throws {
        #expect(try readCSV(text).columns == ["Name", "Account No", "x"])
    }

    @Test func `nasty case 43: keeps the labels of a header as they are`() throws {
        let reading = try readCSV("Customer account,Name ñ,Días\n1,2,3\n")
        #expect(reading.columns == ["Customer account", "Name ñ", "Días"])
    }

    @Test func `nasty case 44: keeps columns that nobody asked for`() throws {
        let reading = try readCSV("ACCOUNT,SHOESIZE\n1,2\n")
        #expect(reading.columns == ["ACCOUNT", "SHOESIZE"])
        #expect(reading.rows == [["1", "2"]])
    }

    @Test func `leaves out the reason column with its values`() throws {
        let reading = try readCSV("A,P2C_REASON,B\n1,why,2\n")
        #expect(reading.rows == [["1", "2"]])
    }

    @Test func `nasty case 46: reads many columns and long values`() throws {
        let names = (0..<300).map { "C\($0)" }.joined(separator: ",")
        let memo = String(repeating: "memo, \"\"x\"\"\r\n", count: 6_000)
        let values = Array(repeating: "v", count: 299).joined(separator: ",") + ",\"\(memo)\""
        let reading = try readCSV(Array((names + "\n" + values + "\n").utf8), batchSize: 4_096)
        #expect(reading.rows.count == 1)
        #expect(reading.rows[0][298] == "v")
        #expect(reading.rows[0][299] == String(repeating: "memo, \"x\"\r\n", count: 6_000))
    }

    @Test func `says byte and line of every record`() throws {
        let reading = try readCSV("\u{FEFF}A,B\r\n\"x\r\ny\",é\r\n\r\n1,2\r\n3\r\n")
        #expect(
            reading.records == [
                .init(values: ["x\r\ny", "é"], byte: 8, line: 2),
                .init(values: ["1", "2"], byte: 21, line: 5),
            ])
        #expect(
            reading.unreadable == [.init(code: "P2C-CSV-001", line: 6, byte: 26, raw: "3")])
    }

    @Test func `explains an unreadable record`() throws {
        let reader = CSVReader(
            MemoryBytes("A,B\n1,2,3\n"), file: "a.csv", entity: "Things", dialect: Dialect())
        let batch = try #require(try reader.next())
        let issue = batch.unreadable[0].issue
        #expect(issue.detail == "line 2 has 3 values, the header has 2")
        #expect(issue.location == "a.csv:2 (byte 4)")
        #expect(issue.entity == "Things")
    }

    @Test(arguments: [
        ("A,B,C\n1,2,3\n4,5", true), ("A,B,C\n4,5\n1,2,3", false), ("A,B,C\n1,2\n", false),
        ("A,B,C\n1,2,3,4", false),
    ])
    func `says that a file may be cut off where its last record lacks values and a line end`(
        text: String, isCut: Bool
    ) throws {
        for size in 1...text.utf8.count {
            let reader = CSVReader(
                MemoryBytes(text), file: "a.csv", dialect: Dialect(), batchSize: size)
            var details: [String] = []
            while let batch = try reader.next() {
                details += batch.unreadable.map(\.issue.detail)
            }
            #expect(details.count == 1)
            #expect(
                details[0].hasSuffix(
                    "; the file ends there without the end of a line, so it may be cut off")
                    == isCut)
        }
    }

    @Test func `counts what it warns of`() throws {
        let reader = CSVReader(
            MemoryBytes("A,B\n\n\n1,2\n\n"), file: "a.csv", dialect: Dialect(), batchSize: 3)
        while try reader.next() != nil {}
        let warnings = reader.takeWarnings()
        #expect(warnings.map(\.detail) == ["3 × blank line, first on line 2"])
        #expect(warnings.map(\.line) == [2])
        #expect(reader.takeWarnings().isEmpty)
    }
}
