import Foundation
import Records
import Support
import Testing

@testable import Formats

/// What Python's gzip module makes of bytes, as one member.
private func gzipped(_ bytes: [UInt8], level: Int = 6) throws -> [UInt8] {
    try throughPython(
        bytes,
        "import sys,gzip; i=sys.stdin.buffer.read(); "
            + "sys.stdout.buffer.write(gzip.compress(i,compresslevel=\(level),mtime=0))")
}

private func throughPython(_ bytes: [UInt8], _ program: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    Thread.detachNewThread {
        input.fileHandleForWriting.write(Foundation.Data(bytes))
        try? input.fileHandleForWriting.close()
    }
    let result = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return [UInt8](result)
}

private func unpacked(
    _ packed: [UInt8], pieces: Int = .max, buffer: Int = 10_000, limits: ReadLimits = ReadLimits()
) throws -> [UInt8] {
    try GzipBytes(
        PiecewiseBytes(packed, pieces: pieces), file: "a.csv.gz", packedBytes: packed.count,
        limits: limits
    ).readAll(bufferSize: buffer)
}

@Suite struct `Gzip files` {
    /// Text that repeats itself here and there, so that packing it pays.
    private func text(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        while bytes.count < count {
            if bytes.count > 50, Bool.random(using: &random) {
                let start = Int.random(in: 0..<bytes.count - 40, using: &random)
                bytes += bytes[start..<start + Int.random(in: 3...40, using: &random)]
            } else {
                bytes.append(UInt8.random(in: 0...255, using: &random))
            }
        }
        return Array(bytes.prefix(count))
    }

    @Test(arguments: [0, 1, 9])
    func `unpack to what Python packed, at every size of piece and buffer`(level: Int) throws {
        for (index, count) in [0, 1, 2, 100, 2_000].enumerated() {
            let bytes = text(count, seed: UInt64(index))
            let packed = try gzipped(bytes, level: level)
            let sizes = Array(1...40) + [64, 100, packed.count - 8, packed.count - 1]
            for size in sizes where size > 0 {
                #expect(try unpacked(packed, pieces: size) == bytes, "\(count), pieces of \(size)")
                #expect(try unpacked(packed, pieces: 7, buffer: size) == bytes, "\(count)")
            }
        }
    }

    @Test func `unpack large files`() throws {
        let bytes = text(100_000, seed: 7)
        #expect(try unpacked(gzipped(bytes), pieces: 5_000, buffer: 33_000) == bytes)
    }

    @Test func `may have several members and zeros at the end`() throws {
        let parts = [text(300, seed: 1), [], text(40, seed: 2), text(1_000, seed: 3)]
        let packed = try parts.flatMap { try gzipped($0) }
        for tail in [0, 1, 9, 511] {
            let file = packed + [UInt8](repeating: 0, count: tail)
            for pieces in Array(1...30) + [packed.count - 1, packed.count] {
                #expect(try unpacked(file, pieces: pieces) == parts.flatMap { $0 })
            }
        }
    }

    @Test func `may say more in their header`() throws {
        let packed = try gzipped(Array("a,b\n".utf8))
        var header = Array(packed[..<10])
        header[3] = 0x1C
        let extra: [UInt8] = [3, 0, 7, 8, 9] + Array("accounts.csv\0of last night\0".utf8)
        let file = header + extra + packed[10...]
        for pieces in 1...40 {
            #expect(try unpacked(file, pieces: pieces) == Array("a,b\n".utf8))
        }
    }

    @Test func `that are cut are not complete, wherever that is`() throws {
        let packed = try gzipped(text(400, seed: 4))
        for count in 0..<packed.count {
            for pieces in [1, 5, .max] {
                let found = issue { _ = try unpacked(Array(packed[..<count]), pieces: pieces) }
                #expect(found?.code == .gzipTruncated, "\(count) bytes, pieces of \(pieces)")
                #expect(found?.file == "a.csv.gz")
            }
        }
    }

