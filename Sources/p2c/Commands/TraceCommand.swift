import ArgumentParser
import Folders
import Formats
import Pipeline
import Records

struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract:
            "Explain where the values of a delivered record come from, or where a record went.",
        discussion: """
            The archived file is converted once more for the one record, so that every value is shown at \
            every station with the rule that made it. With --from the first argument is a file that was \
            dropped. The number of a run stands for its file or delivery.

            EXAMPLES
              p2c trace outbox/finops/USMF/accounts-…-run7 C-1001
              p2c trace outbox/finops/USMF/accounts-…-run7 C-1001 AddressCity
              p2c trace 7 C-1001                                run 7's delivery
              p2c trace --from archive/USMF/run7-accounts.csv C-1001
              p2c trace --from 7 --record 12 AddressCity        run 7's file
            """)

    @OptionGroup var options: WorkspaceOptions

    @Argument(
        help: "A delivered package or its folder, with --from a file that was dropped; or a run.")
    var place: String

    @Argument(help: "The record's key; of several parts as \"A, B\".")
    var key: String?

    @Argument(help: "The one field of the destination that is asked for.")
    var field: String?

    @Flag(help: "Start from the source: where did the record go?")
    var from = false

    @Option(
        parsing: .unconditional,
        help: "With --from: the record's number in the file instead of its key.",
        transform: wholeNumber)
    var record: Int?

    @Option(help: "The entity that is meant, where a key is in several.")
    var entity: String?

    func run() async throws {
        let command = self
        try await runUntilStopped { stop in try command.trace(stop: stop) }
    }

    private func trace(stop: StopSignal) throws {
        let workspace = try options.open()
        try checkPlace()
        try checkDistribution(in: workspace)
        var loaded = try LoadedConfiguration(workspace: workspace)
        try loaded.fillIn(from: workspace)
        do {
            let tracer = try Tracer(
                workspace: workspace, configuration: loaded.configuration,
                observer: Observer(shouldStop: { stop.isRaised }))
            let traces = try traces(by: tracer)
            for (number, trace) in traces.enumerated() {
                if number > 0 { print() }
                try checkField(of: trace)
                TraceText(trace: trace, field: wantedField).lines.forEach { print($0) }
            }
        } catch let error as ViewError {
            throw UsageError(error.description)
        } catch let error as FormatError {
            printError("p2c: \(error.issue.message)")
            throw ExitStatusError(status: .packageFailed)
        }
    }

    /// Throws when no run is named and what is named cannot be read.
    private func checkPlace() throws(UsageError) {
        if Int(place) != nil { return }
        guard Paths.leadsToFile(place) || Paths.leadsToFolder(place) else {
            throw UsageError("There is no file \(place)" + missingHint)
        }
        try ConversionOptions.checkReadable([place])
    }

    /// What may be meant by a place that is not there: the key, or a file of nearly that name.
    private var missingHint: String {
        let isPath = place.contains("/")
        if !isPath, let key, Int(key) != nil || Paths.leadsToFile(key) {
            return ". The package comes first: p2c trace \(from ? "--from " : "")\(key) \(place)"
        }
        if let near = nearPlace { return ". The nearest is \"\(near)\"" }
        if isPath { return "" }
        return
            ". Name the package first, by its path or the number of its run, then the record's key: "
            + "p2c trace PACKAGE KEY"
    }

    /// What lies in the folder under nearly that name, or behind the number of a run, as archived.
    private var nearPlace: String? {
        let name = Paths.name(of: place)
        let names = (try? Paths.names(in: Paths.parent(of: place))) ?? []
        let near =
            names.last { $0.hasSuffix("-\(name)") } ?? NearNames.of(name, among: names).first
        return near.map { place.dropLast(name.count) + $0 }
    }

    /// Records of a file that was distributed are traced in the runs of their companies.
    private func checkDistribution(in workspace: Workspace) throws {
        guard
            let found = try History(workspace: workspace)
                .distribution(behind: place, isSource: from)
        else { return }
        let shares = found.report.distribution?.shares ?? []
        let files = shares.flatMap(\.files).joined(separator: " and ")
        let named = (from ? "--from " : "", record == nil ? key ?? "KEY" : "KEY")
        let takers = found.takers.map {
            "\"p2c trace \(named.0)\($0.run ?? 0) \(named.1)\" (\($0.source.legalEntity ?? ""))"
        }
        let aside = found.report.quarantine.map {
            ". What it set aside itself is in \($0), each record with its reason"
        }
        throw UsageError(
            "Run \(found.report.run ?? 0) distributed \(found.report.source.name) to "
                + "\(files.isEmpty ? "no company" : files). "
                + (takers.isEmpty
                    ? "No run has taken that yet" : "Try " + takers.joined(separator: " or "))
                + (aside ?? ""))
    }

    private func traces(by tracer: Tracer) throws -> [RecordTrace] {
        if record != nil && (field != nil || !from) {
            throw UsageError("--record goes with --from, in the place of a key")
        }
        if let record {
            guard record > 0 else { throw UsageError("--record counts from 1") }
            return try tracer.trace(from: place, .number(record), entity: entity)
        }
        guard let key else { throw UsageError("Name the record's key: p2c trace PACKAGE KEY") }
        return try from
            ? tracer.trace(from: place, .key(key), entity: entity)
            : [tracer.trace(place, key: key, entity: entity)]
    }

    /// With a number the key is left out, and the field moves up.
    private var wantedField: String? { record == nil ? field : key }

    private func checkField(of trace: RecordTrace) throws(UsageError) {
        guard let field = wantedField, !trace.values.isEmpty,
            !trace.values.contains(where: { $0.field.isSameName(as: field) })
        else { return }
        throw UsageError(
            "\(trace.destinationEntity) \"\(trace.destinationKey)\" has no field \"\(field)\"."
                + NearNames.hint(for: field, among: trace.values.map(\.field)) + " It has "
                + trace.values.map(\.field).joined(separator: ", "))
    }
}
