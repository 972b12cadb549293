import Records
import Support
import Testing

@testable import Store

@Suite struct `Records that were sent by the same rules` {
    private let folder = TemporaryFolder()
    private static let names = ["Number", "Name"]

    private func keep(
        _ store: CommonDataStore, _ rows: [[Value]], rules: Int?, fates: [RowFate]? = nil
    ) throws {
        var batch = makeBatch(Self.names, rows)
        _ = try store.complete(&batch, of: "Account", key: ["Number"], fates: batch.allKept)
        _ = try store.keep(
            batch, as: "Account", key: ["Number"], rules: rules, fates: fates ?? batch.allKept)
    }

    private func fates(
        _ store: CommonDataStore, _ rows: [[Value]], rules: Int
    ) throws -> [RowFate] {
        var batch = makeBatch(Self.names, rows)
        _ = try store.complete(&batch, of: "Account", key: ["Number"], fates: batch.allKept)
        var fates = batch.allKept
        try store.leaveOutSent(
            batch, of: "Account", key: ["Number"], rules: rules, fates: &fates)
        return fates
    }

    @Test func `are left out as long as neither they nor the rules change`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let rows: [[Value]] = [["A1", "Contoso"], ["A2", "Fabrikam"], ["A3", .null]]
        try keep(store, rows, rules: 7, fates: [.kept, .kept, .kept])
        #expect(try fates(store, rows, rules: 7) == [.unchanged, .unchanged, .unchanged])
        #expect(try fates(store, rows, rules: 8) == [.kept, .kept, .kept])
        let changed: [[Value]] = [["A1", "Contoso"], ["A2", "Fabrikam Inc"], ["A3", ""]]
        #expect(try fates(store, changed, rules: 7) == [.unchanged, .kept, .kept])

        // The same records by other rules are noted so, though nothing of them changed.
        try keep(store, rows, rules: 8)
        #expect(try fates(store, rows, rules: 8) == [.unchanged, .unchanged, .unchanged])
        #expect(try fates(store, rows, rules: 7) == [.kept, .kept, .kept])
        // Without rules nobody knows what was sent.
        try keep(store, rows, rules: nil)
        #expect(try fates(store, rows, rules: 8) == [.kept, .kept, .kept])
    }

    @Test func `are not those that are new or that another rule keeps back`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try keep(store, [["A1", "x"], ["A3", "x"]], rules: 7, fates: [.kept, .filtered])
        #expect(
            try fates(store, [["A1", "x"], ["A2", "x"], ["A3", "x"]], rules: 7)
                == [.unchanged, .kept, .kept])
        var batch = makeBatch(Self.names, [["A1", "x"]])
        var fates: [RowFate] = [.quarantined]
        _ = try store.complete(&batch, of: "Account", key: ["Number"], fates: fates)
        try store.leaveOutSent(batch, of: "Account", key: ["Number"], rules: 7, fates: &fates)
        #expect(fates == [.quarantined])
    }

    @Test func `are left in once it is forgotten that they were sent`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let rows: [[Value]] = [["A1", "x"], ["A2", "x"]]
        let keys = makeBatch(["Number"], [["A1"], ["A2"]])
        let fates: [RowFate] = [.kept, .filtered]
        try store.forgetSent(keys, of: "Account", key: ["Number"], fates: fates)
        try keep(store, rows, rules: 7)
        try store.forgetSent(keys, of: "Account", key: ["Number"], fates: fates)
        #expect(try self.fates(store, rows, rules: 7) == [.kept, .unchanged])
    }

    @Test func `are none in a table of an earlier version, which gets the column`() throws {
        do {
            let store = try CommonDataStore(path: folder.store)
            _ = try store.beginTestPackage()
            try keep(store, [["A1", "x"]], rules: 7)
            try store.commitPackage(RunResult(outcome: .completed), publications: [])
        }
        do {
            let store = try CommonDataStore(path: folder.store)
            try store.database.execute("ALTER TABLE Account DROP COLUMN p2c_sent")
        }
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        #expect(try fates(store, [["A1", "x"]], rules: 7) == [.kept])
        try keep(store, [["A1", "x"]], rules: 7)
        #expect(try fates(store, [["A1", "x"]], rules: 7) == [.unchanged])
    }
}
