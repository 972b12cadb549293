import Foundation
import Mapping
import Records
import Schemas
import Store
import Support
import Testing

@testable import Pipeline

/// The shipped schemas and packages of several entities.
@Suite struct `Relations in packages` {
    private let scratch = ScratchFolder()

    private static let schemas: SchemaCatalogue? = {
        var files: [(path: String, bytes: [UInt8])] = []
        for system in ["sales", "finops", "cds"] {
            let folder = "\(projectFolder)/schemas/\(system)"
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted())
                ?? []
            {
                guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else {
                    continue
                }
                files.append(("\(system)/\(name)", Array(bytes)))
            }
        }
        return try? SchemaCatalogue(files: files)
    }()

    private func validate(
        _ paths: String..., references: String? = nil,
        templates: [Configuration.EnabledTemplate] = []
    ) throws -> [ValidationReport] {
        var configuration = Configuration(
            schemas: try #require(Self.schemas), templates: templates, references: [])
        configuration.organizations = [
            .init(legalEntity: "USMF", cdsOrganization: "ORG001", businessUnit: nil)
        ]
        var options = ValidationOptions()
        options.storePath = references
        return try FileValidation(configuration: configuration, options: options).validate(
            paths.map { scratch.path + "/" + $0 },
            observer: Observer(show: { _ in }, shouldStop: { false }))
    }

    private func lines(_ report: ValidationReport) -> [String] {
        report.issues.flatMap { group in
            group.examples.map {
                "\(group.entity ?? "") \($0.record ?? 0) \(group.code) \($0.detail)"
            }
        }
    }

    private func writeQuotation(lines: String, headers: String) {
        let entities = [
            ("CDS sales quotation lines", "SALESQUOTATIONLINECDSENTITY", "Lines.csv"),
            ("CDS sales quotation header", "SALESQUOTATIONHEADERCDSENTITY", "Headers.csv"),
        ]
        let list = entities.enumerated().map { number, entity in
            """
            <DataManagementPackageEntityData>
            <EntityName>\(entity.0)</EntityName><ExecutionUnit>1</ExecutionUnit>
            <InputFilePath>\(entity.2)</InputFilePath><LevelInExecutionUnit>\(number + 1)</LevelInExecutionUnit>
            <SequenceInLevel>1</SequenceInLevel><SourceFormat>CSV</SourceFormat>
            <TargetEntity>\(entity.1)</TargetEntity></DataManagementPackageEntityData>
            """
        }
        let space = "xmlns=\"http://schemas.microsoft.com/dynamics/2015/01/DataManagement\""
        scratch.write(
            """
            <DataManagementPackageManifest \(space)>
            <DefinitionGroupName>Q</DefinitionGroupName>
            <PackageEntityList>\(list.joined())</PackageEntityList></DataManagementPackageManifest>
            """, to: "q/Manifest.xml")
        scratch.write(
            """
            <DataManagementPackageHeader \(space)><Description>Q</Description>
            <PackageVersion>2</PackageVersion></DataManagementPackageHeader>
            """, to: "q/PackageHeader.xml")
        scratch.write(
            "SALESQUOTATIONNUMBER,LINECREATIONSEQUENCENUMBER,LINEAMOUNT,CURRENCYCODE\n" + lines,
            to: "q/Lines.csv")
        scratch.write(
            "SALESQUOTATIONNUMBER,CURRENCYCODE,QUOTATIONTOTALAMOUNT\n" + headers,
            to: "q/Headers.csv")
    }

    @Test func `find the quotation line without a header, lines first`() throws {
        writeQuotation(
            lines: "Q-1,1,10.00,USD\nQ-1,1,5,USD\nQ-3,1,7,USD\nq-2,1,1,EUR\n",
            headers: "Q-1,USD,twelve\nQ-2,EUR,1.00\n")
        let report = try validate("q")[0]
        #expect(report.failures.isEmpty, "\(report.failures)")
        #expect(
            lines(report).filter { $0.contains("KEY") } == [
                "CDS sales quotation lines 2 P2C-KEY-001 record 1 has the same "
                    + "SalesQuotationNumber, LineCreationSequenceNumber",
                "CDS sales quotation lines 3 P2C-KEY-011 \"Q-3\" is no SalesQuotationNumber of "
                    + "CDS sales quotation header",
            ])
        #expect(report.entities.map(\.invalid) == [2, 1])
        #expect(
            report.entities.map(\.totals) == [
                [
                    .init(field: "LineAmount", currency: "EUR", values: 1, sum: "1"),
                    .init(field: "LineAmount", currency: "USD", values: 3, sum: "22"),
                ],
                [.init(field: "QuotationTotalAmount", currency: "EUR", values: 1, sum: "1")],
            ])
    }

    @Test func `read the same out of a zip`() throws {
        writeQuotation(lines: "Q-1,1,10,USD\nQ-3,1,7,USD\n", headers: "Q-1,USD,10\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path + "/q")
        process.arguments =
            ["-m", "zipfile", "-c", "../q.zip"] + [
                "Manifest.xml", "PackageHeader.xml", "Lines.csv", "Headers.csv",
            ]
        try process.run()
        process.waitUntilExit()
        let report = try validate("q.zip")[0]
        #expect(
            lines(report) == [
                "CDS sales quotation lines 2 P2C-KEY-011 \"Q-3\" is no SalesQuotationNumber of "
                    + "CDS sales quotation header"
            ])
    }

    private static let accountID = "c0a7b5d0-41e6-4a1f-8f30-7d2e6b900001"
    private static let contactID = "c0a7b5d0-41e6-4a1f-8f30-7d2e6b900002"
    private static let otherID = "c0a7b5d0-41e6-4a1f-8f30-7d2e6b9000ff"

    /// A Configuration Migration package with one account, one contact and these quotes.
    private func writeMigration(quotes: [(id: String, customer: String, table: String)]) {
        func entity(_ name: String, _ key: String, _ fields: String) -> String {
            """
            <entity name="\(name)" displayname="\(name)" primaryidfield="\(key)" primarynamefield="name">
            <fields><field displayname="id" name="\(key)" type="guid" primaryKey="true" />\(fields)
            </fields></entity>
            """
        }
        func text(_ name: String, _ type: String) -> String {
            "<field displayname=\"\(name)\" name=\"\(name)\" type=\"\(type)\" />"
        }
        scratch.write(
            "<entities>"
                + entity(
                    "quote", "quoteid",
                    text("name", "string")
                        + "<field displayname=\"c\" name=\"customerid\" type=\"entityreference\" "
                        + "lookupType=\"account|contact\" />")
                + entity("account", "accountid", text("name", "string"))
                + entity("contact", "contactid", text("fullname", "string")) + "</entities>",
            to: "m/data_schema.xml")
        let quoteRecords = quotes.enumerated().map { number, quote in
            """
            <record id="\(quote.id)"><field name="quoteid" value="\(quote.id)" />
            <field name="name" value="Quote \(number)" />
            <field name="customerid" value="\(quote.customer)" lookupentity="\(quote.table)" lookupentityname="x" />
            </record>
            """
        }.joined()
        func records(_ name: String, _ records: String) -> String {
            "<entity name=\"\(name)\" displayname=\"\(name)\"><records>\(records)</records></entity>"
        }
        scratch.write(
            "<entities timestamp=\"2026-10-05T07:30:00.0000000Z\">" + records("quote", quoteRecords)
                + records(
                    "account",
                    "<record id=\"\(Self.accountID)\"><field name=\"accountid\" value=\""
                        + "\(Self.accountID)\" /><field name=\"name\" value=\"A\" /></record>")
                + records(
                    "contact",
                    "<record id=\"\(Self.contactID)\"><field name=\"contactid\" value=\""
                        + "\(Self.contactID)\" /><field name=\"fullname\" value=\"C\" /></record>")
                + "</entities>", to: "m/data.xml")
        scratch.write(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" />",
            to: "m/[Content_Types].xml")
    }

    @Test func `follow a lookup to the table that it names`() throws {
        let first = "c0a7b5d0-41e6-4a1f-8f30-7d2e6b90000"
        writeMigration(quotes: [
            (first + "3", Self.accountID.uppercased(), "account"),
            (first + "4", Self.contactID, "contact"),
            (first + "5", Self.otherID, "account"), (first + "6", Self.contactID, "account"),
            (first + "6", Self.contactID, "contact"),
        ])
        let report = try validate("m")[0]
        #expect(report.failures.isEmpty, "\(report.failures)")
        #expect(
            lines(report).filter { $0.contains("KEY") } == [
                "quote 5 P2C-KEY-001 record 4 has the same quoteid",
                "quote 3 P2C-KEY-010 \"\(Self.otherID)\" is no accountid of Account",
                "quote 4 P2C-KEY-010 \"\(Self.contactID)\" is no accountid of Account",
            ])
    }

    @Test func `take a name in the place of an id for what it is`() throws {
        scratch.write("accountid,accountnumber,name\n\(Self.accountID),A1,A\n", to: "accounts.csv")
        scratch.write(
            "contactid,msdynce_contactnumber,firstname,lastname,accountid\n"
                + "\(Self.contactID),C1,J,D,A\n\(Self.otherID),C2,J,D,{\(Self.otherID)}\n",
            to: "contacts.csv")
        let reports = try validate("contacts.csv", "accounts.csv")
        #expect(
            lines(reports[0]).filter { $0.contains("KEY-01") } == [
                "contacts 2 P2C-KEY-010 \"\(Self.otherID)\" is no accountid of Account"
            ])
    }

    /// A store with one account of the company USMF.
    private func makeStore() throws -> String {
        let path = scratch.path + "/p2c.sqlite"
        let store = try CommonDataStore(path: path)
        let run = try store.beginRun(
            source: "a", legalEntity: nil, configuration: "c", started: "2026-11-23T01:02:03Z")
        try store.beginPackage(run)
        var batch = RecordBatch()
        for (name, value) in [("AccountId", "A-1"), ("Organization_OrganizationId", "ORG001")] {
            batch.columns.append(Column(name: name, cells: [batch.append(value.utf8)]))
        }
        batch.positions = [RecordPosition(byte: 0, line: 1)]
        _ = try store.upsert(
            "Account", key: ["AccountId", "Organization_OrganizationId"], batch: &batch,
            fates: [.kept])
        try store.commitPackage(RunResult(outcome: .completed), publications: [])
        return path
    }

    @Test func `look into the store when asked to`() throws {
        let leg = Leg(
            from: EntityReference(.cds, "Account"), to: EntityReference(.finops, "Customers V2"),
            fieldMappings: [
                FieldMapping("Name", "OrganizationName"),
                FieldMapping("AccountId", "CustomerAccount"),
            ])
        let template = Template(
            name: "Accounts", tasks: [TemplateTask(name: "Accounts", order: 1, legs: [leg])])
        let path = try makeStore()
        scratch.write(
            "SALESQUOTATIONNUMBER,REQUESTINGCUSTOMERACCOUNTNUMBER,DATAAREAID\n"
                + "Q-1,a-1,usmf\nQ-2,A-2,usmf\nQ-3,A-1,demf\nQ-4,A-1,\nQ-5,,usmf\n",
            to: "CDS sales quotation header.csv")
        #expect(lines(try validate("CDS sales quotation header.csv")[0]).isEmpty)
        let report = try validate(
            "CDS sales quotation header.csv", references: path,
            templates: [.init(folder: "accounts", template: template)])[0]
        #expect(
            lines(report) == [
                "CDS sales quotation header 2 P2C-KEY-010 \"A-2\" is no CustomerAccount of "
                    + "Customers V2",
                "CDS sales quotation header 3 P2C-KEY-010 \"A-1\" is no CustomerAccount of "
                    + "Customers V2",
            ])
    }

    @Test func `know the ids that the settings name`() throws {
        var configuration = Configuration(
            schemas: try #require(Self.schemas), templates: [],
            references: [
                Reference(
                    table: "transactioncurrency", keyField: "isocurrencycode", key: "USD",
                    id: "{C0A7B5D0-41E6-4A1F-8F30-7D2E6B900001}", name: "US Dollar")
            ])
        configuration.defaultLegalEntity = "USMF"
        scratch.write(
            "accountnumber,name,transactioncurrencyid\nA,A,\(Self.accountID)\n"
                + "B,B,\(Self.otherID)\nC,C,US Dollar\n", to: "accounts.csv")
        var options = ValidationOptions()
        options.storePath = try makeStore()
        let report = try FileValidation(
            configuration: configuration, options: options
        ).validate(
            [scratch.path + "/accounts.csv"],
            observer: Observer(show: { _ in }, shouldStop: { false }))[0]
        #expect(
            lines(report) == [
                "accounts 2 P2C-KEY-010 \"\(Self.otherID)\" is no transactioncurrencyid of Currency"
            ])
    }
}
