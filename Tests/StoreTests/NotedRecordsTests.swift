import Records
import Testing

@testable import Store

@Suite struct `Noted records` {
    private func record(
        _ rule: Int, _ key: String, _ kind: Int, source: Int = 0, number: Int = 1
    ) -> NotedRecord {
        NotedRecord(
            rule: rule, key: Array(key.utf8), companyCount: 2, kind: kind, value: "v\(number)",
            place: RecordPlace(source: source, record: number, line: 5, byte: 9, key: "K"),
            isRight: number == 1)
    }

    @Test func `come back as they were, source by source`() throws {
        let noted = try NotedRecords()
        let records = [
            record(2, "b", 0, source: 1, number: 2), record(1, "a", 1, source: 0, number: 7),
            record(1, "", -3, source: 1, number: 1),
        ]
        for record in records { try noted.note(record) }
        var found: [NotedRecord] = []
        try noted.inOrder { found.append($0) }
        #expect(found == [records[1], records[2], records[0]])
        #expect(noted.count == 3)
    }

    @Test func `come back key by key, kinds in order`() throws {
        let noted = try NotedRecords()
        let records = [
            record(0, "b", 1), record(1, "a", 0), record(0, "a", 1), record(0, "b", 0),
            record(0, "a", 0, number: 2), record(0, "a", 0, number: 3),
        ]
        for record in records { try noted.note(record) }
        var found: [NotedRecord] = []
        try noted.byKey { found.append($0) }
        #expect(
            found == [records[4], records[5], records[2], records[3], records[0], records[1]])
    }
}

@Suite struct `Stored keys` {
    @Test func `are those of an entity's fields`() throws {
        let folder = TemporaryFolder()
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        try store.put(makeBatch(["Number", "Name"], [["A1", "a"], ["A2", .null]]))
        try store.commitPackage(RunResult(outcome: .completed), publications: [])

        let keys = try StoredKeys(path: folder.store)
        var found: [[Value]] = []
        try keys.visit("account", fields: ["name", "Number"]) { batch in
            for row in 0..<batch.rowCount {
                found.append([batch.values("name")[row], batch.values("Number")[row]])
            }
        }
        #expect(found == [["a", "A1"], [.null, "A2"]])
        try keys.visit("Account", fields: ["Nothing"]) { _ in Testing.Issue.record("no such field")
        }
        try keys.visit("Nothing", fields: ["Name"]) { _ in Testing.Issue.record("no such entity") }
    }

    @Test func `need a store`() {
        let folder = TemporaryFolder()
        let error = #expect(throws: StoreError.self) {
            try StoredKeys(path: folder.store)
        }
        #expect(error?.code == .cannotOpen)
    }
}

@Suite struct `Keys with companies` {
    @Test func `stand behind the company`() {
        let batch = makeBatch(
            ["Number", "Company"], [["A1", "USMF "], ["A1", ""], ["", "usmf"], ["A1", .absent]])
        var key = KeyText(columns: ["Number"], of: batch, company: "company")
        var found: [String] = []
        for row in 0..<batch.rowCount {
            key.read(row, of: batch)
            let text = String(decoding: key.bytes[key.companyCount...], as: UTF8.self)
            found.append("\(key.companyCount) \(text) \(key.isBlank) \(key.isComplete)")
        }
        #expect(
            found == ["5 a1 false true", "0 a1 false true", "5  true false", "0 a1 false true"])
    }

    @Test(arguments: [0, 2, 100])
    func `are known wherever they are`(keysInMemory: Int) throws {
        let seen = SeenKeys(keysInMemory: keysInMemory)
        for number in 1...5 { _ = try seen.insert(Array("key \(number)".utf8), record: number) }
        for number in 1...5 { #expect(try seen.contains(Array("key \(number)".utf8))) }
        #expect(try !seen.contains(Array("key 6".utf8)))
        #expect(try !seen.contains(Array("".utf8)))
    }
}
