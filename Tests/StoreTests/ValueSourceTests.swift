import Records
import Support
import Testing

@testable import Store

@Suite struct `Sources of values` {
    private let folder = TemporaryFolder()

    /// Commits the batch as a run of its own.
    @discardableResult
    private func night(_ store: CommonDataStore, _ batch: RecordBatch) throws -> RunID {
        let run = try store.beginTestPackage()
        try store.put(batch)
        try store.commitPackage(RunResult(outcome: .completed), publications: [])
        return run
    }

    @Test func `say of each value which run and record brought it`() throws {
        let store = try CommonDataStore(path: folder.store)
        let names = ["Number", "Name", "City"]
        try night(store, makeBatch(names, [["A0", "x", "y"], ["A1", "Contoso", "Köln"]]))
        try night(store, makeBatch(names, [["A1", "Contoso Ltd", "Köln"]], firstRecord: 6))
        try night(store, makeBatch(names, [["A1", "Contoso Ltd", "Bonn"]], firstRecord: 8))
        let sources = try #require(try store.valueSources(of: "Account", key: Array("a1".utf8)))
        #expect(sources["Number"] == ValueSource(run: RunID(1), number: 2))
        #expect(sources["NAME"] == ValueSource(run: RunID(2), number: 7))
        #expect(sources["City"] == ValueSource(run: RunID(3), number: 9))
        #expect(try store.record("Account", key: Array("a1".utf8))?.run == RunID(3))
    }

    @Test func `stay when a file does not have the field, or has the same value`() throws {
        let store = try CommonDataStore(path: folder.store)
        try night(store, makeBatch(["Number", "Name", "City"], [["A1", "Contoso", "Köln"]]))
        try night(store, makeBatch(["Number", "Name"], [["A1", "Fabrikam"]]))
        try night(store, makeBatch(["Number", "City"], [["A1", "Köln"]]))
        let sources = try #require(try store.valueSources(of: "Account", key: Array("a1".utf8)))
        #expect(sources["City"].run == RunID(1))
        #expect(sources["Name"].run == RunID(2))
    }

    @Test func `are asked for by people in a view`() throws {
        let store = try CommonDataStore(path: folder.store)
        let rows: [[Value]] = [["A1", "Contoso", "Köln"], ["A2", "Fabrikam", .null]]
        try night(store, makeBatch(["Number", "Name", "City"], rows))
        try night(store, makeBatch(["Number", "Name", "Fax"], [["A1", .null, "12"]]))
        let values = try store.query(
            """
            SELECT Number, field, value, run, record, since, file FROM p2c_Account_values
            ORDER BY 1, 2
            """)
        let run = "2026-11-23T01:02:03Z|a.csv"
        #expect(
            values == [
                "A1|City|Köln|1|1|\(run)", "A1|Fax|12|2|1|\(run)", "A1|Name|∅|2|1|\(run)",
                "A1|Number|A1|1|1|\(run)", "A2|Name|Fabrikam|1|2|\(run)",
                "A2|Number|A2|1|2|\(run)",
            ])
    }

    @Test func `tell which values records had and have no more`() throws {
        let store = try CommonDataStore(path: folder.store)
        let names = ["Number", "Name", "City"]
        try night(store, makeBatch(names, [["A1", "Contoso", "Köln"], ["A2", "", .null]]))
        _ = try store.beginTestPackage()
        let rows: [[Value]] = [
            ["A2", .null, ""], ["A1", "", .null], ["A3", .null, ""], ["A1", "", .null],
        ]
        let counts = try store.put(makeBatch(names, rows)).counts
        #expect(
            counts.cleared == [
                ClearedValue(row: 1, field: "Name"), ClearedValue(row: 1, field: "City"),
            ])
    }

    @Test func `are given up with the rest by a rollback`() throws {
        let store = try CommonDataStore(path: folder.store)
        try night(store, makeBatch(["Number", "Name"], [["A1", "Contoso"]]))
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name"], [["A1", "Fabrikam"]]))
        try store.rollbackPackage()
        #expect(try store.query("SELECT * FROM p2c_value_source") == [])
        #expect(try store.valueSources(of: "Account", key: Array("a2".utf8)) == nil)
    }

    @Test func `are kept of records under odd names, and of entities too wide for a view`() throws {
        let store = try CommonDataStore(path: folder.store)
        let odd = "say \"it's\""
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", odd], [["A1", "1"]]), into: odd)
        try store.put(makeBatch(["Number", odd], [["A1", "2"]]), into: odd)
        #expect(
            try store.query("SELECT value FROM \"p2c_say \"\"it's\"\"_values\" ORDER BY field")
                == ["A1", "2"])
        let wide = (1...600).map { "F\($0)" }
        try store.put(makeBatch(["Number"] + wide, [["A1"] + wide.map { _ in "x" }]), into: "Wide")
        #expect(try store.query("SELECT F600 FROM Wide") == ["x"])
    }

    @Test func `agree with a dictionary after random nights`() throws {
        let store = try CommonDataStore(path: folder.store)
        var random = SeededGenerator(seed: 11)
        var twin: [String: [String: (value: Value, source: ValueSource)]] = [:]
        for run in 1...60 {
            let fields = ["B", "C", "D"].filter { _ in Bool.random(using: &random) }
            let keys = (0..<20).filter { _ in Bool.random(using: &random) }
            let rows = keys.map { key -> [Value] in
                [.text("k\(key)")]
                    + fields.map { _ in
                        [.null, .absent, "1", "2"].randomElement(using: &random)!
                    }
            }
            try night(store, makeBatch(["Number"] + fields, rows))
            for (number, row) in rows.enumerated() {
                for (field, value) in zip(fields, row.dropFirst()) where value != .absent {
                    let known = twin["k\(keys[number])"]?[field]
                    if known?.value == value { continue }
                    let source = ValueSource(run: RunID(run), number: number + 1)
                    twin["k\(keys[number])", default: [:]][field] = (value, source)
                }
            }
        }
        #expect(twin.count == 20)
        for (key, fields) in twin {
            let sources = try #require(
                try store.valueSources(of: "Account", key: Array(key.utf8)))
            for (field, expected) in fields {
                #expect(sources[field] == expected.source, "\(key) \(field)")
            }
        }
    }
}
