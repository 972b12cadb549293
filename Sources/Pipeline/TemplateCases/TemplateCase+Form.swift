import Folders
import Mapping
import Records

extension TemplateCase {
    private static let tableFolders = ["out", "cds", "known"]
    private static let folders = ["in"] + tableFolders
    private static let files = ["report.json", "p2c.json", "references.csv"]

    /// Throws when something in the case's folder would be passed over, when it drops nothing, or when
    /// nothing in it is expected: a case that cannot fail. `isWritten` says that the expectations are
    /// yet to be written.
    package func checkForm(isWritten: Bool) throws {
        try checkNames()
        for folder in Self.tableFolders { try checkTables(in: folder) }
        guard Paths.leadsToFolder(path + "/in") else { return }
        guard try Paths.files(in: path + "/in").contains(where: { !isHidden($0) }) else {
            throw ViewError(
                "\(path)/in holds no file to drop. Put one there, or into a folder of a company in it"
            )
        }
        if isWritten || Paths.leadsToFile(path + "/report.json") { return }
        let tables = try ["out", "cds"].flatMap { try tableNames(in: $0) }
        if tables.isEmpty {
            throw ViewError(
                "\(path) expects nothing: it has no table in out/ or cds/ and no report.json. "
                    + "--update writes them")
        }
    }

    private func checkNames() throws {
        for name in try Paths.names(in: path) where !isHidden(name) {
            let isFolder = Paths.leadsToFolder("\(path)/\(name)")
            let known = isFolder ? Self.folders : Self.files
            if known.contains(name) { continue }
            throw ViewError(
                "\(path)/\(name) is no part of a case.\(NearNames.hint(for: name, among: known)) "
                    + "Known are "
                    + (Self.folders.map { "\($0)/" } + Self.files).joined(separator: ", "))
        }
    }

    /// All tables of a case are CSV files, named after their entities.
    private func checkTables(in folder: String) throws {
        guard Paths.leadsToFolder("\(path)/\(folder)") else { return }
        let tables = try tableNames(in: folder).map { "\($0).csv" }
        for name in try Paths.names(in: "\(path)/\(folder)") where !isHidden(name) {
            let file = "\(path)/\(folder)/\(name)"
            if tables.contains(name) && Paths.leadsToFile(file) { continue }
            let stem = name.prefix { $0 != "." }
            throw ViewError(
                "\(file) is no part of a case: \(folder)/ has CSV files alone, each named after its "
                    + "entity, such as \"\(stem).csv\"")
        }
    }

    /// What systems and editors leave beside files.
    private func isHidden(_ file: String) -> Bool { Paths.name(of: file).hasPrefix(".") }
}
