import Records
import Testing

@testable import Formats

/// What a manifest does with columns and values.
@Suite struct `DMF entity maps` {
    private let folder = TemporaryFolder()

    /// The table of a package with these maps and these records.
    private func table(_ maps: String..., records: String) throws -> ReadTable {
        let package = try folder.openDMF(
            DMFSample.entity(more: "<EntityMapList>\(maps.joined())</EntityMapList>"),
            files: [("Customers V2.xml", "<Document>\(records)</Document>")])
        #expect(package.warnings.isEmpty)
        let table = try package.table()
        #expect(table.warnings.isEmpty)
        return table
    }

    private func record(_ fields: String) -> String { "<CUSTENTITY \(fields)/>" }

    @Test func `tell of elements that are misspelt`() throws {
        func maps(_ element: String) throws -> [String] {
            let maps = DMFSample.map("ACCOUNT", to: "NUMBER") + DMFSample.map("NAME")
            let package = try folder.openDMF(
                DMFSample.entity(
                    more: "<EntityMapList>\(maps)</EntityMapList>".replacing(
                        "XMLField>", with: element)))
            #expect(try package.table().columns == ["ACCOUNT"])
            #expect(package.warnings.map(\.code) == [.mapWithoutField])
            #expect(package.warnings.map(\.entity) == ["Customers V2"])
            return package.warnings.map(\.detail)
        }
        #expect(try maps("XmlField>") == ["2 maps have XmlField in the place of XMLField"])
        #expect(try maps("XMLFeild>") == ["2 maps have XMLFeild in the place of XMLField"])
    }

