import Records
import Support
import Testing

@testable import Store

@Suite struct `Seen keys` {
    @Test(arguments: [0, 1, 3, 1_000])
    func `nasty case 94: quarantine every later record of a key`(keysInMemory: Int) throws {
        let seen = SeenKeys(keysInMemory: keysInMemory)
        let batch = makeBatch(
            ["Number", "Name"],
            [["A1", "a"], ["A2", "b"], ["a1 ", "c"], [.null, "d"], ["", "e"], ["A1", "f"]])
        var fates = batch.allKept
        var issues: [RowIssue] = []
        try seen.quarantineRepeated(
            key: ["Number"], batch: batch, fates: &fates, issues: &issues)
        #expect(fates == [.kept, .kept, .quarantined, .kept, .kept, .quarantined])
        #expect(issues.map(\.row) == [2, 5])
        #expect(issues.allSatisfy { $0.code == .duplicateKey && $0.field == "Number" })
        #expect(issues.map(\.detail) == Array(repeating: "record 1 has the same Number", count: 2))

        let next = makeBatch(["Number"], [["A2"], ["A3"]], firstRecord: 6)
        fates = next.allKept
        try seen.quarantineRepeated(key: ["Number"], batch: next, fates: &fates, issues: &issues)
        #expect(fates == [.quarantined, .kept])
        #expect(issues.last?.detail == "record 2 has the same Number")
    }

    @Test func `do not count records that are not kept`() throws {
        let seen = SeenKeys()
        let batch = makeBatch(["Number"], [["A1"], ["A1"], ["A1"]])
        var fates: [RowFate] = [.quarantined, .kept, .filtered]
        var issues: [RowIssue] = []
        try seen.quarantineRepeated(key: ["Number"], batch: batch, fates: &fates, issues: &issues)
        #expect(fates == [.quarantined, .kept, .filtered])
        #expect(issues.isEmpty)
    }

    @Test func `compare all parts of a key`() throws {
        let seen = SeenKeys()
        let batch = makeBatch(
            ["A", "B"], [["x", .null], ["x", "y"], [.absent, "y"], ["x", ""]])
        var fates = batch.allKept
        var issues: [RowIssue] = []
        try seen.quarantineRepeated(key: ["A", "B"], batch: batch, fates: &fates, issues: &issues)
        #expect(fates == [.kept, .kept, .kept, .quarantined])
        #expect(issues.map(\.detail) == ["record 1 has the same A, B"])
    }

    @Test(arguments: [100, 20_000])
    func `agree with a dictionary`(keysInMemory: Int) throws {
        let seen = SeenKeys(keysInMemory: keysInMemory)
        var random = SeededGenerator(seed: 3)
        var twin: [Int: Int] = [:]
        for record in 1...30_000 {
            let key = Int.random(in: 0..<20_000, using: &random)
            #expect(try seen.insert(Array("key \(key)".utf8), record: record) == twin[key])
            if twin[key] == nil { twin[key] = record }
        }
    }
}
