import Records
import Support
import Testing

@testable import Pipeline

/// The parts of a profile that count in bounded memory, against plain sets and dictionaries.
@Suite struct `Counting in bounded memory` {
    private func hash(_ text: String) -> TextHash {
        Array(text.utf8).withUnsafeBufferPointer { TextHash($0) }
    }

    @Test func `hashes tell texts of all lengths apart`() {
        var seen: [UInt64: [UInt8]] = [:]
        var random = SeededGenerator(seed: 1)
        for length in 0...40 {
            let text = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            for spoilt in -1..<length {
                var text = text
                if spoilt >= 0 { text[spoilt] ^= 1 }
                let found = text.withUnsafeBufferPointer { TextHash($0) }
                #expect(seen[found.hash] == nil)
                seen[found.hash] = text
                let prefix = (0..<8).reduce(UInt64(0)) { sum, index in
                    sum << 8 | UInt64(index < text.count ? text[index] : 0)
                }
                #expect(found.prefix == prefix)
            }
        }
    }

    @Test(arguments: [0, 1, 47, 48, 49, 700, 768])
    func `different texts are counted exactly up to the bound`(count: Int) {
        var distinct = DistinctCount(mostPlaces: 1024)
        for _ in 0..<3 { for index in 0..<count { distinct.note(hash("value \(index)").hash) } }
        #expect(distinct.result == .init(count: count, isExact: true))
    }

    /// Four standard errors; texts and so the outcome are the same in every run.
    @Test(arguments: [770, 5_000, 40_000, 60_000, 200_000])
    func `and estimated behind it`(count: Int) {
        var distinct = DistinctCount(mostPlaces: 1024)
        for index in 0..<count { distinct.note(hash("customer number \(index)").hash) }
        let result = distinct.result
        #expect(!result.isExact)
        #expect(abs(result.count - count) * 1000 < count * 33, "\(result.count)")
    }

    @Test func `hashes that are made to collide end in an estimate`() {
        var distinct = DistinctCount(mostPlaces: 1 << 16)
        for index in 1...10_000 { distinct.note(UInt64(index) << 32) }
        #expect(!distinct.result.isExact)
    }

    @Test(arguments: 1...10)
    func `no frequent text is missed and no count is too high`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var frequent = FrequentTexts()
        var counts: [String: Int] = [:]
        for _ in 0..<20_000 {
            // About one text in four is among a few; the rest is spread over thousands.
            let isCommon = Int.random(in: 0..<4, using: &random) == 0
            let number = Int.random(in: 0..<(isCommon ? 4 : 3000), using: &random)
            let text = isCommon ? "common \(number)" : "rare \(number)"
            counts[text, default: 0] += 1
            let hash = hash(text).hash
            Array(text.utf8).withUnsafeBufferPointer { frequent.note($0, hash: hash) }
        }
        let most = frequent.most(128)
        #expect(frequent.error > 0)
        #expect(frequent.error <= 20_000 / 64)
        for entry in most {
            let text = String(decoding: entry.text, as: UTF8.self)
            let exact = counts[text] ?? 0
            #expect(entry.count <= exact && exact <= entry.count + frequent.error, "\(text)")
        }
        let known = Set(most.map { String(decoding: $0.text, as: UTF8.self) })
        for (text, count) in counts where count > 2 * frequent.error {
            #expect(known.contains(text))
        }
        #expect(Set(most.prefix(4).map(\.count)).count > 0)
        #expect(most.prefix(4).allSatisfy { $0.text.starts(with: "common".utf8) })
    }

    @Test func `counts are exact for 128 different texts`() {
        var frequent = FrequentTexts()
        for round in 0..<128 {
            for index in round..<128 {
                let text = "value \(index)"
                let hash = hash(text).hash
                Array(text.utf8).withUnsafeBufferPointer { frequent.note($0, hash: hash) }
            }
        }
        #expect(frequent.error == 0)
        let most = frequent.most(3)
        #expect(most.map(\.count) == [128, 127, 126])
        #expect(most.map { String(decoding: $0.text, as: UTF8.self) }.first == "value 127")
    }
}
