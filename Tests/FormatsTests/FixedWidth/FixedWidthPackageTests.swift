import Records
import Testing

@testable import Formats

@Suite struct `Fixed width files in packages` {
    private let folder = TemporaryFolder()

    private func formats(files: String? = nil, header: HeaderLine = .none) throws -> FormatRegistry
    {
        var layout = try FixedWidthLayout([
            .init(name: "ACCOUNT", length: 4), .init(name: "NAME", length: 6),
        ])
        layout.files = files.flatMap { FileNamePattern($0) }
        layout.header = header
        var formats = FormatRegistry()
        formats["Fixed customers"] = .fixedWidth(layout)
        return formats
    }

    private func open(_ path: String, _ formats: FormatRegistry) throws -> SourcePackage {
        try SourcePackage.open(
            path: path, name: PackageFileName.base(path), limits: ReadLimits(), formats: formats)
    }

    private static let text = "A-1 Contos\r\nA-2\r\nA-3 Fabrikam\r\nA-4 Adatum\r\n"
    private static let rows: [[String?]] = [["A-1", "Contos"], ["A-4", "Adatum"]]

    @Test(arguments: ["Customers 1.txt", "customers.dat", "customers", "customers.csv"])
    func `are known by their names`(name: String) throws {
        let formats = try formats(files: "customers*")
        let alone = try open(folder.file(name, Self.text.utf8), formats)
        #expect(alone.kind == .looseFile)
        #expect(alone.entities.map(\.name) == [PackageFileName.stem(name)])
        #expect(try alone.table().columns == ["ACCOUNT", "NAME"])
        #expect(try alone.table().rows == Self.rows)
        let zipped = try open(folder.zip("a.zip", [("x/" + name, Self.text)]), formats)
        #expect(zipped.entities.map(\.file) == ["a.zip/x/\(name)"])
        #expect(try zipped.table().rows == Self.rows)
    }

    @Test func `are CSV or refused when no name matches`() throws {
        let formats = try formats(files: "customers*")
        let csv = try open(folder.file("other.txt", "A,B\n1,2\n".utf8), formats)
        #expect(try csv.table().columns == ["A", "B"])
        let refused = issue { _ = try open(folder.file("other.dat", Self.text.utf8), formats) }
        #expect(refused?.code == .unknownKindOfFile)
    }

    @Test func `are refused when two formats take the name`() throws {
        var formats = try formats(files: "customers*")
        var other = try FixedWidthLayout([.init(name: "X", length: 20)])
        other.files = FileNamePattern("*.txt")
        formats["Other"] = .fixedWidth(other)
        let package = try open(folder.file("customers.txt", Self.text.utf8), formats)
        let found = issue { _ = try package.table() }
        #expect(found?.code == .fixedFormatDoubtful)
        #expect(found?.detail == "customers.txt matches files of \"fixed customers\" and \"other\"")
    }

    @Test func `are known by the manifest, which may map their columns`() throws {
        let entity = DMFSample.entity(
            file: "c.txt", format: "Fixed customers",
            more: DMFSample.maps(
                DMFSample.map("ACCOUNT", to: "CUSTOMERACCOUNT"), DMFSample.map("NAME")))
        let path = folder.zip(
            "p.zip",
            [
                ("Manifest.xml", DMFSample.manifest(entity)), ("PackageHeader.xml", "<H/>"),
                ("c.txt", Self.text),
            ])
        let package = try open(path, formats())
        #expect(package.kind == .dmf)
        #expect(try package.table().columns == ["CUSTOMERACCOUNT", "NAME"])
        #expect(try package.table().rows == Self.rows)

        // The layout lacks the other name, so records come back as CSV.
        let target = try setAside(package, formats())
        let back = try open(target + "/p.zip", formats())
        #expect(back.entities[0].sourceFormat == "CSV")
        #expect(try back.table().columns == ["CUSTOMERACCOUNT", "NAME"])
        #expect(try back.table().rows == Self.rows)
        #expect(try read(target + "/p.zip.unreadable.txt").contains("A-3 Fabrikam\n"))
    }

