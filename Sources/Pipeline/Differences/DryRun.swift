import Folders
import Formats
import Mapping
import Records
import Store

/// What a run would change at the destination. It works on a copy of the store and delivers nothing;
/// the workspace stays as it is, and a run that is at work is not disturbed.
package final class DryRun {
    private let configuration: Configuration
    private let clock: () -> String
    private let observer: Observer
    private let scratch: TemporaryFolder
    private let store: CommonDataStore
    private var deliveries = 0

    package init(
        workspace: Workspace, configuration: Configuration, clock: @escaping () -> String,
        observer: Observer
    ) throws {
        self.configuration = configuration
        self.clock = clock
        self.observer = observer
        scratch = try TemporaryFolder()
        store = try CommonDataStore(
            copyOf: workspace.storePath, at: scratch.path + "/p2c.sqlite")
    }

    deinit { scratch.remove() }

    /// Converts the file as a run would, tells what it would change, record by record, and returns the
    /// run's report with the counts of each entity.
    ///
    /// What the destination has is made from CDS by the template's last leg. Templates that do not go
    /// through CDS keep no records; what they would send counts as added.
    package func convert(
        _ path: String, legalEntity: String?, tell: (RecordDifference) -> Void
    ) throws -> (report: RunReport, counts: [DifferenceCounts]) {
        let legalEntity = legalEntity ?? configuration.defaultLegalEntity
        let name = fileName(of: path)
        let scoped = configuration.scoped(to: legalEntity)
        var report = RunReport(
            run: nil, started: clock(),
            source: .init(
                name: name, legalEntity: legalEntity, bytes: try fileSize(of: path), sha256: nil))
        var log = IssueLog()
        let package: SourcePackage
        let after: [String: [String]]
        do {
            package = try SourcePackage.open(
                path: path, name: name, limits: scoped.limits, formats: scoped.formats)
            after = try convert(
                package, scoped, legalEntity: legalEntity, report: &report, log: &log)
        } catch let error as FormatError {
            for warning in error.noticed { log.note(warning) }
            report.fail(error.issue, after: log)
            return (report, [])
        } catch let error as PipelineError where error.isAboutPackage {
            report.fail(error, after: log)
            return (report, [])
        }
        let before = try deliverAsBefore(
            TaskMatch(package, configuration: scoped).byTemplate.filter {
                after[$0.0.folder] != nil
            },
            scoped, legalEntity: legalEntity, started: report.started)
        var counts: [DifferenceCounts] = []
        for (template, paths) in after.sorted(by: { $0.key < $1.key }) {
            let comparison = try PackageComparison(
                configuration: configuration, isWhole: false, observer: observer)
            counts += try comparison.compare(before[template] ?? [], with: paths, tell: tell)
        }
        return (report, counts)
    }

    /// Converts all records of the file, also those that were delivered already and those of which CDS
    /// has a later state. Returns the run's report with the files made, which live as long as this.
    package func convertAll(
        _ path: String, legalEntity: String?
    ) throws -> (report: RunReport, files: [String]) {
        let legalEntity = legalEntity ?? configuration.defaultLegalEntity
        var scoped = configuration.scoped(to: legalEntity)
        scoped.leavesOlderRecords = false
        let name = fileName(of: path)
        var report = RunReport(
            run: nil, started: clock(),
            source: .init(
                name: name, legalEntity: legalEntity, bytes: try fileSize(of: path), sha256: nil))
        var log = IssueLog()
        do {
            let package = try SourcePackage.open(
                path: path, name: name, limits: scoped.limits, formats: scoped.formats)
            let made = try convert(
                package, scoped, legalEntity: legalEntity, isFull: true, report: &report,
                log: &log)
            return (report, made.sorted { $0.key < $1.key }.flatMap(\.value))
        } catch let error as FormatError {
            report.fail(error.issue, after: log)
        } catch let error as PipelineError where error.isAboutPackage {
            report.fail(error, after: log)
        }
        return (report, [])
    }

    /// Converts the package in a transaction that is undone. Returns what each template would deliver.
    private func convert(
        _ package: SourcePackage, _ configuration: Configuration, legalEntity: String?,
        isFull: Bool = false, report: inout RunReport, log: inout IssueLog
    ) throws -> [String: [String]] {
        let targets = try makeTargets()
        let run = try begin(report)
        defer { try? store.rollbackPackage() }
        let conversion = Conversion(
            configuration: configuration, legalEntity: legalEntity,
            hub: Hub(store: store, isFull: isFull), targets: targets,
            waitingRules: configuration.waits
                ? .init(run: run, started: report.started, begin: nil) : nil,
            observer: observer)
        let result = try conversion.convert(package, report: &report, log: &log)
        report.takeWithoutWorklist(log)
        report.settleOutcome()
        report.finished = clock()
        var files: [String: [String]] = [:]
        for (template, _) in result.deliveries {
            files[template] = try DeliveredFiles.files(in: "\(targets.deliveries)/\(template)")
        }
        return files
    }

    /// Writes what the destinations have of the entities of the tasks, by the last legs of the
    /// templates.
    private func deliverAsBefore(
        _ tasks: [(Configuration.EnabledTemplate, [TaskMatch.Assignment])],
        _ configuration: Configuration, legalEntity: String?, started: String
    ) throws -> [String: [String]] {
        let targets = try makeTargets()
        _ = try begin(
            RunReport(
                run: nil, started: started,
                source: .init(name: "", legalEntity: legalEntity, bytes: 0, sha256: nil)))
        defer { try? store.rollbackPackage() }
        let conversion = Conversion(
            configuration: configuration, legalEntity: legalEntity,
            hub: Hub(store: store, isFull: true), targets: targets, observer: observer)
        var files: [String: [String]] = [:]
        for (template, assignments) in tasks {
            let isWritten = try conversion.deliverFromCDS(
                template, tasks: assignments.map(\.task), started: started)
            guard isWritten else { continue }
            files[template.folder] = try DeliveredFiles.files(
                in: "\(targets.deliveries)/\(template.folder)")
        }
        return files
    }

    private func begin(_ report: RunReport) throws -> RunID {
        let run = try store.beginRun(
            source: report.source.name, legalEntity: report.source.legalEntity,
            configuration: "", started: report.started)
        try store.beginPackage(run)
        return run
    }

    private func makeTargets() throws -> Conversion.Targets {
        deliveries += 1
        let folder = "\(scratch.path)/\(deliveries)"
        let targets = Conversion.Targets(
            deliveries: folder + "/deliveries", quarantine: folder + "/quarantine",
            waiting: folder + "/waiting")
        for path in [folder, targets.deliveries, targets.quarantine, folder + "/waiting"] {
            try Paths.makeFolder(path)
        }
        return targets
    }
}
