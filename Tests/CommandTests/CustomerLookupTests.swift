import Foundation
import Support
import Testing

/// Orders and invoices for Sales whose customer is an account or a contact.
@Suite struct `Customers of orders` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let contact = "44444444-0000-4000-8000-000000000001"
    private static let account = "55555555-0000-4000-8000-000000000001"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    /// Lets a contact, an account and an order of each pass, by the settings. Returns the orders' package.
    private func deliverOrders(settings: String = "") throws -> String {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              references: "references.csv", \(settings) }
            """, to: "work/p2c.json")
        scratch.write(
            "table,keyField,key,id,name\n"
                + "transactioncurrency,isocurrencycode,USD,5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b01,"
                + "US Dollar\n"
                + "pricelevel,name,USD,2c7f90b1-4d58-4e63-9a1b-70d2e8f61a01,USD\n",
            to: "work/references.csv")
        scratch.write(
            "contactid,msdynce_contactnumber,lastname,parentcustomerid,msdynce_isactivecustomer,"
                + "msdynce_iscompanyanaccount\n\(Self.contact),CN-1,Arc,,Yes,No\n",
            to: "work/inbox/USMF/1-contacts.csv")
        scratch.write(
            "accountid,accountnumber,name\n\(Self.account),AC-1,Adatum\n",
            to: "work/inbox/USMF/2-accounts.csv")
        scratch.write(
            "SALESORDERNUMBER,SALESORDERNAME,ORDERINGCUSTOMERACCOUNTNUMBER,"
                + "INVOICECUSTOMERACCOUNTNUMBER,ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,"
                + "INVOICECUSTOMERISEXTERNALLYMAINTAINED,SALESORDERPROCESSINGSTATUS,"
                + "ARETOTALSUPDATED,CURRENCYCODE\n"
                + "SO-1,Foyer,CN-1,CN-1,Yes,Yes,Confirmed,Yes,USD\n"
                + "SO-2,Attic,AC-1,AC-1,Yes,Yes,Confirmed,Yes,USD\n",
            to: "work/inbox/USMF/3-CDS sales order headers.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let name = try #require(
            scratch.files(in: "work/outbox").first { $0.hasSuffix("orders-finops-to-sales.zip") },
            "\(run.output)")
        return "\(root)/outbox/\(name)"
    }

    @Test func `are written with the table of the record that was found`() throws {
        let data = try #require(try zipEntry("data.xml", of: deliverOrders()))
        let customers = String(decoding: data, as: UTF8.self).split(separator: "\r\n").filter {
            $0.contains("name=\"customerid\"")
        }
        let expected = [
            Self.customer(Self.contact, table: "contact", name: "CN-1"),
            Self.customer(Self.account, table: "account", name: "Adatum"),
        ]
        #expect(customers.map { $0.drop { $0 == " " } } == expected)
    }

    private static func customer(_ id: String, table: String, name: String) -> Substring {
        #"<field name="customerid" value="\#(id)" lookupentity="\#(table)" "#
            + #"lookupentityname="\#(name)" />"#
    }

    @Test func `have the field of each table in the data map of the Import Data Wizard`() throws {
        let package = try deliverOrders(settings: "output: { sales: 'Import Data Wizard' }")
        let file = String(package.dropLast(4)) + "-map.xml"
        let map = try String(contentsOfFile: file, encoding: .utf8)
        let lines = map.split(separator: "\r\n").map { $0.drop { $0 == " " } }
        let start = try #require(
            lines.firstIndex(of: "<TargetAttributeName>customerid</TargetAttributeName>"))
        let names = lines[start...].prefix { $0 != "</AttributeMap>" }.filter {
            $0.hasPrefix("<LookupEntityName>") || $0.hasPrefix("<LookupAttributeName>")
        }
        let expected: [Substring] = [
            "<LookupEntityName>account</LookupEntityName>",
            "<LookupAttributeName>accountnumber</LookupAttributeName>",
            "<LookupEntityName>contact</LookupEntityName>",
            "<LookupAttributeName>msdynce_contactnumber</LookupAttributeName>",
        ]
        #expect(names == expected)
    }
}
