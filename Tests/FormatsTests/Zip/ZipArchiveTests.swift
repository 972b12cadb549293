import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `Zip archive` {
    private let folder = TemporaryFolder()

    private func open(_ entries: [ZipBuilder.Entry], limits: ReadLimits = ReadLimits()) throws
        -> ZipArchive
    {
        let path = folder.file("a.zip", ZipBuilder(entries).bytes())
        return try ZipArchive(path: path, name: "a.zip", limits: limits)
    }

    private func issue(opening bytes: [UInt8], limits: ReadLimits = ReadLimits()) -> Records.Issue?
    {
        let path = folder.file("a.zip", bytes)
        return FormatsTests.issue { _ = try ZipArchive(path: path, name: "a.zip", limits: limits) }
    }

    @Test func `lists files in order and reads their content`() throws {
        let archive = try open([
            .init("b.csv", "B;1"), .init("folder/"), .init("folder/a.xml", "<a/>"),
        ])
        #expect(archive.entries.map(\.name) == ["b.csv", "folder/a.xml"])
        #expect(archive.entries.map(\.unpackedBytes) == [3, 4])
        #expect(try archive.open(archive.entries[0]).readAll() == Array("B;1".utf8))
        #expect(try archive.open(archive.entries[1]).readAll() == Array("<a/>".utf8))
        #expect(archive.warnings.isEmpty)
        #expect(archive.entry(named: "B.CSV")?.name == "b.csv")
    }

    @Test func `opens an archive without files`() throws {
        #expect(try open([]).entries.isEmpty)
    }

    @Test(arguments: [
        "a.csv", "..a", "a..", "a/..b/c", ".hidden", "Customers V3.csv", "é.xml", "ab:c", "./a",
        "a//b", "~/x", "%2e%2e/x", "file:///etc/passwd", "NUL", "a.csv:stream",
        "\u{FF0E}\u{FF0E}/x",
    ])
    func `takes a name that stays inside`(_ name: String) throws {
        #expect(try open([.init(name, "x")]).entries.map(\.name) == [name])
    }

    @Test func `decodes a name in the code page of DOS`() throws {
        var entry = ZipBuilder.Entry("", "x")
        entry.name = [0x4D, 0x81, 0x6C, 0x6C]
        #expect(try open([entry]).entries.map(\.name) == ["Müll"])
    }

    @Test func `refuses what claims to grow too much`() {
        var entry = ZipBuilder.Entry("a", "x")
        entry.method = 8
        entry.unpackedBytes = 2 << 20
        let found = issue(opening: ZipBuilder([entry]).bytes())
        #expect(found?.code == .zipBomb)
        #expect(found?.detail == "a grows from 1 to 2097152 bytes, 200-fold is allowed")
    }

    @Test func `notices a wrong checksum`() throws {
        var entry = ZipBuilder.Entry("a", "x")
        entry.checksum = 1
        let archive = try open([entry])
        let found = FormatsTests.issue { _ = try archive.open(archive.entries[0]).readAll() }
        #expect(found?.code == .zipDamaged)
        #expect(found?.file == "a.zip/a")
    }

    @Test func `never crashes on a changed byte`() throws {
        let whole = ZipBuilder([.init("a.csv", "content"), .init("b.csv", "more")]).bytes()
        var numbers = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            var changed = whole
            for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                let index = Int.random(in: 0..<changed.count, using: &numbers)
                changed[index] = UInt8.random(in: 0...255, using: &numbers)
            }
            let path = folder.file("a.zip", changed)
            _ = FormatsTests.issue {
                let archive = try ZipArchive(path: path, name: "a.zip", limits: ReadLimits())
                for entry in archive.entries { _ = try archive.open(entry).readAll() }
            }
        }
    }
}
