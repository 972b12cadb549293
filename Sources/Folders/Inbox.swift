import Glibc
import Records

/// A file that lies in the inbox.
package struct InboxEntry: Sendable, Equatable {
    /// The file's name.
    package var name: String
    /// The sub-folder that it lies in, which names its company.
    package var legalEntity: String?
    package var size: Int
    /// When it was last changed, in nanoseconds since 1970.
    package var modified: Int
    package var inode: UInt64
    /// There is a `NAME.done` beside it.
    package var hasDoneMarker: Bool

    package init(
        name: String, legalEntity: String?, size: Int, modified: Int, inode: UInt64,
        hasDoneMarker: Bool
    ) {
        self.name = name
        self.legalEntity = legalEntity
        self.size = size
        self.modified = modified
        self.inode = inode
        self.hasDoneMarker = hasDoneMarker
    }

    /// From the inbox's folder.
    package var relativePath: String { legalEntity.map { "\($0)/\(name)" } ?? name }
}

/// The folder that exporters write to.
package struct Inbox: Sendable {
    /// What one look saw.
    package struct Sight: Sendable {
        package var entries: [InboxEntry] = []
        /// What lies there and will not be taken, each with the reason.
        package var remarks: [String] = []
    }

    private let root: String

    package init(_ workspace: Workspace) { root = workspace.inbox }

    /// All files that may be taken some time, in the order of their paths. Names of files that are
    /// still being written, and what begins with a dot, are passed over.
    package func look() throws(FoldersError) -> Sight {
        var sight = Sight()
        let names = try Paths.names(in: root)
        for name in names where !Self.isIgnored(name) && name != "README.md" {
            if Paths.isFolder("\(root)/\(name)") {
                try lookInto(name, sight: &sight)
            } else {
                add(name, legalEntity: nil, among: names, to: &sight)
            }
        }
        return sight
    }

    /// Where the entry lies.
    package func path(of entry: InboxEntry) -> String { "\(root)/\(entry.relativePath)" }

    private func lookInto(_ folder: String, sight: inout Sight) throws(FoldersError) {
        let names = try Paths.names(in: "\(root)/\(folder)")
        for name in names where !Self.isIgnored(name) {
            if Paths.isFolder("\(root)/\(folder)/\(name)") {
                sight.remarks.append(
                    "inbox/\(folder)/\(name) is a folder and stays; zip a package that is a folder")
            } else {
                add(name, legalEntity: folder, among: names, to: &sight)
            }
        }
    }

    private func add(
        _ name: String, legalEntity: String?, among names: [String], to sight: inout Sight
    ) {
        var entry = InboxEntry(
            name: name, legalEntity: legalEntity, size: 0, modified: 0, inode: 0,
            hasDoneMarker: names.contains(name + ".done"))
        var status = stat()
        // A file that has gone since the folder was listed is simply not there.
        guard lstat(path(of: entry), &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            sight.remarks.append("inbox/\(entry.relativePath) is no plain file and stays")
            return
        }
        entry.size = Int(status.st_size)
        entry.modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        entry.inode = UInt64(status.st_ino)
        sight.entries.append(entry)
    }

    /// Names by which programs mark files that are not finished, and what is hidden.
    static func isIgnored(_ name: String) -> Bool {
        let lower = name.lowercased()
        return name.hasPrefix(".") || name.hasPrefix("~$") || name.hasSuffix("~")
            || [".part", ".filepart", ".tmp", ".crdownload", ".partial", ".done"].contains {
                lower.hasSuffix($0)
            }
    }
}
