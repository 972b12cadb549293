import Glibc
import Records

/// A folder with `inbox/` and `outbox/` in it, and all that p2c keeps beside them.
package struct Workspace: Sendable {
    /// The folder itself.
    package let root: String

    package init(root: String) {
        var root = root
        while root.count > 1 && root.last == "/" { root.removeLast() }
        self.root = root
    }

    package var inbox: String { root + "/inbox" }
    package var outbox: String { root + "/outbox" }
    package var archive: String { root + "/archive" }
    package var quarantine: String { root + "/quarantine" }
    /// Records that wait for others, a folder a run.
    package var waiting: String { root + "/waiting" }
    /// The database with the ledger and the CDS records.
    package var storePath: String { stateFolder + "/p2c.sqlite" }
    /// What p2c remembers between runs.
    package var stateFolder: String { root + "/.p2c" }

    package var isWorkspace: Bool { Paths.isFolder(inbox) && Paths.isFolder(outbox) }

    /// Of the two folders that make a workspace those that are not there, and those whose names
    /// something else has.
    package var lacking: (missing: [String], taken: [String]) {
        let others = [inbox, outbox].filter { !Paths.isFolder($0) }.map(relative)
        return (
            others.filter { !Paths.exists("\(root)/\($0)") },
            others.filter { Paths.exists("\(root)/\($0)") }
        )
    }

    /// Whether a path leads into the inbox, also that of something to be made there.
    package func isInInbox(_ path: String) -> Bool {
        var path = path
        while !Paths.exists(path) { path = Paths.parent(of: path) }
        return (Paths.full(path) + "/").hasPrefix(Paths.full(inbox) + "/")
    }

    /// Makes the folders that are not there yet.
    package func create() throws(FoldersError) {
        for folder in [root, inbox, outbox, stateFolder] { try Paths.makeFolder(folder) }
    }

    /// Keeps other p2c programs out of the workspace for as long as the lock lives.
    package func lock() throws(FoldersError) -> WorkspaceLock {
        try Paths.makeFolder(stateFolder)
        return try WorkspaceLock(path: stateFolder + "/lock", workspace: root)
    }

    /// The path as seen from the workspace's folder.
    package func relative(_ path: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    /// Writes a small file if it is not there yet; true when it was written.
    package static func writeMissing(_ text: String, to path: String) throws(FoldersError) -> Bool {
        if Paths.exists(path) { return false }
        try Paths.write(Array(text.utf8), to: path)
        return true
    }

    /// Copies a file, or a folder with all that is in it, as far as it is not there yet. Returns how
    /// many files were copied.
    package static func copyMissing(from: String, to: String) throws(FoldersError) -> Int {
        if Paths.isFolder(from) {
            var count = 0
            try Paths.makeFolder(to)
            for name in try Paths.names(in: from) {
                count += try copyMissing(from: "\(from)/\(name)", to: "\(to)/\(name)")
            }
            return count
        }
        if Paths.exists(to) || !Paths.exists(from) { return 0 }
        try Paths.makeFolder(Paths.parent(of: to))
        try Paths.copy(from, to: to)
        return 1
    }
}

/// Held by the one p2c that works in a workspace.
package final class WorkspaceLock {
    private let descriptor: Int32

    init(path: String, workspace: String) throws(FoldersError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .system("cannot be opened", path: path) }
        // A throw from here on runs deinit, which closes the file.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw FoldersError(
                .inUse, "Another p2c works in the workspace \(Paths.full(workspace))")
        }
    }

    deinit { close(descriptor) }
}
