import Records
import Testing

@testable import Formats

@Suite struct `Rows of a sheet` {
    private func number(_ cell: String, _ value: String) -> String {
        "<c r=\"\(cell)\"><v>\(value)</v></c>"
    }

    @Test func `are placed by references`() throws {
        let rows =
            TestWorkbook.row(1, "ACCOUNT", "NAME", "GROUP")
            + "<row r=\"2\">" + number("C2", "3") + number("A2", "1") + "</row>"
            + "<row r=\"3\">" + number("B3", "2") + "</row>"
            + "<row r=\"4\"><c/><c><v>5</v></c></row>"
        let table = try TestWorkbook(rows).table()
        #expect(table.columns == ["ACCOUNT", "NAME", "GROUP"])
        #expect(table.rows == [["1", nil, "3"], [nil, "2", nil], [nil, "5", nil]])
        #expect(table.warnings.isEmpty)
    }

    @Test func `have the numbers that Excel shows`() throws {
        let rows =
            "<row r=\"1\"/>" + TestWorkbook.row(3, "A") + TestWorkbook.row(7, "x")
            + TestWorkbook.row(9, "") + TestWorkbook.row(1_048_576, "y")
        let table = try TestWorkbook(rows).table()
        #expect(table.rows == [["x"], ["y"]])
        #expect(table.positions.map(\.line) == [7, 1_048_576])
        #expect(table.positions[0].byte < table.positions[1].byte)
    }

    @Test func `that lie about their numbers are counted as they come`() throws {
        let cell = "<c><v>1</v></c>"
        let rows =
            TestWorkbook.row(1, "A") + "<row r=\"5\">\(cell)</row><row r=\"3\">\(cell)</row>"
            + "<row>\(cell)</row><row r=\"x\">\(cell)</row><row r=\"0\">\(cell)</row>"
            + "<row r=\"99999999\">\(cell)</row>"
        let table = try TestWorkbook(rows).table()
        #expect(table.positions.map(\.line) == [5, 6, 7, 8, 9, 10])
        #expect(table.warnings.map(\.code) == [.excelRowNumbers])
        #expect(table.warnings[0].detail == "4 × row number, first in row 6")
    }

    @Test func `that are hidden are data, of merged cells the first has the value`() throws {
        var workbook = TestWorkbook()
        workbook.others["xl/worksheets/s0.xml"] =
            "<worksheet xmlns=\"u\"><cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols><sheetData>"
            + TestWorkbook.row(1, "A", "B")
            + "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"/></row>"
            + "</sheetData><mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells></worksheet>"
        #expect(try workbook.table().rows == [["1", nil]])
    }

    @Test func `without a value are no records`() throws {
        let rows =
            TestWorkbook.row(1, "A", "B") + "<row r=\"2\"/><row r=\"3\"><c r=\"A3\" s=\"2\"/></row>"
            + TestWorkbook.row(4, "", "") + TestWorkbook.row(5, "1", "")
        let table = try TestWorkbook(rows).table()
        #expect(table.rows == [["1", ""]])
        #expect(table.warnings.isEmpty)
    }

    @Test func `header names are trimmed, ours is left out, Sales' own are counted`() throws {
        let rows =
            TestWorkbook.row(
                1, "(Do Not Modify) Account", "(Do Not Modify) Row Checksum", " Name&#xA0;",
                "\"City\"", "p2c_reason", "Zip\n", "")
            + TestWorkbook.row(2, "id", "sum", "Contoso", "Graz", "old reason", "8010")
        let table = try TestWorkbook(rows).table()
        #expect(table.columns == ["Name", "City", "Zip"])
        #expect(table.rows == [["Contoso", "Graz", "8010"]])
        #expect(table.warnings.map(\.code) == [.excelColumnsLeftOut])
        #expect(table.warnings[0].detail == "2 × column “(Do Not Modify) …”")
    }

    @Test(arguments: [
        (TestWorkbook.row(1, "A", "a"), IssueCode.duplicateColumnName),
        (TestWorkbook.row(1, "A", nil, "B"), .blankColumnName),
        (TestWorkbook.row(1, "A", " ", "B"), .blankColumnName),
        (TestWorkbook.row(1, "P2C_REASON"), .excelNoHeader),
        ("", .excelNoHeader), ("<row r=\"1\"/>", .excelNoHeader),
        ("<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#REF!</v></c></row>", .excelErrorValue),
        ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", .excelBadReference),
    ])
    func `are refused for a header`(_ rows: String, code: IssueCode) {
        let found = issue { _ = try TestWorkbook(rows).table() }
        #expect(found?.code == code)
        #expect(found?.file == "test.xlsx/Sheet1")
    }

