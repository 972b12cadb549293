import Foundation
import Records
import Testing

@testable import Formats

@Suite struct `Workbooks in packages` {
    private let folder = TemporaryFolder()

    private func workbook(_ rows: String, sheet: String = "Sheet1") throws -> [UInt8] {
        var book = TestWorkbook(rows)
        book.sheets[0].name = sheet
        return try book.bytes()
    }

    private static let accounts =
        TestWorkbook.row(1, "accountnumber", "name") + TestWorkbook.row(2, "A-1", "Contoso")

    private func dmf(_ entities: [(label: String, file: String, sheet: String)]) -> [UInt8] {
        let list = entities.map {
            "<DataManagementPackageEntityData><EntityName>\($0.label)</EntityName>"
                + "<ExcelSheetName>\($0.sheet)</ExcelSheetName>"
                + "<InputFilePath>\($0.file)</InputFilePath><SourceFormat>EXCEL</SourceFormat>"
                + "</DataManagementPackageEntityData>"
        }
        return wide(
            "<DataManagementPackageManifest xmlns=\"\(DMFManifest.namespace)\">"
                + "<PackageEntityList>\(list.joined())</PackageEntityList>"
                + "</DataManagementPackageManifest>")
    }

    @Test func `tell what their columns would be below titles`() throws {
        let rows =
            TestWorkbook.row(1, "Accounts of today", nil, "2026") + TestWorkbook.row(3, "by Jane")
            + TestWorkbook.row(4, "accountnumber", "name") + TestWorkbook.row(5, "A-1", "Contoso")
        let package = try SourcePackage.open(folder.file("accounts.xlsx", try workbook(rows)))
        let found = (0..<5).map { package.columns(of: package.entities[0], passingRows: $0) }
        #expect(
            found.map { $0?.names } == [
                nil, ["by Jane"], ["accountnumber", "name"], ["A-1", "Contoso"], nil,
            ])
        #expect(found.map { $0?.row } == [nil, 3, 4, 5, nil])
    }

    @Test(arguments: ["accounts.xlsx", "accounts (2).xlsm", "accounts.zip"])
    func `stand for themselves`(_ name: String) throws {
        let path = folder.file(name, try workbook(Self.accounts, sheet: "Account"))
        #expect(PackageCompleteness.check(path: path) == .complete)
        let package = try SourcePackage.open(path)
        #expect(package.kind == .looseFile)
        let entity = package.entities[0]
        #expect(entity.file == "\(name)/Account")
        #expect(entity.nameCandidates.contains("accounts"))
        #expect(entity.nameCandidates.last == "Account")
        #expect(entity.format == .excel(sheet: nil))
        #expect(try package.table().rows == [["A-1", "Contoso"]])
        #expect((package.byteCount(of: entity) ?? 0) > 300)
    }

    @Test func `are complete when the end of the archive is there`() throws {
        let bytes = try workbook(Self.accounts)
        let cut = folder.file("accounts.xlsx", bytes.dropLast(30))
        #expect(
            PackageCompleteness.check(path: cut)
                == .incomplete("The end of the zip archive is missing"))
    }

    @Test func `lie in zips`() throws {
        let path = folder.zip(
            "set.zip",
            [
                ("sub/accounts.xlsx", try workbook(Self.accounts)),
                ("products.csv", Array("name\r\n".utf8)), ("old.xls", [0xD0, 0xCF, 0x11, 0xE0]),
            ])
        let package = try SourcePackage.open(path)
        #expect(package.kind == .zippedFiles)
        #expect(package.entities.map(\.name) == ["accounts", "products"])
        #expect(package.entities[0].file == "set.zip/sub/accounts.xlsx/Sheet1")
        #expect(try package.table(0).rows == [["A-1", "Contoso"]])
        #expect(package.warnings.map(\.detail) == ["old.xls is left out"])
    }

    @Test func `are found by the sheet that the settings name`() throws {
        var book = TestWorkbook(TestWorkbook.row(1, "x") + TestWorkbook.row(2, "y"))
        book.sheets.append(TestWorkbook.Sheet(name: "Accounts", rows: Self.accounts))
        let path = folder.file("accounts.xlsx", try book.bytes())
        #expect(try SourcePackage.open(path).warnings.map(\.code) == [.excelOtherSheets])
        var formats = FormatRegistry()
        formats["EXCEL"] = .excel(sheet: "accounts")
        let named = try SourcePackage.open(
            path: path, name: "accounts.xlsx", limits: ReadLimits(), formats: formats)
        #expect(named.warnings.isEmpty)
        #expect(try named.table().rows == [["A-1", "Contoso"]])
    }

    @Test func `nasty case 11: two entities with one sheet name are told apart by their files`()
        throws
    {
        let path = folder.zip(
            "p.zip",
            [
                (
                    "Manifest.xml",
                    dmf([
                        ("Queue assignments", "Queue assignments.xlsx", "Workflow_work$"),
                        ("Queue assignees", "Queue/assignees.xlsx", "Workflow_work$"),
                    ])
                ),
                (
                    "Queue assignments.xlsx",
                    try workbook(
                        TestWorkbook.row(1, "A") + TestWorkbook.row(2, "1"),
                        sheet: "Workflow_work")
                ),
                (
                    "assignees.xlsx",
                    try workbook(
                        TestWorkbook.row(1, "B") + TestWorkbook.row(2, "2"),
                        sheet: "Workflow_work")
                ),
            ])
        let package = try SourcePackage.open(path)
        #expect(package.kind == .dmf)
        #expect(package.entities.map(\.name) == ["Queue assignments", "Queue assignees"])
        #expect(try package.table(0).columns == ["A"])
        #expect(try package.table(1).rows == [["2"]])
        #expect(package.warnings.map(\.code) == [.noPackageHeader])
    }

    @Test(
        arguments: [
            ([0xD0, 0xCF, 0x11, 0xE0, 0, 0], "a.xlsx", "It is a workbook with a password"),
            (
                [0xD0, 0xCF, 0x11, 0xE0, 0, 0], "a.xls",
                "It is a workbook of Excel 97 to 2003, or one with a password"
            ),
            ([1, 0, 2], "a.xlsx", "It is a damaged Excel workbook"),
            (Array("a,b".utf8), "a.xlsx", "It is a text under the name of a workbook"),
        ] as [([UInt8], String, String)])
    func `of other kinds are refused with their kind`(
        _ bytes: [UInt8], name: String, detail: String
    ) {
        let loose = issue { _ = try SourcePackage.open(folder.file(name, bytes)) }
        #expect(loose?.code == .excelFile)
        #expect(loose?.detail == detail)
        let path = folder.zip("p.zip", [("Manifest.xml", dmf([("E", name, "")])), (name, bytes)])
        let inside = issue { _ = try SourcePackage.open(path) }
        #expect(inside?.detail == detail)
        #expect(inside?.file == "p.zip/\(name)")
    }

    @Test func `that are too large for memory are refused`() throws {
        let path = folder.zip("p.zip", [("accounts.xlsx", try workbook(Self.accounts))])
        var limits = ReadLimits()
        limits.workbookBytes = 500
        let found = issue {
            _ = try SourcePackage.open(
                path: path, name: "p.zip", limits: limits, formats: FormatRegistry())
        }
        #expect(found?.code == .excelTooLarge)
    }

    // MARK: Records that are given back

    /// Gives back all records, the readable ones with their line as the reason.
    private func giveBack(_ path: String) throws -> String {
        let package = try SourcePackage.open(path)
        let target = folder.path + "/back"
        let returned = ReturnPackage(of: package, folder: target, formats: FormatRegistry())
        for entity in package.entities {
            let reader = try package.makeReader(for: entity)
            var records: ReturnedRecords?
            while let batch = try reader.next() {
                let made =
                    try records
                    ?? returned.makeWriter(for: entity, columns: batch.columns.map(\.name))
                records = made
                let reasons = batch.positions.enumerated().map { ($0, "line \($1.line)") }
                try made.write(
                    batch, rows: Array(0..<batch.rowCount),
                    reasons: Dictionary(uniqueKeysWithValues: reasons))
            }
            try records?.finish()
        }
        #expect(try returned.finish())
        let files = try FileManager.default.contentsOfDirectory(atPath: target)
        return target + "/" + (try #require(files.count == 1 ? files.first : nil))
    }

    private static let faulty =
        accounts + "<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#N/A</v></c>"
        + "<c r=\"B3\" t=\"inlineStr\"><is><t>Fabrikam</t></is></c></row>"

    /// The texts of the sheet in the returned file, the reason too.
    private func check(_ package: SourcePackage) throws {
        let table = try package.table()
        #expect(table.columns == ["accountnumber", "name"])
        #expect(table.rows == [["A-1", "Contoso"]])
        #expect(table.unreadable.map(\.issue.detail) == ["A3 is #N/A"])
    }

    @Test func `come back as a workbook`() throws {
        let long = String(repeating: "x", count: 40_000)
        let rows = Self.faulty + TestWorkbook.row(4, "A-4", long)
        let path = folder.file("accounts.xlsm", try workbook(rows, sheet: "My accounts"))
        let back = try giveBack(path)
        #expect(back.hasSuffix("/accounts.xlsx"))
        let package = try SourcePackage.open(back)
        #expect(package.entities[0].file == "accounts.xlsx/My accounts")
        let table = try package.table()
        #expect(table.rows == [["A-1", "Contoso"], ["A-4", long]])
        #expect(table.unreadable.map(\.issue.detail) == ["A4 is #N/A"])
        let archive = try ZipArchive(path: back, name: "b", limits: ReadLimits())
        let sheet = try #require(archive.entry(named: ExcelSkeleton.sheetPart))
        let text = String(decoding: try archive.open(sheet).readAll(), as: UTF8.self)
        #expect(text.contains("<c r=\"C1\" t=\"inlineStr\"><is><t>P2C_REASON</t></is></c>"))
        #expect(text.contains("<c r=\"C2\" t=\"inlineStr\"><is><t>line 2</t></is></c>"))
        #expect(text.contains("<t>P2C-XLS-001 A3 is #N/A</t>"))
    }

    @Test func `come back in a zip`() throws {
        let path = folder.zip("set.zip", [("sub/accounts.xlsx", try workbook(Self.accounts))])
        let package = try SourcePackage.open(try giveBack(path))
        #expect(package.entities.map(\.file) == ["set.zip/accounts.xlsx/Sheet1"])
        #expect(try package.table().rows == [["A-1", "Contoso"]])
    }

    @Test func `come back in a DMF package`() throws {
        let manifest = dmf([("Accounts of ours", "accounts.xlsx", "Acc$")])
        let path = folder.zip(
            "p.zip",
            [
                ("Manifest.xml", manifest),
                ("accounts.xlsx", try workbook(Self.accounts, sheet: "Acc")),
            ])
        let package = try SourcePackage.open(try giveBack(path))
        #expect(package.kind == .dmf)
        #expect(package.warnings.isEmpty)
        #expect(
            package.entities.map(\.file) == ["p.zip/Accounts of ours.xlsx/Accounts_of_ours"])
        #expect(try package.table().rows == [["A-1", "Contoso"]])
    }
}
