import Glibc

/// A hash table from 96-bit fingerprints to record numbers, 16 bytes an entry, with open addressing
/// and linear probing.
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
        if count * 3 >= entries.count * 2 { grow(to: entries.count * 2) }
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
        let mask = entries.count - 1
        var sum: UInt32 = 0
        for fingerprint in fingerprints {
            sum &+= entries[Int(truncatingIfNeeded: fingerprint.high) & mask].record
        }
        return sum
    }

    /// Where the fingerprint is or would be.
    private func place(of fingerprint: Fingerprint) -> Int {
        let low = UInt32(truncatingIfNeeded: fingerprint.low)
        let mask = entries.count - 1
        var place = Int(truncatingIfNeeded: fingerprint.high) & mask
        while true {
            let entry = entries[place]
            if entry.record == 0 { return place }
            if entry.high == fingerprint.high && entry.low == low { return place }
            place = (place &+ 1) & mask
        }
    }

    /// Makes room for that many fingerprints at once: to grow step by step writes all of them, and
    /// zeros before them, at every step.
    func makeRoom(for expected: Int) {
        var places = entries.count
        while expected * 3 >= places * 2 { places *= 2 }
        if places > entries.count { grow(to: places) }
    }

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
