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
        try OutputFile.checkFolder(directory)
        let share = try Installation.shareFolder()
        let workspace = Workspace(root: directory)
        let wasOne = workspace.isWorkspace
        try workspace.create()
        var copied = 0
        for name in Self.copied {
            copied += try Workspace.copyMissing(
                from: "\(share)/\(name)", to: "\(directory)/\(name)")
        }
        // Ids of records differ from system to system, so a workspace begins without any.
        if try Workspace.writeMissing("table,keyField,key,id,name\r\n", to: references) {
            copied += 1
        }
        if wasOne && copied == 0 {
            print("\(directory) was a workspace already, and nothing in it was changed")
            return
        }
        print(
            """
            \(directory) is a workspace now (\(copied) \(copied == 1 ? "file" : "files")). Next:
              1. Set your companies in p2c.json and, for packages to Sales, the ids of its
                 currencies and units in references.csv.
              2. Try it:
                   mkdir -p \(directory)/inbox/USMF
                   cp \(directory)/examples/accounts.csv \(directory)/inbox/USMF/
                   p2c run --workspace \(directory)
              3. Collect the packages from \(directory)/outbox/.
            """)
    }

    private static let copied = [
        "schemas/cds", "schemas/finops", "schemas/sales", "templates", "p2c.json",
        "examples/accounts.csv",
    ]

    private var references: String { directory + "/references.csv" }
}
