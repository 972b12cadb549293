import Records
import Support
import Testing

@testable import Store

@Suite struct `The key registry` {
    private typealias Known = CommonDataStore.KnownRecord
    private let folder = TemporaryFolder()

    @Test func `knows records by id and by key, with the name that a file told last`() throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        func learn(_ key: String, _ name: String?) throws {
            try store.learn(
                .init(entity: "account", id: "id-1", key: key, name: name), company: "USMF")
        }
        let table: [(key: String, name: String?, known: String?)] = [
            ("A1", nil, nil), ("A1", "Contoso", "Contoso"), ("A1", nil, "Contoso"),
            ("A2", nil, "Contoso"), ("A2", "Contoso Ltd.", "Contoso Ltd."),
        ]
        for step in table {
            try learn(step.key, step.name)
            let expected = Known(
                entity: "account", id: "id-1", key: step.key, name: step.known)
            #expect(try store.record(withID: "id-1", company: "usmf") == expected)
            #expect(
                try store.record(of: "account", withKey: step.key.lowercased(), company: "USMF")
                    == expected)
        }
        #expect(try store.record(withID: "id-1", company: "DEMF") == nil)
        #expect(try store.record(of: "contact", withKey: "A2", company: "USMF") == nil)
    }

    @Test(arguments: [
        // What a later file says, and which of its rows are to be learnt.
        ([["id-1", "A1", "Contoso"], ["id-2", "A2", ""], ["id-3", "A3", "Fabrikam"]], []),
        ([["id-1", "A1", "Contoso Ltd."], ["id-2", "A2", "Litware"]], [0, 1]),
        ([["id-9", "A1", "Contoso"], ["id-2", "a2", ""], ["id-3", "A3", "Fabrikam"]], [0, 1]),
        ([["id-3", "A3", "Fabrikam"], ["id-1", "A1", "Contoso"]], []),
        // Behind one that is not known, all count as new.
        ([["id-1", "A1", "Contoso"], ["id-7", "A7", ""], ["id-3", "A3", "Fabrikam"]], [1, 2]),
    ])
    func `asks only for what a file tells anew`(rows: [[String]], new: [Int]) throws {
        let store = try CommonDataStore(path: folder.store)
        _ = try store.beginTestPackage()
        for (id, key, name) in [
            ("id-1", "A1", "Contoso"), ("id-2", "A2", nil), ("id-3", "A3", "Fabrikam"),
        ] {
            try store.learn(.init(entity: "account", id: id, key: key, name: name), company: "USMF")
        }
        func unlearnt(
            _ rows: [[String]], name: Int?, entity: String = "account", company: String = "USMF"
        ) throws -> [Int] {
            let batch = makeBatch(["id", "key", "name"], rows.map { $0.map(Value.text) })
            return try store.unlearnt(
                Array(rows.indices), of: batch, in: .init(id: 0, key: 1, name: name),
                entity: entity, company: company)
        }
        #expect(try unlearnt(rows, name: 2) == new)
        // Another table or company has nothing yet; a file without names tells of none.
        #expect(try unlearnt(rows, name: 2, entity: "contact") == Array(rows.indices))
        #expect(try unlearnt(rows, name: 2, company: "DEMF") == Array(rows.indices))
        #expect(try unlearnt([["id-3", "A3", "x"], ["id-1", "A1", "x"]], name: nil) == [])
    }
}
