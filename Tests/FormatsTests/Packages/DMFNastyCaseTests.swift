import Records
import Testing

@testable import Formats

/// The cases of the facts about DMF packages, by their numbers.
@Suite struct `DMF packages, the nasty cases` {
    private let folder = TemporaryFolder()

    private func open(
        _ entities: String, files: [(String, String)] = [("Customers V2.xml", DMFSample.record)],
        folder inside: String = "", namespace: String = DMFSample.namespace,
        hasHeader: Bool = true
    ) throws -> SourcePackage {
        try folder.openDMF(
            entities, files: files, folder: inside, namespace: namespace, hasHeader: hasHeader)
    }

    @Test(arguments: [
        ("nasty case 1: UTF-16LE with a mark, no declaration", wide(manifest), false),
        ("nasty case 2: UTF-8 that declares utf-16", Array(declared.utf8), true),
        ("nasty case 3: UTF-16 without a mark", wide(manifest, mark: false), true),
        ("UTF-16LE with a mark and a declaration", wide(declared), false),
        ("UTF-8", Array(manifest.utf8), false),
    ])
    func `the manifest's encoding`(_ name: String, bytes: [UInt8], isRepaired: Bool) throws {
        let path = folder.zip(
            "p.zip",
            [
                ("Manifest.xml", bytes), ("PackageHeader.xml", wide("<H/>")),
                ("Customers V2.xml", Array(DMFSample.record.utf8)),
            ])
        let package = try SourcePackage.open(path)
        #expect(package.warnings.map(\.code) == (isRepaired ? [.xmlEncodingRepaired] : []))
        #expect(try package.table().rows == [["1"]])
    }

    private static let manifest = DMFSample.manifest(DMFSample.entity())
    private static let declared = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + manifest

    @Test func `nasty case 4: a package in one folder is opened, in two it is refused`() throws {
        let package = try open(DMFSample.entity(), folder: "My package/")
        #expect(package.warnings.map(\.code) == [.packageInFolder])
        #expect(try package.table().rows == [["1"]])
        let two = folder.zip("p.zip", [("a/Manifest.xml", "x"), ("b/Manifest.xml", "x")])
        #expect(issue { _ = try SourcePackage.open(two) }?.code == .severalPackages)
    }

    @Test func `nasty case 5: a missing package header is a warning`() throws {
        let package = try open(DMFSample.entity(), hasHeader: false)
        #expect(package.warnings.map(\.code) == [.noPackageHeader])
    }

    @Test(arguments: [
        (" xmlns=\"urn:other\"", "The root has the namespace urn:other"),
        ("", "The root has no namespace"),
    ])
    func `nasty case 6: a wrong namespace is refused and named`(
        _ attribute: String, detail: String
    ) {
        let text = "<DataManagementPackageManifest\(attribute)/>"
        let found = issue {
            _ = try SourcePackage.open(folder.zip("p.zip", [("Manifest.xml", text)]))
        }
        #expect(found?.code == .manifestNamespace)
        #expect(found?.detail == detail)
    }

    @Test func `nasty case 7: a listed file that is missing has no rows`() throws {
        let package = try open(DMFSample.entity(), files: [])
        #expect(package.warnings.map(\.code) == [.entityWithoutFile])
        #expect(try package.table().rows.isEmpty)
    }

    @Test func `nasty case 8: a file that no entity lists is told`() throws {
        let package = try open(
            DMFSample.entity(), files: [("Customers V2.xml", DMFSample.record), ("b.csv", "A\r\n")])
        #expect(package.warnings.map(\.code) == [.fileWithoutEntity])
        #expect(package.warnings.map(\.detail) == ["b.csv is not in the manifest"])
    }

