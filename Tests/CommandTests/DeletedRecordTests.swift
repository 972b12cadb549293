import Foundation
import Support
import Testing

/// Records that a CDM folder says were deleted, with the program as people start it.
@Suite struct `Records that were deleted in the source` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let id = "55555555-0000-4000-8000-000000000001"
    private static let otherID = "55555555-0000-4000-8000-000000000002"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let references = "\(projectFolder)/examples/prospect-to-cash/references.csv"
        scratch.write(
            try String(contentsOfFile: references, encoding: .utf8), to: "work/references.csv")
    }

    /// Drops a lake with these lines of one table and runs.
    private func run(
        _ entity: String = "account", _ columns: [String] = ["accountid", "accountnumber", "name"],
        _ lines: String...
    ) throws -> String {
        let attributes = ["Id", "SinkModifiedOn", "IsDelete"] + columns
        let names = attributes.map { "{\"name\": \"\($0)\"}" }.joined(separator: ", ")
        scratch.write(
            """
            {"name": "lake", "version": "1.0", "entities": [{"$type": "LocalEntity",
            "name": "\(entity)", "attributes": [\(names)], "partitions": [
            {"location": "https://x.dfs.core.windows.net/lake/\(entity)/2026.csv"}]}]}
            """, to: "work/inbox/USMF/lake/model.json")
        scratch.write(
            lines.map { $0 + "\n" }.joined(), to: "work/inbox/USMF/lake/\(entity)/2026.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.errors == "")
        return run.output
    }

    private static let columns = ["accountid", "accountnumber", "name"]

    private func lists() -> [String] {
        scratch.files(in: "work/outbox").filter { $0.hasSuffix("deleted-records.csv") }
            .compactMap { scratch.read("work/outbox/" + $0) }
    }

    @Test func `are delivered when they come again as they were`() throws {
        let other = "\(Self.otherID),2026-01-01T00:00:00Z,,\(Self.otherID),A-2,Two"
        let one = "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),A-1,One"
        #expect(try run("account", Self.columns, one, other).contains("2 read, 2 written"))
        // The lake keeps of a deleted record nothing but its id.
        let deleted = "\(Self.id),2026-02-01T00:00:00Z,True,,,"
        #expect(
            try run("account", Self.columns, deleted, other).contains(
                "2 read, 0 written, 0 set aside, 1 filtered (IsDelete = True (1)), 1 unchanged"))
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Account,Fin and Ops Customers V2,A-1,\(Self.id)\r\n"
            ])
        let restored = "\(Self.id),2026-03-01T00:00:00Z,,\(Self.id),A-1,One"
        let third = try run("account", Self.columns, restored, other)
        #expect(
            third.contains("2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged"), "\(third)")
        let fourth = try run(
            "account", Self.columns, restored.replacing("03-01", with: "03-02"), other)
        #expect(fourth.contains("2 read, 0 written, 0 set aside, 0 filtered, 2 unchanged"))
    }

    @Test func `are delivered again also by a template without CDS`() throws {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              references: "references.csv",
              templates: { "Accounts (Sales to Fin and Ops)": false,
                "Accounts (Sales to Fin and Ops) - Direct": true } }
            """, to: "work/p2c.json")
        // This one keeps what the record was.
        let line = "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),A-1,One"
        #expect(try run("account", Self.columns, line).contains("1 read, 1 written"))
        let deleted = line.replacing("-01-01", with: "-02-01").replacing(",,", with: ",True,")
        #expect(try run("account", Self.columns, deleted).contains("1 read, 0 written"))
        let restored = line.replacing("-01-01", with: "-03-01")
        let third = try run("account", Self.columns, restored)
        #expect(third.contains("1 read, 1 written"), "\(third)")
    }

    @Test func `are delivered again on their way to Sales`() throws {
        let columns = [
            "PRODUCTNUMBER", "PRODUCTNAME", "PRODUCTTYPE", "SALESUNITSYMBOL", "CURRENCYCODE",
        ]
        let name = "Sellable released products"
        let line = "1,2026-01-01T00:00:00Z,,D1,Speaker,Item,ea,USD"
        let first = try run(name, columns, line)
        #expect(first.contains("1 read, 1 written"), "\(first)")
        let deleted = "1,2026-02-01T00:00:00Z,True,d1,,,,"
        #expect(try run(name, columns, deleted).contains("1 read, 0 written"))
        let third = try run(name, columns, line.replacing("-01-01", with: "-03-01"))
        #expect(third.contains("1 read, 1 written"), "\(third)")
    }

    @Test func `are delivered again by the other template that writes them, too`() throws {
        scratch.write("accountnumber,name\r\nA-1,One\r\n", to: "work/inbox/USMF/accounts.csv")
        #expect(try ProgramRun("run", "-w", root).output.contains("1 read, 1 written"))
        let columns = [
            "contactid", "msdynce_contactnumber", "lastname", "parentcustomerid",
            "msdynce_isactivecustomer", "msdynce_iscompanyanaccount",
        ]
        let deleted = "\(Self.id),2026-02-01T00:00:00Z,True,,A-1,,,Yes,No"
        let second = try run("contact", columns, deleted)
        #expect(second.contains("1 read, 0 written"), "\(second)")
        scratch.write("accountnumber,name\r\nA-1,One\r\n", to: "work/inbox/USMF/accounts.csv")
        let third = try ProgramRun("run", "-w", root).output
        #expect(third.contains("1 read, 1 written"), "\(third)")
    }
}
