import Records
import Schemas
import Support
import Testing

@testable import Pipeline

@Suite struct `Comparison of two packages` {
    private let scratch = ScratchFolder()

    private static let schema = """
        {"name": "things", "title": "Things", "p2c:environment": "finops", "primaryKey": ["Number"],
         "fields": [{"name": "Number", "type": "string"}, {"name": "Price", "type": "number"},
                    {"name": "City", "type": "string"}]}
        """

    /// The differences, each as `kind key field before → after`, and the counts.
    private func compare(
        _ before: String, _ after: String, isWhole: Bool = true
    ) throws -> (lines: [String], counts: [DifferenceCounts]) {
        scratch.write(before, to: "before/things.csv")
        scratch.write(after, to: "after/things.csv")
        let configuration = Configuration(
            schemas: try SchemaCatalogue(files: [("things.json", Array(Self.schema.utf8))]),
            templates: [], references: [])
        var lines: [String] = []
        let counts = try PackageComparison(configuration: configuration, isWhole: isWhole).compare(
            [scratch.path + "/before/things.csv"], with: [scratch.path + "/after/things.csv"]
        ) { found in
            let start = "\(found.kind) \(found.key)"
            lines += found.fields.isEmpty ? [start] : []
            lines += found.fields.map {
                "\(start) \($0.name) \($0.before.shown) → \($0.after.shown)"
            }
        }
        return (lines, counts)
    }

    @Test func `tells what was added, removed and changed`() throws {
        let found = try compare(
            "Number,City\r\nA,Berlin\r\nB,Bonn\r\nC,Köln\r\n",
            "Number,City\r\nD,Ulm\r\nA,Berlin\r\nB,Mainz\r\n")
        #expect(
            found.lines == [
                "added D Number not given → \"D\"", "added D City not given → \"Ulm\"",
                "changed B City \"Bonn\" → \"Mainz\"", "removed C",
            ])
        #expect(
            found.counts == [
                DifferenceCounts(entity: "Things", added: 1, removed: 1, changed: 1, same: 1)
            ])
    }

    @Test func `compares values and not how they are written`() throws {
        let found = try compare(
            "Number,Price,City\r\nA,.500000,\"Berlin\"\r\nb,7,Bonn\r\n",
            "CITY;NUMBER;PRICE\r\nBerlin;a;0.5\r\nBonn;B;7.0\r\n")
        #expect(found.lines == [#"changed a Number "A" → "a""#, #"changed B Number "b" → "B""#])
    }

    @Test func `tells a column that only one of them has`() throws {
        let found = try compare("Number,City\r\nA,Berlin\r\n", "Number,Price\r\nA,\r\n")
        #expect(
            found.lines == [
                "changed A Price not given → none", "changed A City \"Berlin\" → not given",
            ])
    }

    @Test func `counts what has no key`() throws {
        let found = try compare("Number,City\r\n,Berlin\r\n", "Number,City\r\n,Bonn\r\nA,Ulm\r\n")
        #expect(found.counts[0].withoutKey == 2)
        #expect(found.counts[0].added == 1)
    }

    @Test func `has nothing removed where the second one has only what changed`() throws {
        let found = try compare(
            "Number,City\r\nA,Berlin\r\nB,Bonn\r\n", "Number,City\r\nA,Ulm\r\n", isWhole: false)
        #expect(found.lines == ["changed A City \"Berlin\" → \"Ulm\""])
        #expect(found.counts[0].removed == 0)
    }

    @Test func `agrees with a dictionary on random packages`() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<12 {
            let (one, other) = (randomTable(&random), randomTable(&random))
            let expected = DifferenceCounts(
                entity: "Things", added: other.keys.count { one[$0] == nil },
                removed: one.keys.count { other[$0] == nil },
                changed: other.count { one[$0.key] != nil && one[$0.key] != $0.value },
                same: other.count { one[$0.key] == $0.value })
            let found = try compare(csv(of: one), csv(of: other))
            #expect(found.counts == [expected])
        }
    }

    private func randomTable(_ random: inout SeededGenerator) -> [String: String] {
        var table: [String: String] = [:]
        for _ in 0..<Int.random(in: 1..<900, using: &random) {
            let key = "k\(Int.random(in: 0..<700, using: &random))"
            table[key] = ["Berlin", "Bonn", "Köln, Ost"].randomElement(using: &random)
        }
        return table
    }

    private func csv(of table: [String: String]) -> String {
        let rows = table.sorted { $0.key.count == $1.key.count ? $0.key > $1.key : $0.key < $1.key }
        return "Number,City\r\n" + rows.map { "\($0),\"\($1)\"\r\n" }.joined()
    }
}
