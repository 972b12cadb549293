import Support
import Testing

/// Records that say when they were changed, with the program as people start it.
@Suite struct `Older records` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private func run(_ rows: String...) throws -> ProgramRun {
        let lines = ["accountnumber,name,modifiedon"] + rows
        scratch.write(
            lines.map { $0 + "\r\n" }.joined(), to: "work/inbox/USMF/accounts.csv")
        return try ProgramRun("run", "-w", root)
    }

    @Test func `do not overwrite newer ones, whatever the form of their times`() throws {
        let first = try run("C-1,New,2026-11-20T10:00:00Z", "C-2,Two,2026-11-20T10:00:00Z")
        #expect(first.output.contains("2 read, 2 written"), "\(first.output)")
        let second = try run(
            "C-1,Old,2026-11-20T10:59:59+01:00", "C-2,Two again,2026-11-20T10:00:00Z", "C-3,Three,")
        #expect(
            second.output.contains(
                "3 read, 2 written, 0 set aside, 1 filtered (older than what CDS has (1))"),
            "\(second.output)")
    }

    @Test func `are judged by what CDS has, not by what was set aside`() throws {
        let long = String(repeating: "x", count: 110)
        _ = try run("C-1,One,2026-11-01T00:00:00Z", "C-2,One,2026-11-01T00:00:00Z")
        let wrong = try run(
            "C-1,\(long),2026-11-05T00:00:00Z", "C-2,Two,2026-11-02T00:00:00Z",
            "C-2,Twice,2026-11-09T00:00:00Z")
        #expect(wrong.output.contains("3 read, 1 written, 2 set aside"), "\(wrong.output)")
        let last = try run("C-1,Three,2026-11-03T00:00:00Z", "C-2,Three,2026-11-03T00:00:00Z")
        #expect(last.output.contains("2 read, 2 written"), "\(last.output)")
    }

    @Test func `teach no key of their id`() throws {
        let vehicles = try VehicleWorkspace()
        for (number, time) in [
            ("ACC-1", "2026-01-01"), ("ACC-2", "2026-01-05"), ("ACC-1", "2025-12-31"),
        ] {
            vehicles.write(
                "accountid,accountnumber,name,modifiedon\n\(VehicleWorkspace.account),\(number),One,"
                    + "\(time)T00:00:00Z\n",
                to: "inbox/USMF/accounts.csv")
            #expect(try vehicles.run().status == 0)
        }
        vehicles.dropVehicles(("V-1", VehicleWorkspace.account))
        let run = try vehicles.run()
        #expect(try vehicles.delivered() == ["V-1,Van,DieselFuel,ACC-2,MAIN"], "\(run.output)")
    }

    @Test func `are none of a time that is still to come, which is told`() throws {
        let first = try run("C-1,Mistyped,2126-11-20T10:00:00Z", "C-2,Two,2026-11-20T10:00:00Z")
        #expect(first.output.contains("2 read, 2 written"), "\(first.output)")
        #expect(
            first.output.contains(
                """
                  warning P2C-VAL-042: 1 × The record says that it was changed in the future (modifiedon)
                      accounts.csv:2 (byte 31) record C-1: "2126-11-20T10:00:00Z" is still to come
                """), "\(first.output)")
        let second = try run("C-1,Right,2026-11-21T10:00:00Z", "C-2,Old,2026-11-19T10:00:00Z")
        #expect(
            second.output.contains(
                "2 read, 1 written, 0 set aside, 1 filtered (older than what CDS has (1))"),
            "\(second.output)")
        #expect(!second.output.contains("P2C-VAL-042"), "\(second.output)")
    }

    @Test func `overwrite where the settings say so`() throws {
        scratch.write(
            (scratch.read("work/p2c.json") ?? "")
                .replacing("olderRecords: \"leave\"", with: "olderRecords: \"take\""),
            to: "work/p2c.json")
        _ = try run("C-1,New,2026-11-20T10:00:00Z")
        let second = try run("C-1,Old,2026-11-19T10:00:00Z")
        #expect(second.output.contains("1 read, 1 written"), "\(second.output)")
    }
}