    @Test func `tell of a column that the file has under another name`() throws {
        let map = DMFSample.map("ACOUNT", to: "NUMBER") + DMFSample.map("PHONE", to: "TELEPHONE")
        let package = try folder.openDMF(
            DMFSample.entity(more: "<EntityMapList>\(map)</EntityMapList>"))
        let table = try package.table()
        #expect(table.columns == ["ACCOUNT"])
        #expect(table.warnings.map(\.code) == [.mapWithoutField])
        #expect(
            table.warnings.map(\.detail) == [
                "Manifest.xml says that NUMBER is in the column ACOUNT, which the file does not have; the "
                    + "nearest is \"ACCOUNT\""
            ])
        #expect(table.warnings.map(\.file) == ["p.zip/Customers V2.xml"])
    }

    @Test func `convert values without regard to case`() throws {
        let map = DMFSample.map(
            "TYPE", to: "KIND",
            conversions: DMFSample.texts("Org", "Organization") + DMFSample.texts("P", "Person"))
        let table = try table(
            map,
            records: record("TYPE='org'") + record("TYPE='P  '") + record("TYPE='other'")
                + record("TYPE=''") + record("A='1'"))
        #expect(table.columns == ["KIND", "A"])
        #expect(
            table.rows == [
                ["Organization", "∅"], ["Person", "∅"], ["other", "∅"], [nil, "∅"], ["∅", "1"],
            ])
    }

    @Test(
        arguments: [
            (
                "Real",
                "<SourceRealValue>0.5</SourceRealValue><StagingRealValue>2</StagingRealValue>",
                ".500000", "2"
            ),
            (
                "Int64", "<SourceIntValue>7</SourceIntValue><StagingIntValue>70</StagingIntValue>",
                "7.00", "70"
            ),
            (
                "Enum", "<SourceStrValue>Ja</SourceStrValue><StagingIntValue>1</StagingIntValue>",
                "JA",
                "1"
            ),
            (
                "UtcDateTime",
                "<SourceUtcDateTime>2020-01-31T10:00:00Z</SourceUtcDateTime>"
                    + "<StagingUtcDateTime>2021-02-28T11:00:00Z</StagingUtcDateTime>",
                "2020-01-31 10:00:00", "2021-02-28 11:00:00"
            ),
            (
                "Date",
                "<SourceDateValue>2020-01-31T00:00:00</SourceDateValue>"
                    + "<StagingDateValue>2021-02-28T00:00:00</StagingDateValue>",
                "2020-01-31 00:00:00", "2021-02-28 00:00:00"
            ),
            (
                "Time",
                "<SourceTimeValue>60</SourceTimeValue><StagingTimeValue>90</StagingTimeValue>",
                "60", "90"
            ),
            (
                "Guid",
                "<SourceGuidValue>0a000000-0000-0000-0000-000000000001</SourceGuidValue>"
                    + "<StagingGuidValue>0b000000-0000-0000-0000-000000000001</StagingGuidValue>",
                "0A000000-0000-0000-0000-000000000001", "0b000000-0000-0000-0000-000000000001"
            ),
            ("String", "<SourceStrValue>x</SourceStrValue><StagingStrValue />", "x", nil),
        ] as [(String, String, String, String?)])
    func `convert values of every type`(
        _ type: String, members: String, value: String, result: String?
    ) throws {
        let map = DMFSample.map("A", conversions: DMFSample.conversion(type, members))
        #expect(try table(map, records: record("A='\(value)'")).rows == [[result]])
    }

    @Test(
        arguments: [
            ("<IsAutoDefault>true</IsAutoDefault>", [["x"], [nil], ["std"]]),
            (
                "<IsAutoDefault>true</IsAutoDefault>"
                    + "<IsDefaultValueEqualNull>true</IsDefaultValueEqualNull>",
                [["x"], ["std"], ["std"]]
            ),
            ("<IsAutoDefault>false</IsAutoDefault>", [["x"], [nil], ["∅"]]),
        ] as [(String, [[String?]])])
    func `give a missing value its default`(_ switches: String, rows: [[String?]]) throws {
        let map = DMFSample.map("A", conversions: DMFSample.standard("std"), more: switches)
        let table = try table(
            map, DMFSample.map("B"), records: record("A='x'") + record("A=''") + record(""))
        #expect(table.columns == ["A"])
        #expect(table.rows == rows)
    }

    @Test func `add a column that the file lacks with its default`() throws {
        let map = DMFSample.map(
            "a", to: "GROUPID", conversions: DMFSample.standard("10"),
            more: "<IsAutoDefault>true</IsAutoDefault>")
        let generated = DMFSample.map("NUMBER", more: "<IsAutoGenerated>true</IsAutoGenerated>")
        let table = try table(map, generated, records: record("B='1'") + record("B='2'"))
        #expect(table.columns == ["B", "GROUPID"])
        #expect(table.rows == [["1", "10"], ["2", "10"]])
    }

    @Test func `give one column to several fields`() throws {
        let table = try table(
            DMFSample.map("A"), DMFSample.map("a", to: "B", conversions: DMFSample.texts("1", "2")),
            records: record("A='1' C='3'"))
        #expect(table.columns == ["A", "B", "C"])
        #expect(table.rows == [["1", "2", "3"]])
    }

    @Test func `take the text qualifier off where the format has none`() throws {
        var dialect = Dialect()
        dialect.qualifier = nil
        dialect.delimiter = UInt8(ascii: ";")
        var formats = FormatRegistry()
        formats["plain"] = .delimited(dialect)
        let maps = DMFSample.maps(
            DMFSample.map("A", more: "<UseTextQualifier>true</UseTextQualifier>"),
            DMFSample.map("B"))
        let package = try folder.openDMF(
            DMFSample.entity(file: "c.csv", format: "plain", more: maps),
            files: [("c.csv", "A;B\r\n\"x\";\"y\"\r\n\";\"\r\n")], formats: formats)
        #expect(try package.table().rows == [["x", "\"y\""], ["\"", "\""]])
    }

    @Test func `name the columns of a file without a header`() throws {
        var dialect = Dialect()
        dialect.header = .none
        var formats = FormatRegistry()
        formats["bare"] = .delimited(dialect)
        let maps = DMFSample.maps(
            DMFSample.map("B", to: "X"), DMFSample.map("A"), DMFSample.map("b", to: "Y"))
        let package = try folder.openDMF(
            DMFSample.entity(file: "c.csv", format: "bare", more: maps),
            files: [("c.csv", "1,2\r\n")], formats: formats)
        guard case .delimited(let found)? = package.entities[0].format else {
            Issue.record("It is a delimited file")
            return
        }
        #expect(found.columnNames == ["B", "A"])
    }

    @Test func `leave the elements of an array field their names`() throws {
        let map =
            "<EntityMap><ArrayIndex>2</ArrayIndex><EntityField>DIM</EntityField>"
            + "<XMLField>DIM_2</XMLField></EntityMap>"
        #expect(try table(map, records: record("DIM_2='x'")).columns == ["DIM_2"])
    }
}
