import Foundation
import Support
import Testing

/// Packages with records of several companies, and records of another company in a company's folder.
@Suite struct `Records of several companies` {
    private let workspace: CompanyWorkspace
    private var scratch: ScratchFolder { workspace.scratch }

    init() throws { workspace = try CompanyWorkspace() }

    private static let schema = """
        <entities>
          <entity name="transactioncurrency" displayname="Currency"
              primaryidfield="transactioncurrencyid" primarynamefield="currencyname">
            <fields>
              <field name="transactioncurrencyid" displayname="Currency" type="guid" primaryKey="true" />
              <field name="isocurrencycode" displayname="Code" type="string" />
            </fields>
          </entity>
          <entity name="account" displayname="Account" primaryidfield="accountid"
              primarynamefield="name">
            <fields>
              <field name="accountid" displayname="Account" type="guid" primaryKey="true" />
              <field name="accountnumber" displayname="Number" type="string" />
              <field name="name" displayname="Name" type="string" />
              <field name="transactioncurrencyid" displayname="Currency" type="entityreference"
                  lookupType="transactioncurrency" />
              <field name="owningbusinessunit" displayname="Unit" type="entityreference"
                  lookupType="businessunit" />
            </fields>
          </entity>
        </entities>
        """

    private static func account(_ number: Int, _ unit: String) -> String {
        let id = "c0a7b5d0-0000-4000-8000-00000000000\(number)"
        let owner =
            unit.isEmpty
            ? ""
            : """
            <field name="owningbusinessunit" value="7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e0\(number)" \
            lookupentity="businessunit" lookupentityname="\(unit)" />
            """
        return """
            <record id="\(id)"><field name="accountid" value="\(id)" />
            <field name="accountnumber" value="C-\(number)" /><field name="name" value="N\(number)" />
            <field name="transactioncurrencyid" value="99999999-3b4d-4f61-9a27-c1d8e3f40b02"
              lookupentity="transactioncurrency" lookupentityname="Franc" />\(owner)</record>
            """
    }

    private static func data(_ units: [String]) -> String {
        let accounts = units.enumerated().map { account($0 + 1, $1) }.joined(separator: "\n")
        return """
            <entities timestamp="2026-10-05T07:30:00.0000000Z">
            <entity name="transactioncurrency" displayname="Currency"><records>
            <record id="99999999-3b4d-4f61-9a27-c1d8e3f40b02">
            <field name="transactioncurrencyid" value="99999999-3b4d-4f61-9a27-c1d8e3f40b02" />
            <field name="isocurrencycode" value="CHF" /></record>
            </records></entity>
            <entity name="account" displayname="Account"><records>\(accounts)</records></entity>
            </entities>
            """
    }

    private func dropPackage(_ units: String...) throws {
        try zip(
            [("data.xml", Self.data(units)), ("data_schema.xml", Self.schema)],
            to: "work/inbox/data.zip")
    }

