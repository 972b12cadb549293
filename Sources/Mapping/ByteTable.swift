import Records

/// Finds texts among the bytes of a batch without making a `String`: keys without the case of ASCII
/// letters, each with a number.
///
/// The slots are at least twice as many as the keys, a power of two, and tried one after the other
/// from the place that the hash names:
/// ```
/// slots   -1  2 -1 -1  0  1 -1 -1      numbers of `ranges`, -1 where free
/// ranges  0..<2  2..<5  5..<9          where the keys lie in `keys`
/// ```
struct ByteTable: Sendable {
    private var slots: [Int32] = [-1, -1]
    private var keys: [UInt8] = []
    private var ranges: [Range<Int>] = []
    private var values: [Int] = []
    /// A text that is longer is not looked for.
    private var longestKey = 0

    /// The number of a text of a batch; nil when the text is no key.
    func value(of text: Range<Int>, in bytes: Span<UInt8>) -> Int? {
        guard text.count <= longestKey else { return nil }
        let index = slots[slot(of: text, in: bytes)]
        return index < 0 ? nil : values[Int(index)]
    }

    /// The number of a text of our own.
    func value(of text: String) -> Int? {
        let bytes = Array(text.utf8)
        return value(of: 0..<bytes.count, in: bytes.span)
    }

    /// Gives a key its number, in place of the one that it had.
    mutating func set(_ key: String, to value: Int) {
        let bytes = Array(key.utf8)
        let slot = slot(of: 0..<bytes.count, in: bytes.span)
        if slots[slot] >= 0 {
            values[Int(slots[slot])] = value
            return
        }
        slots[slot] = Int32(ranges.count)
        ranges.append(keys.count..<keys.count + bytes.count)
        keys.append(contentsOf: bytes)
        values.append(value)
        longestKey = max(longestKey, bytes.count)
        if ranges.count * 2 > slots.count { grow() }
    }

    /// The slot that holds the text, or the free one where it would go.
    private func slot(of text: Range<Int>, in bytes: Span<UInt8>) -> Int {
        let mask = slots.count - 1
        var slot = Self.hash(of: text, in: bytes) & mask
        while true {
            let index = Int(slots[slot])
            if index < 0 || isEqual(ranges[index], to: text, in: bytes) { return slot }
            slot = (slot + 1) & mask
        }
    }

    private func isEqual(_ key: Range<Int>, to text: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        guard key.count == text.count else { return false }
        for step in 0..<key.count {
            let byte = bytes[text.lowerBound + step].asciiLowercased
            if keys[key.lowerBound + step].asciiLowercased != byte { return false }
        }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (index, range) in ranges.enumerated() {
            slots[slot(of: range, in: keys.span)] = Int32(index)
        }
    }

    /// FNV-1a with the upper half folded in, since only low bits choose the slot.
    private static func hash(of text: Range<Int>, in bytes: Span<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in text {
            hash = (hash ^ UInt64(bytes[index].asciiLowercased)) &* 0x100_0000_01B3
        }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
