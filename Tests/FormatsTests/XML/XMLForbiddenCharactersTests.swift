import CSystem
import Support
import Testing

@testable import Formats

@Suite struct `XML forbidden characters and an obvious twin` {
    /// What the characters are hidden as, and where they are, found one after the other; `told` are
    /// those that must be told, since one is enough where no tag is between them.
    private func slow(_ text: [UInt8]) -> (hidden: [UInt8], places: [Int], told: [Int]) {
        var hidden: [UInt8] = []
        var places: [Int] = []
        var region = ""
        while hidden.count < text.count {
            let at = hidden.count
            func begins(_ word: String) -> Bool { text[at...].starts(with: word.utf8) }
            let forbidden = Self.forbidden.first { begins($0) }
            let isReference = forbidden?.hasPrefix("&") == true
            if let forbidden, region.isEmpty || !isReference {
                hidden += Array(repeating: UInt8(ascii: "?"), count: forbidden.utf8.count)
                places.append(at)
                continue
            }
            let start = ["<!--": "-->", "<![CDATA[": "]]>"].first { begins($0.key) }
            if region.isEmpty, let start {
                hidden += start.key.utf8
                region = start.value
                continue
            }
            if !region.isEmpty, begins(region) { region = "" }
            hidden.append(text[at])
        }
        let told = places.enumerated().filter { index, place in
            index == 0
                || text[places[index - 1]..<place].contains { "<>".utf8.contains($0) }
        }
        return (hidden, places, told.map(\.element))
    }

    private static let forbidden = [
        "&#8;", "&#x1F;", "&#xd800;", "&#0;", "\u{8}", "\u{0}", "\u{FFFE}", "\u{FFFF}",
    ]

    private static let pieces =
        forbidden + [
            "<![CDATA[", "]]>", "<!--", "-->", "&#9;", "&#x41;", "&amp;", "&#;", "&", "]", "-", "!",
            "<", ">", "a", "é", "\u{FFFD}", "\n", "\t",
        ]

    @Test(arguments: 1...40)
    func `agree at every chunk size`(_ seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        var text: [UInt8] = []
        for _ in 0..<200 {
            text += Self.pieces.randomElement(using: &numbers)!.utf8
            let plain = Int.random(in: 0...90, using: &numbers)
            if plain > 60 { text += [UInt8](repeating: UInt8(ascii: "x"), count: plain) }
        }
        let expected = slow(text)
        for size in [1, 5, 64, 10_000] {
            let filter = XMLForbiddenCharacters(PiecewiseBytes(text, pieces: size), offset: 100)
            #expect(try filter.readAll(bufferSize: size) == expected.hidden)
            let places = filter.takeFindings().map { $0.byte - 100 }
            #expect(Set(places).isSuperset(of: expected.told))
            #expect(Set(places).isSubset(of: expected.places))
            #expect(places == places.sorted())
        }
    }

    @Test func `plain bytes are counted up to the first that is not`() {
        var numbers = SeededGenerator(seed: 7)
        for count in 0..<300 {
            var text = [UInt8](repeating: 0, count: count)
            for index in text.indices {
                text[index] = UInt8.random(in: 0...255, using: &numbers)
                let special = text[index] < 0x20 || text[index] == 0xEF || text[index] == 0x26
                let isRare = Int.random(in: 0...150, using: &numbers) > 0
                if special || text[index] == 0x21, isRare { text[index] = 0x0A }
            }
            let first = text.firstIndex { byte in
                byte < 0x20 && ![0x9, 0xA, 0xD].contains(byte) || [0xEF, 0x26, 0x21].contains(byte)
            }
            #expect(p2c_xml_plain(text, count) == first ?? count)
        }
    }
}
