import Foundation
import Pipeline
import Support
import Testing

/// Value maps and the worklist of values that they lack, with the program as people start it.
@Suite struct `Value maps in a workspace` {
    private let scratch = ScratchFolder()
    private let root: String
    private static let folder = "work/templates/products-finops-to-sales"
    private static let name = "Sellable released products.csv"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        // Without ids of records, which this is not about.
        edit("work/p2c.json", "sales: \"Configuration Migration\"", "sales: \"CSV\"")
    }

    private func edit(_ file: String, _ text: String, _ other: String) {
        let content = scratch.read(file)
        precondition(content?.contains(text) == true, "\(file) has \(text)")
        scratch.write(content!.replacing(text, with: other), to: file)
    }

    private func drop(_ rows: String, in company: String = "USMF") {
        let header = "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL\r\n"
        scratch.write(header + rows, to: "work/inbox/\(company)/\(Self.name)")
    }

    private func run() throws -> ProgramRun { try ProgramRun("run", "-w", root) }

    private func worklist() -> [String]? {
        scratch.read("work/unmapped-values.csv").map { text in
            text.split(separator: "\r\n").dropFirst().map(String.init)
        }
    }

    @Test func `keep what was typed one column too far, and say so`() throws {
        let text =
            "template,valueMap,organization,key,value,unmapped\r\n"
            + "Products (Fin and Ops to Sales),Product.Unit,USMF,box,,Karton\r\n"
        scratch.write(text, to: "work/unmapped-values.csv")
        drop("D1,Speaker,Item,box\r\n")
        let run = try run()
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "unmapped-values.csv:2: the column unmapped has \"Karton\", where error, pass or null "
                    + "stands. Write what the value shall be into the column value"),
            "\(run.errors)")
        #expect(scratch.read("work/unmapped-values.csv") == text)
    }

    private func lastDelivery() throws -> String {
        let zips = scratch.files(in: "work/outbox").filter { $0.hasSuffix(".zip") }
        let zip = try #require(zips.max { number($0) < number($1) })
        let bytes = try zipEntry("Product.csv", of: "\(root)/outbox/\(zip)")
        return String(decoding: try #require(bytes), as: UTF8.self)
    }

    private func number(_ delivery: String) -> Int {
        let run = delivery.split(separator: "/").first { $0.contains("-run") } ?? ""
        return run.split(separator: "-run").last.flatMap { Int($0) } ?? 0
    }

    private static let products =
        "P-1,Trail bike,Item,ea\r\nP-2,Apples,Item,crate\r\nP-3,Pears,Item,CRATE\r\n"

    @Test func `a value that no map has is filled in by a person and then travels`() throws {
        drop(Self.products)
        let first = try run()
        #expect(first.status == 1)
        #expect(first.output.contains("3 read, 1 written, 2 set aside"), "\(first.output)")
        #expect(first.output.contains("unmapped-values.csv has 1 new row"), "\(first.output)")
        let row = "Products (Fin and Ops to Sales),Product.DefaultSellingQuantity_UOM,USMF,crate"
        #expect(worklist() == [row + ",,error,2,1"])

        // The same again: nothing is there twice.
        drop(Self.products)
        #expect(try run().output.contains("3 read, 0 written, 2 set aside"))
        #expect(worklist() == [row + ",,error,2,1"])
        drop(Self.products + "P-4,Figs,Item,\u{A0}Crate \r\n")
        let again = try run()
        #expect(!again.output.contains("new row"), "\(again.output)")
        #expect(worklist() == [row + ",,error,3,1"])

        edit("work/unmapped-values.csv", "crate,,", "crate,Box,")
        drop(Self.products)
        let filled = try run()
        #expect(filled.status == 0)
        #expect(filled.output.contains("3 read, 2 written, 0 set aside, 0 filtered, 1 unchanged"))
        #expect(try lastDelivery().contains("Box"))
        #expect(worklist() == [row + ",Box,error,3,1"])
    }

    @Test(arguments: [("pass", "fragile"), ("null", "")])
    func `a value that passes or is emptied is noted, and becomes another when it is filled in`(
        policy: String, description: String
    ) throws {
        edit(
            "\(Self.folder)/template.json",
            "destinationField: \"Description\", provenance: \"P\" }",
            "destinationField: \"Description\", valueTransforms: [{ transformType: \"ValueMap\", "
                + "valueMap: { \"heavy\": \"Heavy goods\" }, unmapped: \"\(policy)\" }] }")
        let content =
            "PRODUCTNUMBER,PRODUCTNAME,PRODUCTDESCRIPTION,PRODUCTTYPE,SALESUNITSYMBOL\r\n"
            + "P-1,Trail bike,heavy,Item,ea\r\nP-2,Vase,fragile,Item,ea\r\n"
        scratch.write(content, to: "work/inbox/USMF/\(Self.name)")
        let first = try run()
        #expect(first.status == 0, "\(first.output)")
        #expect(
            first.output.contains(
                "unmapped-values.csv has 1 new row of values that passed or were emptied: fill in a "
                    + "value where it shall be another"), "\(first.output)")
        let row = "Products (Fin and Ops to Sales),Product.Description,USMF,fragile"
        #expect(worklist() == [row + ",,\(policy),1,1"])
        let delivered = try lastDelivery()
        #expect(delivered.contains("P-2,Vase,\(description),"), "\(delivered)")

        edit("work/unmapped-values.csv", "fragile,,", "fragile,Handle with care,")
        scratch.write(content, to: "work/inbox/USMF/\(Self.name)")
        let filled = try run()
        #expect(filled.output.contains("2 read, 1 written"), "\(filled.output)")
        #expect(!filled.output.contains("new row"), "\(filled.output)")
        #expect(try lastDelivery().contains("Handle with care"))
    }

    @Test func `a conversion uses the worklist and does not write it`() throws {
        scratch.write(
            "template,valueMap,organization,key,value\r\nProducts (Fin and Ops to Sales),"
                + "Product.DefaultSellingQuantity_UOM,,crate,Box\r\n",
            to: "work/unmapped-values.csv")
        drop("P-2,Apples,Item,crate\r\nP-3,Pears,Item,tub\r\n")
        let before = scratch.read("work/unmapped-values.csv")
        let made = try ProgramRun(
            "convert", "-w", root, "-o", scratch.path + "/out",
            "\(root)/inbox/USMF/\(Self.name)")
        #expect(made.output.contains("2 read, 1 written, 1 set aside"), "\(made.output)")
        #expect(scratch.read("work/unmapped-values.csv") == before)
        #expect(!made.output.contains("new row"))
        #expect(
            made.output.contains(
                "To do: Add the value to the map in the template, or correct it in the source; or let "
                    + "\"p2c run\" take the file, which notes the value in unmapped-values.csv to be "
                    + "filled in"), "\(made.output)")
        #expect(!made.output.contains("Fill in its row"), "\(made.output)")
        let rehearsed = try ProgramRun(
            "convert", "-w", root, "--dry-run", "\(root)/inbox/USMF/\(Self.name)")
        #expect(!rehearsed.output.contains("Fill in its row"), "\(rehearsed.output)")
        #expect(try run().output.contains("To do: Fill in its row of unmapped-values.csv"))
    }

    @Test func `a damaged worklist stops the run before anything is touched`() throws {
        drop(Self.products)
        scratch.write(
            "template,valueMap,organization,key,value\r\nT,u,,a,b\r\nT,u,,A,c\r\n",
            to: "work/unmapped-values.csv")
        let refused = try run()
        #expect(refused.status == 2)
        #expect(
            refused.errors.contains("unmapped-values.csv:3: the key \"A\" is in line 2 already"),
            "\(refused.errors)")
        #expect(scratch.files(in: "work/inbox").contains("USMF/\(Self.name)"))
    }

    private func useFile() {
        edit(
            "\(Self.folder)/template.json",
            "valueMap: { \"ea\": \"Each\", \"pcs\": \"Piece\" },", "file: \"units\",")
    }

    @Test func `a map in a file beside the template knows companies`() throws {
        useFile()
        edit(
            "work/p2c.json", "organizations: [",
            "organizations: [{ legalEntity: \"DEMF\", cdsOrganization: \"ORG002\" },")
        scratch.write(
            "organization;key;value\r\n;ea;Each\r\nDEMF;ea;Piece\r\n;crate;Box\r\n",
            to: "\(Self.folder)/value-maps/units.csv")
        drop("P-1,Trail bike,Item,EA\r\nP-2,Apples,Item,crate\r\n", in: "DEMF")
        #expect(try run().status == 0)
        let german = try lastDelivery()
        #expect(german.contains("Piece") && german.contains("Box"), "\(german)")
        drop("P-1,Trail bike,Item,EA\r\nP-3,Pears,Item,tub\r\n")
        #expect(try run().status == 1)
        #expect(try lastDelivery().contains("Each"))
        #expect(worklist() == ["Products (Fin and Ops to Sales),units,USMF,tub,,error,1,2"])
        let shown = try ProgramRun("template", "show", "-w", root, "products-finops-to-sales")
        #expect(shown.output.contains("value map units, ea → Each, ea → Piece (DEMF)"))
    }

    @Test func `a map that is not there, or is wrong, is told with its place`() throws {
        useFile()
        let path = "\(Self.folder)/value-maps/units.csv"
        let missing = try run()
        #expect(missing.status == 2)
        #expect(
            missing.errors.contains("template.json:36")
                && missing.errors.contains("value-maps/units.csv is not there"),
            "\(missing.errors)")
        scratch.write("organization,key,value\r\n,ea,Each\r\n,EA,Piece\r\n", to: path)
        #expect(try run().errors.contains("value-maps/units.csv:3: the key \"EA\" is in line 2"))
    }
}
