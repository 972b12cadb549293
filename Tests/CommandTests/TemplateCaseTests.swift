import Foundation
import Support
import Testing

/// `p2c template test`, with the program as people start it.
@Suite struct `Cases of templates` {
    private let scratch = ScratchFolder()
    private let root: String
    private static let folder = "work/templates/accounts-sales-to-finops/cases/own"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        try FileManager.default.removeItem(
            atPath: root + "/templates/accounts-sales-to-finops/cases")
        scratch.write(
            "accountnumber,name\r\nC-1,Contoso\r\n,No number\r\n",
            to: Self.folder + "/in/USMF/accounts.csv")
    }

    private func test() throws -> ProgramRun {
        try ProgramRun("template", "test", "accounts-sales-to-finops", "-w", root)
    }

    @Test func `that come with p2c come out as expected`() throws {
        let run = try ProgramRun("template", "test", "--coverage")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        // Two rows read what only another template could have put into CDS, one that the draft of
        // orders gives no value map turns no state of Sales into one of CDS.
        let gaps = run.output.split(separator: "\n").filter { $0.contains(": not exercised: ") }
        #expect(
            gaps == [
                "  Sales SalesOrders > CDS SalesOrder: not exercised: Status",
                "  CDS SalesOrderLine > Fin and Ops CDS sales order lines: not exercised: ProductName",
                "  CDS QuotationLine > Fin and Ops CDS sales quotation lines: not exercised: "
                    + "ProductName, LineDescription",
            ])
        // 719 rows of Microsoft's templates and 182 of the seed for dual-write.
        #expect(run.output.hasSuffix("\nAll: 897 of 901 rows exercised\n24 cases\n"))
    }

    @Test func `tell which rows they do not exercise`() throws {
        let run = try ProgramRun(
            "template", "test", "accounts-sales-to-finops", "--coverage", "--update", "-w", root)
        #expect(run.output.contains("Accounts (Sales to Fin and Ops): 17 of 64 rows exercised"))
        #expect(run.output.contains("  Sales Accounts > CDS Account: not exercised: Description, "))
    }

    @Test func `say where what came out otherwise`() throws {
        scratch.write(
            "CUSTOMERACCOUNT,CUSTOMERGROUPID,NOSUCH\r\nC-1,20,x\r\n",
            to: Self.folder + "/out/Customers V2.csv")
        scratch.write(
            "AccountId,OrganizationName\r\nC-1,Contoso\r\nC-2,Fabrikam\r\n",
            to: Self.folder + "/cds/Account.csv")
        scratch.write(
            "{ read: 2, written: 2, issues: { 'P2C-VAL-001': 1 } }",
            to: Self.folder + "/report.json")
        let run = try test()
        #expect(run.status == 1)
        #expect(
            run.output == """
                accounts-sales-to-finops/own: not as expected
                  out/Customers V2.csv:2 CUSTOMERGROUPID: expected "20", found "10"
                  out/Customers V2.csv:2 NOSUCH: expected "x", no such column found
                  cds/Account.csv: 2 records expected, 1 found
                  report.json written: expected 2, found 1
                  report.json issues P2C-VAL-001: expected 1, found 0
                1 case, 1 of them otherwise than expected

                """)
    }

    @Test func `are written by --update and hold from then on`() throws {
        let update = try ProgramRun(
            "template", "test", "Accounts (Sales to Fin and Ops)", "-w", root, "--update")
        #expect(update.status == 0, "\(update.errors)")
        let report = try #require(scratch.read(Self.folder + "/report.json"))
        #expect(report.contains("\"filtered\": 1"))
        #expect(scratch.read(Self.folder + "/out/Customers V2.csv")?.contains("C-1") == true)
        #expect(scratch.read(Self.folder + "/cds/Account.csv")?.contains("Contoso") == true)
        #expect(try test().status == 0)
    }

    @Test func `of a template that is not there, and without files, are refused`() throws {
        let unknown = try ProgramRun("template", "test", "nothing", "-w", root)
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("There is no template \"nothing\". Known are"))
        try FileManager.default.removeItem(atPath: scratch.path + "/" + Self.folder + "/in")
        let empty = try test()
        #expect(empty.status == 2)
        #expect(empty.errors.contains("has no folder in/ with files to drop"), "\(empty.errors)")
    }
}
