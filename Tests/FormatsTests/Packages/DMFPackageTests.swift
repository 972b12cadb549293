import Foundation
import Records
import Testing

@testable import Formats

@Suite struct `DMF package` {
    private let folder = TemporaryFolder()

    private static let record = DMFSample.record

    private static func entity(
        _ label: String = "Customers V2", target: String? = "CustEntity",
        file: String = "Customers V2.xml", format: String = "XML-Element", more: String = ""
    ) -> String {
        DMFSample.entity(label, target: target, file: file, format: format, more: more)
    }

    private func open(
        _ entities: String, files: [(String, String)] = [("Customers V2.xml", record)],
        folder inside: String = "", namespace: String = DMFSample.namespace,
        hasHeader: Bool = true
    ) throws -> SourcePackage {
        try folder.openDMF(
            entities, files: files, folder: inside, namespace: namespace, hasHeader: hasHeader)
    }

    @Test func `lists its entities by unit, level and sequence`() throws {
        func at(_ label: String, _ unit: Int, _ level: Int, _ sequence: Int) -> String {
            Self.entity(
                label, target: "T\(label)", file: "\(label).xml",
                more: "<ExecutionUnit>\(unit)</ExecutionUnit><SequenceInLevel>\(sequence)"
                    + "</SequenceInLevel><LevelInExecutionUnit>\(level)</LevelInExecutionUnit>")
        }
        let package = try open(
            at("d", 2, 1, 1) + at("c", 1, 20, 1) + at("b", 1, 3, 10) + at("a", 1, 3, 9),
            files: ["a", "b", "c", "d"].map { ("\($0).xml", Self.record) })
        #expect(package.kind == .dmf)
        #expect(package.entities.map(\.name) == ["a", "b", "c", "d"])
        #expect(package.entities.map(\.targetEntity) == ["Ta", "Tb", "Tc", "Td"])
        #expect(package.entities[0].file == "p.zip/a.xml")
        #expect(package.entities[0].nameCandidates == ["Ta", "a"])
        #expect(package.entities[0].format == .xmlElement)
        #expect(package.warnings.isEmpty)
    }

    @Test func `reads the records of an entity`() throws {
        let table = try open(Self.entity()).table()
        #expect(table.columns == ["ACCOUNT"])
        #expect(table.rows == [["1"]])
        #expect(table.warnings.isEmpty)
    }

    @Test func `renames columns by the entity map`() throws {
        let map =
            "<EntityMapList><EntityMap><EntityField>CUSTOMERACCOUNT</EntityField>"
            + "<XMLField>account</XMLField></EntityMap></EntityMapList>"
        #expect(try open(Self.entity(more: map)).table().columns == ["CUSTOMERACCOUNT"])
    }

    @Test(arguments: [
        "Customers V2.xml", "customers v2.XML", "C:\\temp\\Customers V2.xml", "x/Customers V2.xml",
        "Customers/ V2.xml", "Customers? V2.xml",
    ])
    func `finds the file that the manifest means`(_ path: String) throws {
        #expect(try open(Self.entity(file: path)).table().rows.count == 1)
    }

    @Test(arguments: [
        ("sub/Customers V2.xml", "sub/Customers V2.xml"),
        ("sub\\customers v2.xml", "sub/Customers V2.xml"),
        ("./sub/Customers V2.xml", "sub\\Customers V2.xml"),
        ("Customers V2.xml", "sub/Customers V2.xml"),
        ("other/Customers V2.xml", "sub/inner/Customers V2.xml"),
    ])
    func `finds the file in a sub-folder`(path: String, name: String) throws {
        let package = try open(Self.entity(file: path), files: [(name, Self.record)])
        #expect(try package.table().rows == [["1"]])
        #expect(!package.warnings.map(\.code).contains(.entityWithoutFile))
    }

    @Test func `reads the file at the path before others of its name`() throws {
        let other = Self.record.replacing(">1<", with: ">2<")
        let files = [("Customers V2.xml", other), ("sub/Customers V2.xml", Self.record)]
        for inside in ["", "My package/"] {
            let package = try open(
                Self.entity(file: "sub\\Customers V2.xml"), files: files, folder: inside)
            #expect(try package.table().rows == [["1"]])
            #expect(package.warnings.last?.detail == "Customers V2.xml is not in the manifest")
        }
    }

