import CSystem
import Testing

@Suite struct `Byte scanner` {
    static let forms = [P2C_SCAN_PORTABLE, P2C_SCAN_SSE2, P2C_SCAN_AVX2]

    @Test(arguments: 0..<3)
    func `finds what a simple loop finds, at every length and place`(_ form: Int) {
        let form = Self.forms[form]
        guard p2c_scan_form_runs(form) else { return }
        var random = DelimitedRandom(seed: 3)
        for length in Array(0..<200) + [1_000, 4_096] {
            let alphabet: [UInt8] = random.pick([
                [0x2C, 0x22], [0x61], [0x2C, 0x22, 0x0A, 0x0D, 0, 0x61],
            ])
            var bytes = (0..<length).map { _ in random.pick(alphabet) }
            if length > 0, random.below(3) == 0 { bytes[random.below(length)] = 0xC3 }
            let skipped = random.below(min(length, 40) + 1)
            let part = bytes[skipped...]
            let expected = part.indices.filter { [0x2C, 0x22, 0x0A, 0x0D, 0].contains(part[$0]) }
            var index = [UInt32](repeating: 0, count: length + Int(P2C_SCAN_SLACK))
            var hasNonASCII = false
            let count = part.withUnsafeBufferPointer {
                p2c_scan_in_form(
                    form, $0.baseAddress, $0.count, UInt32(skipped), 0x2C, 0x22, &index,
                    &hasNonASCII)
            }
            #expect(index[..<Int(count)].map { Int($0) } == expected)
            #expect(hasNonASCII == part.contains { $0 >= 0x80 })
        }
    }

    @Test(arguments: 0..<64)
    func `copies and judges a value of any length`(_ length: Int) {
        for special in [nil, 0x2C, 0x22, 0x0A, 0x0D] as [UInt8?] {
            for place in 0..<max(length, 1) {
                // What stands behind the value must not count.
                var source = [UInt8](repeating: 0x61, count: length) + Array(",\",\"".utf8)
                if let special, length > 0 { source[place] = special }
                var copy = [UInt8](repeating: 0, count: length + 16)
                for slack in [0, 4] {
                    let isPlain = p2c_copy_plain(
                        &copy, source, length, length + slack, 0x2C, 0x22)
                    #expect(isPlain == (special == nil || length == 0))
                    if isPlain { #expect(copy.prefix(length) == source.prefix(length)) }
                }
            }
        }
    }
}

@Suite struct `UTF-8 check` {
    @Test(
        arguments: [
            ([], 0), ([0x41], 1), ([0xC3, 0xA9], 2), ([0xC3], 0), ([0x41, 0xC3, 0x41], 1),
            ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x9F, 0xBF], 0), ([0xE0, 0xA0, 0x80], 3),
            ([0xED, 0x9F, 0xBF], 3), ([0xED, 0xA0, 0x80], 0), ([0xEF, 0xBF, 0xBF], 3),
            ([0xF0, 0x8F, 0xBF, 0xBF], 0), ([0xF0, 0x90, 0x80, 0x80], 4),
            ([0xF4, 0x8F, 0xBF, 0xBF], 4), ([0xF4, 0x90, 0x80, 0x80], 0),
            ([0xF5, 0x80, 0x80, 0x80], 0),
            ([0x80], 0), ([0xFF], 0), ([0x41, 0xF0, 0x9F, 0x99], 1),
        ] as [([UInt8], Int)])
    func `names the first bad byte`(_ bytes: [UInt8], _ first: Int) {
        for before in [0, 1, 31, 32, 33, 64, 100] {
            let text = [UInt8](repeating: 0x20, count: before) + bytes
            #expect(p2c_utf8_first_bad(text, text.count) == before + first)
        }
    }

    @Test func `agrees with Swift's on random bytes`() {
        var random = DelimitedRandom(seed: 8)
        let alphabet: [UInt8] = [
            0x41, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xC3, 0xE0, 0xE1, 0xED,
            0xEF,
            0xF0, 0xF4,
        ]
        for _ in 0..<20_000 {
            let bytes = (0..<random.below(12)).map { _ in random.pick(alphabet) }
            let bad = p2c_utf8_first_bad(bytes, bytes.count)
            #expect((bad == bytes.count) == (String(validating: bytes, as: UTF8.self) != nil))
            #expect(String(validating: bytes[..<Int(bad)], as: UTF8.self) != nil)
        }
    }
}
