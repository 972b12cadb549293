import Formats
import Testing

@Suite struct `CSV written and read back` {
    struct Table {
        var names: [String]
        var rows: [[String?]]
    }

    static func table(_ random: inout DelimitedRandom, isLatin: Bool) -> Table {
        var pieces = [
            "a", "B1", ",", ";", "\"", "\"\"", "'", "\r\n", "\n", "\r", " ", "|", "é", "\t",
        ]
        pieces += isLatin ? ["ü"] : ["漢字", "🙂", "e\u{301}", "\u{FEFF}"]
        let names = (0..<2 + random.below(5)).map { "Column \($0)" }
        let rows = (0..<random.below(30)).map { _ in
            names.map { _ -> String? in
                switch random.below(6) {
                case 0: nil
                case 1: ""
                case 2: String(repeating: "long value ", count: random.below(20))
                default: (0...random.below(6)).map { _ in random.pick(pieces) }.joined()
                }
            }
        }
        return Table(names: names, rows: rows)
    }

    static func dialect(_ random: inout DelimitedRandom) -> Dialect {
        var dialect = Dialect()
        dialect.delimiter = UInt8(ascii: random.pick([",", ";", "\t", "|", ":"]))
        dialect.qualifier = UInt8(ascii: random.pick(["\"", "\"", "'"]))
        dialect.lineEnd = random.pick([.crlf, .lf, .cr])
        dialect.encoding = random.pick([
            .utf8, .utf8, .utf16LittleEndian, .utf16BigEndian, .named("WINDOWS-1252"),
            .named("UTF-32LE"),
        ])
        dialect.hasByteOrderMark = random.below(2) == 0
        return dialect
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096])
    func `is the same at every chunk and batch size`(_ chunkSize: Int) throws {
        var random = DelimitedRandom(seed: chunkSize)
        for _ in 0..<150 {
            let dialect = Self.dialect(&random)
            let table = Self.table(&random, isLatin: dialect.encoding == .named("WINDOWS-1252"))
            let bytes = try writeCSV(
                table.names, table.rows, dialect: dialect,
                bufferSize: random.pick([1, 64, 4096, 256 << 10]))
            let reading = try readCSV(
                bytes, dialect: dialect, chunkSize: chunkSize,
                batchSize: random.pick([1, 10, 200, 128 << 10]))
            #expect(reading.columns == table.names)
            #expect(reading.rows == table.rows, "\(dialect)")
            #expect(reading.unreadable.isEmpty && reading.warnings.isEmpty, "\(dialect)")
        }
    }
}

extension UInt8 {
    fileprivate init(ascii text: String) { self = text.utf8.first! }
}