    @Test func `gives no entity the file of another one's path`() throws {
        let package = try open(
            Self.entity(file: "a/Customers V2.xml")
                + Self.entity("Groups", file: "b/Customers V2.xml"),
            files: [("a/Customers V2.xml", Self.record)])
        #expect(package.warnings.map(\.code) == [.entityWithoutFile])
        #expect(try package.table(1).rows.isEmpty)
    }

    @Test func `refuses a package with several files that may be the one that is missing`() {
        let found = issue {
            _ = try open(
                Self.entity(),
                files: [("a/Customers V2.xml", Self.record), ("b/Customers V2.xml", Self.record)])
        }
        #expect(found?.code == .entityFileRenamed)
        #expect(
            found?.detail
                == "Customers V2 is in Customers V2.xml, which is not in the package; "
                + "a/Customers V2.xml is, and is not in the manifest")
    }

    @Test func `opens a package in a folder with a warning`() throws {
        let package = try open(Self.entity(), folder: "My package/")
        #expect(package.warnings.map(\.code) == [.packageInFolder])
        #expect(try package.table().rows == [["1"]])
    }

    @Test func `warns of what is missing or left over`() throws {
        #expect(
            try open(Self.entity(), hasHeader: false).warnings.map(\.code) == [.noPackageHeader])
        let none = try open(Self.entity(), files: [])
        #expect(none.warnings.map(\.code) == [.entityWithoutFile])
        #expect(try none.table().rows.isEmpty)
        let more = try open(
            Self.entity(),
            files: [
                ("Customers V2.xml", Self.record), ("other.csv", "A\r\n"), ("sub/o.csv", "A\r\n"),
            ])
        #expect(more.warnings.map(\.code) == [.fileWithoutEntity, .fileWithoutEntity])
        #expect(more.warnings.last?.file == "p.zip/sub/o.csv")
        let disabled = try open(Self.entity(more: "<Disable>true</Disable>"))
        #expect(disabled.entities.isEmpty)
        #expect(disabled.warnings.map(\.code) == [.entityDisabled])
    }

    @Test func `refuses a package whose only other file may be the one that is missing`() throws {
        let error = #expect(throws: FormatError.self) {
            try open(
                Self.entity(), files: [("Customers.xml", Self.record), ("sub/notes.txt", "x")])
        }
        #expect(error?.issue.code.id == "P2C-PKG-031")
        #expect(
            error?.issue.detail
                == "Customers V2 is in Customers V2.xml, which is not in the package; Customers.xml is, "
                + "and is not in the manifest")
        let note = try open(Self.entity(), files: [("notes.txt", "x")])
        #expect(note.warnings.map(\.code) == [.entityWithoutFile, .fileWithoutEntity])
    }

    @Test(arguments: [
        ("Customers V2.xml", "Customers V2.csv"), ("Customers V2", "Customers V2.csv"),
        ("Customers V2.xml", "customers v2"), ("Customers/ V2.xml", "Customers V2.CSV"),
    ])
    func `refuses a package with a file that has another ending than in the manifest`(
        path: String, name: String
    ) throws {
        let error = #expect(throws: FormatError.self) {
            try open(
                Self.entity(file: path) + Self.entity("Groups", file: "Groups.xml"),
                files: [(name, "ACCOUNT\r\n1\r\n"), ("notes.txt", "x")])
        }
        #expect(error?.issue.code == .entityFileRenamed)
        #expect(
            error?.issue.detail
                == "Customers V2 is in \(path), which is not in the package; \(name) is, and is not in "
                + "the manifest")
    }

    @Test func `says of CSV under an XML format that it looks like CSV`() throws {
        let found = issue {
            _ = try open(
                Self.entity(), files: [("Customers V2.xml", "\u{FEFF}ACCOUNT,NAME\r\n1,x\r\n")]
            ).table()
        }
        #expect(found?.code == .delimitedInXML)
        #expect(found?.detail == "it looks like CSV: it begins with “ACCOUNT,NAME”")
    }

    @Test func `takes a first version without target entities`() throws {
        let package = try open(Self.entity(target: nil))
        #expect(package.entities[0].nameCandidates == ["Customers V2", "CUSTENTITY"])
        #expect(try package.table().rows == [["1"]])
    }

    @Test(arguments: [
        (Self.entity(format: "CSV semicolon DE"), IssueCode.unknownSourceFormat),
        (Self.entity(format: "EXCEL"), .excelFile),
        (Self.entity(file: "..\\..\\x.xml"), .unsafeInputPath),
        ("<DataManagementPackageEntityData/>", .manifestIncomplete),
    ])
    func `refuses an entity`(_ entity: String, code: IssueCode) {
        #expect(issue { _ = try open(entity) }?.code == code)
    }

    @Test func `names the known formats`() {
        let found = issue { _ = try open(Self.entity(format: "CSV semicolon DE")) }
        #expect(
            found?.detail == "Customers V2 is in the source format \"CSV semicolon DE\"; known are "
                + "csv, csv-unicode, excel, xml-attribute, xml-element")
    }

    @Test func `refuses what only resembles a package`() {
        let wrong = issue { _ = try open(Self.entity(), namespace: "urn:other") }
        #expect(wrong?.code == .manifestNamespace)
        #expect(wrong?.detail == "The root has the namespace urn:other")
        let cases: [(String, IssueCode)] = [
            ("<DataManagementSchema><DataProject/></DataManagementSchema>", .foreignManifest),
            ("<DataManagementTemplatePackageManifest/>", .templatePackage),
        ]
        for (text, code) in cases {
            let path = folder.zip("p.zip", [("Manifest.xml", text)])
            #expect(issue { _ = try SourcePackage.open(path) }?.code == code)
        }
    }

    @Test func `reads a manifest whatever its encoding`() throws {
        let text = DMFSample.manifest(Self.entity())
        let declared = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + text
        for bytes in [
            wide(text), wide(text, mark: false), Array(text.utf8), Array(declared.utf8),
            wide(declared),
        ] {
            let path = folder.zip(
                "p.zip",
                [("Manifest.xml", bytes), ("Customers V2.xml", Array(Self.record.utf8))])
            #expect(try SourcePackage.open(path).table().rows == [["1"]])
        }
    }
}

