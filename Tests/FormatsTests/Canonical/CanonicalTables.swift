import Formats
import Records
import Support

/// Random records of all three kinds of nothing, and their batches.
struct CanonicalTable {
    enum Value: Equatable {
        case absent
        case null
        case text(String)
    }

    var names: [String]
    var rows: [[Value]]

    /// Pieces of which nasty texts are made: every control character but NUL, what JSON and CSV treat
    /// specially, and characters of one to four bytes.
    private static let pieces: [String] =
        (1...0x1F).map { String(Character(Unicode.Scalar($0))) } + [
            "\"", "\"\"", "\\", "\\n", "/", ",", ";", "'", " ", "\r\n", "\u{7F}", "\u{80}", "é",
            "\u{2028}", "\u{FEFF}", "\u{FFFF}", "漢字", "🙂", "e\u{301}", "\u{10FFFF}",
            "sixteen bytes ..", "more than sixteen bytes", "{\"a\":null}", "null", "",
        ]

    /// `hasNUL` puts NUL characters into it, which no delimited file can carry.
    init(_ random: inout SeededGenerator, hasNUL: Bool) {
        let pieces = Self.pieces + (hasNUL ? ["\u{0}"] : [])
        func text() -> String {
            (0..<Int.random(in: 0...6, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
        }
        let width = Int.random(in: 1...6, using: &random)
        // The CSV reader takes a tab in the name of an only column for the true delimiter.
        let special = ["", "\"", "\\", "é🙂", ", "] + (width > 1 ? ["\t"] : [])
        names = (0..<width).map { "c\($0)\(special.randomElement(using: &random)!)x" }
        rows = (0..<Int.random(in: 0...40, using: &random)).map { _ in
            (0..<width).map { _ in
                switch Int.random(in: 0..<8, using: &random) {
                case 0: .absent
                case 1: .null
                case 2: .text("")
                case 3:
                    .text(String(repeating: "long é ", count: .random(in: 0...40, using: &random)))
                default: .text(text())
                }
            }
        }
    }

    /// The rows in batches of at most `batchSize`.
    func batches(of batchSize: Int) -> [RecordBatch] {
        stride(from: 0, to: rows.count, by: batchSize).map { start in
            batch(rows[start..<min(start + batchSize, rows.count)])
        }
    }

    private func batch(_ rows: ArraySlice<[Value]>) -> RecordBatch {
        var batch = RecordBatch()
        for (column, name) in names.enumerated() {
            let cells = rows.map { row -> Cell in
                switch row[column] {
                case .absent: .absent
                case .null: .null
                case .text(let text): batch.append(text.utf8)
                }
            }
            batch.columns.append(Column(name: name, cells: cells))
        }
        batch.positions = rows.map { _ in RecordPosition(byte: 0, line: 1) }
        return batch
    }
}
