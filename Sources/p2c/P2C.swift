import ArgumentParser

/// The program. Its sub-commands lie one a file beside this one.
@main
struct P2C: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "p2c",
        abstract: "Converts data packages between Dynamics 365 Sales and Finance and Operations.",
        discussion: """
            Drop exports into inbox/<legal entity>/, run p2c, collect the other system's packages \
            from outbox/. Nothing leaves the machine.

            EXAMPLES
              p2c init night-run                     make a workspace
              cp accounts.csv night-run/inbox/USMF/
              p2c run --workspace night-run          convert what lies in the inbox
              p2c convert accounts.csv -o out        convert one file, keep no state
              p2c validate accounts.csv              only check it
              p2c explain P2C-CSV-001                what a code means, and what to do
              p2c cat data.zip --list                look inside

            EXIT CODES
              0 all done   1 done, some records set aside   2 wrong use or settings
              3 a package could not be converted   4 the machine failed (disk, permissions)
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, WatchCommand.self, ConvertCommand.self, ValidateCommand.self,
            CatCommand.self, TemplateCommand.self, SchemaCommand.self, InitCommand.self,
            HistoryCommand.self, WaitingCommand.self, TraceCommand.self, DiffCommand.self,
            ShowCommand.self, ExplainCommand.self, ForgetCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }
}
