import ArgumentParser
import Folders

/// The option that all commands share which work in a workspace.
struct WorkspaceOptions: ParsableArguments {
    @Option(
        name: [.customShort("w"), .long],
        help: "The folder that holds inbox/ and outbox/ (default: the current one).")
    var workspace = "."

    /// The workspace, or a sentence that says how to get one.
    func open() throws(UsageError) -> Workspace {
        let workspace = Workspace(root: workspace)
        guard workspace.isWorkspace else {
            throw UsageError(noWorkspace: self.workspace)
        }
        return workspace
    }

    /// The workspace in which packages are to be converted. Throws before anything is touched when
    /// it has no settings: without companies every file would be refused.
    func openToConvert() throws(UsageError) -> Workspace {
        let workspace = try open()
        try workspace.checkSettings()
        return workspace
    }
}

extension Workspace {
    /// Throws where it has no settings, which name the companies.
    func checkSettings() throws(UsageError) {
        guard !Paths.leadsToFile(root + "/p2c.json") else { return }
        throw UsageError(
            "\(Paths.full(root)) has no p2c.json, which names its companies. \"p2c init \(root)\" "
                + "writes one and leaves what is there as it is; or name another workspace with "
                + "--workspace")
    }
}
