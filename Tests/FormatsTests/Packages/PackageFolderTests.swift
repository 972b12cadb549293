import Foundation
import Glibc
import Records
import Support
import Testing

@testable import Formats

/// A small DMF package, as its files.
func dmfFiles(
    listed: [String] = ["Customers V2.csv"], there: [String] = ["Customers V2.csv"]
) -> [(String, [UInt8])] {
    let entities = listed.map {
        "<DataManagementPackageEntityData><EntityName>\($0)</EntityName><InputFilePath>\($0)"
            + "</InputFilePath><SourceFormat>CSV</SourceFormat></DataManagementPackageEntityData>"
    }
    let manifest =
        "<DataManagementPackageManifest xmlns=\"\(DMFManifest.namespace)\"><PackageEntityList>"
        + entities.joined() + "</PackageEntityList></DataManagementPackageManifest>"
    return there.map { ($0, Array("A,B\r\n1,\"x, y\"\r\n2,\r\n".utf8)) }
        + [("Manifest.xml", wide(manifest)), ("PackageHeader.xml", wide("<H />"))]
}

private let migrationFiles: [(String, [UInt8])] = [
    (
        "data.xml",
        "<entities><entity name=\"account\"><records><record id=\"1\"><field name=\"name\" value=\"C\"/></record></records></entity></entities>"
    ),
    (
        "data_schema.xml",
        "<entities><entity name=\"account\" primaryidfield=\"accountid\"><fields><field name=\"name\" type=\"string\"/></fields></entity></entities>"
    ),
].map { ($0.0, Array($0.1.utf8)) }

@Suite struct `Package folder` {
    private let folder = TemporaryFolder()

    @Test(arguments: [
        (SourcePackage.Kind.dmf, dmfFiles()), (.migration, migrationFiles),
        (
            .zippedFiles,
            [
                ("accounts.csv", Array("name\nContoso\n".utf8)),
                ("sub/items.xml", Array("<D><I A=\"1\"/></D>".utf8)),
            ]
        ),
        (
            .cdm,
            [
                ("model.json", Array(model(modelEntity()).utf8)),
                ("Account/Account.csv", Array("1,a\n".utf8)),
            ]
        ),
    ])
    func `gives the same batches as its zip`(
        _ kind: SourcePackage.Kind, files: [(String, [UInt8])]
    ) throws {
        let plain = try SourcePackage.open(folder.folder("p", files))
        let zip = try SourcePackage.open(folder.zip("p.zip", files))
        #expect(plain.kind == kind && zip.kind == kind)
        #expect(plain.entities.map(\.name) == zip.entities.map(\.name))
        #expect(!plain.entities.isEmpty)
        #expect(plain.warnings.map(\.code) == zip.warnings.map(\.code))
        for (one, other) in Swift.zip(plain.entities, zip.entities) {
            #expect(one.file == other.file.replacing("p.zip", with: "p"))
            #expect(plain.byteCount(of: one) == zip.byteCount(of: other))
            let (a, b) = (try plain.makeReader(for: one), try zip.makeReader(for: other))
            while let batch = try a.next() {
                let same = try #require(try b.next())
                #expect(batch.bytes == same.bytes)
                #expect(batch.columns.map(\.name) == same.columns.map(\.name))
                #expect(batch.columns.map(\.cells) == same.columns.map(\.cells))
                #expect(batch.positions == same.positions)
            }
            #expect(try b.next() == nil)
        }
    }

    @Test func `holds no link, no pipe, no second file of a name`() throws {
        let linked = folder.folder("linked", dmfFiles(there: []))
        symlink("/etc/passwd", linked + "/Customers V2.csv")
        #expect(issue { _ = try SourcePackage.open(linked) }?.code == .folderSpecialFile)
        let inside = folder.folder("inside", dmfFiles())
        symlink("/etc", inside + "/Resources")
        #expect(issue { _ = try SourcePackage.open(inside) }?.code == .folderSpecialFile)
        let pipe = folder.folder("pipe", dmfFiles(there: []))
        mkfifo(pipe + "/Customers V2.csv", 0o600)
        #expect(issue { _ = try SourcePackage.open(pipe) }?.code == .folderSpecialFile)
        let twice = folder.folder("twice", dmfFiles() + [("manifest.XML", [1])])
        #expect(issue { _ = try SourcePackage.open(twice) }?.code == .folderDuplicateName)
    }

    @Test func `follows no link that comes later`() throws {
        let path = folder.folder("late", dmfFiles() + [("sub/x.csv", [1])])
        let opened = try PackageFolder(path: path, name: "late", limits: ReadLimits())
        unlink(path + "/Customers V2.csv")
        symlink("/etc/passwd", path + "/Customers V2.csv")
        #expect(issue { _ = try opened.open("Customers V2.csv") }?.code == .fileNotOpened)
        rename(path + "/sub", path + "/other")
        symlink("/etc", path + "/sub")
        #expect(issue { _ = try opened.open("sub/x.csv") }?.code == .fileNotOpened)
    }

