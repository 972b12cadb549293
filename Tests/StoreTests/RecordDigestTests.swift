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
    func avalanche(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
        value = (value ^ value >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return value ^ value >> 33
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
    h1 ^= UInt64(bytes.count)
    h2 ^= UInt64(bytes.count)
    h1 = h1 &+ h2
    h2 = h2 &+ h1
    h1 = avalanche(h1)
    h2 = avalanche(h2)
    h1 = h1 &+ h2
    return Fingerprint(high: h1, low: h2 &+ h1)
}

/// The bytes that the digest of a record is taken of, as its documentation draws them.
private func framed(_ fields: [(name: String, value: Value)]) -> [UInt8] {
    func block(_ one: UInt64, _ other: UInt64) -> [UInt8] {
        withUnsafeBytes(of: (one.littleEndian, other.littleEndian)) { Array($0) }
    }
    func padded(_ text: some Collection<UInt8>, to size: Int = 16) -> [UInt8] {
        Array(text) + [UInt8](repeating: 0, count: (size - text.count % size) % size)
    }
    func number(_ bytes: some Collection<UInt8>) -> UInt64 {
        padded(bytes, to: 8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    var bytes: [UInt8] = []
    for field in fields.map({ ($0.name.lowercased(), $0.value) }).sorted(by: { $0.0 < $1.0 }) {
        let name = murmur(block(UInt64(field.0.utf8.count), 0) + padded(field.0.utf8)).high
        switch field.1 {
        case .absent: break
        case .null: bytes += block(name &- 1, 0)
        case .text(let text):
            let (first, rest) = (text.utf8.prefix(8), text.utf8.dropFirst(8))
            bytes += block(name &+ UInt64(text.utf8.count), number(first)) + padded(rest)
        }
    }
    return bytes
}

private func digest(_ fields: [(name: String, value: Value)]) -> Fingerprint {
    let batch = makeBatch(fields.map(\.name), [fields.map(\.value)])
    let cells = RowCells(batch, columns: Array(fields.indices))
    return RecordDigest(fields: fields.map(\.name)).digest(of: cells[0], in: batch.bytes)
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
            #expect(digest(fields) == murmur(framed(fields)))
        }
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

    @Test func `stays the same over time`() {
        let record = digest([("AccountNumber", "US-001"), ("Name", "Contoso"), ("City", .null)])
        #expect(
            record == Fingerprint(high: 0x8dc5_c765_5245_76af, low: 0x406c_6ffc_48b0_3346))
    }
}
