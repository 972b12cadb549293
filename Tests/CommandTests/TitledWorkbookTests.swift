import Support
import Testing

/// Workbooks with a title above their header.
@Suite struct `A workbook with a title above its header` {
    private let fleet: VehicleWorkspace

    init() throws {
        fleet = try VehicleWorkspace()
    }

    /// Makes `vehicles.xlsx` of rows of texts.
    private func makeWorkbook(_ rows: [String]...) throws -> String {
        let namespace = "http://schemas.openxmlformats.org"
        let relations = "\(namespace)/officeDocument/2006/relationships"
        func relation(_ type: String, _ target: String) -> String {
            "<Relationships><Relationship Id=\"r\" Type=\"\(relations)/\(type)\" "
                + "Target=\"\(target)\"/></Relationships>"
        }
        let main = "xmlns=\"\(namespace)/spreadsheetml/2006/main\" xmlns:r=\"\(relations)\""
        let cells = rows.map { row in
            "<row>" + row.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
        }
        let parts = [
            "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml":
                "<workbook \(main)><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r\"/></sheets>"
                + "</workbook>",
            "xl/_rels/workbook.xml.rels": relation("worksheet", "sheet.xml"),
            "xl/sheet.xml":
                "<worksheet \(main)><sheetData>\(cells.joined())</sheetData></worksheet>",
        ]
        for (name, text) in parts { fleet.scratch.write(text, to: name) }
        try fleet.zip("_rels", "xl", into: "inbox/USMF/vehicles.xlsx")
        return fleet.root + "/inbox/USMF/vehicles.xlsx"
    }

    private static let hint = """
          warning P2C-XLS-026: 1 × The header of the sheet may stand below its first row
              vehicles.xlsx/S: Row 2 may be the header: 3 of its texts are names of fields
              To do: Delete the rows above it, and drop the file again
        """

    @Test(arguments: [["Vehicles of today"], ["Vehicles", "", "2026"], ["a", "b", "c"]])
    func `is told as such`(title: [String]) throws {
        let path = try makeWorkbook(
            title, ["new_plate", "new_name", "new_fuel"], ["A-1", "Van", "Diesel"])
        let check = try ProgramRun("validate", path, "-w", fleet.root)
        #expect(check.output.contains(Self.hint), "\(check.output)")
        let run = try fleet.run()
        #expect(run.status == 3)
        #expect(run.output.contains(Self.hint), "\(run.output)")
    }

    @Test func `is none where the first row names fields`() throws {
        let path = try makeWorkbook(["new_plate", "new_name"], ["new_plate", "new_name"])
        let check = try ProgramRun("validate", path, "-w", fleet.root)
        #expect(!check.output.contains("P2C-XLS-026"), "\(check.output)")
    }
}
