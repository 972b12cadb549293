import Foundation
import Support
import Testing

/// What docs/templates.md shows does what it says.
@Suite struct `The page about templates` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let settings = try #require(scratch.read("work/p2c.json"))
        let off = settings.replacing(
            "// \"Accounts (Sales to Fin and Ops)\": false",
            with: "\"Accounts (Sales to Fin and Ops)\": false")
        try #require(off != settings)
        let both = off.replacing(
            "organizations: [",
            with: "organizations: [{ legalEntity: \"DEMF\", cdsOrganization: \"ORG002\" },")
        try #require(both != off)
        scratch.write(both, to: "work/p2c.json")
        let blocks = try String(
            contentsOfFile: projectFolder + "/docs/templates.md", encoding: .utf8
        )
        .components(separatedBy: "```")
        let template = try #require(blocks.first { $0.hasPrefix("json5\n") })
        scratch.write(
            String(template.dropFirst(6)), to: "work/templates/our-accounts/template.json")
        let map = try #require(blocks.first { $0.hasPrefix("csv\norganization") })
        scratch.write(
            String(map.dropFirst(4)),
            to: "work/templates/our-accounts/value-maps/payment-terms.csv")
    }

    private func run(_ rows: String) throws -> ProgramRun {
        let header =
            "accountnumber,name,statecode,address1_country,paymenttermscode,address1_line1,address1_line2\r\n"
        scratch.write(header + rows, to: "work/inbox/USMF/accounts.csv")
        return try ProgramRun("run", "-w", root)
    }

    @Test func `has a project of the Data Integrator that runs`() throws {
        let blocks = try String(
            contentsOfFile: projectFolder + "/docs/templates.md", encoding: .utf8
        ).components(separatedBy: "```")
        let project = try #require(
            blocks.first { $0.hasPrefix("json\n") && $0.contains("displayName") })
        scratch.write(
            String(project.dropFirst(5)), to: "work/templates/our-customers/template.json")
        let out = scratch.path + "/out"
        scratch.write("accountnumber,name\nC-1,Contoso\n,Nobody\n", to: "accounts.csv")
        let run = try ProgramRun(
            "convert", scratch.path + "/accounts.csv", "-o", out, "-l", "USMF", "-w", root,
            "--template", "our-customers")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("2 read, 1 written, 0 set aside, 1 filtered"), "\(run.output)")
        let records = try ProgramRun("cat", out, "--to", "jsonl").output
        for value in ["\"C-1\"", "\"Contoso\"", "\"10\""] { #expect(records.contains(value)) }
    }

    @Test func `has an example that runs`() throws {
        let long = String(repeating: "Fabrikam ", count: 14)
        let run = try run(
            "A-1,Contoso,0,brasil,1,Rua 1,B\r\nA-2,\(long),0,,Net 45,Rua 2,\r\n"
                + "A-3,Gone,1,,1,,\r\nA-4,Northwind,0,Bavaria,4,,\r\n")
        #expect(run.status == 1)
        #expect(run.output.contains("4 read, 2 written, 1 set aside, 1 filtered"), "\(run.output)")
        #expect(run.output.contains("warning P2C-MAP-104: 1 ×"), "\(run.output)")
        #expect(run.output.contains("has 126 characters, OrganizationName takes 100"))
        #expect(run.output.contains("unmapped-values.csv has 2 new rows"), "\(run.output)")
        let zip = try #require(scratch.files(in: "work/outbox").first { $0.hasSuffix(".zip") })
        let bytes = try zipEntry("Customers V2.xml", of: "\(root)/outbox/\(zip)")
        let xml = String(decoding: try #require(bytes), as: UTF8.self)
        for text in [">BRA<", ">USA<", ">Net30<", ">Net45<", ">Rua 1 B<", ">USD<", ">10<"] {
            #expect(xml.contains(text), "\(text) in \(xml)")
        }
        #expect(
            scratch.read("work/unmapped-values.csv")?.dropFirst() == """
                template,valueMap,organization,key,value,unmapped,records,firstSeenRun\r
                Our accounts,Customers V2.AddressCountryRegionId,USMF,Bavaria,,error,1,1\r
                Our accounts,payment-terms,USMF,4,,error,1,1\r

                """)
    }

    @Test func `tells a Truncate to an unknown length before any data is touched`() throws {
        let path = "work/templates/our-accounts/template.json"
        let text = try #require(scratch.read(path))
        scratch.write(text.replacing("\"OrganizationName\"", with: "\"SalesMemo\""), to: path)
        let run = try run("A-1,Contoso,0,,,,\r\n")
        #expect(run.status == 2)
        #expect(
            run.errors.contains("no schema says how long 'SalesMemo' may be"), "\(run.errors)")
        #expect(scratch.files(in: "work/inbox").contains("USMF/accounts.csv"))
    }
}
