import Foundation
import Records
import Testing

@testable import Formats

@Suite struct `Opening what a user drops` {
    private let folder = TemporaryFolder()

    @Test(arguments: [
        (
            "01-CustomersV3Export-Customers V3.csv",
            ["01-CustomersV3Export-Customers V3", "Customers V3"]
        ),
        ("account.csv", ["account"]),
        ("accounts_20261123T1530.csv", ["accounts_20261123T1530", "accounts"]),
        ("accounts-2026-11-23.csv", ["accounts-2026-11-23", "accounts"]),
        ("accounts (2).csv", ["accounts (2)", "accounts"]),
        (
            "Export-Products V2_1.csv",
            ["Export-Products V2_1", "Products V2_1", "Export-Products V2", "Products V2"]
        ),
        ("EcoResReleasedProductV2Entity.xml", ["EcoResReleasedProductV2Entity"]),
    ])
    func `guesses the entity of a file`(_ fileName: String, names: [String]) {
        #expect(PackageFileName.entityNames(of: fileName) == names)
    }

    @Test func `takes loose files`() throws {
        let csv = try SourcePackage.open(folder.file("accounts.csv", "name\r\n".utf8))
        #expect(csv.kind == .looseFile)
        #expect(csv.entities.map(\.name) == ["accounts"])
        #expect(csv.entities[0].file == "accounts.csv")
        #expect(try csv.table().rows.isEmpty)
        let xml = try SourcePackage.open(
            folder.file(
                "x.xml", "<Document><CUST><A>1</A></CUST><ITEM><B>2</B></ITEM></Document>".utf8))
        #expect(xml.entities.map(\.name) == ["CUST", "ITEM"])
        #expect(try xml.table(0).rows == [["1"]])
        #expect(try xml.table(1).rows == [["2"]])
        #expect(try xml.table(1).warnings.isEmpty)
    }

    @Test(arguments: [
        ("accounts.csv", "<!DOCTYPE html><html><body>Sign in</body></html>"),
        ("accounts.xml", "\u{FEFF}\r\n<!doctype HTML PUBLIC \"x\"><html><meta></html>"),
        ("data.zip", "<html lang=\"en\"><head><meta></head></html>"),
        ("book.xlsx", "<?xml version=\"1.0\"?>\n<HTML></HTML>"),
    ])
    func `says that a file is a page of a web site`(name: String, page: String) {
        let told = issue { _ = try SourcePackage.open(folder.file(name, page.utf8)) }
        #expect(told?.code == .unknownKindOfFile)
        #expect(
            told?.detail
                == "It is an HTML page, such as a web site shows to sign in or for an error")
        #expect(
            told?.remedy
                == "Download the file again, signed in, and look into it before you drop it")
    }

    @Test func `says that a file of a zip is a page of a web site`() {
        let page = "<!DOCTYPE html><html><meta></html>"
        let told = issue { _ = try SourcePackage.open(folder.zip("p.zip", [("a.xml", page)])) }
        #expect(told?.code == .unknownKindOfFile)
        #expect(told?.file == "p.zip/a.xml")
    }

    @Test func `takes a zip of files`() throws {
        let path = folder.zip(
            "set.zip",
            [
                ("sub/accounts.csv", "name\r\nContoso\r\n"),
                ("items.xml", "<Document><ITEM B=\"2\"/></Document>"),
                ("readme.md", "x"), ("__MACOSX/._accounts.csv", "x"), (".DS_Store", "x"),
            ])
        let package = try SourcePackage.open(path)
        #expect(package.kind == .zippedFiles)
        #expect(package.entities.map(\.file) == ["set.zip/sub/accounts.csv", "set.zip/items.xml"])
        #expect(package.entities.map(\.nameCandidates) == [["accounts"], ["ITEM", "items"]])
        #expect(package.warnings.map(\.code) == [.fileWithoutEntity])
        #expect(try package.table(0).rows == [["Contoso"]])
        #expect(try package.table(1).rows == [["2"]])
    }

    @Test(arguments: [
        ("a.xlsx", "PK", IssueCode.excelFile), ("a.xls", "\u{0}", .excelFile),
        ("a.xlsm", "x", .excelFile),
        ("model.json", "{}", .unknownKindOfFile), ("a.dat", "x", .unknownKindOfFile),
        ("a", "x", .unknownKindOfFile), ("a.csv.gz", "\u{1F}", .unknownKindOfFile),
        ("a.pdf", "%PDF-1.7", .unknownKindOfFile), ("a.zip", "x", .notAZip),
        ("m.xml", "<DataManagementPackageManifest/>", .unknownKindOfFile),
        ("w.xml", "<Workbook xmlns=\"u\"/>", .unknownKindOfFile),
    ])
    func `refuses a loose file`(_ name: String, content: String, code: IssueCode) {
        #expect(issue { _ = try SourcePackage.open(folder.file(name, content.utf8)) }?.code == code)
    }

    @Test(arguments: [
        (["xl/workbook.bin", "[Content_Types].xml"], IssueCode.excelFile),
        (["solution.xml", "customizations.xml"], .unknownKindOfFile),
        (["model.json", "Account.csv"], .cdmDescription),
        (["a.xlsx", "b.xlsx"], .excelFile), (["a.xls"], .excelFile), (["a.xlsb"], .excelFile),
        (["a.zip", "b.zip"], .nestedPackage),
        (["a.zip"], .notAZip),
        (["readme.md"], .noDataInPackage),
        ([], .noDataInPackage),
        (["DMFEXECUTION.xml", "Manifest.xml"], .historyPackage),
        (["a/Manifest.xml", "b/Manifest.xml"], .severalPackages),
    ])
    func `refuses a zip`(_ names: [String], code: IssueCode) {
        let path = folder.zip("p.zip", names.map { ($0, "x") })
        #expect(issue { _ = try SourcePackage.open(path) }?.code == code)
    }

    @Test func `says that a file is gone`() {
        let found = issue { _ = try SourcePackage.open(folder.path + "/none.csv") }
        #expect(found?.code == .fileNotOpened)
        #expect(found?.file == "none.csv")
    }
}

