import Foundation
import Pipeline
import Records
import Support
import Testing

/// The examples with the results that were worked out by hand from the templates, compared byte for
/// byte. Each case is a folder of `Tests/Cases`.
@Suite struct `Cases` {
    struct Expected: Decodable {
        struct Record: Decodable {
            var record: Int
            var field: String
        }

        struct Counts: Decodable {
            var read: Int
            var written: Int
            var quarantined: Int
            var filtered: Int
            var unchanged: Int
        }

        var input: String
        var counts: Counts
        var quarantined: [Record]
    }

    @Test(arguments: [
        ("accounts-data", "accounts-sales-to-finops", ["Customers V2.xml"]),
        ("accounts-csv", "accounts-sales-to-finops", ["Customers V2.xml"]),
        ("accounts-xlsx", "accounts-sales-to-finops", ["Customers V2.xml"]),
        ("accounts-limits", "accounts-sales-to-finops", ["Customers V2.xml"]),
        ("products-csv", "products-finops-to-sales", ["data.xml", "data_schema.xml"]),
        ("products-xml", "products-finops-to-sales", ["data.xml", "data_schema.xml"]),
    ])
    func `give the package, the counts and the reasons that were worked out by hand`(
        name: String, template: String, files: [String]
    ) throws {
        let scratch = ScratchFolder()
        let folder = "\(projectFolder)/Tests/Cases/\(name)"
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json")))
        let run = try ProgramRun(
            "convert", "\(projectFolder)/\(expected.input)", "-o", scratch.path, "-w", projectFolder
        )
        #expect(run.status == 1, "\(run.output)\(run.errors)")

        let result = try #require(scratch.files().first { $0.hasSuffix("/report.json") })
        let folderName = String(result.prefix { $0 != "/" })
        for file in files {
            let zip = "\(scratch.path)/\(folderName)/\(template)/\(template).zip"
            let found = try zipEntry(file, of: zip)
            // A workbook gives what the CSV file gives that it was made from.
            let wantedFolder = folder.replacing("accounts-xlsx", with: "accounts-csv")
            let wanted = try Data(contentsOf: URL(fileURLWithPath: "\(wantedFolder)/\(file)"))
            #expect(found == [UInt8](wanted), "\(file)")
        }
        let json = try #require(scratch.readBytes(result))
        check(try #require(RunReport.parse(json)), expected)
    }

    private func check(_ report: RunReport, _ expected: Expected) {
        #expect(report.records.read == expected.counts.read)
        #expect(report.records.written == expected.counts.written)
        #expect(report.records.quarantined == expected.counts.quarantined)
        #expect(report.records.filtered == expected.counts.filtered)
        #expect(report.records.unchanged == expected.counts.unchanged)
        let found = report.issues.filter { $0.severity == "error" }.flatMap { group in
            group.examples.map { "\($0.record ?? 0) \(group.field ?? "")" }
        }
        let wanted = expected.quarantined.map { "\($0.record) \($0.field)" }
        #expect(Set(found).isSuperset(of: wanted), "\(found)")
        #expect(Set(found.map { $0.prefix { $0 != " " } }).count == expected.counts.quarantined)
    }

    @Test func `write customers as CSV and as CSV-Unicode`() throws {
        let scratch = ScratchFolder()
        let example = "\(projectFolder)/examples/accounts.csv"
        let wanted = try Data(
            contentsOf: URL(
                fileURLWithPath: "\(projectFolder)/Tests/Cases/accounts-csv/Customers V2.csv"))
        _ = try ProgramRun(
            "convert", example, "-o", scratch.path + "/csv", "-w", projectFolder, "--format", "CSV")
        let template = "accounts-sales-to-finops"
        let plain = try zipEntry(
            "Customers V2.csv", of: "\(scratch.path)/csv/accounts/\(template)/\(template).zip")
        #expect(plain == [UInt8](wanted))

        _ = try ProgramRun(
            "convert", example, "-o", scratch.path + "/unicode", "-w", projectFolder, "--format",
            "CSV-Unicode")
        let unicode = try #require(
            try zipEntry(
                "Customers V2.csv",
                of: "\(scratch.path)/unicode/accounts/\(template)/\(template).zip"))
        #expect(unicode.starts(with: [0xFF, 0xFE]))
        let text = String(data: Data(unicode.dropFirst(2)), encoding: .utf16LittleEndian)
        #expect(text == String(decoding: wanted.dropFirst(3), as: UTF8.self))
    }

    @Test func `write customers as a workbook, and read them back`() throws {
        let scratch = ScratchFolder()
        let template = "accounts-sales-to-finops"
        _ = try ProgramRun(
            "convert", "\(projectFolder)/Tests/Cases/accounts-xlsx/accounts.xlsx", "-o",
            scratch.path, "-w", projectFolder, "--format", "EXCEL")
        let package = "\(scratch.path)/accounts/\(template)/\(template).zip"
        let manifest = try #require(try zipEntry("Manifest.xml", of: package))
        let text = String(data: Data(manifest.dropFirst(2)), encoding: .utf16LittleEndian) ?? ""
        #expect(text.contains("<ExcelSheetName>Customers_V2$</ExcelSheetName>"))
        #expect(text.contains("<SourceFormat>EXCEL</SourceFormat>"))
        let workbook = try #require(try zipEntry("Customers V2.xlsx", of: package))
        scratch.write(workbook, to: "customers.xlsx")
        let sheet = try zipEntry("xl/worksheets/sheet1.xml", of: "\(scratch.path)/customers.xlsx")
        let cells = String(decoding: try #require(sheet), as: UTF8.self)
        #expect(cells.contains("<c r=\"A2\" t=\"inlineStr\"><is><t>C-20001</t></is></c>"))
        let check = try ProgramRun("validate", package, "-w", projectFolder)
        #expect(check.output.contains("Customers V2: 11 records, EXCEL"), "\(check.output)")
        #expect(check.status == 0, "\(check.output)")
        // What was set aside comes back as a workbook, with its reasons.
        scratch.write(
            try #require(scratch.readBytes("accounts/quarantine/accounts.xlsx")),
            to: "accounts.xlsx")
        let aside = try ProgramRun(
            "validate", "\(scratch.path)/accounts.xlsx", "-w", projectFolder)
        #expect(aside.output.contains("3 records, EXCEL"), "\(aside.output)")
    }

    @Test func `come out the same to the byte when they are converted again`() throws {
        let scratch = ScratchFolder()
        for folder in ["one", "two"] {
            _ = try ProgramRun(
                "convert", "\(projectFolder)/examples/products-xml.zip", "-o",
                "\(scratch.path)/\(folder)", "-w", projectFolder)
        }
        let zip = "products-xml/products-finops-to-sales/products-finops-to-sales.zip"
        let one = try #require(scratch.readBytes("one/" + zip))
        #expect(scratch.readBytes("two/" + zip) == one)
    }
}
