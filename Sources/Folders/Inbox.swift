import Glibc
import Records

/// A file that lies in the inbox, or a package that lies there as a folder.
package struct InboxEntry: Sendable, Equatable {
    /// The file's or folder's name.
    package var name: String
    /// The sub-folder that it lies in, which names its company.
    package var legalEntity: String?
    /// Of a folder that of all files in it.
    package var size: Int
    /// When it was last changed, in nanoseconds since 1970; for a folder the latest time in it.
    package var modified: Int
    package var inode: UInt64
    /// There is a `NAME.done` beside it.
    package var hasDoneMarker: Bool
    /// What lies in a folder, as a number that changes with each of its files; nil for a file.
    package var content: UInt64?

    package init(
        name: String, legalEntity: String?, size: Int, modified: Int, inode: UInt64,
        hasDoneMarker: Bool, content: UInt64? = nil
    ) {
        self.name = name
        self.legalEntity = legalEntity
        self.size = size
        self.modified = modified
        self.inode = inode
        self.hasDoneMarker = hasDoneMarker
        self.content = content
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
        /// Paths below the inbox that this user may not read.
        package var refused: [String] = []
    }

    private let root: String
    private let legalEntities: Set<String>

    /// A folder that is named as one of the legal entities is theirs whatever lies in it.
    package init(_ workspace: Workspace, legalEntities: [String] = []) {
        root = workspace.inbox
        self.legalEntities = Set(legalEntities.map(\.foldedName))
    }

    /// All that may be taken some time, what was changed first before the rest. Names of files that are still
    /// being written, and what begins with a dot, are passed over.
    ///
    /// A folder is a package when a control file of a package lies directly in it; else, in the
    /// inbox itself, it is a legal entity's.
    package func look() throws(FoldersError) -> Sight {
        var sight = Sight()
        let names = try Paths.names(in: root)
        for name in names where !Self.isIgnored(name) && name != "README.md" {
            if Paths.isFolder("\(root)/\(name)") {
                guard Paths.isReadable("\(root)/\(name)") else {
                    sight.refused.append(name)
                    continue
                }
                let inner = try Paths.names(in: "\(root)/\(name)")
                if !legalEntities.contains(name.foldedName), PackageFolderSight.isPackage(inner) {
                    addFolder(name, legalEntity: nil, among: names, to: &sight)
                } else {
                    try lookInto(name, names: inner, sight: &sight)
                }
            } else {
                add(name, legalEntity: nil, among: names, to: &sight)
            }
        }
        sight.entries = sight.entries.oldestFirst()
        return sight
    }

    /// What lies at these paths below the inbox's folder, in their order.
    package func entries(at paths: [String]) throws(FoldersError) -> [InboxEntry] {
        if paths.isEmpty { return [] }
        let entries = try look().entries
        return paths.compactMap { path in entries.first { $0.relativePath == path } }
    }

    /// Where the entry lies.
    package func path(of entry: InboxEntry) -> String { "\(root)/\(entry.relativePath)" }

    private func lookInto(
        _ folder: String, names: [String], sight: inout Sight
    ) throws(FoldersError) {
        for name in names where !Self.isIgnored(name) {
            let path = "\(root)/\(folder)/\(name)"
            guard Paths.isFolder(path) else {
                add(name, legalEntity: folder, among: names, to: &sight)
                continue
            }
            guard Paths.isReadable(path) else {
                sight.refused.append("\(folder)/\(name)")
                continue
            }
            if PackageFolderSight.isPackage(try Paths.names(in: path)) {
                addFolder(name, legalEntity: folder, among: names, to: &sight)
            } else {
                sight.remarks.append(
                    "inbox/\(folder)/\(name) is a folder without a manifest and stays. Put its "
                        + "files into inbox/\(folder)/ themselves, or zip them")
            }
        }
    }

    private func addFolder(
        _ name: String, legalEntity: String?, among names: [String], to sight: inout Sight
    ) {
        var entry = InboxEntry(
            name: name, legalEntity: legalEntity, size: 0, modified: 0, inode: 0,
            hasDoneMarker: names.contains(name + ".done"))
        guard let folder = PackageFolderSight(path(of: entry)) else {
            sight.remarks.append(
                "inbox/\(entry.relativePath) holds links or other things that are no plain files, "
                    + "or too much, and stays")
            return
        }
        if let refused = folder.refused {
            sight.refused.append(entry.relativePath + refused)
            return
        }
        entry.size = folder.size
        entry.modified = folder.modified
        entry.inode = folder.inode
        entry.content = folder.content
        sight.entries.append(entry)
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
        guard Paths.isReadable(path(of: entry)) else {
            sight.refused.append(entry.relativePath)
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
