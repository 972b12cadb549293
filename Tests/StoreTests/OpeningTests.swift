import Glibc
import Records
import Testing

@testable import Store

@Suite struct `Opening a store` {
    private let folder = TemporaryFolder()

    private func code(_ body: () throws -> Void) -> StoreError.Code? {
        #expect(throws: StoreError.self, performing: body)?.code
    }

    @Test func `makes what is durable`() throws {
        let store = try CommonDataStore(path: folder.store)
        #expect(try store.query("PRAGMA journal_mode") == ["wal"])
        #expect(try store.query("PRAGMA synchronous") == ["2"])
        #expect(try store.query("PRAGMA foreign_keys") == ["1"])
        #expect(try store.query("PRAGMA user_version") == ["13"])
    }

    @Test func `says when the folder is not there`() {
        let path = folder.path + "/none/store.sqlite"
        #expect(code { _ = try CommonDataStore(path: path) } == .cannotOpen)
    }

    @Test func `says when the file is no store`() throws {
        let file = fopen(folder.store, "w")
        fputs(String(repeating: "not a database. ", count: 100), file)
        fclose(file)
        #expect(code { _ = try CommonDataStore(path: folder.store) } == .corrupt)
    }

    @Test func `says when the file belongs to another program`() throws {
        do {
            let database = try Database(path: folder.store)
            try database.execute("CREATE TABLE mine (x)")
        }
        #expect(code { _ = try CommonDataStore(path: folder.store) } == .corrupt)
    }

    @Test func `says when a later version wrote it`() throws {
        do { try CommonDataStore(path: folder.store).database.execute("PRAGMA user_version = 99") }
        let error = #expect(throws: StoreError.self) { try CommonDataStore(path: folder.store) }
        #expect(
            error?.description
                == "\(folder.store): the store has version 99, this p2c knows versions up to 13. "
                + "Use the p2c that wrote it, or a later one. [P2C-STORE-005]")
    }

    @Test func `has a code of the catalogue for each cause`() {
        let codes = StoreError.Code.allCases.map(\.issueCode)
        #expect(codes == IssueCatalogue.store)
    }

    @Test func `lets others read, and says who holds the lock to others that write`() throws {
        let one = try CommonDataStore(path: folder.store)
        let other = try CommonDataStore(path: folder.store)
        try other.database.execute("PRAGMA busy_timeout = 1")
        let run = try one.beginTestPackage()
        #expect(try other.run(run)?.stage == .claimed)
        #expect(code { try other.setStage(.closed, of: run) } == .locked)
        #expect(code { try other.beginPackage(run) } == .locked)
        #expect(other.openPackage == nil)
        try one.rollbackPackage()
        try other.setStage(.abandoned, of: run)
    }
}
