import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Configuration Migration package` {
    private let folder = TemporaryFolder()

    private static let schema = """
        <entities>
          <entity name="account" displayname="Account" etc="1" primaryidfield="accountid" \
        primarynamefield="name" disableplugins="false">
            <fields>
              <field updateCompare="true" displayname="Number" name="accountnumber" type="string" />
              <field displayname="Account" name="accountid" type="guid" primaryKey="true" />
              <field displayname="Currency" name="transactioncurrencyid" type="entityreference" \
        lookupType="transactioncurrency" />
              <field displayname="Blocked" name="blocked" type="bool" customfield="true" />
            </fields>
          </entity>
        </entities>
        """

    private func open(_ data: String, schema: String? = schema) throws -> SourcePackage {
        let files = [("data.xml", data)] + (schema.map { [("data_schema.xml", $0)] } ?? [])
        return try SourcePackage.open(folder.zip("data.zip", files))
    }

    private static func data(
        _ records: String, name: String = "account", behind others: String = ""
    ) -> String {
        "\r\n<entities timestamp=\"2024-12-12T12:21:29.6429093Z\">\r\n  \(others)<entity "
            + "name=\"\(name)\"><records>\(records)</records><m2mrelationships /></entity></entities>"
    }

    @Test func `reads records by the schema`() throws {
        let package = try open(
            Self.data(
                """
                <record id="a1"><field name="accountnumber" value="1" />\
                <field name="accountid" value="a1" /><field name="blocked" value="True" />\
                <field name="transactioncurrencyid" value="c1" lookupentity="transactioncurrency" \
                lookupentityname="US Dollar" /></record>
                <record id="a2"><field name="AccountNumber" \
                value="a&amp;#233;&#xD;&#xA;b" /></record>
                <record id="a3"><field name="accountnumber" value="" /></record>
                """))
        #expect(package.kind == .migration)
        #expect(package.entities.map(\.name) == ["account"])
        #expect(package.entities[0].file == "data.zip/data.xml")
        let table = try package.table()
        #expect(
            table.columns == [
                "accountnumber", "accountid", "transactioncurrencyid",
                "transactioncurrencyid.lookupentityname", "transactioncurrencyid.lookupentity",
                "blocked",
            ])
        #expect(
            table.rows == [
                ["1", "a1", "c1", "US Dollar", "transactioncurrency", "True"],
                ["a&#233;\r\nb", "a2", nil, nil, nil, nil],
                ["", "a3", nil, nil, nil, nil],
            ])
        #expect(table.warnings.isEmpty)
    }

    @Test func `nasty case 86: reads records without a schema by their own fields`() throws {
        let package = try open(
            Self.data(
                "<record id=\"a1\"><field name=\"name\" value=\"x\" /></record><record id=\"a2\">"
                    + "<field name=\"currency\" value=\"c\" lookupentity=\"t\" /></record>"),
            schema: nil)
        #expect(package.warnings.map(\.code) == [.noMigrationSchema])
        let table = try package.table()
        #expect(
            table.columns == [
                "name", "currency", "currency.lookupentityname", "currency.lookupentity",
                "accountid",
            ])
        #expect(table.rows == [["x", nil, nil, nil, "a1"], [nil, "c", nil, "t", "a2"]])
    }

    @Test func `tells of sections that it does not know, whatever they ask for`() throws {
        let table = try open(
            """
            <entities><entity name="other"><mergerecords><record id="y"/></mergerecords></entity>\
            <entity name="account"><records><record id="a1"></record></records><mergerecords>\
            <record id="a2"><field name="name" value="n"/></record><record id="a3"/>\
            </mergerecords><deleterecords><record/><account id="a4"/></deleterecords>\
            </entity></entities>
            """
        ).table()
        #expect(table.rows.count == 1)
        #expect(table.warnings.map(\.code) == [.unknownSection, .unknownSection])
        #expect(
            table.warnings.map(\.detail) == [
                "mergerecords with 2 elements is not read",
                "deleterecords with 2 elements is not read",
            ])
    }

    @Test(arguments: [1, 7, 64, 64 << 10])
    func `gives the records that were deleted`(chunkBytes: Int) throws {
        let text = """
            <entities><entity name="other"><deleterecords><record id="y"/></deleterecords></entity>\
            <entity name="account"><deleterecords><record id="a&amp;2"><field name="name" \
            value="n"/></record></deleterecords><records><record id="a1"></record></records>\
            <m2mrelationships/><deleterecords><record id="a3"/></deleterecords></entity>\
            <entity name="last"><deleterecords><record id="z"/></deleterecords></entity></entities>
            """
        let schema = try MigrationSchema(
            PiecewiseBytes(Self.schema.utf8), file: "s", limits: ReadLimits())
        let reader = try MigrationReader(
            PiecewiseBytes(text.utf8), file: "d", entity: schema.entities[0],
            declared: ["account", "other", "last"],
            limits: ReadLimits(), chunkBytes: chunkBytes)
        let batch = try #require(try reader.next())
        #expect(batch.rowCount == 1)
        #expect(
            batch.deleted == [
                DeletedRecord(id: "a&2", values: []), DeletedRecord(id: "a3", values: []),
            ])
        #expect(batch.leftOut == [LeftOutRecords(rule: "deleterecords", count: 2)])
        #expect(try reader.next() == nil)
        let warnings = reader.takeWarnings()
        #expect(warnings.map(\.code) == [.migrationDeleted, .deletedIDUnknown])
        #expect(
            warnings.map(\.detail) == [
                "2 records: deleterecords", "\"a&2\" and 1 other are no GUIDs",
            ])
        #expect(warnings.map(\.line) == [nil, 1])
        #expect(warnings.map(\.byte) == [nil, 125])
    }

    @Test func `tells of a deleted record whose id is none, with its line`() throws {
        let warnings = try open(
            """
            <entities><entity name="account"><deleterecords>
            <record id="{C0A7B5D0-0000-4000-8000-000000000005}"/>
            <record id="ACC-1001"/></deleterecords></entity></entities>
            """
        ).table().warnings
        #expect(warnings.map(\.code) == [.migrationDeleted, .deletedIDUnknown])
        #expect(warnings.last?.detail == "\"ACC-1001\" is no GUID")
        #expect(warnings.last?.line == 3)
    }

    @Test func `gives many deleted records in batches, also where there are no others`() throws {
        let record = "<record id=\"c0a7b5d0-0000-4000-8000-000000000005\"/>"
        let text =
            "<entities><entity name=\"account\"><deleterecords>"
            + String(repeating: record, count: 10_000) + "</deleterecords></entity></entities>"
        let schema = try MigrationSchema(
            PiecewiseBytes(Self.schema.utf8), file: "s", limits: ReadLimits())
        let reader = try MigrationReader(
            PiecewiseBytes(text.utf8), file: "d", entity: schema.entities[0],
            declared: ["account", "other", "last"], limits: ReadLimits())
        var counts: [Int] = []
        while let batch = try reader.next() {
            #expect(batch.rowCount == 0)
            #expect(batch.leftOut.map(\.count) == [batch.deleted.count])
            counts.append(batch.deleted.count)
        }
        #expect(counts.count > 1)
        #expect(counts.reduce(0, +) == 10_000)
    }

    @Test func `skips and counts what no template needs`() throws {
        let table = try open(
            """
            <entities><entity name="other"><records><record id="x"><field name="name" value="n" />\
            </record></records></entity><entity name="account"><records><record id="a1">\
            <field name="customers" value=""><activitypointerrecords id="p"><field name="blocked" \
            value="x" /></activitypointerrecords></field><field name="fax" value="1" /></record>\
            </records><m2mrelationships><m2mrelationship sourceid="x"><targetids><targetid>y\
            </targetid></targetids></m2mrelationship></m2mrelationships></entity></entities>
            """
        ).table()
        #expect(table.rows == [[nil, "a1", nil, nil, nil, nil]])
        #expect(
            table.warnings.map(\.code) == [
                .relationsSkipped, .undeclaredEntity, .undeclaredField, .undeclaredField,
            ])
        #expect(table.warnings.map(\.field) == [nil, nil, "customers", "fax"])
        #expect(table.warnings[0].detail == "2 of them were skipped")
    }

    @Test func `nasty case 87: gives undeclared fields when they are asked for`() throws {
        let package = try open(
            Self.data("<record id=\"a1\"><field name=\"fax\" value=\"1\" /></record>"))
        let reader = try package.makeReader(for: package.entities[0], extraFields: ["Fax"])
        let table = try ReadTable(AnyReader(reader))
        #expect(table.columns.last == "Fax")
        #expect(table.rows == [[nil, "a1", nil, nil, nil, nil, "1"]])
        #expect(table.warnings.isEmpty)
    }

    @Test func `sets a record with a doubled field aside`() throws {
        let record =
            "<record id=\"a1\"><field name=\"accountnumber\" value=\"1\"></field>"
            + "<field name=\"accountnumber\" value=\"2\"></field></record>"
        let table = try open(Self.data(record + "<record id=\"a2\" />")).table()
        #expect(table.rows.count == 1)
        #expect(table.unreadable.map(\.issue.code) == [.xmlFieldTwice])
        #expect(table.raws == [record])
    }

    @Test func `sets a record with two ids aside, and names both`() throws {
        let (one, other) = (
            "c0a7b5d0-0000-4000-8000-000000000005", "c0a7b5d0-0000-4000-8000-0000000000ff"
        )
        func record(_ id: String, _ fieldID: String) -> String {
            "<record id=\"\(id)\"><field name=\"accountid\" value=\"\(fieldID)\"></field></record>"
        }
        let table = try open(
            Self.data(
                record(one, other) + record(one, "{\(one.uppercased())}") + record("1", other))
        ).table()
        #expect(table.rows.count == 2)
        #expect(table.raws == [record(one, other)])
        #expect(table.unreadable.map(\.issue.code) == [.recordWithTwoIDs])
        #expect(
            table.unreadable.map(\.issue.detail) == [
                "Its id is c0a7b5d0-0000-4000-8000-000000000005, and its field accountid is "
                    + "c0a7b5d0-0000-4000-8000-0000000000ff"
            ])
        #expect(table.unreadable.map(\.issue.record) == [1])
    }

    @Test func `refuses a cut file and a schema alone`() throws {
        let cut = try open("<entities><entity name=\"account\"><records><record id=\"a\"/>")
        #expect(issue { _ = try cut.table() }?.code == .xmlTruncated)
        let path = folder.file("data_schema.xml", Self.schema.utf8)
        #expect(issue { _ = try SourcePackage.open(path) }?.code == .migrationSchemaOnly)
    }

    @Test func `tells which file of a package without data.xml is to be renamed`() throws {
        let files = [("Data1.xml", Self.data(Self.one)), ("data_schema.xml", Self.schema)]
        for path in [folder.zip("p.zip", files), folder.folder("p", files)] {
            let told = issue { _ = try SourcePackage.open(path) }
            #expect(told?.code == .migrationDataRenamed)
            #expect(
                told?.detail == "Data1.xml looks like data.xml of the Configuration Migration tool")
            #expect(told?.file == PackageFileName.base(path) + "/Data1.xml")
        }
    }

    @Test func `takes a bare data file`() throws {
        let path = folder.file("data.xml", Self.data("<record id=\"a1\" />").utf8)
        let package = try SourcePackage.open(path)
        #expect(package.kind == .migration)
        #expect(try package.table().rows == [["a1"]])
    }

    @Test func `keeps memory bounded beside records of other entities`() throws {
        let value = String(repeating: "v", count: 900)
        let record = "<record id=\"x\"><field name=\"name\" value=\"\(value)\" /></record>"
        let other = String(repeating: record, count: 1_000)
        let text =
            "<entities><entity name=\"other\"><records>\(other)</records></entity>"
            + "<entity name=\"account\"><records><record id=\"a1\" /></records></entity></entities>"
        let schema = try MigrationSchema(
            PiecewiseBytes(Self.schema.utf8), file: "s", limits: ReadLimits())
        let reader = try MigrationReader(
            PiecewiseBytes(text.utf8), file: "d", entity: schema.entities[0],
            declared: ["account", "other", "last"], limits: ReadLimits())
        let batch = try #require(try reader.next())
        #expect(batch.rowCount == 1)
        #expect(batch.bytes.count < 400_000)
    }

    private static let one =
        "<record id=\"a1\"><field name=\"accountnumber\" value=\"1\" /></record>"
    private static let empty = "<entity name=\"account\"><records /></entity>"

    @Test(arguments: [
        data(one, name: "acount"), data(one, name: "acount", behind: empty),
    ])
    func `fails where records are of an entity that is a misspelt one of the schema`(
        data: String
    ) throws {
        let package = try open(data)
        let told = issue { _ = try package.table() }
        #expect(told?.code == .misnamedEntity)
        #expect(
            told?.detail
                == "1 record is of acount, which data_schema.xml does not declare; the nearest that it "
                + "declares is \"account\"")
        #expect(
            told?.remedy
                == "Correct data.xml: write name=\"account\" for \"acount\", and drop the package again"
        )
    }

    @Test
    func `fails where records are of another entity and none are of the one that is declared`()
        throws
    {
        let package = try open(Self.data(Self.one + Self.one, name: "new_supplier"))
        let told = issue { _ = try package.table() }
        #expect(told?.code == .misnamedEntity)
        #expect(
            told?.detail
                == "2 records are of new_supplier, which data_schema.xml does not declare, and data.xml "
                + "has nothing of account, which it does")
    }

    @Test func `tells of records of another entity beside those that are declared`() throws {
        let package = try open(
            Self.data(Self.one, name: "accountleads", behind: Self.empty))
        let told = try package.table().warnings
        #expect(told.map(\.code) == [.undeclaredEntity])
        #expect(
            told.map(\.detail) == [
                "1 record is of accountleads, which data_schema.xml does not declare, and not read."
            ])
    }

    @Test func `tells where a field is first that the schema does not declare, and the nearest`()
        throws
    {
        let told = try open(
            Self.data(
                """
                <record id="a1"><field name="accountnumber" value="1" /></record>
                <record id="a2"><field name="acountnumber" value="2" /></record>
                <record id="a3"><field name="fax" value="3" /></record>
                <record id="a4"><field name="fax" value="4" /></record>
                """)
        ).table().warnings
        #expect(told.map(\.code) == [.undeclaredField, .undeclaredField])
        #expect(
            told.map(\.detail) == [
                "1 record has acountnumber, and its value does not travel. The nearest is "
                    + "\"accountnumber\".",
                "2 records have fax, and its values do not travel.",
            ])
        #expect(told.map(\.line) == [4, 5])
        #expect(told.map(\.byte) == [155, 220])
        #expect(
            told[0].remedy
                == "Correct the field's name in data.xml; if its values are needed, add it to the "
                + "schema in the Configuration Migration tool")
    }
}

@Suite struct `Configuration Migration writer` {
    private let folder = TemporaryFolder()

    private static let product = MigrationSchema.Entity(
        name: "product", displayName: "Product", primaryIDField: "productid",
        primaryNameField: "name",
        fields: [
            .init(
                name: "productnumber", displayName: "Product ID", type: "string", isCompared: true),
            .init(name: "productid", displayName: "Product", type: "guid", isPrimaryKey: true),
            .init(
                name: "defaultuomid", displayName: "Unit", type: "entityreference",
                lookupTypes: ["uom"]),
            .init(name: "iskit", displayName: "Is \"kit\"", type: "bool"),
        ])
    private static let columns = [
        "productid", "productnumber", "defaultuomid", "defaultuomid.lookupentityname", "iskit",
    ]

    private func write(_ tables: [(MigrationSchema.Entity, [String], [[String?]])]) throws -> String
    {
        let path = folder.path + "/data.zip"
        let writer = try MigrationPackageWriter(
            path: path, name: "data.zip", timestamp: "2026-11-23T01:02:03.0000000Z")
        for (entity, columns, rows) in tables {
            let records = try writer.addEntity(entity, columns: columns)
            try records.write(
                ReadTable.batch(columns: columns, rows: rows), rows: Array(rows.indices))
            try records.finish()
        }
        try writer.finish()
        return path
    }

    private func text(_ name: String, of path: String) throws -> String {
        let archive = try ZipArchive(path: path, name: "data.zip", limits: ReadLimits())
        let entry = try #require(archive.entries.first { $0.name == name })
        return String(decoding: try archive.open(entry).readAll(), as: UTF8.self)
    }

    @Test func `writes the shape of the tool`() throws {
        let empty = MigrationSchema.Entity(
            name: "uom", displayName: "Unit", typeCode: "1055", primaryIDField: "uomid",
            primaryNameField: "name",
            fields: [.init(name: "name", displayName: "Name", type: "string")])
        let path = try write([
            (
                Self.product, Self.columns,
                [["p1", "A&B\r\n", "u1", "Each", "true"], ["p2", "2", nil, "lost", "∅"]]
            ),
            (empty, ["name"], []),
        ])
        let archive = try ZipArchive(path: path, name: "data.zip", limits: ReadLimits())
        #expect(
            archive.entries.map(\.name) == ["data.xml", "data_schema.xml", "[Content_Types].xml"])
        let expected = [
            "",
            "<entities xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                + "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "
                + "timestamp=\"2026-11-23T01:02:03.0000000Z\">",
            "  <entity name=\"product\" displayname=\"Product\">", "    <records>",
            "      <record id=\"p1\">", "        <field name=\"productid\" value=\"p1\" />",
            "        <field name=\"productnumber\" value=\"A&amp;B&#xD;&#xA;\" />",
            "        <field name=\"defaultuomid\" value=\"u1\" lookupentity=\"uom\" "
                + "lookupentityname=\"Each\" />",
            "        <field name=\"iskit\" value=\"True\" />", "      </record>",
            "      <record id=\"p2\">", "        <field name=\"productid\" value=\"p2\" />",
            "        <field name=\"productnumber\" value=\"2\" />", "      </record>",
            "    </records>", "    <m2mrelationships />", "  </entity>",
            "  <entity name=\"uom\" displayname=\"Unit\">", "    <records />",
            "    <m2mrelationships />", "  </entity>", "</entities>",
        ]
        #expect(try text("data.xml", of: path) == expected.joined(separator: "\r\n"))
        let schema = [
            "<entities>",
            "  <entity name=\"product\" displayname=\"Product\" primaryidfield=\"productid\" "
                + "primarynamefield=\"name\" disableplugins=\"false\">",
            "    <fields>",
            "      <field updateCompare=\"true\" displayname=\"Product ID\" "
                + "name=\"productnumber\" type=\"string\" />",
            "      <field displayname=\"Product\" name=\"productid\" type=\"guid\" "
                + "primaryKey=\"true\" />",
            "      <field displayname=\"Unit\" name=\"defaultuomid\" type=\"entityreference\" "
                + "lookupType=\"uom\" />",
            "      <field displayname=\"Is &quot;kit&quot;\" name=\"iskit\" type=\"bool\" />",
            "    </fields>", "  </entity>",
            "  <entity name=\"uom\" displayname=\"Unit\" etc=\"1055\" primaryidfield=\"uomid\" "
                + "primarynamefield=\"name\" disableplugins=\"false\">",
            "    <fields>", "      <field displayname=\"Name\" name=\"name\" type=\"string\" />",
            "    </fields>", "  </entity>", "</entities>",
        ]
        #expect(try text("data_schema.xml", of: path) == schema.joined(separator: "\r\n"))
        #expect(try text("[Content_Types].xml", of: path).utf8.count == 191)
    }

    @Test func `lists deleted records behind the others`() throws {
        let path = folder.path + "/data.zip"
        let writer = try MigrationPackageWriter(
            path: path, name: "data.zip", timestamp: "2026-11-23T01:02:03.0000000Z")
        let records = try writer.addEntity(Self.product, columns: ["productid"])
        try records.write(
            ReadTable.batch(columns: ["productid"], rows: [["p1"]]), rows: [0])
        (records as? MigrationRecordWriter)?.list(deleted: [DeletedRecord(id: "p\"2", values: [])])
        try records.finish()
        try writer.finish()
        let lines = try text("data.xml", of: path).components(separatedBy: "\r\n")
        #expect(
            Array(lines[3...]) == [
                "    <records>", "      <record id=\"p1\">",
                "        <field name=\"productid\" value=\"p1\" />", "      </record>",
                "    </records>", "    <deleterecords>", "      <record id=\"p&quot;2\" />",
                "    </deleterecords>", "    <m2mrelationships />", "  </entity>", "</entities>",
            ])
        let package = try SourcePackage.open(path)
        let batch = try #require(try package.makeReader(for: package.entities[0]).next())
        #expect(batch.deleted == [DeletedRecord(id: "p\"2", values: [])])
    }

    @Test func `is read back as it was written`() throws {
        var numbers = SeededGenerator(seed: 5)
        var rows: [[String?]] = []
        for index in 0..<500 {
            let text = XMLRoundTrip.value(&numbers)
            let unit = Bool.random(using: &numbers) ? "u\(index)" : nil
            let name = unit.map { _ in "Each" }
            rows.append([
                "p\(index)", text, unit, name,
                ["True", "False", nil].randomElement(using: &numbers)!,
            ])
        }
        let package = try SourcePackage.open(try write([(Self.product, Self.columns, rows)]))
        #expect(package.warnings.isEmpty)
        let table = try package.table()
        let expected = rows.map { row in
            [row[1], row[0], row[2], row[3], row[2].map { _ in "uom" }, row[4]]
        }
        #expect(table.rows == expected)
    }

    @Test func `refuses a record without an id and an impossible character`() {
        let noID = issue {
            _ = try write([(Self.product, Self.columns, [[nil, "1", nil, nil, nil]])])
        }
        #expect(noID?.code == .recordWithoutID)
        let control = issue {
            _ = try write([(Self.product, Self.columns, [["p", "\u{8}", nil, nil, nil]])])
        }
        #expect(control?.code == .xmlUnwritable)
        #expect(control?.field == "productnumber")
    }

    @Test(arguments: [
        // The example of RFC 9562, in the namespace of DNS names.
        ("www.example.com", "2ed6657d-e927-568b-95e1-2665a8aea6a2"),
        ("python.org", "886313e1-3b8a-5372-9b90-0c9aee199e5d"),
    ])
    func `makes the GUIDs of RFC 9562`(_ name: String, guid: String) {
        let names: [UInt8] = [
            0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4,
            0x30,
            0xC8,
        ]
        #expect(versionFiveGUID(namespace: names, name: name) == guid)
    }
}
