import Formats
import Testing

@Suite struct `Completeness of delimited text` {
    static let cases: [(String, Bool)] = [
        ("", true), ("A,B\r\n1,2\r\n", true), ("A,B\r\n1,2", true), ("A,B\r\n1,\"2", false),
        ("A,B\r\n1,\"2\"", true), ("A,B\r\n1,\"2\r\n3", false), ("A,B\r\n1,\"2\"\"", false),
        ("A,B\r\n1,\"2\"\"\"", true), ("A,B\r\n15\" monitor,2", true), ("\"A", false),
        ("A,B\r\n\"15\" monitor\",2\r\n3,\"4", false), ("A,B\r\n\"15\" monitor\",2\r\n", true),
        ("A,B\r\n,\"\"", true), ("A,B\r\n,\"", false), ("A,B\r\n\"é漢🙂", false),
        ("A,B\r\n\"é漢🙂\"", true),
    ]

    @Test(arguments: cases, [1, 2, 64])
    func `is told in every encoding`(_ example: (String, Bool), chunkSize: Int) throws {
        let (text, isClosed) = example
        for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
            var dialect = Dialect()
            dialect.encoding = encoding
            let memory = MemorySink()
            let sink = try DelimitedOutput.makeSink(for: dialect, to: memory, name: "a.csv")
            try sink.write(Array(text.utf8))
            let source = MemoryBytes(memory.bytes, chunkSize: chunkSize)
            let found = try DelimitedCompleteness.isLastRecordClosed(source, dialect: dialect)
            #expect(found == isClosed, "\(encoding) \(text)")
        }
    }

    @Test(
        arguments: [
            [0x41, 0x0A, 0xC3], [0x41, 0x0A, 0xF0, 0x9F, 0x99], [0xFF, 0xFE, 0x41, 0x00, 0x0A],
            [0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8],
        ] as [[UInt8]])
    func `wants the last character whole`(_ bytes: [UInt8]) throws {
        let source = MemoryBytes(bytes)
        #expect(try !DelimitedCompleteness.isLastRecordClosed(source, dialect: Dialect()))
    }

    @Test func `leaves what is wrong otherwise to the reader`() throws {
        let source = MemoryBytes([0x41, 0x0A, 0xFF, 0x0A])
        #expect(try DelimitedCompleteness.isLastRecordClosed(source, dialect: Dialect()))
    }

    /// A text is incomplete where the reader finds its last record unclosed. Behind an earlier
    /// record with a wrong quote the two may differ, since one pass cannot go back a line as the
    /// reader does.
    @Test func `agrees with the reader on nasty text`() throws {
        var random = DelimitedRandom(seed: 37)
        var counts = [true: 0, false: 0]
        for _ in 0..<2_000 {
            let text = `CSV reader and its slow twin`.nastyText(&random, Dialect())
            let wrongQuotes = try readCSV(text).unreadable.filter {
                $0.code == "P2C-CSV-002" || $0.code == "P2C-CSV-003"
            }
            let isOpen = wrongQuotes.last.map {
                $0.code == "P2C-CSV-003" && $0.byte + $0.raw.utf8.count == text.count
            }
            if wrongQuotes.count > (isOpen == true ? 1 : 0) { continue }
            let source = MemoryBytes(text, chunkSize: 7)
            let found = try DelimitedCompleteness.isLastRecordClosed(source, dialect: Dialect())
            #expect(found == (isOpen != true), "\(String(decoding: text, as: UTF8.self))")
            counts[found]! += 1
        }
        #expect(counts[true]! > 100 && counts[false]! > 100)
    }

    @Test(arguments: [1, 2, 3, 7, 64 << 10])
    func `agrees with a twin that takes byte after byte`(size: Int) throws {
        var random = DelimitedRandom(seed: 41)
        var counts = [true: 0, false: 0]
        for escape in [nil, UInt8(ascii: "\\")] {
            var dialect = Dialect()
            dialect.escape = escape
            for _ in 0..<1_000 {
                let text = `CSV reader and its slow twin`.nastyText(&random, dialect)
                let expected = !isInsideQuotes(text, dialect)
                let found = try DelimitedCompleteness.isLastRecordClosed(
                    MemoryBytes(text), dialect: dialect, size: size)
                #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
                counts[found]! += 1
            }
        }
        #expect(counts[true]! > 100 && counts[false]! > 100)
    }

    /// Whether a text ends inside quotes, by looking at one byte after the other.
    private func isInsideQuotes(_ text: [UInt8], _ dialect: Dialect) -> Bool {
        enum Place { case valueStart, text, quoted, closingQuote, afterWrongQuote }
        var place = Place.valueStart
        var escapes = 0
        for byte in text {
            let isQuote = byte == UInt8(ascii: "\"")
            let endsLine = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            let endsValue = endsLine || byte == UInt8(ascii: ",")
            switch place {
            case .valueStart: place = isQuote ? .quoted : endsValue ? .valueStart : .text
            case .text: if endsValue { place = .valueStart }
            case .quoted: if isQuote, escapes % 2 == 0 { place = .closingQuote }
            case .closingQuote:
                place = isQuote ? .quoted : endsValue ? .valueStart : .afterWrongQuote
            case .afterWrongQuote: if endsLine { place = .valueStart }
            }
            escapes = byte == dialect.escape ? escapes + 1 : 0
        }
        return place == .quoted
    }
}
