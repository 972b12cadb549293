import Records
import Testing

@testable import Formats

@Suite struct `Cells of a workbook` {
    /// The text that the cell gives, "null" for none, or what is wrong with it.
    private func text(_ cell: String, in workbook: TestWorkbook = TestWorkbook()) throws -> String {
        var workbook = workbook
        workbook.sheets[0].rows =
            TestWorkbook.row(1, "A", "KEY")
            + "<row r=\"2\">\(cell)<c r=\"B2\" t=\"inlineStr\"><is><t>k</t></is></c></row>"
        let table = try workbook.table()
        if let record = table.unreadable.first {
            return "\(record.issue.code.id) \(record.issue.detail)"
        }
        return table.rows[0][0] ?? "null"
    }

    @Test(arguments: [
        ("<c r=\"A2\" t=\"inlineStr\"><is><t>Contoso</t></is></c>", "Contoso"),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>", " a "),
        (
            "<c r=\"A2\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r></is></c>",
            "ab"
        ),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t>東</t><rPh sb=\"0\"><t>ひがし</t></rPh></is></c>", "東"),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t></t></is></c>", ""),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t>0001</t></is></c>", "0001"),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t>a_x000D_\nb&amp;&#233;</t></is></c>", "a\r\nb&é"),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t>_x005F_x0041_</t></is></c>", "_x0041_"),
        ("<c r=\"A2\" t=\"inlineStr\"><is><t><![CDATA[<a>]]></t></is></c>", "<a>"),
        ("<c r=\"A2\" t=\"str\"><f>B2&amp;\"!\"</f><v>k!</v></c>", "k!"),
        ("<c r=\"A2\" t=\"str\"><f>\"\"</f><v></v></c>", ""),
        ("<c r=\"A2\" t=\"str\"><v>_x0009_</v></c>", "\t"),
        ("<c r=\"A2\"><f>1+1</f><v>2</v></c>", "2"),
        ("<c r=\"A2\" s=\"7\"/>", "null"),
        ("<c r=\"A2\"><v/></c>", ""),
        ("", "null"),
        ("<c r=\"A2\" t=\"b\"><v>1</v></c>", "true"),
        ("<c r=\"A2\" t=\"b\"><v>0</v></c>", "false"),
        ("<c r=\"A2\" t=\"d\"><v>2026-11-23T00:00:00</v></c>", "2026-11-23T00:00:00"),
        ("<c r=\"A2\"><v>7</v><extLst><ext><v>9</v></ext></extLst></c>", "7"),
        ("<c r=\"A2\"><is><t>untyped</t></is></c>", "untyped"),
        ("<c r=\"A2\" t=\"inlineStr\"><v>outside</v></c>", "outside"),
        ("<c r=\"A2\" t=\"str\"><is><t>inside</t></is></c>", "inside"),
        ("<c r=\"A2\" t=\"e\"><v>#N/A</v></c>", "P2C-XLS-001 A2 is #N/A"),
        ("<c r=\"A2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "P2C-XLS-001 A2 is #DIV/0!"),
        ("<c r=\"A2\"><v>12,5</v></c>", "P2C-XLS-002 A2 holds “12,5” as a number"),
        ("<c r=\"A2\" t=\"n\"><v>INF</v></c>", "P2C-XLS-002 A2 holds “INF” as a number"),
        ("<c r=\"A2\"><f>1+1</f></c>", "P2C-XLS-006 A2 has a formula and no value"),
        ("<c r=\"A2\"><f>1+1</f><v /></c>", "P2C-XLS-006 A2 has a formula and no value"),
        ("<c r=\"A2\" t=\"n\"><f>1+1</f><v></v></c>", "P2C-XLS-006 A2 has a formula and no value"),
        ("<c r=\"A2\" t=\"b\"><v>2</v></c>", "P2C-XLS-007 A2 holds “2” in a way that is not known"),
        (
            "<c r=\"A2\" t=\"zz\"><v>2</v></c>",
            "P2C-XLS-007 A2 holds “2” in a way that is not known"
        ),
        ("<c r=\"A2\" t=\"s\"><v>0</v></c>", "P2C-XLS-004 A2 wants the text number 0"),
        ("<c r=\"XFE2\"><v>1</v></c>", "P2C-XLS-005 a cell of row 2 lies behind column XFD"),
        (
            "<c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c>",
            "P2C-XLS-005 A2 stands in the row twice"
        ),
        ("<c r=\"\"><v>1</v></c>", "1"), ("<c r=\"2\"><v>1</v></c>", "1"),
        ("<c><v>1</v></c>", "1"), ("<c r=\"a99\"><v>1</v></c>", "1"),
    ])
    func `are read`(_ cell: String, expected: String) throws {
        #expect(try text(cell) == expected)
    }

    @Test(arguments: [
        (0, "plain"), (1, "rich text"), (2, "漢字"), (3, ""), (4, "a\u{1}b"), (5, " x "),
    ])
    func `take shared texts`(_ index: Int, expected: String) throws {
        var workbook = TestWorkbook()
        workbook.texts = [
            "<t>plain</t>", "<r><t>rich </t></r><r><rPr><sz val=\"9\"/></rPr><t>text</t></r>",
            "<t>漢字</t><rPh sb=\"0\" eb=\"2\"><t>カンジ</t></rPh><phoneticPr fontId=\"1\"/>",
            "", "<t>a_x0001_b</t>", "<t xml:space=\"preserve\"> x </t>",
        ]
        let cell = "<c r=\"A2\" t=\"s\"><v>\(index)</v></c>"
        #expect(try text(cell, in: workbook) == expected)
    }

    @Test func `refuse a shared text that is not there`() throws {
        var workbook = TestWorkbook()
        workbook.texts = ["<t>only</t>"]
        for index in ["1", "-1", "", "x", "99999999999999999999"] {
            let found = try text("<c r=\"A2\" t=\"s\"><v>\(index)</v></c>", in: workbook)
            #expect(found == "P2C-XLS-004 A2 wants the text number \(index)")
        }
    }

    @Test(arguments: [
        ("44562", 1, false, "2022-01-01"), ("44562.5", 1, false, "2022-01-01T12:00:00"),
        ("44562", 2, false, "2022-01-01T00:00:00"), ("44562", 3, false, "2022-01-01T00:00:00"),
        ("44562", 0, false, "44562"), ("44562", 9, false, "44562"),
        ("43100", 1, true, "2022-01-01"), ("0", 1, true, "1904-01-01"),
        ("44562", 4, false, "2022-01-01"), ("44562", 5, false, "44562"),
        ("-1", 1, false, "P2C-XLS-003 A2 shows the number -1 as a date"),
        ("60", 1, false, "P2C-XLS-003 A2 shows the number 60 as a date"),
        ("3E+6", 1, false, "P2C-XLS-003 A2 shows the number 3E+6 as a date"),
    ])
    func `are dates by their styles`(
        _ number: String, style: Int, is1904: Bool, expected: String
    ) throws {
        var workbook = TestWorkbook()
        workbook.styles = [0, 14, 22, 18, 164, 165]
        workbook.formats = [164: "dd\\.mm\\.yyyy;@", 165: "0.00&quot; days&quot;"]
        workbook.is1904 = is1904
        let cell = "<c r=\"A2\" s=\"\(style)\"><v>\(number)</v></c>"
        #expect(try text(cell, in: workbook) == expected)
    }

    @Test func `nasty case 67: numbers with exponents are written out, lost digits are counted`()
        throws
    {
        let rows =
            TestWorkbook.row(1, "A", "B")
            + "<row r=\"2\"><c r=\"A2\"><v>1E+05</v></c>"
            + "<c r=\"B2\"><v>1.2345678901234568E+18</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\"><v>1.2E-3</v></c>"
            + "<c r=\"B3\"><v>12345678901234567890</v></c></row>"
        let table = try TestWorkbook(rows).table()
        #expect(
            table.rows == [
                ["100000", "1234567890123460000"], ["0.0012", "12345678901234567890"],
            ])
        #expect(table.warnings.map(\.code) == [.excelDigitsLost])
        #expect(table.warnings[0].detail == "1 × number, first in B2")
    }
}
