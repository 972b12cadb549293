import Records
import Support
import Testing

@testable import Store

@Suite struct `CDS records` {
    private let folder = TemporaryFolder()

    @Test func `are new, then unchanged, then changed`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let first = makeBatch(["Number", "Name"], [["A1", "Contoso"], ["A2", "Fabrikam"]])
        let second = makeBatch(["Number", "Name"], [["A1", "Contoso"], ["A2", "Fabrikam Inc"]])
        #expect(try store.put(first).counts == UpsertCounts(changed: 2))
        #expect(try store.put(first).counts == UpsertCounts(unchanged: 2))
        #expect(try store.put(second).counts == UpsertCounts(changed: 1, unchanged: 1))
        #expect(
            try store.query("SELECT Number, Name FROM Account ORDER BY 1")
                == ["A1|Contoso", "A2|Fabrikam Inc"])
    }

    @Test func `are the same when keys differ in case and trailing spaces only`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name"], [["us-001", "Contoso"]]))
        try store.put(makeBatch(["NUMBER", "Name"], [["US-001  ", "Contoso Ltd"]]))
        #expect(try store.query("SELECT Number, Name FROM Account") == ["US-001  |Contoso Ltd"])
    }

    @Test func `of two organizations are two`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let key = ["Organization", "Number"]
        let batch = makeBatch(
            ["Number", "Organization", "Name"], [["A1", "USMF", "x"], ["A1", "DEMF", "y"]])
        #expect(try store.put(batch, key: key).counts == UpsertCounts(changed: 2))
        #expect(
            try store.query("SELECT Organization, Name FROM Account ORDER BY 1")
                == ["DEMF|y", "USMF|x"])
    }

    @Test func `that are not kept stay out`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        var batch = makeBatch(["Number"], [["A1"], ["A2"], ["A3"]])
        let counts = try store.upsert(
            "Account", key: ["Number"], batch: &batch, fates: [.filtered, .kept, .quarantined])
        #expect(counts == UpsertCounts(changed: 1))
        #expect(try store.query("SELECT Number FROM Account") == ["A2"])
    }

    @Test func `say which run and which record they come from`() throws {
        let store = try CommonDataStore(path: folder.store)
        let run = try store.beginTestPackage()
        try store.put(makeBatch(["Number"], [["A1"], ["A2"]], firstRecord: 40))
        #expect(
            try store.query("SELECT Number, p2c_run, p2c_record FROM Account ORDER BY 1")
                == ["A1|\(run)|41", "A2|\(run)|42"])
    }

    @Test func `lack nothing that the store knows`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name", "City"], [["A1", "Contoso", "Köln"]]))
        let narrow = makeBatch(["Number", "Name"], [["A1", "Contoso Ltd"], ["A2", "Fabrikam"]])
        let (batch, counts) = try store.put(narrow)
        #expect(counts == UpsertCounts(changed: 2, completed: 1))
        #expect(batch.columns.map(\.name) == ["Number", "Name", "City"])
        #expect(batch.values("City") == ["Köln", .absent])
        #expect(
            try store.query("SELECT Number, Name, City FROM Account ORDER BY 1")
                == ["A1|Contoso Ltd|Köln", "A2|Fabrikam|∅"])
    }

    @Test func `are complete also when nothing changed`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name", "City"], [["A1", "Contoso", "Köln"]]))
        let (batch, counts) = try store.put(makeBatch(["Number", "City"], [["A1", .absent]]))
        #expect(counts == UpsertCounts(unchanged: 1, completed: 1))
        #expect(batch.values("Name") == ["Contoso"])
        #expect(batch.values("City") == ["Köln"])
    }

    @Test func `keep null and never given apart`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try store.put(
            makeBatch(["Number", "Name"], [["A1", .null], ["A2", .absent], ["A3", ""]]))
        // Nine more fields, so that the bits of the nulls take two bytes.
        let later = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9"]
        try store.put(makeBatch(["Number"] + later, [["A3"] + later.map { _ in .null }]))
        let (batch, _) = try store.put(makeBatch(["Number"], [["A1"], ["A2"], ["A3"]]))
        #expect(batch.values("Name") == [.null, .absent, ""])
        #expect(batch.values("F1") == [.absent, .absent, .null])
        #expect(batch.values("F9") == [.absent, .absent, .null])
    }

    @Test func `clear a value that the source says is null`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name"], [["A1", "Contoso"]]))
        #expect(try store.put(makeBatch(["Number", "Name"], [["A1", .null]])).counts.changed == 1)
        #expect(try store.query("SELECT Name FROM Account") == ["∅"])
    }

    @Test func `hold any bytes under any names`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let field = "say \"hi\"; -- é\n"
        let texts: [Value] = ["a\u{0}b", "", "'; DROP TABLE p2c_run; --", "😀"]
        let rows = texts.enumerated().map { [Value.text("A\($0)"), $1] }
        try store.put(makeBatch(["Number", field], rows), into: "odd \"entity\"")
        let keys = makeBatch(["Number"], rows.map { [$0[0]] })
        #expect(try store.put(keys, into: "ODD \"entity\"").batch.values(field) == texts)
    }

    @Test func `are given up whole by a rollback`() throws {
        let store = try CommonDataStore(path: folder.store)
        let run = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name"], [["A1", "Contoso"]]))
        try store.rollbackPackage()
        #expect(try store.query("SELECT name FROM sqlite_schema WHERE name = 'Account'") == [])
        #expect(try store.run(run)?.stage == .claimed)

        try store.beginPackage(run)
        #expect(
            try store.put(makeBatch(["Number", "City"], [["A1", "Rome"]])).counts.changed == 1)
        #expect(try store.query("SELECT * FROM p2c_entity") == ["Account|number"])
    }

    @Test func `need one integration key for ever`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let batch = makeBatch(["Number", "Name"], [["A1", "Contoso"]])
        try store.put(batch, key: ["Number"])
        try store.put(batch, key: ["NUMBER"])
        let error = #expect(throws: StoreError.self) { try store.put(batch, key: ["Name"]) }
        #expect(error?.code == .keyChanged)
    }

    @Test func `are forgotten entity by entity, and may then have another key`() throws {
        let store = try CommonDataStore(path: folder.store)
        for _ in 1...2 {
            let run = try store.beginTestPackage()
            try store.put(makeBatch(["Number", "Name"], [["A1", "x"], ["A2", .text("\(run)")]]))
            try store.put(makeBatch(["Number"], [["P1"]]), into: "Product")
            try store.noteTimes(
                of: [0], of: makeBatch(["Number"], [["A1"]]), times: ["2026-11-23T01:02:03"],
                entity: "Account", key: ["Number"])
            try store.commitPackage(RunResult(outcome: .completed), publications: [])
        }
        #expect(throws: StoreError.self) { try store.checkKey(["Name"], of: "Account") }
        #expect(try store.forget("nothing") == nil)
        #expect(try store.forget("ACCOUNT") == 2)
        #expect(try store.entityNames() == ["Product"])
        #expect(try store.query("SELECT * FROM p2c_value_source") == [])
        #expect(try store.query("SELECT * FROM p2c_source_time") == [])
        try store.checkKey(["Name"], of: "Account")
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name"], [["A1", "x"]]), key: ["Name"])
        #expect(try store.query("SELECT p2c_key FROM Account") == ["x"])
    }

    @Test(arguments: ["p2c_run", "P2C_key", "sqlite_x", "", "a\u{0}"])
    func `cannot have names that the store needs itself`(name: String) throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        let good = makeBatch(["Number"], [["A1"]])
        let bad = makeBatch(["Number", name], [["A1", "x"]])
        #expect(throws: StoreError.self) { try store.put(good, into: name) }
        #expect(throws: StoreError.self) { try store.put(bad) }
    }

    @Test func `agree with a dictionary after 100 000 random upserts`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        var random = SeededGenerator(seed: 7)
        var twin: [String: [String: Value]] = [:]
        var number = 0
        while number < 100_000 {
            let names = ["Number"] + ["B", "C", "D"].filter { _ in Bool.random(using: &random) }
            let batch = randomBatch(names, first: number, &random)
            number += batch.rowCount
            let completed = try store.put(batch).batch
            for row in 0..<batch.rowCount {
                merge(batch, row, into: &twin)
                let key = normal(batch.values("Number", row))
                for field in ["B", "C", "D"] where completed.columnIndex(named: field) != nil {
                    #expect(completed.values(field, row) == twin[key]![field, default: .absent])
                }
            }
        }
        let stored = try store.query("SELECT p2c_key, B, C, D FROM Account ORDER BY p2c_key")
        let expected = twin.sorted { $0.key < $1.key }.map { key, fields in
            ([key] + ["B", "C", "D"].map { shown(fields[$0]) }).joined(separator: "|")
        }
        #expect(stored == expected)
    }

    /// Keys of a batch differ, as `SeenKeys` sees to it.
    private func randomBatch(
        _ names: [String], first: Int, _ random: inout SeededGenerator
    ) -> RecordBatch {
        let keys = Set((0..<200).map { _ in Int.random(in: 0..<5_000, using: &random) }).sorted()
        let rows = keys.map { key -> [Value] in
            let spelling = Bool.random(using: &random) ? "K\(key)" : "k\(key) "
            return [.text(spelling)]
                + names.dropFirst().map { _ in
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0: .null
                    case 1: .absent
                    default: .text("v\(Int.random(in: 0..<9, using: &random))")
                    }
                }
        }
        return makeBatch(names, rows, firstRecord: first)
    }

    private func merge(
        _ batch: RecordBatch, _ row: Int, into twin: inout [String: [String: Value]]
    ) {
        let key = normal(batch.values("Number", row))
        for column in batch.columns where column.name != "Number" {
            let value = batch.values(column.name, row)
            if value != .absent { twin[key, default: [:]][column.name] = value }
        }
        twin[key, default: [:]]["Number"] = batch.values("Number", row)
    }

    private func normal(_ value: Value) -> String {
        shown(value).lowercased().filter { $0 != " " }
    }

    private func shown(_ value: Value?) -> String {
        if case .text(let text)? = value { text } else { "∅" }
    }
}

extension UpsertCounts {
    init(changed: Int = 0, unchanged: Int = 0, completed: Int = 0) {
        self.init()
        self.changed = changed
        self.unchanged = unchanged
        self.completed = completed
    }
}

extension RecordBatch {
    fileprivate func values(_ name: String, _ row: Int) -> Value {
        let cell = columns[columnIndex(named: name)!].cells[row]
        return cell.isNull ? .null : text(of: cell).map(Value.text) ?? .absent
    }
}
