import Support
import Testing

@testable import Store

/// The same bytes dropped again.
@Suite struct `A file that is dropped again` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
    }

    private func runAgain(_ text: String) throws -> ProgramRun {
        scratch.write(text, to: "work/inbox/USMF/accounts.csv")
        return try ProgramRun("run", "-w", root)
    }

    @Test func `is a duplicate when all of its records went through`() throws {
        let text = "accountnumber,name\r\nA-1,Contoso\r\n"
        #expect(try runAgain(text).status == 0)
        let again = try runAgain(text)
        #expect(again.status == 0)
        #expect(
            again.output == """
                run 2: accounts.csv (USMF): the same content went through as run 1; nothing delivered \
                again

                """)
    }

    @Test func `is taken again when the records were otherwise meanwhile`() throws {
        let header = "accountnumber,name\r\n"
        for name in ["Contoso", "Fabrikam"] {
            #expect(try runAgain(header + "A-1,\(name)\r\n").status == 0)
        }
        let third = try runAgain(header + "A-1,Contoso\r\n")
        #expect(third.output.contains("1 read, 1 written"), "\(third.output)")
        let fourth = try runAgain(header + "A-1,Contoso\r\n")
        #expect(fourth.output.contains("went through as run 3"), "\(fourth.output)")
    }

    @Test func `is taken again when the target of a lookup was renumbered meanwhile`() throws {
        let account = "aa000000-0000-0000-0000-000000000001"
        func run(_ name: String, _ text: String) throws -> String {
            scratch.write(text, to: "work/inbox/USMF/\(name)")
            return try ProgramRun("run", "-w", root).output
        }
        let contacts = """
            msdynce_contactnumber,lastname,parentcustomerid,msdynce_isactivecustomer,\
            msdynce_iscompanyanaccount
            CON-1,Meyer,\(account),No,Yes

            """
        _ = try run("accounts.csv", "accountid,accountnumber,name\n\(account),ACC-1,One\n")
        #expect(try run("contacts.csv", contacts).contains("1 read, 1 written"))
        _ = try run("accounts.csv", "accountid,accountnumber,name\n\(account),ACC-9,One\n")
        let again = try run("contacts.csv", contacts)
        #expect(again.contains("run 4: contacts.csv (USMF): completed"), "\(again)")
        #expect(again.contains("1 read, 1 written"), "\(again)")
        #expect(try run("contacts.csv", contacts).contains("went through as run 4"))
    }

    @Test func `is taken again when references.csv was corrected meanwhile`() throws {
        let products = """
            PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL
            P-1,Trail bike,Item,ea

            """
        func run(unit id: String) throws -> String {
            scratch.write(
                """
                table,keyField,key,id,name
                uom,name,Each,\(id),Each
                uomschedule,name,Default Unit,aa000000-0000-4000-8000-000000000003,Default Unit

                """, to: "work/references.csv")
            scratch.write(products, to: "work/inbox/USMF/Sellable released products.csv")
            return try ProgramRun("run", "-w", root).output
        }
        let (wrong, right) = (
            "aa000000-0000-4000-8000-000000000001", "aa000000-0000-4000-8000-000000000002"
        )
        for id in [wrong, right] {
            let output = try run(unit: id)
            #expect(output.contains("1 read, 1 written"), "\(output)")
        }
        #expect(try run(unit: right).contains("the same content went through as run 2"))
    }

    @Test func `is taken again when records were forgotten`() throws {
        let text = "accountnumber,name\r\nA-1,Contoso\r\n"
        #expect(try runAgain(text).status == 0)
        #expect(try ProgramRun("forget", "Account", "-w", root, "--yes").status == 0)
        let again = try runAgain(text)
        #expect(
            again.output.contains("1 read, 0 written, 0 set aside, 0 filtered, 1 unchanged"),
            "\(again.output)")
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        #expect(try store.listing(of: "Account").records.count == 1)
    }

    @Test func `is taken again when some were set aside, and says so`() throws {
        let text = "accountnumber,name,creditlimit\r\nA-1,Contoso,1\r\nA-2,Fabrikam,x\r\n"
        #expect(try runAgain(text).status == 1)
        let again = try runAgain(text)
        #expect(again.status == 1)
        #expect(
            again.output.contains("2 read, 0 written, 1 set aside, 0 filtered, 1 unchanged"),
            "\(again.output)")
        #expect(again.output.contains("set aside: quarantine/USMF/run2-records"))
        #expect(
            scratch.files(in: "work/outbox").filter { $0.hasSuffix(".zip") }.count == 1,
            "nothing is delivered twice")
    }
}
