import ArgumentParser
import Folders
import Pipeline
import Records

struct ConvertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert the given files into a folder, keeping no state.",
        discussion: """
            All valid records are written, whether they were delivered before or not. For each file a \
            folder named after it is made in DIR, with the package, report.json and, if records were \
            set aside, quarantine/. A folder that is there already is not overwritten.

            EXAMPLES
              p2c convert accounts.csv -o out
              p2c convert data.zip products.zip -o out --legal-entity USMF
              p2c convert accounts.csv -o out --format CSV --bare     no package around it
              p2c convert export.zip -o seed --template dual-write-seed --format CSV
              p2c convert accounts.csv --dry-run       what "p2c run" would change

            Nothing but settings, schemas and templates comes from a workspace, and nothing in it \
            changes. A file that lies in a company's folder of it counts as that company's.

            With --dry-run a workspace is needed, the one in the current folder or --workspace: it \
            knows what was delivered. Nothing in it changes.
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(help: "Packages (zip or folder) or entity files (csv, xml, also as .gz).")
    var files: [String]

    @Option(name: [.short, .long], help: "The folder for the results.")
    var output: String?

    @Flag(help: "Deliver nothing; show what a run would change at the destination, field by field.")
    var dryRun = false

    @Flag(help: "With --dry-run: show every difference, not only the first 20 of an entity.")
    var all = false

    @Option(
        help: """
            How the result is written: XML-Element, XML-Attribute, CSV, CSV-Unicode or a format of \
            p2c.json for Fin and Ops; "Configuration Migration", "Import Data Wizard" or CSV for \
            Sales.
            """)
    var format: String?

    @Option(
        help: "Convert by this template alone, also when it is off; may be given several times.")
    var template: [String] = []

    @Flag(help: "Write the entity file itself instead of a package around it.")
    var bare = false

    func run() async throws {
        let command = self
        let status = try await runUntilStopped { stop in
            try command.dryRun ? command.rehearse(stop: stop) : command.convertAll(stop: stop)
        }
        if status != .done { throw ExitStatusError(status: status) }
    }

    private func convertAll(stop: StopSignal) throws -> ExitStatus {
        guard let output else {
            throw UsageError("Name a folder for the results with -o DIR, or take --dry-run")
        }
        try OutputFile.checkFolder(output)
        if all { throw UsageError("--all goes with --dry-run") }
        if try options.home().workspace?.isInInbox(output) == true {
            throw UsageError(
                "\(output): results in the inbox would be taken for input. Name another folder")
        }
        try ConversionOptions.checkReadable(files)
        var loaded = try options.load()
        if let workspace = try options.home().workspace {
            try loaded.remarks(on: workspace).forEach(printError)
            try loaded.fillIn(from: workspace)
        }
        if let format { try loaded.setOutput(format) }
        if template.isEmpty {
            try loaded.checkTemplatesRun()
        } else {
            try loaded.takeOnly(template)
        }
        let conversions = try files.map { try conversion(of: $0, loaded.configuration) }
        if let format, let system = loaded.onlyDestination(ofFormat: format) {
            try checkFormat(format, of: system, for: conversions)
        }
        let progress = ProgressLine()
        let observer = Observer(show: progress.show, shouldStop: { stop.isRaised })
        var status = ExitStatus.done
        for (file, conversion) in zip(files, conversions) {
            let report = try conversion.convert(file, into: output, observer: observer)
            progress.clear()
            ReportText(report: report).lines.forEach { print($0) }
            try hint(for: report).map(printError)
            referenceHint(for: report).map(printError)
            status = max(status, report.exitStatus)
        }
        return status
    }

    private func conversion(
        of file: String, _ configuration: Configuration
    ) throws(UsageError) -> FileConversion {
        let company = options.company(of: file, in: try options.home().workspace, configuration)
        return FileConversion(
            configuration: configuration, legalEntity: company, isBare: bare, clock: UTCClock.now)
    }

    /// Whose schemas and templates were asked, where none takes the file and no workspace was.
    private func hint(for report: RunReport) throws(UsageError) -> String? {
        guard report.failure != nil,
            report.issues.contains(where: { $0.code == IssueCode.nothingToConvert.id }),
            try options.home().workspace == nil
        else { return nil }
        return "p2c: these are the schemas and templates that p2c came with. --workspace DIR takes "
            + "those of a workspace"
    }

    /// Where the records would be known that lookups point to and other files bring.
    private func referenceHint(for report: RunReport) -> String? {
        guard report.issues.contains(where: { $0.code == IssueCode.referenceNotFound.id }) else {
            return nil
        }
        return "p2c: \"p2c convert\" remembers nothing of other files. Records that they bring are "
            + "found by \"p2c run\" in a workspace, or where the files are in one package"
    }

    /// Throws when none of the files goes to the system that the format is for.
    private func checkFormat(
        _ format: String, of system: Environment, for conversions: [FileConversion]
    ) throws(UsageError) {
        let found = zip(files, conversions).flatMap { $1.destinations(of: $0) }
        if found.isEmpty || found.contains(system) { return }
        throw UsageError(
            "--format \"\(format)\" is for packages to \(system.displayName), and nothing of "
                + "\(files.joined(separator: ", ")) goes there. Leave it out, or name a format of the "
                + "other system: \"p2c convert --help\" has them")
    }

    /// Shows what a run of each file would change, one after the other by what the workspace knows.
    private func rehearse(stop: StopSignal) throws -> ExitStatus {
        if output != nil || format != nil || bare || !template.isEmpty {
            throw UsageError(
                "--dry-run does what \"p2c run\" would do and writes nothing. Leave out --output, "
                    + "--format, --bare and --template")
        }
        try ConversionOptions.checkReadable(files)
        var workspaceOptions = WorkspaceOptions()
        workspaceOptions.workspace = options.workspace ?? "."
        let workspace = try workspaceOptions.openToConvert()
        var loaded = try LoadedConfiguration(workspace: workspace)
        try loaded.checkTemplatesRun()
        try loaded.checkCompany(options.legalEntity)
        try loaded.fillIn(from: workspace)
        var status = ExitStatus.done
        for file in files {
            let rehearsal = try DryRun(
                workspace: workspace, configuration: loaded.configuration, clock: UTCClock.now,
                observer: Observer(shouldStop: { stop.isRaised }))
            let text = RecordDifferenceText(all: all)
            let outcome = try rehearsal.convert(
                file, legalEntity: options.company(of: file, in: workspace, loaded.configuration),
                tell: text.tell)
            text.end(outcome.counts)
            ReportText(report: outcome.report).lines.forEach { print($0) }
            print("Dry run: nothing was delivered, the workspace is as it was")
            status = max(status, outcome.report.exitStatus)
        }
        return status
    }
}
