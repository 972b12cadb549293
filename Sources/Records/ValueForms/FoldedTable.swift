/// A table from texts to numbers that finds a text without regard to the case of ASCII letters and
/// without making a `String` of it.
package struct FoldedTable: Sendable {
    private var slots: [Int32]
    private var keys: [[UInt8]] = []
    private var values: [Int] = []
    private let mask: Int

    /// Of texts that are equal without case, the first stands.
    package init(_ entries: [(text: String, value: Int)]) {
        var size = 8
        while size < entries.count * 2 { size *= 2 }
        mask = size - 1
        slots = [Int32](repeating: -1, count: size)
        for entry in entries {
            let key = entry.text.utf8.map(\.asciiLowercased)
            let place = key.withUnsafeBufferPointer { slot(for: $0) }
            guard slots[place] < 0 else { continue }
            slots[place] = Int32(keys.count)
            keys.append(key)
            values.append(entry.value)
        }
    }

    /// The number of the text, or nil.
    package func value(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        let entry = slots[slot(for: text)]
        return entry < 0 ? nil : values[Int(entry)]
    }

    /// The slot that holds the text, or the free one where it belongs.
    private func slot(for text: UnsafeBufferPointer<UInt8>) -> Int {
        // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text {
            hash = (hash ^ UInt64(byte.asciiLowercased)) &* 0x0000_0100_0000_01B3
        }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
        while slots[slot] >= 0, !isEqual(keys[Int(slots[slot])], text) { slot = (slot + 1) & mask }
        return slot
    }

    private func isEqual(_ key: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.count == text.count else { return false }
        for index in key.indices where key[index] != text[index].asciiLowercased { return false }
        return true
    }
}
