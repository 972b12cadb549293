import Folders
import Records
import Store

/// The runs of a workspace, for reading.
package struct History {
    private let store: CommonDataStore

    package init(workspace: Workspace) throws {
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

    /// The report of one run; nil when there is no such run.
    package func report(_ number: Int) throws -> RunReport? {
        guard let run = try store.run(RunID(number)) else { return nil }
        guard let json = try store.report(of: run.id) else { return RunReport(unfinished: run) }
        return RunReport.parse(Array(json.utf8)) ?? RunReport(unfinished: run)
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
