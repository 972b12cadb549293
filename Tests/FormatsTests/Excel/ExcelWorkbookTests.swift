import Records
import Support
import Testing

@testable import Formats

@Suite struct `Workbook` {
    private static let table = TestWorkbook.row(1, "A") + TestWorkbook.row(2, "1")

    private func workbook(_ sheets: (String, String, String)...) -> TestWorkbook {
        var workbook = TestWorkbook()
        workbook.sheets = sheets.map { TestWorkbook.Sheet(name: $0, state: $1, rows: $2) }
        return workbook
    }

    @Test func `gives its first visible sheet`() throws {
        let book = workbook(
            ("hiddenSheet", "state=\"veryHidden\"", Self.table),
            ("old", "state=\"hidden\"", Self.table), ("Accounts", "state=\"visible\"", Self.table))
        let choice = try book.open().choose(named: nil)
        #expect(choice.sheet.name == "Accounts")
        #expect(choice.warnings.isEmpty)
    }

    @Test func `passes over empty sheets and names the others`() throws {
        let blank = "<row r=\"1\"><c r=\"A1\" s=\"1\"/></row>\n"
        let one = workbook(("Empty", "", blank), ("Table", "", Self.table), ("Last", "", ""))
        #expect(try one.open().choose(named: nil).sheet.name == "Table")
        #expect(try one.table().warnings.isEmpty)
        let two = workbook(
            ("One", "", Self.table), ("Two", "", Self.table), ("Three", "", Self.table))
        let choice = try two.open().choose(named: nil)
        #expect(choice.sheet.name == "One")
        #expect(choice.warnings.map(\.code) == [.excelOtherSheets])
        #expect(choice.warnings[0].detail == "One is read, and not Two, Three")
        #expect(
            try workbook(("A", "", ""), ("B", "", "")).open().choose(named: nil).sheet.name == "A")
    }

    @Test(arguments: [
        ("Two", "Two"), ("two$", "Two"), ("'Two$'", "Two"), ("Two'$", nil), ("Hidden", "Hidden"),
        ("Address_and_contact_informatio$", "Address_and_contact_information"), ("None$", nil),
        ("", nil), ("$", nil),
    ])
    func `finds a sheet by name`(_ name: String, expected: String?) throws {
        let book = try workbook(
            ("One", "", Self.table), ("Two", "", Self.table),
            ("Address_and_contact_information", "", ""), ("Hidden", "state=\"hidden\"", "")
        ).open()
        var found: String?
        let refusal = issue { found = try book.choose(named: name).sheet.name }
        #expect(found == expected)
        #expect(refusal?.code == (expected == nil ? .excelNoSheet : nil))
    }

    @Test func `gives its only sheet under another name with a warning`() throws {
        let choice = try workbook(("Sheet1", "", Self.table)).open().choose(named: "Accounts$")
        #expect(choice.sheet.name == "Sheet1")
        #expect(choice.warnings.map(\.code) == [.excelSheetName])
        #expect(choice.warnings[0].detail == "There is no sheet Accounts$; it has Sheet1")
    }

    @Test func `is read in the strict variant, with prefixes, and with its parts elsewhere`() throws
    {
        var book = TestWorkbook(
            Self.table + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\" s=\"1\"><v>44562</v></c></row>")
        book.texts = ["<t>shared</t>"]
        book.styles = [0, 14]
        let expected = [["1"], ["shared"], ["2022-01-01"]]
        #expect(try book.table().rows == expected)
        book.isStrict = true
        #expect(try book.table().rows == expected)
        book.prefix = "x:"
        #expect(try book.table().rows == expected)
        book.main = "content/book.xml"
        #expect(try book.table().rows == expected)
    }

    @Test func `has charts that are no sheets`() throws {
        var book = workbook(("Chart", "", ""), ("Table", "", Self.table))
        book.others["xl/_rels/workbook.xml.rels"] =
            "<Relationships><Relationship Id=\"rId0\" Type=\"u/chartsheet\" Target=\"c.xml\"/>"
            + "<Relationship Id=\"rId1\" Type=\"u/worksheet\" Target=\"./worksheets/../worksheets/s1.xml\"/>"
            + "</Relationships>"
        #expect(try book.open().sheets.map(\.name) == ["Table"])
        #expect(try book.table().rows == [["1"]])
    }

    @Test func `that lacks parts is refused`() throws {
        var book = TestWorkbook(Self.table)
        book.missing = ["xl/worksheets/s0.xml"]
        #expect(issue { _ = try book.open() }?.detail == "The part of its sheet Sheet1 is missing")
        book.missing = ["xl/workbook.xml"]
        #expect(issue { _ = try book.open() }?.code == .excelDamaged)
        book.missing = ["xl/_rels/workbook.xml.rels"]
        #expect(issue { _ = try book.table() }?.code == .excelNoSheet)
        book.missing = []
        book.others = ["xl/worksheets/s0.xml": "<worksheet><sheetData><row"]
        #expect(issue { _ = try book.table() }?.code == .xmlTruncated)
        book.others = ["xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"]
        #expect(issue { _ = try book.open() }?.code == .xmlDoctype)
        book.others = [
            "_rels/.rels": "<Relationships><Relationship Id=\"1\" Type=\"u/officeDocument\" "
                + "Target=\"xl/workbook.bin\"/></Relationships>"
        ]
        #expect(issue { _ = try book.open() }?.code == .excelFile)
        (book.others, book.missing) = ([:], ["_rels/.rels"])
        #expect(try book.table().rows == [["1"]])
    }

    @Test func `keeps to its limits`() {
        var limits = ReadLimits()
        limits.sharedTextBytes = 100
        var book = TestWorkbook(Self.table)
        book.texts = ["<t>\(String(repeating: "x", count: 101))</t>"]
        #expect(issue { _ = try book.table(limits: limits) }?.code == .excelTooManyTexts)
        book.texts = Array(repeating: "", count: 26)
        #expect(issue { _ = try book.table(limits: limits) }?.code == .excelTooManyTexts)
        limits = ReadLimits()
        limits.columns = 40
        let names = (0...40).map { "<c t=\"inlineStr\"><is><t>C\($0)</t></is></c>" }
        let wide = TestWorkbook("<row>\(names.joined())</row>")
        #expect(issue { _ = try wide.table(limits: limits) }?.code == .excelTooManyColumns)
        limits.recordBytes = 20_000
        book.texts = ["<t>\(String(repeating: "x", count: 9_000))</t>"]
        book.sheets[0].rows =
            TestWorkbook.row(1, "A", "B", "C") + "<row>"
            + String(repeating: "<c t=\"s\"><v>0</v></c>", count: 3) + "</row>"
        let found = issue { _ = try book.table(limits: limits) }
        #expect(found?.code == .excelRecordTooLong)
        #expect(found?.line == 2)
        let run = "<r><t>\(String(repeating: "x", count: 9_000))</t></r>"
        book.sheets[0].rows =
            TestWorkbook.row(1, "A")
            + "<row><c t=\"inlineStr\"><is>\(run + run + run)</is></c></row>"
        #expect(
            issue { _ = try book.table(limits: limits, chunk: 64) }?.code == .excelRecordTooLong)
    }

    @Test func `counts days from 1904 where it says so`() throws {
        var book = TestWorkbook(TestWorkbook.row(1, "A") + "<row><c s=\"0\"><v>1</v></c></row>")
        book.styles = [14]
        #expect(try book.table().rows == [["1900-01-01"]])
        book.is1904 = true
        #expect(try book.table().rows == [["1904-01-02"]])
    }
}

