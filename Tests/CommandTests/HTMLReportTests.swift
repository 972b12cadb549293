import Foundation
import FoundationXML
import Support
import Testing

@testable import p2c

/// `p2c validate --html`, with the program as people start it.
@Suite struct `HTML report` {
    private let scratch = ScratchFolder()
    private let cases = projectFolder + "/Tests/Snapshots/html-report"

    /// Validates files of a folder with a report and gives that as text and as a tree.
    private func report(
        _ files: [String], in folder: String, workspace: String = projectFolder
    ) throws -> (text: String, tree: XMLDocument) {
        let process = Process()
        process.executableURL = ProgramRun.program
        process.arguments =
            ["validate", "-w", workspace, "--html", scratch.path + "/report.html"] + files
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let run = try ProgramRun(process)
        let text = try #require(scratch.read("report.html"), "\(run.errors)")
        // The parser takes only what is well-formed.
        return (text, try XMLDocument(data: Data(text.utf8)))
    }

    /// XPath by local names, since the page has a namespace.
    private func nodes(_ names: String, _ condition: String, _ tree: XMLDocument) throws
        -> [XMLNode]
    {
        try tree.nodes(forXPath: "//*[local-name()='\(names)'\(condition)]")
    }

    private func number(_ text: String) -> Int {
        Int(text.filter { ("0"..."9").contains($0) }) ?? -1
    }

    /// Made by `p2c validate accounts.csv leads.csv --html report.html` in the folder, then looked at.
    @Test func `is the same to the byte for a small package`() throws {
        let found = try report(["accounts.csv", "leads.csv"], in: cases).text
        let wanted = try String(contentsOfFile: cases + "/report.html", encoding: .utf8)
        let version = "p2c \(P2C.configuration.version)"
        #expect(found.replacing(version, with: "p2c 0.1.0") == wanted)
    }

    @Test(arguments: ["accounts.csv", "accounts-data.zip", "products-xml.zip", "products-csv"])
    func `has numbers that add up`(example: String) throws {
        let tree = try report([example], in: projectFolder + "/examples").tree
        let rows = try nodes("table", " and @class='counts'", tree).flatMap { table in
            try table.nodes(forXPath: ".//*[local-name()='tr' and *[local-name()='td']]")
        }
        #expect(!rows.isEmpty)
        var counts: [[Int]] = []
        for row in rows {
            let cells = try row.nodes(forXPath: "*[local-name()='td']").map {
                number($0.stringValue ?? "")
            }
            #expect(cells[0] == cells.dropFirst().reduce(0, +))
            counts.append(cells)
        }
        if counts.count > 1 {
            for column in counts[0].indices {
                let sum = counts.dropLast().reduce(0) { $0 + $1[column] }
                #expect(counts.last?[column] == sum)
            }
        }
        try checkProfiles(in: tree)
        try checkCauses(in: tree)
    }

    /// In every column the frequent values are no more than the filled ones.
    private func checkProfiles(in tree: XMLDocument) throws {
        let cards = try nodes("article", "", tree)
        #expect(!cards.isEmpty)
        for card in cards {
            let filled = try #require(try card.nodes(forXPath: ".//*[local-name()='dd']").first)
            let parts = (filled.stringValue ?? "").split(separator: ",")[0].components(
                separatedBy: " of ")
            #expect(number(parts[0]) <= number(parts[1]))
            let frequent = try card.nodes(forXPath: ".//*[@class='number']").map {
                number($0.stringValue ?? "")
            }
            #expect(frequent.reduce(0, +) <= number(parts[0]))
        }
    }

    /// The causes of the overview have as many issues as the verdict says.
    private func checkCauses(in tree: XMLDocument) throws {
        let causes = try tree.nodes(forXPath: "//*[@class='overview']/*/*[local-name()='a']")
        let sum = causes.reduce(0) { sum, cause in
            sum + number(String((cause.stringValue ?? "").prefix { $0 != "×" }))
        }
        let sentences = try tree.nodes(
            forXPath: "//*[local-name()='header']/*[local-name()='p']")
        let totals = sentences.compactMap(\.stringValue).first { $0.contains("error") }
        let wanted = (totals ?? "").split(separator: ",").map { number(String($0)) }
        #expect(wanted.reduce(0, +) == sum)
        let details = try nodes("section", " and starts-with(@class, 'cause ')", tree)
        #expect(details.count == causes.count)
    }

