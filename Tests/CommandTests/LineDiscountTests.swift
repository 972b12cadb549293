import Support
import Testing

/// Finance and Operations has a discount per unit, Sales one of the whole line: docs/templates.md says
/// how a template brings the one to the other.
@Suite struct `Discounts of lines` {
    private let scratch = ScratchFolder()
    private let root: String

    /// The rows as the page has them.
    private static let rows = """
        expression: "round(manualdiscountamount divby quantity, 2)", destinationField: "LineDiscountAmount" },
                    { expression: "quantity mul round(manualdiscountamount divby quantity, 2) sub manualdiscountamount", destinationField: "FixedPriceCharges",
        """

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let template = "work/templates/orders-sales-to-finops-direct/template.json"
        let old = try #require(scratch.read(template))
        let new = old.replacing(
            """
            sourceField: "manualdiscountamount",
                          destinationField: "TotalDiscountAmount",
            """, with: Self.rows)
        #expect(old != new)
        scratch.write(new, to: template)
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { "Sales Orders (Sales to Fin and Ops) - Direct": true,
                "Sales Orders (Fin and Ops to Sales)": false } }
            """, to: "work/p2c.json")
    }

    @Test func `fact 11: per unit, and the rounding remainder becomes a charge`() throws {
        scratch.write(
            """
            salesorderid.ordernumber,sequencenumber,productid.productnumber,quantity,manualdiscountamount,msdynce_orderissubmitted,msdynce_orderhasexternalmaintainedproductsonly,msdynce_ismaintainedexternally
            SO-1,1,P-1,3,10.00,true,true,false
            SO-1,2,P-1,4,10.00,true,true,false
            SO-1,3,P-1,7,,true,true,false

            """, to: "salesorderdetails.csv")
        let run = try ProgramRun(
            "convert", "-w", root, scratch.path + "/salesorderdetails.csv", "-o",
            scratch.path + "/out", "--format", "CSV", "--bare", "--legal-entity", "USMF")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let file = try #require(scratch.files(in: "out").first { $0.hasSuffix(".csv") })
        let printed = try ProgramRun("cat", "\(scratch.path)/out/\(file)", "--to", "jsonl").output
        let lines = printed.split(separator: "\n")
        #expect(lines.count == 3, "\(printed)")
        for (line, words) in zip(
            lines,
            [
                #""LINEDISCOUNTAMOUNT":"3.33","FIXEDPRICECHARGES":"-0.01""#,
                #""LINEDISCOUNTAMOUNT":"2.5","FIXEDPRICECHARGES":"0""#,
                #""LINEDISCOUNTAMOUNT":null,"FIXEDPRICECHARGES":null"#,
            ])
        {
            #expect(line.contains(words), "\(line)")
        }
    }
}
