import Records

/// The record at the end of an archive, which leads to its directory.
struct ZipEndRecord {
    /// What the end of a file says about it as an archive.
    enum Finding {
        case complete(ZipEndRecord)
        /// It begins like an archive and its end is missing.
        case truncated
        /// Its end leads nowhere.
        case damaged
        /// Neither the start nor the end is that of an archive.
        case absent
    }

    var entryCount: Int
    /// Where the directory begins in the file.
    var directoryStart: Int
    var directoryBytes: Int
    /// Bytes before the archive, such as those of a program that unpacks itself.
    var prefix: Int

    private static let recordBytes = 22
    private static let longestComment = 0xFFFF

    static func find(in file: ZipFile) -> Finding {
        let beginsAsZip = file.bytes(at: 0, count: 4) == [0x50, 0x4B, 3, 4]
        let tailStart = max(0, file.size - recordBytes - longestComment)
        let tail = file.bytes(at: tailStart, count: file.size - tailStart)
        var sawRecord = false
        for at in stride(from: tail.count - recordBytes, through: 0, by: -1)
        where tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 5 && tail[at + 3] == 6 {
            let fields = ZipFields(tail[at...])
            guard at + recordBytes + fields.two(20) <= tail.count else { continue }
            sawRecord = true
            guard let record = ZipEndRecord(fields, at: tailStart + at, in: file) else { continue }
            // The end of an archive that lies inside a cut archive looks like one with a prefix.
            if record.prefix > 0, beginsAsZip { return .truncated }
            return .complete(record)
        }
        return beginsAsZip ? (sawRecord ? .damaged : .truncated) : (sawRecord ? .damaged : .absent)
    }

    /// Nil when the numbers do not lead to a place in the file.
    private init?(_ fields: ZipFields, at position: Int, in file: ZipFile) {
        guard fields.two(4) == fields.two(6) else { return nil }
        entryCount = fields.two(10)
        directoryBytes = fields.four(12)
        var start = fields.four(16)
        var end = position
        if entryCount == 0xFFFF || directoryBytes == 0xFFFF_FFFF || start == 0xFFFF_FFFF,
            let (large, largePosition) = Self.largeRecord(before: position, in: file)
        {
            entryCount = large.eight(32)
            directoryBytes = large.eight(40)
            start = large.eight(48)
            end = largePosition
        }
        let (sum, overflow) = start.addingReportingOverflow(directoryBytes)
        guard !overflow, sum <= end else { return nil }
        prefix = end - sum
        directoryStart = start + prefix
    }

    /// The 64-bit form of the record. Its locator takes the 20 bytes before the plain one.
    private static func largeRecord(
        before position: Int, in file: ZipFile
    ) -> (ZipFields, position: Int)? {
        let locator = ZipFields(file.bytes(at: position - 20, count: 20))
        guard locator.count == 20, locator.isSigned(6, 7) else { return nil }
        let start = locator.eight(8)
        let record = ZipFields(file.bytes(at: start, count: 56))
        guard record.count == 56, record.isSigned(6, 6) else { return nil }
        return (record, start)
    }
}
