import Records
import Testing

@testable import Formats

@Suite struct `Hostile CSV` {
    private func reader(_ source: any ByteSource, limits: ReadLimits = ReadLimits()) -> CSVReader {
        CSVReader(source, file: "a.csv", dialect: Dialect(), limits: limits)
    }

    private func issue(_ source: any ByteSource, limits: ReadLimits) -> Records.Issue? {
        FormatsTests.issue {
            let reader = reader(source, limits: limits)
            while try reader.next() != nil {}
        }
    }

    private static let small: ReadLimits = {
        var limits = ReadLimits()
        limits.recordBytes = 1 << 20
        return limits
    }()

    static let gigabyte = 1 << 30

    @Test(arguments: [
        ("A,B\n1,2\n3,\"", "text", 3), ("A,B\n1,2\n3,", "text", 3),
        ("A,B\n1,2\n3,\"", "\"\"", 3), ("A,B\n1,", "é", 2), ("A,B\n1", ",", 2), ("A", ",A", 1),
        ("\"A", "A", 1), ("A,B\n1,", "\u{0}", 2),
    ])
    func `a value of a gigabyte takes no more than the limit`(
        _ start: String, _ piece: String, _ line: Int
    ) {
        let source = RepeatedBytes(
            start, repeating: piece, times: Self.gigabyte / piece.utf8.count)
        let found = issue(source, limits: Self.small)
        #expect(found?.code == .delimitedRecordTooLong)
        #expect(found?.line == line)
        #expect(source.taken <= 3 * Self.small.recordBytes)
    }

    @Test func `blank lines without end take no memory`() throws {
        let source = RepeatedBytes("A,B\n1,2\n", repeating: "\n", times: 4 << 20, then: "3,4\n")
        let reader = reader(source, limits: Self.small)
        var rows = 0
        while let batch = try reader.next() {
            rows += batch.rowCount
            #expect(batch.bytes.count <= 3 * Self.small.recordBytes)
        }
        #expect(rows == 2)
    }

    @Test func `100,000 columns are refused, and read where that is allowed`() throws {
        let header = (0..<100_000).map { "C\($0)" }.joined(separator: ",")
        let record = Array(repeating: "1", count: 100_000).joined(separator: ",")
        let text = Array("\(header)\n\(record)\n\(record)\n".utf8)
        #expect(issue(MemoryBytes(text), limits: ReadLimits())?.code == .tooManyColumns)
        var limits = ReadLimits()
        limits.columns = 100_000
        let reader = reader(MemoryBytes(text), limits: limits)
        var rows = 0
        while let batch = try reader.next() {
            #expect(batch.columns.count == 100_000)
            rows += batch.rowCount
        }
        #expect(rows == 2)
    }

    @Test func `nasty case 46: takes 300 columns and a memo of 60,000 characters`() throws {
        let header = (0..<300).map { "C\($0)" }.joined(separator: ",")
        let memo = String(repeating: "memo, with \"\"quotes\"\"\r\n", count: 3_000)
        let record = "\"\(memo)\"" + String(repeating: ",x", count: 299)
        let text = Array("\(header)\n\(record)\n".utf8)
        let batch = try #require(try reader(MemoryBytes(text, chunkSize: 999)).next())
        #expect(batch.columns.count == 300)
        #expect(batch.columns[0].cells[0].count == memo.utf8.count - 12_000 / 2)
    }

    @Test func `nasty case 37: an open quote in a big file is reported at its line`() throws {
        let source = RepeatedBytes(
            "A,B\n1,2\n3,\"open\n", repeating: "4,\"\"5\n", times: 100_000, then: "6,7\n")
        var limits = ReadLimits()
        limits.recordBytes = 4 << 20
        let reader = reader(source, limits: limits)
        var rows = 0
        var unreadable: [Records.Issue] = []
        while let batch = try reader.next() {
            rows += batch.rowCount
            unreadable += batch.unreadable.map(\.issue)
        }
        #expect(rows == 1)
        #expect(unreadable.map(\.code) == [.quoteNeverClosed])
        #expect(unreadable.map(\.line) == [3])
    }
}
