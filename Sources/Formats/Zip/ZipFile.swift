import Glibc
import Records

/// An open archive file, or one held in memory, read at positions so that several entries can be
/// read at a time.
final class ZipFile {
    /// The archive's name in messages.
    let name: String
    let size: Int
    private let descriptor: Int32
    /// The archive where it is not a file: one that lies in another archive.
    private let held: [UInt8]

    init(path: String, name: String) throws(FormatError) {
        self.name = name
        held = []
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        size = descriptor < 0 ? 0 : Int(lseek(descriptor, 0, SEEK_END))
        guard descriptor >= 0, size >= 0 else {
            throw FormatError(Issue(.zipNotOpened, systemMessage(errno), file: name))
        }
    }

    /// An archive that is in memory already.
    init(_ bytes: [UInt8], name: String) {
        self.name = name
        size = bytes.count
        descriptor = -1
        held = bytes
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The bytes at a position, or fewer where the file ends or cannot be read on.
    func bytes(at offset: Int, count: Int) -> [UInt8] {
        guard offset >= 0, offset < size else { return [] }
        let count = min(count, size - offset)
        return [UInt8](unsafeUninitializedCapacity: max(count, 1)) { buffer, filled in
            filled = read(at: offset, into: buffer.baseAddress!, count: count)
        }
    }

    /// Fills the buffer as far as the file goes, and returns how many bytes it has.
    func read(at offset: Int, into buffer: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
        if descriptor < 0 {
            let range = min(offset, size)..<min(offset + count, size)
            held.withUnsafeBufferPointer { held in
                buffer.update(from: held.baseAddress! + range.lowerBound, count: range.count)
            }
            return range.count
        }
        var filled = 0
        while filled < count {
            let got = pread(descriptor, buffer + filled, count - filled, offset + filled)
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            filled += got
        }
        return filled
    }

    /// True when the file was changed by turning every LF into CRLF.
    var looksTextConverted: Bool {
        let start = bytes(at: 0, count: 1 << 20)
        var lineFeeds = 0
        for index in start.indices.dropFirst() where start[index] == 0x0A {
            guard start[index - 1] == 0x0D else { return false }
            lineFeeds += 1
        }
        return lineFeeds >= 8
    }
}

/// Little-endian numbers in a record of the format.
struct ZipFields {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    var count: Int { bytes.count }

    func number(_ offset: Int, _ count: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in (0..<count).reversed() {
            value = value << 8 | UInt64(bytes[bytes.startIndex + offset + index])
        }
        return value
    }

    func two(_ offset: Int) -> Int { Int(number(offset, 2)) }
    func four(_ offset: Int) -> Int { Int(number(offset, 4)) }
    func eight(_ offset: Int) -> Int { Int(clamping: number(offset, 8)) }
    func isSigned(_ third: UInt8, _ fourth: UInt8) -> Bool {
        bytes.starts(with: [0x50, 0x4B, third, fourth])
    }
}
