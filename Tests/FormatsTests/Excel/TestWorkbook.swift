import Records

@testable import Formats

/// Puts workbooks together part by part, also such as Excel would never write.
struct TestWorkbook {
    struct Sheet {
        var name = "Sheet1"
        var state = ""
        /// What stands between the tags of the sheet's data.
        var rows = ""
    }

    var sheets = [Sheet()]
    /// The shared texts, each the content of its element.
    var texts: [String]?
    /// The number formats' codes by their numbers, and the formats' numbers by style.
    var formats: [Int: String] = [:]
    var styles: [Int]?
    var is1904 = false
    var isStrict = false
    /// Before every name of an element, such as `x:`.
    var prefix = ""
    var main = "xl/workbook.xml"
    /// Parts that come besides, or instead of those that are made here.
    var others: [String: String] = [:]
    /// Parts that are left out.
    var missing: Set<String> = []

    init(_ rows: String = "") { sheets[0].rows = rows }

    /// A row of texts, the first in column A.
    static func row(_ number: Int, _ texts: String?...) -> String {
        let cells = texts.enumerated().map { column, text in
            let name = "\(ExcelReference.letters(ofColumn: column))\(number)"
            return text.map { "<c r=\"\(name)\" t=\"inlineStr\"><is><t>\($0)</t></is></c>" } ?? ""
        }
        return "<row r=\"\(number)\">\(cells.joined())</row>"
    }

    private var namespace: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
            : "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    }

    private var relationType: String {
        isStrict
            ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
            : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }

    private func root(_ name: String, _ content: String) -> String {
        let mark = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
        let text = "<\(name)>\(content)</\(name)>"
        let prefixed = text.replacing("</", with: "\u{1}").replacing("<", with: "<" + prefix)
            .replacing("\u{1}", with: "</" + prefix)
        let start = "<\(prefix)\(name)"
        return start + " \(mark)=\"\(namespace)\" xmlns:r=\"\(relationType)\""
            + prefixed.dropFirst(start.count)
    }

    private func relations(_ list: [(id: String, type: String, target: String)]) -> String {
        "<Relationships>"
            + list.map {
                "<Relationship Id=\"\($0.id)\" Type=\"\(relationType)/\($0.type)\" "
                    + "Target=\"\($0.target)\"/>"
            }.joined() + "</Relationships>"
    }

    var parts: [(String, String)] {
        var list = sheets.indices.map { ("rId\($0)", "worksheet", "worksheets/s\($0).xml") }
        if texts != nil { list.append(("t", "sharedStrings", "sharedStrings.xml")) }
        if styles != nil { list.append(("s", "styles", "/xl/styles.xml")) }
        let tabs = sheets.enumerated().map { index, sheet in
            "<sheet name=\"\(sheet.name)\" sheetId=\"1\" r:id=\"rId\(index)\" \(sheet.state)/>"
        }
        let base = PackageFileName.base(main)
        let folder = main.dropLast(base.count)
        var parts = [
            "_rels/.rels": relations([("1", "officeDocument", main)]),
            main: root(
                "workbook",
                (is1904 ? "<workbookPr date1904=\"1\"/>" : "<workbookPr/>")
                    + "<sheets>\(tabs.joined())</sheets>"),
            "\(folder)_rels/\(base).rels": relations(list),
        ]
        for (index, sheet) in sheets.enumerated() {
            parts["\(folder)worksheets/s\(index).xml"] = root(
                "worksheet", "<dimension ref=\"A1\"/><sheetData>\(sheet.rows)</sheetData>")
        }
        if let texts {
            parts["\(folder)sharedStrings.xml"] = root(
                "sst", texts.map { "<si>\($0)</si>" }.joined())
        }
        if let styles {
            let codes = formats.map { "<numFmt numFmtId=\"\($0)\" formatCode=\"\($1)\"/>" }
            parts["xl/styles.xml"] = root(
                "styleSheet",
                "<numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
                    + "</cellStyleXfs><cellXfs>"
                    + styles.map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs>")
        }
        for (name, text) in others { parts[name] = text }
        for name in missing { parts[name] = nil }
        return parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func bytes() throws(FormatError) -> [UInt8] {
        let sink = MemorySink()
        let archive = ZipStream(sink, name: "test.xlsx")
        for (name, text) in parts {
            let entry = try archive.addEntry(name)
            try entry.write(Array(text.utf8))
            try entry.finish()
        }
        try archive.finish()
        return sink.bytes
    }

    func open(_ limits: ReadLimits = ReadLimits()) throws(FormatError) -> ExcelWorkbook {
        try ExcelWorkbook(
            try ZipArchive(bytes: try bytes(), name: "test.xlsx", limits: limits), limits: limits)
    }

    /// What the chosen sheet holds.
    func table(
        sheet name: String? = nil, limits: ReadLimits = ReadLimits(), chunk: Int = 64 << 10
    ) throws -> ReadTable {
        let workbook = try open(limits)
        let choice = try workbook.choose(named: name)
        var table = try ReadTable(
            try workbook.makeReader(
                for: choice.sheet, entity: "test", file: "test.xlsx/\(choice.sheet.name)",
                chunkBytes: chunk))
        table.warnings = choice.warnings + table.warnings
        return table
    }
}
