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

    /// Drops a lake of accounts into the inbox itself.
    private func dropLake(_ lines: String...) {
        let names = [
            "Id", "SinkModifiedOn", "IsDelete", "accountid", "accountnumber", "name",
            "owningbusinessunit",
        ].map { "{\"name\": \"\($0)\"}" }
        scratch.write(
            """
            {"name": "cdm", "version": "1.0", "entities": [{"$type": "LocalEntity",
            "name": "account", "attributes": [\(names.joined(separator: ", "))],
            "partitions": [{"location": "account/2026.csv"}]}]}
            """, to: "work/inbox/lake/model.json")
        scratch.write(
            lines.map { $0 + "\n" }.joined(), to: "work/inbox/lake/account/2026.csv")
    }

    /// The lists of deleted records by the companies of their deliveries.
    private func deletedRecords() -> [String: String] {
        var lists: [String: String] = [:]
        for file in scratch.files(in: "work/outbox") where file.hasSuffix("deleted-records.csv") {
            let rows = scratch.read("work/outbox/" + file)?.split(separator: "\r\n").dropFirst()
            lists[String(file.split(separator: "/")[1]), default: ""] +=
                rows?.joined(separator: "\n") ?? ""
        }
        return lists
    }

    private static func lakeLine(_ number: Int, _ time: String, _ rest: String) -> String {
        let id = "c0a7b5d0-0000-4000-8000-00000000000\(number)"
        return "\(id),2026-\(time)T00:00:00Z,\(rest)".replacing("#", with: id)
    }

    @Test func `of a lake that were deleted are listed for the company that had them`() throws {
        let lines = [
            Self.lakeLine(1, "01-01", ",#,C-1,One,Contoso US"),
            Self.lakeLine(2, "01-01", ",#,C-2,Two,Contoso DE"),
            Self.lakeLine(3, "01-01", ",#,C-3,Three,Contoso US"),
        ]
        dropLake(lines[0], lines[1], lines[2])
        let first = try workspace.run()
        #expect(first.status == 0, "\(first.output)\(first.errors)")
        #expect(first.output.contains("handed on: inbox/USMF/lake.zip (2 records)"))

        // The second says nothing but its id, the fourth its company, and of the fifth nobody knows it.
        dropLake(
            lines[0], lines[2], Self.lakeLine(2, "02-01", "True,,,,"),
            Self.lakeLine(4, "02-01", "True,#,C-4,,Contoso US"),
            Self.lakeLine(5, "02-01", "True,,,,"))
        let second = try workspace.run()
        #expect(
            second.output.contains(
                """
                    5 read, 4 handed on, 0 set aside, 1 filtered (IsDelete = True (1))
                  handed on: inbox/DEMF/lake.zip (1 record)
                  handed on: inbox/USMF/lake.zip (3 records)
                """), "\(second.output)")
        #expect(
            second.output.contains(
                "1 deleted record of no known company: c0a7b5d0-0000-4000-8000-000000000005"))
        #expect(
            deletedRecords() == [
                "DEMF": "Sales Account,Fin and Ops Customers V2,C-2,"
                    + "c0a7b5d0-0000-4000-8000-000000000002"
            ])
        #expect(
            second.output.contains("1 filtered (IsDelete = True, of no known delivery (1))"),
            "The fourth never came before: \(second.output)")
        #expect(
            second.output.components(separatedBy: "warning P2C-CDM-024").count == 3,
            "Each company's run tells it, the distributing one does not: \(second.output)")
    }

    @Test func `of a package of Sales that were deleted are listed for their company`() throws {
        let ids = (1...3).map { "c0a7b5d0-0000-4000-8000-00000000000\($0)" }
        func drop(_ deleted: [String], _ records: [(id: String, unit: String)]) {
            let texts = records.map { record in
                "<record id=\"\(record.id)\"><field name=\"accountid\" value=\"\(record.id)\"/>"
                    + "<field name=\"accountnumber\" value=\"C-\(record.id.suffix(1))\"/>"
                    + "<field name=\"name\" value=\"One\"/><field name=\"owningbusinessunit\" "
                    + "value=\"\(record.unit)\" lookupentity=\"businessunit\" "
                    + "lookupentityname=\"\(record.unit)\"/></record>"
            }
            let list = deleted.map { "<record id=\"\($0)\"/>" }
            scratch.write(
                "<entities><entity name=\"account\"><records>\(texts.joined())</records>"
                    + "<deleterecords>\(list.joined())</deleterecords></entity></entities>",
                to: "work/inbox/data.xml")
        }
        drop([], [(ids[0], "Contoso US"), (ids[1], "Contoso DE")])
        _ = try workspace.run()
        drop([ids[1], ids[2]], [(ids[0], "Contoso US")])
        let second = try workspace.run()
        #expect(
            second.output.contains("1 deleted record of no known company: \(ids[2])"),
            "\(second.output)\(second.errors)")
        #expect(
            deletedRecords() == ["DEMF": "Sales Account,Fin and Ops Customers V2,C-2,\(ids[1])"])
    }

    @Test func `of a lake that were deleted are not the company's of the others`() throws {
        let lines = [
            Self.lakeLine(1, "01-01", ",#,C-1,One,Contoso US"),
            Self.lakeLine(2, "01-01", ",#,C-2,Two,Contoso DE"),
        ]
        dropLake(lines[0], lines[1])
        _ = try workspace.run()
        dropLake(lines[0], Self.lakeLine(2, "02-01", "True,,,,"))
        let second = try workspace.run()
        #expect(second.output.contains("handed on: inbox/DEMF/lake.zip (1 record)"))
        #expect(
            deletedRecords() == [
                "DEMF": "Sales Account,Fin and Ops Customers V2,C-2,"
                    + "c0a7b5d0-0000-4000-8000-000000000002"
            ])
        // It comes again as it was.
        dropLake(lines[0], Self.lakeLine(2, "03-01", ",#,C-2,Two,Contoso DE"))
        let third = try workspace.run()
        #expect(
            third.output.contains("lake.zip (DEMF): completed, 1 record read"), "\(third.output)")
        #expect(third.output.contains("1 read, 1 written"), "\(third.output)")
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
