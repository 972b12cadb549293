import Records
import Support
import Testing

@testable import Mapping

@Suite struct `Truncate` {
    private func schema(_ maxLength: Int?) -> EntitySchema {
        var field = Field(name: "V", type: .string)
        field.maxLength = maxLength
        return EntitySchema(environment: .cds, name: "E", label: "E", fields: [field])
    }

    private func mapped(
        _ values: [String?], to length: Int, _ chain: [ValueTransform] = [.truncate]
    ) throws -> Mapped {
        try Mapped(
            leg(FieldMapping("v", "V", chain)), batch([("v", values)]), to: schema(length))
    }

    @Test func `cuts what is longer than the field and leaves the rest`() throws {
        let mapped = try mapped(["abcd", "abc", "ab", "", nil, absent, "a b c"], to: 3)
        #expect(
            values("V", of: mapped.batch) == ["abc", "abc", "ab", "", nil, absent, "a b"])
        #expect(mapped.fates == Array(repeating: .kept, count: 7))
        #expect(mapped.issues.map(\.row) == [0, 6])
    }

    @Test func `says how long the text was and how long it may be`() throws {
        let mapped = try mapped(["abcdé"], to: 3)
        #expect(
            mapped.issues == [
                RowIssue(
                    row: 0, field: "v", code: .textTruncated,
                    detail: "\"abcdé\" has 5 characters, V takes 3")
            ])
        #expect(mapped.issues[0].code.severity == .warning)
    }

    // Lengths are UTF-16 code units: an emoji takes two.
    @Test(arguments: [
        ("äöüß", 3, "äöü"), ("a😀b", 3, "a😀"), ("a😀b", 2, "a"), ("😀😀", 3, "😀"),
        ("日本語", 2, "日本"), ("e\u{301}x", 1, ""), ("e\u{301}x", 2, "e\u{301}"),
        ("ae\u{301}x", 2, "a"), ("👨‍👩‍👧x", 8, "👨‍👩‍👧"), ("👨‍👩‍👧x", 7, ""), ("🇵🇹🇧🇷", 6, "🇵🇹"),
        ("a\r\nb", 2, "a"), ("a\r\nb", 3, "a\r\n"), ("ab\u{301}", 1, "a"),
    ])
    func `cuts through no character`(text: String, length: Int, start: String) throws {
        #expect(values("V", of: try mapped([text], to: length).batch) == [start])
    }

    @Test func `leaves rows alone that do not travel`() throws {
        let mapped = try Mapped(
            leg(FieldMapping("v", "V", [.truncate])), batch([("v", ["abcd", "abcd"])]),
            fates: [.filtered, .kept], to: schema(2))
        #expect(values("V", of: mapped.batch) == ["abcd", "ab"])
        #expect(mapped.issues.map(\.row) == [1])
    }

    @Test func `takes its place in a chain, also for a constant`() throws {
        #expect(
            values("V", of: try mapped(["", "xyz"], to: 2, [.default("abc"), .truncate]).batch)
                == ["ab", "xy"])
        let constant = try Mapped(
            leg(FieldMapping(nil, "V", [.default("abc"), .truncate])), batch([("v", ["1"])]),
            to: schema(2))
        #expect(values("V", of: constant.batch) == ["ab"])
    }

    @Test func `is refused where nobody knows the length`() throws {
        var rows = leg(FieldMapping("v", "V", [.truncate]))
        rows.integrationKey = ["V"]
        rows.destination = EntityReference(.finops, "Account")
        let error = #expect(throws: MappingError.self) {
            try LegMapper(leg: rows, sourceColumns: ["v"], destinationSchema: schema(nil))
        }
        #expect(error?.issue.code == .truncateWithoutLength)
        let template = Template(name: "T", tasks: [TemplateTask(name: "A", order: 1, legs: [rows])])
        let source = EntitySchema(
            environment: .sales, name: "Accounts", label: "",
            fields: [Field(name: "v", type: .string)])
        func problems(_ length: Int?) -> [String] {
            template.problems { $0.environment == .finops ? schema(length) : source }
                .map(\.issue.detail)
        }
        #expect(problems(nil) == ["no schema says how long 'V' may be"])
        #expect(problems(5) == [])
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `agrees with a twin that goes by characters`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let parts = ["a", "b ", "é", "e\u{301}", "😀", "👩‍🚀", "🇧🇷", "日", "\r\n", "\n", "\u{200D}"]
        for _ in 0..<300 {
            let texts = (0..<20).map { _ in
                (0..<Int.random(in: 0...8, using: &random)).map { _ in
                    parts.randomElement(using: &random)!
                }.joined()
            }
            let length = Int.random(in: 1...9, using: &random)
            let mapped = try mapped(texts, to: length)
            let cut = values("V", of: mapped.batch)
            for (row, text) in texts.enumerated() {
                var start = ""
                for character in text {
                    if start.utf16.count + character.utf16.count > length { break }
                    start.append(character)
                }
                let expected = text.utf16.count <= length ? text : start
                #expect(cut?[row].map { Array($0.utf8) } == Array(expected.utf8), "\(text)")
            }
        }
    }
}
