import Formats
import Glibc
import Records

/// A file in memory that has a path, as package files must.
package enum MemoryFile {
    private static let descriptor: Int32 = {
        var name = Array("/dev/shm/p2c-fuzz-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        require(descriptor >= 0 && unlink(name) == 0, "A file in memory can be made")
        return descriptor
    }()

    /// The path of the one file, which has this content until the next call.
    package static func path(holding bytes: [UInt8]) -> String {
        require(ftruncate(descriptor, 0) == 0, "A file in memory can be emptied")
        require(pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, "It can be written")
        return "/proc/self/fd/\(descriptor)"
    }
}

/// Opens a package and reads every record of every entity.
package func readPackage(_ bytes: [UInt8], name: String) {
    let path = MemoryFile.path(holding: bytes)
    _ = PackageCompleteness.check(path: path)
    do throws(FormatError) {
        let package = try SourcePackage.open(
            path: path, name: name, limits: .small, formats: FormatRegistry())
        for entity in package.entities {
            _ = package.byteCount(of: entity)
            _ = ReadRecords { () throws(FormatError) in try package.makeReader(for: entity) }
        }
    } catch {
        require(!error.issue.message.isEmpty, "An error says something")
    }
}

/// Files of a package in a form that mutates well: a byte for the length of the name, the name, two
/// bytes for the length of the content, the content. They are put into an archive as they are, so
/// that no checksum stands between the fuzzer and what reads them.
package func zipOfParts(_ input: FuzzInput) -> [UInt8] {
    var input = input
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    var count = 0
    while !input.isAtEnd, count < 64 {
        let name = input.take(input.byte())
        let length = input.byte() << 8
        let content = input.take(length + input.byte())
        let checksum = crc32(of: content)
        let common: [UInt8] =
            number(20, 2) + number(0, 4) + number(0x0021_0000, 4) + number(checksum, 4)
            + number(content.count, 4) + number(content.count, 4) + number(name.count, 2)
            + number(0, 2)
        directory += [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(0, 10)
        directory += number(archive.count, 4) + name
        archive += [0x50, 0x4B, 3, 4] + common + name + content
        count += 1
    }
    let end: [UInt8] =
        [0x50, 0x4B, 5, 6] + number(0, 4) + number(count, 2) + number(count, 2)
        + number(directory.count, 4) + number(archive.count, 4) + number(0, 2)
    return archive + directory + end
}

private func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

private let crcTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
}

private func crc32(of bytes: [UInt8]) -> Int {
    Int(~bytes.reduce(~UInt32(0)) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) })
}
