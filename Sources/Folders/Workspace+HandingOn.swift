import Records

/// Putting files into the inbox for p2c itself to take.
extension Workspace {
    /// Where a file for a company will lie in the inbox, relative to the workspace: under its name or,
    /// when there is one of that name, with the run behind it.
    package func inboxPath(of name: String, legalEntity: String, run: RunID) -> String {
        let folder = "inbox/\(legalEntity)"
        return "\(folder)/\(freeName(name, in: "\(root)/\(folder)", run: run))"
    }

    /// Renames a prepared file to its place in the inbox, with a marker beside it when files need
    /// one to be taken. Both paths are relative to the workspace; returns the file's below the inbox.
    /// May be called again after a crash: the prepared file is gone when it was handed on, and by
    /// then may have been taken from there. Nil is returned then.
    package func handOn(
        from: String, to: String, run: RunID, isMarked: Bool
    ) throws(FoldersError) -> String? {
        let source = "\(root)/\(from)"
        guard Paths.exists(source) else { return nil }
        let planned = "\(root)/\(to)"
        let folder = Paths.parent(of: planned)
        try Paths.makeFolder(folder)
        // An exporter may have written a file of that name since the place was planned.
        let name = freeName(Paths.name(of: planned), in: folder, run: run)
        if isMarked { try Paths.write([], to: "\(folder)/\(name).done") }
        try Paths.move(source, to: "\(folder)/\(name)")
        return "\(Paths.name(of: folder))/\(name)"
    }

    /// The name, or `accounts (7).csv` for run 7: people and browsers number files like that, so a
    /// bare file is still known by its name.
    private func freeName(_ name: String, in folder: String, run: RunID) -> String {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        var (stem, suffix) = (String(name[..<dot]), name[dot...])
        if stem.isEmpty { (stem, suffix) = (name, "") }
        var candidate = name
        var number = 1
        while Paths.exists("\(folder)/\(candidate)") {
            let more = number == 1 ? "" : " (\(number))"
            candidate = "\(stem) (\(run))\(more)\(suffix)"
            number += 1
        }
        return candidate
    }
}
