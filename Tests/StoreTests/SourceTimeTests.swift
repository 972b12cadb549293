import Records
import Testing

@testable import Store

@Suite struct `Times of the source` {
    private let folder = TemporaryFolder()

    @Test func `tell which records are older than those that are there`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let batch = makeBatch(
            ["Number"], [["A1"], ["A2"], ["A3"], ["A4"], ["A5"]])
        func older(_ times: [String?]) throws -> [Int] {
            try store.olderRows(
                [0, 1, 2, 4], of: batch, times: times, entity: "Account", key: ["Number"])
        }
        func note(_ rows: [Int], _ times: [String?]) throws {
            try store.noteTimes(
                of: rows, of: batch, times: times, entity: "Account", key: ["Number"])
        }
        let may = "2026-05-01T00:00:00"
        let june = "2026-06-01T00:00:00"
        #expect(try older([may, may, may, may, may]) == [])
        try note([0, 1, 3], [may, june, may, june, may])
        #expect(try older([may, may, may, may, may]) == [1])
        #expect(try older([nil, "", june, may, june]) == [])

        // Where times change, come anew and stay, each is what was said last.
        try note([0, 1, 2, 3, 4], [june, june, may, nil, ""])
        let times = try batch.values("Number").indices.map { row in
            var key = KeyText(columns: ["Number"], of: batch)
            key.read(row, of: batch)
            return try store.sourceTime(of: "Account", key: key.bytes)
        }
        #expect(times == [june, june, may, june, nil])
        #expect(try older([may, june, "2026-04-30T23:59:59", may, may]) == [0, 2])
    }
}