    @Test func `come back in a package in their own layout`() throws {
        let entity = DMFSample.entity(file: "c.txt", format: "Fixed customers")
        let path = folder.zip(
            "p.zip",
            [
                ("Manifest.xml", DMFSample.manifest(entity)), ("PackageHeader.xml", "<H/>"),
                ("c.txt", Self.text),
            ])
        let target = try setAside(open(path, formats()), formats())
        let back = try open(target + "/p.zip", formats())
        #expect(back.entities[0].sourceFormat == "Fixed customers")
        #expect(try back.table().rows == Self.rows)
        #expect(
            try read(target + "/p.zip.reasons.txt")
                == "p.zip/c.txt: why\np.zip/c.txt: why\n"
                + "p.zip/c.txt: P2C-FIX-001 line 2 is 3 characters long and ends inside ACCOUNT "
                + "(1 to 4), the layout is 10 characters long\n"
                + "p.zip/c.txt: P2C-FIX-002 line 3 is 12 characters long with text behind the "
                + "last column, the layout is 10 characters long\n")
    }

    @Test func `come back as they were, their reasons beside them`() throws {
        let formats = try formats(files: "customers*", header: .line(1))
        let text = "some title\n" + Self.text
        let target = try setAside(
            open(folder.file("customers.dat", text.utf8), formats), formats)
        #expect(
            try read(target + "/customers.dat")
                == "ACCONAME  \r\nA-1 Contos\r\nA-4 Adatum\r\nA-2\r\nA-3 Fabrikam\r\n")
        #expect(
            try read(target + "/customers.dat.reasons.txt").hasPrefix("customers.dat: why\n"))
    }

    @Test(arguments: ["A-1 Contos", "A-1 Contos\r\n", "A-1 \"onto", "A-1 C"])
    func `are complete with and without a last line end`(text: String) throws {
        let formats = try formats(files: "customers*")
        let path = folder.file("customers.txt", text.utf8)
        #expect(PackageCompleteness.check(path: path, formats: formats) == .complete)
        let inside = folder.file("customers.dat", Array(text.utf8) + [0xC3])
        #expect(PackageCompleteness.check(path: inside, formats: formats) != .complete)
    }

    @Test func `are read from folders`() throws {
        let formats = try formats(files: "customers*")
        let path = folder.folder("p", [("customers.dat", Self.text), ("note.md", "x")])
        let package = try open(path, formats)
        #expect(try package.table().rows == Self.rows)
        #expect(PackageCompleteness.check(path: path, formats: formats) == .complete)
    }

    @Test func `have the encoding and the header that somebody says`() throws {
        let formats = try formats(files: "customers*")
        var overrides = DialectOverrides()
        overrides.encoding = .named("CP1252")
        overrides.header = .line(1)
        let package = try open(
            folder.file("customers.txt", Array("title\nA-1 ".utf8) + [0xC4, 0x0A]),
            formats.overridden(by: overrides))
        #expect(try package.table().rows == [["A-1", "Ä"]])
    }

    /// Sets the first entity's records aside and returns the folder that they went to.
    private func setAside(_ package: SourcePackage, _ formats: FormatRegistry) throws -> String {
        let target = folder.path + "/aside"
        let returned = ReturnPackage(of: package, folder: target, formats: formats)
        let reader = try package.makeReader(for: package.entities[0])
        let batch = try #require(try reader.next())
        let writer = try returned.makeWriter(
            for: package.entities[0], columns: batch.columns.map(\.name))
        try writer.write(batch, rows: [0, 1], reasons: [0: "why", 1: "why"])
        try writer.finish()
        #expect(try returned.finish())
        return target
    }

    private func read(_ path: String) throws -> String {
        let source = try PackageContainer.openFile(path, name: path)
        return String(decoding: try source.readAll(), as: UTF8.self)
    }
}
