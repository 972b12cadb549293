import Foundation
import Pipeline
import Support
import Testing

/// Packages that are plain folders, CDM folders and gzip files, with the program as people start it.
@Suite struct `A folder package` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        try makeWorkspace("work")
    }

    private func makeWorkspace(_ name: String) throws {
        let made = try ProgramRun("init", "\(scratch.path)/\(name)")
        #expect(made.status == 0, "\(made.errors)")
        let references = try String(
            contentsOfFile: projectFolder + "/examples/references.csv", encoding: .utf8)
        scratch.write(references, to: name + "/references.csv")
    }

    private func run(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["run", "-w", root] + arguments)
    }

    private func delivery() throws -> [UInt8] {
        let zips = scratch.files(in: "work/outbox").filter { $0.hasSuffix(".zip") }
        #expect(zips.count == 1)
        return try #require(scratch.readBytes("work/outbox/" + (zips.first ?? "")))
    }

    private func report() throws -> RunReport {
        let name = try #require(
            scratch.files(in: "work/outbox").first { $0.hasSuffix("/report.json") })
        return try #require(RunReport.parse(scratch.readBytes("work/outbox/" + name) ?? []))
    }

    /// Unpacks an example by the independent `unzip`.
    private func unpack(_ example: String, to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
        process.arguments = ["-q", "\(projectFolder)/examples/\(example)", "-d", folder]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test(arguments: ["accounts-data", "products-xml", "products-csv"])
    func `dropped into the inbox gives the very bytes that its zip gives`(name: String) throws {
        try unpack("\(name).zip", to: "\(root)/inbox/USMF/\(name)")
        let first = try run()
        #expect(first.status == 1, "\(first.output)\(first.errors)")
        let fromFolder = try delivery()
        let aside = scratch.files(in: "work/quarantine").filter { !$0.hasSuffix("report.json") }
        #expect(aside.allSatisfy { $0.hasPrefix("USMF/run1-records/\(name).") }, "\(aside)")
        #expect(scratch.files(in: "work/inbox").isEmpty)
        #expect(
            scratch.files(in: "work/archive").allSatisfy {
                $0.hasPrefix("USMF/run1-\(name)/")
            })

        let other = scratch.path + "/other"
        try makeWorkspace("other")
        try FileManager.default.createDirectory(
            atPath: other + "/inbox/USMF", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: "\(projectFolder)/examples/\(name).zip",
            toPath: "\(other)/inbox/USMF/\(name).zip")
        _ = try ProgramRun("run", "-w", other)
        let zips = scratch.files(in: "other/outbox").filter { $0.hasSuffix(".zip") }
        #expect(scratch.readBytes("other/outbox/" + (zips.first ?? "")) == fromFolder)
    }

    @Test func `nasty case 26: is known again by its content, and is refused whole with a reason`()
        throws
    {
        try unpack("products-xml.zip", to: "\(root)/inbox/USMF/one")
        #expect(try run().status == 1)
        try unpack("products-xml.zip", to: "\(root)/inbox/USMF/two")
        #expect(try run().output.contains(" 0 written, 4 set aside"))
        let digests = try ["1", "2"].map { number in
            let json = try ProgramRun("show", number, "--json", "-w", root).output
            return RunReport.parse(Array(json.utf8))?.source.sha256
        }
        #expect(digests[0] != nil && digests[0] == digests[1])
        scratch.write("<x/>", to: "work/inbox/USMF/three/data.xml")
        scratch.write("<x/>", to: "work/inbox/USMF/three/data_schema.xml")
        #expect(try run().status == 3)
        let files = scratch.files(in: "work/quarantine").filter { $0.contains("three") }
        #expect(
            files == [
                "USMF/run3-three.reason.txt", "USMF/run3-three/data.xml",
                "USMF/run3-three/data_schema.xml",
            ])
    }

    @Test func `refuses XML that its manifest calls CSV, and says what else it noticed`() throws {
        let manifest = """
            <DataManagementPackageManifest \
            xmlns="http://schemas.microsoft.com/dynamics/2015/01/DataManagement">\
            <DefinitionGroupName>P</DefinitionGroupName><PackageEntityList>\
            <DataManagementPackageEntityData><EntityName>Sellable released products</EntityName>\
            <InputFilePath>Products.csv</InputFilePath><SourceFormat>CSV</SourceFormat>\
            <TargetEntity>EcoResSellableReleasedProductEntity</TargetEntity>\
            </DataManagementPackageEntityData></PackageEntityList></DataManagementPackageManifest>
            """
        let folder = "work/inbox/USMF/products"
        scratch.write(manifest, to: folder + "/Manifest.xml")
        scratch.write("note", to: folder + "/note.txt")
        scratch.write("<?xml version=\"1.0\"?>\n<Document/>\n", to: folder + "/Products.csv")
        #expect(try run().status == 3)
        let shown = try ProgramRun("show", "1", "-w", root).output
        for code in ["error P2C-CSV-051", "warning P2C-PKG-021", "warning P2C-PKG-023"] {
            #expect(shown.contains(code), "\(shown)")
        }
    }

    @Test func `waits in the inbox for what its manifest lists`() throws {
        try unpack("products-xml.zip", to: "\(root)/inbox/USMF/night")
        let inbox = "\(root)/inbox/USMF/night"
        let data = try #require(
            scratch.files(in: "work/inbox/USMF/night").first {
                $0.hasSuffix(".xml") && $0 != "Manifest.xml" && $0 != "PackageHeader.xml"
            })
        try FileManager.default.moveItem(
            atPath: "\(inbox)/\(data)", toPath: scratch.path + "/held")
        #expect(try run().output.contains("night is not complete yet: \(data) is not"))
        try FileManager.default.moveItem(
            atPath: scratch.path + "/held", toPath: "\(inbox)/\(data)")
        #expect(try run().status == 1)
        _ = try delivery()
    }

    @Test func `is taken by validate and convert, also under the name of a dot`() throws {
        let folder = scratch.path + "/products"
        try unpack("products-xml.zip", to: folder)
        let options = ["-w", projectFolder]
        let checked = try ProgramRun(["validate", folder] + options)
        let zip = try ProgramRun(
            ["validate", "\(projectFolder)/examples/products-xml.zip"] + options)
        #expect(checked.status == zip.status && checked.status == 1)
        let one = try ProgramRun(["convert", folder + "/", "-o", scratch.path + "/out"] + options)
        #expect(one.status == 1, "\(one.output)\(one.errors)")
        #expect(scratch.files(in: "out").contains("products/report.json"))
        let dot = try ProgramRun(
            ["convert", folder + "/.", "-o", scratch.path + "/dot"] + options)
        #expect(dot.status == 1, "\(dot.output)\(dot.errors)")
        #expect(scratch.files(in: "dot").contains("products/report.json"))
    }

    private static let model = """
        {"name": "lake", "version": "1.0", "entities": [{"$type": "LocalEntity",
        "name": "account", "attributes": [{"name": "Id"}, {"name": "SinkModifiedOn"},
        {"name": "accountnumber"}, {"name": "name"}, {"name": "creditlimit"},
        {"name": "IsDelete"}], "partitions": [
        {"location": "https://x.dfs.core.windows.net/lake/account/2023.csv?snapshot=1"},
        {"location": "https://x.dfs.core.windows.net/lake/account/2024.csv"}]}]}
        """

    @Test func `nasty case 98: every version of a lake's records is accounted for`() throws {
        scratch.write(Self.model, to: "work/inbox/USMF/lake/model.json")
        scratch.write(
            """
            1,2023-01-01T00:00:00Z,A-1,Contoso,1,
            2,2023-01-01T00:00:00Z,A-2,Fabrikam,1,

            """, to: "work/inbox/USMF/lake/account/2023.csv")
        scratch.write(
            """
            1,2024-01-01T00:00:00Z,A-1,Contoso Ltd,1,False
            2,2024-01-01T00:00:00Z,A-2,Fabrikam,1,True
            3,2024-01-01T00:00:00Z,A-3,Litware,x,False
            4,2024-01-01T00:00:00Z,A-4

            """, to: "work/inbox/USMF/lake/account/2024.csv")
        let result = try run()
        #expect(
            result.output.contains("6 read, 1 written, 2 set aside, 3 filtered (older versions"),
            "\(result.output)\(result.errors)")
        let report = try report()
        #expect(
            report.tasks.first?.filter
                == "older versions by SinkModifiedOn (2); IsDelete = True, of no known delivery (1)"
        )
        #expect(report.issues.contains { $0.code == "P2C-CDM-024" && $0.count == 1 })
        #expect(
            !scratch.files(in: "work/outbox").contains { $0.hasSuffix("deleted-records.csv") })
        let wrong = try #require(report.issues.first { $0.field == "creditlimit" })
        #expect(wrong.file == "lake/account/2024.csv")
        #expect(wrong.examples.first?.line == 3)
        #expect(
            scratch.files(in: "work/quarantine").sorted()
                == ["USMF/run1-records/lake.zip", "USMF/run1-records/report.json"])

        let aside = try #require(
            try zipEntry("account.csv", of: root + "/quarantine/USMF/run1-records/lake.zip"))
        let mended = String(decoding: aside, as: UTF8.self)
            .replacing("Litware,x,", with: "Litware,3,")
            .replacing("A-4,", with: "A-4,Proseware,4,,")
        scratch.write(mended, to: "work/inbox/USMF/account.csv")
        let again = try run()
        #expect(again.output.contains("2 read, 2 written"), "\(again.output)")
    }

    @Test func `and a file that gzip packed travel alike`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let packed = "\(root)/inbox/USMF/accounts.csv.gz"
        try FileManager.default.createDirectory(
            atPath: "\(root)/inbox/USMF", withIntermediateDirectories: true)
        process.arguments = [
            "python3", "-c",
            "import gzip,sys; gzip.open(sys.argv[2],'wb').write(open(sys.argv[1],'rb').read())",
            "\(projectFolder)/examples/accounts.csv", packed,
        ]
        try process.run()
        process.waitUntilExit()
        let copy = scratch.path + "/accounts.csv.gz"
        try FileManager.default.copyItem(atPath: packed, toPath: copy)
        #expect(try run().status == 1)
        #expect(
            scratch.files(in: "work/quarantine")
                == ["USMF/run1-records/accounts.csv", "USMF/run1-records/report.json"])
        let converted = try ProgramRun(
            "convert", copy, "-o", scratch.path + "/out", "-w", projectFolder)
        #expect(converted.status == 1, "\(converted.errors)")
        let template = "accounts-sales-to-finops"
        let found = try zipEntry(
            "Customers V2.xml", of: "\(scratch.path)/out/accounts/\(template)/\(template).zip")
        let wanted = try Data(
            contentsOf: URL(
                fileURLWithPath: "\(projectFolder)/Tests/Cases/accounts-csv/Customers V2.xml"))
        #expect(found == [UInt8](wanted))
    }
}
