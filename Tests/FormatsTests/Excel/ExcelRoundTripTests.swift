import Records
import Support
import Testing

@testable import Formats

@Suite struct `Excel record writer` {
    private func write(
        _ columns: [String], _ rows: [[String?]], sheet: String = "Customers"
    ) throws(FormatError) -> [UInt8] {
        let sink = MemorySink()
        let writer = try ExcelRecordWriter(
            sink: sink, sheetName: sheet, fieldNames: columns, file: "Customers V2.xlsx")
        try writer.write(ReadTable.batch(columns: columns, rows: rows), rows: Array(rows.indices))
        try writer.finish()
        #expect(sink.isFinished)
        return sink.bytes
    }

    private func table(_ bytes: [UInt8], chunk: Int = 64 << 10) throws -> ReadTable {
        let archive = try ZipArchive(bytes: bytes, name: "w.xlsx", limits: ReadLimits())
        let workbook = try ExcelWorkbook(archive, limits: ReadLimits())
        return try ReadTable(
            try workbook.makeReader(
                for: workbook.sheets[0], entity: "e", file: "w.xlsx", chunkBytes: chunk))
    }

    private func part(_ name: String, of bytes: [UInt8]) throws -> String {
        let archive = try ZipArchive(bytes: bytes, name: "w.xlsx", limits: ReadLimits())
        let entry = try #require(archive.entry(named: name))
        return String(decoding: try archive.open(entry).readAll(), as: UTF8.self)
    }

    @Test func `writes texts inside their cells and no cell for nothing`() throws {
        let bytes = try write(
            ["ACCOUNT", "NAME", "GROUP"],
            [["0001", nil, "A&B <x>"], ["∅", " a\r\nb", ""], ["_x0041_", "\u{1}", "=1+1"]])
        let text = try part("xl/worksheets/sheet1.xml", of: bytes)
        func cell(_ name: String, _ text: String) -> String {
            "<c r=\"\(name)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
        }
        #expect(
            text.dropFirst(56) == """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <sheetData><row r="1">\(cell("A1", "ACCOUNT"))\(cell("B1", "NAME"))\
                \(cell("C1", "GROUP"))</row>\
                <row r="2">\(cell("A2", "0001"))\(cell("C2", "A&amp;B &lt;x&gt;"))</row>\
                <row r="3"><c r="B3" t="inlineStr"><is><t xml:space="preserve"> a_x000D_
                b</t></is></c>\(cell("C3", ""))</row>\
                <row r="4">\(cell("A4", "_x005F_x0041_"))\(cell("B4", "_x0001_"))\
                \(cell("C4", "=1+1"))</row></sheetData></worksheet>
                """)
        #expect(try part("xl/workbook.xml", of: bytes).contains("<sheet name=\"Customers\" "))
    }

    @Test func `refuses what Excel cannot carry`() throws {
        let fitting = String(repeating: "é", count: 32_767)
        #expect(try table(try write(["A"], [[fitting]])).rows == [[fitting]])
        let found = issue { _ = try write(["A", "MEMO"], [["x", "y"], ["x", fitting + "x"]]) }
        #expect(found?.code == .excelTextTooLong)
        #expect(found?.record == 2)
        #expect(found?.field == "MEMO")
        let names = (0...16_384).map { "C\($0)" }
        #expect(issue { _ = try write(names, []) }?.code == .excelTooManyColumns)
    }

    @Test(arguments: [
        ("Customers V2", "Customers_V2"), ("Country/regions", "Country_regions"),
        ("Address and contact information purpose", "Address_and_contact_informatio"),
        ("", "Sheet1"), ("[a]:*?", "_a____"), ("Müller & Söhne", "Müller___Söhne"),
        (String(repeating: "𝔸", count: 20), String(repeating: "𝔸", count: 15)),
    ])
    func `names sheets as F&O does`(_ label: String, expected: String) {
        #expect(ExcelSkeleton.sheetName(label) == expected)
    }

    @Test func `gives the same bytes for the same records however they come`() throws {
        let columns = ["A", "B"]
        let rows: [[String?]] = (0..<3_000).map { ["\($0)", "text \($0 % 7)"] }
        let whole = try write(columns, rows)
        let sink = MemorySink()
        let writer = try ExcelRecordWriter(
            sink: sink, sheetName: "Customers", fieldNames: columns, file: "Customers V2.xlsx")
        for row in rows {
            try writer.write(ReadTable.batch(columns: columns, rows: [row]), rows: [0])
        }
        try writer.finish()
        #expect(sink.bytes == whole)
    }

    /// The twin is the table itself: it is known before it is written.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `reads back what it wrote at every cut of the bytes`(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let columns = (0..<Int.random(in: 1...40, using: &numbers)).map { "Column \($0)" }
        var rows: [[String?]] = []
        for _ in 0..<60 {
            let row = columns.map { _ in Self.randomValue(&numbers) }
            // A row without any text is no record.
            if row.contains(where: { $0.map { !$0.isEmpty } ?? false }) { rows.append(row) }
        }
        let bytes = try write(columns, rows)
        for chunk in [1, 2, 3, 5, 8, 13, 64, 1_000, 64 << 10] {
            let read = try table(bytes, chunk: chunk)
            #expect(read.columns == columns)
            #expect(read.rows == rows)
            #expect(read.positions.map { Int($0.line) } == Array(2..<rows.count + 2))
            #expect(read.unreadable.isEmpty && read.warnings.isEmpty)
        }
    }

    static func randomValue(_ numbers: inout SeededGenerator) -> String? {
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0, 1: return nil
        case 2: return ""
        default:
            let pieces = [
                " ", "\r", "\n", "\t", "<", "&", "]]>", "\"", "é", "😀", "a", "0", "_x0041_", "_",
                "x000", "\u{0}", "\u{1F}", "\u{FFFE}", "1E5", "#N/A", "&#38;",
            ]
            let count = Int.random(in: 1...10, using: &numbers)
            return (0..<count).map { _ in pieces.randomElement(using: &numbers)! }.joined()
        }
    }
}
