import Glibc
import Records

/// What a workspace remembers: the ledger of runs, the CDS records by integration key, and what each
/// destination has been sent. It is one SQLite file.
///
/// A commit survives a power cut (write-ahead log, synchronous FULL). Confined to one thread; several
/// stores, also of several processes, may be open on one file: readers never wait, writers do, and
/// give up with `StoreError.Code.locked`.
package final class CommonDataStore {
    let database: Database
    /// The tables of CDS entities that were used so far, by folded name.
    var tables: [String: EntityTable] = [:]
    /// The numbers that stand for destinations in the delivered table.
    var destinations: [String: Int] = [:]
    /// The run whose package transaction is open.
    var openPackage: RunID?

    /// Opens the store in that file, and makes it when there is none.
    package init(path: String) throws(StoreError) {
        precondition(!path.isEmpty, "A store needs the path of a file.")
        database = try Database(path: path)
        // 32 MiB of pages; a log that grew with a large package shrinks to 64 MiB after it.
        try database.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """)
        try Layout.bringUpToDate(database)
    }

    /// A store of its own in another file, with all that is in this one; an empty one when there is
    /// none.
    package convenience init(copyOf original: String, at path: String) throws(StoreError) {
        if access(original, F_OK) == 0 {
            try Database(path: original, isReadOnly: true).copy(to: path)
        }
        try self.init(path: path)
    }
}
