import Foundation
import Support
import Testing

/// Facts about the solution that show in what a run does, by their numbers in the reference on the
/// mappings; those that the templates' text decides are in the tests of mappings.
@Suite struct `Facts about Prospect to cash, seen in runs` {
    private let scratch = ScratchFolder()

    /// Converts one file. Returns what p2c says, and the package's records as CSV.
    private func convert(
        _ name: String, _ lines: [String], template: String = "accounts-sales-to-finops"
    ) throws -> (said: String, records: [String]) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: name)
        let stem = name.split(separator: ".")[0]
        let run = try ProgramRun(
            "convert", "\(scratch.path)/\(name)", "-o", scratch.path + "/out", "-l", "USMF",
            "--template", template, "-w", projectFolder)
        #expect(run.status < 2, "\(run.errors)")
        let package = "\(scratch.path)/out/\(stem)/\(template)/\(template).zip"
        let records = try ProgramRun("cat", package).output
        return (run.output, records.split(whereSeparator: \.isNewline).map(String.init))
    }

    @Test func `fact 6: a Default fills what is blank, spaces too, and all where nothing is read`()
        throws
    {
        let (_, records) = try convert(
            "accounts.csv",
            ["accountnumber,name,address1_country", "A-1,One,", "A-2,Two,  ", "A-3,Three,DEU"])
        let header = records[0].split(separator: ",")
        let country = try #require(header.firstIndex(of: "ADDRESSCOUNTRYREGIONISOCODE"))
        let group = try #require(header.firstIndex(of: "CUSTOMERGROUPID"))
        let values = records.dropFirst().map { $0.split(separator: ",") }
        #expect(values.map { $0[country] } == ["USA", "USA", "DEU"])
        #expect(values.map { $0[group] } == ["10", "10", "10"])
    }

    @Test func `fact 19: Draft is 647390011 and not 0, and an order stays Active`() throws {
        let schema = try String(
            contentsOfFile: projectFolder + "/schemas/sales/salesorder.json", encoding: .utf8)
        #expect(schema.contains(#"{ "value": 647390000, "label": "Active" }"#))
        #expect(schema.contains(#"{ "value": 647390011, "label": "Draft" }"#))
        let path = "/templates/orders-finops-to-sales-direct/cases/every-field/out/salesorder.csv"
        let order = try String(contentsOfFile: projectFolder + path, encoding: .utf8)
        #expect(order.contains(",647390001,"))
        let lines = order.split(whereSeparator: \.isNewline)
        let state = try #require(lines[0].split(separator: ",").firstIndex(of: "statecode"))
        #expect(lines[1].split(separator: ",", omittingEmptySubsequences: false)[state] == "0")
    }

    @Test func `fact 21: a text that CDS has no room for costs its record and is told`() throws {
        let (said, records) = try convert(
            "Sellable released products.csv",
            [
                "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,CURRENCYCODE",
                "D1,\(String(repeating: "n", count: 61)),Item,ea,USD", "D2,Short,Item,ea,USD",
            ], template: "products-finops-to-sales")
        #expect(said.contains("has 61 UTF-16 code units, Name takes 60"), "\(said)")
        #expect(said.contains("1 set aside"))
        #expect(!records.contains { $0.contains("D1") })
    }

    @Test func `fact 22: what is known is updated by its key, and nothing is deleted`() throws {
        let root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        func run(_ lines: String...) throws -> String {
            scratch.write(
                lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/accounts.csv")
            return try ProgramRun("run", "-w", root).output
        }
        #expect(
            try run("accountnumber,name", "A-1,One", "A-2,Two").contains("2 read, 2 written"))
        #expect(try run("accountnumber,name", "a-1,One Ltd.").contains("1 read, 1 written"))
        // A-2 did not come again, and is still there as it was.
        #expect(
            try run("accountnumber,name", "A-2,Two", "A-1,One Ltd.").contains("1 unchanged"))
        #expect(try run("accountnumber,name", "A-2,Two ").contains("completed"))
    }

    @Test func `fact 23: fields that CDS requires and no row fills hold nothing back`() throws {
        // CDS requires of an account that it says whether it may be called; the file does not.
        let (said, records) = try convert(
            "accounts.csv", ["accountnumber,name", "A-1,One"])
        #expect(said.contains("1 read, 1 written, 0 set aside"))
        #expect(records.count == 2)
    }

    @Test func `fact 24: fields are known by name in any case and order, enums by symbol`() throws {
        let (said, records) = try convert(
            "Sellable released products.csv",
            [
                "CURRENCYCODE,SALESUNITSYMBOL,producttype,PRODUCTNAME,ProductNumber,DataAreaId",
                "USD,ea,Item,Speaker,D1,USMF",
            ], template: "products-finops-to-sales")
        #expect(said.contains("1 read, 1 written"), "\(said)")
        #expect(records.contains { $0.contains("Speaker") })
    }

    @Test func `fact 25: misspelt public names are the names`() throws {
        let schema = try ProgramRun("schema", "show", "CDS sales order headers").output
        #expect(schema.contains("FormattedDelveryAddress"))
        #expect(schema.contains("DeliveryBuildingCompliment"))
        let line = try ProgramRun("schema", "show", "CDS sales order lines").output
        #expect(line.contains("DeliveryTermsId") && !line.contains("DeliveryTermsCode"))
    }
}
