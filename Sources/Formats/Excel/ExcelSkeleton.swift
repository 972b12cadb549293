/// The parts of a workbook that are the same for all records.
enum ExcelSkeleton {
    static let sheetPart = "xl/worksheets/sheet1.xml"
    static let sheetStart = declaration + "<worksheet xmlns=\"\(main)\"><sheetData>"
    static let sheetEnd = "</sheetData></worksheet>"

    private static let declaration =
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
    private static let schemas = "http://schemas.openxmlformats.org"
    private static let main = "\(schemas)/spreadsheetml/2006/main"
    private static let relations = "\(schemas)/officeDocument/2006/relationships"
    private static let packageRelations = "\(schemas)/package/2006/relationships"

    /// Everything but the sheet: names of entries with their content.
    static func parts(sheetName: String) -> [(name: String, text: String)] {
        let name = XMLEscaping.escaped(sheetName, at: .attribute)
        let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        return [
            (
                "[Content_Types].xml",
                declaration + "<Types xmlns=\"\(schemas)/package/2006/content-types\">"
                    + "<Default Extension=\"rels\" "
                    + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                    + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                    + "<Override PartName=\"/xl/workbook.xml\" "
                    + "ContentType=\"\(types).sheet.main+xml\"/>"
                    + "<Override PartName=\"/\(sheetPart)\" "
                    + "ContentType=\"\(types).worksheet+xml\"/></Types>"
            ),
            ("_rels/.rels", relationships("officeDocument", "xl/workbook.xml")),
            (
                "xl/workbook.xml",
                declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets>"
                    + "<sheet name=\"\(name)\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relationships("worksheet", "worksheets/sheet1.xml")
            ),
        ]
    }

    private static func relationships(_ type: String, _ target: String) -> String {
        declaration + "<Relationships xmlns=\"\(packageRelations)\"><Relationship Id=\"rId1\" "
            + "Type=\"\(relations)/\(type)\" Target=\"\(target)\"/></Relationships>"
    }

    /// The name of an entity's sheet as F&O makes it: `Country/regions` becomes `Country_regions`,
    /// and 30 characters are kept. A sheet cannot go without a name.
    static func sheetName(_ label: String) -> String {
        let cleaned = label.map { $0.isLetter || $0.isNumber ? $0 : "_" }
        var name = String(cleaned.prefix(30))
        while name.utf16.count > 30 { name.removeLast() }
        return name.isEmpty ? "Sheet1" : name
    }
}
