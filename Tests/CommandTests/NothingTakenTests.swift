import Support
import Testing

/// Files that no template takes, with the program as people start it.
@Suite struct `A file that no template takes` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { "Accounts (Sales to Fin and Ops)": false } }
            """, to: "work/p2c.json")
    }

    @Test(arguments: [
        (
            "accounts.csv",
            """
            with accounts; "Accounts (Sales to Fin and Ops)", "Accounts (Sales to Fin and Ops) - \
            Direct", "Dual-write seed" would take it and are off. Switch on or add a template
            """
        ),
        (
            "acounts.csv",
            """
            with acounts; a bare file's name says what it holds; the nearest is "Accounts". \
            If that is what it holds, rename the file to "Accounts.csv". Else switch on
            """
        ),
        (
            "zebra.csv",
            "with zebra; a bare file's name says what it holds, and no schema has this name."
        ),
        (
            "uom.csv",
            """
            with uom; a bare file's name says what it holds, and no template starts from Sales Unit.
            """
        ),
    ])
    func `says what would take it`(name: String, sentence: String) throws {
        scratch.write("a,b\r\n1,2\r\n", to: "work/inbox/USMF/\(name)")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3)
        #expect(run.output.contains(sentence), "\(run.output)")
    }
}
