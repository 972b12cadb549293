import Records
import Support
import Testing

@testable import Store

/// MurmurHash3_x64_128, seed 0, byte by byte as its author describes it: the slow twin.
private func murmur(_ bytes: [UInt8]) -> Fingerprint {
    func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        value << count | value >> (64 - count)
    }
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let (c1, c2): (UInt64, UInt64) = (0x87c3_7b91_1142_53d5, 0x4cf5_ad43_2745_937f)
    var (h1, h2): (UInt64, UInt64) = (0, 0)
    var start = 0
    while start < bytes.count {
        let block = bytes[start..<min(start + 16, bytes.count)]
        h1 ^= rotate(number(block.prefix(8)) &* c1, 31) &* c2
        if block.count == 16 { h1 = (rotate(h1, 27) &+ h2) &* 5 &+ 0x52dc_e729 }
        h2 ^= rotate(number(block.dropFirst(8)) &* c2, 33) &* c1
        if block.count == 16 { h2 = (rotate(h2, 31) &+ h1) &* 5 &+ 0x3849_5ab5 }
        start += 16
    }
    return spread(h1 ^ UInt64(bytes.count), h2 ^ UInt64(bytes.count))
}

/// How MurmurHash3 spreads its 128 bits in the end.
private func spread(_ one: UInt64, _ other: UInt64) -> Fingerprint {
    func avalanche(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
        value = (value ^ value >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return value ^ value >> 33
    }
    let first = one &+ other
    let (h1, h2) = (avalanche(first), avalanche(other &+ first))
    return Fingerprint(high: h1 &+ h2, low: h2 &+ (h1 &+ h2))
}

/// The digest of a record as its documentation says it, with numbers of 128 bits: the slow twin.
private func productSum(_ fields: [(name: String, value: Value)]) -> Fingerprint {
    func number(_ bytes: some Collection<UInt8>) -> UInt64 {
        zip(bytes, 0...).reduce(0) { $0 | UInt64($1.0) << UInt64(8 * $1.1) }
    }
    func product(_ one: UInt64, _ other: UInt64) -> UInt128 { UInt128(one) * UInt128(other) }
    var sum: UInt128 = 0
    for field in fields where field.value != .absent {
        let folded = Array(field.name.lowercased().utf8)
        let padding = [UInt8](repeating: 0, count: (16 - folded.count % 16) % 16)
        let head = withUnsafeBytes(of: (UInt64(folded.count).littleEndian, UInt64(0))) {
            Array($0)
        }
        let name = murmur(head + folded + padding)
        guard case .text(let text) = field.value else {
            sum &+= product(name.high, name.low &- 1)
            continue
        }
        let bytes = Array(text.utf8)
        sum &+= product(
            number(bytes.prefix(8)) &+ name.high, UInt64(bytes.count) &+ name.low)
        for (index, start) in stride(from: 8, to: bytes.count, by: 16).enumerated() {
            let pair = bytes[start...].prefix(16)
            let turn = UInt64(index + 1)
            sum &+= product(
                number(pair.prefix(8)) &+ name.high &+ turn &* 0x9e37_79b9_7f4a_7c15,
                number(pair.dropFirst(8)) &+ name.low &+ turn &* 0xc2b2_ae3d_27d4_eb4f)
        }
    }
    return spread(UInt64(truncatingIfNeeded: sum >> 64), UInt64(truncatingIfNeeded: sum))
}

private func digest(_ fields: [(name: String, value: Value)]) -> Fingerprint {
    let batch = makeBatch(fields.map(\.name), [fields.map(\.value)])
    return RecordDigest(fields: fields.map(\.name)).digests(
        of: [0], in: batch, columns: Array(fields.indices))[0]
}

@Suite struct `Record digest` {
    @Test(arguments: [
        ("", UInt64(0), UInt64(0)),
        ("hello", 0xcbd8_a7b3_41bd_9b02, 0x5b1e_906a_48ae_1d19),
        (
            "The quick brown fox jumps over the lazy dog",
            0xe34b_bc7b_bc07_1b6c, 0x7a43_3ca9_c49a_9347
        ),
    ])
    func `has a twin that agrees with the published values`(
        text: String, high: UInt64, low: UInt64
    ) {
        #expect(murmur(Array(text.utf8)) == Fingerprint(high: high, low: low))
    }

    @Test func `agrees with its slow twin on random records`() {
        var random = SeededGenerator(seed: 41)
        let letters = Array("abcXYZ 019é\u{0}")
        for _ in 0..<2_000 {
            let fields = (0..<Int.random(in: 1...6, using: &random)).map { index in
                let length = Int.random(in: 0...40, using: &random)
                let text = (0..<length).map { _ in letters.randomElement(using: &random)! }
                let kind = Int.random(in: 0...5, using: &random)
                let value: Value = kind == 0 ? .null : kind == 1 ? .absent : .text(String(text))
                return (name: "Field\((index * 7) % 5)\(index)", value: value)
            }
            #expect(digest(fields) == productSum(fields))
        }
    }

    @Test func `is that of each record that is asked for`() {
        let records: [[Value]] = [
            ["A1", "Contoso"], ["A2", .null], ["A3", .absent], ["A4", ""],
        ]
        let batch = makeBatch(["Number", "Name"], records)
        let digests = RecordDigest(fields: ["Name", "Number"]).digests(
            of: [1, 3, 2], in: batch, columns: [1, 0])
        let expected = [1, 3, 2].map {
            digest([("Number", records[$0][0]), ("Name", records[$0][1])])
        }
        #expect(digests == expected)
    }

    @Test func `does not depend on order and case of the names`() {
        let one = digest([("Name", "Contoso"), ("City", .null)])
        #expect(one == digest([("CITY", .null), ("name", "Contoso")]))
    }

    @Test func `tells absent, null and empty text apart`() {
        let digests = [Value.absent, .null, ""].map { digest([("Name", "Contoso"), ("City", $0)]) }
        #expect(digests[0] != digests[1])
        #expect(digests[1] != digests[2])
        #expect(digests[0] != digests[2])
        #expect(digests[0] == digest([("Name", "Contoso")]))
    }

    @Test func `tells where one value ends and the next begins`() {
        #expect(digest([("A", "ab"), ("B", "c")]) != digest([("A", "a"), ("B", "bc")]))
        #expect(digest([("A", "x")]) != digest([("A", "x\u{0}")]))
    }

    @Test func `tells which field has a value, and where in it a part stands`() {
        #expect(digest([("A", "x"), ("B", "y")]) != digest([("A", "y"), ("B", "x")]))
        let (one, other) = (String(repeating: "1", count: 8), String(repeating: "2", count: 8))
        let texts = [
            one + other + one, other + one + one, one + one + other, one + other + one + one,
        ]
        let digests = texts.map { digest([("A", .text($0))]) }
        for (index, value) in digests.enumerated() {
            #expect(!digests[..<index].contains(value))
        }
    }

    @Test func `stays the same over time`() {
        let record = digest([("AccountNumber", "US-001"), ("Name", "Contoso"), ("City", .null)])
        #expect(
            record == Fingerprint(high: 0xdb92_6207_385b_3de3, low: 0x0e4a_dc2d_b61d_7c40))
    }
}
