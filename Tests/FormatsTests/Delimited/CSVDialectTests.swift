import Formats
import Records
import Testing

/// What escape, header, columnNames and isStrict of a dialect do.
@Suite struct `CSV dialect` {
    static func dialect(_ change: (inout Dialect) -> Void) -> Dialect {
        var dialect = Dialect()
        change(&dialect)
        return dialect
    }

    static let escaped = dialect { $0.escape = UInt8(ascii: "\\") }
    static let bare = dialect { $0.header = .none }
    static let strict = dialect { $0.isStrict = true }

    @Test(arguments: [
        (#""a\"b""#, #"a"b"#), (#""a\\""#, #"a\"#), (#""a\\\"""#, #"a\""#), (#""\"""#, #"""#),
        (#""C:\dir""#, #"C:\dir"#), (#""a""b""#, #"a"b"#), (#"a\b"#, #"a\b"#),
        (#""\\\\""#, #"\\"#), (#""a,\",b""#, #"a,",b"#), ("\"\\\"\n\\\"\"", "\"\n\""),
    ])
    func `takes the escape out of a value in quotes`(_ written: String, _ value: String) throws {
        let reading = try readCSV("A,B\n1,\(written)\n2,x\n", dialect: Self.escaped)
        #expect(reading.rows == [["1", value], ["2", "x"]])
        #expect(reading.warnings.isEmpty)
    }

    @Test(arguments: [
        (#"1,"abc\"#, "P2C-CSV-003"), (#"1,"abc\""#, "P2C-CSV-003"), (#"1,"\"#, "P2C-CSV-003"),
        (#"1,"\""#, "P2C-CSV-003"), (#"1,"a\\"b"#, "P2C-CSV-002"),
    ])
    func `has an issue for an escape that is cut off`(_ text: String, code: String) throws {
        let reading = try readCSV("A,B\n\(text)", dialect: Self.escaped)
        #expect(reading.unreadable.map(\.code) == [code])
        #expect(reading.rows.isEmpty)
    }

    @Test(arguments: [
        ("a\"b", #""a\"b""#), (#"a\b"#, #"a\b"#), (#"a\,b"#, #""a\\,b""#), (#"\"#, #"\"#),
        (#"\""#, #""\\\"""#),
    ])
    func `escapes what it writes`(_ value: String, _ written: String) throws {
        let bytes = try writeCSV(["A", "B"], [["x", value]], dialect: Self.escaped)
        #expect(String(decoding: bytes, as: UTF8.self) == "A,B\r\nx,\(written)\r\n")
        #expect(try readCSV(bytes, dialect: Self.escaped).rows == [["x", value]])
    }

    @Test(arguments: [1, 5, 128 << 10])
    func `numbers the columns of a file without a header`(_ batchSize: Int) throws {
        let text = Array("\n1,2,3\n4,5,6\n\u{1A}".utf8)
        let reading = try readCSV(text, dialect: Self.bare, batchSize: batchSize)
        #expect(reading.columns == ["COLUMN1", "COLUMN2", "COLUMN3"])
        #expect(reading.records.map(\.values) == [["1", "2", "3"], ["4", "5", "6"]])
        #expect(reading.records.map(\.line) == [2, 3])
        #expect(reading.records.map(\.byte) == [1, 7])
        #expect(reading.warnings == ["P2C-CSV-020", "P2C-CSV-024"])
    }

    @Test func `names the columns of a file without a header`() throws {
        let dialect = Self.dialect {
            $0.header = .none
            $0.columnNames = ["A", "P2C_REASON", "B"]
        }
        let reading = try readCSV("1,why,3\n4,5\n", dialect: dialect)
        #expect(reading.columns == ["A", "B"])
        #expect(reading.rows == [["1", "3"]])
        #expect(reading.unreadable.map(\.code) == ["P2C-CSV-001"])
        #expect(try readCSV("", dialect: dialect).columns == ["A", "B"])
        #expect(try readCSV("", dialect: Self.bare).columns.isEmpty)
    }

    @Test(arguments: [
        ("1,\"2\n3,4\n", "P2C-CSV-048", "the quote opened on line 1 is never closed"),
        ("1;2\n", "P2C-CSV-046", "the first record has the delimiter “;”, the format declares “,”"),
    ])
    func `wants a readable first record where nothing names the columns`(
        _ text: String, code: String, detail: String
    ) throws {
        let issue = try #require(csvError(Array(text.utf8), dialect: Self.bare))
        #expect(issue.code.id == code)
        #expect(issue.detail == detail)
    }

    @Test func `refuses declared names that are not different`() throws {
        let dialect = Self.dialect {
            $0.header = .none
            $0.columnNames = ["A", "a"]
        }
        let issue = try #require(csvError([], dialect: dialect))
        #expect(issue.detail == "columns 1 and 2 are both named “a”")
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [1, 3, 4096])
    func `passes over the lines before the header`(_ lineEnd: String, chunkSize: Int) throws {
        let lines = ["Report \"x", "", "A,B", "1,2"]
        let text = Array(lines.map { $0 + lineEnd }.joined().utf8)
        let dialect = Self.dialect { $0.header = .line(3) }
        let reading = try readCSV(text, dialect: dialect, chunkSize: chunkSize)
        #expect(reading.columns == ["A", "B"])
        #expect(reading.records.map(\.line) == [4])
        #expect(reading.records.map(\.byte) == [text.count - 3 - lineEnd.utf8.count])
        #expect(reading.warnings == ["P2C-CSV-027"])
    }

    @Test func `counts the lines before the header`() throws {
        let dialect = Self.dialect { $0.header = .line(3) }
        let reader = CSVReader(MemoryBytes("x\ny\nA,B\n1,2\n"), file: "a.csv", dialect: dialect)
        while try reader.next() != nil {}
        #expect(reader.takeWarnings().map(\.detail) == ["2 lines before the header on line 3"])
        let issue = try #require(csvError(Array("x\ny".utf8), dialect: dialect))
        #expect(issue.code == .noHeaderLine)
        #expect(
            issue.detail == "the header is declared for line 3, the file ends on line 2")
    }

    @Test func `writes files without a header, and with lines before it`() throws {
        let bare = try writeCSV(["A", "B"], [["1", "2"]], dialect: Self.bare)
        #expect(bare == Array("1,2\r\n".utf8))
        let titled = Self.dialect { $0.header = .line(3) }
        let bytes = try writeCSV(["A", "B"], [["1", "2"]], dialect: titled)
        #expect(bytes == Array("\r\n\r\nA,B\r\n1,2\r\n".utf8))
        #expect(try readCSV(bytes, dialect: titled).rows == [["1", "2"]])
    }

    /// Text behind the header `A,B`, code, line and byte of what strict reading refuses.
    static let deviations: [(String, String, Int, Int)] = [
        ("1,2\n1,2,3\n", "P2C-CSV-001", 3, 8), ("1\n", "P2C-CSV-001", 2, 4),
        ("1,2,\n", "P2C-CSV-001", 2, 4), ("\n1,2\n", "P2C-CSV-001", 2, 4),
        ("1,2\n15\",3\n", "P2C-CSV-005", 3, 8), ("1,\"2\" \n", "P2C-CSV-002", 2, 4),
        ("\"1\"2\",3\n", "P2C-CSV-002", 2, 4), ("1,2\n3,\"4\n", "P2C-CSV-003", 3, 8),
        ("1,\u{0}\n", "P2C-CSV-004", 2, 4),
    ]

    @Test(arguments: deviations, [1, 128 << 10])
    func `that is strict refuses the first record that does not keep to it`(
        _ deviation: (String, String, Int, Int), batchSize: Int
    ) throws {
        let (text, code, line, byte) = deviation
        let issue = try #require(
            csvError(Array("A,B\n\(text)".utf8), dialect: Self.strict, batchSize: batchSize))
        #expect(issue.code.id == code)
        #expect(issue.severity == .error)
        #expect(issue.file == "a.csv")
        #expect(issue.line == line)
        #expect(issue.byte == byte)
    }

    @Test func `that is strict takes mixed line ends and a blank line in one column`() throws {
        let mixed = try readCSV("A,B\r\n1,2\n3,4\r", dialect: Self.strict)
        #expect(mixed.rows.count == 2)
        #expect(mixed.warnings == ["P2C-CSV-022"])
        #expect(try readCSV("A\n\n1\n", dialect: Self.strict).rows == [[nil], ["1"]])
    }

    @Test(arguments: [
        ("b,A\n", "P2C-CSV-049"), ("a\n", "P2C-CSV-049"), ("A,B,\n", "P2C-CSV-041"),
        ("A,\"B\n", "P2C-CSV-045"), ("A,B\"\n", "P2C-CSV-045"), ("\nA,B\n", "P2C-CSV-044"),
    ])
    func `that is strict wants the columns it names in the header`(
        _ text: String, code: String
    ) throws {
        let dialect = Self.dialect {
            $0.isStrict = true
            $0.columnNames = ["A", "B"]
        }
        #expect(csvError(Array("a,B\n1,2\n".utf8), dialect: dialect) == nil)
        #expect(csvError(Array("a,B,P2C_REASON\n1,2,3\n".utf8), dialect: dialect) == nil)
        #expect(csvError(Array(text.utf8), dialect: dialect)?.code.id == code)
    }

    @Test func `says what contradicts itself`() {
        func contradiction(_ change: (inout Dialect) -> Void) -> String? {
            Self.dialect(change).contradiction
        }
        let differ = "the escape must differ from the delimiter and the text qualifier"
        #expect(contradiction { $0.escape = $0.delimiter } == differ)
        #expect(contradiction { $0.escape = $0.qualifier } == differ)
        #expect(
            contradiction {
                $0.escape = 0x5C
                $0.qualifier = nil
            } == "an escape needs a text qualifier")
        #expect(
            contradiction { $0.escape = 0x0A }
                == "the escape must be an ASCII character and no line break")
        let line = "the header's line must be a number from 1 to 1000000"
        #expect(contradiction { $0.header = .line(0) } == line)
        #expect(contradiction { $0.header = .line(.max) } == line)
        #expect(Self.escaped.contradiction == nil)
    }

    @Test(arguments: [1, 2, 3, 64])
    func `with an escape is known to be complete`(_ chunkSize: Int) throws {
        for (text, isClosed) in [
            (#"A,"b\""#, false), (#"A,"b\\""#, true), (#"A,"b\\\""#, false),
            (#"A,"\",b""#, true), (#"A\",b"#, true),
        ] {
            let source = MemoryBytes(text, chunkSize: chunkSize)
            let found = try DelimitedCompleteness.isLastRecordClosed(
                source, dialect: Self.escaped)
            #expect(found == isClosed, "\(text)")
        }
    }
}
