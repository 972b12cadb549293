import Foundation
import Support
import Testing

@testable import Store

/// Records that come before what they refer to, with the program as people start it.
@Suite struct `Records that wait` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let contactHeader =
        "msdynce_contactnumber,firstname,lastname,parentcustomerid.Account(accountnumber),"
        + "msdynce_isactivecustomer,msdynce_iscompanyanaccount"

    init() throws {
        root = scratch.path + "/work"
        let made = try ProgramRun("init", root)
        #expect(made.status == 0, "\(made.errors)")
    }

    private func drop(_ name: String, _ lines: [String]) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/\(name)")
    }

    private func dropContacts(_ name: String = "contacts.csv", _ rows: (String, String, String)...)
    {
        let lines = rows.map { "\($0),Anna,\($1),\($2),No,Yes" }
        drop(name, [Self.contactHeader] + lines)
    }

    private func dropAccounts(_ numbers: String...) {
        drop("accounts.csv", ["accountnumber,name"] + numbers.map { "\($0),Account \($0)" })
    }

    /// Packs files of the scratch folder.
    private func zip(_ names: String..., into archive: String) throws {
        let pack = Process()
        pack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        pack.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        pack.arguments = ["python3", "-m", "zipfile", "-c", archive] + names
        try FileManager.default.createDirectory(
            atPath: root + "/inbox/USMF", withIntermediateDirectories: true)
        try pack.run()
        pack.waitUntilExit()
        #expect(pack.terminationStatus == 0)
    }

    @Test func `for an id where CDS has numbers are told that it never comes`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", VehicleWorkspace.account))
        let output = try run().output
        #expect(
            output.contains(
                "To do: That is an id, and CDS Account has its number from 'accountnumber': no such "
                    + "record comes. Give the field of the source \"p2c:lookup\" in its schema"),
            "\(output)")
    }

    private func run() throws -> ProgramRun {
        let run = try ProgramRun("run", "-w", root)
        #expect(run.errors == "")
        return run
    }

    /// Drops a contact, which waits, and then its account, with which it goes on.
    private func waitAndGoOn() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        #expect(try run().output.contains("1 waiting"))
        dropAccounts("C-1")
        #expect(try run().output.contains("1 read, 1 written"))
    }

    /// What the workspace's folder has, report files left out.
    private func files(_ folder: String) -> [String] {
        scratch.files(in: "work/\(folder)").filter { !$0.hasSuffix("report.json") }
    }

    @Test func `go on in the order in which they came`() throws {
        for name in ["Old", "New"] {
            dropContacts("contacts.csv", ("CON-1", name, "C-1"))
            #expect(try run().output.contains("1 waiting"))
        }
        dropAccounts("C-1")
        let last = try run()
        #expect(!last.output.contains("a newer one went through"), "\(last.output)")
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        let contacts = try store.listing(of: "Contact")
        #expect(contacts.records.count == 1)
        #expect(contacts.records[0].contains("New"), "\(contacts)")
    }

    @Test func `stay behind when a later file withdraws them`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"), ("CON-2", "Ober", "C-1"))
        #expect(try run().output.contains("2 waiting"))
        // No customer any more: the filter of the template keeps it back.
        drop("contacts.csv", [Self.contactHeader, "con-1,Anna,Meyer,C-1,No,No"])
        let second = try run()
        #expect(second.output.contains("held by run 1"), "\(second.output)")
        #expect(
            second.output.contains("a later file of the source withdrew it while it waited (1)"),
            "\(second.output)")
        let listed = try ProgramRun("waiting", "-w", root).output
        #expect(!listed.contains("CON-1") && listed.contains("CON-2"), "\(listed)")

        dropAccounts("C-1")
        let last = try run()
        #expect(last.output.contains("1 read, 1 written"), "\(last.output)")
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        #expect(try store.listing(of: "Contact").records.map { $0[0] } == ["CON-2"])
    }

    @Test func `stay behind when a later file says that they were deleted`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"), ("CON-2", "Ober", "C-1"))
        _ = try run()
        scratch.write(
            """
            {"name": "lake", "version": "1.0", "entities": [{"$type": "LocalEntity",
            "name": "contact", "attributes": [{"name": "Id"}, {"name": "SinkModifiedOn"},
            {"name": "msdynce_contactnumber"}, {"name": "IsDelete"}], "partitions": [
            {"location": "https://x.dfs.core.windows.net/lake/contact/2024.csv"}]}]}
            """, to: "work/inbox/USMF/lake/model.json")
        scratch.write(
            "1,2024-01-01T00:00:00Z,CON-1,True\n9,2024-01-01T00:00:00Z,CON-9,False\n",
            to: "work/inbox/USMF/lake/contact/2024.csv")
        let second = try run()
        #expect(second.output.contains("withdrew it while it waited (1)"), "\(second.output)")
        dropAccounts("C-1")
        _ = try run()
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        #expect(try store.listing(of: "Contact").records.map { $0[0] } == ["CON-2"])
    }

    @Test func `are taken again when the same bytes come after they were withdrawn`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        _ = try run()
        drop("contacts.csv", [Self.contactHeader, "CON-1,Anna,Meyer,C-1,No,No"])
        _ = try run()
        try waitAndGoOn()
    }

    @Test func `end with the newest state when an earlier one comes again`() throws {
        for name in ["A", "B", "A"] {
            dropContacts("contacts.csv", ("CON-1", name, "C-1"))
            #expect(try run().output.contains("1 waiting"))
        }
        dropAccounts("C-1")
        _ = try run()
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        let contacts = try store.listing(of: "Contact")
        #expect(contacts.records.count == 1)
        #expect(contacts.records[0].contains("A"), "\(contacts)")
    }

    @Test func `are not withdrawn by an older state`() throws {
        let header = Self.contactHeader + ",modifiedon"
        drop("contacts.csv", [header, "CON-1,Anna,Meyer,C-1,No,Yes,2026-03-05T10:00:00Z"])
        _ = try run()
        drop("contacts.csv", [header, "CON-1,Anna,Meyer,C-1,No,No,2026-03-01T10:00:00Z"])
        #expect(try !run().output.contains("withdrew"))
        dropAccounts("C-1")
        #expect(try run().output.contains("1 read, 1 written"))
    }

    @Test func `are one of a key in a file, the first, whether it waits or not`() throws {
        dropAccounts("C-1")
        _ = try run()
        dropContacts(
            "contacts.csv", ("CON-1", "waits", "C-2"), ("con-1", "again", "C-1"),
            ("CON-2", "goes", "C-1"), ("CON-2", "again", "C-2"),
            ("CON-3", "waits", "C-2"), ("CON-3", "again", "C-2"))
        let first = try run()
        #expect(
            first.output.contains(
                "6 read, 1 written, 3 set aside, 0 filtered, 0 unchanged, 2 waiting"),
            "\(first.output)")
        #expect(first.output.contains("record con-1: record 1 has the same msdynce_contactnumber"))
        #expect(first.output.contains("warning P2C-WAIT-001: 2 ×"), "\(first.output)")
        dropAccounts("C-2")
        let last = try run()
        #expect(last.output.contains("2 read, 2 written"), "\(last.output)")
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        let names = try store.listing(of: "Contact").records.flatMap { $0 }
        #expect(!names.contains("again") && names.count { $0 == "waits" } == 2, "\(names)")
    }

    @Test func `wait on when only an earlier state was withdrawn`() throws {
        drop("contacts.csv", [Self.contactHeader, "CON-1,Anna,Meyer,C-1,No,No"])
        _ = try run()
        try waitAndGoOn()
    }

    @Test func `do not go with a record that the destination cannot take`() throws {
        // CDS has room for 128 letters, Finance and Operations for 100.
        let long = String(repeating: "n", count: 110)
        drop("accounts.csv", ["accountnumber,name", "C-1,\(long)", "C-2,Fabrikam"])
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"), ("CON-2", "Ober", "C-2"))
        let first = try run()
        #expect(first.output.contains("2 read, 1 written, 1 set aside"), "\(first.output)")
        #expect(first.output.contains("record CON-1: it waits for Account \"C-1\""))
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        #expect(try store.listing(of: "Account").records.count == 1)

        drop("accounts.csv", ["accountnumber,name", "C-1,Contoso"])
        let second = try run()
        #expect(second.output.contains("held by run 2"), "\(second.output)")
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
    }

    @Test func `are listed under the name of their entity`() throws {
        dropContacts("2-contacts.csv", ("CON-3", "Meyer", "C-3"))
        #expect(try run().status == 0)
        let named = try ProgramRun("waiting", "-w", root).output
        #expect(named.contains("2-contacts.csv  2     contacts  CON-3"), "\(named)")
    }

    @Test func `go on when what they refer to arrives, and no sooner`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"), ("CON-2", "Ober", "C-2"))
        let first = try run()
        #expect(first.status == 0)
        #expect(first.output.contains("read, 2 waiting"), "\(first.output)")
        #expect(first.output.contains("contacts.csv:3"), "\(first.output)")
        #expect(files("outbox").isEmpty)
        #expect(files("waiting") == ["USMF/run1-records/contacts.csv"])

        let listed = try ProgramRun("waiting", "-w", root)
        #expect(listed.output.contains("CON-2   Account C-2"), "\(listed.output)")
        #expect(listed.output.contains("1    USMF     contacts.csv"), "\(listed.output)")

        let idle = try run()
        #expect(idle.output == "inbox/ holds nothing to convert\n")

        dropAccounts("C-2")
        let second = try run()
        #expect(
            second.output.contains("run 3: contacts.csv (USMF), held by run 1"), "\(second.output)")
        #expect(
            second.output.contains(
                "2 read, 1 written, 0 set aside, 0 filtered, 0 unchanged, 1 waiting"))
        #expect(files("waiting") == ["USMF/run3-records/contacts.csv"])
        #expect(
            scratch.read("work/waiting/USMF/run3-records/contacts.csv")?.contains("CON-1") == true)
        #expect(
            scratch.read("work/waiting/USMF/run3-records/contacts.csv")?.contains("CON-2") == false)

        dropAccounts("C-1")
        let third = try run()
        #expect(
            third.output.contains("run 5: contacts.csv (USMF), held by run 3"), "\(third.output)")
        #expect(third.output.contains("completed"))
        #expect(files("waiting").isEmpty)
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
        #expect(files("outbox").filter { $0.contains("contacts") }.count == 2)
        #expect(
            files("archive") == [
                "USMF/run1-contacts.csv", "USMF/run2-accounts.csv", "USMF/run3-contacts.csv",
                "USMF/run4-accounts.csv", "USMF/run5-contacts.csv",
            ])
    }

    @Test func `do not undo a newer record that went through meanwhile`() throws {
        dropContacts("contacts.csv", ("CON-1", "Before", "C-1"))
        _ = try run()
        dropAccounts("C-2")
        dropContacts("contacts.csv", ("CON-1", "After", "C-2"))
        _ = try run()
        dropAccounts("C-1")
        let last = try run()
        #expect(
            last.output.contains("1 filtered (a newer one went through while it waited (1))"),
            "\(last.output)")
        #expect(files("waiting").isEmpty)
    }

    @Test func `undo what went through meanwhile where the source says that it is older`() throws {
        let header = Self.contactHeader + ",modifiedon"
        func dropContact(_ name: String, _ account: String, _ time: String) {
            drop("contacts.csv", [header, "CON-1,Anna,\(name),\(account),No,Yes,\(time)"])
        }
        dropContact("Newer", "C-1", "2026-11-20T10:00:00Z")
        #expect(try run().output.contains("1 waiting"))
        dropContact("Older", "C-3", "2026-11-19T10:00:00Z")
        #expect(try run().output.contains("1 waiting"))
        dropAccounts("C-3")
        #expect(try run().output.contains("contacts.csv (USMF), held by run 2"))
        dropAccounts("C-1")
        let last = try run()
        #expect(last.output.contains("1 read, 1 written, 0 set aside"), "\(last.output)")
        #expect(files("waiting").isEmpty)
    }

    @Test func `of one package come back as one, lines with their header`() throws {
        scratch.write(
            "quotenumber,name,statecode,msdynce_hasexternallymaintainedproductsonly,"
                + "customerid.Account(accountnumber).Contact(msdynce_contactnumber)\r\n"
                + "Q-1,Quote,1,true,C-1\r\n", to: "quotes.csv")
        scratch.write(
            "quoteid.quotenumber,sequencenumber,quantity,quotestatecode,"
                + "msdynce_quotehasexternalmaintainedproductsonly\r\n"
                + "Q-1,1,2,1,true\r\n", to: "quotedetails.csv")
        try zip("quotes.csv", "quotedetails.csv", into: "work/inbox/USMF/q.zip")
        let first = try run()
        #expect(first.output.contains("read, 2 waiting"), "\(first.output)")
        #expect(first.output.contains("it waits for Account \"C-1\""), "\(first.output)")
        #expect(first.output.contains("it waits for Quotation \"Q-1\""), "\(first.output)")
        #expect(files("waiting") == ["USMF/run1-records/q.zip"])
        dropAccounts("C-1")
        let second = try run()
        #expect(second.output.contains("run 3: q.zip (USMF), held by run 1"), "\(second.output)")
        #expect(second.output.contains("completed, 2 records read\n"), "\(second.output)")
        #expect(files("waiting").isEmpty)
    }

    @Test func `are set aside when the time is over`() throws {
        scratch.write(
            (scratch.read("work/p2c.json") ?? "").replacing("days: 14", with: "days: 1"),
            to: "work/p2c.json")
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        _ = try run()
        try CommonDataStore(path: root + "/.p2c/p2c.sqlite").database
            .execute("UPDATE p2c_waiting SET since = '2020-01-01T00:00:00Z'")
        let late = try run()
        #expect(late.status == 1)
        #expect(late.output.contains("P2C-WAIT-002"), "\(late.output)")
        #expect(late.output.contains("it waits for Account \"C-1\" since 2020-01-01T00:00:00Z"))
        #expect(files("quarantine") == ["USMF/run2-records/contacts.csv"])
        #expect(files("waiting").isEmpty)
    }

    @Test func `that somebody took away are missed, once`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        _ = try run()
        try FileManager.default.removeItem(atPath: root + "/waiting/USMF/run1-records")
        dropAccounts("C-1")
        let second = try run()
        #expect(second.status == 3)
        #expect(
            second.output.contains("waiting/USMF/run1-records is not there"), "\(second.output)")
        let trace = try ProgramRun("trace", "--from", "1", "CON-1", "-w", root)
        #expect(
            trace.output.contains(
                "waited: run 3 was to take it up, and failed: contacts.csv: waiting/USMF/run1-records is "
                    + "not there"
            ),
            "\(trace.output)\(trace.errors)")
        let third = try run()
        #expect(third.output == "inbox/ holds nothing to convert\n")
    }

    @Test func `for an entity that no template brings any more are told at every run`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        _ = try run()
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { "Accounts (Sales to Fin and Ops)": false,
                "Contacts to Customer (Sales to Fin and Ops)": false } }
            """, to: "work/p2c.json")
        let run = try ProgramRun("run", "-w", root)
        #expect(
            run.errors
                == "1 record waits for records of CDS Account, which no template that is on brings: after "
                + "14 days of waiting they are set aside. Switch a template on that brings them\n",
            "\(run.errors)")
    }

    @Test func `go on when the settings no longer let them wait`() throws {
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        _ = try run()
        scratch.write(
            (scratch.read("work/p2c.json") ?? "").replacing("on: true", with: "on: false"),
            to: "work/p2c.json")
        try CommonDataStore(path: root + "/.p2c/p2c.sqlite").database
            .execute("UPDATE p2c_waiting SET since = '2020-01-01T00:00:00Z'")
        let second = try run()
        #expect(second.output.contains("1 written, 0 set aside"), "\(second.output)")
        #expect(files("waiting").isEmpty)
        #expect(try run().output == "inbox/ holds nothing to convert\n")
    }

    @Test func `travel at once where the settings say so`() throws {
        scratch.write(
            (scratch.read("work/p2c.json") ?? "").replacing("on: true", with: "on: false"),
            to: "work/p2c.json")
        dropContacts("contacts.csv", ("CON-1", "Meyer", "C-1"))
        let run = try run()
        #expect(run.output.contains("1 written"), "\(run.output)")
        #expect(files("waiting").isEmpty)
    }

    @Test func `know an id of Sales once its record has passed, in any package`() throws {
        let account = "aa000000-0000-0000-0000-000000000001"
        drop(
            "contacts.csv",
            [
                "msdynce_contactnumber,lastname,parentcustomerid,msdynce_isactivecustomer,"
                    + "msdynce_iscompanyanaccount",
                "CON-1,Meyer,{\(account.uppercased())},No,Yes",
                "CON-2,Ober,aa000000-0000-0000-0000-000000000002,No,Yes",
                "CON-3,Unter,a name,No,Yes",
            ])
        let first = try run()
        #expect(first.status == 1)
        #expect(first.output.contains("completed with 1 of 6 records set aside"), "\(first.output)")
        #expect(first.output.contains("it waits for Account \"\(account)\""), "\(first.output)")
        #expect(first.output.contains("\"a name\" is no record of Account in the references"))
        drop("accounts.csv", ["accountid,accountnumber,name", "\(account),C-1,One"])
        let second = try run()
        #expect(
            second.output.contains(
                "2 read, 1 written, 0 set aside, 0 filtered, 0 unchanged, 1 waiting"),
            "\(second.output)")
    }

    @Test func `give Sales the id behind a key that has passed`() throws {
        let account = "aa000000-0000-0000-0000-000000000001"
        drop("accounts.csv", ["accountid,accountnumber,name", "\(account),C-1,One"])
        scratch.write(
            (scratch.read("work/references.csv") ?? "")
                + "pricelevel,name,CRM Service USA (sample),"
                + "bb000000-0000-0000-0000-000000000001,CRM Service USA (sample)\r\n",
            to: "work/references.csv")
        _ = try run()
        scratch.write(
            "SALESORDERNUMBER,ORDERINGCUSTOMERACCOUNTNUMBER,ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,"
                + "INVOICECUSTOMERISEXTERNALLYMAINTAINED,ARETOTALSUPDATED,"
                + "SALESORDERPROCESSINGSTATUS\r\nSO-1,C-1,Yes,Yes,Yes,Confirmed\r\n",
            to: "work/inbox/USMF/CDS sales order headers.csv")
        let orders = try run()
        #expect(orders.output.contains("1 written"), "\(orders.output)")
    }
}
