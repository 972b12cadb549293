import Foundation
import Support
import Testing

/// `p2c trace` with the program as people start it.
@Suite struct `Trace` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private func run(_ name: String, _ lines: [String]) throws {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/\(name)")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status < 2, "\(run.errors)")
    }

    private func trace(_ arguments: String...) throws -> [String] {
        let run = try ProgramRun(["trace"] + arguments + ["-w", root])
        #expect(run.status == 0, "\(run.errors)")
        return run.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static let accounts = [
        "accountnumber,name,address1_country,creditlimit", "C-1,Contoso,,0.50",
        "C-2,Fabrikam,DEU,7",
        ",No number,DEU,1", "C-4,Litware,DEU,many", "c-1,Contoso again,DEU,1",
    ]

    private func delivery() throws -> String {
        let name = try #require(scratch.files(in: "work/outbox").first { $0.hasSuffix(".zip") })
        return "\(root)/outbox/\(name)"
    }

    @Test func `shows each value at every station, back to the line of the file`() throws {
        try run("accounts.csv", Self.accounts)
        let lines = try trace(delivery(), "c-1", "addresscountryregionisocode")
        #expect(lines[0] == #"Fin and Ops Customers V2 "C-1" was delivered"#)
        #expect(
            lines[1] == #"  from  Sales Account "C-1": accounts.csv, record 1, line 2, byte 49"#)
        #expect(lines[2].hasSuffix("now archive/USMF/run1-accounts.csv"))
        #expect(
            lines[3]
                == "  by    Accounts (Sales to Fin and Ops), task Accounts - Account - Customers")
        #expect(lines[4] == #"  CDS   Account "C-1, ORG001", changed last by run 1, record 1"#)
        #expect(lines[6] == #"AddressCountryRegionISOCode  "USA""#)
        #expect(lines[7].contains(#""USA"  from MailingPostalAddress_Country, "USA" if blank"#))
        #expect(lines[8].contains("CDS          MailingPostalAddress_Country  none"))
        #expect(lines[9] == "  Sales        address1_country              none")
        #expect(lines.count == 11)
    }

    @Test func `shows how the file writes a value`() throws {
        try run("accounts.csv", Self.accounts)
        let lines = try trace("1", "C-1", "CreditLimit")
        #expect(lines.contains { $0.hasSuffix(#""0.5"  written as "0.50""#) }, "\(lines)")
    }

    @Test func `says of an older record that it stayed behind`() throws {
        let header = "accountnumber,name,modifiedon"
        try run("accounts.csv", [header, "C-1,Newer,2026-11-05T00:00:00Z"])
        try run("accounts.csv", [header, "C-1,Older,2026-11-01T00:00:00Z", "C-2,Two,"])
        let lines = try trace("--from", "2", "C-1")
        #expect(
            lines[0]
                == #"Fin and Ops Customers V2 "C-1" stayed behind: it is older than what CDS has"#,
            "\(lines)")
    }

    @Test func `says of a record that waits in one task that the other one filtered it`() throws {
        try run(
            "contacts.csv",
            [
                "msdynce_contactnumber,lastname,parentcustomerid.Account(accountnumber),"
                    + "msdynce_isactivecustomer,msdynce_iscompanyanaccount",
                "CON-1,Meyer,C-1,No,Yes",
            ])
        let lines = try trace("--from", "1", "CON-1")
        #expect(
            lines.contains { $0.hasPrefix("Fin and Ops CDS Contacts V2") && $0.contains("waits") })
        #expect(
            lines.contains {
                $0.hasPrefix("Fin and Ops Customers V2") && $0.contains("stayed behind")
            }, "\(lines)")
    }

    @Test func `says of a record in a duplicate which run took it`() throws {
        for _ in 1...2 { try run("accounts.csv", Array(Self.accounts.prefix(3))) }
        let lines = try trace("--from", "2", "C-1")
        #expect(
            lines[0].hasSuffix("came in a duplicate: run 1 had taken the same content"), "\(lines)")
    }

    @Test func `shows no delivered value of the later record of a key`() throws {
        try run("accounts.csv", Self.accounts)
        let lines = try trace("--from", "1", "--record", "5", "OrganizationName")
        #expect(lines[0].contains("was set aside: record 1 has the same key"), "\(lines)")
        #expect(!lines.contains { $0.contains("the package has this") }, "\(lines)")
    }

    @Test(arguments: [
        ("1", "was delivered"), ("2", "was delivered"),
        ("3", "stayed behind: accountnumber ne null"),
        ("4", "was set aside"), ("5", "was set aside: record 1 has the same key"),
    ])
    func `says where each record of a source went`(record: String, fate: String) throws {
        try run("accounts.csv", Self.accounts)
        for place in ["1", "\(root)/archive/USMF/run1-accounts.csv"] {
            let lines = try trace("--from", place, "--record", record)
            #expect(lines[0].hasSuffix(fate), "\(lines[0])")
        }
    }

    @Test func `names the run that delivered what is unchanged`() throws {
        try run("accounts.csv", Self.accounts)
        try run("accounts.csv", Array(Self.accounts[..<3]))
        let lines = try trace("--from", "2", "C-2", "CustomerAccount")
        #expect(lines[0].hasSuffix("was unchanged: run 1 delivered it like this"))
        #expect(lines[4].hasSuffix("changed last by run 1, record 2"))
    }

    @Test func `takes the run of an archived name before another of the same bytes`() throws {
        try run("accounts.csv", Self.accounts)
        try run("accounts.csv", Self.accounts)
        let place = "\(root)/archive/USMF/run2-accounts.csv"
        let lines = try trace("--from", place, "--record", "1")
        #expect(lines[0].hasSuffix("was unchanged: run 1 delivered it like this"), "\(lines)")
        let first = try trace("--from", "\(root)/archive/USMF/run1-accounts.csv", "--record", "1")
        #expect(first[0].hasSuffix("was delivered"), "\(first)")
    }

    @Test func `says when a value was there already, and what brought it`() throws {
        try run("accounts.csv", Self.accounts)
        try run("accounts-2.csv", ["accountnumber,name", "C-9,Other", "C-2,Fabrikam Inc."])
        try run("accounts.csv", ["accountnumber,name", "C-2,Fabrikam Ltd."])
        let lines = try trace("3", "C-2", "AddressCountryRegionISOCode")
        #expect(lines[6] == #"AddressCountryRegionISOCode  "DEU""#)
        #expect(
            lines[8].contains(
                "was there already, by run 1, accounts.csv, record 2; the file has no address1_country"
            ), "\(lines[8])")
    }

    @Test func `says when the templates would make another value of it`() throws {
        try run("accounts.csv", Self.accounts)
        let file = "work/templates/accounts-sales-to-finops/template.json"
        let text = try #require(scratch.read(file))
        scratch.write(text.replacingOccurrences(of: "\"USA\"", with: "\"CAN\""), to: file)
        let lines = try trace("1", "C-1", "AddressCountryRegionISOCode")
        #expect(lines.contains { $0.contains("have changed since that run") })
        #expect(lines.contains(#"AddressCountryRegionISOCode  "USA""#))
        #expect(lines.contains { $0.hasSuffix(#"as things are it would be "CAN""#) })
    }

    @Test func `follows a record that waited to the run that took it up`() throws {
        try run(
            "contacts.csv",
            [
                "msdynce_contactnumber,firstname,parentcustomerid.Account(accountnumber),"
                    + "msdynce_isactivecustomer,msdynce_iscompanyanaccount",
                "CON-1,Anna,C-2,No,Yes",
            ])
        #expect(try trace("--from", "1", "CON-1")[0].hasSuffix("waits for Account C-2"))
        try run("accounts.csv", Self.accounts)
        #expect(
            try trace("--from", "1", "CON-1")[0].hasSuffix("waited: run 3 took it up as record 1"))
        let lines = try trace("3", "CON-1", "AssociatedPartyNumber")
        #expect(lines[0].hasSuffix("was delivered"))
        #expect(lines[1].contains("record 1, line 2"))
    }

    @Test func `says why a record was set aside, whatever delivered it since`() throws {
        let others = (2...13).map { "C-\($0),Fabrikam \($0),DEMF" }
        try run("accounts.csv", ["accountnumber,name,dataAreaId", "C-1,Contoso,USMF"] + others)
        try run("accounts-2.csv", ["accountnumber,name", "C-2,Fabrikam 2", "C-13,Fabrikam 13"])
        let second = try trace("--from", "1", "--record", "2")[0]
        #expect(
            second.hasSuffix(
                """
                was set aside: P2C-RUN-007 dataAreaId: it is of DEMF, the package is taken for USMF
                """), "\(second)")
        // The report has ten examples.
        let last = try trace("--from", "1", "--record", "13")[0]
        #expect(
            last.hasSuffix(
                "was set aside: quarantine/USMF/run1-records/accounts.csv has it with its reason"),
            "\(last)")
    }

    @Test func `knows that a record waits for one of Sales`() throws {
        let fleet = try VehicleWorkspace()
        fleet.dropVehicles(("A-1", VehicleWorkspace.account))
        #expect(try fleet.run().output.contains("1 waiting"))
        func trace() throws -> String {
            try ProgramRun("trace", "--from", "1", "A-1", "-w", fleet.root).output
        }
        let waits = try trace()
        #expect(waits.contains("waits for account \(VehicleWorkspace.account)"), "\(waits)")
        #expect(!waits.contains("issue"), "\(waits)")
        try fleet.passAccount()
        #expect(try trace().contains("waited: run 3 took it up as record 1"))
    }

    @Test func `says of a record beside others that waited that it was withdrawn`() throws {
        let header =
            "msdynce_contactnumber,firstname,parentcustomerid.Account(accountnumber),"
            + "msdynce_isactivecustomer,msdynce_iscompanyanaccount"
        try run("contacts.csv", [header, "CON-1,Anna,C-1,No,Yes", "CON-2,Bert,C-2,No,Yes"])
        try run("contacts.csv", [header, "CON-1,Anna,C-1,No,No"])
        let withdrawn = try trace("--from", "3", "CON-1")[0]
        #expect(
            withdrawn.hasSuffix(
                """
                is not in what the run delivered; it stayed behind: a later file of the source \
                withdrew it while it waited (1)
                """), "\(withdrawn)")
    }

    @Test(arguments: [
        (["9", "C-1"], "There is no run 9"),
        (
            ["1", "nobody"],
            """
            no record with the key "nobody". The key of Fin and Ops Customers V2 is CustomerAccount; \
            the file has 5 records. "p2c cat" prints the package; a key of several parts is written \
            "A, B". "p2c trace --from 1 KEY" tells where a record of its file went, by its key there; \
            "--record NUMBER" in the place of KEY by its number
            """
        ),
        (["1", "C-1", "CustomerAcount"], "The nearest is \"CustomerAccount\". It has"),
        (["1"], "Name the record's key"), (["1", "--record", "1"], "--record goes with --from"),
        (["1", "C-1", "nothing"], "has no field \"nothing\". It has CustomerAccount"),
        (
            ["--from", "1", "--record", "77"],
            """
            accounts.csv has no record 77 that a template takes: Sales Account has records 1 to 5
            """
        ),
        (["--from", "OTHER", "C-1"], "No run of this workspace read"),
        (["OTHER", "C-1"], "is no delivery of this workspace"),
        (
            ["ARCHIVED", "C-1"],
            """
            run1-accounts.csv is no delivery: run 1 read it. To ask where a record of it went, put \
            --from before it
            """
        ),
        (["/nowhere", "C-1"], "There is no file /nowhere"),
        (
            ["C-1"],
            """
            There is no file C-1. Name the package first, by its path or the number of its run, then \
            the record's key: p2c trace PACKAGE KEY
            """
        ),
        (["C-1", "1"], "There is no file C-1. The package comes first: p2c trace 1 C-1\n"),
        (
            ["--from", "C-1", "ARCHIVED"],
            "There is no file C-1. The package comes first: p2c trace --from ARCHIVED C-1\n"
        ),
        (
            ["--from", "ROOT/archive/USMF/accounts.csv", "C-1"],
            """
            There is no file ROOT/archive/USMF/accounts.csv. The nearest is \
            "ROOT/archive/USMF/run1-accounts.csv"
            """
        ),
        (
            ["--from", "ROOT/archive/USMF/run1-acounts.csv", "C-1"],
            "The nearest is \"ROOT/archive/USMF/run1-accounts.csv\""
        ),
    ])
    func `says what is wrong with the question`(arguments: [String], sentence: String) throws {
        try run("accounts.csv", Self.accounts)
        scratch.write("accountnumber\r\nC-1\r\n", to: "accounts.csv")
        let places = [
            "OTHER": scratch.path + "/accounts.csv",
            "ARCHIVED": root + "/archive/USMF/run1-accounts.csv", "ROOT": root,
        ]
        func placed(_ text: String) -> String {
            places.reduce(text) { $0.replacing($1.key, with: $1.value) }
        }
        let run = try ProgramRun(["trace"] + arguments.map(placed) + ["-w", root])
        #expect(run.status == 2)
        #expect(run.errors.contains(placed(sentence)), "\(run.errors)")
    }

    @Test func `says what to do when the archived file is gone`() throws {
        try run("accounts.csv", Self.accounts)
        try FileManager.default.removeItem(atPath: "\(root)/archive/USMF/run1-accounts.csv")
        let run = try ProgramRun("trace", "1", "C-1", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains("not in archive/ any more"), "\(run.errors)")
    }
}
