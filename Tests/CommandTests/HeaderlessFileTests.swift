import Support
import Testing

/// Files whose first line is a record already, with the program as people start it.
@Suite struct `A file without a header line` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
    }

    @Test(arguments: [
        ("c0a7b5d0-0000-4000-8000-000000000001,C-1,Contoso,2026-01-02T08:30:00Z", true),
        ("C-1,Contoso,2026-01-02", true), ("C-1,Contoso,100,20.5", true),
        ("number,name,2026", false), ("number,name", false),
    ])
    func `is told as such`(line: String, isRecord: Bool) throws {
        scratch.write("\(line)\r\n\(line)x\r\n", to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3)
        #expect(run.output.contains("the file has no column 'accountnumber'"), "\(run.output)")
        let sentence = "its first line looks like a record, not like the names of columns"
        #expect(run.output.contains(sentence) == isRecord, "\(run.output)")
        #expect(
            run.output.contains("Export the entity with its header line, or write one") == isRecord)
    }

    @Test func `is told as such also where it has no other record`() throws {
        scratch.write("C-1,Contoso,2026-01-02\r\n", to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3, "\(run.output)")
        #expect(run.output.contains("the file has no column 'accountnumber'"), "\(run.output)")
        // An export may have nothing to tell.
        scratch.write("accountnumber,name\r\n", to: "work/inbox/USMF/accounts.csv")
        let empty = try ProgramRun("run", "-w", root)
        #expect(empty.status == 0, "\(empty.output)")
    }
}