    @Test func `are refused when one byte differs`() throws {
        let bytes = text(200, seed: 5)
        let packed = try gzipped(bytes)
        for index in packed.indices {
            var file = packed
            file[index] ^= 0x41
            var content = bytes
            let found = issue { content = try unpacked(file) }
            #expect(content == bytes)
            // Flags without a meaning, the time, the packer and the system stand there.
            let isUnchecked = (3..<10).contains(index)
            #expect(isUnchecked == (found == nil), "byte \(index)")
        }
    }

    @Test(arguments: [[1], [0, 0, 7], [0x1F], [0x1F, 0], [0, 0x1F]] as [[UInt8]])
    func `are refused when bytes stand behind their end`(tail: [UInt8]) throws {
        let packed = try gzipped(text(200, seed: 6)) + tail
        for pieces in [1, 2, packed.count - 1, .max] {
            #expect(issue { _ = try unpacked(packed, pieces: pieces) }?.code == .gzipTrailing)
        }
    }

    @Test func `are refused when they grow beyond the limits`() throws {
        let bomb = try gzipped([UInt8](repeating: 0, count: 3 << 20), level: 9)
        #expect(issue { _ = try unpacked(bomb) }?.code == .gzipBomb)
        var limits = ReadLimits()
        limits.unpackingRatio = 2_000
        #expect(try unpacked(bomb, limits: limits).count == 3 << 20)
        limits.unpackedBytes = 1 << 20
        #expect(issue { _ = try unpacked(bomb, limits: limits) }?.code == .gzipBomb)
    }
}

@Suite struct `What gzip packed` {
    private let folder = TemporaryFolder()

    private func open(_ name: String, _ content: [UInt8]) throws -> SourcePackage {
        try SourcePackage.open(folder.file(name, gzipped(content)))
    }

    @Test func `opens like the loose file`() throws {
        let csv = try open("accounts_2026-11-23.csv.gz", Array("name\nContoso\n".utf8))
        #expect(csv.entities[0].nameCandidates == ["accounts_2026-11-23", "accounts"])
        #expect(try csv.table().rows == [["Contoso"]])
        let xml = try open("items.xml.GZ", Array("<D><I A=\"1\"/></D>".utf8))
        #expect(xml.entities.map(\.nameCandidates) == [["I", "items"]])
        #expect(try xml.table().rows == [["1"]])
        let misnamed = try open("accounts.csv", Array("name\nContoso\n".utf8))
        #expect(misnamed.entities.map(\.name) == ["accounts"])
        #expect(try misnamed.table().rows == [["Contoso"]])
    }

    @Test func `is refused when it is an archive or nothing known`() throws {
        let zip = ZipBuilder([.init("a.csv", "x")]).bytes()
        var tar = [UInt8](repeating: 0, count: 1_024)
        tar.replaceSubrange(257..<262, with: Array("ustar".utf8))
        for (name, content, code) in [
            ("a.zip.gz", zip, IssueCode.gzipOfArchive), ("a.tar.gz", tar, .gzipOfArchive),
            ("a.tgz", tar, .gzipOfArchive), ("a.csv.gz", zip, .gzipOfArchive),
            ("a.csv.gz.gz", try gzipped([1]), .gzipOfArchive),
            ("a.pdf.gz", Array("%PDF".utf8), .unknownKindOfFile),
            ("a.gz", [1], .unknownKindOfFile), ("model.json.gz", [1], .unknownKindOfFile),
        ] as [(String, [UInt8], IssueCode)] {
            #expect(issue { _ = try open(name, content) }?.code == code, "\(name)")
        }
    }

    @Test func `is complete when it unpacks to its end`() throws {
        let packed = try gzipped(Array("name\nContoso\n".utf8))
        #expect(
            PackageCompleteness.check(path: folder.file("a.csv.gz", packed)) == .complete)
        #expect(
            PackageCompleteness.check(path: folder.file("b.csv.gz", packed.dropLast()))
                == .incomplete("The gzip file ends too early"))
        let wrong = folder.file("c.csv.gz", packed.dropLast(8) + [UInt8](repeating: 7, count: 8))
        #expect(PackageCompleteness.check(path: wrong) == .complete)
    }
}
