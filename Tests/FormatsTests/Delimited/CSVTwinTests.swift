import Formats
import Testing

@Suite struct `CSV reader and its slow twin` {
    static let dialects: [Dialect] = {
        var semicolon = Dialect()
        semicolon.delimiter = UInt8(ascii: ";")
        semicolon.qualifier = UInt8(ascii: "'")
        var plain = Dialect()
        plain.qualifier = nil
        return [Dialect(), semicolon, plain]
    }()

    /// Pieces of which nasty text is made; `Q` and `D` stand for the dialect's qualifier and
    /// delimiter.
    static let pieces = [
        "Q", "Q", "Q", "Q", "QQ", "D", "D", "D", "D", "DQ", "QD", "\n", "\r\n", "\r", "\n", "a",
        "b c", "é", "漢字", "🙂", " ", "\"", "x1", "QD", "DQ", "DD", "Q\nQ", "1Da\r\n", "\u{0}",
    ]

    static func nastyText(_ random: inout DelimitedRandom, _ dialect: Dialect) -> [UInt8] {
        let columns = 1 + random.below(4)
        let delimiter = String(Unicode.Scalar(dialect.delimiter))
        let qualifier = dialect.qualifier.map { String(Unicode.Scalar($0)) } ?? "\""
        var text = (0..<columns).map { "c\($0)" }.joined(separator: delimiter)
        text += random.pick(["\n", "\r\n", "\r"])
        // NUL bytes are rare, else every record has one.
        let known = random.below(3) == 0 ? pieces : pieces.dropLast()
        for _ in 0..<random.below(60) {
            for character in random.pick(known).unicodeScalars {
                switch character {
                case "Q": text += qualifier
                case "D": text += delimiter
                default: text.unicodeScalars.append(character)
                }
            }
        }
        return Array(text.utf8)
    }

    @Test(arguments: 0..<3)
    func `agree on nasty text at every chunk and batch size`(_ dialect: Int) throws {
        let dialect = Self.dialects[dialect]
        var random = DelimitedRandom(seed: 27)
        for _ in 0..<1_500 {
            let text = Self.nastyText(&random, dialect)
            let expected = SlowCSV(text, dialect).reading
            for batchSize in [1, 7, 64, 4096] {
                let chunkSize = random.pick([1, 2, 3, 7, 64, 4096])
                let found = try readCSV(
                    text, dialect: dialect, chunkSize: chunkSize, batchSize: batchSize)
                guard found == expected else {
                    Issue.record(
                        """
                        \(String(reflecting: String(decoding: text, as: UTF8.self)))
                        chunks \(chunkSize), batches \(batchSize)
                        \(found)
                        expected \(expected)
                        """)
                    return
                }
            }
        }
    }

    @Test func `agree on text longer than the scanner's window`() throws {
        var random = DelimitedRandom(seed: 28)
        for _ in 0..<3 {
            var text = Array("c0,c1\n".utf8)
            while text.count < 70_000 {
                text += Array(Self.nastyText(&random, Dialect()).drop { $0 != 0x0A })
                text += Array(repeating: UInt8(ascii: "z"), count: random.below(3000))
            }
            let expected = SlowCSV(text, Dialect()).reading
            for batchSize in [5000, 128 << 10] {
                let found = try readCSV(text, batchSize: batchSize)
                #expect(found == expected)
            }
        }
    }
}

@Suite struct `CSV reader and hostile text` {
    /// Every line opens a quote that the next line shows to be open.
    @Test func `goes back to every line, over the ends of windows and batches`() throws {
        let lines = 15_000
        let text = Array("A,B\n".utf8) + (0..<lines).flatMap { _ in Array("\"x\n".utf8) }
        let reading = try readCSV(text, batchSize: 40_000)
        #expect(reading.records.isEmpty)
        #expect(reading.unreadable.map(\.line) == Array(2..<lines + 2))
        #expect(reading.unreadable.dropLast().allSatisfy { $0.raw == "\"x" })
    }
}
