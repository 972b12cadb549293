import Glibc
import Records

/// A package that a run holds: out of the inbox, so that nobody else takes it, and hidden beside it,
/// so that taking it was one rename on one file system.
package struct Claim: Sendable {
    package let run: RunID
    package let name: String
    package let legalEntity: String?
    private let workspace: Workspace

    private static let folderName = ".p2c-claims"
    /// Stands for the inbox itself where a company's folder would be.
    static let noCompany = "-"
    private static let reportName = "report.json"

    /// Where the package lies.
    package var path: String { "\(folder)/\(legalEntity ?? Self.noCompany)/\(name)" }

    private var folder: String { Self.folder(of: run, in: workspace) }

    private static func folder(of run: RunID, in workspace: Workspace) -> String {
        "\(workspace.inbox)/\(folderName)/\(run)"
    }

    /// Takes the entry out of the inbox, its marker with it, for the company of its folder; nil for one
    /// that lies in the inbox itself.
    package static func take(
        _ entry: InboxEntry, for legalEntity: String?, in workspace: Workspace, run: RunID
    ) throws(FoldersError) -> Claim {
        let claim = Claim(
            run: run, name: entry.name, legalEntity: legalEntity, workspace: workspace)
        try Paths.makeFolder(Paths.parent(of: claim.path))
        let from = Inbox(workspace).path(of: entry)
        try Paths.move(from, to: claim.path)
        if entry.hasDoneMarker { try Paths.remove(from + ".done") }
        return claim
    }

    /// Takes what another run left in waiting/: the file that lies there, or the folder when there are
    /// several. Nil when nothing is there any more.
    package static func takeWaiting(
        of held: RunID, legalEntity: String?, in workspace: Workspace, run: RunID
    ) throws(FoldersError) -> Claim? {
        let folder = Self.waitingFolder(of: held, legalEntity: legalEntity, in: workspace)
        guard Paths.isFolder(folder) else { return nil }
        let names = try Paths.names(in: folder).filter { $0 != reportName }
        guard let only = names.first else { return nil }
        let isOne = names.count == 1
        let claim = Claim(
            run: run, name: isOne ? only : "run\(held)-records", legalEntity: legalEntity,
            workspace: workspace)
        try Paths.makeFolder(Paths.parent(of: claim.path))
        if Paths.exists("\(folder)/\(reportName)") { try Paths.remove("\(folder)/\(reportName)") }
        try Paths.move(isOne ? "\(folder)/\(only)" : folder, to: claim.path)
        if isOne { try Paths.remove(folder) }
        return claim
    }

    /// Where the records lie that the run holds.
    package static func waitingFolder(
        of run: RunID, legalEntity: String?, in workspace: Workspace
    ) -> String {
        "\(workspace.waiting)/\(legalEntity ?? noCompany)/run\(run)-records"
    }

    /// The package that the run holds, after a crash; nil when it holds none.
    package static func find(run: RunID, in workspace: Workspace) throws(FoldersError) -> Claim? {
        try all(in: workspace).first { $0.run == run }
    }

    /// All packages that runs hold, or held when they were interrupted.
    package static func all(in workspace: Workspace) throws(FoldersError) -> [Claim] {
        let shelf = "\(workspace.inbox)/\(folderName)"
        guard Paths.isFolder(shelf) else { return [] }
        var claims: [Claim] = []
        for folder in try Paths.names(in: shelf) {
            guard let number = Int(folder) else { continue }
            for company in try Paths.names(in: "\(shelf)/\(folder)") {
                for name in try Paths.names(in: "\(shelf)/\(folder)/\(company)") {
                    claims.append(
                        Claim(
                            run: RunID(number), name: name,
                            legalEntity: company == noCompany ? nil : company,
                            workspace: workspace))
                }
            }
        }
        return claims
    }

    /// Removes the folders in which no package lies: a crash leaves them, just before a package is
    /// taken or just after it was put away.
    package static func removeEmptyFolders(in workspace: Workspace) throws(FoldersError) {
        let shelf = "\(workspace.inbox)/\(folderName)"
        guard Paths.isFolder(shelf) else { return }
        for run in try Paths.names(in: shelf) {
            for company in try Paths.names(in: "\(shelf)/\(run)") {
                // Only what is empty goes; else it stays.
                rmdir("\(shelf)/\(run)/\(company)")
            }
            rmdir("\(shelf)/\(run)")
        }
        rmdir(shelf)
    }

    /// Puts the package back into the inbox, under another name when there is one of its name.
    package func release() throws(FoldersError) {
        let folder = workspace.inbox + (legalEntity.map { "/\($0)" } ?? "")
        var target = "\(folder)/\(name)"
        var number = 2
        while Paths.exists(target) {
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            target = "\(folder)/\(name[..<dot]) (\(number))\(name[dot...])"
            number += 1
        }
        try putAway(to: target)
    }

    /// Puts the package into `archive/`.
    package func archive() throws(FoldersError) {
        try putAway(to: destination(in: workspace.archive))
    }

    /// Puts the package into `quarantine/`, with the reason in a text file beside it.
    package func quarantine(reason: String) throws(FoldersError) {
        let path = destination(in: workspace.quarantine)
        try Paths.makeFolder(Paths.parent(of: path))
        try Paths.write(Array(reason.utf8), to: path + ".reason.txt")
        try putAway(to: path)
    }

    private func destination(in folder: String) -> String {
        "\(folder)/" + (legalEntity.map { "\($0)/" } ?? "") + "run\(run)-\(name)"
    }

    private func putAway(to path: String) throws(FoldersError) {
        try Paths.makeFolder(Paths.parent(of: path))
        do {
            try Paths.move(self.path, to: path)
        } catch {
            guard error.errorNumber == EXDEV else { throw error }
            // archive/ lies on another file system: the copy appears whole, under its name, at once.
            let part = Paths.parent(of: path) + "/.p2c-part-run\(run)"
            try Paths.remove(part)
            try Paths.copy(self.path, to: part)
            try Paths.move(part, to: path)
        }
        try Paths.remove(folder)
        // Only when no other claim is there; else it stays.
        rmdir(Paths.parent(of: folder))
    }
}
