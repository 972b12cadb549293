import ArgumentParser
import Folders
import Pipeline

/// Where schemas, templates and settings come from when a command works without a workspace.
struct ConversionOptions: ParsableArguments {
    @Option(
        name: [.customShort("w"), .long],
        help: """
            Take schemas, templates and settings from this workspace (default: the current folder if \
            it has inbox/ and outbox/, else as installed).
            """)
    var workspace: String?

    @Option(
        name: [.customShort("l"), .long],
        help: "The legal entity that the records belong to, such as USMF.")
    var legalEntity: String?

    func home() throws(UsageError) -> ConfigurationHome {
        try ConfigurationHome(workspace: workspace)
    }

    /// With the templates of that folder in the place of those of the same folder names.
    func load(templates: String? = nil) throws -> LoadedConfiguration {
        let loaded = try home().load(templates: templates)
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
