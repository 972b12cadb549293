import Glibc
import Records

/// What the end of a file says about it as a zip archive, found without minizip so that a missing
/// end can be told from a damaged one.
enum ZipEndRecord {
    /// What was found.
    enum Finding: Equatable {
        case complete
        /// An archive of no files, which minizip takes for none.
        case empty
        /// It begins like a zip archive and its end is missing.
        case truncated
        /// Neither the start nor the end is that of a zip archive.
        case absent
        /// The system did not let us read it.
        case unreadable(errno: Int32)
    }

    /// The end record and the longest comment behind it.
    private static let tailBytes = 22 + 0xFFFF

    /// Looks at the first and the last bytes of the file.
    static func find(path: String) -> Finding {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .unreadable(errno: errno) }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size >= 0 else { return .unreadable(errno: errno) }
        let start = readBytes(descriptor, at: 0, count: min(4, size))
        let tailStart = max(0, size - tailBytes)
        let tail = readBytes(descriptor, at: tailStart, count: size - tailStart)
        let beginsAsZip = start == [0x50, 0x4B, 3, 4]
        if tailStart == 0, tail.starts(with: [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0]) {
            return .empty
        }
        if hasEndRecord(tail, tailStart: tailStart, mayHavePrefix: !beginsAsZip) {
            return .complete
        }
        return beginsAsZip ? .truncated : .absent
    }

    /// True when a zip archive was changed by turning every LF into CRLF.
    static func looksTextConverted(path: String) -> Bool {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = readBytes(descriptor, at: 0, count: 1 << 20)
        var lineFeeds = 0
        for index in bytes.indices.dropFirst() where bytes[index] == 0x0A {
            guard bytes[index - 1] == 0x0D else { return false }
            lineFeeds += 1
        }
        return lineFeeds >= 8
    }

    private static func hasEndRecord(_ tail: [UInt8], tailStart: Int, mayHavePrefix: Bool) -> Bool {
        guard tail.count >= 22 else { return false }
        for at in stride(from: tail.count - 22, through: 0, by: -1)
        where tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 5 && tail[at + 3] == 6 {
            let commentCount = Int(tail[at + 20]) | Int(tail[at + 21]) << 8
            guard at + 22 + commentCount <= tail.count else { continue }
            let directoryBytes = number(tail, at + 12)
            let directoryOffset = number(tail, at + 16)
            if directoryOffset == 0xFFFF_FFFF || directoryBytes == 0xFFFF_FFFF { return true }
            let prefix = tailStart + at - directoryBytes - directoryOffset
            // The end of a zip that lies inside a truncated zip looks like a zip with a prefix.
            if prefix == 0 || (prefix > 0 && mayHavePrefix) || hasZip64Record(tail, before: at) {
                return true
            }
        }
        return false
    }

    /// The locator of a 64-bit end record takes the 20 bytes before the plain one.
    private static func hasZip64Record(_ tail: [UInt8], before at: Int) -> Bool {
        at >= 20 && Array(tail[at - 20..<at - 16]) == [0x50, 0x4B, 6, 7]
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int {
        Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16
            | Int(bytes[at + 3]) << 24
    }

    private static func readBytes(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(count, 1)) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress! + filled, count - filled, offset + filled)
                guard got > 0 else { return }
                filled += got
            }
        }
    }
}
