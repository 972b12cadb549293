import CSQLite

/// One connection to a SQLite file, with the statements that were prepared on it. Confined to one
/// thread.
final class Database {
    let place: String
    private let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    /// Opens the file, and makes it when there is none and it may be written. An empty path stands
    /// for a temporary database, which SQLite keeps in memory as long as it is small and deletes at
    /// the end.
    init(path: String, isReadOnly: Bool = false) throws(StoreError) {
        place = path.isEmpty ? "temporary store" : path
        _ = Self.isConfigured
        var opened: OpaquePointer?
        let access =
            isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let flags = access | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &opened, flags, nil) == SQLITE_OK, let opened else {
            let error = StoreError.ofLastCall(on: opened, place: place)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        sqlite3_busy_timeout(handle, 5_000)
    }

    /// SQLite counts the memory that it has under a lock at every allocation; nobody asks for it. Only
    /// before its first use can that be turned off, and where it cannot, it works all the same.
    private static let isConfigured = p2c_sqlite_without_memory_statistics() == SQLITE_OK

    deinit {
        for statement in statements.values { sqlite3_finalize(statement.handle) }
        sqlite3_close_v2(handle)
    }

    /// Copies the whole database, as the last commit left it, into another file. Whoever works in it is
    /// neither waited for nor disturbed.
    func copy(to path: String) throws(StoreError) {
        let copy = try Database(path: path)
        guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
            throw StoreError.ofLastCall(on: copy.handle, place: path)
        }
        sqlite3_backup_step(backup, -1)
        guard sqlite3_backup_finish(backup) == SQLITE_OK else {
            throw StoreError.ofLastCall(on: copy.handle, place: path)
        }
    }

    /// Runs statements that return nothing.
    func execute(_ sql: String) throws(StoreError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw StoreError.ofLastCall(on: handle, place: place)
        }
    }

    /// The statement, prepared once.
    func statement(_ sql: String) throws(StoreError) -> Statement {
        if let known = statements[sql] { return known }
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(handle, sql, -1, flags, &prepared, nil) == SQLITE_OK,
            let prepared
        else { throw StoreError.ofLastCall(on: handle, place: place) }
        let statement = Statement(handle: prepared)
        statements[sql] = statement
        return statement
    }

    /// The only number that a query returns.
    func integer(_ sql: String) throws(StoreError) -> Int {
        let statement = try statement(sql)
        defer { statement.reset() }
        return try statement.step() ? statement.integer(0) : 0
    }

    /// The only number that a query about a text returns; nil when there is none.
    func integer(_ sql: String, about text: String) throws(StoreError) -> Int? {
        let statement = try statement(sql)
        defer { statement.reset() }
        statement.bind(1, text)
        return try statement.step() ? statement.integer(0) : nil
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
    var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

    /// Undoes what the open transaction did. Some failures have done that before; then it does nothing.
    func rollBack() throws(StoreError) {
        if isInTransaction { try execute("ROLLBACK") }
    }

    /// All of `body` or nothing of it.
    func transaction<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do throws(StoreError) {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // The first failure says more than one of the rollback would.
            try? rollBack()
            throw error
        }
    }
}