@Suite struct `DMF package writer` {
    private let folder = TemporaryFolder()

    private func write(_ rows: [[String?]]) throws -> String {
        let path = folder.path + "/out.zip"
        let writer = try DMFPackageWriter(
            path: path, name: "out.zip", definitionGroup: "p2c", formats: FormatRegistry())
        let columns = ["CustomerAccount", "Name"]
        let entity = try writer.addEntity(
            label: "Country/regions", targetEntity: "CustCustomerV2Entity",
            sourceFormat: "XML-Element", columns: columns, level: 20)
        try entity.write(
            ReadTable.batch(columns: columns, rows: rows), rows: Array(rows.indices))
        try entity.finish()
        try writer.finish()
        return path
    }

    private func content(_ name: String, of path: String) throws -> [UInt8] {
        let archive = try ZipArchive(path: path, name: "out.zip", limits: ReadLimits())
        return try archive.open(try #require(archive.entry(named: name))).readAll()
    }

    @Test func `writes files in the order of F&O`() throws {
        let archive = try ZipArchive(
            path: try write([]), name: "out.zip", limits: ReadLimits())
        #expect(
            archive.entries.map(\.name)
                == ["Countryregions.xml", "Manifest.xml", "PackageHeader.xml"])
    }

    @Test func `lists entities by their usual levels in one unit`() throws {
        let path = folder.path + "/out.zip"
        let writer = try DMFPackageWriter(
            path: path, name: "out.zip", definitionGroup: "p2c", formats: FormatRegistry())
        let targets = [
            "SalesQuotationLineV2Entity", "SalesQuotationHeaderV2Entity", "CustCustomerV3Entity",
            "smmContactPersonV2Entity", "CustCustomerGroupEntity", "EcoResProductEntity",
            "PaymentTermEntity",
        ]
        for target in targets {
            let entity = try writer.addEntity(
                label: target, targetEntity: target, sourceFormat: "CSV-Unicode", columns: ["A"])
            try entity.finish()
        }
        try writer.finish()
        let text = String(
            decoding: utf16(try content("Manifest.xml", of: path)), as: UTF16.self)
        func all(_ name: String) -> [String] {
            text.split(separator: "<\(name)>").dropFirst().map { String($0.prefix { $0 != "<" }) }
        }
        #expect(
            all("TargetEntity") == [
                "CustCustomerGroupEntity", "PaymentTermEntity", "CustCustomerV3Entity",
                "EcoResProductEntity", "smmContactPersonV2Entity", "SalesQuotationHeaderV2Entity",
                "SalesQuotationLineV2Entity",
            ])
        #expect(all("LevelInExecutionUnit") == ["10", "10", "20", "20", "30", "40", "50"])
        #expect(all("SequenceInLevel") == ["1", "2", "1", "2", "1", "1", "1"])
        #expect(all("ExecutionUnit") == Array(repeating: "1", count: 7))
        #expect(all("XMLField") == Array(repeating: "A", count: 7))
        #expect(!text.contains("<EntityMapList />"))
    }

    @Test func `writes the manifest as F&O does`() throws {
        func map(_ field: String) -> String {
            "<EntityMap><ArrayIndex>0</ArrayIndex><EntityField>\(field)</EntityField>"
                + "<EntityFieldConversionList i:nil=\"true\" /><IsAutoDefault>false</IsAutoDefault>"
                + "<IsAutoGenerated>false</IsAutoGenerated>"
                + "<IsDefaultValueEqualNull>false</IsDefaultValueEqualNull>"
                + "<UseTextQualifier>false</UseTextQualifier><XMLField>\(field)</XMLField>"
                + "</EntityMap>"
        }
        let start =
            "<DataManagementPackageManifest "
            + "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
            + "xmlns=\"http://schemas.microsoft.com/dynamics/2015/01/DataManagement\">"
            + "<DefinitionGroupName>p2c</DefinitionGroupName><Description />"
            + "<PackageEntityList><DataManagementPackageEntityData>"
            + "<DefaultRefreshType>FullPush</DefaultRefreshType><Disable>false</Disable>"
        let middle =
            "<EntityMapList>" + map("CUSTOMERACCOUNT") + map("NAME") + "</EntityMapList>"
            + "<EntityName>Country/regions</EntityName><EntityTransformList i:nil=\"true\" />"
            + "<ExcelSheetName /><ExecutionUnit>1</ExecutionUnit>"
            + "<FailExecutionUnitOnError>false</FailExecutionUnitOnError>"
            + "<FailLevelOnError>false</FailLevelOnError>"
            + "<InputFilePath>Countryregions.xml</InputFilePath>"
            + "<LevelInExecutionUnit>20</LevelInExecutionUnit><QueryData i:nil=\"true\" />"
        let end =
            "<QueryFilter i:nil=\"true\" /><RunBusinessLogic>true</RunBusinessLogic>"
            + "<RunBusinessValidation>true</RunBusinessValidation><SampleFilePath />"
            + "<SequenceInLevel>1</SequenceInLevel><SkipStaging>false</SkipStaging>"
            + "<SourceFormat>XML-Element</SourceFormat>"
            + "<TargetEntity>CustCustomerV2Entity</TargetEntity>"
            + "<ValidationStatus>Yes</ValidationStatus></DataManagementPackageEntityData>"
            + "</PackageEntityList><ProjectCategory>0</ProjectCategory>"
            + "<RulesData i:nil=\"true\" /></DataManagementPackageManifest>"
        let written = try content("Manifest.xml", of: try write([]))
        #expect(written == wide(start + middle + end))
    }

    @Test func `writes the header of the second version`() throws {
        let expected =
            "<DataManagementPackageHeader "
            + "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
            + "xmlns=\"http://schemas.microsoft.com/dynamics/2015/01/DataManagement\">"
            + "<Description>p2c</Description><ManifestType>Microsoft.Dynamics.AX.Framework.Tools."
            + "DataManagement.Serialization.DataManagementPackageManifest</ManifestType>"
            + "<PackageType>DefinitionGroup</PackageType><PackageVersion>2</PackageVersion>"
            + "</DataManagementPackageHeader>"
        #expect(try content("PackageHeader.xml", of: try write([])) == wide(expected))
    }

    @Test func `is read back as it was written`() throws {
        let rows: [[String?]] = [["0001", "Çà & <là>\r\n"], ["2", nil], ["∅", "x"]]
        let package = try SourcePackage.open(try write(rows))
        #expect(package.warnings.isEmpty)
        #expect(package.entities.map(\.targetEntity) == ["CustCustomerV2Entity"])
        #expect(try package.table().columns == ["CUSTOMERACCOUNT", "NAME"])
        #expect(try package.table().rows == rows)
    }

    @Test(arguments: ["CSV", "csv-unicode", "XML-Attribute", "XML-Element"])
    func `is read back in every source format`(_ format: String) throws {
        let path = folder.path + "/out.zip"
        let writer = try DMFPackageWriter(
            path: path, name: "out.zip", definitionGroup: "p2c", formats: FormatRegistry())
        let columns = ["B", "A"]
        let rows: [[String?]] = [["1", "é€, \"x\";\r\n"], ["2", nil], [" y ", "😀"]]
        for label in ["One", "Two"] {
            let entity = try writer.addEntity(
                label: label, targetEntity: "\(label)Entity", sourceFormat: format,
                columns: columns, level: 1)
            try entity.write(
                ReadTable.batch(columns: columns, rows: rows), rows: Array(rows.indices))
            try entity.finish()
        }
        try writer.finish()
        let package = try SourcePackage.open(path)
        #expect(package.entities.map(\.targetEntity) == ["OneEntity", "TwoEntity"])
        #expect(package.warnings.isEmpty)
        for index in 0...1 {
            let table = try package.table(index)
            #expect(table.columns == columns)
            #expect(table.rows == rows)
            #expect(table.warnings.isEmpty)
        }
    }

    @Test func `has the shape of a package that F&O wrote`() throws {
        guard let shared = SharedFiles.folder else { return }
        let path = shared + "/samples/BasheerMohammad+DynamicsFscmPackageImport/PackageTemplate.zip"
        let real = try ZipArchive(path: path, name: "real.zip", limits: ReadLimits())
        func content(_ name: String) throws -> [UInt8] {
            try real.open(try #require(real.entry(named: name))).readAll()
        }
        let package = try SourcePackage.open(path)
        let table = try package.table()
        let copy = folder.path + "/copy.zip"
        let writer = try DMFPackageWriter(
            path: copy, name: "copy.zip", definitionGroup: "TestImport", formats: FormatRegistry())
        let entity = try writer.addEntity(
            label: "Customer groups", targetEntity: "CustCustomerGroupEntity",
            sourceFormat: "XML-Element", columns: table.columns, level: 1)
        try entity.write(ReadTable.batch(columns: table.columns, rows: table.rows), rows: [0])
        try entity.finish()
        try writer.finish()
        #expect(try self.content("Customer groups.xml", of: copy) == content("Customer groups.xml"))
        #expect(try self.content("PackageHeader.xml", of: copy) == content("PackageHeader.xml"))
        var theirs = String(decoding: utf16(try content("Manifest.xml")), as: UTF16.self)
        theirs.replace(/<QueryData>[^<]*<\/QueryData>/, with: "<QueryData i:nil=\"true\" />")
        theirs.replace(/<SampleFilePath>[^<]*<\/SampleFilePath>/, with: "<SampleFilePath />")
        theirs.replace(
            "<Disable>", with: "<DefaultRefreshType>FullPush</DefaultRefreshType><Disable>")
        theirs.replace("<SourceFormat>", with: "<SkipStaging>false</SkipStaging><SourceFormat>")
        let ours = String(
            decoding: utf16(try self.content("Manifest.xml", of: copy)), as: UTF16.self)
        #expect(ours == theirs)
    }

    private func utf16(_ bytes: [UInt8]) -> [UInt16] {
        stride(from: 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
        }
    }
}
