import Folders
import Records
import Store

/// Taking up what waits.
extension WorkspaceSession {
    /// Takes up the records that wait, package by package, as long as what one of them waits for has
    /// arrived or its time is over.
    package func resume(observer: Observer, tell: (RunReport) -> Void) throws {
        var tried: Set<RunID> = []
        while !observer.shouldStop() {
            // Where nothing waits any more, all that waited goes on.
            let days = configuration.waits ? configuration.waitingDays : 0
            let deadline = Deadline.text(daysBefore: clock(), days)
            let runs = try (store.resumableRuns(deadline: deadline) + runsAwaitingReferences())
                .sorted()
            var goFirst: Set<[UInt8]> = []
            var next = runs.first { !tried.contains($0) }
            if next == nil {
                let circles = WaitingCircles(try store.chainedWaitingRecords()).first
                next = circles.keys.sorted().first { !tried.contains($0) }
                goFirst = next.flatMap { circles[$0] } ?? []
            }
            guard let held = next else { return }
            let report = try resume(held, goFirst: goFirst, observer: observer)
            tell(report)
            // What did not move is tried again only when something else did.
            let hasMoved = report.records.waiting < report.records.read
            if hasMoved {
                tried = []
            } else if let run = report.run {
                tried.insert(RunID(run))
            }
        }
    }

    /// The runs that hold records which wait for a key of Sales whose id references.csv tells meanwhile.
    private func runsAwaitingReferences() throws -> [RunID] {
        var told: Set<String> = []
        for reference in configuration.references {
            guard let schema = configuration.schemas.schema(.sales, named: reference.table),
                schema.businessKey?.isSameName(as: reference.keyField) == true
            else { continue }
            told.insert("\(schema.name) \(reference.key)".foldedName)
        }
        if told.isEmpty { return [] }
        let runs = try store.awaitedSalesKeys().filter { awaited in
            awaited.tables.contains { told.contains("\($0) \(awaited.key)".foldedName) }
        }.map(\.run)
        return Array(Set(runs))
    }

    private func resume(
        _ held: RunID, goFirst: Set<[UInt8]>, observer: Observer
    ) throws -> RunReport {
        guard let earlier = try store.run(held) else {
            preconditionFailure("The ledger has the runs that hold records")
        }
        let id = try store.beginRun(
            source: earlier.source, legalEntity: earlier.legalEntity,
            configuration: configuration.digest, started: clock(), resumes: held)
        let claim = try Claim.takeWaiting(
            of: held, legalEntity: earlier.legalEntity, in: workspace, run: id)
        guard let run = try store.run(id) else {
            preconditionFailure("The ledger has the run that it just began")
        }
        guard let claim else { return try concludeGone(run, held: held) }
        return try process(
            claim, run: run, full: false, goFirst: goFirst, observer: observer)
    }

    /// Ends a run whose records somebody has taken out of waiting/.
    private func concludeGone(_ run: Run, held: RunID) throws -> RunReport {
        var report = RunReport(
            run: run.id.rawValue, started: run.started,
            source: .init(name: run.source, legalEntity: run.legalEntity, bytes: 0, sha256: nil))
        let folder = Claim.waitingFolder(of: held, legalEntity: run.legalEntity, in: workspace)
        report.fail(
            Issue(.waitingGone, "\(workspace.relative(folder)) is not there", file: run.source),
            after: IssueLog())
        return try conclude(run, claim: nil, outcome: .error, report: &report)
    }

    /// Takes over what the run that held the records knows of them, within the package transaction.
    func waitingRules(
        _ run: Run, goFirst: Set<[UInt8]>
    ) throws -> WaitingRecords.Rules? {
        var rules = WaitingRecords.Rules(run: run.id, started: run.started)
        guard let held = run.resumes else { return configuration.waits ? rules : nil }
        rules.begin = try store.beginOfWaiting(held)
        rules.goFirst = goFirst
        rules.sent = try store.sentRecords(of: held)
        rules.withdrawn = try store.withdrawnRecords(of: held)
        let deadline = Deadline.text(daysBefore: run.started, configuration.waitingDays)
        rules.isOver = rules.begin.map { $0.since < deadline } ?? false
        try store.forgetWaiting(of: held)
        return configuration.waits ? rules : nil
    }
}
