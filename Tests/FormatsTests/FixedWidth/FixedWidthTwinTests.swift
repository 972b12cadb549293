import Records
import Testing

@testable import Formats

@Suite struct `Fixed width reader and its slow twin` {
    static func layouts() throws -> [FixedWidthLayout] {
        let plain = [
            FixedWidthLayout.Column(name: "A", length: 3), .init(name: "B", length: 2),
            .init(name: "C", length: 4),
        ]
        var titled = try FixedWidthLayout(plain)
        titled.header = .line(2)
        var titledBlocks = try FixedWidthLayout(plain, recordLength: 10)
        titledBlocks.header = .line(1)
        return [
            try FixedWidthLayout(plain), titled,
            try FixedWidthLayout([
                .init(name: "B", length: 2, start: 8), .init(name: "A", length: 3, start: 3),
            ]),
            try FixedWidthLayout([.init(name: "X", length: 1)]),
            try FixedWidthLayout([.init(name: "X", length: 30), .init(name: "Y", length: 21)]),
            try FixedWidthLayout(plain, recordLength: 9), titledBlocks,
            try FixedWidthLayout([.init(name: "X", length: 20, start: 2)], recordLength: 24),
        ]
    }

    static let letters = ["a", "b", "7", " ", " ", " ", "x", "y"]
    static let wide = ["é", "ß", "漢", "字", "🙂", "𝒳", "e\u{301}", "\u{A0}", "\t", "\u{85}"]

    static func text(_ random: inout DelimitedRandom, _ layout: FixedWidthLayout) -> String {
        var text = ""
        let known = random.below(2) == 0 ? letters : letters + wide
        let hasBreaks = layout.recordLength == nil || random.below(3) > 0
        for _ in 0..<random.below(9) {
            var length = layout.width
            switch random.below(hasBreaks ? 5 : 30) {
            case 0: length = random.below(layout.width + 1)
            case 1: length += random.below(4)
            default: break
            }
            for _ in 0..<length { text += random.pick(known) }
            if random.below(20) == 0 { text += random.pick(["\u{0}", "\n", "\r", "   "]) }
            if hasBreaks { text += random.pick(["\n", "\r\n", "\r", "\r\n", "\n\n"]) }
        }
        if random.below(4) == 0 { text += random.pick(["\u{1A}", "\r\n", "a", "\n\u{1A}"]) }
        return text
    }

    @Test(arguments: 0..<8)
    func `agree at every batch size`(_ number: Int) throws {
        let layout = try Self.layouts()[number]
        var random = DelimitedRandom(seed: 60 + number)
        for round in 0..<60 {
            let text = Self.text(&random, layout)
            let expected = SlowFixedWidth(text, layout).reading
            let bytes = Array(text.utf8)
            // Every size is tried for some texts; it takes as many readings as the text has bytes.
            let sizes =
                round < 12 ? Array(1...bytes.count + 2) : [1, 2, 3, 8, 1 + random.below(99)]
            for batchSize in sizes {
                let chunkSize = random.pick([1, 2, 3, 7, 64])
                let found = try FixedWidthReading(
                    bytes, layout, chunkSize: chunkSize, batchSize: batchSize)
                try #require(
                    found == expected,
                    "\(String(reflecting: text)) chunks \(chunkSize), batches \(batchSize)")
            }
        }
    }

    @Test(arguments: 0..<8, [TextEncoding.utf16LittleEndian, .utf16BigEndian])
    func `agree on characters that take two units`(
        _ number: Int, encoding: TextEncoding
    ) throws {
        var layout = try Self.layouts()[number]
        layout.encoding = encoding
        var random = DelimitedRandom(seed: 90 + number)
        for _ in 0..<20 {
            let text = Self.text(&random, layout)
            let bytes = text.utf16.flatMap { unit -> [UInt8] in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return encoding == .utf16BigEndian ? [high, low] : [low, high]
            }
            let mark: [UInt8] = encoding == .utf16BigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
            let found = try FixedWidthReading(
                mark + bytes, layout, chunkSize: 1 + random.below(9),
                batchSize: 1 + random.below(60))
            try #require(found == SlowFixedWidth(text, layout).reading, "\(text)")
        }
    }

    @Test func `never fail but by an issue on bytes of any kind`() throws {
        var random = DelimitedRandom(seed: 5)
        for _ in 0..<400 {
            let layout = try random.pick(Self.layouts())
            let bytes = (0..<random.below(80)).map { _ in
                random.pick([UInt8(0x20), 0x61, 0x0A, 0x0D, 0xC3, 0x80, 0xF0, 0x1A, 0xFF])
            }
            do {
                _ = try FixedWidthReading(bytes, layout, batchSize: 1 + random.below(40))
            } catch let error as FormatError {
                let known: [IssueCode] = [.invalidInEncoding, .endsInsideCharacter]
                #expect(known.contains(error.issue.code), "\(error.issue.message)")
            }
        }
    }
}
