import Records
import Testing

@testable import Store

@Suite struct `Ledger` {
    private let folder = TemporaryFolder()

    private func begin(
        _ store: CommonDataStore, legalEntity: String? = "USMF"
    ) throws -> RunID {
        let run = try store.beginRun(
            source: "accounts.zip", legalEntity: legalEntity, configuration: "c1",
            started: "2026-11-23T01:02:03Z")
        try store.noteContent(of: run, sha256: "abc", byteCount: 12)
        return run
    }

    private var result: RunResult {
        var result = RunResult(outcome: .warning)
        result.counts.read = 6
        result.counts.written = 1
        result.counts.quarantined = 2
        result.counts.filtered = 1
        result.counts.unchanged = 1
        result.counts.waiting = 1
        result.templates = ["Accounts (Sales to Fin and Ops)", "Products"]
        result.report = "{}"
        return result
    }

    private let publication = Publication(
        from: "outbox/.p2c-work/1/0", to: "outbox/finops/USMF/accounts", digests: "abc  a.xml")

    @Test func `survives being closed and opened again`() throws {
        var run = RunID(0)
        do {
            let store = try CommonDataStore(path: folder.store)
            run = try begin(store)
            try store.beginPackage(run)
            try store.put(makeBatch(["Number"], [["A1"]]))
            try store.commitPackage(result, publications: [publication])
        }
        let store = try CommonDataStore(path: folder.store)
        #expect(run == RunID(1))
        #expect(try store.unfinishedRuns().map(\.stage) == [.prepared])
        #expect(try store.publications(of: run) == [publication])
        #expect(try store.report(of: run) == "{}")
        #expect(try store.query("SELECT Number FROM Account") == ["A1"])

        try store.setStage(.published, of: run)
        try store.close(run, finished: "2026-11-23T01:02:04Z")
        let expected = Run(
            id: run, source: "accounts.zip", legalEntity: "USMF", sha256: "abc", byteCount: 12,
            configuration: "c1", started: "2026-11-23T01:02:03Z",
            finished: "2026-11-23T01:02:04Z", stage: .closed, outcome: .warning,
            templates: ["Accounts (Sales to Fin and Ops)", "Products"], duplicateOf: nil,
            counts: result.counts)
        #expect(try store.run(run) == expected)
        #expect(try store.unfinishedRuns() == [])
    }

    @Test func `lists the latest runs first`() throws {
        let store = try CommonDataStore(path: folder.store)
        for _ in 1...3 { _ = try begin(store) }
        #expect(try store.runs(limit: 2).map(\.id) == [RunID(3), RunID(2)])
        #expect(try store.run(RunID(9)) == nil)
    }

    @Test func `leaves an interrupted package where it was claimed`() throws {
        do {
            let store = try CommonDataStore(path: folder.store)
            let run = try begin(store)
            try store.beginPackage(run)
            try store.put(makeBatch(["Number"], [["A1"]]))
        }
        let store = try CommonDataStore(path: folder.store)
        #expect(try store.unfinishedRuns().map(\.stage) == [.claimed])
        #expect(try store.query("SELECT name FROM sqlite_schema WHERE name = 'Account'") == [])
    }

    @Test func `knows the sizes of what runs read`() throws {
        let store = try CommonDataStore(path: folder.store)
        #expect(try !store.hasRun(ofSize: 12))
        _ = try begin(store)
        #expect(try store.hasRun(ofSize: 12))
        #expect(try !store.hasRun(ofSize: 13))
    }

    @Test func `finds what was delivered already`() throws {
        let store = try CommonDataStore(path: folder.store)
        let run = try begin(store)
        func find(_ legalEntity: String?, _ configuration: String = "c1") throws -> RunID? {
            try store.completedRun(
                sha256: "abc", legalEntity: legalEntity, configuration: configuration)
        }
        #expect(try find("USMF") == nil)
        try store.beginPackage(run)
        try store.commitPackage(RunResult(outcome: .completed), publications: [])
        #expect(try find("USMF") == run)
        #expect(try find("DEMF") == nil)
        #expect(try find(nil) == nil)
        #expect(try find("USMF", "c2") == nil)

        var again = RunResult(outcome: .duplicate)
        again.duplicateOf = run
        let second = try begin(store)
        try store.conclude(second, again)
        #expect(try find("USMF") == run)
        #expect(try store.run(second)?.duplicateOf == run)
        #expect(try store.run(second)?.stage == .published)
    }

    @Test(arguments: [RunOutcome.warning, .error, .unreadable, .duplicate])
    func `takes nothing for delivered that was not`(outcome: RunOutcome) throws {
        let store = try CommonDataStore(path: folder.store)
        let run = try begin(store, legalEntity: nil)
        try store.conclude(run, RunResult(outcome: outcome))
        #expect(
            try store.completedRun(sha256: "abc", legalEntity: nil, configuration: "c1") == nil)
    }

    @Test func `prepares a run again after it was interrupted`() throws {
        let store = try CommonDataStore(path: folder.store)
        let run = try begin(store)
        for _ in 1...2 {
            try store.beginPackage(run)
            try store.commitPackage(result, publications: [publication, publication])
        }
        #expect(try store.publications(of: run).count == 2)
    }
}

@Suite struct `Recovery step` {
    @Test(
        arguments: [
            (RunStage.claimed, true, RecoveryStep.runAgain),
            (.claimed, false, .abandon),
            (.prepared, true, .publish),
            (.prepared, false, .publish),
            (.published, true, .putAway),
            (.published, false, .close),
            (.closed, true, .release),
            (.closed, false, .nothing),
            (.abandoned, true, .release),
            (.abandoned, false, .nothing),
            (nil, true, .release),
            (nil, false, .nothing),
        ] as [(RunStage?, Bool, RecoveryStep)])
    func `follows from the stage`(stage: RunStage?, claimExists: Bool, expected: RecoveryStep) {
        #expect(RecoveryStep.next(stage: stage, claimExists: claimExists) == expected)
    }
}
