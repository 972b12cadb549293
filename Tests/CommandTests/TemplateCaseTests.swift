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
        #expect(!run.output.contains(": not exercised: "), "\(run.output)")
        // 719 rows of Microsoft's templates, 182 of the seed for dual-write, 15 of what the solution's
        // plug-in makes in Sales.
        #expect(run.output.hasSuffix("\nAll: 916 of 916 rows exercised\n28 cases\n"))
    }

    @Test func `begin with the records that CDS knows`() throws {
        scratch.write(
            "AccountId,Organization_OrganizationId,MailingPostalAddress_City\r\nC-1,ORG001,Ulm\r\n",
            to: Self.folder + "/known/Account.csv")
        scratch.write(
            "CUSTOMERACCOUNT,ADDRESSCITY\r\nC-1,Ulm\r\n",
            to: Self.folder + "/out/Customers V2.csv")
        let run = try test()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test(arguments: [
        (
            "Contact", "ContactId\r\nC-1\r\n",
            "no leg of the template fills an entity of CDS of that name. \"contacts-sales-to-finops\" "
                + "does: switch it on in "
        ),
        (
            "Acount", "AccountId\r\nC-1\r\n",
            "Name the file after one that it fills: Account. The nearest is \"Account\"."
        ),
        ("Account", "AccountId\r\nC-1\r\n", "lacks the column \"Organization_OrganizationId\""),
        (
            "Account", "AccountId,Organization_OrganizationId,Nmae\r\nC-1,ORG001,x\r\n",
            "CDS Account has no field \"Nmae\""
        ),
        (
            "Account", "AccountId,Organization_OrganizationId\r\nC-1,ORG009\r\n",
            "\"ORG009\" is no organization of the case, which has ORG001"
        ),
    ])
    func `cannot begin with records that no leg keeps`(
        entity: String, table: String, sentence: String
    ) throws {
        scratch.write(table, to: Self.folder + "/known/\(entity).csv")
        scratch.write("{ read: 2 }", to: Self.folder + "/report.json")
        let run = try test()
        #expect(run.status == 2)
        #expect(run.errors.contains("known/\(entity).csv:"), "\(run.errors)")
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `say the path of their own settings and the nearest of all templates`() throws {
        scratch.write("{ read: 2 }", to: Self.folder + "/report.json")
        scratch.write(
            "{\n  templates: { \"account-sales-to-finops\": true },\n}",
            to: Self.folder + "/p2c.json")
        let run = try test()
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "cases/own/p2c.json:2: templates.\"account-sales-to-finops\": templates/ has no "
                    + "\"account-sales-to-finops\". The nearest is \"accounts-sales-to-finops\". Known "
                    + "are \"accounts-"), "\(run.errors)")
        scratch.write("{ output: { finops: \"XLM\" } }", to: Self.folder + "/p2c.json")
        #expect(try test().errors.contains("cases/own/p2c.json:1: output.finops is \"XLM\"."))
    }

    @Test(arguments: [
        "contacts-sales-to-finops: true", "\"Sales Orders (Sales to Fin and Ops)\": true",
        "products-finops-to-sales: false",
    ])
    func `may name other templates by folder or name, and switch them off`(entry: String) throws {
        scratch.write("{ filtered: 1 }", to: Self.folder + "/report.json")
        scratch.write(
            "{ templates: { \(entry.replacing(/^([a-z-]+):/) { "\"\($0.1)\":" }) } }",
            to: Self.folder + "/p2c.json")
        let run = try test()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    @Test func `say that the same records come in another order`() throws {
        scratch.write(
            "accountnumber,name\r\nC-1,Contoso\r\nC-2,Fabrikam\r\nC-3,Adatum\r\n",
            to: Self.folder + "/in/USMF/accounts.csv")
        scratch.write(
            "CUSTOMERACCOUNT,ORGANIZATIONNAME\r\nC-3,Adatum\r\nC-1,Contoso\r\nC-2,Fabricam\r\n",
            to: Self.folder + "/out/Customers V2.csv")
        let run = try test()
        #expect(run.status == 1)
        #expect(
            run.output == """
                accounts-sales-to-finops/own: not as expected
                  out/Customers V2.csv: the same 3 records come in another order, which matters; they \
                come as: "C-1", "C-2", "C-3". Put the lines into that order, or let --update write them
                  out/Customers V2.csv:4 ORGANIZATIONNAME: expected "Fabricam", found "Fabrikam"
                1 case, 1 of them otherwise than expected

                """, "\(run.output)")
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
                  cds/Account.csv: records expected: 2, found: 1; missing: "C-2"
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

    @Test(arguments: [
        "accounts-sales-to-finops/own", "accounts-sales-to-finops/cases/own/",
        "templates/accounts-sales-to-finops/cases/own",
    ])
    func `are not run one by one`(name: String) throws {
        let run = try ProgramRun("template", "test", name, "-w", root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "p2c: A case is not run by itself: \"p2c template test accounts-sales-to-finops\" runs "
                    + "all of that template"), "\(run.errors)")
    }

    @Test func `of a template that is not there, and without files, are refused`() throws {
        let unknown = try ProgramRun("template", "test", "nothing", "-w", root)
        #expect(unknown.status == 2)
        #expect(
            unknown.errors.contains(
                "There is no template \"nothing\" in \(root)/templates. Known are"))
        try FileManager.default.removeItem(atPath: scratch.path + "/" + Self.folder + "/in")
        let empty = try test()
        #expect(empty.status == 2)
        #expect(empty.errors.contains("has no folder in/ with files to drop"), "\(empty.errors)")
        try FileManager.default.createDirectory(
            atPath: scratch.path + "/" + Self.folder + "/in/USMF",
            withIntermediateDirectories: true)
        scratch.write("{ read: 0 }", to: Self.folder + "/report.json")
        let hollow = try test()
        #expect(hollow.status == 2)
        #expect(hollow.errors.contains("own/in holds no file to drop. Put one"), "\(hollow.errors)")
    }

    @Test func `say which records are too many`() throws {
        scratch.write(
            "accountnumber,name\r\nC-0,Adatum\r\nC-1,Contoso\r\n",
            to: Self.folder + "/in/USMF/accounts.csv")
        scratch.write(
            "CUSTOMERACCOUNT,CUSTOMERGROUPID\r\nC-1,20\r\n",
            to: Self.folder + "/out/Customers V2.csv")
        let run = try test()
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                """
                  out/Customers V2.csv: records expected: 1, found: 2; too many: "C-0"
                  out/Customers V2.csv:2 CUSTOMERGROUPID: expected "20", found "10"

                """), "\(run.output)")
    }

    @Test(arguments: ["case", "Cases"])
    func `in a folder of another name are told`(name: String) throws {
        let folder = root + "/templates/accounts-sales-to-finops/"
        try FileManager.default.moveItem(atPath: folder + "cases", toPath: folder + name)
        let run = try test()
        #expect(run.status == 1)
        #expect(run.output.contains("\(name) is no folder of cases. Is it cases/?"))
        #expect(run.output.contains("accounts-sales-to-finops has no case in cases/\n0 cases\n"))
    }

    @Test func `say what the program says of their files`() throws {
        scratch.write("a,b\r\n1,2\r\n", to: Self.folder + "/in/USMF/acounts.csv")
        scratch.write("{ read: 4 }", to: Self.folder + "/report.json")
        let run = try test()
        #expect(run.status == 1)
        #expect(run.output.contains("  acounts.csv: entity file with acounts;"), "\(run.output)")
        #expect(run.output.contains("rename the file to \"Accounts.csv\""), "\(run.output)")
    }

    @Test func `say first which of their files no template takes`() throws {
        try FileManager.default.moveItem(
            atPath: scratch.path + "/" + Self.folder + "/in/USMF/accounts.csv",
            toPath: scratch.path + "/" + Self.folder + "/in/USMF/acounts.csv")
        scratch.write("{ read: 2 }", to: Self.folder + "/report.json")
        let run = try test()
        #expect(run.status == 1)
        #expect(
            run.output.hasPrefix(
                """
                accounts-sales-to-finops/own: not as expected
                  acounts.csv: entity file with acounts; a bare file's name says what it holds; the \
                nearest are "Accounts", "account". If that is what it holds, rename the file to
                """), "\(run.output)")
        #expect(run.output.contains("\n  report.json read: expected 2, found 0\n1 case"))
    }

    @Test func `say what --update takes for expected although records were set aside`() throws {
        scratch.write(
            "accountnumber,name,transactioncurrencyid\r\nC-1,Contoso,US Dollar\r\n"
                + "C-2,Fabrikam,\r\n",
            to: Self.folder + "/in/USMF/accounts.csv")
        let run = try ProgramRun(
            "template", "test", "accounts-sales-to-finops", "-w", root, "--update")
        #expect(run.status == 0)
        #expect(
            run.output.hasPrefix(
                """
                accounts-sales-to-finops/own: written
                  2 of 2 records read were set aside, which the case expects from here on. It has no \
                references.csv of its own, and that of the workspace is not read
                  accounts.csv:2 transactioncurrencyid.isocurrencycode: "US Dollar" is no record of
                """), "\(run.output)")
        #expect(run.output.contains("[P2C-MAP-102]"))
    }

    @Test func `name the entities that came in the place of one that did not`() throws {
        scratch.write(
            "CUSTOMERACCOUNT\r\nC-1\r\n", to: Self.folder + "/out/Customers.csv")
        let run = try test()
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "out/Customers.csv: no record of \"Customers\" came out; there are records of "
                    + "\"Customers V2\""), "\(run.output)")
    }

    @Test(arguments: [
        ("report.json", "{ read: 2, writen: 1 }", "report.json:1: unknown key \"writen\""),
        ("report.json", "{ read: '4' }", "report.json:1: read must be a whole number, such as 2"),
        ("report.json", "{ issues: { A: x' } }", "report.json:1"),
        ("outt/Customers V2.csv", "CUSTOMERACCOUNT\r\nC-1\r\n", "outt is no part of a case"),
        (
            "reprot.json", "{}",
            "reprot.json is no part of a case. The nearest is \"report.json\". Known are in/, out/, "
        ),
        ("report.jsn", "{}", "report.jsn is no part of a case. The nearest is \"report.json\"."),
        ("p2c.jsn", "{}", "p2c.jsn is no part of a case. The nearest is \"p2c.json\"."),
        ("notes.txt", "x", "notes.txt is no part of a case. Known are in/"),
        (
            "out/Customers V2.csv.txt", "CUSTOMERACCOUNT\r\nC-1\r\n",
            "Customers V2.csv.txt is no part of a case: out/ has CSV files alone, each named after "
                + "its entity, such as \"Customers V2.csv\""
        ),
        ("cds/Account.CSV", "AccountId\r\n", "such as \"Account.csv\""),
        ("known/Account.txt", "AccountId\r\n", "known/ has CSV files alone"),
        ("out/old/Customers V2.csv", "A\r\n", "out/old is no part of a case: out/ has CSV files"),
        (
            "out/Customers V2.csv", "CUSTOMERACCOUNT,CUSTOMERGROUPID\r\nC-1\r\n",
            "Customers V2.csv:2"
        ),
        ("in/USMF/notes.csv", "", "expects nothing: it has no table in out/ or cds/"),
    ])
    func `that could not fail, or cannot be read, are refused`(
        file: String, text: String, sentence: String
    ) throws {
        scratch.write(text, to: Self.folder + "/" + file)
        let run = try test()
        #expect(run.status == 2, "\(run.output)")
        #expect(run.errors.contains(sentence), "\(run.errors)")
        #expect(!run.errors.contains("MappingError("), "\(run.errors)")
    }
}
