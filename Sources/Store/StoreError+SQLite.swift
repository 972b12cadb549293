import CSQLite
import Glibc

extension StoreError {
    /// What SQLite says about the call that failed last.
    @inline(never)
    static func ofLastCall(on handle: OpaquePointer?, place: String) -> StoreError {
        let result = sqlite3_errcode(handle)
        let text = sqlite3_errmsg(handle).map { String(cString: $0) } ?? "out of memory"
        let isFull = result == SQLITE_IOERR && sqlite3_system_errno(handle) == ENOSPC
        return StoreError(
            isFull ? .diskFull : code(for: result), text, place: place,
            remedy: result == SQLITE_READONLY ? remedyOfReadOnly(place) : nil)
    }

    /// SQLite gives the files beside a database the permissions that it has.
    private static func remedyOfReadOnly(_ place: String) -> String {
        "Let this user write to it and to the files beside it: chmod u+w \(place)*"
    }

    /// What SQLite says about the call that failed last on the statement's connection.
    @inline(never)
    static func ofLastCall(on statement: Statement) -> StoreError {
        let handle = sqlite3_db_handle(statement.handle)
        let path = sqlite3_db_filename(handle, "main").map { String(cString: $0) } ?? ""
        return ofLastCall(on: handle, place: path.isEmpty ? "temporary store" : path)
    }

    private static func code(for result: Int32) -> Code {
        switch result {
        case SQLITE_BUSY, SQLITE_LOCKED: .locked
        case SQLITE_FULL: .diskFull
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY: .cannotOpen
        default: .failed
        }
    }
}
