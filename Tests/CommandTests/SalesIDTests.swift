import Foundation
import Support
import Testing

/// Which ids records have in Sales: their own and those in lookups to them are found the same way.
@Suite struct `Ids of records in Sales` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let product = "33333333-0000-4000-8000-000000000001"
    private static let order = "66666666-0000-4000-8000-000000000001"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let story = projectFolder + "/examples/prospect-to-cash"
        let settings = try String(contentsOfFile: story + "/p2c.json", encoding: .utf8)
        scratch.write(settings, to: "work/p2c.json")
        drop("1-Sellable released products.csv", Self.products)
        drop(
            "2-accounts.csv",
            ["accountid,accountnumber,name", "c0a7b5d0-0000-4000-8000-000000000001,ACC-1,One"])
        drop("3-CDS sales order headers.csv", Self.headers)
        drop("4-CDS sales order lines.csv", Self.lines)
    }

    private static let products = [
        "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,CURRENCYCODE",
        "D1,Speaker,Item,ea,USD",
    ]
    private static let headers = [
        "SALESORDERNUMBER,SALESORDERNAME,ORDERINGCUSTOMERACCOUNTNUMBER,INVOICECUSTOMERACCOUNTNUMBER,"
            + "ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,INVOICECUSTOMERISEXTERNALLYMAINTAINED,"
            + "SALESORDERPROCESSINGSTATUS,ARETOTALSUPDATED,CURRENCYCODE",
        "SO-1,Foyer,ACC-1,ACC-1,Yes,Yes,Confirmed,Yes,USD",
    ]
    private static let lines = [
        "SALESORDERNUMBER,LINECREATIONSEQUENCENUMBER,PRODUCTNUMBER,ORDEREDSALESQUANTITY,SALESUNITSYMBOL,"
            + "SALESPRICE,LINEAMOUNT,CURRENCYCODE,ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,"
            + "INVOICECUSTOMERISEXTERNALLYMAINTAINED,SALESORDERPROCESSINGSTATUS,"
            + "ARESALESORDERTOTALSUPDATED",
        "SO-1,1,D1,2,ea,5,10,USD,Yes,Yes,Confirmed,Yes",
    ]

    private func drop(_ name: String, _ lines: [String]) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/\(name)")
    }

    /// Puts rows behind those of the example's references.
    private func list(_ rows: String...) throws {
        let file = projectFolder + "/examples/prospect-to-cash/references.csv"
        let given = try String(contentsOfFile: file, encoding: .utf8)
        let end = given.hasSuffix("\n") ? "" : "\n"
        scratch.write(
            given + end + rows.joined(separator: "\n") + "\n", to: "work/references.csv")
    }

    /// The delivered records of a table.
    private func records(_ table: String, of template: String) throws -> [[String: Any]] {
        let packages = scratch.files(in: "work/outbox").filter { $0.hasSuffix("\(template).zip") }
        return try packages.flatMap { package in
            let printed = try ProgramRun(
                "cat", "\(root)/outbox/\(package)", "--entity", table, "--to", "jsonl")
            return try printed.output.split(separator: "\n").compactMap { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            }
        }
    }

    @Test func `are those of references.csv, in the record as in lookups to it`() throws {
        try list(
            "product,productnumber,D1,\(Self.product),Speaker",
            "salesorder,ordernumber,SO-1,\(Self.order),Foyer")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let product = try records("product", of: "products-finops-to-sales")
        #expect(product.map { $0["productid"] as? String } == [Self.product])
        let orders = try records("salesorder", of: "orders-finops-to-sales")
        #expect(orders.map { $0["salesorderid"] as? String } == [Self.order])
        let line = try #require(
            records("salesorderdetail", of: "orders-finops-to-sales").first, "\(run.output)")
        #expect(line["salesorderid"] as? String == Self.order)
        #expect(line["productid"] as? String == Self.product)
    }

    @Test func `stay those of references.csv when its row is gone`() throws {
        try list("product,productnumber,D1,\(Self.product),Speaker")
        #expect(try ProgramRun("run", "-w", root).output.contains("written"))
        try list()
        drop("Sellable released products.csv", [Self.products[0], "D1,Loudspeaker,Item,ea,USD"])
        let run = try ProgramRun("run", "-w", root)
        #expect(run.output.contains("1 read, 1 written"), "\(run.output)")
        let product = try records("product", of: "products-finops-to-sales")
        #expect(
            product.map { $0["productid"] as? String } == [Self.product, Self.product])
    }

    @Test(arguments: [
        // The reason has nothing to do with the record's id and number.
        ("\(product),D1,Speaker,much", product), ("\(product),,Speaker,much", nil),
        ("none,D1,Speaker,much", nil),
    ])
    func `are also those of records that were set aside`(row: String, expected: String?) throws {
        let vehicles = try VehicleWorkspace()
        vehicles.write(
            "new_vehicleid,new_plate,new_name,new_mileage,statecode\n"
                + row.replacing("D1", with: "V-1") + ",0\n", to: "inbox/USMF/1-vehicles.csv")
        vehicles.write(
            "VEHICLENUMBER,LASTINSPECTIONDATE\nV-1,2026-11-02\n",
            to: "inbox/USMF/Fleet vehicles.csv")
        let run = try vehicles.run()
        #expect(run.output.contains("1 read, 0 written, 1 set aside"), "\(run.output)")
        let package = try #require(
            vehicles.scratch.files(in: "fleet/outbox/sales").first { $0.hasSuffix(".zip") },
            "\(run.output)")
        let sent = try ProgramRun(
            "cat", "\(vehicles.root)/outbox/sales/\(package)", "-w", vehicles.root, "--to", "jsonl"
        ).output
        let isOwn = sent.contains("\"new_vehicleid\":\"\(Self.product)\"")
        #expect(isOwn == (expected != nil), "\(sent)")
    }

    @Test(arguments: [("V-1 ", "V-1"), ("V-1", "v-1  ")])
    func `are found whatever spaces are behind the number`(
        inSales number: String, inFinOps other: String
    ) throws {
        let vehicles = try VehicleWorkspace()
        vehicles.write(
            "new_vehicleid,new_plate,new_name,statecode\n\(Self.product),\(number),Van,0\n",
            to: "inbox/USMF/1-vehicles.csv")
        vehicles.write(
            "VEHICLENUMBER,LASTINSPECTIONDATE\n\(other),2026-11-02\n",
            to: "inbox/USMF/Fleet vehicles.csv")
        let run = try vehicles.run()
        #expect(run.status == 0, "\(run.output)")
        let package = try #require(
            vehicles.scratch.files(in: "fleet/outbox/sales").first { $0.hasSuffix(".zip") })
        let sent = try ProgramRun(
            "cat", "\(vehicles.root)/outbox/sales/\(package)", "-w", vehicles.root, "--to", "jsonl"
        ).output
        #expect(sent.contains("\"new_vehicleid\":\"\(Self.product)\""), "\(sent)")
    }

    @Test func `stand in lookups by numbers with spaces behind them`() throws {
        try list()
        drop(
            "4-CDS sales order lines.csv",
            [Self.lines[0], Self.lines[1].replacing("SO-1,1,D1,", with: "SO-1 ,1,D1  ,")])
        drop(
            "3-CDS sales order headers.csv",
            [Self.headers[0], Self.headers[1].replacing("ACC-1", with: "ACC-1 ")])
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let order = try #require(
            records("salesorder", of: "orders-finops-to-sales").first, "\(run.output)")
        #expect(order["customerid"] as? String == "c0a7b5d0-0000-4000-8000-000000000001")
        let line = try #require(records("salesorderdetail", of: "orders-finops-to-sales").first)
        #expect(line["salesorderid"] as? String == order["salesorderid"] as? String)
        let product = try #require(records("product", of: "products-finops-to-sales").first)
        #expect(line["productid"] as? String == product["productid"] as? String)
    }

    @Test func `with another number than before are told`() throws {
        func run(_ number: String, name: String) throws -> String {
            drop(
                "2-accounts.csv",
                [
                    "accountid,accountnumber,name",
                    "c0a7b5d0-0000-4000-8000-000000000001,\(number),\(name)",
                ])
            return try ProgramRun("run", "-w", root).output
        }
        #expect(try !run("ACC-1", name: "One").contains("P2C-KEY-008"))
        let second = try run("ACC-2", name: "One")
        #expect(second.contains("warning P2C-KEY-008: 1 ×"), "\(second)")
        #expect(
            second.contains(
                "record ACC-2: it was \"ACC-1\" before: what was delivered of that stays"),
            "\(second)")
        #expect(try !run("acc-2", name: "Two").contains("P2C-KEY-008"))
        #expect(try !run("ACC-2  ", name: "Three").contains("P2C-KEY-008"))
    }

    @Test func `that Sales does not know from p2c are told when Sales says its own`() throws {
        let vehicles = try VehicleWorkspace()
        func run(_ file: String, _ text: String) throws -> String {
            vehicles.write(text, to: "inbox/USMF/\(file)")
            return try vehicles.run().output
        }
        let inspected = "VEHICLENUMBER,LASTINSPECTIONDATE\nV-1,2026-11-02\n"
        #expect(try !run("Fleet vehicles.csv", inspected).contains("P2C-KEY"))
        let header = "new_vehicleid,new_plate,new_name,statecode\n"
        let told = try run("vehicles.csv", header + "\(Self.product),V-1,Van,0\n")
        #expect(told.contains("warning P2C-KEY-009: 1 ×"), "\(told)")
        #expect(
            told.contains("record V-1: Sales has it as \(Self.product), and was sent it as "),
            "\(told)")
        #expect(told.contains(" before, an id that p2c made\n"), "\(told)")
        // Once is enough.
        let again = try run("vehicles.csv", header + "\(Self.product),V-1,Truck,0\n")
        #expect(!again.contains("P2C-KEY-009"), "\(again)")
    }

    @Test func `that references.csv and a file of Sales say differently are told`() throws {
        _ = try ProgramRun("run", "-w", root)
        try list("account,accountnumber,ACC-1,\(Self.order),One")
        let run = try ProgramRun("run", "-w", root)
        #expect(
            run.errors
                == "references.csv:11: account \"ACC-1\" has the id \(Self.order) there, and a file of USMF said "
                + "c0a7b5d0-0000-4000-8000-000000000001. The former is used. Correct the row, or take it "
                + "out\n", "\(run.errors)")
    }

    @Test func `that references.csv and a file of Sales give to other numbers are told`() throws {
        _ = try ProgramRun("run", "-w", root)
        try list("account,accountnumber,ACC-9,c0a7b5d0-0000-4000-8000-000000000001,Nine")
        let run = try ProgramRun("run", "-w", root)
        #expect(
            run.errors
                == "references.csv:11: the id c0a7b5d0-0000-4000-8000-000000000001 is account \"ACC-9\" "
                + "there, and a file of USMF said \"ACC-1\". The former is used. Correct the row, or take "
                + "it out\n", "\(run.errors)")
    }

    @Test func `with the number of another record are told`() throws {
        func run(_ id: String, name: String) throws -> String {
            drop("2-accounts.csv", ["accountid,accountnumber,name", "\(id),ACC-1,\(name)"])
            return try ProgramRun("run", "-w", root).output
        }
        let first = "c0a7b5d0-0000-4000-8000-000000000001"
        #expect(try !run(first, name: "One").contains("P2C-KEY-013"))
        let second = try run(Self.order, name: "Two")
        #expect(second.contains("warning P2C-KEY-013: 1 ×"), "\(second)")
        #expect(
            second.contains(
                "record ACC-1: it was the number of the record \(first) before, and this one is "
                    + "\(Self.order)\n"), "\(second)")
        #expect(try !run(Self.order, name: "Three").contains("P2C-KEY-013"))
    }

    @Test func `that change their numbers with each other are told of that`() throws {
        func run(_ rows: String...) throws -> String {
            let ids = [
                "c0a7b5d0-0000-4000-8000-000000000001", "c0a7b5d0-0000-4000-8000-000000000002",
            ]
            drop(
                "2-accounts.csv",
                ["accountid,accountnumber,name"]
                    + rows.map { "\(ids[Int($0.prefix(1))! - 1])\($0.dropFirst())" })
            return try ProgramRun("run", "-w", root).output
        }
        _ = try run("1,ACC-1,One", "2,ACC-2,Two")
        let swapped = try run("1,ACC-2,One", "2,ACC-1,Two")
        #expect(
            swapped.contains(
                "record ACC-2: it was \"ACC-1\" before, which is another record now: what was "
                    + "delivered of that gets the other's values"), "\(swapped)")
        let doubled = try run("1,ACC-2,One", "1,ACC-3,One")
        #expect(doubled.contains("1 set aside"), "\(doubled)")
        #expect(!doubled.contains("P2C-KEY-008"), "\(doubled)")
    }

    @Test func `that had the number of what the other system sends are told`() throws {
        let vehicles = try VehicleWorkspace()
        func run(_ name: String, _ lines: String...) throws -> String {
            vehicles.write(lines.joined(separator: "\n") + "\n", to: "inbox/USMF/\(name)")
            return try vehicles.run().output
        }
        let header = "new_vehicleid,new_plate,new_name,statecode"
        _ = try run("vehicles.csv", header, "\(Self.product),V-1,Van,0")
        #expect(
            try run("vehicles.csv", header, "\(Self.product),V-2,Van,0").contains("P2C-KEY-008"))
        let former = try run(
            "Fleet vehicles.csv", "VEHICLENUMBER,LASTINSPECTIONDATE", "V-2,2026-11-02",
            "v-1,2026-11-03")
        #expect(former.contains("P2C-KEY-015: 1 ×"), "\(former)")
        #expect(
            former.contains(
                "record v-1: it was the number of \(Self.product), which is \"V-2\" now: Sales gets a "
                    + "new record"), "\(former)")
    }
}
