import Records
import Testing

@testable import Pipeline

@Suite struct `Record identity` {
    @Test func `is the version-5 GUID of company, table and key`() {
        // Worked out with Python's uuid module:
        // uuid5(uuid5(NAMESPACE_URL, "https://p2c.example/sales/USMF"), "product:d0001")
        let identity = RecordIdentity(legalEntity: "usmf")
        let id = "871b4baa-e73d-5997-a382-0d8c830d0c01"
        #expect(identity.id(table: "product", key: "D0001") == id)
        #expect(identity.id(table: "product", key: "d0001  ") == id)
        #expect(identity.id(table: "account", key: "D0001") != id)
        #expect(RecordIdentity(legalEntity: "DEMF").id(table: "product", key: "D0001") != id)
    }
}

@Suite struct `Run report` {
    private func report(_ counts: (read: Int, written: Int, quarantined: Int, unchanged: Int))
        -> RunReport
    {
        var report = RunReport(
            run: 1, started: "2026-11-23T01:02:03Z",
            source: .init(name: "a.csv", legalEntity: "USMF", bytes: 1, sha256: ""))
        report.records.read = counts.read
        report.records.written = counts.written
        report.records.quarantined = counts.quarantined
        report.records.unchanged = counts.unchanged
        report.settleOutcome()
        return report
    }

    @Test func `is completed, a warning or an error as all, some or none went through`() {
        #expect(report((3, 3, 0, 0)).outcome == .completed)
        #expect(report((3, 2, 1, 0)).outcome == .warning)
        #expect(report((3, 0, 1, 2)).outcome == .warning)
        #expect(report((3, 0, 3, 0)).outcome == .error)
        #expect(report((0, 0, 0, 0)).outcome == .completed)
    }

    @Test func `is the same after it was written and read`() throws {
        var report = report((3, 2, 1, 0))
        var log = IssueLog()
        log.note(Issue(.blankLines, "one", file: "a.csv"))
        report.fail(Issue(.nothingToConvert, "nothing", file: "a.csv"), after: log)
        let again = try #require(RunReport.parse(report.json))
        #expect(again.json == report.json)
        #expect(again.records == RecordCounts())
        #expect(again.issues.map(\.code) == ["P2C-CSV-020", "P2C-RUN-001"])
    }
}
