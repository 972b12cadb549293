import JSON5
import Testing

@Suite struct `Plain JSON` {
    @Test(arguments: [
        ("{ a: 1, 'b': [ +2, -3, .5, 5., 1e3 ], }", #"{ "a": 1, "b": [2, -3, 0.5, 5.0, 1000.0] }"#),
        ("[ 0x10, -0xFF, 0x0 ] /* hexadecimal */", "[16, -255, 0]"),
        ("[ Infinity, -Infinity, NaN ]", nil),
        ("[ 1e999, -1e999 ]", #"["1e999", "-1e999"]"#),
        ("[ 0x1FFFFFFFFFFFFFFFF ]", #"["0x1FFFFFFFFFFFFFFFF"]"#),
        (
            #"{ "text": 'a "b"\u0031', n: null, t: true }"#,
            #"{ "text": "a \"b\"1", "n": null, "t": true }"#
        ),
    ])
    func `has numbers, keys and texts as JSON writes them`(text: String, plain: String?) throws {
        guard let plain else {
            #expect(throws: JSON5Error.self) { try JSON5Parser.value(of: Array(text.utf8)) }
            return
        }
        let value = try JSON5Parser.value(of: Array("{ v: \(text) }".utf8))
        let wrapped = String(decoding: value.plainJSON, as: UTF8.self)
        #expect(
            wrapped.filter { !$0.isWhitespace } == "{\"v\":\(plain)}".filter { !$0.isWhitespace })
    }

    @Test func `is not reached by numbers that are none`() {
        #expect(throws: JSON5Error.self) {
            try JSON5Parser.value(of: Array("{ looks: 0x0x3 }".utf8))
        }
    }

    @Test(arguments: [
        ("{ a: 1, b: 2 }", nil), ("{ a: 1,\n a: 2 }", "a"),
        ("[ { x: { y: 1 } },\n { x: { y: 1,\n y: 2 } } ]", "y"),
    ])
    func `tells keys that are there twice`(text: String, key: String?) throws {
        #expect(try JSON5Parser.value(of: Array(text.utf8)).repeatedMember?.key == key)
    }
}
