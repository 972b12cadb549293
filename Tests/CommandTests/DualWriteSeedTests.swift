import Support
import Testing

/// Seed files for the move to dual-write, by the command of docs/dual-write.md.
@Suite struct `Seed for dual-write` {
    private let scratch = ScratchFolder()

    private func convert(_ arguments: String...) throws -> ProgramRun {
        scratch.write(
            "accountid,accountnumber,name\r\n,ACC-1,Contoso\r\n", to: "accounts.csv")
        return try ProgramRun(
            ["convert", scratch.path + "/accounts.csv", "-o", scratch.path + "/seed"] + arguments)
    }

    @Test func `is one command, with no other template at work`() throws {
        let run = try convert(
            "--template", "dual-write-seed", "--format", "CSV", "--legal-entity", "DEMF")
        #expect(run.status == 0, "\(run.errors)")
        let package = "\(scratch.path)/seed/accounts/dual-write-seed/dual-write-seed.zip"
        let printed = try ProgramRun("cat", package)
        #expect(
            printed.output == """
                msdyn_company,customertypecode,msdyn_customergroupid,msdyn_partynumber,accountid,\
                accountnumber,name
                DEMF,Customer,10,ACC-1,,ACC-1,Contoso

                """)
        #expect(
            scratch.files(in: "seed") == [
                "accounts/dual-write-seed/dual-write-seed.zip", "accounts/report.json",
            ])
    }

    @Test func `needs the company`() throws {
        let run = try convert("--template", "Dual-write seed", "--format", "CSV")
        #expect(run.status == 3)
        #expect(run.output.contains("'msdyn_company' is the legal entity"), "\(run.output)")
        #expect(run.output.contains("give --legal-entity"))
    }

    @Test func `is not found under another name`() throws {
        let run = try convert("--template", "dual-write")
        #expect(run.status == 2)
        #expect(run.errors.contains("There is no template \"dual-write\". Known are "))
    }
}
