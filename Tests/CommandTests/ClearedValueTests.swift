import Support
import Testing

/// Values that Fin and Ops cleared, on their way to Sales.
@Suite struct `A value that was cleared` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(
            """
            table,keyField,key,id,name
            uom,name,Each,2b0c0c7f-0000-4000-8000-000000000001,X
            uomschedule,name,Default unit,2b0c0c7f-0000-4000-8000-000000000002,X
            transactioncurrency,isocurrencycode,USD,2b0c0c7f-0000-4000-8000-000000000003,X

            """, to: "work/references.csv")
    }

    private func run(description: String, cost: String) throws -> String {
        scratch.write(
            """
            PRODUCTNUMBER,PRODUCTNAME,PRODUCTDESCRIPTION,PRODUCTTYPE,SALESUNITSYMBOL,SALESPRICE,CURRENCYCODE,UNITCOST
            D0001,Speaker,\(description),Item,ea,500.00,USD,\(cost)
            D0002,Stand,,Item,ea,80.00,USD,

            """, to: "work/inbox/USMF/Sellable released products.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        return run.output
    }

    @Test func `is told where the package cannot say so`() throws {
        #expect(try !run(description: "Mid-range", cost: "300.00").contains("P2C-MAP-107"))
        let second = try run(description: "", cost: "")
        #expect(
            second.contains(
                "warning P2C-MAP-107: 1 × A value was cleared, and the package cannot say so"
                    + " (description)"), "\(second)")
        #expect(
            second.contains(
                "Sellable released products.csv:2 (byte 106) record D0001: it has no value any"
                    + " more, and Sales keeps the old one"), "\(second)")
        #expect(second.contains("(currentcost)"))
        #expect(second.contains("2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged"))
        #expect(try !run(description: "", cost: "310.00").contains("P2C-MAP-107"))
    }

    @Test func `is written empty to CSV, and needs no word`() throws {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              output: { sales: "CSV" } }
            """, to: "work/p2c.json")
        _ = try run(description: "Mid-range", cost: "300.00")
        let second = try run(description: "", cost: "300.00")
        #expect(!second.contains("P2C-MAP-107"), "\(second)")
        #expect(second.contains("1 written"), "\(second)")
    }
}