    @Test func `has bounds`() throws {
        let many = folder.folder("many", (0..<20).map { ("\($0).csv", [UInt8]()) })
        var limits = ReadLimits()
        limits.zipEntries = 19
        let found = issue { _ = try PackageFolder(path: many, name: "many", limits: limits) }
        #expect(found?.code == .folderTooLarge)
        let deep = folder.folder("deep", [(String(repeating: "a/", count: 16) + "x", [1])])
        #expect(
            issue { _ = try PackageFolder(path: deep, name: "deep", limits: ReadLimits()) }?.code
                == .folderTooLarge)
    }

    @Test func `is passed over where macOS and Windows leave things`() throws {
        let path = folder.folder(
            "p", dmfFiles() + [(".DS_Store", [1]), ("Thumbs.db", [1]), ("._Manifest.xml", [1])])
        #expect(try SourcePackage.open(path).warnings.isEmpty)
    }

    @Test(
        arguments: [
            (dmfFiles(), nil), (migrationFiles, nil),
            (
                dmfFiles(listed: ["a.csv", "b.csv"], there: ["a.csv"]),
                "b.csv is not in the package"
            ),
            (Array(dmfFiles().dropFirst(1).dropLast()), "Customers V2.csv is not in the package"),
            ([dmfFiles().last!], "There is a package header and no Manifest.xml"),
            ([migrationFiles[0]], "data_schema.xml is not in the folder"),
            (
                [migrationFiles[1], ("data.xml", Array("<entities><entity".utf8))],
                "data.xml: The XML ends inside a tag or a text"
            ),
            (dmfFiles() + [("x.xml", [])], "x.xml is empty"),
            (
                [("Customers V2.csv", Array("A\n\"1".utf8))] + dmfFiles(there: []),
                "The last record of Customers V2.csv is not closed"
            ),
            ([("model.json", Array("{\"entities\": [".utf8))], "model.json ends too early"),
            (
                [("model.json", Array(model(modelEntity()).utf8))],
                "Account/Account.csv of Account is not in the folder"
            ),
            (
                [
                    ("model.json", Array(model(modelEntity()).utf8)),
                    ("Account/Account.csv", Array("1,\"a".utf8)),
                ], "The last record of Account/Account.csv is not closed"
            ),
            ([("model.json", Array("{\"entities\": 1}".utf8))], nil),
        ] as [([(String, [UInt8])], String?)])
    func `is complete when all that is listed is there`(
        _ files: [(String, [UInt8])], missing: String?
    ) {
        let found = PackageCompleteness.check(path: folder.folder("p", files))
        #expect(found == missing.map { .incomplete($0) } ?? .complete)
    }

    @Test func `comes back from quarantine as a zip that opens again`() throws {
        for (name, files) in [("dmf", dmfFiles()), ("data", migrationFiles)] {
            let source = try SourcePackage.open(folder.folder(name, files))
            let back = try returned(source)
            let package = try SourcePackage.open("\(back)/\(name).zip")
            #expect(package.kind == source.kind)
            let (was, found) = (try source.table(), try package.table())
            let order = try was.columns.map { try #require(found.columns.firstIndex(of: $0)) }
            #expect(found.rows.map { row in order.map { row[$0] } } == was.rows)
        }
    }

    @Test func `of the Common Data Model comes back as CSV files with a header`() throws {
        let source = try SourcePackage.open(
            folder.folder(
                "lake", [("model.json", model(modelEntity())), ("Account/Account.csv", "1,a\n2\n")]
            ))
        let package = try SourcePackage.open("\(try returned(source))/lake.zip")
        #expect(package.kind == .zippedFiles)
        #expect(package.entities.map(\.name) == ["Account"])
        let table = try package.table()
        #expect(table.columns == ["id", "name"])
        #expect(table.rows == [["1", "a"]])
        #expect(table.raws == ["2,\"P2C-CSV-001 line 2 has 1 value, its format has 2\""])
    }

    @Test func `packed by gzip comes back plain`() throws {
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0x4B, 0xE4, 0x32, 0xE4, 2, 0, 0, 0x24, 0xC1, 0x89,
            4, 0, 0, 0,
        ]
        let source = try SourcePackage.open(folder.file("accounts.csv.gz", packed))
        #expect(source.kind == .looseFile)
        #expect(source.entities.map(\.name) == ["accounts"])
        #expect(source.entities[0].file == "accounts.csv.gz")
        #expect(source.byteCount(of: source.entities[0]) == nil)
        #expect(try source.table().rows == [["1"]])
        let back = try returned(source)
        #expect(try SourcePackage.open(back + "/accounts.csv").table().rows == [["1"]])
    }

    /// Sets all records of the first entity aside; returns the folder that they are in.
    private func returned(_ source: SourcePackage) throws -> String {
        let back = folder.path + "/back-\(source.name)"
        let package = ReturnPackage(of: source, folder: back, formats: FormatRegistry())
        let reader = try source.makeReader(for: source.entities[0])
        var writer: ReturnedRecords?
        while let batch = try reader.next() {
            let own =
                try writer
                ?? package.makeWriter(for: source.entities[0], columns: batch.columns.map(\.name))
            writer = own
            try own.write(batch, rows: Array(0..<batch.rowCount), reasons: [0: "why"])
        }
        try writer?.finish()
        #expect(try package.finish())
        return back
    }
}
