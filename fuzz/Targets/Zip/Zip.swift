import Formats
import Fuzzing
import Records

/// Unpacks an archive in pieces, and looks whether names are safe and sizes kept.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = FuzzInput(start, count)
    let pieceSize = input.byte() * 32 + 1
    let path = MemoryFile.path(holding: input.rest)
    _ = PackageCompleteness.check(path: path)
    do throws(FormatError) {
        let archive = try ZipArchive(path: path, name: "a.zip", limits: .small)
        check(archive.entries)
        for entry in archive.entries { try unpack(entry, of: archive, by: pieceSize) }
    } catch {
        let code = error.issue.code.id
        require(code.hasPrefix("P2C-ZIP-"), "Archives are refused as such: \(code)")
    }
    return 0
}

private func check(_ entries: [ZipEntry]) {
    var names: Set<String> = []
    for entry in entries {
        require(names.insert(entry.name.lowercased()).inserted, "Names differ: \(entry.name)")
        require(entry.name.utf8.first != UInt8(ascii: "/"), "Names are not absolute")
        require(!entry.name.utf8.contains { $0 < 0x20 || $0 == 0x5C }, "Names are plain")
        let parts = entry.name.split(separator: "/")
        require(!parts.contains { $0 == ".." }, "Names stay inside: \(entry.name)")
    }
    let total = entries.reduce(0) { $0 + $1.unpackedBytes }
    require(total <= ReadLimits.small.unpackedBytes, "The total is kept: \(total)")
}

private func unpack(
    _ entry: ZipEntry, of archive: ZipArchive, by size: Int
) throws(FormatError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    let source = archive.open(entry)
    var produced = 0
    while case let count = try source.read(into: buffer), count > 0 {
        produced += count
        require(produced <= entry.unpackedBytes, "No more is given out than was said")
    }
    require(produced == entry.unpackedBytes, "All is given out that was said")
}
