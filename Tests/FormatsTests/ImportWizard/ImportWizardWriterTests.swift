import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Import Data Wizard writer` {
    private let folder = TemporaryFolder()

    private static let columns: [ImportMap.Column] = {
        var unit = ImportMap.Column(source: "Default Unit", target: "defaultuomid")
        unit.lookups = [.init(table: "uom", key: "name")]
        var state = ImportMap.Column(source: "Kit & \"more\"", target: "iskit")
        state.options = [.init(source: "true", target: "1"), .init(source: "false", target: "0")]
        return [ImportMap.Column(source: "Product ID", target: "productnumber"), unit, state]
    }()
    private static let names = ["productnumber", "defaultuomid.name", "iskit"]

    private func write(
        _ rows: [[String?]], limits: ImportWizardWriter.Limits = .init(), batch: Int = .max
    ) throws -> Bool {
        let writer = ImportWizardWriter(
            folder: folder.path, stem: "out", title: "Products", limits: limits)
        let table = try writer.addTable("Product", target: "product", columns: Self.columns)
        for start in stride(from: 0, to: rows.count, by: min(batch, max(rows.count, 1))) {
            let some = Array(rows[start..<min(start + min(batch, rows.count), rows.count)])
            try table.write(
                ReadTable.batch(columns: Self.names, rows: some), rows: Array(some.indices))
        }
        try table.finish()
        return try writer.finish()
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try #require(FileManager.default.contents(atPath: folder.path + "/" + name)))
    }

    /// The files of all zips, zip by zip.
    private func zips() throws -> [[(String, [UInt8])]] {
        var zips: [[(String, [UInt8])]] = []
        while true {
            let name = zips.isEmpty ? "out.zip" : "out-\(zips.count + 1).zip"
            let path = folder.path + "/" + name
            guard FileManager.default.fileExists(atPath: path) else { return zips }
            let archive = try ZipArchive(path: path, name: name, limits: ReadLimits())
            zips.append(try archive.entries.map { ($0.name, try archive.open($0).readAll()) })
        }
    }

    @Test func `writes a file named as the table and a data map beside the zip`() throws {
        #expect(try write([["1", "Each, all", "true"], ["2", nil, nil]]))
        let files = try zips()
        #expect(files.map { $0.map(\.0) } == [["Product.csv"]])
        #expect(
            String(decoding: files[0][0].1, as: UTF8.self)
                == "\u{FEFF}Product ID,Default Unit,\"Kit & \"\"more\"\"\"\r\n"
                + "1,\"Each, all\",true\r\n2,,\r\n")
        let map = """
            <?xml version="1.0" encoding="utf-8"?>
            <Map Name="Products" Source="p2c">
              <Description></Description>
              <EntitiesPerFile>Single</EntitiesPerFile>
              <EntityMaps>
                <EntityMap TargetEntityName="product" SourceEntityName="Product" Dedupe="Ignore" \
            ProcessCode="Process">
                  <AttributeMaps>
                    <AttributeMap>
                      <SourceAttributeName>Product ID</SourceAttributeName>
                      <TargetAttributeName>productnumber</TargetAttributeName>
                      <ProcessCode>Process</ProcessCode>
                    </AttributeMap>
                    <AttributeMap>
                      <SourceAttributeName>Default Unit</SourceAttributeName>
                      <TargetAttributeName>defaultuomid</TargetAttributeName>
                      <ProcessCode>Process</ProcessCode>
                      <LookupMaps>
                        <LookupMap>
                          <LookupEntityName>uom</LookupEntityName>
                          <LookupAttributeName>name</LookupAttributeName>
                          <LookupType>System</LookupType>
                          <ProcessCode>Process</ProcessCode>
                        </LookupMap>
                      </LookupMaps>
                    </AttributeMap>
                    <AttributeMap>
                      <SourceAttributeName>Kit &amp; "more"</SourceAttributeName>
                      <TargetAttributeName>iskit</TargetAttributeName>
                      <ProcessCode>Process</ProcessCode>
                      <PicklistMaps>
                        <PicklistMap>
                          <SourceValue>true</SourceValue>
                          <TargetValue>1</TargetValue>
                          <ProcessCode>Process</ProcessCode>
                        </PicklistMap>
                        <PicklistMap>
                          <SourceValue>false</SourceValue>
                          <TargetValue>0</TargetValue>
                          <ProcessCode>Process</ProcessCode>
                        </PicklistMap>
                      </PicklistMaps>
                    </AttributeMap>
                  </AttributeMaps>
                </EntityMap>
              </EntityMaps>
            </Map>

            """
        let found = String(decoding: try bytes("out-map.xml"), as: UTF8.self)
            .replacingOccurrences(of: "&quot;", with: "\"")
        #expect(found.replacingOccurrences(of: "\r\n", with: "\n") == map)
    }

    @Test func `nasty case 96: splits large files, with the header repeated and in order`() throws {
        var limits = ImportWizardWriter.Limits()
        limits.partBytes = 110
        #expect(try write((0..<7).map { ["number \($0)", "Each", "true"] }, limits: limits))
        let files = try zips()
        #expect(files.map { $0.map(\.0) } == [(1...4).map { "Product_\($0).csv" }])
        let header = "\u{FEFF}Product ID,Default Unit,\"Kit & \"\"more\"\"\"\r\n"
        func row(_ number: Int) -> String { "number \(number),Each,true\r\n" }
        #expect(
            files[0].map { String(decoding: $0.1, as: UTF8.self) } == [
                header + row(0) + row(1), header + row(2) + row(3), header + row(4) + row(5),
                header + row(6),
            ])
    }

    @Test func `leaves nothing where there is no record`() throws {
        #expect(try !write([]))
        #expect(try zips().isEmpty)
    }

    @Test func `refuses a record that fits into no file`() {
        var limits = ImportWizardWriter.Limits()
        limits.partBytes = 100
        let found = issue {
            _ = try write([[String(repeating: "\"", count: 40), nil, nil]], limits: limits)
        }
        #expect(found?.code == .wizardValueTooLong)
        #expect(found?.record == 1)
    }

    @Test(arguments: [(200, 4_000, 10_000), (120, 3_000, 700), (1_000, 8_000, 100_000)])
    func `is read back as it was written`(part: Int, zip: Int, unpacked: Int) throws {
        var random = DelimitedRandom(seed: part)
        var limits = ImportWizardWriter.Limits()
        (limits.partBytes, limits.zipBytes, limits.unpackedBytes) = (part, zip, unpacked)
        let rows: [[String?]] = (0..<150).map { index in
            [
                "p\(index)",
                random.pick([nil, "", "Each", "é\"漢\"🙂", "a,b\r\n;", " x "]),
                random.pick([nil, "true", "false"]),
            ]
        }
        #expect(try write(rows, limits: limits, batch: random.pick([1, 7, 1_000])))
        let zips = try zips()
        var files: [(String, [UInt8])] = []
        for (index, entries) in zips.enumerated() {
            let name = index == 0 ? "out.zip" : "out-\(index + 1).zip"
            #expect(try bytes(name).count <= zip)
            #expect(entries.reduce(0) { $0 + $1.1.count } <= unpacked)
            #expect(entries.allSatisfy { $0.1.count < part })
            files += entries
        }
        #expect(zips.count > 1 || unpacked > 50_000)
        let map = try bytes("out-map.xml")
        let package = try SourcePackage.open(
            folder.zip("in.zip", files.reversed() + [("map.xml", map)]))
        #expect(package.warnings.isEmpty)
        #expect(package.entities.map(\.name) == ["product"])
        #expect(package.entities[0].nameCandidates == ["product", "Product"])
        let table = try package.table()
        #expect(table.columns == Self.names)
        let flags = ["true": "1", "false": "0"]
        let expected = rows.map { [$0[0], $0[1], $0[2].flatMap { flags[$0] }] }
        #expect(
            Swift.zip(table.rows, expected).allSatisfy(==) && table.rows.count == expected.count)
    }

    @Test func `writes the same bytes again`() throws {
        _ = try write([["1", "2", "true"]])
        let first = (try bytes("out.zip"), try bytes("out-map.xml"))
        _ = try write([["1", "2", "true"]])
        #expect(try bytes("out.zip") == first.0)
        #expect(try bytes("out-map.xml") == first.1)
    }

    @Test func `names two tables of one name apart`() throws {
        let writer = ImportWizardWriter(folder: folder.path, stem: "out", title: "t")
        for _ in 0..<2 {
            let table = try writer.addTable("A/B", target: "x", columns: [Self.columns[0]])
            try table.write(ReadTable.batch(columns: ["a"], rows: [["1"]]), rows: [0])
            try table.finish()
        }
        #expect(try writer.finish())
        #expect(try zips().map { $0.map(\.0) } == [["AB.csv", "AB 2.csv"]])
    }
}
