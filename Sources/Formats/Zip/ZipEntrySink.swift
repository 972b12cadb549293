import CISAL
import Records

/// Puts packed bytes into an archive.
protocol ZipFraming: AnyObject {
    /// Appends packed bytes to the entry that is open.
    func writePacked(_ bytes: UnsafePointer<UInt8>, count: Int, entry: String) throws(FormatError)
    /// Ends the entry that is open.
    func closeEntry(_ name: String, unpackedBytes: Int, checksum: UInt32) throws(FormatError)
}

/// Packs what is written to it by ISA-L and hands it to the archive.
///
/// Bytes are gathered into blocks of a fixed size first: what comes out then depends on the content
/// alone and never on how it was cut into writes.
final class ZipEntrySink: ByteSink {
    private let writer: any ZipFraming
    private let name: String
    private let state: UnsafeMutableRawPointer
    private let block: UnsafeMutablePointer<UInt8>
    private let packed: UnsafeMutablePointer<UInt8>
    private var blockCount = 0
    private var unpackedBytes = 0
    private var checksum: UInt32 = 0

    private static let blockCapacity = 256 << 10
    private static let packedCapacity = 64 << 10

    init(writer: any ZipFraming, name: String) {
        self.writer = writer
        self.name = name
        state = .allocate(byteCount: p2c_deflate_state_size(), alignment: 64)
        block = .allocate(capacity: Self.blockCapacity)
        packed = .allocate(capacity: Self.packedCapacity)
        // ISA-L may look a few bytes beyond the last one.
        block.initialize(repeating: 0, count: Self.blockCapacity)
        p2c_deflate_begin(state)
    }

    deinit {
        state.deallocate()
        block.deallocate()
        packed.deallocate()
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FormatError) {
        guard var from = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        var left = bytes.count
        while left > 0 {
            let count = min(left, Self.blockCapacity - blockCount)
            (block + blockCount).update(from: from, count: count)
            blockCount += count
            from += count
            left -= count
            if blockCount == Self.blockCapacity { try packBlock(isLast: false) }
        }
    }

    func finish() throws(FormatError) {
        try packBlock(isLast: true)
        try writer.closeEntry(name, unpackedBytes: unpackedBytes, checksum: checksum)
    }

    private func packBlock(isLast: Bool) throws(FormatError) {
        checksum = crc32_gzip_refl(checksum, block, UInt64(blockCount))
        unpackedBytes += blockCount
        var taken = 0
        while true {
            let step = p2c_deflate(
                state, block + taken, UInt32(blockCount - taken), packed,
                UInt32(Self.packedCapacity), isLast ? 1 : 0)
            precondition(step.state >= 0, "ISA-L refuses only a state that was set up wrongly.")
            taken += Int(step.consumed)
            if step.produced > 0 {
                try writer.writePacked(packed, count: Int(step.produced), entry: name)
            }
            let isDrained = taken == blockCount && step.produced < Self.packedCapacity
            if isLast ? step.state == 1 : isDrained { break }
        }
        blockCount = 0
    }
}
