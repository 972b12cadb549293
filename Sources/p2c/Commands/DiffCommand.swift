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
            templates would make of it otherwise than those in use; nothing is delivered. A workspace's \
            records are known to both.

            EXAMPLES
              p2c diff monday/customers.zip tuesday/customers.zip
              p2c diff before.zip after.zip --csv > differences.csv
              p2c diff 3 10                                     what two runs delivered
              p2c diff archive/USMF/run7-accounts.csv --templates edited -l USMF

            EXIT CODES
              0 nothing differs   1 something differs, or was set aside by old and edited templates
              2 wrong use   3 a file cannot be read
            """)

    @OptionGroup var options: ConversionOptions

    @Argument(
        help: "Two packages, files or numbers of runs; one file with --templates.")
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
        try ConversionOptions.checkReadable(files.filter { !isRun($0) })
        let observer = Observer(shouldStop: { stop.isRaised })
        do {
            if let templates { return try compareTemplates(templates, observer: observer) }
            guard files.count == 2 else {
                throw UsageError("p2c diff takes two packages, or one and --templates")
            }
            let paths = try files.map(paths)
            return try compare(
                paths[0], with: paths[1], options.load().configuration, observer: observer)
        } catch let error as ViewError {
            throw UsageError(error.description)
        } catch let error as FormatError {
            printError("p2c: \(error.issue.message)")
            throw ExitStatusError(status: .packageFailed)
        }
    }

    /// True for the number of a run, where no file is called so.
    private func isRun(_ place: String) -> Bool {
        Int(place) != nil && !Paths.leadsToFile(place) && !Paths.leadsToFolder(place)
    }

    /// The files that an argument stands for.
    private func paths(of place: String) throws -> [String] {
        guard isRun(place), let number = Int(place) else {
            return try DeliveredFiles.paths(at: place)
        }
        guard let workspace = try options.home().workspace else {
            throw UsageError(
                "There is no file \(place). As the number of a run it needs a workspace: --workspace DIR"
            )
        }
        return try History(workspace: workspace).deliveredFiles(of: number)
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
    /// True when nothing differs and nothing was set aside on both sides.
    private func compareTemplates(_ edited: String, observer: Observer) throws -> Bool {
        guard files.count == 1 else {
            throw UsageError("p2c diff --templates takes one file to convert both ways")
        }
        if isRun(files[0]) {
            throw UsageError(
                "p2c diff --templates takes a file. That of run \(files[0]) lies in archive/, as "
                    + "run\(files[0])-…")
        }
        try ConfigurationFiles.checkTemplates(in: edited)
        let home = try options.home()
        let configuration = try home.load().configuration
        let company = options.company(of: files[0], in: home.workspace, configuration)
        let sides = [
            try TemplateSide(
                "in use", nil, of: home, file: files[0], company, observer: observer),
            try TemplateSide(
                "edited", edited, of: home, file: files[0], company, observer: observer),
        ]
        for side in sides { side.lines.forEach(csv ? printError : { print($0) }) }
        let isSame = try compare(
            sides[0].files, with: sides[1].files, configuration, observer: observer)
        guard sides.allSatisfy({ $0.leftOut > 0 }) else { return isSame }
        let counts = sides.map { grouped($0.leftOut) }.joined(separator: " and ")
        printError(
            "p2c: not compared: \(counts) records, which were set aside or wait. Mend them, or what "
                + "they refer to, to compare them too")
        return false
    }
}

/// One file converted by one state of the templates, for a comparison.
private struct TemplateSide {
    let report: RunReport
    /// What came out.
    let files: [String]
    private let name: String
    /// Holds the files.
    private let keeper: AnyObject

    /// In a workspace that knows records, by a copy of what it knows. Throws when the file cannot be
    /// converted.
    init(
        _ name: String, _ templates: String?, of home: ConfigurationHome, file: String,
        _ legalEntity: String?, observer: Observer
    ) throws {
        self.name = name
        var loaded = try home.load(templates: templates)
        if let workspace = home.workspace, Paths.leadsToFile(workspace.storePath) {
            try loaded.fillIn(from: workspace)
            let run = try DryRun(
                workspace: workspace, configuration: loaded.configuration, clock: UTCClock.now,
                observer: observer)
            (report, files) = try run.convertAll(file, legalEntity: legalEntity)
            keeper = run
        } else {
            let scratch = try ScratchDeliveries()
            let conversion = FileConversion(
                configuration: loaded.configuration, legalEntity: legalEntity, isBare: false,
                clock: UTCClock.now)
            report = try conversion.convert(file, into: scratch.path, observer: observer)
            let folder = report.deliveries.first.map { Paths.parent(of: $0.path) }
            files = try folder.map { try DeliveredFiles.paths(at: $0) } ?? []
            keeper = scratch
        }
        guard let failure = report.failure else { return }
        printError("p2c: by the templates \(name): \(failure)")
        throw ExitStatusError(status: .packageFailed)
    }

    /// Records that are in none of the files although no rule keeps them back.
    var leftOut: Int { report.records.quarantined + report.records.waiting }

    /// The counts, and why records were set aside.
    var lines: [String] {
        let counts = report.records
        let waiting = counts.waiting > 0 ? ", \(grouped(counts.waiting)) waiting" : ""
        return [
            "by the templates \(name): \(grouped(counts.read)) read, \(grouped(counts.written)) "
                + "written, \(grouped(counts.quarantined)) set aside, \(grouped(counts.filtered)) "
                + "filtered\(waiting)"
        ] + report.issues.flatMap { IssueText(group: $0, examples: 1).lines }
    }
}

/// A folder for what one conversion makes, gone with the last one who needs it.
private final class ScratchDeliveries {
    private let folder: TemporaryFolder
    var path: String { folder.path + "/made" }

    init() throws { folder = try TemporaryFolder() }
    deinit { folder.remove() }
}
