import Foundation
import Support
import Testing

@testable import Store

/// Files that come again under the same and under other rules, with the program as people start it.
@Suite struct `Records that come again` {
    private let scratch = ScratchFolder()
    private let root: String
    private static let template = "work/templates/accounts-sales-to-finops/template.json"
    private static let rows = "C-1,Contoso,\r\nC-2,Fabrikam,DEU\r\n"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    /// What the run says of the records; each file is another one, by blank lines at its end.
    private func run(_ night: Int, _ rows: String = rows, _ arguments: String...) throws -> String {
        scratch.write(
            "accountnumber,name,address1_country\r\n" + rows
                + String(repeating: "\r\n", count: night), to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun(["run", "-w", root] + arguments)
        let line = run.output.split(separator: "\n").first { line in
            line.hasPrefix(" ") && line.contains(" read, ")
        }
        return line.map { $0.trimmingCharacters(in: .whitespaces) } ?? run.output + run.errors
    }

    private func edit(_ text: String, to other: String) throws {
        let before = try #require(scratch.read(Self.template))
        let after = before.replacing(text, with: other)
        try #require(after != before)
        scratch.write(after, to: Self.template)
    }

    @Test func `travel again when a template makes something else of them`() throws {
        let written = "2 read, 2 written, 0 set aside, 0 filtered, 0 unchanged"
        let unchanged = "2 read, 0 written, 0 set aside, 0 filtered, 2 unchanged"
        #expect(try run(1) == written)
        #expect(try run(2) == unchanged)
        #expect(try run(3, Self.rows, "--full") == written)
        #expect(try run(4) == unchanged)
        try edit(#"defaultValue: "10""#, to: #"defaultValue: "20""#)
        #expect(try run(5) == written)
        #expect(try run(6) == unchanged)
        try edit(#"defaultValue: "USA""#, to: #"defaultValue: "CAN""#)
        #expect(try run(7) == written)
        #expect(try run(8) == unchanged)
    }

    @Test func `take the second leg always when what they become depends on the time`() throws {
        try edit(
            #"{ sourceField: "Description", destinationField: "SalesMemo", provenance: "R" }"#,
            to: #"{ expression: "cast(Now(), Edm.String)", destinationField: "SalesMemo" }"#)
        #expect(try run(1) == "2 read, 2 written, 0 set aside, 0 filtered, 0 unchanged")
        let store = try CommonDataStore(path: root + "/.p2c/p2c.sqlite")
        let count = "SELECT count(*) FROM Account WHERE p2c_sent IS NULL"
        #expect(try store.database.integer(count) == 2)
    }

    @Test func `are each looked at when one of them changed`() throws {
        _ = try run(1)
        #expect(
            try run(2, "C-1,Contoso Ltd.,\r\nC-2,Fabrikam,DEU\r\n")
                == "2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged")
        #expect(
            try run(3, "C-3,New,\r\nC-2,Fabrikam,DEU\r\nC-1,Contoso Ltd.,\r\n")
                == "3 read, 1 written, 0 set aside, 0 filtered, 2 unchanged")
    }

    @Test func `are unchanged when nothing that the destination gets changed`() throws {
        _ = try run(1)
        scratch.write(
            "accountnumber,name,address1_country,telephone3\r\nC-1,Contoso,,1\r\nC-2,Fabrikam,DEU,2\r\n",
            to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.output.contains("2 read, 0 written"), "\(run.output)")
        #expect(run.output.contains("2 unchanged"))
    }

    @Test func `travel when a schema lets through what it held back`() throws {
        let long = String(repeating: "n", count: 110)
        let rows = "C-1,\(long),\r\nC-2,Fabrikam,DEU\r\n"
        #expect(try run(1, rows).hasPrefix("2 read, 1 written, 1 set aside"))
        let file = "work/schemas/finops/CustCustomerV2Entity.overlay.json"
        scratch.write(
            "{ fields: [{ name: 'OrganizationName', constraints: { maxLength: 128 } }] }", to: file)
        #expect(
            try run(2, rows) == "2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged")
    }
}