    @Test func `header names both columns of the same name`() {
        let found = issue { _ = try TestWorkbook(TestWorkbook.row(4, "A", "B", "a")).table() }
        #expect(found?.detail == "A4 and C4 are both named “a”")
        #expect(found?.line == 4)
    }

    @Test func `have no records behind a header alone`() throws {
        let table = try TestWorkbook(TestWorkbook.row(1, "A")).table()
        #expect(table.rows.isEmpty)
        #expect(table.warnings.isEmpty)
    }

    @Test func `may have remarks beside the table`() throws {
        let rows =
            TestWorkbook.row(1, "A", "B") + TestWorkbook.row(2, "1", "2", nil, "see mail")
            + TestWorkbook.row(3, nil, nil, "alone") + TestWorkbook.row(4, "3", nil, "")
        let table = try TestWorkbook(rows).table()
        #expect(table.rows == [["1", "2"], ["3", nil]])
        #expect(table.warnings.map(\.code) == [.excelValuesWithoutColumn])
        #expect(table.warnings[0].detail == "2 × cell, first D2")
    }

    @Test func `that cannot be read are set aside whole`() throws {
        let rows =
            TestWorkbook.row(1, "A", "B", "C") + TestWorkbook.row(2, "1", "2", "3")
            + "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>&lt;x&gt; </t></is></c>"
            + "<c r=\"C3\" t=\"e\"><v>#N/A</v></c></row>" + TestWorkbook.row(4, "4", "5", "6")
        let table = try TestWorkbook(rows).table()
        #expect(table.rows == [["1", "2", "3"], ["4", "5", "6"]])
        let record = try #require(table.unreadable.first)
        #expect(record.issue.message.hasPrefix("test.xlsx/Sheet1:3 "))
        #expect(record.issue.field == "C")
        #expect(record.issue.record == 2)
        #expect(record.position.line == 3)
        #expect(
            table.raws == [
                "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">&lt;x&gt; </t></is></c><c/>"
                    + "<c t=\"e\"><v>#N/A</v></c>"
            ])
    }

    @Test func `with errors in columns that are left out are read`() throws {
        let rows =
            TestWorkbook.row(1, "A", "P2C_REASON")
            + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"
        #expect(try TestWorkbook(rows).table().rows == [["1"]])
    }

    @Test func `are read the same at every cut of the bytes`() throws {
        var workbook = TestWorkbook()
        workbook.texts = ["<t>shared &amp; é</t>", "<r><t>ri</t></r><r><t>ch</t></r>"]
        workbook.styles = [0, 22]
        workbook.sheets[0].rows =
            TestWorkbook.row(1, "A", "B", "C")
            + (2...40).map { row in
                "<row r=\"\(row)\" spans=\"1:3\"><c r=\"A\(row)\" t=\"s\"><v>\(row % 2)</v></c>"
                    + "<c r=\"B\(row)\" s=\"1\"><v>44562.5</v></c><c r=\"C\(row)\" "
                    + "t=\"inlineStr\"><is><t>_x000D_😀 \(row)</t></is></c></row>\n"
            }.joined()
        let whole = try workbook.table()
        #expect(whole.rows.count == 39)
        #expect(whole.rows[0] == ["shared & é", "2022-01-01T12:00:00", "\r😀 2"])
        #expect(whole.rows[1][0] == "rich")
        for chunk in [1, 2, 3, 5, 7, 16, 64, 1_000] {
            let cut = try workbook.table(chunk: chunk)
            #expect(cut.rows == whole.rows)
            #expect(cut.positions == whole.positions)
        }
    }

    @Test func `come in batches that are bounded`() throws {
        var workbook = TestWorkbook()
        let long = String(repeating: "x", count: 32_000)
        workbook.texts = ["<t>\(long)</t>"]
        workbook.sheets[0].rows =
            TestWorkbook.row(1, "A")
            + (2...200).map { "<row r=\"\($0)\"><c t=\"s\"><v>0</v></c></row>" }.joined()
        let book = try workbook.open()
        let reader = try book.makeReader(for: book.sheets[0], entity: "e", file: "f")
        var (rows, first) = (0, 0)
        while let batch = try reader.next() {
            #expect(batch.bytes.count < 1 << 20)
            #expect(batch.firstRecord == first)
            rows += batch.rowCount
            first = rows
        }
        #expect(rows == 199)
    }
}
