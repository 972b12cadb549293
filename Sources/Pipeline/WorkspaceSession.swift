import Folders
import Formats
import Mapping
import Records
import Store

/// p2c at work in one workspace: takes packages out of the inbox one after another, and after a crash
/// finishes what was begun. Holds the workspace's lock as long as it lives.
package final class WorkspaceSession {
    let workspace: Workspace
    /// As the settings and templates have it.
    private let givenConfiguration: Configuration
    /// The same with what people filled in until the latest package was taken.
    var configuration: Configuration
    /// The files, below the inbox, that the latest run handed on to companies.
    var handedOn: [String] = []
    private let lock: WorkspaceLock
    let store: CommonDataStore
    let clock: () -> String

    /// Locks the workspace and opens its store. `clock` gives the time in UTC as
    /// `2026-11-23T01:02:03Z`.
    package init(
        workspace: Workspace, configuration: Configuration, clock: @escaping () -> String
    ) throws {
        self.workspace = workspace
        givenConfiguration = configuration
        self.configuration = configuration
        self.clock = clock
        lock = try workspace.lock()
        store = try CommonDataStore(path: workspace.storePath)
    }

    /// Takes a settled file of the inbox from claim to archive, by the templates of a project or of
    /// all that cover its company. Throws before it is touched when what people filled in cannot be
    /// understood.
    package func convert(
        _ entry: InboxEntry, project: String? = nil, full: Bool, observer: Observer
    ) throws -> RunReport {
        configuration = try workspace.fillingIn(givenConfiguration)
        let legalEntity = configuration.spelled(
            entry.legalEntity ?? configuration.defaultLegalEntity)
        let id = try store.beginRun(
            source: entry.name, legalEntity: legalEntity,
            configuration: configuration.digest(of: project), started: clock())
        let claim = try Claim.take(
            entry, for: entry.legalEntity == nil ? nil : legalEntity, in: workspace, run: id)
        guard let run = try store.run(id) else {
            preconditionFailure("The ledger has the run that it just began")
        }
        return try process(claim, run: run, project: project, full: full, observer: observer)
    }

    /// The records of CDS, by entity, for cases of templates.
    func commonData() throws -> [(
        entity: String, listing: (fields: [String], records: [[String?]])
    )] {
        try store.entityNames().map { ($0, try store.listing(of: $0)) }
    }

    /// Finishes the runs that an earlier program left, in order, those of one project by its templates
    /// alone. A claim that no run answers for goes
    /// back into the inbox.
    package func recover(
        full: Bool, observer: Observer, tell: (RunReport) -> Void
    ) throws {
        configuration = try workspace.fillingIn(givenConfiguration)
        try checkKeys()
        try checkOrganizations()
        for run in try store.unfinishedRuns() {
            if observer.shouldStop() { return }
            let claim = try Claim.find(run: run.id, in: workspace)
            switch RecoveryStep.next(stage: run.stage, claimExists: claim != nil) {
            case .runAgain:
                guard let claim else { preconditionFailure("To run again needs a claim") }
                let project = configuration.project(ofDigest: run.configuration)
                tell(
                    try process(
                        claim, run: run, project: project, full: full, observer: observer))
            case .publish: tell(try publish(run, claim: claim))
            case .putAway, .close: tell(try putAway(run, claim: claim))
            case .abandon: try store.setStage(.abandoned, of: run.id)
            case .release, .nothing: break
            }
        }
        for claim in try Claim.all(in: workspace) {
            let stage = try store.run(claim.run)?.stage
            if RecoveryStep.next(stage: stage, claimExists: true) == .release {
                try claim.release()
            }
        }
        try Claim.removeEmptyFolders(in: workspace)
    }

    func process(
        _ claim: Claim, run: Run, project: String? = nil, full: Bool,
        goFirst: Set<[UInt8]> = [], observer: Observer
    ) throws -> RunReport {
        handedOn = []
        let digest = BackgroundDigest(of: claim.path)
        var run = run
        let look = try look(into: claim, of: &run, observer: observer)
        var report = try report(on: claim, run: run)
        if run.resumes == nil, !full, try store.hasRun(ofSize: report.source.bytes),
            let earlier = try duplicate(of: digest.value().hexadecimal, run: run, project: project)
        {
            report.outcome = .duplicate
            report.duplicateOf = earlier.rawValue
            try noteContent(digest, of: run, in: &report)
            return try conclude(run, claim: claim, outcome: .duplicate, report: &report)
        }
        let issue = try prepare(run, report: &report) { work, report, log in
            if let look, look.route == .several {
                try distribute(
                    look.package, work: work, report: &report, log: &log, observer: observer)
            } else {
                let rules = try waitingRules(run, goFirst: goFirst)
                try convert(
                    claim, opened: look?.package, run: run, project: project, work: work,
                    full: full, rules: rules, report: &report, log: &log, observer: observer)
            }
            try noteContent(digest, of: run, in: &report)
        }
        if issue != nil {
            try noteContent(digest, of: run, in: &report)
            return try conclude(run, claim: claim, outcome: .unreadable, report: &report)
        }
        return try publish(run, claim: claim)
    }

    /// The report before anything has been done.
    private func report(on claim: Claim, run: Run) throws -> RunReport {
        var report = RunReport(
            run: run.id.rawValue, started: run.started,
            source: .init(
                name: run.source, legalEntity: run.legalEntity,
                bytes: try fileSize(of: claim.path), sha256: nil))
        report.source.heldBy = run.resumes?.rawValue
        return report
    }

    /// Waits for the digest; comes before the run's result becomes durable.
    private func noteContent(
        _ digest: BackgroundDigest, of run: Run, in report: inout RunReport
    ) throws {
        let content = try digest.value()
        report.source.sha256 = content.hexadecimal
        try store.noteContent(
            of: run.id, sha256: content.hexadecimal, byteCount: content.byteCount)
    }

    /// Does the work within the package transaction and makes its result durable, ready to be
    /// published. Where that fails nothing of it stays; when the package is at fault the issue is
    /// returned, and is in the report.
    private func prepare(
        _ run: Run, report: inout RunReport,
        _ doWork: (RunWork, inout RunReport, inout IssueLog) throws -> Void
    ) throws -> Issue? {
        var log = IssueLog()
        do {
            let work = try RunWork(run, in: workspace)
            try store.beginPackage(run.id)
            try doWork(work, &report, &log)
            try commit(run, work: work, report: &report)
            return nil
        } catch {
            try store.rollbackPackage()
            try RunWork.discard(run, in: workspace)
            guard let issue = Self.packageIssue(error) else { throw error }
            for warning in (error as? FormatError)?.noticed ?? [] { log.note(warning) }
            report.fail(issue, after: log)
            return issue
        }
    }

    /// The issue when the package is at fault; nil when the machine is, or somebody asked to stop.
    private static func packageIssue(_ error: any Error) -> Issue? {
        switch error {
        case let error as FormatError: error.issue
        case let error as PipelineError where error.isAboutPackage:
            error.issue ?? Issue(.notConverted, error.description)
        default: nil
        }
    }

    private func convert(
        _ claim: Claim, opened: SourcePackage?, run: Run, project: String?, work: RunWork,
        full: Bool, rules: WaitingRecords.Rules?, report: inout RunReport, log: inout IssueLog,
        observer: Observer
    ) throws {
        try checkLegalEntity(run.legalEntity, file: run.source)
        let package = try opened ?? open(claim, of: run)
        let conversion = Conversion(
            configuration: configuration.scoped(to: run.legalEntity, project: project),
            legalEntity: run.legalEntity,
            hub: Hub(store: store, isFull: full), targets: work.targets, waitingRules: rules,
            observer: observer)
        let result = try conversion.convert(package, report: &report, log: &log)
        try noteOrganization(of: run.legalEntity)
        try noteUnmapped(result, of: run, report: &report, log: &log)
        report.take(log)
        report.settleOutcome()
        try work.plan(result, report: &report)
    }

    func open(_ claim: Claim, of run: Run) throws(FormatError) -> SourcePackage {
        try SourcePackage.open(
            path: claim.path, name: run.source, limits: configuration.limits,
            formats: configuration.formats)
    }

    /// Puts the values that no map had before people. Comes before the commit, so that a crash
    /// loses none; to write them again changes nothing.
    private func noteUnmapped(
        _ result: Conversion.Result, of run: Run, report: inout RunReport, log: inout IssueLog
    ) throws {
        do {
            let added = try workspace.addToWorklist(
                result.unmapped, organization: run.legalEntity, run: run.id.rawValue)
            report.refusedValues = added.count { $0.unmapped == .error }
            report.passedValues = added.count - report.refusedValues
        } catch let error as MappingError {
            // Somebody is editing it. The values come again with the records that were set aside.
            log.note(error.issue)
        }
    }

    /// Makes the result durable and the stage `prepared`, with the report beside each delivery.
    private func commit(_ run: Run, work: RunWork, report: inout RunReport) throws {
        report.finished = clock()
        let publications = try work.seal(report: report.json)
        try store.commitPackage(report.ledgerResult, publications: publications)
    }

    private func publish(_ run: Run, claim: Claim?) throws -> RunReport {
        for publication in try store.publications(of: run.id) {
            if publication.to.hasPrefix("inbox/") {
                let place = try workspace.handOn(
                    from: publication.from, to: publication.to, run: run.id,
                    isMarked: configuration.needsDoneMarkers)
                if let place { handedOn.append(place) }
            } else {
                try workspace.publish(from: publication.from, to: publication.to)
            }
        }
        try RunWork.discard(run, in: workspace)
        try store.setStage(.published, of: run.id)
        return try putAway(run, claim: claim)
    }

    /// Ends a run that publishes nothing.
    func conclude(
        _ run: Run, claim: Claim?, outcome: RunOutcome, report: inout RunReport
    ) throws -> RunReport {
        if let held = run.resumes { try store.forgetWaiting(of: held) }
        report.finished = clock()
        var result = report.ledgerResult
        result.outcome = outcome
        try store.conclude(run.id, result)
        return try putAway(run, claim: claim)
    }

    /// Puts the claimed file into archive/ or quarantine/ and closes the run.
    private func putAway(_ run: Run, claim: Claim?) throws -> RunReport {
        guard let json = try store.report(of: run.id),
            let report = RunReport.parse(Array(json.utf8))
        else { preconditionFailure("A run that is to be put away has a report") }
        if let claim {
            if let failure = report.failure {
                try claim.quarantine(reason: failure + "\n")
            } else {
                try claim.archive()
            }
        }
        try store.close(run.id, finished: report.finished ?? run.started)
        return report
    }

    /// The run that delivered the same content completely. Where records were set aside, also after
    /// they had waited, the content is taken again: what they lacked may be there. So it is when another
    /// file came in between, as the records or what they refer to may have been otherwise meanwhile,
    /// and when another project took it, as its templates left the others' records.
    private func duplicate(of sha256: String, run: Run, project: String?) throws -> RunID? {
        let earlier = try store.completedRun(
            sha256: sha256, legalEntity: run.legalEntity,
            configuration: configuration.digest(of: project))
        var last = earlier
        while let held = last, let next = try store.run(resuming: held) {
            let outcome = try store.run(next)?.outcome ?? .completed
            guard outcome == .completed else { return nil }
            last = next
        }
        guard let earlier, let run = try store.run(earlier) else { return nil }
        return try store.isOvertaken(run) ? nil : earlier
    }

    private func checkLegalEntity(_ legalEntity: String?, file: String) throws {
        guard let legalEntity else {
            throw PipelineError.package(
                Issue(.noLegalEntity, "\(file) lies in inbox/ itself", file: file))
        }
        guard configuration.organization(of: legalEntity) != nil else {
            let known = configuration.companies.joined(separator: ", ")
            throw PipelineError.package(
                Issue(
                    .unknownLegalEntity,
                    "\"\(legalEntity)\" is none of "
                        + (known.isEmpty ? "the settings' organizations" : known), file: file))
        }
    }
}

extension RunReport {
    /// What the ledger keeps of the report.
    fileprivate var ledgerResult: RunResult {
        var result = RunResult(outcome: RunOutcome(rawValue: outcome.rawValue) ?? .error)
        result.counts = records
        result.templates = Array(Set(tasks.map(\.template))).sorted()
        result.duplicateOf = duplicateOf.map { RunID($0) }
        result.report = String(decoding: json, as: UTF8.self)
        return result
    }
}
