import Formats
import Records
import Testing

@testable import Pipeline

@Suite struct `Failing records` {
    private func batch(_ rows: [[String?]]) -> RecordBatch {
        var batch = RecordBatch()
        batch.columns = (0..<rows[0].count).map { column in
            Column(
                name: "C\(column)",
                cells: rows.map { row in row[column].map { batch.append($0.utf8) } ?? .null })
        }
        batch.positions = rows.indices.map { RecordPosition(byte: 0, line: UInt32($0 + 2)) }
        return batch
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `are CSV with line and reason that can be read back`() throws {
        var batch = batch([["a,b", nil], ["", "say \"x\""], ["y", "2"]])
        let raw = batch.append("only one".utf8)
        batch.unreadable = [
            UnreadableRecord(
                position: RecordPosition(byte: 9, line: 5), raw: raw,
                issue: Issue(.tooLong, "broken"))
        ]
        var budget = FailingRecords.Budget(records: 10, bytes: 1000, files: 0)
        var failing = try FailingRecords(columns: ["C0", "C1"]) { fatalError("no file is needed") }
        try failing.take(batch, rows: [0, 1], reasons: [0: "why", 1: "so"], budget: &budget)
        try failing.finish()
        #expect(
            text(failing.embedded) == "\u{FEFF}C0,C1,P2C_REASON\r\n\"a,b\",,line 2: why\r\n"
                + "\"\",\"say \"\"x\"\"\",line 3: so\r\n"
                + ",,line 5: P2C-VAL-004 broken. The record: only one\r\n")
        #expect(failing.count == 3)
        #expect(failing.embeddedCount == 3)
        #expect(budget.records == 7)
    }

    @Test(arguments: [(100, 1_000_000, 100), (65, 1_000_000, 65), (1000, 1_100, 64), (0, 1000, 0)])
    func `over a limit are all in a file`(records: Int, bytes: Int, embedded: Int) throws {
        let sink = MemorySink()
        var budget = FailingRecords.Budget(records: records, bytes: bytes, files: 1)
        var failing = try FailingRecords(columns: ["C0"]) { (sink, "all.csv") }
        let rows = batch((0..<150).map { ["\($0)"] })
        for _ in 0..<2 {
            try failing.take(rows, rows: Array(0..<150), reasons: [:], budget: &budget)
        }
        try failing.finish()
        #expect(failing.count == 300)
        #expect(failing.embeddedCount == embedded)
        #expect(failing.fileName == "all.csv")
        #expect(text(failing.embedded).split(separator: "\r\n").count == embedded + 1)
        #expect(text(sink.bytes).split(separator: "\r\n").count == 301)
        #expect(sink.bytes.starts(with: failing.embedded))
        #expect(sink.isFinished)
    }

    @Test func `are only counted when there are too many files`() throws {
        var budget = FailingRecords.Budget(records: 10, bytes: 1000, files: 0)
        var failing = try FailingRecords(columns: ["C0"]) { fatalError("no file is allowed") }
        let rows = batch((0..<150).map { ["\($0)"] })
        try failing.take(rows, rows: Array(0..<150), reasons: [:], budget: &budget)
        #expect(failing.count == 150)
        #expect(failing.embeddedCount == 10)
        #expect(failing.fileName == nil)
    }
}
