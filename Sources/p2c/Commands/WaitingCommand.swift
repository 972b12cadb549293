import ArgumentParser
import Pipeline

struct WaitingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiting",
        abstract: "List the records that wait for others, and for which.",
        discussion: """
            A record whose account, product or other reference CDS does not know yet lies in waiting/. \
            The run after that has arrived takes it up by itself.

            EXAMPLES
              p2c waiting
              p2c waiting --workspace /srv/p2c
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let history = try History(workspace: options.open())
        let waiting = try history.waiting()
        guard !waiting.isEmpty else {
            print("No record waits")
            return
        }
        Table(
            header: ["SINCE", "RUN", "COMPANY", "FILE", "LINE", "ENTITY", "RECORD", "WAITS FOR"],
            rows: try waiting.map {
                [
                    $0.since, "\($0.run)", try history.legalEntity(of: $0.run) ?? "", $0.file,
                    "\($0.line)", $0.entity, $0.key ?? "", $0.awaitedText,
                ]
            }
        ).lines.forEach { print($0) }
    }
}
