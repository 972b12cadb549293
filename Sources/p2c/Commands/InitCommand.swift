import ArgumentParser
import Folders
import Glibc
import Pipeline

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new workspace.",
        discussion: """
            Makes inbox/ and outbox/ and copies schemas, templates, settings with comments, and an \
            example to drop. Files that are there already stay as they are.

            EXAMPLES
              p2c init night-run
            """)

    @Argument(help: "The folder to make the workspace in; made when it is not there.")
    var directory: String

    func run() throws {
        let share = try Installation.shareFolder()
        let workspace = Workspace(root: directory)
        try workspace.create()
        var copied = 0
        for name in ["schemas", "templates", "p2c.json", "references.csv", "examples/accounts.csv"]
        {
            copied += try copyMissing(from: share, to: directory, name: name)
        }
        print(
            """
            \(directory) is a workspace now (\(copied) files copied). Next:
              1. Set your companies in \(directory)/p2c.json.
              2. Try it:
                   mkdir -p \(directory)/inbox/USMF
                   cp \(directory)/examples/accounts.csv \(directory)/inbox/USMF/
                   p2c run --workspace \(directory)
              3. Collect the packages from \(directory)/outbox/.
            """)
    }

    /// Copies a file or folder of the installation that the workspace lacks. Returns how many files.
    private func copyMissing(from share: String, to root: String, name: String) throws -> Int {
        try Workspace.copyMissing(from: share + "/" + name, to: root + "/" + name)
    }
}
