import ArgumentParser
import Folders
import Formats
import Pipeline

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show record by record and field by field how two packages differ.",
        discussion: """
            Takes two packages, entity files, or folders of deliveries in any format; values are \
            compared, not how they are written. With --templates it takes one file and shows what edited \
            templates would make of it otherwise than those in use; nothing is delivered.

            EXAMPLES
              p2c diff monday/customers.zip tuesday/customers.zip
              p2c diff before.zip after.zip --csv > differences.csv
              p2c diff archive/USMF/run7-accounts.csv --templates edited -l USMF

            EXIT CODES
              0 nothing differs   1 something differs   2 wrong use   3 a file cannot be read
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(help: "Two packages or files; one with --templates.")
    var files: [String]

    @Option(
        help: "A folder like templates/, or one template's folder, to compare with those in use.")
    var templates: String?

    @Flag(help: "Show every difference, not only the first 20 of an entity.")
    var all = false

    @Flag(help: "Print all differences as CSV, a field a row.")
    var csv = false

    func run() async throws {
        let command = self
        let isSame = try await runUntilStopped { stop in try command.compare(stop: stop) }
        if !isSame { throw ExitStatusError(status: .someQuarantined) }
    }

    /// True when nothing differs.
    private func compare(stop: StopSignal) throws -> Bool {
        try ConversionOptions.checkReadable(files)
        let observer = Observer(shouldStop: { stop.isRaised })
        do {
            if let templates { return try compareTemplates(templates, observer: observer) }
            guard files.count == 2 else {
                throw UsageError("p2c diff takes two packages, or one and --templates")
            }
            let paths = try files.map { try DeliveredFiles.paths(at: $0) }
            return try compare(
                paths[0], with: paths[1], options.load().configuration, observer: observer)
        } catch let error as ViewError {
            throw UsageError(error.description)
        } catch let error as FormatError {
            printError("p2c: \(error.issue.message)")
            throw ExitStatusError(status: .packageFailed)
        }
    }

    private func compare(
        _ before: [String], with after: [String], _ configuration: Configuration,
        observer: Observer
    ) throws -> Bool {
        let comparison = try PackageComparison(configuration: configuration, observer: observer)
        if csv { print(RecordDifference.csvHeader, terminator: "") }
        let text = RecordDifferenceText(all: all)
        let counts = try comparison.compare(before, with: after) { difference in
            if csv {
                print(difference.csv, terminator: "")
            } else {
                text.tell(difference)
            }
        }
        if !csv { text.end(counts) }
        return counts.allSatisfy(\.isSame)
    }

    /// Converts the file by the templates in use and by the edited ones, and compares what comes out.
    private func compareTemplates(_ edited: String, observer: Observer) throws -> Bool {
        guard files.count == 1 else {
            throw UsageError("p2c diff --templates takes one file to convert both ways")
        }
        try ConfigurationFiles.checkTemplates(in: edited)
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        var results: [[String]] = []
        for (name, templates) in [("in use", nil), ("edited", edited)] {
            let loaded = try options.load(templates: templates)
            let conversion = FileConversion(
                configuration: loaded.configuration, legalEntity: options.legalEntity,
                isBare: false, clock: UTCClock.now)
            let report = try conversion.convert(
                files[0], into: "\(scratch.path)/\(name)", observer: observer)
            if let failure = report.failure {
                printError("p2c: by the templates \(name): \(failure)")
                throw ExitStatusError(status: .packageFailed)
            }
            if !csv { print("by the templates \(name): \(Self.counts(of: report))") }
            let folder = report.deliveries.first.map { Paths.parent(of: $0.path) }
            results.append(try folder.map { try DeliveredFiles.paths(at: $0) } ?? [])
        }
        return try compare(
            results[0], with: results[1], options.load().configuration, observer: observer)
    }

    private static func counts(of report: RunReport) -> String {
        let counts = report.records
        return "\(grouped(counts.read)) read, \(grouped(counts.written)) written, "
            + "\(grouped(counts.quarantined)) set aside, \(grouped(counts.filtered)) filtered"
    }
}
