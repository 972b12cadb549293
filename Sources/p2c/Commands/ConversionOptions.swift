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

    /// The company of the file's records: what the arguments say, else that of the workspace's folder in
    /// which it lies, which is told where it is not the default one; nil for that of the settings.
    func company(
        of file: String, in workspace: Workspace?, _ configuration: Configuration
    ) -> String? {
        guard legalEntity == nil else { return legalEntity }
        guard
            let found = workspace?.company(ofFile: file, among: configuration.legalEntities)
        else { return nil }
        if configuration.defaultLegalEntity?.isSameName(as: found.name) != true {
            printError(
                "p2c: the records count as those of \(found.name), in whose \(found.folder) they lie"
            )
        }
        return found.name
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
