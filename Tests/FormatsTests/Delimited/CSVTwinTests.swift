import Formats
import Records
import Testing

@Suite struct `CSV reader and its slow twin` {
    static let dialects: [Dialect] = {
        var semicolon = Dialect()
        semicolon.delimiter = UInt8(ascii: ";")
        semicolon.qualifier = UInt8(ascii: "'")
        var plain = Dialect()
        plain.qualifier = nil
        var escaped = Dialect()
        escaped.escape = UInt8(ascii: "\\")
        var bare = escaped
        bare.header = .none
        var named = Dialect()
        named.header = .none
        named.columnNames = ["x", "y"]
        var titled = Dialect()
        titled.header = .line(3)
        let lenient = [Dialect(), semicolon, plain, escaped, bare, named, titled]
        return lenient
            + lenient.map { dialect in
                var strict = dialect
                strict.isStrict = true
                return strict
            }
    }()

    /// Pieces of which nasty text is made; `Q`, `D` and `E` stand for the dialect's qualifier,
    /// delimiter and escape.
    static let pieces = [
        "Q", "Q", "Q", "Q", "QQ", "D", "D", "D", "D", "DQ", "QD", "\n", "\r\n", "\r", "\n", "a",
        "b c", "é", "漢字", "🙂", " ", "\"", "x1", "QD", "DQ", "DD", "Q\nQ", "1Da\r\n", "\u{0}",
    ]

    static func nastyText(_ random: inout DelimitedRandom, _ dialect: Dialect) -> [UInt8] {
        let columns = 1 + random.below(4)
        let delimiter = String(Unicode.Scalar(dialect.delimiter))
        let qualifier = dialect.qualifier.map { String(Unicode.Scalar($0)) } ?? "\""
        let escape = dialect.escape.map { String(Unicode.Scalar($0)) }
        var text = ""
        if case .line(let line) = dialect.header {
            for _ in 1..<line {
                text += random.pick(["", "a title", "\"", "1,2;3"]) + random.pick(["\n", "\r\n"])
            }
        }
        text += (0..<columns).map { "c\($0)" }.joined(separator: delimiter)
        text += random.pick(["\n", "\r\n", "\r"])
        // NUL bytes are rare, else every record has one.
        var known = random.below(3) == 0 ? pieces : pieces.dropLast()
        if dialect.isStrict, random.below(2) == 0 { known = ["QaQ", "D", "b", "\n", "QbQQcQ", ""] }
        if escape != nil { known += ["E", "EQ", "EE", "EQ", "QaEQ", "E\n", "QEEQ"] }
        for _ in 0..<random.below(60) {
            for character in random.pick(known).unicodeScalars {
                switch character {
                case "Q": text += qualifier
                case "D": text += delimiter
                case "E": text += escape ?? "E"
                default: text.unicodeScalars.append(character)
                }
            }
        }
        return Array(text.utf8)
    }

    @Test(arguments: dialects.indices)
    func `agree on nasty text at every chunk and batch size`(_ dialect: Int) throws {
        let dialect = Self.dialects[dialect]
        var random = DelimitedRandom(seed: 27)
        for _ in 0..<(dialect.isStrict ? 200 : 400) {
            let text = Self.nastyText(&random, dialect)
            let twin = SlowCSV(text, dialect)
            let expected = twin.reading
            for batchSize in [1, 7, 64, 4096] {
                let chunkSize = random.pick([1, 2, 3, 7, 64, 4096])
                let outcome = Self.read(text, dialect, chunkSize, batchSize)
                if let refusal = twin.refusal {
                    guard case .failure(let error) = outcome, refusal.isReason(of: error.issue)
                    else {
                        Testing.Issue.record("\(String(decoding: text, as: UTF8.self)) \(refusal)")
                        return
                    }
                    continue
                }
                let found = try outcome.get()
                guard found == expected else {
                    Testing.Issue.record(
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

    static func read(
        _ text: [UInt8], _ dialect: Dialect, _ chunkSize: Int, _ batchSize: Int
    ) -> Result<CSVReading, FormatError> {
        do throws(FormatError) {
            return .success(
                try readCSV(text, dialect: dialect, chunkSize: chunkSize, batchSize: batchSize))
        } catch {
            return .failure(error)
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

extension CSVReading.Unreadable {
    fileprivate func isReason(of issue: Records.Issue) -> Bool {
        issue.code.id == code && issue.line == line && issue.byte == byte
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
