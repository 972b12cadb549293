import Records
import Testing

@testable import Formats

@Suite struct `Fixed width writer` {
    private func batch(_ columns: [String], _ rows: [[String?]]) -> RecordBatch {
        var batch = RecordBatch()
        batch.columns = columns.enumerated().map { index, name in
            Column(
                name: name,
                cells: rows.map { row in row[index].map { batch.append($0.utf8) } ?? .null })
        }
        batch.positions = rows.indices.map { RecordPosition(byte: 0, line: UInt32($0 + 1)) }
        return batch
    }

    private func written(
        _ columns: [String], _ rows: [[String?]], _ layout: FixedWidthLayout
    ) throws -> KeptBytes {
        let kept = KeptBytes()
        let sink = try layout.makeSink(to: kept, name: "f.txt")
        let writer = try FixedWidthWriter(
            sink, layout: layout, fieldNames: columns, file: "f.txt")
        try writer.write(batch(columns, rows), rows: Array(rows.indices))
        try writer.finish()
        return kept
    }

    private func layout(
        recordLength: Int? = nil, lineEnd: LineEnd? = nil
    ) throws -> FixedWidthLayout {
        try FixedWidthLayout(
            [.init(name: "A", length: 3), .init(name: "B", length: 4, start: 5)],
            recordLength: recordLength, lineEnd: lineEnd)
    }

    @Test func `fills columns with blanks, whatever the order of the fields`() throws {
        let rows: [[String?]] = [["12", "é🙂"], [nil, "abc"], ["", " x "], ["1234", "y"]]
        let kept = try written(["b", "a"], rows, layout(lineEnd: .lf))
        #expect(kept.text == "é🙂  12  \nabc     \nx       \ny   1234\n")
        #expect(kept.isFinished)
    }

    @Test func `writes a record length with line ends only when told`() throws {
        let rows: [[String?]] = [["1", "2"], ["3", "4"]]
        #expect(
            try written(["A", "B"], rows, layout(recordLength: 9)).text == "1   2    3   4    ")
        #expect(
            try written(["A", "B"], rows, layout(recordLength: 9, lineEnd: .crlf)).text
                == "1   2    \r\n3   4    \r\n")
        #expect(try written(["B"], [["2"]], layout()).text == "    2   \r\n")
    }

    @Test func `writes a header in its line, cut off where it must be`() throws {
        var layout = try FixedWidthLayout([
            .init(name: "ACCOUNT", length: 3), .init(name: "B", length: 2),
        ])
        layout.header = .line(2)
        #expect(
            try written(["ACCOUNT", "B"], [["1", "2"]], layout).text
                == "     \r\nACCB \r\n1  2 \r\n")
    }

    @Test func `keeps a value that begins as a byte order mark does`() throws {
        let kept = try written(["A", "B"], [["\u{FEFF}1", "2"]], layout(recordLength: 9))
        #expect(kept.text == "\u{FEFF}\u{FEFF}1  2    ")
        var marked = try layout(recordLength: 9)
        marked.hasByteOrderMark = true
        #expect(
            try written(["A", "B"], [["\u{FEFF}1", "2"]], marked).text
                == "\u{FEFF}\u{FEFF}1  2    ")
    }

    @Test func `writes code pages`() throws {
        var layout = try layout(lineEnd: .lf)
        layout.encoding = .named("CP1252")
        #expect(
            try written(["A"], [["Äß"]], layout).bytes
                == [0xC4, 0xDF, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x0A])
    }

    @Test(arguments: [
        ([["abcd", "1"]], "P2C-FIX-041", "A of record 1 has 4 characters, its column 3"),
        (
            [["a", "1"], ["a", "🙂🙂🙂🙂🙂"]], "P2C-FIX-041",
            "B of record 2 has 5 characters, its column 4"
        ),
        ([["a\nb", "1"]], "P2C-FIX-042", "A of record 1 holds a line break or a NUL"),
        ([["a", "1\r"]], "P2C-FIX-042", "B of record 1 holds a line break or a NUL"),
        ([["a", "\u{0}"]], "P2C-FIX-042", "B of record 1 holds a line break or a NUL"),
    ])
    func `refuses what does not fit`(
        rows: [[String?]], code: String, detail: String
    ) throws {
        let found = issue { _ = try written(["A", "B"], rows, layout()) }
        #expect(found?.code.id == code)
        #expect(found?.detail == detail)
    }

    @Test func `refuses a field that the layout lacks`() throws {
        let found = issue { _ = try written(["A", "C"], [], layout()) }
        #expect(found?.code == .fixedColumnMissing)
        #expect(found?.detail == "C is none of A, B")
    }

    @Test(arguments: 1...12)
    func `writes what the reader reads back`(seed: Int) throws {
        var random = DelimitedRandom(seed: seed)
        let columns = (0...random.below(6)).map { number in
            FixedWidthLayout.Column(name: "C\(number)", length: 1 + random.below(12))
        }
        let width = columns.reduce(0) { $0 + $1.length }
        let length = random.below(2) == 0 ? nil : width + random.below(3)
        var layout = try FixedWidthLayout(
            columns, recordLength: length, lineEnd: random.pick([nil, .lf, .cr, .crlf]))
        layout.encoding = random.pick([.utf8, .utf16LittleEndian, .utf16BigEndian])
        layout.hasByteOrderMark = true
        if random.below(3) == 0 { layout.header = .line(1 + random.below(2)) }
        let rows = (0..<random.below(300)).map { _ in
            columns.enumerated().map { index, column -> String? in
                var text = ""
                for _ in 0..<random.below(column.length + 1) {
                    text += random.pick(["a", "Z", "9", "é", "漢", "🙂", "\t"])
                }
                // A record of nothing would be a blank line.
                return text.isEmpty ? index == 0 ? "k" : nil : text
            }
        }
        let bytes = try written(layout.columnNames, rows, layout).bytes
        let found = try FixedWidthReading(
            bytes, layout, chunkSize: 1 + random.below(50), batchSize: 1 + random.below(500))
        #expect(found.values == rows)
        #expect(found.unreadable.isEmpty)
    }
}
