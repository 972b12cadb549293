/// Finds the most frequent texts in a memory of fixed size: 128 texts with their counts.
///
/// When a 129th comes, the median of the counts is taken off all of them, and texts that are left
/// with nothing go (Misra and Gries, "Finding repeated elements", 1982, taken off in larger steps).
/// So a count is exact until the first time, and later a lower bound that is short by `error` at
/// most. A text that is not among them occurred `error` times at most.
struct FrequentTexts {
    /// A text and how often it occurred at least.
    struct Entry {
        var text: [UInt8]
        /// The text has more bytes than are kept.
        var isCut: Bool
        var count: Int
    }

    private static let capacity = 128
    /// So many bytes of a text are kept; texts are told apart by their hashes.
    private static let keptBytes = 64
    private static let placeCount = 256

    private var hashes: [UInt64] = []
    private var counts: [Int] = []
    private var lengths: [Int] = []
    /// Of each text the first bytes, at a multiple of `keptBytes`.
    private var kept = [UInt8](repeating: 0, count: capacity * keptBytes)
    /// The number of the text from 1 in the first free place from the one that its hash names.
    private var places = [UInt8](repeating: 0, count: placeCount)
    /// The index of the latest text.
    private var latest = 0
    /// How much may be missing from each count.
    private(set) var error = 0

    init() {
        hashes.reserveCapacity(Self.capacity)
        counts.reserveCapacity(Self.capacity)
        lengths.reserveCapacity(Self.capacity)
    }

    @inline(__always)
    mutating func note(_ text: UnsafeBufferPointer<UInt8>, hash: UInt64) {
        let place = place(of: hash)
        guard places[place] == 0 else {
            latest = Int(places[place]) &- 1
            counts[latest] &+= 1
            return
        }
        add(text, hash: hash)
    }

    /// Counts the latest text once more.
    @inline(__always)
    mutating func noteLatest() {
        counts[latest] &+= 1
    }

    /// The most frequent ones first, of equal ones the first by bytes. Only texts that occurred more
    /// often than any that is not known.
    func most(_ wanted: Int) -> [Entry] {
        let entries = counts.indices.filter { counts[$0] > error }.map { index in
            let start = index * Self.keptBytes
            return Entry(
                text: Array(kept[start..<start + min(lengths[index], Self.keptBytes)]),
                isCut: lengths[index] > Self.keptBytes, count: counts[index])
        }
        let sorted = entries.sorted { one, other in
            one.count != other.count
                ? one.count > other.count : one.text.lexicographicallyPrecedes(other.text)
        }
        return Array(sorted.prefix(wanted))
    }

    /// The place that holds the text, or the free one where it belongs.
    @inline(__always)
    private func place(of hash: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: hash >> 32) & (Self.placeCount &- 1)
        while places[place] != 0, hashes[Int(places[place]) &- 1] != hash {
            place = (place &+ 1) & (Self.placeCount &- 1)
        }
        return place
    }

    @inline(never)
    private mutating func add(_ text: UnsafeBufferPointer<UInt8>, hash: UInt64) {
        if counts.count == Self.capacity { takeOffMedian() }
        hashes.append(hash)
        counts.append(1)
        lengths.append(text.count)
        latest = counts.count - 1
        let start = latest * Self.keptBytes
        for index in 0..<min(text.count, Self.keptBytes) { kept[start + index] = text[index] }
        places[place(of: hash)] = UInt8(counts.count)
    }

    private mutating func takeOffMedian() {
        let median = counts.sorted()[Self.capacity / 2]
        error += median
        var left = 0
        for index in 0..<Self.capacity where counts[index] > median {
            (hashes[left], lengths[left]) = (hashes[index], lengths[index])
            counts[left] = counts[index] - median
            for byte in 0..<Self.keptBytes {
                kept[left * Self.keptBytes + byte] = kept[index * Self.keptBytes + byte]
            }
            left += 1
        }
        let gone = Self.capacity - left
        hashes.removeLast(gone)
        counts.removeLast(gone)
        lengths.removeLast(gone)
        for place in 0..<Self.placeCount { places[place] = 0 }
        for index in 0..<left { places[place(of: hashes[index])] = UInt8(index + 1) }
    }
}
