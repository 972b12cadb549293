import Records

/// A hidden folder beside the place where its content will be published, so that publishing is one
/// rename on one file system.
package struct WorkFolder: Sendable {
    package let path: String

    private static let folderName = ".p2c-work"

    /// Makes it empty; what an interrupted attempt of the same run left is removed.
    package init(beside place: String, run: RunID) throws(FoldersError) {
        path = "\(place)/\(Self.folderName)/\(run)"
        try Paths.remove(path)
        try Paths.makeFolder(path)
    }

    /// Removes the folder of the run, if there is one.
    package static func discard(beside place: String, run: RunID) throws(FoldersError) {
        try discard("\(place)/\(folderName)/\(run)")
    }

    static func discard(_ path: String) throws(FoldersError) {
        guard Paths.exists(path) else { return }
        try Paths.remove(path)
        let shelf = Paths.parent(of: path)
        if try Paths.names(in: shelf).isEmpty { try Paths.remove(shelf) }
    }

    /// Makes a folder in it.
    package func makeFolder(_ name: String) throws(FoldersError) -> String {
        try Paths.makeFolder("\(path)/\(name)")
        return "\(path)/\(name)"
    }

    /// Writes a small file and makes it durable.
    package static func write(_ bytes: [UInt8], to path: String) throws(FoldersError) {
        try Paths.write(bytes, to: path)
    }

    /// Makes the folder and all that is in it durable, and tells the SHA-256 of each file by its
    /// path below the folder.
    package static func seal(
        _ folder: String
    ) throws(FoldersError) -> [(name: String, sha256: String)] {
        var found: [(name: String, sha256: String)] = []
        for name in try Paths.names(in: folder) {
            let path = "\(folder)/\(name)"
            if Paths.isFolder(path) {
                found += try seal(path).map { ("\(name)/\($0.name)", $0.sha256) }
            } else {
                try Paths.sync(path)
                found.append((name, try sha256(ofFile: path).hexadecimal))
            }
        }
        try Paths.sync(folder)
        return found
    }
}

extension Workspace {
    /// Renames a prepared file or folder to its place; both paths are relative to the workspace. May
    /// be called again after a crash: what was published is left as it is.
    package func publish(from: String, to: String) throws(FoldersError) {
        let (source, target) = ("\(root)/\(from)", "\(root)/\(to)")
        if !Paths.exists(source) && Paths.exists(target) { return }
        try Paths.makeFolder(Paths.parent(of: target))
        try Paths.move(source, to: target)
    }
}

/// The name of a delivery's folder: template, time and run. `started` is UTC, such as
/// `2026-11-23T01:02:03Z`.
package func deliveryName(template: String, started: String, run: RunID) -> String {
    let time = started.filter { $0 != "-" && $0 != ":" }
    return "\(template)-\(time)-run\(run)"
}