    @Test func `needs no network, no font and no script`() throws {
        let (text, tree) = try report(["accounts.csv", "leads.csv"], in: cases)
        #expect(try nodes("script", "", tree).isEmpty)
        #expect(try nodes("link", "", tree).isEmpty)
        #expect(try nodes("img", "", tree).isEmpty)
        #expect(!text.contains("@import") && !text.contains("url("))
        for reference in try tree.nodes(forXPath: "//@href | //@src") {
            let target = reference.stringValue ?? ""
            #expect(target.hasPrefix("#") || target.hasPrefix("data:text/csv"), "\(target)")
        }
        let style = try nodes("style", "", tree).compactMap(\.stringValue).joined()
        #expect(!style.contains("<") && !style.contains("&"))
        #expect(style.contains("@media print") && style.contains("prefers-color-scheme: dark"))
    }

    @Test func `shows hostile names and values as they are`() throws {
        let evil = "</script></style><img src=x onerror=alert(1)>\"'&"
        let quoted = "\"\(evil.replacing("\"", with: "\"\""))\""
        scratch.write(
            "accountnumber,name,creditlimit,\(quoted)\r\n\(quoted),\(quoted),\(quoted),\(quoted)\r\n"
                + "C-1,\u{1}\u{202E}x\u{FFFE},1,2\r\nC-2,\u{FEFF}y,1,2\r\n",
            to: "<b>/accounts.csv")
        let tree = try report(["<b>/accounts.csv"], in: scratch.path).tree
        let known: Set = [
            "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section",
            "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "a", "b", "bdi", "small", "span", "code",
            "div", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "article", "dl",
            "dt", "dd", "svg", "rect", "title", "figure", "figcaption",
        ]
        for element in try tree.nodes(forXPath: "//*") {
            #expect(known.contains(element.localName ?? ""), "\(element.name ?? "")")
        }
        #expect(try tree.nodes(forXPath: "//@*[starts-with(local-name(), 'on')]").isEmpty)
        let names = try nodes("h4", "", tree).compactMap(\.stringValue)
        #expect(names.contains { $0.contains(evil) }, "\(names)")
        let wrong = try nodes("td", " and @data-label='What is wrong'", tree)
        #expect(wrong.contains { $0.stringValue?.hasPrefix("\"\(evil)\"") == true })
    }

    // MARK: Failing records

    /// What the link of an entity saves.
    private func saved(_ entity: String, _ tree: XMLDocument) throws -> [UInt8] {
        let link = try #require(
            try tree.nodes(
                forXPath: "//*[@download='\(entity)-failing.csv']/@href"
            ).first?.stringValue)
        let base64 = try #require(link.split(separator: ",").last)
        return [UInt8](try #require(Data(base64Encoded: String(base64))))
    }

    @Test func `holds the failing records in full with their reasons`() throws {
        let tree = try report(["accounts.csv", "leads.csv"], in: cases).tree
        let csv = String(decoding: try saved("accounts", tree), as: UTF8.self)
        #expect(
            csv == "\u{FEFF}accountnumber,name,creditlimit,createdon,donotemail,odd column,"
                + "P2C_REASON\r\n"
                + "C-101,,300,2023-11-02T08:30:00Z,false,,"
                + "\"line 3: P2C-VAL-001 name: name is blank, and the schema requires it\"\r\n"
                + "C-102,</script><img src=x onerror=alert(1)>,\"12,5O\",2023-11-02T08:30:00Z,false,"
                + "a & b,\"line 4: P2C-VAL-002 creditlimit: \"\"12,5O\"\" is not a number\"\r\n"
                + "C-103,\"Two\r\nlines\",-17,2019-01-01T00:00:00Z,perhaps,,"
                + "\"line 5: P2C-VAL-006 creditlimit: \"\"-17\"\" is below 0; P2C-VAL-008 donotemail: \"\"perhaps\"\" is neither yes nor no\"\r\n"
                + ",,,,,,\"line 8: P2C-CSV-001 line 8 has 3 values, the header has 6. The record: "
                + "C-105,too,few\"\r\n")
    }

    @Test func `gives failing records that can be checked again`() throws {
        let tree = try report(["accounts.csv"], in: cases).tree
        scratch.write(try saved("accounts", tree), to: "accounts.csv")
        let run = try ProgramRun(
            "validate", "\(scratch.path)/accounts.csv", "-w", projectFolder)
        #expect(run.output.contains("4 of 4 records break a rule"), "\(run.output)")
    }

    @Test func `names the file with all failing records when there are too many`() throws {
        let lines = (1...10_050).map { "C-\($0),\r\n" }.joined()
        scratch.write("accountnumber,name\r\n" + lines, to: "accounts.csv")
        let (text, tree) = try report(["accounts.csv"], in: scratch.path)
        #expect(
            text.contains("<h1><span class=\"mark\" aria-hidden=\"true\">✗</span> 10\u{202F}050 of")
        )
        let here = String(decoding: try saved("accounts", tree), as: UTF8.self)
        #expect(here.split(separator: "\r\n").count == 10_001)
        let sentences = try nodes("div", " and @class='download'", tree).map {
            $0.stringValue ?? ""
        }
        #expect(
            sentences[0].contains(
                "accounts: 10\u{202F}050 records, the first 10\u{202F}000 are here. All of them are in "
                    + "report-accounts-failing.csv"))
        let all = try #require(scratch.read("report-accounts-failing.csv"))
        #expect(all.split(separator: "\r\n").count == 10_051)
        #expect(all.hasPrefix(here))
    }

    // MARK: Personal fields

    @Test func `masks personal fields but in the failing records`() throws {
        let workspace = scratch.path + "/w"
        _ = try ProgramRun("init", workspace)
        let schema = try #require(scratch.read("w/schemas/sales/account.json"))
        let marked = ["telephone1", "numberofemployees"].reduce(schema) { schema, name in
            schema.replacing(
                "\"name\": \"\(name)\",", with: "\"name\": \"\(name)\", \"p2c:personal\": true,")
        }
        scratch.write(marked, to: "w/schemas/sales/account.json")
        scratch.write(
            "accountnumber,name,telephone1,numberofemployees\r\n"
                + "C-1,A,Secret 4711,12\r\nC-2,B,Secret 4711,Hush7\r\nC-3,B,Hidden,4\r\n",
            to: "accounts.csv")
        let (text, tree) = try report(["accounts.csv"], in: scratch.path, workspace: workspace)
        for value in ["Secret", "4711", "Hidden", "Hush"] { #expect(!text.contains(value)) }
        let wrong = try nodes("td", " and @data-label='What is wrong'", tree)
        #expect(
            wrong.map { $0.stringValue ?? "" } == [
                "\"Xxxx9\" (masked, 5 characters) is not a whole number"
            ])
        let card = try #require(
            try nodes("article", "", tree).first { $0.stringValue?.contains("telephone1") == true })
        let content = card.stringValue ?? ""
        #expect(content.contains("personal, masked") && content.contains("Xxxx 999"))
        #expect(try card.nodes(forXPath: ".//*[@class='frequent']").isEmpty)
        let csv = String(decoding: try saved("accounts", tree), as: UTF8.self)
        #expect(csv.contains("C-2,B,Secret 4711,Hush7,"))
        let note = try nodes("p", " and @class='personal'", tree).first?.stringValue ?? ""
        #expect(note.contains("numberofemployees, telephone1"), "\(note)")
    }

    // MARK: Wrong use, and files that cannot be read

    @Test func `never overwrites what is read`() throws {
        scratch.write("accountnumber,name\r\nC-1,A\r\n", to: "accounts.csv")
        let file = scratch.path + "/accounts.csv"
        let run = try ProgramRun("validate", file, "--html", file, "-w", projectFolder)
        #expect(run.status == 2)
        #expect(run.errors.contains("would be overwritten"), "\(run.errors)")
        #expect(scratch.read("accounts.csv")?.hasPrefix("accountnumber") == true)
        let nowhere = try ProgramRun("validate", file, "--html", "/nowhere/r.html")
        #expect(nowhere.status == 2)
        #expect(nowhere.errors.contains("/nowhere/r.html cannot be written"))
    }

    @Test func `says why a file cannot be read`() throws {
        scratch.write([0x50, 0x4B, 3, 4, 0, 0], to: "broken.zip")
        let (text, tree) = try report(["broken.zip"], in: scratch.path)
        let headline = try nodes("h1", "", tree).first?.stringValue ?? ""
        #expect(headline == "✗ The file cannot be read")
        #expect(text.contains("P2C-ZIP-"))
    }
}
