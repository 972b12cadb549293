import ArgumentParser
import Pipeline

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check files against the schemas; change and deliver nothing.",
        discussion: """
            Exit code 0: valid; 1: issues; 2: wrong use; 3: a file cannot be read at all.

            EXAMPLES
              p2c validate accounts.csv
              p2c validate *.zip --json > result.json
              p2c validate accounts.csv --html report.html      to read on screen or paper
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(help: "Packages (zip or folder) or entity files (csv, xml, also as .gz).")
    var files: [String]

    @Flag(help: "Print one JSON document for machines instead of text for people.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Also write a report for people: one HTML file that opens offline.",
            valueName: "file"))
    var html: String?

    func run() async throws {
        let command = self
        let status = try await runUntilStopped { stop in try command.validateAll(stop: stop) }
        if status != .done { throw ExitStatusError(status: status) }
    }

    private func validateAll(stop: StopSignal) throws -> ExitStatus {
        try ConversionOptions.checkReadable(files)
        let loaded = try options.load()
        let progress = ProgressLine()
        let observer = Observer(show: progress.show, shouldStop: { stop.isRaised })
        let htmlOutput = try HTMLOutput(html, isNot: files)
        let validation = FileValidation(
            configuration: loaded.configuration, profiles: htmlOutput?.profiles)
        let reports = try files.map { try validation.validate($0, observer: observer) }
        progress.clear()
        try htmlOutput?.write(reports)
        if json {
            print(String(decoding: ValidationReport.json(reports), as: UTF8.self), terminator: "")
        } else {
            for report in reports { ValidationText(report: report).lines.forEach { print($0) } }
        }
        if reports.contains(where: { $0.failure != nil }) { return .packageFailed }
        return reports.contains { !$0.isValid } ? .someQuarantined : .done
    }
}
