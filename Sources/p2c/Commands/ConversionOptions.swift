import ArgumentParser
import Folders
import Pipeline

/// Where schemas, templates and settings come from when a command works without a workspace.
struct ConversionOptions: ParsableArguments {
    @Option(
        name: [.customShort("w"), .long],
        help: "Take schemas, templates and settings from this workspace (default: as installed).")
    var workspace: String?

    @Option(
        name: [.customShort("l"), .long],
        help: "The legal entity that the records belong to, such as USMF.")
    var legalEntity: String?

    /// With the templates of that folder in the place of those of the same folder names.
    func load(templates: String? = nil) throws -> LoadedConfiguration {
        guard let workspace else {
            return try LoadedConfiguration(
                share: Installation.shareFolder(), templates: templates)
        }
        let found = Workspace(root: workspace)
        guard found.isWorkspace else {
            throw UsageError("\(workspace) is not a workspace: it has no inbox/ and outbox/")
        }
        let loaded = try LoadedConfiguration(workspace: found, templates: templates)
        try loaded.checkCompany(legalEntity)
        return loaded
    }

    /// Throws when a file or folder is not there or cannot be read, before any work is done.
    static func checkReadable(_ files: [String]) throws(UsageError) {
        for file in files {
            guard Paths.leadsToFile(file) || Paths.leadsToFolder(file) else {
                throw UsageError("There is no file \(file)")
            }
            guard Paths.isReadable(file) else {
                throw UsageError("\(file) may not be read. Give yourself the permission: chmod u+r")
            }
        }
    }
}
