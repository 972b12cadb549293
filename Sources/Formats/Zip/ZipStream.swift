import Records

/// Writes a zip archive into a sink, from its start to its end and never back: a workbook that is
/// itself an entry of a package. `ZipWriter` cannot do that, because minizip fills in the sizes of
/// an entry where the entry begins.
///
/// Sizes and checksums follow the content instead, in the way that the format has for streams.
/// Always the same bytes for the same content; every entry has the time 1980-01-01 00:00.
final class ZipStream: ZipFraming {
    private let sink: any ByteSink
    private let file: String
    private var position = 0
    private var directory: [UInt8] = []
    private var entryCount = 0
    private var entryStart = 0
    private var packedBytes = 0
    private var hasOpenEntry = false

    /// `name` stands in messages.
    init(_ sink: any ByteSink, name: String) {
        self.sink = sink
        file = name
    }

    /// Begins an entry with a name in ASCII. The sink must be finished before the next one begins.
    func addEntry(_ name: String) throws(FormatError) -> any ByteSink {
        precondition(!hasOpenEntry, "The entry before must be finished first.")
        hasOpenEntry = true
        entryStart = position
        packedBytes = 0
        let header = Self.fields(checksum: 0, packed: 0, unpacked: 0, name: name)
        try write([0x50, 0x4B, 3, 4] + header + name.utf8)
        return ZipEntrySink(writer: self, name: name)
    }

    /// Writes the directory and finishes the sink.
    func finish() throws(FormatError) {
        precondition(!hasOpenEntry, "The last entry must be finished first.")
        let start = position
        try write(directory)
        let count = Self.number(entryCount, 2)
        try write(
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + Self.number(directory.count, 4)
                + Self.number(start, 4) + [0, 0])
        try sink.finish()
    }

    func writePacked(
        _ bytes: UnsafePointer<UInt8>, count: Int, entry: String
    ) throws(FormatError) {
        try sink.write(UnsafeRawBufferPointer(start: bytes, count: count))
        packedBytes += count
        position += count
    }

    func closeEntry(_ name: String, unpackedBytes: Int, checksum: UInt32) throws(FormatError) {
        guard max(position, unpackedBytes) < Int(UInt32.max) - 1 << 20 else {
            throw FormatError(
                Issue(
                    .zipEntryTooLarge, "\(name) has \(unpackedBytes) bytes",
                    file: "\(file)/\(name)"))
        }
        try write(
            [0x50, 0x4B, 7, 8] + Self.number(Int(checksum), 4) + Self.number(packedBytes, 4)
                + Self.number(unpackedBytes, 4))
        directory += [0x50, 0x4B, 1, 2] + Self.number(20, 2)
        directory += Self.fields(
            checksum: checksum, packed: packedBytes, unpacked: unpackedBytes, name: name)
        // No comment, first disk, no attributes.
        directory += [UInt8](repeating: 0, count: 10) + Self.number(entryStart, 4) + name.utf8
        entryCount += 1
        hasOpenEntry = false
    }

    private func write(_ bytes: [UInt8]) throws(FormatError) {
        try sink.write(bytes)
        position += bytes.count
    }

    /// What an entry's own header and the directory have in common. Bit 3 of the flags says that
    /// the sizes follow the content.
    private static func fields(
        checksum: UInt32, packed: Int, unpacked: Int, name: String
    ) -> [UInt8] {
        let start = number(20, 2) + number(8, 2) + number(8, 2) + number(0x0021_0000, 4)
        let sizes = number(Int(checksum), 4) + number(packed, 4) + number(unpacked, 4)
        return start + sizes + number(name.utf8.count, 2) + number(0, 2)
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
