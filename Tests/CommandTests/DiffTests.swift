import Foundation
import Support
import Testing

/// `p2c diff` and `p2c convert --dry-run` with the program as people start it.
@Suite struct `What would change` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private static let monday = """
        accountnumber,name,address1_city,address1_country\r
        C-1,Contoso,Berlin,DEU\r
        C-2,Fabrikam,Bonn,\r

        """
    private static let tuesday =
        monday.replacingOccurrences(of: "Berlin", with: "Ulm") + """
            C-3,Litware,Jena,DEU\r

            """

    private func file(_ text: String, in folder: String) -> String {
        scratch.write(text, to: "\(folder)/accounts.csv")
        return "\(scratch.path)/\(folder)/accounts.csv"
    }

    /// Everything in the workspace, file by file.
    private func content() -> [String: [UInt8]] {
        let names = scratch.files(in: "work")
        return Dictionary(
            uniqueKeysWithValues: names.filter { !$0.contains("sqlite-") }.map { name in
                (name, scratch.readBytes("work/\(name)") ?? [])
            })
    }

    @Test func `is shown field by field before a run, which then does it`() throws {
        scratch.write(Self.monday, to: "work/inbox/USMF/accounts.csv")
        #expect(try ProgramRun("run", "-w", root).status == 0)
        let before = content()
        let tuesday = file(Self.tuesday, in: "tuesday")
        let dry = try ProgramRun("convert", tuesday, "--dry-run", "-w", root, "-l", "USMF")
        #expect(dry.status == 0, "\(dry.errors)")
        #expect(dry.output.contains("changed  Customers V2 \"C-1\"\n  AddressCity"))
        #expect(dry.output.contains("AddressCity  \"Berlin\" → \"Ulm\""), "\(dry.output)")
        #expect(dry.output.contains("added  Customers V2 \"C-3\""))
        #expect(dry.output.contains("Customers V2: 1 added, 0 removed, 1 changed, 0 the same"))
        #expect(!dry.output.contains("C-2"))
        #expect(content() == before)

        scratch.write(Self.tuesday, to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.output.contains("3 read, 2 written, 0 set aside, 0 filtered"), "\(run.output)")
        #expect(run.output.contains("1 unchanged"))
    }

    @Test func `needs a workspace, and no folder for results`() throws {
        let monday = file(Self.monday, in: "monday")
        let nowhere = try ProgramRun("convert", monday, "--dry-run", "-w", scratch.path)
        #expect(nowhere.status == 2)
        #expect(nowhere.errors.contains("is not a workspace"))
        let both = try ProgramRun("convert", monday, "--dry-run", "-w", root, "-o", "x")
        #expect(both.status == 2)
        #expect(both.errors.contains("Leave out --output"))
        let neither = try ProgramRun("convert", monday)
        #expect(neither.status == 2)
        #expect(neither.errors.contains("-o DIR"))
    }

    @Test func `by edited templates is shown without a run`() throws {
        let folder = "accounts-sales-to-finops"
        let text = try String(
            contentsOfFile: "\(root)/templates/\(folder)/template.json", encoding: .utf8)
        scratch.write(
            text.replacingOccurrences(of: "\"USA\"", with: "\"CAN\""),
            to: "edited/\(folder)/template.json")
        let monday = file(Self.monday, in: "monday")
        for edited in ["edited", "edited/\(folder)"] {
            let diff = try ProgramRun(
                "diff", monday, "--templates", "\(scratch.path)/\(edited)", "-w", root, "-l",
                "USMF")
            #expect(diff.status == 1, "\(diff.errors)")
            #expect(diff.output.contains("by the templates edited: 2 read, 2 written"))
            #expect(
                diff.output.contains("  AddressCountryRegionISOCode          \"USA\" → \"CAN\""))
            #expect(diff.output.contains("Customers V2: 0 added, 0 removed, 2 changed, 0 the same"))
        }
    }

    /// Edits the contacts template and compares by it what is in the file.
    private func compareEditedContacts(_ contacts: String) throws -> ProgramRun {
        let folder = "contacts-sales-to-finops"
        let text = try #require(scratch.read("work/templates/\(folder)/template.json"))
        scratch.write(
            text.replacing("sourceField: \"firstname\"", with: "sourceField: \"lastname\""),
            to: "edited/\(folder)/template.json")
        scratch.write(contacts, to: "contacts.csv")
        return try ProgramRun(
            "diff", scratch.path + "/contacts.csv", "--templates", scratch.path + "/edited", "-l",
            "USMF", in: root)
    }

    private static let contacts = """
        msdynce_contactnumber,firstname,lastname,parentcustomerid.Account(accountnumber),\
        msdynce_isactivecustomer,msdynce_iscompanyanaccount\r
        CON-1,Anna,Ames,C-1,No,Yes\r

        """

    @Test func `by edited templates is compared by what the workspace knows`() throws {
        scratch.write(Self.monday, to: "work/inbox/USMF/accounts.csv")
        #expect(try ProgramRun("run", "-w", root).status == 0)
        let before = content()
        let diff = try compareEditedContacts(Self.contacts)
        #expect(diff.status == 1)
        #expect(
            diff.output.contains(
                "by the templates in use: 2 read, 1 written, 0 set aside, 1 filtered"),
            "\(diff.output)\(diff.errors)")
        #expect(diff.output.contains("\"Anna\" → \"Ames\""), "\(diff.output)")
        #expect(content() == before)
    }

    @Test func `by edited templates is not nothing when both set records aside`() throws {
        let wrong = "accountnumber,name,creditlimit\r\nC-1,Contoso,many\r\n"
        let text = try #require(
            scratch.read("work/templates/accounts-sales-to-finops/template.json"))
        scratch.write(text, to: "edited/accounts-sales-to-finops/template.json")
        let diff = try ProgramRun(
            "diff", file(wrong, in: "wrong"), "--templates", scratch.path + "/edited", "-l", "USMF",
            in: root)
        #expect(diff.status == 1)
        #expect(diff.output.contains("by the templates edited: 1 read, 0 written, 1 set aside"))
        #expect(diff.output.contains("error P2C-VAL-002"), "\(diff.output)")
        #expect(
            diff.errors == """
                p2c: not compared: 1 and 1 records, which were set aside or wait. Mend them, or what \
                they refer to, to compare them too

                """)
    }

    @Test func `between two deliveries is shown as text and as CSV`() throws {
        let out = scratch.path + "/out"
        for (day, text) in [("mon", Self.monday), ("tue", Self.tuesday)] {
            let run = try ProgramRun(
                "convert", file(text, in: day), "-o", "\(out)/\(day)", "-l", "USMF")
            #expect(run.status == 0, "\(run.errors)")
        }
        let (one, other) = ("\(out)/mon/accounts", "\(out)/tue/accounts")
        let csv = try ProgramRun("diff", other, one, "--csv")
        #expect(csv.status == 1)
        #expect(
            csv.output == "entity,key,difference,field,before,after\r\n"
                + "Customers V2,C-1,changed,AddressCity,Ulm,Berlin\r\n"
                + "Customers V2,C-3,removed,,,\r\n")
        let same = try ProgramRun("diff", one, one)
        #expect(same.status == 0)
        #expect(same.output == "Customers V2: 0 added, 0 removed, 0 changed, 2 the same\n")
    }

    @Test func `between two runs is shown by their numbers`() throws {
        for text in [Self.monday, Self.tuesday] {
            scratch.write(text, to: "work/inbox/USMF/accounts.csv")
            #expect(try ProgramRun("run", "-w", root, "--full").status == 0)
        }
        let diff = try ProgramRun("diff", "2", "1", "-w", root)
        #expect(diff.status == 1, "\(diff.errors)")
        #expect(
            diff.output.contains("Customers V2: 0 added, 1 removed, 1 changed, 1 the same"),
            "\(diff.output)")
        for (arguments, sentence) in [
            (["1", "9", "-w", root], "There is no run 9. \"p2c history\" lists"),
            (["1", "2"], "There is no file 1. As the number of a run it needs a workspace"),
            (
                ["1", "--templates", root + "/templates", "-w", root],
                "takes a file. That of run 1 lies in archive/, as run1-"
            ),
            (
                [
                    root + "/archive/USMF/run1-accounts.csv", "--templates",
                    root + "/templates/accounts-sales-to-finops/template.json", "-w", root,
                ],
                "template.json is a file, and --templates takes a folder: "
                    + root + "/templates/accounts-sales-to-finops\n"
            ),
        ] {
            let wrong = try ProgramRun(["diff"] + arguments)
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains(sentence), "\(wrong.errors)")
        }
    }

    @Test(arguments: ["inbox/DEMF/", "archive/DEMF/run2-", "quarantine/demf/run3-records/"])
    func `and what a conversion makes are of the company in whose folder the file lies`(
        place: String
    ) throws {
        scratch.write(
            """
            { organizations: [
                { legalEntity: "USMF", cdsOrganization: "ORG001" },
                { legalEntity: "DEMF", cdsOrganization: "ORG002" } ],
              defaultLegalEntity: "USMF" }
            """, to: "work/p2c.json")
        scratch.write(Self.monday, to: "work/\(place)accounts.csv")
        let told =
            "p2c: the records count as those of DEMF, in whose \(place.prefix { $0 != "/" })/ they lie\n"
        for (arguments, output) in [
            (["--dry-run"], "accounts.csv (DEMF)"), (["-o", "out"], "accounts.csv (DEMF)"),
            (["-o", "other", "-l", "USMF"], "accounts.csv (USMF)"),
        ] {
            let run = try ProgramRun(["convert", place + "accounts.csv"] + arguments, in: root)
            #expect(run.status == 0)
            #expect(run.errors == (arguments.contains("-l") ? "" : told))
            #expect(run.output.contains(output), "\(run.output)")
        }
        scratch.write(Self.monday, to: "work/archive/run4-accounts.csv")
        let other = try ProgramRun(
            "convert", "archive/run4-accounts.csv", "--dry-run", in: root)
        #expect(other.output.contains("accounts.csv (USMF)"), "\(other.output)")
    }

    @Test func `by edited templates takes the company from the folder in archive`() throws {
        scratch.write(
            """
            { organizations: [
                { legalEntity: "USMF", cdsOrganization: "ORG001" },
                { legalEntity: "DEMF", cdsOrganization: "ORG002" } ] }
            """, to: "work/p2c.json")
        scratch.write(Self.monday, to: "work/inbox/DEMF/accounts.csv")
        #expect(try ProgramRun("run", "-w", root).status == 0)
        let diff = try ProgramRun(
            "diff", "archive/DEMF/run1-accounts.csv", "--templates", "templates", in: root)
        #expect(diff.status == 0, "\(diff.output)\(diff.errors)")
        #expect(
            diff.errors
                == "p2c: the records count as those of DEMF, in whose archive/ they lie\n")
    }

    @Test(arguments: [
        (["ONE"], "takes two packages"), (["ONE", "ONE", "--templates", "."], "takes one file"),
        (["ONE", "/nowhere"], "There is no file /nowhere"),
        (["ONE", "--templates", "/nowhere"], "There is no folder /nowhere"),
        (["ONE", "--templates", "HERE"], "no template.json"),
    ])
    func `is not asked so`(arguments: [String], sentence: String) throws {
        let one = file(Self.monday, in: "monday")
        let words = arguments.map { word in
            word == "ONE" ? one : word == "HERE" ? scratch.path : word
        }
        let diff = try ProgramRun(["diff"] + words)
        #expect(diff.status == 2)
        #expect(diff.errors.contains(sentence), "\(diff.errors)")
    }
}
