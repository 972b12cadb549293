import Records
import Testing

@testable import Store

@Suite struct `Integration key` {
    private func key(_ values: [Value]) -> String {
        let names = values.indices.map { "Part\($0)" }
        let batch = makeBatch(names, [values])
        var key = KeyText(columns: names, of: batch)
        key.read(0, of: batch)
        return String(decoding: key.bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            (["US-001"], "us-001"),
            (["us-001   "], "us-001"),
            (["  us-001"], "  us-001"),
            (["USMF", "US-001"], "usmf\u{1F}us-001"),
            (["USMF  ", ""], "usmf\u{1F}"),
            (["É a"], "É a"),
            (["a\u{1F}b", "c"], "a\u{1E}\u{1F}b\u{1F}c"),
            (["a\u{1E}"], "a\u{1E}\u{1E}"),
            ([""], ""),
            (["   "], ""),
        ] as [([String], String)])
    func `nasty case 79: is one text in normal form`(parts: [String], expected: String) {
        #expect(key(parts.map(Value.text)) == expected)
    }

    @Test func `takes null, absent and a missing column for blank`() {
        let batch = makeBatch(["A", "B"], [[.null, .absent]])
        var key = KeyText(columns: ["A", "B", "C"], of: batch)
        key.read(0, of: batch)
        #expect(key.bytes == [0x1F, 0x1F])
        #expect(key.isBlank)
    }

    @Test func `is not blank when one part has a text`() {
        let batch = makeBatch(["A", "B"], [[.null, "x"], ["", " "]])
        var key = KeyText(columns: ["a", "b"], of: batch)
        key.read(0, of: batch)
        #expect(!key.isBlank)
        key.read(1, of: batch)
        #expect(key.isBlank)
    }
}
