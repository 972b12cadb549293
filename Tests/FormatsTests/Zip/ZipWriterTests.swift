import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Zip writer` {
    private let folder = TemporaryFolder()

    @discardableResult
    private func write(_ entries: [(String, [UInt8])], pieces: Int = .max) throws -> String {
        let path = folder.path + "/w-\(UUID().uuidString).zip"
        let writer = try ZipWriter(path: path, name: "w.zip")
        for (name, content) in entries {
            let sink = try writer.addEntry(name)
            var from = 0
            while from < content.count {
                let end = min(content.count, from + min(pieces, content.count))
                try sink.write(Array(content[from..<end]))
                from = end
            }
            try sink.finish()
        }
        try writer.finish()
        return path
    }

    private func run(_ command: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func `writes what unzip and Python accept`() throws {
        let path = try write([
            ("Customers V2.xml", Array("<Document />".utf8)), ("leer.csv", []),
            ("Müll/größe.csv", Array(String(repeating: "a,b\r\n", count: 200_000).utf8)),
        ])
        #expect(try run("unzip", "-tqq", path) == 0)
        let check = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            names = ['Customers V2.xml', 'leer.csv', 'Müll/größe.csv']
            assert [i.filename for i in z.infolist()] == names
            assert all(i.date_time == (1980, 1, 1, 0, 0, 0) and not i.extra for i in z.infolist())
            assert [i.flag_bits for i in z.infolist()] == [0, 0, 0x800]
            """
        #expect(try run("python3", "-c", check, path) == 0)
    }

    @Test(arguments: [0, 1, 100, 65_535, 65_536, 262_143, 262_144, 262_145, 3_000_000])
    func `reads back what it wrote`(_ count: Int) throws {
        var numbers = SeededGenerator(seed: UInt64(count))
        let content = (0..<count).map { _ in
            UInt8.random(in: 0...255, using: &numbers) & (count % 2 == 0 ? 0xFF : 0x13)
        }
        let path = try write([("a", content), ("b", [1])])
        let archive = try ZipArchive(path: path, name: "w.zip", limits: ReadLimits())
        for size in [1, 7, 4_096, 1 << 20] where size > 1 || count < 100_000 {
            #expect(try archive.open(archive.entries[0]).readAll(bufferSize: size) == content)
        }
        #expect(try archive.open(archive.entries[1]).readAll() == [1])
    }

    @Test func `writes the same bytes however the content was cut`() throws {
        var numbers = SeededGenerator(seed: 1)
        let content = (0..<700_000).map { _ in UInt8.random(in: 97...105, using: &numbers) }
        let whole = try write([("a.csv", content)])
        let pieces = try write([("a.csv", content)], pieces: 999)
        let manager = FileManager.default
        #expect(manager.contents(atPath: whole) == manager.contents(atPath: pieces))
    }

    @Test func `marks an entry that may grow beyond 4 GiB and nothing else`() throws {
        let path = folder.path + "/large.zip"
        let writer = try ZipWriter(path: path, name: "large.zip")
        let sink = try writer.addEntry("a", mayExceed4GiB: true)
        try sink.write(Array("content".utf8))
        try sink.finish()
        try writer.finish()
        #expect(try run("unzip", "-tqq", path) == 0)
        let archive = try ZipArchive(path: path, name: "large.zip", limits: ReadLimits())
        #expect(try archive.open(archive.entries[0]).readAll() == Array("content".utf8))
    }

    @Test func `notices a full disk`() {
        let found = issue {
            let writer = try ZipWriter(path: "/dev/full", name: "a.zip")
            let sink = try writer.addEntry("a")
            try sink.write(Array("content".utf8))
            try sink.finish()
            try writer.finish()
        }
        #expect(found?.code == .zipNotWritten)
    }

    @Test func `says why it cannot write`() {
        let found = issue { _ = try ZipWriter(path: folder.path + "/none/a.zip", name: "a.zip") }
        #expect(found?.code == .zipNotWritten)
        #expect(found?.detail == "The system says \"No such file or directory\"")
    }
}
