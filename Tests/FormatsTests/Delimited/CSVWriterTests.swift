import Formats
import Records
import Testing

/// A batch of the given rows.
func makeBatch(_ names: [String], _ rows: [[String?]]) -> RecordBatch {
    var batch = RecordBatch()
    for (column, name) in names.enumerated() {
        let cells = rows.map { row in row[column].map { batch.append($0.utf8) } ?? .null }
        batch.columns.append(Column(name: name, cells: cells))
    }
    batch.positions = rows.indices.map { RecordPosition(byte: 0, line: UInt32($0 + 1)) }
    return batch
}

/// What a writer makes of the rows.
func writeCSV(
    _ names: [String], _ rows: [[String?]], dialect: Dialect = Dialect(),
    bufferSize: Int = 256 << 10
) throws(FormatError) -> [UInt8] {
    let memory = MemorySink()
    let sink = try DelimitedOutput.makeSink(for: dialect, to: memory, name: "out.csv")
    let writer = try CSVWriter(
        sink, dialect: dialect, fieldNames: names, file: "out.csv", bufferSize: bufferSize)
    try writer.write(makeBatch(names, rows), rows: Array(rows.indices))
    try writer.finish()
    return memory.bytes
}

@Suite struct `CSV writer` {
    static let values: [(String?, String)] = [
        (nil, ""), ("", "\"\""), ("a", "a"), ("a b", "a b"), (" a", "\" a\""), ("a ", "\"a \""),
        ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("a\rb", "\"a\rb\""),
        ("a\nb", "\"a\nb\""), ("a;b", "a;b"), ("é", "é"), ("a'b", "a'b"),
        ("a text of more than sixteen bytes", "a text of more than sixteen bytes"),
        ("a text of more than sixteen, bytes", "\"a text of more than sixteen, bytes\""),
        ("sixteen bytes ..", "sixteen bytes .."), ("sixteen bytes .,", "\"sixteen bytes .,\""),
        // nasty case 83: a formula is data and stays as it is.
        ("=1+1", "=1+1"), ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ]

    @Test(arguments: values)
    func `quotes where it must`(_ value: String?, _ written: String) throws {
        let bytes = try writeCSV(["A", "B"], [["x", value]])
        #expect(String(decoding: bytes, as: UTF8.self) == "A,B\r\nx,\(written)\r\n")
    }

    @Test func `writes the rows it is given, in their order`() throws {
        let sink = MemorySink()
        var dialect = Dialect()
        dialect.lineEnd = .lf
        let writer = try CSVWriter(
            sink, dialect: dialect, fieldNames: ["A", "B,C"], file: "out.csv")
        try writer.write(
            makeBatch(["A", "B,C"], [["1", "2"], ["3", "4"], ["5", "6"]]), rows: [2, 0])
        try writer.write(makeBatch(["A", "B,C"], []), rows: [])
        try writer.finish()
        #expect(String(decoding: sink.bytes, as: UTF8.self) == "A,\"B,C\"\n5,6\n1,2\n")
        #expect(sink.isFinished)
    }

    @Test func `writes nothing for what is absent`() throws {
        let sink = MemorySink()
        let writer = try CSVWriter(
            sink, dialect: Dialect(), fieldNames: ["A", "B"], file: "out.csv")
        var batch = makeBatch(["A", "B"], [["1", "2"]])
        batch.columns[1].cells[0] = .absent
        try writer.write(batch, rows: [0])
        try writer.finish()
        #expect(String(decoding: sink.bytes, as: UTF8.self) == "A,B\r\n1,\r\n")
    }

    @Test func `keeps a record whose only value is nothing`() throws {
        let bytes = try writeCSV(["A"], [[nil], ["1"]])
        #expect(String(decoding: bytes, as: UTF8.self) == "A\r\n\"\"\r\n1\r\n")
    }

    @Test(arguments: [("a,b", "A"), ("a\nb", "A")])
    func `refuses what needs a qualifier that the dialect lacks`(
        _ value: String, _ field: String
    ) throws {
        var dialect = Dialect()
        dialect.qualifier = nil
        let bytes = try writeCSV(["A", "B"], [[" \"x\"", ""]], dialect: dialect)
        #expect(String(decoding: bytes, as: UTF8.self) == "A,B\r\n \"x\",\r\n")
        let error = #expect(throws: FormatError.self) {
            try writeCSV(["A", "B"], [["x", "y"], [value, "z"]], dialect: dialect)
        }
        #expect(error?.issue.code == .valueNeedsQualifier)
        #expect(error?.issue.record == 2)
        #expect(error?.issue.field == "A")
    }

    @Test func `writes unreadable records as they were, with the reason`() throws {
        let sink = MemorySink()
        let names = ["A", "B", "P2C_REASON"]
        let writer = try CSVWriter(sink, dialect: Dialect(), fieldNames: names, file: "q.csv")
        try writer.write(makeBatch(names, [["1", "2", "no"]]), rows: [0])
        try writer.writeRaw(Array("1,2,3".utf8), reason: "3 values, \"A\" and \"B\" expected")
        try writer.write(makeBatch(names, [["3", "4", "no"]]), rows: [0])
        try writer.finish()
        #expect(
            String(decoding: sink.bytes, as: UTF8.self)
                == "A,B,P2C_REASON\r\n1,2,no\r\n"
                + "1,2,3,\"3 values, \"\"A\"\" and \"\"B\"\" expected\"\r\n3,4,no\r\n")
    }

    @Test func `writes CSV-Unicode as F&O wants it`() throws {
        guard case .delimited(let dialect)? = FormatRegistry()["CSV-Unicode"] else {
            #expect(Bool(false), "CSV-Unicode is a delimited format")
            return
        }
        let bytes = try writeCSV(["A"], [["é🙂"]], dialect: dialect)
        #expect(
            bytes == [
                0xFF, 0xFE, 0x41, 0, 0x0D, 0, 0x0A, 0, 0xE9, 0, 0x3D, 0xD8, 0x42, 0xDE, 0x0D, 0,
                0x0A, 0,
            ])
    }

    @Test func `keeps a value that begins as a byte order mark does`() throws {
        var dialect = Dialect()
        dialect.header = .none
        let marks = "\u{FEFF}\u{FEFF}a\r\n\u{FEFF}b\r\n"
        for hasMark in [false, true] {
            dialect.hasByteOrderMark = hasMark
            let bytes = try writeCSV(["A"], [["\u{FEFF}a"], ["\u{FEFF}b"]], dialect: dialect)
            #expect(bytes == Array(marks.utf8))
        }
    }

    @Test func `writes a byte order mark and a code page`() throws {
        var dialect = Dialect()
        dialect.hasByteOrderMark = true
        #expect(try writeCSV(["A"], [], dialect: dialect) == [0xEF, 0xBB, 0xBF, 0x41, 0x0D, 0x0A])
        dialect.encoding = .named("WINDOWS-1252")
        #expect(
            try writeCSV(["A"], [["é€"]], dialect: dialect)
                == [0x41, 0x0D, 0x0A, 0xE9, 0x80, 0x0D, 0x0A])
        let error = #expect(throws: FormatError.self) {
            try writeCSV(["A"], [["漢"]], dialect: dialect)
        }
        #expect(error?.issue.detail == "WINDOWS-1252 has no character “漢” (U+6F22)")
    }
}
