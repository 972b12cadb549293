import ArgumentParser
import Folders
import Pipeline

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
              p2c convert accounts.csv -o out --format CSV --bare     the CSV file itself, no package
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(help: "Packages (zip or folder) or entity files (csv, xml, also as .gz).")
    var files: [String]

    @Option(name: [.short, .long], help: "The folder for the results.")
    var output: String

    @Option(
        help: """
            How the result is written: XML-Element, XML-Attribute, CSV, CSV-Unicode or a format of \
            p2c.json for Fin and Ops; "Configuration Migration", "Import Data Wizard" or CSV for \
            Sales.
            """)
    var format: String?

    @Flag(help: "Write the entity file itself instead of a package around it.")
    var bare = false

    func run() async throws {
        let command = self
        let status = try await runUntilStopped { stop in try command.convertAll(stop: stop) }
        if status != .done { throw ExitStatusError(status: status) }
    }

    private func convertAll(stop: StopSignal) throws -> ExitStatus {
        try ConversionOptions.checkReadable(files)
        var loaded = try options.load()
        if let workspace = options.workspace {
            try loaded.fillIn(from: Workspace(root: workspace))
        }
        if let format { try loaded.setOutput(format) }
        let progress = ProgressLine()
        let observer = Observer(show: progress.show, shouldStop: { stop.isRaised })
        var status = ExitStatus.done
        for file in files {
            let conversion = FileConversion(
                configuration: loaded.configuration, legalEntity: options.legalEntity,
                isBare: bare, clock: UTCClock.now)
            let report = try conversion.convert(file, into: output, observer: observer)
            progress.clear()
            ReportText(report: report).lines.forEach { print($0) }
            status = max(status, report.exitStatus)
        }
        return status
    }
}
