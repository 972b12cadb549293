import ArgumentParser
import Folders
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
              p2c validate quotes.zip accounts.csv --references -w /srv/p2c
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(help: "Packages (zip or folder) or entity files (csv, xml, also as .gz).")
    var files: [String]

    @Flag(
        help: """
            Also look for the records that others refer to among those that the workspace knows.
            """)
    var references = false

    @Option(help: "What columns are that no schema knows: error, warning or ignore (default).")
    var unknownColumns: String?

    @Option(help: "What required columns are that are missing: error (default), warning or ignore.")
    var missingColumns: String?

    @Flag(help: "Print one JSON document for machines instead of text for people.")
    var json = false

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
        let validation = FileValidation(
            configuration: loaded.configuration, storePath: try storePath(),
            columns: try loaded.settings.validation.columnPolicies(
                unknown: unknownColumns, missing: missingColumns))
        let reports = try validation.validate(files, observer: observer)
        progress.clear()
        if json {
            print(String(decoding: ValidationReport.json(reports), as: UTF8.self), terminator: "")
        } else {
            for report in reports { ValidationText(report: report).lines.forEach { print($0) } }
        }
        if reports.contains(where: { $0.failure != nil }) { return .packageFailed }
        return reports.contains { !$0.isValid } ? .someQuarantined : .done
    }

    /// The store of the workspace, for --references.
    private func storePath() throws(UsageError) -> String? {
        guard references else { return nil }
        guard let workspace = options.workspace else {
            throw UsageError(
                "--references needs the workspace whose records count: --workspace DIR")
        }
        let path = Workspace(root: workspace).storePath
        guard Paths.leadsToFile(path) else {
            throw UsageError(
                "\(workspace) knows no records yet. Run p2c there first, or leave --references out")
        }
        return path
    }
}