    @Test(arguments: [
        ("nasty case 9", "customers v2.XML"), ("nasty case 9", "Customers/ V2.xml"),
        ("nasty case 9", "Customers? V2.xml"), ("nasty case 10", "C:\\temp\\Customers V2.xml"),
        ("nasty case 10", "x/Customers V2.xml"),
    ])
    func `finds the file that the manifest means`(_ name: String, path: String) throws {
        #expect(try open(DMFSample.entity(file: path)).table().rows.count == 1)
    }

    @Test(arguments: ["..\\x.xml", "../Customers V2.xml", "a/../../Customers V2.xml"])
    func `nasty case 10: a path out of the package is refused`(_ path: String) {
        #expect(issue { _ = try open(DMFSample.entity(file: path)) }?.code == .unsafeInputPath)
    }

    @Test func `nasty case 11: entities that share a sheet name are bound by their files`() throws {
        let sheet = "<ExcelSheetName>Workflow_work_item_queue_assig$</ExcelSheetName>"
        let package = try open(
            DMFSample.entity("a", target: "AEntity", file: "a.xml", more: sheet)
                + DMFSample.entity("b", target: "BEntity", file: "b.xml", more: sheet),
            files: [
                ("b.xml", "<Document><BENTITY X='2'/></Document>"),
                ("a.xml", "<Document><AENTITY X='1'/></Document>"),
            ])
        #expect(try package.table(0).rows == [["1"]])
        #expect(try package.table(1).rows == [["2"]])
    }

    @Test func `nasty case 12: an entity in two files is read in the order of its sequences`()
        throws
    {
        func part(_ sequence: Int, _ file: String) -> String {
            DMFSample.entity(
                file: file, more: "<SequenceInLevel>\(sequence)</SequenceInLevel>")
        }
        let package = try open(
            part(2, "second.xml") + part(1, "first.xml"),
            files: [
                ("second.xml", "<Document><CUSTENTITY A='2'/></Document>"),
                ("first.xml", "<Document><CUSTENTITY A='1'/></Document>"),
            ])
        #expect(package.entities.map(\.file) == ["p.zip/first.xml", "p.zip/second.xml"])
        #expect(package.entities.map(\.targetEntity) == ["CustEntity", "CustEntity"])
        #expect(try package.table(0).rows == [["1"]])
        #expect(try package.table(1).rows == [["2"]])
    }

    @Test(arguments: [
        ("nasty case 13", "<QueryData>4a012f27\r\n\t\t\t00ff&#xD;</QueryData>"),
        ("nasty case 14", "<ProjectCategory>1</ProjectCategory><Future><X a='1'>y</X></Future>"),
        ("nasty case 14", "<RulesData i:nil=\"true\"/>"),
    ])
    func `passes over what it has no use for`(_ name: String, more: String) throws {
        let package = try open(DMFSample.entity(more: more))
        #expect(package.warnings.isEmpty)
        #expect(try package.table().rows == [["1"]])
    }

    @Test func `nasty case 15: a foreign label without target is known by its records`() throws {
        let package = try open(DMFSample.entity("Debitoren V2", target: nil))
        #expect(package.entities[0].nameCandidates == ["Debitoren V2", "CUSTENTITY"])
    }

    @Test func `nasty case 16: an entity that is switched off is skipped and told`() throws {
        let package = try open(DMFSample.entity(more: "<Disable>true</Disable>"))
        #expect(package.entities.isEmpty)
        #expect(package.warnings.map(\.code) == [.entityDisabled])
    }

    @Test(arguments: [
        (
            "nasty case 17", ["Manifest.xml"],
            "<DataManagementSchema><DataProject/></DataManagementSchema>",
            IssueCode.foreignManifest
        ),
        (
            "nasty case 18", ["Manifest.xml"], "<DataManagementTemplatePackageManifest/>",
            .templatePackage
        ),
        (
            "nasty case 18", ["PackageHeader.xml"],
            "<DataManagementPackageHeader><ManifestType>Microsoft.Dynamics.AX.Framework.Tools."
                + "DataManagement.Serialization.TemplatePackageManifest</ManifestType>"
                + "</DataManagementPackageHeader>", .templatePackage
        ),
        ("nasty case 19", ["Manifest.xml", "DMFEXECUTION.xml"], "<x/>", .historyPackage),
        ("nasty case 19", ["Manifest.xml", "DMFSTAGINGLOG.csv"], "<x/>", .historyPackage),
    ])
    func `refuses what is no package of data`(
        _ name: String, files: [String], content: String, code: IssueCode
    ) {
        let path = folder.zip("p.zip", files.map { ($0, content) })
        let found = issue { _ = try SourcePackage.open(path) }
        #expect(found?.code == code)
        #expect(found?.file?.hasPrefix("p.zip") == true)
    }

