import Folders
import Records
import Store

/// The packages and entity files of a delivery.
package enum DeliveredFiles {
    /// What lies beside them for people.
    private static func isForPeople(_ name: String) -> Bool {
        name == "report.json" || name == Deletion.fileName
            || name.hasPrefix(GivenNumbers.fileName(of: "").prefix { $0 != "." })
    }

    /// The file itself; for the folder of a delivery or of `p2c convert` the files in it, without
    /// those that were set aside. A folder of nothing but zip files is no package, and so stands for them.
    package static func paths(at path: String) throws(FoldersError) -> [String] {
        guard Paths.leadsToFolder(path) else { return [path] }
        if Paths.leadsToFile(path + "/report.json") { return try delivered(in: path) }
        let inside = try Paths.names(in: path).map { "\(path)/\($0)" }
        if inside.isEmpty { return [path] }
        if inside.allSatisfy({ $0.hasSuffix(".zip") && Paths.leadsToFile($0) }) { return inside }
        guard inside.allSatisfy({ Paths.leadsToFile($0 + "/report.json") }) else { return [path] }
        var found: [String] = []
        for folder in inside { found += try delivered(in: folder) }
        return found
    }

    /// The files that the run delivered, as far as they still lie in outbox/.
    static func paths(
        of run: RunID, store: CommonDataStore, workspace: Workspace
    ) throws -> [String] {
        try store.publications(of: run).map(\.to).filter { $0.hasPrefix("outbox/") }
            .map { "\(workspace.root)/\($0)" }.filter(Paths.leadsToFolder)
            .flatMap { try paths(at: $0) }
    }

    private static func delivered(in path: String) throws(FoldersError) -> [String] {
        var found: [String] = []
        for name in try Paths.names(in: path) where name != "quarantine" {
            let file = "\(path)/\(name)"
            if Paths.leadsToFolder(file) {
                found += try files(in: file)
            } else if !isForPeople(name) {
                found.append(file)
            }
        }
        return found
    }

    /// The files in the folder of one template's delivery.
    static func files(in folder: String) throws(FoldersError) -> [String] {
        try Paths.names(in: folder).filter { !isForPeople($0) }.map { "\(folder)/\($0)" }
    }
}
