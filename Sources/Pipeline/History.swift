import Folders
import Records
import Store

/// The runs of a workspace, for reading.
package struct History {
    private let store: CommonDataStore
    private let workspace: Workspace

    package init(workspace: Workspace) throws {
        self.workspace = workspace
        store = try CommonDataStore(path: workspace.storePath)
    }

    /// The latest runs, the latest first, with what the ledger knows when no report was written.
    package func latest(_ count: Int) throws -> [RunReport] {
        try store.runs(limit: count).map { run in
            try report(run.id.rawValue) ?? RunReport(unfinished: run)
        }
    }

    /// The records that wait for others, the earliest first.
    package func waiting() throws -> [WaitingRecord] { try store.waitingRecords() }

    /// The company of a run's records; nil where there was none.
    package func legalEntity(of run: RunID) throws -> String? { try store.run(run)?.legalEntity }

    /// The files that a run delivered. Throws where there is no such run, it delivered nothing, or that
    /// was taken away.
    package func deliveredFiles(of number: Int) throws -> [String] {
        guard let run = try store.run(RunID(number)) else {
            throw ViewError("There is no run \(number). \"p2c history\" lists the runs")
        }
        let files = try DeliveredFiles.paths(of: run.id, store: store, workspace: workspace)
        if files.isEmpty {
            throw ViewError(
                "Nothing of run \(number) lies in outbox/. Name the package itself, wherever it is")
        }
        return files
    }

    /// The report of one run; nil when there is no such run.
    package func report(_ number: Int) throws -> RunReport? {
        guard let run = try store.run(RunID(number)) else { return nil }
        guard let json = try store.report(of: run.id) else { return RunReport(unfinished: run) }
        return RunReport.parse(Array(json.utf8)) ?? RunReport(unfinished: run)
    }
}

extension History {
    /// The report of the run that distributed what a question is about, with the runs that took what it
    /// handed on: the run of that number, or the one that read the file (`isSource`) or made it. Nil
    /// where no such run distributed anything.
    package func distribution(
        behind place: String, isSource: Bool
    ) throws -> (report: RunReport, takers: [RunReport])? {
        var run = Int(place)
        if run == nil {
            let digest = try sha256(of: place).hexadecimal
            run =
                isSource
                ? try store.runs(ofContent: digest).first { $0.duplicateOf == nil }?.id.rawValue
                : try store.run(thatPublished: digest)?.rawValue
        }
        guard let run, let report = try report(run), report.distribution != nil else { return nil }
        return (report, try takers(of: RunID(run)))
    }

    /// The first run behind it of each file that it handed on.
    private func takers(of run: RunID) throws -> [RunReport] {
        var found: [RunReport] = []
        for publication in try store.publications(of: run)
        where publication.to.hasPrefix("inbox/") {
            let digest = String(publication.digests.prefix { $0 != " " })
            let taker = try store.runs(ofContent: digest).last { taker in
                taker.id > run
                    && publication.to.hasPrefix("inbox/\(taker.legalEntity ?? "")/")
            }
            if let taker { try report(taker.id.rawValue).map { found.append($0) } }
        }
        return found
    }
}

extension RunReport {
    fileprivate init(unfinished run: Run) {
        self.init(
            run: run.id.rawValue, started: run.started,
            source: .init(
                name: run.source, legalEntity: run.legalEntity, bytes: run.byteCount ?? 0,
                sha256: run.sha256))
        outcome = .error
        failure =
            run.stage == .abandoned
            ? "It was interrupted before it began; the file stayed in the inbox."
            : "It was interrupted; the next \"p2c run\" finishes it."
    }
}
