import Foundation
import Support
import Testing

/// Ids of Sales that p2c learns from tables which no template takes.
@Suite struct `Ids of tables that are not converted` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let product = "33333333-0000-4000-8000-000000000001"
    private static let quote = "22222222-0000-4000-8000-000000000001"
    private static let krone = "77777777-0000-4000-8000-000000000001"

    private static let accounts =
        "accountid,accountnumber,name\n55555555-0000-4000-8000-000000000001,AC-1,One\n"
    private static let products = "productid,productnumber,name\n\(product),P-1,Speaker\n"
    private static let released =
        "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,CURRENCYCODE\n"
        + "P-1,Speaker,Item,ea,USD\n"
    private static let quotes =
        "quoteid,quotenumber,name,statecode,msdynce_hasexternallymaintainedproductsonly\n"
        + "\(quote),QUO-1,First,Active,Yes\n"
    private static let lines =
        "quoteid,sequencenumber,productid,quantity,uomid.name,quotestatecode,"
        + "msdynce_quotehasexternalmaintainedproductsonly\n\(quote),1,\(product),3,Each,1,true\n"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let file = projectFolder + "/examples/prospect-to-cash/references.csv"
        let references = try String(contentsOfFile: file, encoding: .utf8)
        scratch.write(references, to: "work/references.csv")
    }

    /// Drops a file alone, or several as a zip, and runs.
    private func run(_ files: (name: String, text: String)...) throws -> ProgramRun {
        if files.count == 1 {
            scratch.write(files[0].text, to: "work/inbox/USMF/\(files[0].name)")
        } else {
            for file in files { scratch.write(file.text, to: file.name) }
            try zip(files.map(\.name))
        }
        return try ProgramRun("run", "-w", root)
    }

    private func zip(_ names: [String]) throws {
        try FileManager.default.createDirectory(
            atPath: root + "/inbox/USMF", withIntermediateDirectories: true)
        let pack = Process()
        pack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        pack.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        pack.arguments =
            ["python3", "-m", "zipfile", "-c", root + "/inbox/USMF/export.zip"] + names
        try pack.run()
        pack.waitUntilExit()
        #expect(pack.terminationStatus == 0)
    }

    @Test func `are learnt, and told with their count`() throws {
        let first = try run(("accounts.csv", Self.accounts), ("products.csv", Self.products))
        #expect(first.output.contains("products is not converted; 1 id learnt"), "\(first.output)")
        #expect(try run(("quotes.csv", Self.quotes)).output.contains("1 written"))
        // What is not known of the product is the record of CDS, which its number leads to.
        let last = try run(("quotedetails.csv", Self.lines))
        #expect(last.output.contains("it waits for Product \"P-1\""), "\(last.output)")
    }

    @Test func `are those of the records that Sales gets afterwards`() throws {
        _ = try run(("accounts.csv", Self.accounts), ("products.csv", Self.products))
        let second = try run(("Sellable released products.csv", Self.released))
        let package = try #require(
            scratch.files(in: "work/outbox").first { $0.hasSuffix("products-finops-to-sales.zip") },
            "\(second.output)")
        let printed = try ProgramRun("cat", "\(root)/outbox/\(package)", "--to", "jsonl")
        #expect(
            printed.output.contains("\"productid\":\"\(Self.product)\""), "\(printed.output)")
    }

    @Test func `are learnt of currencies that lookups of the package lead to`() throws {
        func account(_ number: Int) -> String {
            "accountid,accountnumber,name,transactioncurrencyid\n"
                + "55555555-0000-4000-8000-00000000000\(number),AC-\(number),One,\(Self.krone)\n"
        }
        let first = try run(
            ("accounts.csv", account(1)),
            (
                "transactioncurrencies.csv",
                "transactioncurrencyid,isocurrencycode\n\(Self.krone),DKK\n"
            ))
        #expect(first.status == 0, "\(first.output)")
        let second = try run(("accounts.csv", account(2)))
        #expect(second.output.contains("1 read, 1 written"), "\(second.output)")
    }

    @Test func `are waited for, whatever else the record waited for before`() throws {
        let first = try run(("quotedetails.csv", Self.lines))
        #expect(first.output.contains("1 waiting"), "\(first.output)")
        let second = try run(("quotes.csv", Self.quotes))
        #expect(second.output.contains("it waits for product \"\(Self.product)\""))
        #expect(!second.output.contains("P2C-MAP-102"), "\(second.output)")
        let third = try run(("accounts.csv", Self.accounts), ("products.csv", Self.products))
        #expect(third.output.contains("it waits for Product \"P-1\""), "\(third.output)")
        let held = try ProgramRun("trace", "--from", "1", "--record", "1", "-w", root).output
        #expect(held.contains("waited: run "), "\(held)")
        #expect(
            held.contains(" took it up as record 1, and it waits there for Product P-1"), "\(held)")
        let last = try run(("Sellable released products.csv", Self.released))
        #expect(last.output.contains("held by run"), "\(last.output)")
        let runs = last.output.split(separator: "\n").compactMap { $0.hasPrefix("run ") ? $0 : nil }
        let taker = try #require(runs.last?.split(separator: ":").first)
        let gone = try ProgramRun("trace", "--from", "1", "--record", "1", "-w", root).output
        #expect(gone.contains("waited: \(taker) took it up as record 1\n"), "\(gone)")
        #expect(try ProgramRun("waiting", "-w", root).output.contains("No record waits"))
    }

    @Test func `are no package by themselves`() throws {
        let run = try run(("products.csv", Self.products))
        #expect(run.status == 3)
        #expect(run.output.contains("P2C-RUN-001"), "\(run.output)")
    }

    @Test func `that cannot be read hold nothing up`() throws {
        let run = try run(
            ("accounts.csv", Self.accounts), ("products.csv", "productid,productnumber\n\"x,y\n"))
        #expect(run.output.contains("1 written"), "\(run.output)")
        #expect(run.output.contains("products is not converted"), "\(run.output)")
    }

    @Test func `of lines that are at another place than before are told`() throws {
        _ = try run(("Sellable released products.csv", Self.released))
        _ = try run(("accounts.csv", Self.accounts), ("products.csv", Self.products))
        _ = try run(("quotes.csv", Self.quotes))
        let detail = "99999999-0000-4000-8000-000000000001"
        func runLine(_ change: (String) -> String) throws -> String {
            let rows = Self.lines.split(separator: "\n")
            let text = "quotedetailid,\(rows[0])\n\(detail),\(change(String(rows[1])))\n"
            return try run(("quotedetails.csv", text)).output
        }
        let first = try runLine { $0 }
        #expect(first.contains("1 read, 1 written"), "\(first)")
        let byNumber = try runLine { $0.replacing("3,Each", with: "4,Each") }
        #expect(!byNumber.contains("P2C-KEY-008"), "\(byNumber)")
        let moved = try runLine { $0.replacing(",1,\(Self.product)", with: ",5,\(Self.product)") }
        #expect(
            moved.contains(
                "it was \"QUO-1, 1\" before: what was delivered of that stays beside it"),
            "\(moved)")
    }
}
