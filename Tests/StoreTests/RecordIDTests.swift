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
}
