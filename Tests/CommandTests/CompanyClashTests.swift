import Foundation
import Support
import Testing

/// Numbers that two companies have, which the solution does not support.
@Suite struct `A number in two companies` {
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
    }

    private func run(_ company: String, _ name: String, _ lines: String...) throws -> ProgramRun {
        scratch.write(
            lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/\(company)/\(name)")
        return try ProgramRun("run", "-w", root)
    }

    @Test func `is told, and the accounts are two records`() throws {
        let header = "accountid,accountnumber,name"
        let first = try run(
            "USMF", "accounts.csv", header, "c0a7b5d0-0000-4000-8000-000000000001,ACC-1,Contoso")
        #expect(!first.output.contains("P2C-KEY-005"))
        let second = try run(
            "DEMF", "accounts.csv", header,
            "c0a7b5d0-0000-4000-8000-000000000002,acc-1,Contoso GmbH",
            "c0a7b5d0-0000-4000-8000-000000000003,ACC-2,Fabrikam")
        #expect(second.status == 0)
        #expect(second.output.contains("2 read, 2 written"), "\(second.output)")
        #expect(second.output.contains("warning P2C-KEY-005"))
        #expect(second.output.contains("USMF has account \"acc-1\" too"))
        #expect(!second.output.contains("ACC-2\" too"))
        let third = try run(
            "DEMF", "accounts.csv", header,
            "c0a7b5d0-0000-4000-8000-000000000002,acc-1,Contoso GmbH",
            "c0a7b5d0-0000-4000-8000-000000000003,ACC-2,Fabrikam GmbH")
        #expect(third.output.contains("1 written"), "\(third.output)")
        #expect(!third.output.contains("P2C-KEY-005"), "\(third.output)")
    }

    @Test func `is told of accounts without ids, and not again where nothing changes`() throws {
        let header = "accountnumber,name"
        let first = try run("USMF", "accounts.csv", header, "A-7,Contoso", "A-8,Fabrikam")
        #expect(!first.output.contains("P2C-KEY-005"), "\(first.output)")
        let second = try run("DEMF", "accounts.csv", header, "a-7,Contoso GmbH", "A-9,Litware")
        #expect(second.status == 0)
        #expect(second.output.contains("2 read, 2 written"), "\(second.output)")
        #expect(second.output.contains("warning P2C-KEY-005: 1 ×"), "\(second.output)")
        #expect(second.output.contains("record a-7: USMF has account \"a-7\" too"))
        let third = try run(
            "DEMF", "accounts.csv", header, "a-7,Contoso GmbH", "A-9,Litware GmbH")
        #expect(third.output.contains("2 read, 1 written"), "\(third.output)")
        #expect(!third.output.contains("P2C-KEY-005"), "\(third.output)")
    }

    @Test func `is told once of an account that comes with an id and without one`() throws {
        _ = try run(
            "USMF", "accounts.csv", "accountid,accountnumber,name",
            "c0a7b5d0-0000-4000-8000-000000000001,A-7,Contoso")
        let second = try run("DEMF", "accounts.csv", "accountnumber,name", "A-7,Contoso GmbH")
        #expect(second.output.contains("warning P2C-KEY-005: 1 ×"), "\(second.output)")
    }

    @Test func `is told of products on their way to Sales`() throws {
        let header = "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,CURRENCYCODE"
        _ = try run("USMF", "Sellable released products.csv", header, "D1,Speaker,Item,ea,USD")
        let second = try run(
            "DEMF", "Sellable released products.csv", header, "D1,Lautsprecher,Item,ea,EUR")
        #expect(second.output.contains("1 read, 1 written"), "\(second.output)")
        #expect(second.output.contains("USMF has product \"D1\" too"))
    }
}
