import Folders
import Formats
import Glibc
import Records

/// Converts single files into a folder and keeps no state.
package struct FileConversion {
    private let configuration: Configuration
    private let legalEntity: String?
    private let isBare: Bool
    private let clock: () -> String

    /// `isBare` writes entity files themselves instead of packages around them.
    package init(
        configuration: Configuration, legalEntity: String?, isBare: Bool,
        clock: @escaping () -> String
    ) {
        self.configuration = configuration
        self.legalEntity = configuration.spelled(
            legalEntity ?? configuration.defaultLegalEntity)
        self.isBare = isBare
        self.clock = clock
    }

    /// The systems that records of the file would go to; none of a file that cannot be read.
    package func destinations(of path: String) -> Set<Environment> {
        let scoped = configuration.scoped(to: legalEntity)
        let package = try? SourcePackage.open(
            path: path, name: fileName(of: path), limits: scoped.limits, formats: scoped.formats)
        guard let package else { return [] }
        let match = TaskMatch(package, configuration: scoped)
        return Set(match.assignments.map(\.destination.environment))
    }

    /// Makes a folder named after the file in `output`, with the packages, `report.json` and, if
    /// records were set aside, `quarantine/`. Throws when that folder is there already.
    package func convert(
        _ path: String, into output: String, observer: Observer
    ) throws -> RunReport {
        let name = fileName(of: path)
        var report = RunReport(
            run: nil, started: clock(),
            source: .init(
                name: name, legalEntity: legalEntity, bytes: try fileSize(of: path), sha256: nil))
        let work = try OutputFolder(in: output, named: stem(of: name, at: path))
        var log = IssueLog()
        do {
            try convert(
                path, name: name, work: work, report: &report, log: &log, observer: observer)
        } catch let error as FormatError {
            for warning in error.noticed { log.note(warning) }
            report.fail(error.issue, after: log)
        } catch let error as PipelineError where error.isAboutPackage {
            report.fail(error, after: log)
        } catch {
            try? work.discard()
            throw error
        }
        if report.failure != nil {
            try work.discard()
            return report
        }
        report.finished = clock()
        try work.publish(report: report.json)
        return report
    }

    private func convert(
        _ path: String, name: String, work: OutputFolder, report: inout RunReport,
        log: inout IssueLog, observer: Observer
    ) throws {
        let package = try SourcePackage.open(
            path: path, name: name, limits: configuration.limits, formats: configuration.formats)
        let conversion = Conversion(
            configuration: configuration, legalEntity: legalEntity, hub: nil,
            targets: .init(deliveries: work.path, quarantine: work.path + "/quarantine"),
            isBare: isBare, observer: observer)
        let result = try conversion.convert(package, report: &report, log: &log)
        report.takeWithoutWorklist(log)
        report.settleOutcome()
        report.deliveries = result.deliveries.map {
            RunReport.Delivery(path: "\(work.finalPath)/\($0.template)", files: [])
        }
        if result.hasQuarantine { report.quarantine = work.finalPath + "/quarantine" }
    }

    /// A file's name without its ending, twice for `accounts.csv.gz`; a folder's as it is.
    private func stem(of name: String, at path: String) -> String {
        guard !Paths.leadsToFolder(path), let dot = name.lastIndex(of: "."),
            dot != name.startIndex
        else { return name }
        let stem = String(name[..<dot])
        return name[dot...].lowercased() == ".gz" ? self.stem(of: stem, at: path) : stem
    }
}

extension RunReport {
    /// The outcome that follows from the counts.
    mutating func settleOutcome() {
        if records.quarantined == 0 {
            outcome = .completed
        } else {
            let others = records.written + records.unchanged + records.waiting
            outcome = others > 0 ? .warning : .error
        }
    }

    /// Notes that the package as a whole could not be converted. `log` has what was found before.
    mutating func fail(_ issue: Issue, after log: IssueLog) {
        outcome = .error
        failure = issue.message
        var log = log
        log.note(issue)
        take(log)
        forgetResults()
    }

    mutating func fail(_ error: PipelineError, after log: IssueLog) {
        if let issue = error.issue { return fail(issue, after: log) }
        outcome = .error
        failure = error.description
        take(log)
        forgetResults()
    }

    private mutating func forgetResults() {
        (records, tasks, deliveries, quarantine) = (RecordCounts(), [], [], nil)
        distribution = nil
    }
}
