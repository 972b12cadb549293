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
            throw UsageError(
                "\(self.workspace) is not a workspace: it has no inbox/ and outbox/. Make one with "
                    + "\"p2c init DIR\", or name one with --workspace")
        }
        return workspace
    }
}
