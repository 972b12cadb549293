import ArgumentParser
import Folders
import Formats
import Glibc
import Pipeline

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check files against the schemas; change and deliver nothing.",
        discussion: """
            The report goes to standard output: the verdict first, then one entry a cause with its \
            count and first examples. Exit code 0: valid; 1: issues; 2: wrong use; 3: a file cannot \
            be read; 4: the machine failed. Of several files the worst one counts.

            --json and --sarif have every issue, however many there are. docs/validate.md describes \
            them, and how values are masked.

            EXAMPLES
              p2c validate accounts.csv
              p2c validate *.zip --json > result.json
              p2c validate quotes.zip accounts.csv --references -w /srv/p2c
              p2c validate export.csv --schema partner/account.json
              p2c validate data/ --strict --sarif p2c.sarif      for a CI system
              p2c validate accounts.csv --max-issues 100 --mask
              p2c validate accounts.csv --html report.html      to read on screen or paper
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(help: "Packages (zip or folder) or entity files (csv, xml, also as .gz).")
    var files: [String]

    @Flag(
        help: """
            Also look for the records that others refer to among those that the workspace knows.
            """)
    var references = false

    @Flag(
        help: """
            Also tell columns that came, went or were renamed since the workspace's last validation \
            with this option.
            """)
    var againstLast = false

    @Option(help: "What columns are that no schema knows: error, warning or ignore (default).")
    var unknownColumns: String?

    @Option(help: "What required columns are that are missing: error (default), warning or ignore.")
    var missingColumns: String?

    @Option(
        help: ArgumentHelp(
            """
            Check against this schema file, whatever the entities are called, or against those of \
            this folder by entity; no others are looked at.
            """, valueName: "file|dir"))
    var schema: String?

    @Flag(help: "Warnings count as errors.")
    var strict = false

    @Flag(help: "Print one JSON document with every issue instead of text for people.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Also write every issue as SARIF 2.1.0, for CI systems; - is standard output.",
            valueName: "file"))
    var sarif: String?

    @Option(
        help: ArgumentHelp(
            "Also write a report for people: one HTML file that opens offline.",
            valueName: "file"))
    var html: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Stop reading a file when so many issues are found in it.", valueName: "n"),
        transform: wholeNumber)
    var maxIssues: Int?

    @Flag(help: "Show no value of any record, only its form: 99,9X.")
    var mask = false

    func run() async throws {
        let command = self
        let status = try await runUntilStopped { stop in try command.validateAll(stop: stop) }
        if status != .done { throw ExitStatusError(status: status) }
    }

    private func validateAll(stop: StopSignal) throws -> ExitStatus {
        // A reader that has had enough, such as head, must not hide the verdict.
        signal(SIGPIPE, SIG_IGN)
        try checkUse()
        let (configuration, validationOptions) = try load()
        let outputs = try ValidationOutputs(self)
        let progress = ProgressLine()
        let observer = Observer(show: progress.show, shouldStop: { stop.isRaised })
        let htmlOutput = try HTMLOutput(html, isNot: files, masksAll: mask)
        let validation = FileValidation(
            configuration: configuration, options: validationOptions,
            receivers: outputs.receivers, profiles: htmlOutput?.profiles)
        let reports = try validation.validate(files, observer: observer)
        progress.clear()
        try htmlOutput?.write(reports)
        if printsText {
            let folder = schema == nil ? configuration.folder : nil
            for report in reports {
                ValidationText(report: report, folder: folder).lines.forEach { print($0) }
            }
        }
        fflush(nil)
        try outputs.write()
        return reports.map(\.verdict).worst.exitStatus
    }

    /// Text for people, unless standard output is taken by a document.
    private var printsText: Bool { !json && sarif != "-" }

    private func checkUse() throws(UsageError) {
        for file in files where !Paths.leadsToFile(file) && !Paths.leadsToFolder(file) {
            throw UsageError("There is no file \(file)")
        }
        if json, sarif == "-" {
            throw UsageError("--json and --sarif - both want standard output. Name a file for one")
        }
        if let maxIssues, maxIssues < 1 {
            throw UsageError("--max-issues takes a number from 1 on")
        }
    }

    private func load() throws -> (Configuration, ValidationOptions) {
        var validationOptions = ValidationOptions()
        validationOptions.isStrict = strict
        validationOptions.masksAll = mask
        validationOptions.mostIssues = maxIssues
        validationOptions.storePath = try storePath()
        validationOptions.memory = try columnMemory()
        validationOptions.legalEntity = options.legalEntity
        guard let schema else {
            let loaded = try options.load()
            validationOptions.columns = try columns(loaded.settings)
            return (loaded.configuration, validationOptions)
        }
        let given = try GivenSchemas(path: schema)
        validationOptions.schema = given.only
        // Formats and limits are the workspace's; without one nothing but the schema is needed.
        guard options.workspace != nil || Workspace(root: ".").isWorkspace else {
            validationOptions.columns = try columns(Settings())
            let configuration = Configuration(
                schemas: given.catalogue, templates: [], references: [])
            return (configuration, validationOptions)
        }
        let loaded = try options.load()
        validationOptions.columns = try columns(loaded.settings)
        return (loaded.configuration.with(schemas: given.catalogue), validationOptions)
    }

    private func columns(_ settings: Settings) throws -> ColumnPolicies {
        do {
            return try settings.validation.columnPolicies(
                unknown: unknownColumns, missing: missingColumns)
        } catch {
            throw settings.located(error)
        }
    }

    /// What the columns were, for --against-last.
    private func columnMemory() throws(UsageError) -> ColumnMemory? {
        guard againstLast else { return nil }
        guard let workspace = try options.home().workspace else {
            throw UsageError("--against-last needs the workspace that remembers: --workspace DIR")
        }
        return ColumnMemory(
            folder: workspace.stateFolder, company: options.legalEntity,
            today: Self.today())
    }

    private static func today() -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    }

    /// The store of the workspace, for --references.
    private func storePath() throws(UsageError) -> String? {
        guard references else { return nil }
        guard let workspace = try options.home().workspace else {
            throw UsageError(
                "--references needs the workspace whose records count: --workspace DIR")
        }
        let path = workspace.storePath
        guard Paths.leadsToFile(path) else {
            throw UsageError(
                "\(workspace.root) knows no records yet. Run p2c there first, or leave --references out"
            )
        }
        return path
    }
}

extension ValidationReport.Verdict {
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .valid: .done
        case .invalid: .someQuarantined
        case .unreadable: .packageFailed
        }
    }
}
