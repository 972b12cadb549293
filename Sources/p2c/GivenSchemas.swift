import Folders
import Pipeline
import Records
import Schemas

/// The schemas that a command line names, instead of those of a workspace or as installed.
struct GivenSchemas {
    let catalogue: SchemaCatalogue
    /// The schema for every entity, when a file was named; nil for a folder, where names tell.
    let only: EntitySchema?

    /// Reads the file, or the files of the folder and of its folders `sales/`, `finops/` and
    /// `cds/`.
    init(path: String) throws {
        let isFolder = Paths.leadsToFolder(path)
        guard isFolder || Paths.leadsToFile(path) else {
            throw UsageError(
                "There is no schema \(path). --schema takes a file or a folder of them")
        }
        let paths = isFolder ? try Self.files(in: path) : [path]
        guard !paths.isEmpty else {
            throw UsageError("\(path) has no schema: there is no .json file in it")
        }
        do {
            catalogue = try SchemaCatalogue(
                files: paths.map { ($0, try Paths.read($0)) },
                xmlSchemas: Self.xmlSchemas(beside: paths), complete: false)
        } catch let error as SchemaError {
            throw UsageError("\(error)")
        }
        only = isFolder ? nil : catalogue.all.first
    }

    private static func xmlSchemas(beside paths: [String]) -> Set<String> {
        Set(
            paths.map { String($0.dropLast(".json".count)) + ".xsd" }.filter(Paths.leadsToFile))
    }

    private static func files(in folder: String) throws(FoldersError) -> [String] {
        var files: [String] = []
        let inner = Environment.allCases.map { "\(folder)/\($0.rawValue)" }
        for folder in [folder] + inner.sorted() where Paths.leadsToFolder(folder) {
            for name in try Paths.names(in: folder) where name.hasSuffix(".json") {
                files.append("\(folder)/\(name)")
            }
        }
        return files
    }
}
