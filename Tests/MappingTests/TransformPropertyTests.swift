import Records
import Support
import Testing

@testable import Mapping

/// Chains of transforms on random columns against a twin that works on `String`s.
@Suite struct `Transforms of columns` {
    private static let words = [
        "", " ", "\t\n", "a", "A", "b", "ea", "EA", "Ea ", "pcs", "United States", "UNITED states",
        "é", "É", "é ", " a", "true", "FALSE", "0", "1", "a longer text than any key of the maps",
    ]

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `agree with a twin on strings`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            let chain = Self.chain(using: &random)
            let cells = (0..<Int.random(in: 0...40, using: &random)).map { _ -> String? in
                switch Int.random(in: 0..<10, using: &random) {
                case 0: nil
                case 1: absent
                default: Self.words.randomElement(using: &random)!
                }
            }
            let fates = cells.map { _ in
                Int.random(in: 0..<8, using: &random) == 0 ? RowFate.filtered : .kept
            }
            let mapped = try Mapped(
                leg(FieldMapping("v", "V", chain)), batch([("v", cells)]), fates: fates)
            let twins = zip(cells, fates).map { Self.twin($0, fate: $1, chain: chain) }
            for (row, twin) in twins.enumerated() where fates[row] == .kept {
                #expect(values("V", of: mapped.batch)?[row] == twin.value, "\(chain)")
                #expect(mapped.fates[row] == (twin.isRefused ? .quarantined : .kept), "\(chain)")
            }
            #expect(
                Set(mapped.issues.map(\.row)) == Set(twins.indices.filter { twins[$0].isRefused }))
            for row in fates.indices where fates[row] == .filtered {
                #expect(mapped.fates[row] == .filtered)
            }
        }
    }

    private static func chain(using random: inout SeededGenerator) -> [ValueTransform] {
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
            if Bool.random(using: &random) { return .default(words.randomElement(using: &random)!) }
            var keys: Set<String> = []
            var entries: [ValueMap.Entry] = []
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                let key = words.randomElement(using: &random)!
                guard keys.insert(folded(key)).inserted else { continue }
                entries.append(.init(key, words.randomElement(using: &random)!))
            }
            let policies: [ValueMap.Unmapped?] = [nil, .error, .pass, .null]
            return .valueMap(
                ValueMap(entries, unmapped: policies.randomElement(using: &random)!))
        }
    }

    private static func twin(
        _ cell: String?, fate: RowFate, chain: [ValueTransform]
    ) -> (value: String?, isRefused: Bool) {
        guard fate == .kept else { return (cell, false) }
        var value = cell
        var isRefused = false
        for transform in chain {
            let key = value.map { $0 == absent ? "" : folded($0) } ?? ""
            switch transform {
            case .default(let text): if key == "" { value = text }
            case .valueMap(let map):
                if let entry = map.entries.first(where: { folded($0.key) == key }) {
                    value = entry.value
                } else if key != "" {
                    if map.unmapped == .error { isRefused = true }
                    if map.unmapped == .null { value = nil }
                }
            case .truncate, .countryRegionCode: break
            }
        }
        return (value, isRefused)
    }

    /// Blank texts are one key, letters have no case, and blanks at the ends mean nothing.
    private static func folded(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, " \t\n\r".contains(last) { text.removeLast() }
        while let first = text.first, " \t\n\r".contains(first) { text.removeFirst() }
        return text.lowercased()
    }
}

@Suite struct `Byte table` {
    @Test func `finds each of many keys and nothing else`() {
        var random = SeededGenerator(seed: 9)
        var table = ByteTable()
        var twin: [String: Int] = [:]
        for number in 0..<5_000 {
            let key = String(Int.random(in: 0..<20_000, using: &random), radix: 36)
            table.set(key, to: number)
            twin[key] = number
        }
        for candidate in 0..<20_000 {
            let key = String(candidate, radix: 36)
            #expect(table.value(of: key) == twin[key])
            #expect(table.value(of: key.uppercased()) == twin[key])
        }
        #expect(ByteTable().value(of: "") == nil)
        #expect(table.value(of: String(repeating: "x", count: 1_000)) == nil)
    }
}