@Suite struct `Package completeness` {
    private let folder = TemporaryFolder()

    @Test(arguments: [
        "<Document><E/></Document>", "<Document/>", "<Document />\r\n",
        "<Document></Document >\n\n",
        "\u{FEFF}<?xml version=\"1.0\"?><!-- a <b> --><a:D x=\"1\"></a:D>", "<D></D><!-- end -->",
        "\r\n<entities >\r\n</entities>",
    ])
    func `sees that an XML file is whole`(_ text: String) {
        for bytes in [Array(text.utf8), wide(text), wide(text, mark: false)] {
            let path = folder.file("a.xml", bytes)
            #expect(PackageCompleteness.check(path: path) == .complete)
        }
    }

    @Test(arguments: [
        "<?xml version=\"1.0\"?>", "<Docu", "<Document>", "<Document><E/>", "<Document><E></E>",
        "<Document><E/></Docum", "<Document><E/></Document", "<Document><Document/>", "<D>text",
    ])
    func `sees that an XML file is not whole`(_ text: String) {
        for bytes in [Array(text.utf8), wide(text)] {
            let path = folder.file("a.xml", bytes)
            #expect(PackageCompleteness.check(path: path) != .complete)
        }
    }

    @Test func `looks for the end of a zip`() {
        let whole = ZipBuilder([.init("a", "content")]).bytes()
        #expect(PackageCompleteness.check(path: folder.file("a.zip", whole)) == .complete)
        let cut = folder.file("b.zip", whole.dropLast())
        #expect(
            PackageCompleteness.check(path: cut)
                == .incomplete("The end of the zip archive is missing"))
        let inner = ZipBuilder.Entry("inner.zip", "")
        var nested = ZipBuilder([inner])
        nested.entries[0].content = whole
        let bytes = nested.bytes()
        let end = bytes.count - 22 - 46 - 9
        let cutBehindInner = folder.file("c.zip", bytes[..<end])
        #expect(PackageCompleteness.check(path: cutBehindInner) != .complete)
    }

    @Test func `looks for the end of the last quoted value`() {
        let whole = folder.file("a.csv", "A,B\r\n1,\"x\ny\"".utf8)
        #expect(PackageCompleteness.check(path: whole) == .complete)
        let cut = folder.file("b.csv", "A,B\r\n1,\"x\ny".utf8)
        #expect(PackageCompleteness.check(path: cut) != .complete)
    }

    @Test(arguments: ["ACCOUNT,NAME\r\n1,x\r\n", "\u{FEFF}ACCOUNT;NAME"])
    func `says of CSV that is called XML what it looks like`(_ text: String) {
        let start = text.prefix { $0 != "\r\n" && $0 != "\r" }.filter { $0 != "\u{FEFF}" }
        #expect(
            PackageCompleteness.check(path: folder.file("a.xml", text.utf8))
                == .incomplete(
                    "It is called XML and looks like CSV: it begins with “\(start)”",
                    remedy: "give it the ending .csv"))
        let found = issue {
            _ = try SourcePackage.open(
                path: folder.file("a.xml", text.utf8), name: "a.xml", limits: ReadLimits(),
                formats: FormatRegistry())
        }
        #expect(found?.code == .delimitedInXML)
        #expect(found?.detail == "it looks like CSV: it begins with “\(start)”")
    }

    @Test func `takes an XML file without records for the entity that its name tells`() throws {
        let package = try SourcePackage.open(
            path: folder.file("Customers V2.xml", "<Document/>".utf8), name: "Customers V2.xml",
            limits: ReadLimits(), formats: FormatRegistry())
        #expect(package.entities.map(\.nameCandidates) == [["Customers V2"]])
        #expect(package.warnings.map(\.code) == [.xmlWithoutRecords])
        #expect(try package.table().rows.isEmpty)
    }

    @Test func `waits for an empty file`() {
        #expect(
            PackageCompleteness.check(path: folder.file("a.csv", []))
                == .incomplete("It is empty", remedy: "take it out"))
    }
}
