import CISAL
import Records

/// The content of one entry, unpacked by ISA-L as it is read.
///
/// Counts what is really produced: more than the directory says, or less, or another checksum, ends
/// with an error, so that a lying archive can neither fill the memory nor pass as read.
final class ZipEntryBytes: ByteSource {
    private let file: ZipFile
    private let entry: ZipEntry
    private let state: UnsafeMutableRawPointer
    private let packed: UnsafeMutablePointer<UInt8>
    private var packedStart = 0
    private var packedEnd = 0
    /// Packed bytes taken from the file so far.
    private var taken = 0
    private var produced = 0
    private var checksum: UInt32 = 0
    private var hasEnded = false

    private static let packedCapacity = 64 << 10

    init(_ file: ZipFile, entry: ZipEntry) {
        self.file = file
        self.entry = entry
        state = .allocate(byteCount: p2c_inflate_state_size(), alignment: 16)
        packed = .allocate(capacity: Self.packedCapacity)
        p2c_inflate_begin(state)
    }

    deinit {
        state.deallocate()
        packed.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        precondition(!buffer.isEmpty, "A buffer of no bytes could never be told from the end.")
        guard !hasEnded, let start = buffer.baseAddress else { return 0 }
        let output = start.assumingMemoryBound(to: UInt8.self)
        let room = min(buffer.count, 1 << 30)
        let count =
            entry.method == .stored
            ? try copyStored(into: output, room: room) : try inflate(into: output, room: room)
        checksum = crc32_gzip_refl(checksum, output, UInt64(count))
        produced += count
        guard produced <= entry.unpackedBytes else {
            throw damaged(
                "It unpacks to more than the \(entry.unpackedBytes) bytes that the archive says")
        }
        if hasEnded { try verify() }
        return count
    }

    private func copyStored(
        into output: UnsafeMutablePointer<UInt8>, room: Int
    ) throws(FormatError) -> Int {
        let wanted = min(room, entry.packedBytes - taken)
        let count = file.read(at: entry.offset + taken, into: output, count: wanted)
        guard count == wanted else { throw damaged("Its bytes cannot be read") }
        taken += count
        hasEnded = taken == entry.packedBytes
        return count
    }

    private func inflate(
        into output: UnsafeMutablePointer<UInt8>, room: Int
    ) throws(FormatError) -> Int {
        var count = 0
        while count < room, !hasEnded {
            if packedStart == packedEnd { try fillPacked() }
            let step = p2c_inflate(
                state, packed + packedStart, UInt32(packedEnd - packedStart), output + count,
                UInt32(room - count))
            packedStart += Int(step.consumed)
            count += Int(step.produced)
            guard step.state >= 0 else { throw damaged("Its packed bytes make no sense") }
            hasEnded = step.state == 1
            if !hasEnded, step.consumed == 0, step.produced == 0 {
                throw damaged("Its packed bytes end too early")
            }
        }
        return count
    }

    private func fillPacked() throws(FormatError) {
        let wanted = min(Self.packedCapacity, entry.packedBytes - taken)
        let count = file.read(at: entry.offset + taken, into: packed, count: wanted)
        guard count == wanted else { throw damaged("Its bytes cannot be read") }
        taken += count
        packedStart = 0
        packedEnd = count
    }

    private func verify() throws(FormatError) {
        let unread = entry.packedBytes - taken + packedEnd - packedStart
        guard unread == 0 else {
            throw damaged("\(unread) of its packed bytes lie behind the end of its content")
        }
        guard produced == entry.unpackedBytes else {
            throw damaged(
                "It unpacks to \(produced) bytes, the archive says \(entry.unpackedBytes)")
        }
        guard checksum == entry.checksum else {
            let found = String(checksum, radix: 16)
            let expected = String(entry.checksum, radix: 16)
            throw damaged("Its checksum is \(found), the archive says \(expected)")
        }
    }

    @inline(never)
    private func damaged(_ detail: String) -> FormatError {
        FormatError(Issue(.zipDamaged, detail, file: "\(file.name)/\(entry.name)", byte: produced))
    }
}
