import Records

/// A worksheet of a workbook.
struct ExcelSheet: Sendable, Equatable {
    var name: String
    /// The entry of the archive that holds its cells.
    var part: String
    var isVisible: Bool
    /// The unpacked bytes of the part.
    var byteCount: Int
}

/// A workbook, `.xlsx` or `.xlsm`: a zip of XML parts. Macros are parts that nobody here looks at.
///
/// Parts are found as Excel does, by relationships and not by their usual names. Names of elements
/// are looked at without their namespaces, so that the strict variant of the format is read too.
final class ExcelWorkbook {
    let file: String
    /// In the order of their tabs. Charts and dialogs are no worksheets.
    let sheets: [ExcelSheet]
    private let archive: ZipArchive
    let limits: ReadLimits
    private let is1904: Bool
    private let sharedTextsPart: ZipEntry?
    private let stylesPart: ZipEntry?

    init(_ archive: ZipArchive, limits: ReadLimits) throws(FormatError) {
        self.archive = archive
        self.limits = limits
        file = archive.file
        let main = try Self.mainPart(of: archive, limits: limits)
        let relations = try ExcelRelations(of: main.name, in: archive, limits: limits)
        var outline = Outline()
        try ExcelPart.read(archive.open(main), file: "\(file)/\(main.name)", limits: limits) {
            outline.take($0)
        }
        is1904 = outline.is1904
        sharedTextsPart = relations.first(ofType: "sharedStrings").flatMap {
            archive.entry(named: $0)
        }
        stylesPart = relations.first(ofType: "styles").flatMap { archive.entry(named: $0) }
        sheets = try Self.sheets(outline, relations, archive)
    }

    /// Reads a sheet of this workbook. The shared texts are read here, the sheet as it is asked for.
    func makeReader(
        for sheet: ExcelSheet, entity: String, file: String, chunkBytes: Int = 64 << 10,
        passedRows: Int = 0
    ) throws(FormatError) -> ExcelRecordReader {
        var values = ExcelValues(is1904: is1904)
        if let part = sharedTextsPart {
            values.texts = try ExcelSharedTexts(
                archive.open(part), file: place(of: part), limits: limits)
        }
        if let part = stylesPart {
            values.styles = try ExcelStyles(
                archive.open(part), file: place(of: part), limits: limits)
        }
        return try ExcelRecordReader(
            open(sheet), values: values, file: file, entity: entity, limits: limits,
            chunkBytes: chunkBytes, passedRows: passedRows)
    }

    /// The bytes of a sheet's part.
    func open(_ sheet: ExcelSheet) throws(FormatError) -> any ByteSource {
        guard let part = archive.entry(named: sheet.part) else {
            throw Self.damaged("It lacks \(sheet.part)", file: file)
        }
        return archive.open(part)
    }

    private func place(of part: ZipEntry) -> String { "\(file)/\(part.name)" }

    private static func mainPart(
        of archive: ZipArchive, limits: ReadLimits
    ) throws(FormatError) -> ZipEntry {
        let relations = try ExcelRelations(of: "", in: archive, limits: limits)
        let name = relations.first(ofType: "officeDocument") ?? "xl/workbook.xml"
        guard archive.entry(named: "xl/workbook.bin") == nil, PackageFileName.suffix(name) != "bin"
        else {
            throw FormatError(
                Issue(.excelFile, "It is a binary workbook (.xlsb)", file: archive.file))
        }
        guard let part = archive.entry(named: name) else {
            throw damaged("It lacks \(name)", file: archive.file)
        }
        return part
    }

    private static func sheets(
        _ outline: Outline, _ relations: ExcelRelations, _ archive: ZipArchive
    ) throws(FormatError) -> [ExcelSheet] {
        var sheets: [ExcelSheet] = []
        for tab in outline.tabs {
            guard let relation = relations[tab.relation], relation.type == "worksheet" else {
                continue
            }
            guard let part = archive.entry(named: relation.target) else {
                throw damaged("The part of its sheet \(tab.name) is missing", file: archive.file)
            }
            sheets.append(
                ExcelSheet(
                    name: tab.name, part: part.name, isVisible: tab.isVisible,
                    byteCount: part.unpackedBytes))
        }
        return sheets
    }

    static func damaged(_ detail: String, file: String) -> FormatError {
        FormatError(Issue(.excelDamaged, detail, file: file))
    }
}

extension ExcelWorkbook {
    /// What the workbook's main part says.
    private struct Outline {
        struct Tab {
            var name: String
            var relation: String
            var isVisible: Bool
        }

        var tabs: [Tab] = []
        var is1904 = false

        mutating func take(_ element: ExcelPart.Element) {
            let attributes = element.attributes
            switch (element.parent, element.name) {
            case ("sheets", "sheet"):
                tabs.append(
                    Tab(
                        name: attributes["name"] ?? "", relation: attributes["id"] ?? "",
                        isVisible: !(attributes["state"] ?? "").foldedName.hasSuffix("hidden")))
            case ("workbook", "workbookPr"):
                is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
            default: break
            }
        }
    }
}
