import Foundation
import Support
import Testing

@testable import Store

/// Records for Sales that name others by key, before Sales is known to have these: orders before their
/// customers, lines before their orders.
@Suite struct `Records for Sales that came before what they refer to` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let ordersDirect = """
        "Sales Orders (Fin and Ops to Sales)": false,
        "Sales Orders (Fin and Ops to Sales) - Direct": true,
        "Products (Fin and Ops to Sales)": false,
        """
    private static let direct =
        ordersDirect + "\"Products (Fin and Ops to Sales) - Direct\": true,"
    private static let freight = "\"Freight Tax Lines (Fin and Ops to Sales)\": true,"
    private static let prices = "\"Price List Items (Fin and Ops to Sales)\": true,"
    private static let account = "aa000000-0000-4000-8000-000000000001"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let references = projectFolder + "/examples/prospect-to-cash/references.csv"
        scratch.write(
            try String(contentsOfFile: references, encoding: .utf8)
                + """
                uom,name,Primary Unit,8d21f6a4-90be-4c35-a7e2-06b15d9c3f13,Primary Unit
                pricelevel,name,standard,2c7f90b1-4d58-4e63-9a1b-70d2e8f61a02,Standard

                """, to: "work/references.csv")
        set(templates: Self.direct)
    }

    private func set(
        templates: String, waiting: String = "true",
        references: String = "references: \"references.csv\","
    ) {
        scratch.write(
            """
            {
              organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { \(templates) },
              waiting: { on: \(waiting) },
              \(references)
            }
            """, to: "work/p2c.json")
    }

    private func drop(_ name: String, _ lines: String...) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/\(name)")
    }

    private func dropOrder(
        _ number: String, customer: String, name: String = "Foyer", currency: String = "USD",
        tax: String = "0"
    ) {
        drop(
            "CDS sales order headers.csv",
            "SALESORDERNUMBER,SALESORDERNAME,ORDERINGCUSTOMERACCOUNTNUMBER,"
                + "INVOICECUSTOMERACCOUNTNUMBER,CURRENCYCODE,SALESORDERPROCESSINGSTATUS,"
                + "ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,INVOICECUSTOMERISEXTERNALLYMAINTAINED,"
                + "ARETOTALSUPDATED,ORDERHEADERTAXAMOUNT",
            "\(number),\(name),\(customer),\(customer),\(currency),Confirmed,Yes,Yes,Yes,\(tax)")
    }

    private func dropLine(of order: String, product: String) {
        drop(
            "CDS sales order lines.csv",
            "SALESORDERNUMBER,LINECREATIONSEQUENCENUMBER,PRODUCTNUMBER,ORDEREDSALESQUANTITY,"
                + "SALESUNITSYMBOL,SALESPRICE,CURRENCYCODE,SALESORDERPROCESSINGSTATUS,"
                + "ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,INVOICECUSTOMERISEXTERNALLYMAINTAINED,"
                + "ARESALESORDERTOTALSUPDATED",
            "\(order),1,\(product),2,ea,5,USD,Confirmed,Yes,Yes,Yes")
    }

    private func dropProduct(_ number: String) {
        drop(
            "Sellable released products.csv",
            "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,SALESPRICE,CURRENCYCODE",
            "\(number),Speaker,Item,ea,500,USD")
    }

    private func dropAccount(_ number: String, id: String = account) {
        drop("accounts.csv", "accountid,accountnumber,name", "\(id),\(number),Contoso")
    }

    private func run() throws -> ProgramRun {
        let run = try ProgramRun("run", "-w", root)
        #expect(run.errors == "")
        return run
    }

    private func waiting() throws -> String { try ProgramRun("waiting", "-w", root).output }

    /// The records of a table that were delivered, those of the earliest run first.
    private func delivered(_ table: String) throws -> [[String: String]] {
        func run(_ path: String) -> Int {
            Int(path.split(separator: "/")[2].split(separator: "-run").last ?? "") ?? 0
        }
        let packages = scratch.files(in: "work/outbox").filter {
            $0.hasPrefix("sales/") && $0.hasSuffix(".zip")
        }
        return try packages.sorted { run($0) < run($1) }.flatMap { package in
            try ProgramRun(
                "cat", "\(root)/outbox/\(package)", "--entity", table, "--to", "jsonl"
            ).output.split(separator: "\n").map { line in
                let record = try JSONSerialization.jsonObject(with: Data(line.utf8))
                return (record as? [String: Any] ?? [:]).compactMapValues { $0 as? String }
            }
        }
    }

    @Test func `wait and go on by themselves, in whatever order all comes`() throws {
        dropLine(of: "SO-1", product: "D0001")
        let first = try run()
        #expect(first.status == 0, "\(first.output)")
        #expect(first.output.contains("it waits for salesorder \"SO-1\""), "\(first.output)")
        #expect(try waiting().contains("salesorder SO-1"))

        dropOrder("SO-1", customer: "C-1")
        let second = try run()
        #expect(second.output.contains("it waits for Account or Contact \"C-1\""))
        #expect(try waiting().contains("Account or Contact C-1"))

        dropAccount("C-1")
        let third = try run()
        #expect(third.output.contains("it waits for product \"D0001\""), "\(third.output)")
        dropProduct("D0001")
        let fourth = try run()
        #expect(fourth.status == 0, "\(fourth.output)")
        #expect(try waiting() == "No record waits\n")
        #expect(scratch.files(in: "work/waiting").isEmpty)

        let orders = try delivered("salesorder")
        let lines = try delivered("salesorderdetail")
        let products = try delivered("product")
        #expect(orders.map { $0["customerid"] } == [Self.account])
        #expect(lines.map { $0["salesorderid"] } == [orders.first?["salesorderid"]])
        #expect(lines.map { $0["productid"] } == [products.first?["productid"]])
    }

    @Test func `wait through CDS too, when only the id in Sales is missing`() throws {
        set(templates: "")
        drop("accounts.csv", "accountnumber,name", "C-1,Contoso")
        #expect(try run().status == 0)
        dropOrder("SO-1", customer: "C-1")
        let order = try run()
        #expect(order.status == 0, "\(order.output)")
        #expect(order.output.contains("it waits for Account or Contact \"C-1\""))
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        #expect(try store.listing(of: "SalesOrder").records.isEmpty)

        dropAccount("c-1")
        let last = try run()
        #expect(last.output.contains("held by run 2"), "\(last.output)")
        #expect(try delivered("salesorder").map { $0["customerid"] } == [Self.account])
        #expect(try waiting() == "No record waits\n")
    }

    @Test func `have the ids of a references.csv that the settings do not name`() throws {
        set(templates: Self.direct, references: "")
        dropAccount("C-1")
        dropOrder("SO-1", customer: "C-1")
        let run = try run()
        #expect(run.status == 0, "\(run.output)")
        #expect(try delivered("salesorder").map { $0["customerid"] } == [Self.account])
    }

    @Test func `are set aside at once where no file brings what they refer to`() throws {
        dropAccount("C-1")
        dropOrder("SO-1", customer: "C-1", currency: "XTS")
        let currency = try run()
        #expect(currency.status == 1)
        #expect(
            currency.output.contains(
                "\"XTS\" is no record of transactioncurrency in the references"))
        #expect(try waiting() == "No record waits\n")

        set(templates: Self.ordersDirect)
        dropOrder("SO-1", customer: "C-1")
        dropLine(of: "SO-1", product: "D0001")
        let product = try run()
        #expect(product.output.contains("\"D0001\" is no record of product in the references"))
        #expect(try waiting() == "No record waits\n")
    }

    @Test func `are set aside at once where the settings let nothing wait`() throws {
        set(templates: Self.direct, waiting: "false")
        dropOrder("SO-1", customer: "C-1")
        let run = try run()
        #expect(run.status == 1)
        #expect(run.output.contains("P2C-MAP-102"), "\(run.output)")
    }

    @Test func `are set aside when the time is over`() throws {
        dropOrder("SO-1", customer: "C-1")
        _ = try run()
        try CommonDataStore(path: root + "/.p2c/p2c.sqlite").database
            .execute("UPDATE p2c_waiting SET since = '2020-01-01T00:00:00Z'")
        let late = try run()
        #expect(late.status == 1)
        #expect(
            late.output.contains(
                "it waits for Account or Contact \"C-1\" since 2020-01-01T00:00:00Z"),
            "\(late.output)")
        #expect(late.output.contains("P2C-WAIT-002"))
        #expect(scratch.files(in: "work/waiting").isEmpty)
    }

    @Test func `go on when references.csv tells the id after all`() throws {
        dropOrder("SO-1", customer: "C-1")
        _ = try run()
        let references = scratch.read("work/references.csv") ?? ""
        scratch.write(
            references + "account,accountnumber,C-1,\(Self.account),Contoso\n",
            to: "work/references.csv")
        let second = try run()
        #expect(second.output.contains("held by run 1"), "\(second.output)")
        #expect(try delivered("salesorder").map { $0["customerid"] } == [Self.account])
    }

    @Test func `do not undo a newer one that went through meanwhile`() throws {
        dropOrder("SO-1", customer: "C-1", name: "Before")
        _ = try run()
        dropAccount("C-2", id: "aa000000-0000-4000-8000-000000000002")
        _ = try run()
        dropOrder("SO-1", customer: "C-2", name: "After")
        _ = try run()
        dropAccount("C-1")
        let last = try run()
        #expect(
            last.output.contains("1 filtered (a newer one went through while it waited (1))"),
            "\(last.output)")
        #expect(try delivered("salesorder").map { $0["name"] } == ["After"])
    }

    @Test func `go on in the order in which they came`() throws {
        for name in ["Before", "After"] {
            dropOrder("SO-1", customer: "C-1", name: name)
            #expect(try run().output.contains("1 waiting"))
        }
        dropAccount("C-1")
        #expect(try run().status == 0)
        #expect(try delivered("salesorder").map { $0["name"] } == ["Before", "After"])
    }

    @Test(arguments: [direct, ""])
    func `need not wait for what another template makes of the same file`(
        orders: String
    ) throws {
        set(templates: orders + Self.freight + Self.prices, waiting: "false")
        dropAccount("C-1")
        _ = try run()
        dropOrder("SO-1", customer: "C-1", tax: "4.20")
        dropProduct("D0001")
        let run = try run()
        #expect(run.status == 0, "\(run.output)")
        let order = try delivered("salesorder").first?["salesorderid"]
        let taxes = try delivered("salesorderdetail")
        #expect(order != nil && taxes.map { $0["salesorderid"] } == [order])
        #expect(taxes.map { $0["tax"] } == ["4.2"])
        let product = try delivered("product").first?["productid"]
        let prices = try delivered("productpricelevel").map { $0["productid"] }
        #expect(product != nil && prices == [product])
    }

    @Test func `go once each when two templates hold the same record`() throws {
        set(templates: Self.direct + Self.freight)
        dropOrder("SO-1", customer: "C-1", tax: "4.20")
        let first = try run()
        #expect(first.output.contains("2 waiting"), "\(first.output)")
        dropAccount("C-1")
        let last = try run()
        #expect(last.status == 0, "\(last.output)")
        let orders = try delivered("salesorder").map { $0["salesorderid"] }
        #expect(orders.count == 1)
        #expect(try delivered("salesorderdetail").map { $0["salesorderid"] } == orders)
        #expect(try waiting() == "No record waits\n")
        #expect(scratch.files(in: "work/waiting").isEmpty)
    }
}
