import FoundationEssentials
import JSON5
import Support
import Testing

@Suite struct `JSON5 parser` {
    private func parse(_ text: String) throws -> JSON5Value {
        try JSON5Parser.value(of: Array(text.utf8))
    }

    @Test func `keeps the order of keys, repeated keys and lines`() throws {
        let value = try parse("{\r\n b: 1, // one\n 'a': [\n'x',\r null,], /* two\n */ b: true }")
        guard case .object(let members) = value.content else { return #expect(Bool(false)) }
        #expect(members.map(\.key) == ["b", "a", "b"])
        #expect(members.map(\.line) == [2, 3, 6])
        #expect(members[0].value.content == .number("1"))
        #expect(
            members[1].value.content
                == .list([
                    JSON5Value(content: .text("x"), line: 4),
                    JSON5Value(content: .null, line: 5),
                ]))
    }

    @Test(arguments: [
        (#""a\"b'c""#, "a\"b'c"), (#"'a\'b"c'"#, "a'b\"c"), (#"'\n\t\\\/'"#, "\n\t\\/"),
        (#"'\u00e9\x41'"#, "éA"), (#"'\uD83D\uDE00'"#, "😀"), ("'a\\\nb'", "ab"),
        ("'a\\\r\nb'", "ab"), ("'Zürich — 東京'", "Zürich — 東京"), ("''", ""),
    ])
    func `reads texts`(text: String, expected: String) throws {
        #expect(try parse(text).content == .text(expected))
    }

    @Test(arguments: [
        ("", 1, 1, "a value is missing at the end of the text"),
        ("{", 1, 2, "a key or '}' is missing at the end of the text"),
        ("{ a }", 1, 5, "expected ':' behind the key 'a', found '}'"),
        ("{\n a: 1\n b: 2 }", 3, 2, "expected ',' or '}' behind line 2, found 'b'"),
        ("[1\n // Two.\n 2]", 3, 2, "expected ',' or ']' behind line 1, found '2'"),
        (
            "{ a: \u{201C}x\u{201D} }", 1, 6,
            "expected a value, found \u{201C}, a typographic quote. Write \" or '"
        ),
        (
            "{ \u{2018}a\u{2019}: 1 }", 1, 3,
            "expected a key or '}', found \u{2018}, a typographic quote. Write \" or '"
        ),
        ("[1 2]", 1, 4, "expected ',' or ']', found '2'"),
        (
            "{ a: [\n1,\n}", 3, 1,
            "expected a value or ']', found '}'. The list that begins in line 1 is not closed"
        ),
        (
            "{ a:\n[ 1\n}", 3, 1,
            "expected ',' or ']' behind line 2, found '}'. The list that begins in line 2 is not closed"
        ),
        (
            "[\n{ a: 1 ]", 2, 8,
            "expected ',' or '}', found ']'. The object that begins in line 2 is not closed"
        ),
        ("{ a: hello }", 1, 6, "expected a value, found 'h'"),
        ("{ a: }", 1, 6, "expected a value, found '}'"),
        ("{ a: 'x }", 1, 6, "this text's closing quote is missing"),
        ("{ a: 'x\n' }", 1, 6, "this text's closing quote is missing"),
        ("{} {}", 1, 4, "expected the end of the text, found '{'"),
        ("/* x", 1, 1, "this comment's end is missing"),
        ("/ 1", 1, 1, "'/' stands alone"),
        ("{ 0: 1 }", 1, 3, "expected a key or '}', found '0'"),
        ("'\\u00g0'", 1, 2, "4 hexadecimal digits are missing here"),
        ("'\\uDC00'", 1, 2, "this is no character"),
        ("'\\", 1, 2, "this text's closing quote is missing"),
        (String(repeating: "[", count: 100), 1, 65, "nested too deeply"),
    ])
    func `says where a text is wrong`(text: String, line: Int, column: Int, detail: String) {
        #expect(throws: JSON5Error(line: line, column: column, detail: detail)) {
            try parse(text)
        }
    }

    /// Foundation's JSON5 reader is the twin. It takes some forms that templates do not need.
    @Test func `agrees with Foundation on what is JSON5 and what its texts are`() throws {
        let pieces = [
            "{", "}", "[", "]", ",", ":", " ", "\n", "a", "'k'", "\"v\"", "'\\n\\u0041'", "1", "-2",
            "true", "null", "// c\n", "/* d */", "é", "{a:'b'}", "['x',]",
        ]
        var random = SeededGenerator(seed: 5)
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        var readable = 0
        for _ in 0..<40_000 {
            let text = (0..<Int.random(in: 1...7, using: &random))
                .map { _ in pieces.randomElement(using: &random)! }.joined()
            let twin = try? decoder.decode(Twin.self, from: Data(text.utf8))
            let value = try? parse(text)
            if twin == nil && value == nil { continue }
            readable += 1
            #expect(value.map(Twin.init) == twin, "\(text)")
        }
        #expect(readable > 1_000)
    }
}

/// A JSON value as Foundation reads it: without lines, order and repeated keys.
private enum Twin: Equatable, Decodable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case list([Twin])
    case object([String: Twin])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([Twin].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: Twin].self))
        }
    }

    init(_ value: JSON5Value) {
        self =
            switch value.content {
            case .null: .null
            case .boolean(let value): .boolean(value)
            case .number(let text): .number(Double(text)!)
            case .text(let text): .text(text)
            case .list(let values): .list(values.map(Twin.init))
            case .object(let members):
                .object(
                    Dictionary(
                        members.map { ($0.key, Twin($0.value)) },
                        uniquingKeysWith: { one, _ in one }))
            }
    }
}