    @Test func `nasty case 20: a zip after a transfer in text mode is refused as that`() {
        var zip = ZipBuilder([.init("Manifest.xml", "a\nb\n"), .init("x", "1\n2\n3\n")])
            .bytes()
        zip = zip.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        let found = issue {
            let package = try SourcePackage.open(folder.file("p.zip", zip))
            for entity in package.entities { _ = try package.makeReader(for: entity) }
        }
        #expect(found?.code.id.hasPrefix("P2C-ZIP-") == true)
    }
}

@Suite struct `DMF composite entities` {
    private let folder = TemporaryFolder()

    private static let text = """
        <Document><SALESORDERHEADERENTITY SALESORDERNUMBER="S1"><SALESORDERLINEENTITY ITEM="1"/>\
        <SALESORDERLINEENTITY ITEM="2"/></SALESORDERHEADERENTITY></Document>
        """

    private func open(_ entities: String, _ text: String = text) throws -> SourcePackage {
        try folder.openDMF(entities, files: [("so.xml", text)])
    }

    @Test func `become an entity each`() throws {
        let package = try open(
            DMFSample.entity(
                "Sales order composite", target: "SalesOrderComposite", file: "so.xml",
                format: "XML-Attribute",
                more: DMFSample.maps(DMFSample.map("ITEM", to: "ITEMNUMBER"))))
        #expect(package.warnings.isEmpty)
        #expect(package.entities.map(\.name) == ["Sales order composite", "SALESORDERLINEENTITY"])
        #expect(
            package.entities.map(\.nameCandidates) == [
                ["SalesOrderComposite", "Sales order composite", "SALESORDERHEADERENTITY"],
                ["SALESORDERLINEENTITY"],
            ])
        let headers = try package.table(0)
        #expect(headers.columns == ["SALESORDERNUMBER"])
        #expect(headers.rows == [["S1"]])
        #expect(headers.warnings.isEmpty)
        let lines = try package.table(1)
        #expect(lines.columns == ["SALESORDERNUMBER", "ITEMNUMBER"])
        #expect(lines.rows == [["S1", "1"], ["S1", "2"]])
        #expect(lines.warnings.isEmpty)
    }

    @Test func `that the manifest lists one by one are those that it lists`() throws {
        let package = try open(
            DMFSample.entity("Lines", target: "SalesOrderLineEntity", file: "so.xml")
                + DMFSample.entity("Headers", target: "SalesOrderHeaderEntity", file: "so.xml"))
        #expect(package.entities.map(\.name) == ["Lines", "Headers"])
        #expect(try package.table(0).rows == [["S1", "1"], ["S1", "2"]])
        #expect(try package.table(1).rows == [["S1"]])
    }

    @Test func `as loose files become an entity each`() throws {
        let package = try SourcePackage.open(folder.file("so.xml", Self.text.utf8))
        #expect(
            package.entities.map(\.name) == ["SALESORDERHEADERENTITY", "SALESORDERLINEENTITY"])
        #expect(try package.table(1).rows == [["S1", "1"], ["S1", "2"]])
    }

    @Test func `that cannot be read say so when they are read`() throws {
        let package = try open(DMFSample.entity(file: "so.xml"), "<Document><A>")
        #expect(issue { _ = try package.table() }?.code == .xmlTruncated)
    }
}
