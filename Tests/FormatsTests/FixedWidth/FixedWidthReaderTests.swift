import Records
import Testing

@testable import Formats

@Suite struct `Fixed width reader` {
    /// Three columns of 3, 2 and 4 characters.
    static func layout(recordLength: Int? = nil) throws -> FixedWidthLayout {
        try FixedWidthLayout(
            [
                .init(name: "A", length: 3), .init(name: "B", length: 2),
                .init(name: "C", length: 4),
            ],
            recordLength: recordLength)
    }

    @Test(
        arguments: [
            ("abcdeFGHI\n", [["abc", "de", "FGHI"]]),
            ("abcdeFGHI", [["abc", "de", "FGHI"]]),
            ("abcdeFGHI\r\nxyz12last\r\n", [["abc", "de", "FGHI"], ["xyz", "12", "last"]]),
            ("abcdeFGHI\rxyz12last", [["abc", "de", "FGHI"], ["xyz", "12", "last"]]),
            // Blanks around values go, those inside stay, and nothing else is null.
            (" a  bF H \n", [["a", "b", "F H"]]),
            ("abc    1 \n", [["abc", nil, "1"]]),
            // Lines may end between columns, and inside the last.
            ("abc\n", [["abc", nil, nil]]),
            ("abcde\n", [["abc", "de", nil]]),
            ("abcdeF\n", [["abc", "de", "F"]]),
            ("abcdeFGHI     \n", [["abc", "de", "FGHI"]]),
            // Characters count, not bytes, and not what people see as one.
            ("éßü漢字🙂𝒳ab\n", [["éßü", "漢字", "🙂𝒳ab"]]),
            ("e\u{301}x--FGHI\n", [["e\u{301}x", "--", "FGHI"]]),
            // Tabs and no-break spaces are characters like others.
            ("\tab\u{A0}cFGHI\n", [["\tab", "\u{A0}c", "FGHI"]]),
            ("", []), ("\u{FEFF}abcdeFGHI\n", [["abc", "de", "FGHI"]]),
            ("abcdeFGHI\r\n\u{1A}", [["abc", "de", "FGHI"]]),
        ] as [(String, [[String?]])])
    func `cuts lines into values`(text: String, values: [[String?]]) throws {
        let found = try FixedWidthReading(Array(text.utf8), Self.layout())
        #expect(found.values == values)
        #expect(found.unreadable.isEmpty)
        #expect(found.blankLines == 0)
    }

    @Test(arguments: [
        (
            "ab\nabcdeFGHI\n", "P2C-FIX-001",
            "line 1 is 2 characters long and ends inside A (1 to 3), the layout is 9 characters long"
        ),
        (
            "éabü\n", "P2C-FIX-001",
            "line 1 is 4 characters long and ends inside B (4 to 5), the layout is 9 characters long"
        ),
        (
            "abcdeFGHIJ\n", "P2C-FIX-002",
            "line 1 is 10 characters long with text behind the last column, the layout is 9 "
                + "characters long"
        ),
        (
            "ébcdeFGHI \tx\n", "P2C-FIX-002",
            "line 1 is 12 characters long with text behind the last column, the layout is 9 "
                + "characters long"
        ),
        (
            "abc\u{0}eFGHI\n", "P2C-FIX-003",
            "line 1 is 9 characters long and holds a NUL byte, the layout is 9 characters long"
        ),
    ])
    func `sets a record aside`(text: String, code: String, detail: String) throws {
        let reader = FixedWidthReader(
            PiecewiseBytes(text.utf8), file: "f.txt", layout: try Self.layout())
        let record = try #require(try reader.next()?.unreadable.first)
        #expect(record.issue.code.id == code)
        #expect(record.issue.detail == detail)
        #expect(record.issue.line == 1)
        #expect(record.issue.byte == 0)
    }

    @Test func `counts blank lines and passes over them`() throws {
        let found = try FixedWidthReading(
            Array("\nabc\n   \n          \r\n\r\nxyz\n\n".utf8), Self.layout())
        #expect(found.values == [["abc", nil, nil], ["xyz", nil, nil]])
        #expect(found.rows.map(\.line) == [2, 6])
        #expect(found.blankLines == 5)
    }

    @Test(
        arguments: [
            ("abcdeFGHI.xyz12last.", [["abc", "de", "FGHI"], ["xyz", "12", "last"]]),
            // A line end at the very end is none of the record's.
            ("abcdeFGHI.xyz12last.\r\n", [["abc", "de", "FGHI"], ["xyz", "12", "last"]]),
            // What is left at the end is a record like a short line.
            ("abcdeFGHI.xyz12", [["abc", "de", "FGHI"], ["xyz", "12", nil]]),
            ("äbcdeFGHI.x🙂z12last.", [["äbc", "de", "FGHI"], ["x🙂z", "12", "last"]]),
            // A line end behind the first record: the file has lines.
            ("abcdeFGHI.\nxyz12\n", [["abc", "de", "FGHI"], ["xyz", "12", nil]]),
            ("abcde\nxyz12last.\n", [["abc", "de", nil], ["xyz", "12", "last"]]),
        ] as [(String, [[String?]])])
    func `tells whether a file with a record length has line ends`(
        text: String, values: [[String?]]
    ) throws {
        let layout = try Self.layout(recordLength: 10)
        for batchSize in [1, 3, 11, 100] {
            let found = try FixedWidthReading(Array(text.utf8), layout, batchSize: batchSize)
            #expect(found.values == values)
            #expect(found.unreadable.isEmpty)
        }
    }

