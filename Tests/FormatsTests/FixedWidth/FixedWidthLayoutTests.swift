import Testing

@testable import Formats

@Suite struct `Fixed width layout` {
    typealias Column = FixedWidthLayout.Column

    @Test(
        arguments: [
            ([], nil, "layout has no column"),
            (
                [Column(name: "A", length: 0)], nil,
                "layout[0].length is 0, it must be 1 or more"
            ),
            (
                [Column(name: "A", length: 1), Column(name: "B", length: -3)], nil,
                "layout[1].length is -3, it must be 1 or more"
            ),
            ([Column(name: " ", length: 1)], nil, "layout[0].name is empty"),
            (
                [Column(name: "A", length: 1, start: 0)], nil,
                "layout[0].start is 0, the first character is 1"
            ),
            (
                [Column(name: "Name", length: 1), Column(name: "NAME", length: 1)], nil,
                "layout[1].name is \"NAME\", which layout[0] is called too"
            ),
            (
                [Column(name: "A", length: 10), Column(name: "B", length: 5, start: 10)], nil,
                "layout[1] \"B\" takes characters 10 to 14 and overlaps layout[0] \"A\" with 1 to 10"
            ),
            (
                [
                    Column(name: "A", length: 5, start: 20), Column(name: "B", length: 5, start: 1),
                    Column(name: "C", length: 15),
                ], nil,
                "layout[2] \"C\" takes characters 6 to 20 and overlaps layout[0] \"A\" with 20 to 24"
            ),
            (
                [Column(name: "A", length: 10)], 9, "recordLength is 9, but the columns end at 10"
            ),
            (
                [Column(name: "A", length: .max, start: .max)], nil,
                "layout[0] goes beyond character 16777216, the last that is possible"
            ),
            (
                [Column(name: "A", length: 1)], Int.max,
                "recordLength is 9223372036854775807, at most 16777216 are possible"
            ),
        ] as [([Column], Int?, String)])
    func `names the key that is wrong`(
        columns: [Column], recordLength: Int?, sentence: String
    ) {
        let problem = #expect(throws: FixedWidthProblem.self) {
            _ = try FixedWidthLayout(columns, recordLength: recordLength)
        }
        #expect(problem.map { "\($0.key) \($0.text)" } == sentence)
    }

    @Test func `has columns in the order of the line`() throws {
        let layout = try FixedWidthLayout([
            .init(name: "C", length: 2, start: 9), .init(name: "A", length: 3, start: 1),
            .init(name: "B", length: 5),
        ])
        #expect(layout.columnNames == ["A", "B", "C"])
        #expect(layout.fields.map(\.range) == [0..<3, 3..<8, 8..<10])
        #expect(layout.width == 10)
    }

    @Test(arguments: [
        ("customers*.txt", "Customers_2026.TXT", true), ("customers*.txt", "customers.txt", true),
        ("customers*.txt", "customers.txt.old", false),
        ("customers*.txt", "mycustomers.txt", false),
        ("*", "anything", true), ("a?c", "abc", true), ("a?c", "ac", false), ("a?c", "äbc", false),
        ("?", "é", true), ("a*b*c", "aXbXbXc", true), ("a*b*c", "aXbXbX", false),
        ("*a*a*a*a*a*b", String(repeating: "a", count: 200), false), ("[x].txt", "x.txt", false),
        ("[x].txt", "[x].txt", true), ("a**", "a", true), ("a", "", false),
    ])
    func `matches names of files`(pattern: String, name: String, matches: Bool) throws {
        #expect(try #require(FileNamePattern(pattern)).matches(name) == matches)
    }

    @Test(arguments: ["", "a/b.txt", "a\\b.txt"])
    func `has no pattern with folders`(pattern: String) {
        #expect(FileNamePattern(pattern) == nil)
    }
}
