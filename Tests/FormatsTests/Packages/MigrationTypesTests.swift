import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Configuration Migration types` {
    private let folder = TemporaryFolder()

    private static func schema(_ fields: String, relations: String = "") -> String {
        """
        <entities><entity name="contact" displayname="Contact" primaryidfield="contactid">\
        <fields><field name="contactid" type="guid" primaryKey="true" />\(fields)</fields>\
        \(relations)</entity></entities>
        """
    }

    private func data(_ records: String, relations: String = "") -> String {
        "<entities><entity name=\"contact\"><records>\(records)</records>"
            + "<m2mrelationships>\(relations)</m2mrelationships></entity></entities>"
    }

    private func open(
        _ data: String, schema: String?, schemaFirst: Bool = true
    ) throws -> SourcePackage {
        let files = (schema.map { [("data_schema.xml", $0)] } ?? []) + [("data.xml", data)]
        return try SourcePackage.open(
            folder.zip("data.zip", schemaFirst ? files : files.reversed()))
    }

    /// The column of one field of one type.
    private func values(
        _ values: [String], type: String, withSchema: Bool = true
    ) throws -> (values: [String?], warnings: [IssueCode]) {
        let records = values.enumerated().map { index, value in
            "<record id=\"r\(index)\"><field name=\"x\" value=\"\(value)\" /></record>"
        }
        let schema = Self.schema("<field name=\"x\" type=\"\(type)\" />")
        let table = try open(data(records.joined()), schema: withSchema ? schema : nil).table()
        let column = try #require(table.columns.firstIndex(of: "x"))
        return (table.rows.map { $0[column] }, table.warnings.map(\.code))
    }

    private static let collections: [(String, String?)] = [
        ("[-1,494280003,494280006,-1]", "494280003,494280006"), ("[-1,7,-1]", "7"),
        ("[-1,-5,-1]", "-5"), ("[-1,-1]", nil), ("[]", nil), ("", nil), ("7", "7"),
        ("[7,8]", "[7,8]"), ("[-1,7", "[-1,7"), ("[-1]", "[-1]"),
    ]

    @Test(arguments: [true, false])
    func `nasty case 92: leaves the marks of option collections out`(withSchema: Bool) throws {
        let found = try values(
            Self.collections.map(\.0), type: "optionsetvaluecollection", withSchema: withSchema)
        let expected = Self.collections.map { $0.0.isEmpty && !withSchema ? nil : $0.1 }
        #expect(found.values == expected)
    }

    @Test func `nasty case 88: takes dates of both forms`() throws {
        let dates = [
            "2/11/2019 4:38:32 PM", "2024-07-27T00:00:00.0000000Z", "2024-07-27T00:00:00.0000000",
            "12/19/2017 4:57:00 AM",
        ]
        let found = try values(dates, type: "datetime")
        #expect(found.values == dates)
        #expect(found.warnings == [.datesWithoutZone])
        let moments = dates.map { date -> String in
            var made: [UInt8] = []
            var text = Array(date.utf8)
            let verdict = text.withUnsafeMutableBufferPointer {
                DateForm.canonicalizeMoment(
                    UnsafeBufferPointer($0), into: &made, isUSMoment: true)
            }
            #expect(verdict == .rewritten)
            return String(decoding: made, as: UTF8.self)
        }
        #expect(
            moments == [
                "2019-02-11T16:38:32Z", "2024-07-27T00:00:00Z", "2024-07-27T00:00:00Z",
                "2017-12-19T04:57:00Z",
            ])
    }

    @Test(
        arguments: [
            ("string", ["a", "", "  "], ["a", "", "  "]), ("memo", ["a&#xA;b", ""], ["a\nb", ""]),
            (
                "guid", ["8dcb8e99-0000-4000-8000-000000000000", ""],
                [
                    "8dcb8e99-0000-4000-8000-000000000000", nil,
                ]
            ),
            ("state", ["0", ""], ["0", nil]), ("status", ["-1"], ["-1"]),
            ("optionsetvalue", ["315810001"], ["315810001"]), ("number", ["-3"], ["-3"]),
            ("integer", ["3"], ["3"]), ("bigint", ["9223372036854775807"], ["9223372036854775807"]),
            ("decimal", ["1.0000000000"], ["1.0000000000"]), ("float", ["73.25"], ["73.25"]),
            ("double", ["1000"], ["1000"]), ("money", ["10000.0000"], ["10000.0000"]),
            ("bool", ["True", "False", "1"], ["True", "False", "1"]),
            ("imagedata", ["iVBORw0KGgo=", ""], ["iVBORw0KGgo=", nil]),
            ("unknown", ["x"], ["x"]),
        ] as [(String, [String], [String?])])
    func `takes values as they are`(_ type: String, given: [String], expected: [String?]) throws {
        #expect(try values(given, type: type).values == expected)
    }

    private static let party =
        "<activitypointerrecords id=\"p\"><field name=\"partyid\" value=\"a&amp;&quot;\" "
        + "lookupentity=\"contact\"></field></activitypointerrecords>"

    @Test(arguments: [true, false])
    func `nasty case 93: takes party lists from their children`(withSchema: Bool) throws {
        let blank = "\r\n          "
        let spread = Self.party.replacingOccurrences(of: "><", with: ">\(blank)<")
        let records = """
            <record id="r0"><field name="to" value="" lookupentity="" lookupentityname="">\
            \(blank)\(spread)\(blank)\(spread)\(blank)</field></record>\
            <record id="r1"><field name="to" value=""></field></record>
            """
        let schema = Self.schema("<field name=\"to\" type=\"partylist\" />")
        let table = try open(data(records), schema: withSchema ? schema : nil).table()
        let column = try #require(table.columns.firstIndex(of: "to"))
        #expect(table.rows.map { $0[column] } == [Self.party + Self.party, nil])
        #expect(table.warnings.isEmpty)
    }

    @Test func `nasty case 86: finds the schema before and behind the data, or does without`()
        throws
    {
        let text = data("<record id=\"r\"><field name=\"x\" value=\"1\" /></record>")
        let schema = Self.schema("<field name=\"x\" type=\"number\" />")
        for schemaFirst in [true, false] {
            let package = try open(text, schema: schema, schemaFirst: schemaFirst)
            #expect(package.warnings.isEmpty)
            #expect(try package.table().rows == [["r", "1"]])
        }
        let without = try open(text, schema: nil)
        #expect(without.warnings.map(\.code) == [.noMigrationSchema])
        #expect(try without.table().rows == [["1", "r"]])
    }

    @Test func `nasty case 87: takes a field that the schema lacks when it is asked for`() throws {
        let package = try open(
            data("<record id=\"r\"><field name=\"fax\" value=\"1\" /></record>"),
            schema: Self.schema(""))
        #expect(try package.table().warnings.map(\.code) == [.undeclaredField])
        let reader = try package.makeReader(for: package.entities[0], extraFields: ["fax"])
        #expect(try ReadTable(AnyReader(reader)).rows == [["r", "1"]])
    }

    @Test func `nasty cases 89, 90, 91: takes lookups as they point`() throws {
        func lookup(_ id: String, _ table: String, _ name: String?) -> String {
            let name = name.map { " lookupentityname=\"\($0)\"" } ?? ""
            return "<field name=\"x\" value=\"\(id)\" lookupentity=\"\(table)\"\(name) />"
        }
        let records = """
            <record id="r0">\(lookup("r0", "contact", "itself"))</record>\
            <record id="r1">\(lookup("r2", "account", ""))</record>\
            <record id="r2">\(lookup("r1", "contact", nil))</record>
            """
        let schema = Self.schema(
            "<field name=\"x\" type=\"entityreference\" lookupType=\"account|contact\" />")
        #expect(
            try open(data(records), schema: schema).table().rows == [
                ["r0", "r0", "itself", "contact"], ["r1", "r2", nil, "account"],
                ["r2", "r1", nil, "contact"],
            ])
    }

    @Test func `nasty case 94: gives both records of one id`() throws {
        let records = "<record id=\"r\"><field name=\"x\" value=\"1\" /></record>"
        let schema = Self.schema("<field name=\"x\" type=\"number\" />")
        let table = try open(data(records + records), schema: schema).table()
        #expect(table.rows == [["r", "1"], ["r", "1"]])
    }

    @Test(arguments: [
        ("", "", []), ("", " dateMode=\"relativeDaily\"", ["contact.x"]),
        (" dateMode=\"relative\"", "", ["contact.x"]), (" dateMode=\"absolute\"", "", []),
    ])
    func `names the dates that would shift`(_ root: String, field: String, names: [String]) throws {
        let schema = Self.schema("<field name=\"x\" type=\"datetime\"\(field) />")
            .replacingOccurrences(of: "<entities>", with: "<entities\(root)>")
        let warnings = try open(data(""), schema: schema).warnings
        #expect(
            warnings.map(\.detail)
                == (names.isEmpty ? [] : ["These are relative to the export: contact.x"]))
    }

    private static let relation = MigrationSchema.Relation(
        name: "contact_list", intersect: "listmember", source: "contact",
        sourceIDField: "contactid", target: "list", targetIDField: "listid")

    @Test func `takes the pairs of declared relations and counts the others`() throws {
        func pairs(_ name: String, _ source: String, _ targets: [String]) -> String {
            let targets = targets.map { "<targetid>\($0)</targetid>" }.joined()
            return "<m2mrelationship sourceid=\"\(source)\" targetentityname=\"list\" "
                + "targetentitynameidfield=\"listid\" m2mrelationshipname=\"\(name)\">"
                + "<targetids>\(targets)</targetids></m2mrelationship>"
        }
        let text = data(
            "<record id=\"c\" />",
            relations: pairs("Contact_List", "c1", ["l1", "l2"]) + pairs("other", "c1", ["o"])
                + pairs("contact_list", "c2", []) + pairs("contact_list", "c3", ["l3"]))
        let schema = Self.schema(
            "",
            relations: """
                <relationships><relationship name="contact_list" manyToMany="true" \
                isreflexive="false" relatedEntityName="listmember" m2mTargetEntity="list" \
                m2mTargetEntityPrimaryKey="listid" /><relationship name="no" /></relationships>
                """)
        let package = try open(text, schema: schema)
        #expect(package.entities.map(\.name) == ["contact", "listmember"])
        #expect(try package.table(0).warnings.map(\.detail) == ["1 of them were skipped"])
        let table = try package.table(1)
        #expect(table.columns == ["contactid", "listid"])
        #expect(table.rows == [["c1", "l1"], ["c1", "l2"], ["c3", "l3"]])
        let found = try open(text, schema: nil)
        #expect(found.entities.map(\.name) == ["contact", "Contact_List", "other"])
        #expect(try found.table(1).rows == table.rows)
        #expect(try found.table(0).warnings.isEmpty)
    }

    @Test func `reads pairs at every chunk size`() throws {
        let pairs = (0..<40).map { source in
            let targets = (0..<source % 4).map { " <targetid>t\(source)é\($0)</targetid>\r\n" }
            return "<m2mrelationship m2mrelationshipname=\"contact_list\" sourceid=\"s\(source)\">"
                + "<targetids>\(targets.joined())</targetids></m2mrelationship>\r\n"
        }
        let text = data("", relations: pairs.joined())
        let expected = (0..<40).flatMap { source in
            (0..<source % 4).map { ["s\(source)", "t\(source)é\($0)"] as [String?] }
        }
        for chunkBytes in [1, 2, 7, 64, 4096] {
            let reader = try MigrationRelationReader(
                MemoryBytes(text), file: "data.xml", relation: Self.relation,
                limits: ReadLimits(), chunkBytes: chunkBytes)
            #expect(try ReadTable(reader).rows == expected)
        }
    }

    @Test func `is read back as it was written`() throws {
        var numbers = SeededGenerator(seed: 92)
        let entity = MigrationSchema.Entity(
            name: "contact", displayName: "Contact", primaryIDField: "contactid",
            primaryNameField: nil,
            fields: [
                .init(name: "contactid", displayName: "Contact", type: "guid"),
                .init(name: "options", displayName: "O", type: "optionsetvaluecollection"),
                .init(name: "to", displayName: "To", type: "partylist"),
                .init(name: "memo", displayName: "Memo", type: "memo"),
                .init(name: "image", displayName: "Image", type: "imagedata"),
            ])
        let columns = entity.fields.map(\.name)
        let rows: [[String?]] = (0..<200).map { index in
            [
                "c\(index)", [nil, "1", "1,22,333"].randomElement(using: &numbers)!,
                [nil, Self.party, Self.party + Self.party].randomElement(using: &numbers)!,
                XMLRoundTrip.value(&numbers), [nil, "AA=="].randomElement(using: &numbers)!,
            ]
        }
        let pairs: [[String?]] = (0..<300).map { ["c\($0 / 7)", "l\($0)"] }
        let path = folder.path + "/data.zip"
        let writer = try MigrationPackageWriter(path: path, name: "data.zip", timestamp: "t")
        let records = try writer.addEntity(entity, columns: columns)
        try records.write(ReadTable.batch(columns: columns, rows: rows), rows: Array(rows.indices))
        try records.finish()
        let relation = try writer.addRelation(Self.relation, of: entity)
        try relation.write(
            ReadTable.batch(columns: Self.relation.columnNames, rows: pairs),
            rows: Array(pairs.indices))
        try relation.finish()
        try writer.finish()
        let package = try SourcePackage.open(path)
        #expect(package.warnings.isEmpty)
        #expect(package.entities.map(\.name) == ["contact", "listmember"])
        #expect(try package.table(0).rows == rows)
        #expect(try package.table(0).warnings.isEmpty)
        #expect(try package.table(1).columns == ["contactid", "listid"])
        #expect(try package.table(1).rows == pairs)
    }

    @Test func `writes collections, party lists and pairs as the tool does`() throws {
        let entity = MigrationSchema.Entity(
            name: "contact", displayName: "Contact", primaryIDField: "contactid",
            primaryNameField: nil,
            fields: [
                .init(name: "options", displayName: "O", type: "optionsetvaluecollection"),
                .init(name: "to", displayName: "To", type: "partylist"),
            ])
        let path = folder.path + "/data.zip"
        let writer = try MigrationPackageWriter(path: path, name: "data.zip", timestamp: "t")
        let columns = ["contactid", "options", "to"]
        let records = try writer.addEntity(entity, columns: columns)
        try records.write(
            ReadTable.batch(columns: columns, rows: [["c", "1,2", Self.party]]), rows: [0])
        try records.finish()
        let relation = try writer.addRelation(Self.relation, of: entity)
        try relation.write(
            ReadTable.batch(columns: ["a", "b"], rows: [["c", "l1"], ["c", "l2"]]), rows: [0, 1])
        try relation.finish()
        try writer.finish()
        let archive = try ZipArchive(path: path, name: "data.zip", limits: ReadLimits())
        let bytes = try archive.open(try #require(archive.entry(named: "data.xml"))).readAll()
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").dropFirst()
        let expected = """
              <entity name="contact" displayname="Contact">
                <records>
                  <record id="c">
                    <field name="options" value="[-1,1,2,-1]" />
                    <field name="to" value="" lookupentity="" lookupentityname="">
                      <activitypointerrecords id="p">
                        <field name="partyid" value="a&amp;&quot;" lookupentity="contact" />
                      </activitypointerrecords>
                    </field>
                  </record>
                </records>
                <m2mrelationships>
                  <m2mrelationship sourceid="c" targetentityname="list" \
            targetentitynameidfield="listid" m2mrelationshipname="contact_list">
                    <targetids>
                      <targetid>l1</targetid>
                      <targetid>l2</targetid>
                    </targetids>
                  </m2mrelationship>
                </m2mrelationships>
              </entity>
            </entities>
            """
        #expect(text.joined(separator: "\n") == expected)
    }

    @Test func `sends records and pairs back with their reasons`() throws {
        let records = """
            <record id="c1"><field name="x" value="[-1,7,-1]" /><field name="to" value="">\
            \(Self.party)</field></record><record id="c2" />
            """
        let pairs = """
            <m2mrelationship sourceid="c1" m2mrelationshipname="contact_list"><targetids>\
            <targetid>l1</targetid><targetid>l2</targetid></targetids></m2mrelationship>
            """
        let schema = Self.schema(
            "<field name=\"x\" type=\"optionsetvaluecollection\" />"
                + "<field name=\"to\" type=\"partylist\" />",
            relations: """
                <relationships><relationship name="contact_list" manyToMany="true" \
                relatedEntityName="listmember" m2mTargetEntity="list" /></relationships>
                """)
        let package = try open(data(records, relations: pairs), schema: schema)
        let out = folder.path + "/out"
        let back = ReturnPackage(of: package, folder: out, formats: FormatRegistry())
        for entity in package.entities {
            let batch = try #require(try package.makeReader(for: entity).next())
            let writer = try back.makeWriter(for: entity, columns: batch.columns.map(\.name))
            try writer.write(batch, rows: [0], reasons: [0: "why"])
            try writer.finish()
        }
        #expect(try back.finish())
        let mended = try SourcePackage.open(out + "/data.zip")
        #expect(mended.warnings.isEmpty)
        #expect(mended.entities.map(\.name) == ["contact", "listmember"])
        #expect(try mended.table(0).rows.map { $0.prefix(3) } == [["c1", "7", Self.party]])
        #expect(try mended.table(1).rows == [["c1", "l1"]])
    }

    @Test func `refuses a party list that is none`() {
        let entity = MigrationSchema.Entity(
            name: "contact", displayName: "Contact", primaryIDField: "contactid",
            primaryNameField: nil,
            fields: [.init(name: "to", displayName: "To", type: "partylist")])
        for value in ["a@example.com", "<field/>x", "<a></b>", "</field><field>"] {
            let found = issue {
                let writer = try MigrationPackageWriter(
                    path: folder.path + "/x.zip", name: "x.zip", timestamp: "t")
                let records = try writer.addEntity(entity, columns: ["contactid", "to"])
                let batch = ReadTable.batch(columns: ["contactid", "to"], rows: [["c", value]])
                try records.write(batch, rows: [0])
            }
            #expect(found?.code == .partyListUnwritable, "\(value)")
        }
    }
}
