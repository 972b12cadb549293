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
        "/etc/passwd", "\\windows\\x", "C:\\x", "c:x", "..", "../x", "a/../x", "a/..", "..\\x",
        "a\\..\\..\\x", ".. /x", "a/.../x", "a/.. ./x", "x\u{0}.csv", "a\nb", "a\u{7F}", "",
    ])
    func `refuses a name that leads out`(_ name: String) {
        #expect(issue(opening: ZipBuilder([.init(name, "x")]).bytes())?.code == .zipUnsafeName)
    }

    @Test(arguments: [
        "a.csv", "..a", "a..", "a/..b/c", ".hidden", "Customers V3.csv", "é.xml", "ab:c",
    ])
    func `takes a name that stays inside`(_ name: String) throws {
        #expect(try open([.init(name, "x")]).entries.map(\.name) == [name])
    }

    @Test func `reads backslashes as folders and says so`() throws {
        let archive = try open([.init("PkgFolder\\Manifest.xml", "x")])
        #expect(archive.entries.map(\.name) == ["PkgFolder/Manifest.xml"])
        #expect(archive.warnings.map(\.code) == [.zipBackslash])
    }

    @Test func `decodes a name in the code page of DOS`() throws {
        var entry = ZipBuilder.Entry("", "x")
        entry.name = [0x4D, 0x81, 0x6C, 0x6C]
        #expect(try open([entry]).entries.map(\.name) == ["Müll"])
    }

    @Test(arguments: [0x1, 0x40, 0x41, 0x2000])
    func `refuses encryption`(_ flags: Int) {
        var entry = ZipBuilder.Entry("a", "x")
        entry.flags = UInt16(flags)
        #expect(issue(opening: ZipBuilder([entry]).bytes())?.code == .zipEncrypted)
    }

    @Test(arguments: [1, 9, 12, 14, 93, 99])
    func `refuses unknown methods`(_ method: UInt16) {
        var entry = ZipBuilder.Entry("a", "x")
        entry.method = method
        #expect(issue(opening: ZipBuilder([entry]).bytes())?.code == .zipMethod)
    }

    @Test func `refuses a link`() {
        var entry = ZipBuilder.Entry("a", "/etc/passwd")
        entry.attributes = 0xA1FF << 16
        #expect(issue(opening: ZipBuilder([entry]).bytes())?.code == .zipLink)
    }

    @Test(arguments: ["a.csv", "A.CSV"])
    func `refuses two files of one name`(_ other: String) {
        let bytes = ZipBuilder([.init("a.csv", "1"), .init(other, "2")]).bytes()
        #expect(issue(opening: bytes)?.code == .zipDuplicateName)
    }

    @Test func `refuses overlapping entries`() {
        var twin = ZipBuilder.Entry("b", "content")
        twin.sharesHeaderOf = 0
        let bytes = ZipBuilder([.init("a", "content"), twin]).bytes()
        #expect(issue(opening: bytes)?.code == .zipOverlap)
    }

    @Test func `refuses too many entries`() {
        var limits = ReadLimits()
        limits.zipEntries = 2
        let bytes = ZipBuilder(["a", "b", "c"].map { .init($0) }).bytes()
        #expect(issue(opening: bytes, limits: limits)?.code == .zipTooManyEntries)
    }

    @Test func `refuses what claims to grow too much`() {
        var entry = ZipBuilder.Entry("a", "x")
        entry.method = 8
        entry.unpackedBytes = 2 << 20
        let found = issue(opening: ZipBuilder([entry]).bytes())
        #expect(found?.code == .zipBomb)
        #expect(found?.detail == "a grows from 1 to 2097152 bytes, 200-fold is allowed")
    }

    @Test func `refuses more than the limit of all entries together`() {
        var limits = ReadLimits()
        limits.unpackedBytes = 9
        let bytes = ZipBuilder([.init("a", "12345"), .init("b", "12345")]).bytes()
        #expect(issue(opening: bytes, limits: limits)?.code == .zipBomb)
    }

    @Test func `notices a wrong checksum`() throws {
        var entry = ZipBuilder.Entry("a", "x")
        entry.checksum = 1
        let archive = try open([entry])
        let found = FormatsTests.issue { _ = try archive.open(archive.entries[0]).readAll() }
        #expect(found?.code == .zipDamaged)
        #expect(found?.file == "a.zip/a")
    }

    @Test func `tells a file that is no zip from a zip that was cut`() {
        let whole = ZipBuilder([.init("a", "content")]).bytes()
        #expect(issue(opening: Array("name,city\n".utf8))?.code == .notAZip)
        #expect(issue(opening: [])?.code == .notAZip)
        for count in 4..<whole.count {
            #expect(issue(opening: Array(whole[..<count]))?.code == .zipTruncated, "\(count)")
        }
    }

    @Test func `knows the damage of a transfer as text`() {
        let content = String(repeating: "line\n", count: 20)
        let whole = ZipBuilder([.init("a", content)]).bytes()
        let converted = whole.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        #expect(issue(opening: converted)?.code == .zipTextMode)
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
