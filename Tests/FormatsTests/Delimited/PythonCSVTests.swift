import Foundation
import Formats
import Testing

/// The same texts through the csv module of Python, where it is on the machine.
///
/// What is known to differ is left out by what our reader says of it: Python reads on where a quote
/// is not closed or text follows one, and it keeps blank lines, which we pass over.
@Suite struct `CSV reader and Python's` {
    struct Question: Encodable {
        var text: String
        var delimiter: String
        var quote: String?
        var escape: String?
    }

    static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static let script = """
        import csv, io, json, sys
        csv.field_size_limit(1 << 30)
        answers = []
        for q in json.load(sys.stdin):
            quote = q.get('quote')
            reader = csv.reader(
                io.StringIO(q['text'], newline=''), delimiter=q['delimiter'],
                quotechar=quote, escapechar=q.get('escape'),
                quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE)
            answers.append([row for row in reader if row])
        json.dump(answers, sys.stdout)
        """

    static func answers(_ questions: [Question]) throws -> [[[String]]] {
        let process = Process()
        process.executableURL = URL(filePath: python ?? "")
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // It reads all before it writes.
        try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(questions))
        try input.fileHandleForWriting.close()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode([[[String]]].self, from: answer)
    }

    private static func question(_ text: [UInt8], _ dialect: Dialect) -> Question {
        func character(_ byte: UInt8?) -> String? { byte.map { String(Unicode.Scalar($0)) } }
        return Question(
            text: String(decoding: text, as: UTF8.self), delimiter: character(dialect.delimiter)!,
            quote: character(dialect.qualifier), escape: character(dialect.escape))
    }

    @Test(.enabled(if: python != nil, "python3 is not on the machine"))
    func `agree on nasty text`() throws {
        var random = DelimitedRandom(seed: 3)
        var texts: [(text: [UInt8], dialect: Dialect)] = []
        for _ in 0..<3_000 {
            let dialect = random.pick(Array(`CSV reader and its slow twin`.dialects.prefix(3)))
            let text = `CSV reader and its slow twin`.nastyText(&random, dialect)
            // Older Pythons refuse NUL bytes.
            if !text.contains(0) { texts.append((text, dialect)) }
        }
        let answers = try Self.answers(texts.map { Self.question($0.text, $0.dialect) })
        var compared = 0
        for (question, answer) in zip(texts, answers) {
            let reading = try readCSV(question.text, dialect: question.dialect)
            let isQuoted = ["P2C-CSV-002", "P2C-CSV-003"]
            if reading.unreadable.contains(where: { isQuoted.contains($0.code) }) { continue }
            if reading.warnings.contains("P2C-CSV-026") { continue }
            compared += 1
            #expect(
                Self.agrees(answer, reading), "\(String(decoding: question.text, as: UTF8.self))")
        }
        #expect(compared > 1_000)
    }

    /// The same records in the same order; those that we set aside for their number of values have
    /// a wrong number of them for Python too.
    private static func agrees(_ answer: [[String]], _ reading: CSVReading) -> Bool {
        let columns = reading.columns.count
        var records = reading.records.map { (byte: $0.byte, values: Optional($0.values)) }
        records += reading.unreadable.map { (byte: $0.byte, values: nil) }
        records.sort { $0.byte < $1.byte }
        guard answer.count == records.count + 1 else { return false }
        return zip(answer.dropFirst(), records).allSatisfy { row, record in
            guard let values = record.values else { return row.count != columns }
            return Array(row.prefix(columns)) == values.map { $0 ?? "" }
                && row.dropFirst(columns).allSatisfy(\.isEmpty)
        }
    }

    @Test(.enabled(if: python != nil, "python3 is not on the machine"))
    func `reads escapes as we write them`() throws {
        var random = DelimitedRandom(seed: 4)
        var dialect = Dialect()
        dialect.escape = UInt8(ascii: "\\")
        dialect.header = .none
        var tables: [[[String?]]] = []
        var texts: [[UInt8]] = []
        for _ in 0..<500 {
            let rows = (0..<1 + random.below(6)).map { _ in
                (0..<3).map { _ -> String? in
                    let value = (0..<random.below(5)).map { _ in
                        random.pick(["a", "\"", "\\", ",", "é", "\r\n", "n"])
                    }.joined()
                    // Python drops an escape also where no quotes are.
                    return value.contains("\\") ? value + "," : value
                }
            }
            tables.append(rows)
            texts.append(try writeCSV(["A", "B", "C"], rows, dialect: dialect))
        }
        let answers = try Self.answers(texts.map { Self.question($0, dialect) })
        #expect(answers == tables.map { $0.map { $0.map { $0 ?? "" } } })
    }
}
