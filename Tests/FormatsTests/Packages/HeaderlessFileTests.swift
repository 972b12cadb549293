import Records
import Testing

@testable import Formats

@Suite struct `Files without a header` {
    private let folder = TemporaryFolder()

    private func formats(columns: [String] = []) -> FormatRegistry {
        var dialect = Dialect()
        dialect.header = .none
        dialect.columnNames = columns
        var formats = FormatRegistry()
        formats["CSV"] = .delimited(dialect)
        return formats
    }

    private func open(_ path: String, _ formats: FormatRegistry) throws -> SourcePackage {
        try SourcePackage.open(
            path: path, name: PackageFileName.base(path), limits: ReadLimits(), formats: formats)
    }

    /// A package of one file whose manifest maps two columns.
    private func package() -> String {
        let maps = ["ACCOUNT", "NAME"].map {
            "<EntityMap><EntityField>\($0)</EntityField><XMLField>\($0)</XMLField></EntityMap>"
        }.joined()
        let manifest = """
            <DataManagementPackageManifest \
            xmlns="http://schemas.microsoft.com/dynamics/2015/01/DataManagement">\
            <PackageEntityList><DataManagementPackageEntityData><EntityName>Customers</EntityName>\
            <InputFilePath>Customers.csv</InputFilePath><SourceFormat>CSV</SourceFormat>\
            <EntityMapList>\(maps)</EntityMapList></DataManagementPackageEntityData>\
            </PackageEntityList></DataManagementPackageManifest>
            """
        return folder.zip(
            "p.zip",
            [("Manifest.xml", manifest), ("PackageHeader.xml", "<H/>"), ("Customers.csv", "1,x\n")])
    }

    @Test func `have the columns that the manifest names, unless the settings do`() throws {
        let path = package()
        #expect(try open(path, formats()).table().columns == ["ACCOUNT", "NAME"])
        let named = try open(path, formats(columns: ["A", "B"])).table()
        #expect(named.columns == ["A", "B"])
        #expect(named.rows == [["1", "x"]])
    }

    @Test func `are given back without a column for reasons, which stand beside them`() throws {
        let formats = formats(columns: ["A", "B"])
        let source = try open(folder.file("a.csv", "1,2\r\n3\r\n4,5\r\n".utf8), formats)
        let target = folder.path + "/back"
        let back = ReturnPackage(of: source, folder: target, formats: formats)
        let writer = try back.makeWriter(for: source.entities[0], columns: ["A", "B"])
        let reader = try source.makeReader(for: source.entities[0])
        while let batch = try reader.next() {
            try writer.write(batch, rows: [1], reasons: [1: "too large"])
        }
        try writer.finish()
        #expect(try back.finish())
        #expect(try read("\(target)/a.csv") == "4,5\r\n3\r\n")
        #expect(
            try read("\(target)/a.csv.reasons.txt")
                == "a.csv: too large\na.csv: P2C-CSV-001 line 2 has 1 value, its format has 2\n")
    }

    private func read(_ path: String) throws -> String {
        let source = try PackageContainer.openFile(path, name: path)
        return String(decoding: try source.readAll(), as: UTF8.self)
    }
}
