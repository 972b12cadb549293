/// Puts zip archives together byte by byte, also such as no tool would write.
struct ZipBuilder {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var attributes: UInt32 = 0
        var unpackedBytes: UInt32?
        var packedBytes: UInt32?
        var checksum: UInt32?
        /// Points at the local header of another entry.
        var sharesHeaderOf: Int?

        init(_ name: String, _ content: String = "") {
            self.name = Array(name.utf8)
            self.content = Array(content.utf8)
        }
    }

    var entries: [Entry]

    init(_ entries: [Entry]) { self.entries = entries }

    func bytes() -> [UInt8] {
        var archive: [UInt8] = []
        var offsets: [Int] = []
        for entry in entries {
            if let shared = entry.sharesHeaderOf {
                offsets.append(offsets[shared])
                continue
            }
            offsets.append(archive.count)
            archive += [0x50, 0x4B, 3, 4] + common(entry) + entry.name + entry.content
        }
        let start = archive.count
        for (entry, offset) in zip(entries, offsets) {
            archive += [0x50, 0x4B, 1, 2] + number(0x314, 2) + common(entry)
            archive += number(0, 2) + number(0, 2) + number(0, 2)
            archive += number(Int(entry.attributes), 4) + number(offset, 4) + entry.name
        }
        let count = number(entries.count, 2)
        let size = number(archive.count - start, 4)
        let end: [[UInt8]] = [
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0], count, count, size, number(start, 4),
        ]
        return archive + end.joined() + [0, 0]
    }

    private func common(_ entry: Entry) -> [UInt8] {
        let packed = Int(entry.packedBytes ?? UInt32(entry.content.count))
        let unpacked = Int(entry.unpackedBytes ?? UInt32(entry.content.count))
        var bytes = number(20, 2) + number(Int(entry.flags), 2) + number(Int(entry.method), 2)
        bytes += number(0x0021_0000, 4)
        bytes += number(Int(entry.checksum ?? Self.checksum(of: entry.content)), 4)
        bytes += number(packed, 4) + number(unpacked, 4)
        return bytes + number(entry.name.count, 2) + number(0, 2)
    }

    private func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
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
