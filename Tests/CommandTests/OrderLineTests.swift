import Foundation
import Support
import Testing

/// Lines of orders on their way to Sales: each is known by its order and its number there.
@Suite struct `Order lines for Sales` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        for name in ["p2c.json", "references.csv"] {
            let file = "\(projectFolder)/examples/prospect-to-cash/\(name)"
            scratch.write(
                try String(contentsOfFile: file, encoding: .utf8), to: "work/\(name)")
        }
        drop(
            "1-products", "Sellable released products",
            [
                "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,CURRENCYCODE",
                "D0001,Speaker,Item,ea,USD",
            ])
        drop(
            "2-accounts", "accounts",
            [
                "accountid,accountnumber,name",
                "c0a7b5d0-0000-4000-8000-000000000001,ACC-1,Contoso",
            ])
        drop(
            "3-headers", "CDS sales order headers",
            [
                Self.header, "SO-1,Foyer,ACC-1,ACC-1,Yes,Yes,Confirmed,Yes,USD",
                "SO-2,Attic,ACC-1,ACC-1,Yes,Yes,Confirmed,Yes,USD",
            ])
        for part in ["1-products", "2-accounts", "3-headers"] { try run(part) }
    }

    private static let header =
        "SALESORDERNUMBER,SALESORDERNAME,ORDERINGCUSTOMERACCOUNTNUMBER,INVOICECUSTOMERACCOUNTNUMBER,"
        + "ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,INVOICECUSTOMERISEXTERNALLYMAINTAINED,"
        + "SALESORDERPROCESSINGSTATUS,ARETOTALSUPDATED,CURRENCYCODE"
    private static let lines = [
        "SALESORDERNUMBER,LINECREATIONSEQUENCENUMBER,PRODUCTNUMBER,ORDEREDSALESQUANTITY,SALESUNITSYMBOL,"
            + "SALESPRICE,LINEAMOUNT,CURRENCYCODE,ORDERINGCUSTOMERISEXTERNALLYMAINTAINED,"
            + "INVOICECUSTOMERISEXTERNALLYMAINTAINED,SALESORDERPROCESSINGSTATUS,"
            + "ARESALESORDERTOTALSUPDATED",
        "SO-1,1,D0001,2,ea,5,10,USD,Yes,Yes,Confirmed,Yes",
        "SO-2,1,D0001,2,ea,5,10,USD,Yes,Yes,Confirmed,Yes",
    ]

    private func drop(_ folder: String, _ entity: String, _ lines: [String]) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "\(folder)/\(entity).csv")
    }

    @discardableResult
    private func run(_ part: String) throws -> ProgramRun {
        for name in scratch.files(in: part) {
            scratch.write(scratch.read("\(part)/\(name)") ?? "", to: "work/inbox/USMF/\(name)")
        }
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        return run
    }

    @Test func `have an id of their own, and are unchanged the next night`() throws {
        drop("4-lines", "CDS sales order lines", Self.lines)
        let first = try run("4-lines")
        #expect(first.output.contains("2 read, 2 written"), "\(first.output)")
        let package = try #require(
            scratch.files(in: "work/outbox").last { $0.hasSuffix("orders-finops-to-sales.zip") })
        let printed = try ProgramRun(
            "cat", "\(root)/outbox/\(package)", "--entity", "salesorderdetail", "--to", "jsonl")
        let ids = try printed.output.split(separator: "\n").map { line in
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return (record as? [String: Any])?["salesorderdetailid"] as? String ?? ""
        }
        #expect(ids.count == 2 && Set(ids).count == 2, "\(printed.output)")

        drop("4-lines", "CDS sales order lines", Self.lines + [""])
        let second = try run("4-lines")
        #expect(second.output.contains("2 unchanged"), "\(second.output)")
    }
}
