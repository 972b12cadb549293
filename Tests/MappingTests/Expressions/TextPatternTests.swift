import Support
import Testing

@testable import Mapping

@Suite struct `Patterns` {
    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        var matcher = TextPatternMatcher(try TextPattern(pattern))
        let bytes = Array("--\(text)--".utf8)
        return matcher.matches(bytes.span, 2..<bytes.count - 2)
    }

    @Test(arguments: [
        ("", "", true), ("", "a", true), ("a", "xax", true), ("a", "x", false), ("^a", "ab", true),
        ("^a", "ba", false), ("a$", "ba", true), ("a$", "ab", false), ("^$", "", true),
        ("^$", "a", false),
        ("^a|b$", "ax", true), ("^(a|b)$", "ax", false), ("^ab*c$", "ac", true),
        ("^ab+c$", "ac", false),
        ("^ab?c$", "abbc", false), ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false),
        ("^a{2,}$", "aaaa", true),
        ("^a{1,2}$", "aaa", false), ("^(ab){2}$", "abab", true), ("^(?:ab)*$", "aba", false),
        ("^a.c$", "aüc", true),
        ("^a.c$", "a\nc", false), ("^[a-c]+$", "abc", true), ("^[^a-c]+$", "xaz", false),
        ("^[]]$", "]", false),
        ("^[\\]x-]+$", "]x-", true), ("^\\d{3}-\\d{2}$", "123-45", true), ("^\\w+$", "ab_9", true),
        ("^\\w+$", "ä", false),
        ("^\\W$", "ä", true), ("^\\s$", "\u{A0}", true), ("^[\\D]$", "x", true),
        ("^[\\D5]$", "5", true),
        ("^[\\D5]$", "6", false), ("\\u00fc", "ü", true), ("\\x41", "A", true),
        ("^\\.\\*$", ".*", true),
        ("^😀+$", "😀😀", true), ("^.$", "😀", true), ("^[α-ω]+$", "λογος", true), ("A", "a", false),
        ("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false),
        ("^(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaab", false),
        ("^a+?$", "aaa", true), ("^[A-Z]{2}\\d{9}$", "DE123456789", true), ("a||b", "", true),
        ("()", "x", true),
    ])
    func `find what they say`(pattern: String, text: String, isFound: Bool) throws {
        #expect(try matches(pattern, text) == isFound, "\(pattern) in \(text)")
    }

    @Test(arguments: [
        ("(", "a ')' is missing"), (")", "a ')' is too much"), ("[a", "a ']' is missing"),
        ("*a", "nothing to repeat"),
        ("a**", "nothing to repeat"), ("^*", "nothing to repeat"),
        ("a{2", "a repetition is written"),
        ("a{3,2}", "a repetition is written"), ("a{9999}", "a number up to 500"),
        ("a{x}", "a number up to 500"),
        ("(?=a)", "only (?:…)"), ("(?<n>a)", "only (?:…)"), ("\\1", "\\1 is not known"),
        ("\\b", "\\b is not known"),
        ("\\p{L}", "\\p is not known"), ("a\\", "stands at the end"),
        ("[z-a]", "from one character"),
        ("[\\d-x]", "from one character"), ("\\u12", "4 hexadecimal"),
        ("(a{500}){500}", "too large"),
        ("((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9})", "too large"),
    ])
    func `say what is wrong with them`(pattern: String, detail: String) {
        let error = #expect(throws: TextPatternError.self) { try TextPattern(pattern) }
        #expect(error?.detail.contains(detail) == true, "\(error?.detail ?? "")")
    }

    @Test func `refuse endless nesting`() {
        #expect(throws: TextPatternError.self) {
            try TextPattern(String(repeating: "(", count: 100_000))
        }
    }

    @Test func `take time that grows with the text only`() throws {
        let text = String(repeating: "a", count: 20_000)
        #expect(try !matches("^(a|aa|a*a*)*$", text + "b"))
    }

    /// Against a matcher that tries one way after the other, as it stands in textbooks.
    @Test(arguments: 0..<8)
    func `agree with a simple twin`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<150 {
            let pattern = Self.pattern(depth: 3, &random)
            var parser = TextPatternParser(pattern)
            let tree = try parser.pattern()
            for _ in 0..<10 {
                let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    ["a", "b", "ü"].randomElement(using: &random)!
                }.joined()
                #expect(
                    try matches(pattern, text) == SimpleMatcher(text).finds(tree),
                    "\(pattern) in \(text)")
            }
        }
    }

    private static func pattern(depth: Int, _ random: inout SeededGenerator) -> String {
        let leaves = ["a", "b", "ü", ".", "[ab]", "[^a]", "^", "$", "\\w", ""]
        guard depth > 0 else { return leaves.randomElement(using: &random)! }
        let one = pattern(depth: depth - 1, &random)
        let two = pattern(depth: depth - 1, &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            return "(\(one))" + ["*", "+", "?", "{2}", "{0,2}", "{1,}"].randomElement(
                using: &random)!
        case 1: return "(\(one)|\(two))"
        case 2: return one + two
        case 3: return "(?:\(one))\(two)"
        default: return leaves.randomElement(using: &random)!
        }
    }
}

/// Finds the ends of all matches by trying every way.
private struct SimpleMatcher {
    let characters: [UInt32]

    init(_ text: String) { characters = text.unicodeScalars.map(\.value) }

    func finds(_ tree: TextPatternTree) -> Bool {
        (0...characters.count).contains { !ends(of: tree, from: [$0]).isEmpty }
    }

    private func ends(of tree: TextPatternTree, from starts: Set<Int>) -> Set<Int> {
        switch tree {
        case .start: return starts.filter { $0 == 0 }
        case .end: return starts.filter { $0 == characters.count }
        case .characters(let wanted):
            return Set(
                starts.filter { $0 < characters.count && wanted.contains(characters[$0]) }
                    .map { $0 + 1 })
        case .sequence(let parts): return parts.reduce(starts) { ends(of: $1, from: $0) }
        case .alternatives(let parts):
            return parts.reduce(into: []) { $0.formUnion(ends(of: $1, from: starts)) }
        case .repetition(let part, let least, let most):
            var reached = starts
            for _ in 0..<least { reached = ends(of: part, from: reached) }
            var all = reached
            for _ in least..<(most ?? least + characters.count + 1) {
                reached = ends(of: part, from: reached)
                all.formUnion(reached)
            }
            return all
        }
    }
}