    private func zip(_ entries: [(name: String, content: String)], to path: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1], "w")
            for name, content in zip(sys.argv[2::2], sys.argv[3::2]):
                archive.writestr(name, content)
            archive.close()
            """
        process.arguments =
            ["-c", script, "\(scratch.path)/\(path)"] + entries.flatMap { [$0.name, $0.content] }
        #expect(try ProgramRun(process).status == 0)
    }

    @Test func `of a package of Sales are known by the names beside the ids`() throws {
        try dropPackage("Contoso US", "Contoso DE", "CONTOSO DE")
        let run = try workspace.run()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            run.output.hasPrefix(
                """
                run 1: data.zip: distributed, 3 records read
                  data.zip/data.xml, Configuration Migration: Sales Account
                    3 read, 3 handed on, 0 set aside, 0 filtered
                  handed on: inbox/DEMF/data.zip (2 records)
                  handed on: inbox/USMF/data.zip (1 record)
                run 2: data.zip (DEMF): completed, 2 records read
                """), "\(run.output)")
        let list = try ProgramRun(
            "cat", "\(workspace.root)/archive/DEMF/run2-data.zip", "--to", "jsonl")
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.contains("\"C-2\"") == true)
        #expect(lines.last?.contains("\"CHF\"") == true, "The currency goes along: \(lines)")
        #expect(workspace.deliveries() == ["finops/DEMF", "finops/USMF"])
    }

    @Test func `that name no company or an unknown one are set aside, whole and explained`() throws
    {
        try dropPackage("Contoso US", "Contoso FR", "", "Contoso DE")
        let run = try workspace.run()
        #expect(run.status == 1)
        #expect(run.output.contains("4 read, 2 handed on, 2 set aside"), "\(run.output)")
        #expect(
            run.output.contains(
                "no row of organizations has the business unit \"Contoso FR\" "
                    + "(7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e02)"))
        let aside = try ProgramRun(
            "cat", "\(workspace.root)/quarantine/run1-records/data.zip", "--to", "jsonl")
        #expect(aside.output.contains("C-2"))
        #expect(aside.output.contains("C-3"))
        let bytes = try zipEntry(
            "data.xml", of: "\(workspace.root)/quarantine/run1-records/data.zip")
        let data = String(decoding: try #require(bytes), as: UTF8.self)
        #expect(data.contains("P2C-RUN-009 owningbusinessunit: no row of organizations"))
        #expect(data.contains("P2C-RUN-008 owningbusinessunit: it is blank"))
        #expect(workspace.deliveries() == ["finops/DEMF", "finops/USMF"])
    }

    @Test func `that name none go with the default company where there is one`() throws {
        workspace.set("defaultLegalEntity: \"usmf\",")
        try dropPackage("", "Contoso DE")
        let run = try workspace.run()
        #expect(run.status == 0)
        #expect(run.output.contains("handed on: inbox/USMF/data.zip (1 record)"), "\(run.output)")
    }

    private static let quotes = """
        quotenumber,name,customerid.Account(accountnumber),owningbusinessunit\r
        Q-1,One,C-1,Contoso US\r
        Q-2,Two,C-2,Contoso DE\r

        """
    private static let lines = """
        quotedetailname,quoteid.quotenumber,lineitemnumber,quantity\r
        L-1,Q-1,1,5\r
        L-2,Q-2,1,7\r

        """

    @Test func `in an entity without the column go with the default company, and it is told`()
        throws
    {
        workspace.set("defaultLegalEntity: \"USMF\",")
        try zip(
            [("quotes.csv", Self.quotes), ("quotedetails.csv", Self.lines)],
            to: "work/inbox/quotes.zip")
        let run = try workspace.run()
        #expect(run.output.contains("handed on: inbox/DEMF/quotes.zip (1 record)"), "\(run.output)")
        #expect(run.output.contains("handed on: inbox/USMF/quotes.zip (3 records)"))
        #expect(run.output.contains("warning P2C-RUN-010"))
        #expect(run.output.contains("2 records go with USMF"))
    }

    @Test func `in an entity without the column are set aside where there is no default`() throws {
        try zip(
            [("quotes.csv", Self.quotes), ("quotedetails.csv", Self.lines)],
            to: "work/inbox/quotes.zip")
        let run = try workspace.run()
        #expect(run.output.contains("handed on: inbox/USMF/quotes.zip (1 record)"), "\(run.output)")
        #expect(run.output.contains("2 read, 0 handed on, 2 set aside, 0 filtered"))
        #expect(run.output.contains("quotedetails has no owningbusinessunit"))
        let aside = "\(workspace.root)/quarantine/run1-records/quotes.zip"
        let bytes = try zipEntry("quotedetails.csv", of: aside)
        #expect(String(decoding: try #require(bytes), as: UTF8.self).contains("L-2,Q-2,1,7,"))
    }

    @Test func `of all kinds that cannot be read are set aside beside those without a company`()
        throws
    {
        workspace.drop(
            [
                "accountnumber,name,owningbusinessunit", "C-1,Fabrikam,Contoso US", "C-2,short",
                "C-3,Litware,Contoso DE",
            ], as: "accounts.csv")
        let run = try workspace.run()
        #expect(run.output.contains("3 read, 2 handed on, 1 set aside"), "\(run.output)")
        let aside = try #require(scratch.read("work/quarantine/run1-records/accounts.csv"))
        #expect(aside.contains("C-2,short,\"P2C-CSV-001"))
    }

    private static let mixed = [
        "accountnumber,name,owningbusinessunit", "C-1,Fabrikam,Contoso US",
        "C-2,Litware,Contoso DE", "C-3,Tailspin,Contoso FR", "C-4,Adatum,",
    ]

    @Test func `in a company's folder are set aside when they are another's`() throws {
        workspace.drop(Self.mixed, as: "DEMF/accounts.csv")
        let run = try workspace.run()
        #expect(run.status == 1)
        #expect(run.output.contains("4 read, 3 written, 1 set aside"), "\(run.output)")
        #expect(
            run.output.contains(
                "it is of business unit \"Contoso US\", the package is taken for DEMF"))
        #expect(
            scratch.read("work/quarantine/DEMF/run1-records/accounts.csv")?.contains(
                "C-1,Fabrikam,Contoso US,\"P2C-RUN-007 owningbusinessunit: it is of") == true)
    }

    @Test func `are taken apart by convert as in a company's folder`() throws {
        scratch.write(Self.mixed.joined(separator: "\r\n") + "\r\n", to: "accounts.csv")
        let run = try ProgramRun(
            "convert", "\(scratch.path)/accounts.csv", "-o", "\(scratch.path)/out",
            "--legal-entity", "USMF", "--workspace", workspace.root)
        #expect(run.status == 1)
        #expect(run.output.contains("4 read, 3 written, 1 set aside"), "\(run.output)\(run.errors)")
    }

    @Test func `stay in the inbox when a project does not cover their company`() throws {
        workspace.set(
            """
            connectionSets: { Europe: ["DEMF"] },
            projects: { "EU": { connectionSet: "Europe",
              templates: ["Accounts (Sales to Fin and Ops)"] } },
            """)
        workspace.drop(Array(Self.mixed[..<3]), as: "accounts.csv")
        let run = try workspace.run("--project", "EU")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("run 2: accounts.csv (DEMF): completed"), "\(run.output)")
        #expect(run.output.contains("accounts.csv stays in inbox/: \"EU\" does not take it"))
        #expect(scratch.files(in: "work/inbox") == ["USMF/accounts.csv"])
        workspace.drop([Self.mixed[0], Self.mixed[1]], as: "accounts.csv")
        #expect(try workspace.run("--project", "EU").status == 0)
        #expect(scratch.files(in: "work/inbox") == ["USMF/accounts.csv", "accounts.csv"])
    }
}
