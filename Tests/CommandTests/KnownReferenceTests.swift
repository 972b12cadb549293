import Support
import Testing

/// `p2c validate --references` in a workspace through which records of Sales have passed.
@Suite struct `References to what a workspace knows` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(
            """
            accountid,accountnumber,name
            c0a7b5d0-0000-4000-8000-000000000001,ACC-1,Contoso

            """, to: "work/inbox/USMF/accounts.csv")
        #expect(try ProgramRun("run", "-w", root).status == 0)
    }

    @Test func `of Sales are found by their ids`() throws {
        scratch.write(
            """
            contactid,lastname,parentcustomerid
            c0a7b5d0-0000-4000-8000-000000000051,Fox,c0a7b5d0-0000-4000-8000-000000000001
            c0a7b5d0-0000-4000-8000-000000000052,Doe,c0a7b5d0-0000-4000-8000-000000000009

            """, to: "contacts.csv")
        let run = try ProgramRun(
            "validate", "--references", "-w", root, scratch.path + "/contacts.csv")
        #expect(run.status == 1, "\(run.output)")
        #expect(run.output.contains("P2C-KEY-010: 1 ×"), "\(run.output)")
        #expect(
            run.output.contains(
                "\"c0a7b5d0-0000-4000-8000-000000000009\" is no accountid of Account"),
            "\(run.output)")
    }
}
