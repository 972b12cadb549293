import Records
import Testing

@testable import Store

@Suite struct `Delivered records` {
    private let folder = TemporaryFolder()

    private func mark(
        _ store: CommonDataStore, _ batch: RecordBatch,
        for destination: String = "finops/USMF/Customers", full: Bool = false
    ) throws -> [RowFate] {
        var fates = batch.allKept
        try store.markUnchanged(
            destination: destination, key: ["Number"], batch: batch, full: full, fates: &fates)
        return fates
    }

    @Test func `are unchanged until a value differs`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let first = makeBatch(["Number", "Name"], [["A1", "Contoso"], ["A2", "Fabrikam"]])
        let second = makeBatch(["Number", "Name"], [["A1", "Contoso"], ["A2", .null]])
        #expect(try mark(store, first) == [.kept, .kept])
        #expect(try mark(store, first) == [.unchanged, .unchanged])
        #expect(try mark(store, second) == [.unchanged, .kept])
        #expect(try mark(store, second) == [.unchanged, .unchanged])
    }

    @Test func `are counted for each destination`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let batch = makeBatch(["Number"], [["A1"]])
        #expect(try mark(store, batch, for: "finops/USMF/Customers") == [.kept])
        #expect(try mark(store, batch, for: "finops/DEMF/Customers") == [.kept])
        #expect(try mark(store, batch, for: "finops/USMF/Customers") == [.unchanged])
    }

    @Test func `go again when they are forgotten, and others do not`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let batch = makeBatch(["Number", "Name"], [["A1", "Contoso"], ["A2", "Fabrikam"]])
        #expect(try mark(store, batch) == [.kept, .kept])
        let forgotten = try store.forgetDelivered(
            destination: "finops/USMF/Customers", key: ["Number"],
            batch: makeBatch(["Number"], [["a1"], ["A2"], ["A3"]]),
            fates: [.kept, .filtered, .kept])
        #expect(forgotten == [0])
        #expect(try mark(store, batch) == [.kept, .unchanged])
        #expect(try mark(store, batch) == [.unchanged, .unchanged])
    }

    @Test func `are forgotten by the first parts of their keys, where no more is known`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let key = ["Number", "Line", "Part"]
        let sent = makeBatch(
            key,
            [
                ["A", "1", "x"], ["A", "2", "x"], ["A ", "", "x"], ["AB", "1", "x"],
                ["", "1", "x"],
            ])
        func mark() throws -> [RowFate] {
            var fates = sent.allKept
            try store.markUnchanged(destination: "Lines", key: key, batch: sent, fates: &fates)
            return fates
        }
        func forget(_ row: [Value]) throws -> [Int] {
            try store.forgetDelivered(
                destination: "Lines", key: key, batch: makeBatch(key, [row]), fates: [.kept])
        }
        #expect(try mark().allSatisfy { $0 == .kept })
        #expect(try forget(["a", .absent, "x"]) == [0])
        #expect(try mark() == [.kept, .kept, .kept, .unchanged, .unchanged])
        #expect(try forget(["A", "2", .null]) == [0])
        #expect(try mark() == [.unchanged, .kept, .unchanged, .unchanged, .unchanged])
        #expect(try forget([.absent, "1", "x"]) == [])
        #expect(try forget(["B", .absent, .absent]) == [])
    }

    @Test func `are found by the keys of another destination's`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let rows: [[Value]] = [["A\"1", "x"], ["A\\2", "x"], ["Ä3", "x"]]
        let sent = makeBatch(["Number", "Line"], rows)
        for destination in ["Accounts > USMF", "Contacts > USMF"] {
            var fates = sent.allKept
            try store.markUnchanged(
                destination: destination, key: ["Number", "Line"], batch: sent, fates: &fates)
        }
        let asked = makeBatch(["Number", "Line"], [["A9", "x"], ["a\"1", "X"]] + rows)
        let found = try store.delivered(
            to: ["Accounts > FRMF", "Accounts > USMF"], key: ["Number", "Line"], batch: asked,
            fates: [.kept, .kept, .kept, .filtered, .kept])
        #expect(found.map(\.row) == [1, 2, 4])
        #expect(found.map(\.destination) == [1, 1, 1])
    }

    @Test func `go again when all is asked for, and are noted`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let batch = makeBatch(["Number"], [["A1"]])
        #expect(try mark(store, batch, full: true) == [.kept])
        #expect(try mark(store, batch, full: true) == [.kept])
        #expect(try mark(store, batch) == [.unchanged])
    }

    @Test func `that are not kept are not noted`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let batch = makeBatch(["Number"], [["A1"]])
        var fates: [RowFate] = [.quarantined]
        try store.markUnchanged(destination: "d", key: ["Number"], batch: batch, fates: &fates)
        #expect(fates == [.quarantined])
        #expect(try mark(store, batch, for: "d") == [.kept])
    }

    @Test func `are forgotten with the package's transaction`() throws {
        let store = try CommonDataStore(path: folder.store)
        let run = try store.beginTestPackage()
        let batch = makeBatch(["Number"], [["A1"]])
        #expect(try mark(store, batch) == [.kept])
        try store.rollbackPackage()
        try store.beginPackage(run)
        #expect(try mark(store, batch, for: "another") == [.kept])
        #expect(try mark(store, batch) == [.kept])
    }
}
