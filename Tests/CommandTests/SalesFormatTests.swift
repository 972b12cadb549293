import Foundation
import Support
import Testing

/// Formats that the settings of a workspace bring in.
@Suite struct `Formats of the settings` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        let made = try ProgramRun("init", root)
        #expect(made.status == 0, "\(made.errors)")
    }

    private func run(settings: String) throws -> ProgramRun {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              defaultLegalEntity: "USMF", references: "references.csv", \(settings) }
            """, to: "work/p2c.json")
        return try ProgramRun("run", "-w", root)
    }

    @Test func `write for the Import Data Wizard`() throws {
        scratch.write(
            """
            ProductNumber,ProductName,ProductType,SalesUnitSymbol,SalesPrice,UnitCost,CurrencyCode\r
            D1,Speaker,Item,ea,5.5,1,USD\r

            """, to: "work/inbox/USMF/Sellable released products.csv")
        let run = try run(settings: "output: { sales: 'Import Data Wizard' }")
        let files = scratch.files(in: "work/outbox").map { path in
            String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
        }
        #expect(
            Set(files).isSuperset(of: [
                "products-finops-to-sales.zip", "products-finops-to-sales-map.xml",
            ]), "\(run.output)\(run.errors)")
        let zip = try #require(
            scratch.files(in: "work/outbox").first { $0.hasSuffix(".zip") })
        let csv = try #require(try zipEntry("Product.csv", of: "\(root)/outbox/\(zip)"))
        let header = String(decoding: csv, as: UTF8.self).split(separator: "\r\n")[0]
        #expect(header.hasPrefix("\u{FEFF}Product ID,Name,"), "\(header)")
    }
}
