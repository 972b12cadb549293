import Folders
import Records
import Store

/// The hidden folders in which one run prepares what it will publish, and where that goes.
final class RunWork {
    private let run: Run
    private let workspace: Workspace
    private let outbox: WorkFolder
    private let quarantine: WorkFolder
    private let waiting: WorkFolder
    /// Paths of folders, relative to the workspace.
    private var moves: [(from: String, to: String)] = []
    /// Paths of files that go into the inbox, relative to the workspace.
    private var handovers: [(from: String, to: String)] = []

    /// Makes the folders afresh.
    init(_ run: Run, in workspace: Workspace) throws(FoldersError) {
        self.run = run
        self.workspace = workspace
        outbox = try WorkFolder(beside: workspace.outbox, run: run.id)
        quarantine = try WorkFolder(beside: workspace.quarantine, run: run.id)
        waiting = try WorkFolder(beside: workspace.waiting, run: run.id)
    }

    /// Removes what is left of the folders.
    static func discard(_ run: Run, in workspace: Workspace) throws(FoldersError) {
        try WorkFolder.discard(beside: workspace.outbox, run: run.id)
        try WorkFolder.discard(beside: workspace.quarantine, run: run.id)
        try WorkFolder.discard(beside: workspace.waiting, run: run.id)
        try WorkFolder.discard(beside: workspace.inbox, run: run.id)
    }

    /// For a run that distributes; its files become visible in the inbox.
    func makeDistributionTargets() throws(FoldersError) -> Distribution.Targets {
        let inbox = try WorkFolder(beside: workspace.inbox, run: run.id)
        return .init(companies: inbox.path, quarantine: quarantine.path)
    }

    var targets: Conversion.Targets {
        .init(deliveries: outbox.path, quarantine: quarantine.path, waiting: waiting.path)
    }

    /// Decides where the results go, and puts that into the report.
    func plan(_ result: Conversion.Result, report: inout RunReport) throws(FoldersError) {
        let company = run.legalEntity ?? "-"
        for delivery in result.deliveries {
            let name = deliveryName(
                template: delivery.template, started: run.started, run: run.id)
            let from = "\(outbox.path)/\(delivery.template)"
            let to = "outbox/\(delivery.environment.rawValue)/\(company)/\(name)"
            moves.append((workspace.relative(from), to))
            let files = try WorkFolder.seal(from).map {
                RunReport.Delivery.File(name: $0.name, sha256: $0.sha256)
            }
            report.deliveries.append(RunReport.Delivery(path: to, files: files))
        }
        if result.hasQuarantine { planQuarantine(below: "/\(company)", report: &report) }
        if result.hasWaiting {
            let folder = Claim.waitingFolder(
                of: run.id, legalEntity: run.legalEntity, in: workspace)
            report.waiting = workspace.relative(folder)
            moves.append((workspace.relative(waiting.path), workspace.relative(folder)))
        }
    }

    /// The same for a run that distributes.
    func plan(
        _ result: Distribution.Result, from targets: Distribution.Targets, report: inout RunReport
    ) throws(FoldersError) {
        for (legalEntity, records) in result.companies {
            let folder = "\(targets.companies)/\(legalEntity)"
            var share = RunReport.Distribution.Share(
                legalEntity: legalEntity, records: records, files: [])
            for (name, _) in try WorkFolder.seal(folder) {
                let to = workspace.inboxPath(of: name, legalEntity: legalEntity, run: run.id)
                handovers.append((workspace.relative("\(folder)/\(name)"), to))
                share.files.append(to)
            }
            report.distribution?.shares.append(share)
        }
        if result.hasQuarantine { planQuarantine(below: "", report: &report) }
    }

    private func planQuarantine(below folder: String, report: inout RunReport) {
        let to = "quarantine\(folder)/run\(run.id)-records"
        moves.append((workspace.relative(quarantine.path), to))
        report.quarantine = to
    }

    /// Puts the report beside each result and makes all of it durable.
    func seal(report: [UInt8]) throws(FoldersError) -> [Publication] {
        var publications: [Publication] = []
        for handover in handovers {
            let digest = try sha256(ofFile: "\(workspace.root)/\(handover.from)").hexadecimal
            publications.append(
                Publication(
                    from: handover.from, to: handover.to,
                    digests: "\(digest)  \(Paths.name(of: handover.to))"))
        }
        for move in moves {
            let folder = "\(workspace.root)/\(move.from)"
            try WorkFolder.write(report, to: folder + "/report.json")
            let digests = try WorkFolder.seal(folder).map { "\($0.sha256)  \($0.name)" }
            publications.append(
                Publication(
                    from: move.from, to: move.to, digests: digests.joined(separator: "\n")))
        }
        return publications
    }
}
