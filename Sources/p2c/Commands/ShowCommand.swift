import ArgumentParser
import Pipeline

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one run in full: tasks, counts, issues grouped by cause.",
        discussion: """
            EXAMPLES
              p2c show 41
              p2c show 41 --json
            """)

    @OptionGroup var options: WorkspaceOptions

    @Argument(
        help: ArgumentHelp("The run's number, as \"p2c history\" lists it.", valueName: "run"),
        transform: wholeNumber)
    var number: Int

    @Flag(help: "Print the report as JSON.")
    var json = false

    func run() throws {
        let history = try History(workspace: options.open())
        guard let report = try history.report(number) else {
            throw UsageError("There is no run \(number) here. \"p2c history\" lists the runs")
        }
        if json {
            print(String(decoding: report.json, as: UTF8.self), terminator: "")
        } else {
            ReportText(report: report, examples: .max).lines.forEach { print($0) }
        }
    }
}
