import Foundation
import Support
import Testing

/// What happens when somebody changes an integration key, with the program as people start it.
@Suite struct `A changed integration key` {
    private let scratch = ScratchFolder()
    private let root: String
    private static let template = "work/templates/accounts-sales-to-finops/template.json"

    /// A workspace that has an account, and whose template finds accounts by another key from then on.
    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        try drop("C-1,Contoso")
        #expect(try ProgramRun("run", "-w", root).status == 0)
        let text = try #require(scratch.read(Self.template))
        scratch.write(
            text.replacingOccurrences(
                of: #"["AccountId", "Organization_OrganizationId"]"#,
                with: #"["OrganizationName", "Organization_OrganizationId"]"#),
            to: Self.template)
        scratch.write(
            "{ organizations: [{ legalEntity: \"USMF\", cdsOrganization: \"ORG001\" }], "
                + "templates: { \"Contacts to Customer (Sales to Fin and Ops)\": false, "
                + "\"Contacts to Contact (Sales to Fin and Ops)\": false, "
                + "\"Sales Quotes (Sales to Fin and Ops)\": false, "
                + "\"Sales Orders (Fin and Ops to Sales)\": false, "
                + "\"Sales Invoices (Fin and Ops to Sales)\": false } }",
            to: "work/p2c.json")
    }

    private func drop(_ row: String) throws {
        scratch.write("accountnumber,name\r\n\(row)\r\n", to: "work/inbox/USMF/accounts.csv")
    }

    @Test func `is told before a file is touched`() throws {
        try drop("C-2,Fabrikam")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "the records of CDS entity Account are kept by the integration key (accountid, "
                    + "organization_organizationid), \"Accounts (Sales to Fin and Ops)\" "
                    + "(\(place)) has (organizationname, organization_organizationid). Put the key back, or let the "
                    + "records begin afresh: p2c forget Account"), "\(run.errors)")
        #expect(scratch.files(in: "work/inbox") == ["USMF/accounts.csv"])
        let check = try ProgramRun("template", "check", "-w", root)
        #expect(check.status == 1)
        #expect(
            check.output.contains(
                "Accounts (Sales to Fin and Ops): 1 error\n  error \(root)/.p2c/p2c.sqlite: the "
                    + "records of CDS entity Account are kept"), "\(check.output)")
        #expect(check.output.contains("(\(place)) has"), "\(check.output)")
    }

    /// Where the template says which key it has.
    private var place: String { "\(scratch.path)/\(Self.template):30" }

    @Test func `holds when the entity's records begin afresh`() throws {
        let asked = try ProgramRun("forget", "account", "-w", root)
        #expect(asked.output == "CDS has 1 record of Account. --yes forgets it\n")
        let done = try ProgramRun("forget", "account", "-w", root, "--yes")
        #expect(done.output == "Account: 1 record is forgotten\n")
        try drop("C-2,Fabrikam")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("1 read, 1 written"))
        let other = try ProgramRun("forget", "Nothing", "-w", root)
        #expect(other.status == 2)
        #expect(other.errors == "p2c: CDS has no entity \"Nothing\". It has Account\n")
    }

    @Test func `of one template alone is told too`() throws {
        #expect(try ProgramRun("forget", "account", "-w", root, "--yes").status == 0)
        scratch.write(
            "{ organizations: [{ legalEntity: \"USMF\", cdsOrganization: \"ORG001\" }] }",
            to: "work/p2c.json")
        try drop("C-2,Fabrikam")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "\"Accounts (Sales to Fin and Ops)\" finds the records of CDS Account by "
                    + "OrganizationName, Organization_OrganizationId (\(place)), \"Contacts to "
                    + "Customer (Sales to Fin and Ops)\" by AccountId, "), "\(run.errors)")
    }
}
