import Glibc

/// A hash table from 96-bit fingerprints to record numbers, 16 bytes an entry, with open addressing
/// and linear probing. At most three of four places are taken.
final class FingerprintTable {
    private struct Entry {
        var high: UInt64
        var low: UInt32
        /// 0 marks an empty place: record numbers begin at 1.
        var record: UInt32
    }

    private var entries: UnsafeMutableBufferPointer<Entry>
    private(set) var count = 0

    init() { entries = FingerprintTable.makeEntries(1 << 10) }

    deinit { FingerprintTable.free(entries) }

    /// The record that came first with this fingerprint; nil when it is new. A new one is noted as
    /// long as there are fewer than `limit`; `isFull` tells when it could not be.
    func insert(
        _ fingerprint: Fingerprint, record: UInt32, limit: Int
    ) -> (first: Int?, isFull: Bool) {
        if isCrowded && count < limit {
            grow(to: min(entries.count * 2, FingerprintTable.places(for: limit)))
        }
        let place = place(of: fingerprint)
        let known = entries[place].record
        if known != 0 { return (Int(known), false) }
        if count >= limit { return (nil, true) }
        let low = UInt32(truncatingIfNeeded: fingerprint.low)
        entries[place] = Entry(high: fingerprint.high, low: low, record: record)
        count += 1
        return (nil, false)
    }

    /// The record that was noted with this fingerprint; nil for none.
    func record(of fingerprint: Fingerprint) -> Int? {
        let known = entries[place(of: fingerprint)].record
        return known == 0 ? nil : Int(known)
    }

    /// Brings the places of the fingerprints near, all at once, so that `insert` need not wait for
    /// each in turn. Returns something that depends on all of them.
    func fetch(_ fingerprints: [Fingerprint]) -> UInt32 {
        var sum: UInt32 = 0
        for fingerprint in fingerprints { sum &+= entries[home(of: fingerprint)].record }
        return sum
    }

    /// Where the search for the fingerprint begins: as far into the table as the fingerprint is into
    /// the numbers of 64 bits, so that a table may have any size.
    private func home(of fingerprint: Fingerprint) -> Int {
        Int(fingerprint.high.multipliedFullWidth(by: UInt64(entries.count)).high)
    }

    /// Where the fingerprint is or would be.
    private func place(of fingerprint: Fingerprint) -> Int {
        let low = UInt32(truncatingIfNeeded: fingerprint.low)
        var place = home(of: fingerprint)
        while true {
            let entry = entries[place]
            if entry.record == 0 { return place }
            if entry.high == fingerprint.high && entry.low == low { return place }
            place &+= 1
            if place == entries.count { place = 0 }
        }
    }

    /// Makes room for that many fingerprints at once: to grow step by step writes all of them, and
    /// zeros before them, at every step.
    func makeRoom(for expected: Int) {
        let places = FingerprintTable.places(for: expected)
        if places > entries.count { grow(to: places) }
    }

    private var isCrowded: Bool { count * 4 >= entries.count * 3 }

    /// The fewest places that the fingerprints do not crowd.
    private static func places(for count: Int) -> Int { count / 3 * 4 + 8 }

    private func grow(to places: Int) {
        let full = entries
        entries = FingerprintTable.makeEntries(places)
        for entry in full where entry.record != 0 {
            let fingerprint = Fingerprint(high: entry.high, low: UInt64(entry.low))
            entries[place(of: fingerprint)] = entry
        }
        FingerprintTable.free(full)
    }

    // MARK: Memory

    /// Entries that are empty because the kernel hands out zeros. The keys of a large file touch
    /// every page of the table in no order: in huge pages that costs a tenth of the faults.
    private static func makeEntries(_ count: Int) -> UnsafeMutableBufferPointer<Entry> {
        let size = count * MemoryLayout<Entry>.stride
        let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else {
            preconditionFailure("There are \(size) bytes of memory for the keys of a file")
        }
        // Where the kernel has none, ordinary pages do.
        if size >= hugePage { _ = madvise(memory, size, MADV_HUGEPAGE) }
        return UnsafeMutableBufferPointer(
            start: memory.bindMemory(to: Entry.self, capacity: count), count: count)
    }

    private static func free(_ entries: UnsafeMutableBufferPointer<Entry>) {
        munmap(entries.baseAddress, entries.count * MemoryLayout<Entry>.stride)
    }

    private static let hugePage = 2 << 20
}
