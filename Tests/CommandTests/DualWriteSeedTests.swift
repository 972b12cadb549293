import Support
import Testing

/// Seed files for the move to dual-write, by the command of docs/dual-write.md.
@Suite struct `Seed for dual-write` {
    private let scratch = ScratchFolder()

    private func convert(_ arguments: String...) throws -> ProgramRun { try convert(arguments) }

    private func convert(_ arguments: [String]) throws -> ProgramRun {
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

    @Test func `is the files themselves with --bare`() throws {
        let run = try convert(
            "--template", "dual-write-seed", "--format", "CSV", "--bare", "--legal-entity", "USMF")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            scratch.files(in: "seed") == [
                "accounts/dual-write-seed/accounts for dual-write.csv", "accounts/report.json",
            ])
    }

    @Test(arguments: [
        [], ["--format", "Configuration Migration"], ["--format", "Import Data Wizard"],
    ])
    func `is refused in a format that names tables of Sales`(format: [String]) throws {
        let run = try convert(["--template", "dual-write-seed", "-l", "USMF"] + format)
        #expect(run.status == 2)
        #expect(run.errors.contains("\"Dual-write seed\" makes CSV files only. Add --format CSV"))
        #expect(scratch.files(in: "seed").isEmpty)
    }

    @Test func `leaves out invoices and products, and says so`() throws {
        scratch.write("accountid,accountnumber,name\r\n,ACC-1,Contoso\r\n", to: "all/accounts.csv")
        scratch.write("invoicenumber,name\r\nINV-1,Foyer\r\n", to: "all/invoices.csv")
        scratch.write("productnumber,name\r\nP-1,Lamp\r\n", to: "all/products.csv")
        let run = try ProgramRun([
            "convert", scratch.path + "/all", "-o", scratch.path + "/seed", "-l", "USMF",
            "--template", "dual-write-seed", "--format", "CSV", "--bare",
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("all/invoices.csv: invoices is not converted"))
        #expect(run.output.contains("all/products.csv: products is not converted"))
        #expect(
            scratch.files(in: "seed") == [
                "all/dual-write-seed/accounts for dual-write.csv", "all/report.json",
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
        #expect(run.errors.contains("There is no template \"dual-write\" in "))
    }
}
