import ArgumentParser
import Pipeline

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the runs with their counts, the latest first.",
        discussion: """
            A record counts once for each task that reads it: a contact, which is a contact
            to one task and may be a customer to another, counts in both.

            EXAMPLES
              p2c history
              p2c history --last 200 --workspace /srv/p2c
            """)

    @OptionGroup var options: WorkspaceOptions

    @Option(parsing: .unconditional, help: "How many runs.", transform: wholeNumber)
    var last = 20

    func validate() throws {
        if last < 1 { throw ValidationError("--last takes a number from 1 on; you gave \(last)") }
    }

    func run() throws {
        let history = try History(workspace: options.open())
        let reports = try history.latest(last)
        guard !reports.isEmpty else {
            print("No runs yet. Drop a file into inbox/ and say \"p2c run\"")
            return
        }
        Table(
            header: [
                "RUN", "STARTED", "OUTCOME", "READ", "WRITTEN", "SET ASIDE", "FILTERED",
                "UNCHANGED", "WAITING", "FILE",
            ],
            rows: reports.map { report in
                let counts = report.records
                return [
                    "\(report.run ?? 0)", report.started, report.outcome.rawValue,
                    "\(counts.read)", "\(counts.written)", "\(counts.quarantined)",
                    "\(counts.filtered)", "\(counts.unchanged)", "\(counts.waiting)",
                    (report.source.legalEntity.map { $0 + "/" } ?? "") + report.source.name,
                ]
            }
        ).lines.forEach { print($0) }
    }
}
