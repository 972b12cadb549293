import Records

/// The record at the end of an archive, which leads to its directory.
///
/// ```
/// prefix │ files … │ directory │ 64-bit record, its locator │ end record, comment │
///        └ offsets count from here        (only in large ones)
/// ```
struct ZipEndRecord {
    /// What the end of a file says about it as an archive.
    enum Finding {
        case complete(ZipEndRecord)
        /// It begins like an archive and its end is missing.
        case truncated
        /// It is one of the parts of an archive that was split.
        case part
        /// That many bytes follow it.
        case followed(by: Int)
        /// Its end leads nowhere, or to two places; the reason is a sentence without a period.
        case damaged(String)
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
        // Where records stand, the last one first, and the bytes behind each and its comment.
        var records: [(at: Int, rest: Int)] = []
        for at in stride(from: tail.count - recordBytes, through: 0, by: -1)
        where tail[at] == 0x50 && tail[at + 1] == 0x4B && tail[at + 2] == 5 && tail[at + 3] == 6 {
            let comment = ZipFields(tail[at...]).two(20)
            records.append((at, tail.count - at - recordBytes - comment))
        }
        // An end in the comment of another one: readers differ in which of the two they take.
        let exact = records.filter { $0.rest == 0 }
        if exact.count > 1 { return .damaged("It has \(exact.count) ends, one inside the other") }
        if let record = exact.first ?? records.first(where: { $0.rest > 0 }) {
            let finding = read(
                ZipFields(tail[record.at...]), at: tailStart + record.at, in: file,
                beginsAsZip: beginsAsZip)
            guard record.rest > 0 else { return finding }
            if case .complete = finding { return .followed(by: record.rest) }
        }
        return beginsAsZip ? .truncated : records.isEmpty ? .absent : .damaged("Its end is cut")
    }

    private static func read(
        _ fields: ZipFields, at position: Int, in file: ZipFile, beginsAsZip: Bool
    ) -> Finding {
        let nowhere = Finding.damaged("Its end does not lead to its directory of files")
        var numbers = Numbers(fields)
        var end = position
        var locatedStart: Int?
        let locator = ZipFields(file.bytes(at: position - locatorBytes, count: locatorBytes))
        if locator.count == locatorBytes, locator.isSigned(6, 7) {
            guard let found = largeRecord(locator, before: position - locatorBytes, in: file),
                numbers.complete(from: found.numbers)
            else { return .damaged("The two records at its end contradict each other") }
            end = found.position
            locatedStart = locator.eight(8)
        }
        guard numbers.disk == 0, numbers.directoryDisk == 0,
            numbers.entriesOfDisk == numbers.entries
        else { return .part }
        let start = end - numbers.directoryBytes
        guard start >= numbers.directoryOffset,
            beginsDirectory(at: start, entries: numbers.entries, in: file)
        else { return nowhere }
        let prefix = start - numbers.directoryOffset
        // The end of an archive that lies inside a cut archive looks like one with a prefix.
        if prefix > 0, beginsAsZip { return .truncated }
        if let locatedStart, end - locatedStart != prefix { return nowhere }
        return .complete(
            ZipEndRecord(
                entryCount: numbers.entries, directoryStart: start,
                directoryBytes: numbers.directoryBytes, prefix: prefix))
    }

    private static func beginsDirectory(at start: Int, entries: Int, in file: ZipFile) -> Bool {
        entries == 0 || ZipFields(file.bytes(at: start, count: 4)).isSigned(1, 2)
    }

    // MARK: Large archives

    private static let locatorBytes = 20
    private static let largeBytes = 56

    /// The 64-bit form of the record. It ends where its locator begins.
    private static func largeRecord(
        _ locator: ZipFields, before locatorStart: Int, in file: ZipFile
    ) -> (numbers: Numbers, position: Int)? {
        // The locator counts from the start of the archive, which a prefix moves.
        for start in [locator.eight(8), locatorStart - largeBytes] {
            let record = ZipFields(file.bytes(at: start, count: largeBytes))
            guard record.count == largeBytes, record.isSigned(6, 6) else { continue }
            let (length, overflow) = record.eight(4).addingReportingOverflow(12)
            guard !overflow, length >= largeBytes, length == locatorStart - start else { continue }
            return (Numbers(large: record), start)
        }
        return nil
    }

    /// The numbers of an end record in either form.
    private struct Numbers {
        var disk: Int
        var directoryDisk: Int
        var entriesOfDisk: Int
        var entries: Int
        var directoryBytes: Int
        var directoryOffset: Int

        init(_ fields: ZipFields) {
            disk = fields.two(4)
            directoryDisk = fields.two(6)
            entriesOfDisk = fields.two(8)
            entries = fields.two(10)
            directoryBytes = fields.four(12)
            directoryOffset = fields.four(16)
        }

        init(large fields: ZipFields) {
            disk = fields.four(16)
            directoryDisk = fields.four(20)
            entriesOfDisk = fields.eight(24)
            entries = fields.eight(32)
            directoryBytes = fields.eight(40)
            directoryOffset = fields.eight(48)
        }

        /// Takes the numbers of the 64-bit form where this one has no room for them. False where
        /// both give a number and differ.
        mutating func complete(from large: Numbers) -> Bool {
            let parts: [(WritableKeyPath<Numbers, Int>, mark: Int)] = [
                (\.disk, 0xFFFF), (\.directoryDisk, 0xFFFF), (\.entriesOfDisk, 0xFFFF),
                (\.entries, 0xFFFF), (\.directoryBytes, 0xFFFF_FFFF),
                (\.directoryOffset, 0xFFFF_FFFF),
            ]
            for (part, mark) in parts {
                guard self[keyPath: part] == mark || self[keyPath: part] == large[keyPath: part]
                else { return false }
                self[keyPath: part] = large[keyPath: part]
            }
            return true
        }
    }
}
