import Foundation
import Support
import Testing

/// Quotes and their lines, with the program as people start it.
@Suite struct `Quotes from Sales` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private static let headers = """
        quotenumber,name,statecode,msdynce_hasexternallymaintainedproductsonly,requestdeliveryby,shipto_country
        QUO-1,First,1,true,,USA
        QUO-2,Draft,0,true,,USA

        """

    private static func lines(_ quotes: String...) -> String {
        let header =
            "quoteid.quotenumber,sequencenumber,productid.productnumber,quantity,uomid.name,"
            + "quotestatecode,msdynce_quotehasexternalmaintainedproductsonly\n"
        return header + quotes.map { "\($0),1,P-1,3,Each,1,true\n" }.joined()
    }

    @Test func `nasty case 99: lines without their header do not travel`() throws {
        scratch.write(Self.headers, to: "in/quotes.csv")
        scratch.write(Self.lines("QUO-1", "QUO-9"), to: "in/quotedetails.csv")
        let run = try ProgramRun(
            "convert", "-w", root, scratch.path + "/in", "-o", scratch.path + "/out", "--bare")
        #expect(run.status == 1)
        #expect(run.output.contains("2 read, 1 written, 1 set aside, 0 filtered, 0 unchanged"))
        #expect(
            run.output.contains("\"QUO-9\" is no Quotation that travels or is known"),
            "\(run.output)")
    }

    @Test func `nasty case 99: a header that CDS knows from before is one`() throws {
        scratch.write(
            (scratch.read("work/p2c.json") ?? "").replacing("on: true", with: "on: false"),
            to: "work/p2c.json")
        scratch.write(Self.headers, to: "work/inbox/USMF/quotes.csv")
        #expect(try ProgramRun("run", "-w", root).status == 0)
        scratch.write(Self.lines("QUO-1", "QUO-2"), to: "work/inbox/USMF/quotedetails.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 1)
        #expect(run.output.contains("2 read, 1 written, 1 set aside, 0 filtered, 0 unchanged"))
        // A draft never travelled, so its lines have no header.
        #expect(run.output.contains("\"QUO-2\" is no Quotation that travels or is known"))
    }

    @Test func `nasty case 100: drafts are filtered by a rule that is named and counted`() throws {
        scratch.write(Self.headers, to: "quotes.csv")
        let run = try ProgramRun(
            "convert", "-w", root, scratch.path + "/quotes.csv", "-o", scratch.path + "/out")
        #expect(run.status == 0)
        #expect(
            run.output.contains(
                "2 read, 1 written, 0 set aside, 1 filtered "
                    + "(msdynce_hasexternallymaintainedproductsonly eq true and statecode eq 1)"))
    }

    private func drop(_ name: String, _ lines: String...) throws -> ProgramRun {
        scratch.write(lines.joined(separator: "\n") + "\n", to: "work/inbox/USMF/\(name).csv")
        return try ProgramRun("run", "-w", root)
    }

    /// What the last package of a template has.
    private func delivered(by template: String) throws -> String {
        let packages = scratch.files(in: "work/outbox").filter { $0.hasSuffix("\(template).zip") }
        func number(_ path: String) -> Int {
            let run = path.split(separator: "/").first { $0.contains("-run") } ?? ""
            return run.split(separator: "-run").last.flatMap { Int($0) } ?? 0
        }
        let last = try #require(packages.max { number($0) < number($1) })
        return try ProgramRun("cat", "\(root)/outbox/\(last)", "--to", "jsonl").output
    }

    @Test func `a Default for a column that a file lacks leaves what CDS knows`() throws {
        let flags = "statecode,msdynce_hasexternallymaintainedproductsonly"
        let first = try drop(
            "quotes", "quotenumber,name,\(flags),requestdeliveryby",
            "QUO-1,First,1,true,2026-12-24")
        #expect(first.output.contains("1 written"), "\(first.output)")
        let second = try drop(
            "quotes", "quotenumber,name,\(flags)", "QUO-1,Second,1,true", "QUO-2,New,1,true")
        #expect(second.output.contains("2 written"), "\(second.output)")
        let rows = try delivered(by: "quotes-sales-to-finops").split(separator: "\n")
        #expect(rows.first { $0.contains("QUO-1") }?.contains("2026-12-24") == true, "\(rows)")
        #expect(rows.first { $0.contains("QUO-2") }?.contains("2020-01-01") == true, "\(rows)")
    }

    @Test func `a record without a part of its key goes nowhere`() throws {
        let account = "c0a7b5d0-0000-4000-8000-000000000001"
        _ = try drop("accounts", "accountid,accountnumber,name", "\(account),A1,One")
        let header =
            "msdynce_contactnumber,firstname,msdynce_isactivecustomer,msdynce_iscompanyanaccount"
        let first = try drop(
            "contacts", header + ",parentcustomerid", "CON-1,Ann,No,Yes,\(account)")
        #expect(first.output.contains("1 read, 1 written"), "\(first.output)")
        let second = try drop("contacts", header, "CON-1,Anna,No,Yes", "CON-2,New,No,Yes")
        #expect(second.status == 1)
        #expect(second.output.contains("2 read, 1 written, 1 set aside"), "\(second.output)")
        #expect(
            second.output.contains(
                "the file has no column 'parentcustomerid.Account(accountnumber)' for the key of Fin "
                    + "and Ops CDS Contacts V2, and CDS knows none of it"), "\(second.output)")
    }

    @Test func `a later file with fewer fields waits behind the whole record`() throws {
        let account = "c0a7b5d0-0000-4000-8000-000000000001"
        let flags = "statecode,msdynce_hasexternallymaintainedproductsonly"
        let first = try drop(
            "quotes", "quotenumber,name,description,customerid,\(flags)",
            "QUO-1,First,Whole,\(account),1,true")
        #expect(first.output.contains("1 waiting"), "\(first.output)")
        let second = try drop("quotes", "quotenumber,name,\(flags)", "QUO-1,Second,1,true")
        #expect(second.output.contains("1 read, 0 written"), "\(second.output)")
        #expect(
            second.output.contains("an earlier state of it has more fields and waits for Account"),
            "\(second.output)")
        #expect(try ProgramRun("waiting", "-w", root).output.contains("QUO-1"))
        _ = try drop("accounts", "accountid,accountnumber,name", "\(account),A1,One")
        #expect(!(try ProgramRun("waiting", "-w", root).output.contains("QUO-1")))
        let delivered = try delivered(by: "quotes-sales-to-finops")
        #expect(delivered.contains("Second") && delivered.contains("A1"), "\(delivered)")
    }

    private static let ownLines =
        "sequencenumber,quotestatecode,msdynce_quotehasexternalmaintainedproductsonly,priceperunit"
    private static let ownHeaders =
        "quoteid,quotenumber,name,statecode,msdynce_hasexternallymaintainedproductsonly"

    private static func id(_ number: Int) -> String {
        "22222222-0000-4000-8000-00000000000\(number)"
    }

    @Test func `a line that waits is not withdrawn by one of another quote, nor holds it up`()
        throws
    {
        let whole = "quoteid,\(Self.ownLines),quantity"
        _ = try drop("quotedetails", whole, "\(Self.id(2)),1,1,true,3.5,7")
        let draft = try drop("quotedetails", whole, "\(Self.id(9)),1,0,true,1,1")
        #expect(draft.output.contains("1 filtered"), "\(draft.output)")
        _ = try drop("quotes", Self.ownHeaders, "\(Self.id(1)),QUO-1,One,1,true")
        let other = try drop("quotedetails", "quoteid,\(Self.ownLines)", "\(Self.id(1)),1,1,true,9")
        #expect(other.output.contains("1 read, 1 written"), "\(other.output)")
        let last = try drop("quotes", Self.ownHeaders, "\(Self.id(2)),QUO-2,Two,1,true")
        #expect(last.output.contains("held by run 1: completed"), "\(last.output)")
        #expect(
            try delivered(by: "quotes-sales-to-finops").contains(
                "\"REQUESTEDSALESQUANTITY\":\"7\""), "\(last.output)")
    }

    @Test(arguments: [("quoteid", "quoteid.quotenumber"), ("quoteid.quotenumber", "quoteid")])
    func `a line that waits is withdrawn by its id and by its number`(
        column: String, other: String
    ) throws {
        func quote(_ column: String) -> String { column == "quoteid" ? Self.id(2) : "QUO-2" }
        let waits = "\(Self.ownHeaders),customerid"
        _ = try drop("quotes", waits, "\(Self.id(2)),QUO-2,Two,1,true,\(Self.id(7))")
        let line = try drop(
            "quotedetails", "\(column),\(Self.ownLines)", "\(quote(column)),1,1,true,3")
        #expect(line.output.contains("1 waiting"), "\(line.output)")
        let draft = try drop(
            "quotedetails", "\(other),\(Self.ownLines)", "\(quote(other)),1,0,true,3")
        #expect(draft.output.contains("withdrew it while it waited"), "\(draft.output)")
        let last = try drop("accounts", "accountid,accountnumber,name", "\(Self.id(7)),C-1,Contoso")
        #expect(last.output.contains("task QuoteHeader"), "\(last.output)")
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
        #expect(try !delivered(by: "quotes-sales-to-finops").contains("SEQUENCENUMBER"))
    }

    @Test func `a line whose header is in no file of its package waits for it`() throws {
        func record(_ fields: (String, String)...) -> String {
            let texts = fields.map { "<field name=\"\($0)\" value=\"\($1)\"/>" }
            return "<record id=\"\(fields[0].1)\">\(texts.joined())</record>"
        }
        func header(_ number: Int) -> String {
            record(
                ("quoteid", Self.id(number)), ("quotenumber", "QUO-\(number)"), ("name", "One"),
                ("statecode", "1"), ("msdynce_hasexternallymaintainedproductsonly", "True"))
        }
        let line = record(
            ("quotedetailid", Self.id(5)), ("quoteid.quotenumber", "QUO-2"),
            ("sequencenumber", "1"),
            ("quotestatecode", "1"), ("msdynce_quotehasexternalmaintainedproductsonly", "True"))
        func run(_ headers: String, _ lines: String) throws -> String {
            scratch.write(
                """
                <entities><entity name="quote"><records>\(headers)</records></entity>\
                <entity name="quotedetail"><records>\(lines)</records></entity></entities>
                """, to: "work/inbox/USMF/data.xml")
            return try ProgramRun("run", "-w", root).output
        }
        let first = try run(header(1), line)
        #expect(
            first.contains("1 read, 0 written, 0 set aside, 0 filtered, 0 unchanged, 1 waiting"))
        #expect(first.contains("it waits for Quotation \"QUO-2\""), "\(first)")
        let second = try run(header(2), "")
        #expect(second.contains("held by run 1: completed"), "\(second)")
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
    }
}
