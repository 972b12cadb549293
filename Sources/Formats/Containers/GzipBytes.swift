import CISAL
import Records

/// The content of a gzip file, unpacked by ISA-L as it is read.
///
/// The file may hold several members one after another, whose contents belong together, and zeros
/// behind the last. Each member's checksum and length are verified. What it unpacks to is counted
/// as it is produced, so that a small file cannot fill the disk.
final class GzipBytes: ByteSource {
    private enum Place {
        /// Before a member: the first, or one behind another.
        case between
        case inside
        case atEnd
    }

    private let source: any ByteSource
    private let file: String
    /// The most that may be produced.
    private let allowedBytes: Int
    private let state: UnsafeMutableRawPointer
    private let packed: UnsafeMutablePointer<UInt8>
    private var packedStart = 0
    private var packedEnd = 0
    private var place = Place.between
    private var members = 0
    private var produced = 0

    private static let packedCapacity = 64 << 10
    private static let sign: [UInt8] = [0x1F, 0x8B]

    /// `packedBytes` is the size of the gzip file, against which the growth is measured.
    init(_ source: any ByteSource, file: String, packedBytes: Int, limits: ReadLimits) {
        self.source = source
        self.file = file
        let (grown, overflow) = packedBytes.multipliedReportingOverflow(by: limits.unpackingRatio)
        allowedBytes = min(overflow ? .max : max(grown, 1 << 20), limits.unpackedBytes)
        state = .allocate(byteCount: p2c_gunzip_state_size(), alignment: 16)
        packed = .allocate(capacity: Self.packedCapacity)
    }

    deinit {
        state.deallocate()
        packed.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        precondition(!buffer.isEmpty, "A buffer of no bytes could never be told from the end.")
        guard let start = buffer.baseAddress else { return 0 }
        let output = start.assumingMemoryBound(to: UInt8.self)
        while true {
            switch place {
            case .atEnd: return 0
            case .between: try findMember()
            case .inside:
                let count = try unpack(into: output, room: min(buffer.count, 1 << 30))
                produced += count
                guard produced <= allowedBytes else { throw tooLarge() }
                if count > 0 { return count }
            }
        }
    }

    /// Steps to the next member, or to the end of the file.
    private func findMember() throws(FormatError) {
        if members > 0 {
            while try hasPacked(), packed[packedStart] == 0 { packedStart += 1 }
            guard try hasPacked() else {
                place = .atEnd
                return
            }
            guard try beginsMember() else {
                throw FormatError(
                    Issue(
                        .gzipTrailing,
                        "Behind its \(members) packed \(members == 1 ? "part" : "parts") stand "
                            + "bytes that are no further one", file: file))
            }
        }
        p2c_gunzip_begin(state)
        members += 1
        place = .inside
    }

    private func unpack(
        into output: UnsafeMutablePointer<UInt8>, room: Int
    ) throws(FormatError) -> Int {
        var count = 0
        while count < room, place == .inside {
            let hasMore = try hasPacked()
            let step = p2c_gunzip(
                state, packed + packedStart, UInt32(packedEnd - packedStart), output + count,
                UInt32(room - count))
            packedStart += Int(step.consumed)
            count += Int(step.produced)
            guard step.state >= 0 else { throw damaged(step.state) }
            if step.state == 1 {
                place = .between
            } else if !hasMore, step.produced == 0 {
                throw FormatError(
                    Issue(
                        .gzipTruncated, "Its packed bytes end too early", file: file,
                        byte: produced + count))
            }
        }
        return count
    }

    /// True when there is a packed byte to read.
    private func hasPacked() throws(FormatError) -> Bool {
        if packedStart < packedEnd { return true }
        packedStart = 0
        packedEnd = try source.read(
            into: UnsafeMutableRawBufferPointer(start: packed, count: Self.packedCapacity))
        return packedEnd > 0
    }

    /// Whether the sign of a member stands next; its second byte may still be in the file.
    private func beginsMember() throws(FormatError) -> Bool {
        guard packed[packedStart] == Self.sign[0] else { return false }
        if packedEnd - packedStart == 1 {
            let room = UnsafeMutableRawBufferPointer(
                start: packed + 1, count: Self.packedCapacity - 1)
            packed[0] = Self.sign[0]
            packedStart = 0
            packedEnd = 1 + (try source.read(into: room))
        }
        return packedEnd > 1 && packed[packedStart + 1] == Self.sign[1]
    }

    @inline(never)
    private func damaged(_ state: Int32) -> FormatError {
        let detail =
            switch state {
            case ISAL_INCORRECT_CHECKSUM:
                "Its content does not have the checksum and length that it says"
            case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: "Its header makes no sense"
            default: "Its packed bytes make no sense"
            }
        return FormatError(Issue(.gzipDamaged, detail, file: file, byte: produced))
    }

    @inline(never)
    private func tooLarge() -> FormatError {
        FormatError(
            Issue(
                .gzipBomb, "It unpacks to more than the allowed \(allowedBytes) bytes", file: file))
    }
}