@Suite struct `Damaged workbooks` {
    /// Texts that take the place of others in the sheet, the shared texts, the styles.
    private static let pieces = [
        "", "<c>", "</c>", "<row>", "</row>", "<v>", "</v>", " r=\"", "\"", "&#1;", "&amp;", "XFE1",
        "-1", "1E999", "_x0041_", "\u{FFFF}", "<is><t>x</t></is>", " t=\"s\"", " t=\"e\"", "é",
        " s=\"9\"",
    ]

    private static func parts() -> TestWorkbook {
        var book = TestWorkbook()
        book.texts = ["<t>one</t>", "<r><t>t</t></r><r><t>wo</t></r>"]
        book.styles = [0, 14, 164]
        book.formats = [164: "hh:mm"]
        book.sheets[0].rows =
            TestWorkbook.row(1, "A", "B", "C")
            + (2...9).map {
                "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>1</v></c><c r=\"B\($0)\" s=\"1\">"
                    + "<f>1</f><v>44562.5</v></c><c r=\"C\($0)\" t=\"b\"><v>1</v></c></row>"
            }.joined()
        return book
    }

    /// Whatever the parts hold, a workbook is read, record by record, or refused with an issue; and
    /// the cut of the bytes does not matter.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `are read or refused, the same at every cut`(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let whole = Self.parts()
        for _ in 0..<25 {
            var book = whole
            let (name, text) = whole.parts.randomElement(using: &numbers)!
            var damaged = Array(text.unicodeScalars)
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let start = Int.random(in: 0..<damaged.count, using: &numbers)
                let end = min(start + Int.random(in: 0...6, using: &numbers), damaged.count)
                let piece = Self.pieces.randomElement(using: &numbers)!
                damaged.replaceSubrange(start..<end, with: piece.unicodeScalars)
            }
            book.others[name] = String(String.UnicodeScalarView(damaged))
            let outcomes = [64 << 10, 1, 7].map { outcome(book, chunk: $0) }
            #expect(Set(outcomes.map { $0.0 == nil }).count == 1, "\(book.others)")
            #expect(outcomes.allSatisfy { $0.0 == nil || $0.1.isEmpty })
            #expect(Set(outcomes.map(\.1)).count == 1, "\(book.others)")
        }
    }

    /// The code of the refusal, or else the rows and what is wrong with others.
    private func outcome(_ book: TestWorkbook, chunk: Int) -> (String?, [[String?]]) {
        var rows: [[String?]] = []
        let refusal = issue {
            let table = try book.table(chunk: chunk)
            rows = table.rows + table.unreadable.map { [$0.issue.detail] }
        }
        return (refusal?.code.id, rows)
    }
}
