/// Puts zip archives together byte by byte, also such as no tool would write.
struct ZipBuilder {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var attributes: UInt32 = 0
        var time: UInt32 = 0x0021_0000
        var unpackedBytes: UInt32?
        var packedBytes: UInt32?
        var checksum: UInt32?
        /// Extra fields in the directory.
        var extra: [UInt8] = []
        /// Extra fields in the entry's own header.
        var localExtra: [UInt8] = []
        /// Bytes between the content and what follows it.
        var behind: [UInt8] = []
        /// Points at the local header of another entry.
        var sharesHeaderOf: Int?
        /// Moves where the directory says that the header is.
        var offsetError = 0

        init(_ name: String, _ content: String = "") {
            self.name = Array(name.utf8)
            self.content = Array(content.utf8)
        }

        func with(_ change: (inout Entry) -> Void) -> Entry {
            var changed = self
            change(&changed)
            return changed
        }
    }

    var entries: [Entry]
    /// What the entries' own headers say instead, where it differs from the directory.
    var localEntries: [Int: Entry] = [:]
    /// Before the archive.
    var prefix: [UInt8] = []
    var comment: [UInt8] = []
    /// Behind the archive.
    var trailing: [UInt8] = []
    /// The part of a split archive that this is.
    var disk = 0
    /// What the end says instead of the number of entries.
    var entryCount: Int?
    /// Writes the end of an archive over 4 GiB too.
    var hasLargeEnd = false
    /// What that end says instead of the number of entries.
    var largeEntryCount: Int?
    /// Whether the plain end leaves its numbers to the large one.
    var leavesNumbersToLargeEnd = true

    init(_ entries: [Entry]) { self.entries = entries }

    func with(_ change: (inout ZipBuilder) -> Void) -> ZipBuilder {
        var changed = self
        change(&changed)
        return changed
    }

    func bytes() -> [UInt8] {
        var archive: [UInt8] = []
        var offsets: [Int] = []
        for (index, entry) in entries.enumerated() {
            if let shared = entry.sharesHeaderOf {
                offsets.append(offsets[shared])
                continue
            }
            offsets.append(archive.count)
            let local = localEntries[index] ?? entry
            archive += [0x50, 0x4B, 3, 4] + common(local, extra: local.localExtra) + local.name
            archive += local.localExtra + entry.content + entry.behind
        }
        let start = archive.count
        for (entry, offset) in zip(entries, offsets) {
            archive += [0x50, 0x4B, 1, 2] + number(0x314, 2) + common(entry, extra: entry.extra)
            archive += number(0, 2) + number(0, 2) + number(0, 2)
            archive += number(Int(entry.attributes), 4) + number(offset + entry.offsetError, 4)
            archive += entry.name + entry.extra
        }
        let size = archive.count - start
        if hasLargeEnd { archive += largeEnd(start: start, size: size) }
        return prefix + archive + end(start: start, size: size) + comment + trailing
    }

    private func end(start: Int, size: Int) -> [UInt8] {
        let isMarked = hasLargeEnd && leavesNumbersToLargeEnd
        let count = number(isMarked ? 0xFFFF : entryCount ?? entries.count, 2)
        return [0x50, 0x4B, 5, 6] + number(disk, 2) + number(disk, 2) + count + count
            + number(isMarked ? 0xFFFF_FFFF : size, 4) + number(isMarked ? 0xFFFF_FFFF : start, 4)
            + number(comment.count, 2)
    }

    private func largeEnd(start: Int, size: Int) -> [UInt8] {
        let count = number(largeEntryCount ?? entries.count, 8)
        let record: [UInt8] =
            [0x50, 0x4B, 6, 6] + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
            + count + count + number(size, 8) + number(start, 8)
        return record + [0x50, 0x4B, 6, 7] + number(0, 4) + number(start + size, 8) + number(1, 4)
    }

    private func common(_ entry: Entry, extra: [UInt8]) -> [UInt8] {
        let packed = Int(entry.packedBytes ?? UInt32(entry.content.count))
        let unpacked = Int(entry.unpackedBytes ?? UInt32(entry.content.count))
        var bytes = number(20, 2) + number(Int(entry.flags), 2) + number(Int(entry.method), 2)
        bytes += number(Int(entry.time), 4)
        bytes += number(Int(entry.checksum ?? Self.checksum(of: entry.content)), 4)
        bytes += number(packed, 4) + number(unpacked, 4)
        return bytes + number(entry.name.count, 2) + number(extra.count, 2)
    }

    private func number(_ value: Int, _ count: Int) -> [UInt8] { Self.number(value, count) }

    /// In little-endian order.
    static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// An extra field.
    static func extra(_ id: Int, _ body: [UInt8]) -> [UInt8] {
        number(id, 2) + number(body.count, 2) + body
    }

    /// CRC-32 bit by bit.
    static func checksum(of bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
