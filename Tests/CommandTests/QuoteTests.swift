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
}