    @Test func `sets a record with a line break aside where there are no line ends`() throws {
        let found = try FixedWidthReading(
            Array("abcdeFGHI.ab\nde.....xyz12last.".utf8), Self.layout(recordLength: 10))
        #expect(found.values == [["abc", "de", "FGHI"], ["xyz", "12", "last"]])
        #expect(
            found.unreadable == [
                .init(code: "P2C-FIX-004", line: 2, byte: 10, raw: "ab\nde.....")
            ])
    }

    @Test func `leaves out a Control-Z also where it fills the last record`() throws {
        for batchSize in [1, 9, 10, 100] {
            let found = try FixedWidthReading(
                Array("abcdeFGH\u{1A}".utf8), Self.layout(recordLength: 9), batchSize: batchSize)
            #expect(found.values == [["abc", "de", "FGH"]])
        }
    }

    @Test func `leaves out one Control-Z wherever the bytes are cut`() throws {
        let text = "abcdeFGHI" + String(repeating: "\u{1A}", count: 10)
        for batchSize in [1, 9, 10, 100] {
            let found = try FixedWidthReading(
                Array(text.utf8), Self.layout(recordLength: 9), batchSize: batchSize)
            #expect(
                found.values == [
                    ["abc", "de", "FGHI"],
                    ["\u{1A}\u{1A}\u{1A}", "\u{1A}\u{1A}", "\u{1A}\u{1A}\u{1A}\u{1A}"],
                ])
        }
    }

    @Test func `leaves out no more when the last bytes are cut in several turns`() throws {
        var layout = try Self.layout(recordLength: 10)
        layout.encoding = .named("WINDOWS-1252")
        let bytes = [UInt8](repeating: 0xFF, count: 9) + [UInt8](repeating: 0x1A, count: 5)
        for batchSize in [1, 4, 20, 100] {
            let found = try FixedWidthReading(bytes, layout, batchSize: batchSize)
            #expect(found.values == [["ÿÿÿ", "ÿÿ", "ÿÿÿÿ"], ["\u{1A}\u{1A}\u{1A}", nil, nil]])
        }
    }

    @Test func `passes over the header and what stands before it`() throws {
        var layout = try Self.layout()
        layout.header = .line(2)
        let found = try FixedWidthReading(
            Array("A title that is longer than the layout\r\nA  B C\r\nabcdeFGHI\r\n".utf8), layout)
        #expect(found.rows == [.init(values: ["abc", "de", "FGHI"], line: 3, byte: 48)])
    }

    @Test func `decodes code pages`() throws {
        var layout = try Self.layout()
        layout.encoding = .named("CP1252")
        let found = try FixedWidthReading(
            [0xC4, 0x20, 0xDF, 0x80, 0x31, 0x41, 0x42, 0x43, 0xE9, 0x0D, 0x0A], layout)
        #expect(found.values == [["Ä ß", "€1", "ABCé"]])
    }

    @Test func `refuses a file with a record over the limit`() throws {
        var limits = ReadLimits()
        limits.recordBytes = 20
        func refusal(_ text: String, _ length: Int?, batchSize: Int) throws -> IssueCode? {
            let layout = try Self.layout(recordLength: length)
            return issue {
                _ = try FixedWidthReading(
                    Array(text.utf8), layout, batchSize: batchSize, limits: limits)
            }?.code
        }
        for batchSize in [1, 10, 1_000] {
            let fits = "abc" + String(repeating: " ", count: 17)
            #expect(try refusal(fits + "\r\n" + fits, nil, batchSize: batchSize) == nil)
            #expect(
                try refusal(fits + " \r\n", nil, batchSize: batchSize) == .fixedRecordTooLong)
            let blocks = String(repeating: "x", count: 100)
            #expect(try refusal(blocks, 20, batchSize: batchSize) == nil)
            #expect(try refusal(blocks, 21, batchSize: batchSize) == .fixedRecordTooLong)
        }
    }

    @Test func `refuses text that is not valid, with its place`() throws {
        let layout = try Self.layout()
        let found = try #require(
            issue {
                _ = try FixedWidthReading(Array("abc\r\nxy".utf8) + [0xE9, 0x0A], layout)
            })
        #expect(found.code == .invalidInEncoding)
        #expect(found.line == 2)
        #expect(found.byte == 7)
    }

    @Test func `holds few cells of many columns and short lines`() throws {
        let columns = (1...4_000).map { FixedWidthLayout.Column(name: "C\($0)", length: 1) }
        let layout = try FixedWidthLayout(columns)
        let reader = FixedWidthReader(
            PiecewiseBytes(String(repeating: "x\n", count: 300).utf8), file: "f", layout: layout)
        var (rows, most) = (0, 0)
        while let batch = try reader.next() {
            rows += batch.rowCount
            most = max(most, batch.rowCount)
        }
        #expect(rows == 300)
        #expect(most < 100)
    }
}
