import Support
import Testing

/// Records of one key that two templates write to the same entity, with the program as people start it.
@Suite struct `Records that another template overwrites` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let contacts = """
        msdynce_contactnumber,lastname,parentcustomerid,msdynce_isactivecustomer,msdynce_iscompanyanaccount
        ACC-1,Fox,,Yes,No

        """

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private func run(_ name: String, _ text: String) throws -> String {
        scratch.write(text, to: "work/inbox/USMF/\(name)")
        return try ProgramRun("run", "-w", root).output
    }

    private func runAccount(_ name: String = "Acme") throws -> String {
        try run("accounts.csv", "accountnumber,name\nACC-1,\(name)\nACC-2,Other\n")
    }

    @Test func `are told, and come again with the next file that has them`() throws {
        #expect(try runAccount().contains("2 read, 2 written"))
        let contact = try run("contacts.csv", Self.contacts)
        #expect(contact.contains("1 read, 1 written"), "\(contact)")
        #expect(contact.contains("warning P2C-KEY-006"), "\(contact)")
        #expect(
            contact.contains(
                "record ACC-1: Fin and Ops Customers V2 has this record from \"Accounts (Sales to Fin "
                    + "and Ops)\", and gets these values in its place"), "\(contact)")
        let again = try runAccount()
        #expect(
            again.contains("2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged"), "\(again)")
        #expect(again.contains("warning P2C-KEY-006"), "\(again)")
    }

    @Test func `come again when the templates are switched to and fro`() throws {
        let settings = try #require(scratch.read("work/p2c.json"))
        #expect(try runAccount().contains("2 read, 2 written"))
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              references: "references.csv",
              templates: { "Accounts (Sales to Fin and Ops)": false,
                "Accounts (Sales to Fin and Ops) - Direct": true } }
            """, to: "work/p2c.json")
        let direct = try run("accounts.csv", "accountnumber,name\nACC-1,Beta\n")
        #expect(direct.contains("1 read, 1 written"), "\(direct)")
        #expect(!direct.contains("P2C-KEY-006"), "\(direct)")
        scratch.write(settings, to: "work/p2c.json")
        let back = try runAccount()
        #expect(back.contains("2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged"), "\(back)")
    }
}
