import Records
import Schemas
import Testing

@Suite struct `Length table` {
    private func read(_ header: [String], _ rows: [[String?]]) throws -> [SchemaOverlay] {
        var table = try #require(LengthTable(header: header, file: "lengths.csv"))
        for (index, row) in rows.enumerated() { try table.take(row, line: index + 2) }
        return table.reading.overlays
    }

    @Test func `reads lengths by entity`() throws {
        let overlays = try read(
            ["Entity", "Field", "Length"],
            [
                ["Customers V3", "CUSTOMERACCOUNT", "20"], ["Vendors", "NAME", "100"],
                [nil, nil, nil], ["customers v3", "NOTES", "0"], ["Vendors", "MEMO", "max"],
            ])
        #expect(overlays.map(\.entity) == ["Customers V3", "Vendors"])
        #expect(overlays.map(\.line) == [2, 3])
        #expect(overlays[0].fields.map(\.name) == ["CUSTOMERACCOUNT", "NOTES"])
        #expect(overlays[0].fields.map(\.maxLength) == [20, nil])
        #expect(overlays[1].fields.map(\.maxLength) == [100, nil])
        #expect(overlays[1].fields.map(\.line) == [3, 6])
    }

    @Test func `reads the columns that INFORMATION_SCHEMA has`() throws {
        let overlays = try read(
            [
                "TABLE_NAME", "COLUMN_NAME", "DATA_TYPE", "CHARACTER_MAXIMUM_LENGTH",
                "NUMERIC_PRECISION", "NUMERIC_SCALE", "Mandatory", "Remark",
            ],
            [
                ["T", "A", "nvarchar", "60", nil, nil, "Yes", "x"],
                ["T", "B", "numeric", nil, "32", "6", "no", nil],
                ["T", "C", "nvarchar(10)", nil, nil, nil, nil, nil],
                ["T", "D", "geography", nil, nil, nil, "1", nil],
            ])
        let fields = try #require(overlays.first).fields
        #expect(fields.map(\.type) == [.string, .decimal, .string, nil])
        #expect(fields.map(\.maxLength) == [60, nil, 10, nil])
        #expect(fields.map(\.precision) == [nil, 32, nil, nil])
        #expect(fields.map(\.scale) == [nil, 6, nil, nil])
        #expect(fields.map(\.isRequired) == [true, false, nil, true])
    }

    @Test(arguments: [
        ["entity", "field"], ["field", "length"], ["entity", "length"], ["name", "value", "size"],
    ])
    func `knows no other header`(header: [String]) {
        #expect(LengthTable(header: header, file: "f") == nil)
    }

    @Test(arguments: [
        (["E", "F", "ten", nil], "lengths.csv:3: The length \"ten\" is no whole number"),
        (["E", "F", "-2", nil], "The length \"-2\" is no whole number"),
        (["E", nil, "10", nil], "The row names no field"),
        ([nil, "F", "10", nil], "The row names no entity"),
        (["E", "F", "10", "maybe"], "Whether it is required is \"maybe\" and not yes or no"),
        (["e", "a", "10", nil], "e.a stands in line 2 too"),
    ])
    func `refuses a wrong row`(row: [String?], expected: String) {
        do {
            _ = try read(
                ["entity", "field", "length", "required"], [["E", "A", "1", nil], row])
            Testing.Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(expected), "\(error)")
        }
    }
}
