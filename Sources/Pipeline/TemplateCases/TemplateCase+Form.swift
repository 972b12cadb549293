import Folders
import Mapping

extension TemplateCase {
    private static let folders = ["in", "out", "cds", "known"]
    private static let files = ["report.json", "p2c.json", "references.csv"]

    /// Throws when something in the case's folder would be passed over, or when nothing in it is
    /// expected: a case that cannot fail. `isWritten` says that the expectations are yet to be written.
    package func checkForm(isWritten: Bool) throws {
        for name in try Paths.names(in: path) {
            let isFolder = Paths.leadsToFolder("\(path)/\(name)")
            let isRead = [".csv", ".json"].contains { name.hasSuffix($0) }
            if isFolder ? Self.folders.contains(name) : !isRead || Self.files.contains(name) {
                continue
            }
            let known = Self.folders.map { "\($0)/" } + Self.files
            throw ViewError(
                "\(path)/\(name) is no part of a case. Known are " + known.joined(separator: ", "))
        }
        guard Paths.leadsToFolder(path + "/in") else { return }
        if isWritten || Paths.leadsToFile(path + "/report.json") { return }
        let tables = try ["out", "cds"].flatMap { try tableNames(in: $0) }
        if tables.isEmpty {
            throw ViewError(
                "\(path) expects nothing: it has no table in out/ or cds/ and no report.json. "
                    + "--update writes them")
        }
    }
}
