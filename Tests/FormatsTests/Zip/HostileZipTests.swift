import Records
import Testing

@testable import Formats

/// An archive that must be refused, or read with a warning, and with which code; or with none.
struct HostileZip: CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var code: IssueCode?
    var limits = ReadLimits()

    init(_ name: String, _ code: IssueCode?, _ bytes: [UInt8], limits: ReadLimits = ReadLimits()) {
        testDescription = name
        self.code = code
        self.bytes = bytes
        self.limits = limits
    }

    init(_ name: String, _ code: IssueCode?, _ builder: ZipBuilder) {
        self.init(name, code, builder.bytes())
    }

    /// One entry, changed from a plain one.
    init(_ name: String, _ code: IssueCode?, _ change: (inout ZipBuilder.Entry) -> Void) {
        self.init(name, code, ZipBuilder([ZipBuilder.Entry("a", "content").with(change)]))
    }

    /// One entry whose own header says something else than the directory.
    init(header name: String, _ change: (inout ZipBuilder.Entry) -> Void) {
        let entry = ZipBuilder.Entry("a", "content")
        let builder = ZipBuilder([entry]).with { $0.localEntries[0] = entry.with(change) }
        self.init("a header with another \(name)", .zipDamaged, builder)
    }
}

@Suite struct `Hostile zip` {
    private static let two = ZipBuilder([.init("a", "content"), .init("b", "more")])
    private static func limits(_ change: (inout ReadLimits) -> Void) -> ReadLimits {
        var limits = ReadLimits()
        change(&limits)
        return limits
    }

    static let names = [
        "/etc/passwd", "//server/share", "\\windows\\x", "\\\\?\\C:\\x", "C:\\x", "c:x", "C:/x",
        "..", "../x", "a/../x", "a/..", "a/b/../../../x", "..\\x", "a\\..\\..\\x", "a/..\\x",
        ".. /x", "../ x", "a/.../x", "a/.. ./x", "./../x", "a//../x", "x\u{0}.csv", "../x\u{0}.csv",
        "a\nb", "a\u{7F}", "\u{1B}[2Jx", "",
    ].map { HostileZip("the name \($0.debugDescription)", .zipUnsafeName, ZipBuilder([.init($0)])) }

    static let kinds = [
        HostileZip("a symbolic link", .zipLink) { $0.attributes = 0xA1FF << 16 },
        HostileZip("a device", .zipLink) { $0.attributes = 0x21B6 << 16 },
        HostileZip("a disk", .zipLink) { $0.attributes = 0x61B6 << 16 },
        HostileZip("a socket", .zipLink) { $0.attributes = 0xC1B6 << 16 },
        HostileZip("nasty case 24: encryption", .zipEncrypted) { $0.flags = 1 },
        HostileZip("nasty case 24: strong encryption", .zipEncrypted) { $0.flags = 0x41 },
        HostileZip("nasty case 24: hidden headers", .zipEncrypted) { $0.flags = 0x2000 },
        HostileZip("nasty case 24: encryption by AES", .zipEncrypted) {
            $0.flags = 1
            $0.method = 99
        },
        HostileZip("shrinking", .zipMethod) { $0.method = 1 },
        HostileZip("Deflate64", .zipMethod) { $0.method = 9 },
        HostileZip("bzip2", .zipMethod) { $0.method = 12 },
        HostileZip("LZMA", .zipMethod) { $0.method = 14 },
        HostileZip("Zstandard", .zipMethod) { $0.method = 93 },
        HostileZip("a method that nobody defines", .zipMethod) { $0.method = 0xFFFF },
    ]

    static let clashes = [
        HostileZip(
            "nasty case 25: one name twice", .zipDuplicateName,
            ZipBuilder([.init("a", "1"), .init("a", "2")])),
        HostileZip(
            "nasty case 25: names that differ in case", .zipDuplicateName,
            ZipBuilder([.init("Manifest.xml", "1"), .init("MANIFEST.XML", "2")])),
        HostileZip(
            "nasty case 25: a slash and a backslash", .zipDuplicateName,
            ZipBuilder([.init("a/b", "1"), .init("a\\b", "2")])),
        HostileZip(
            "nasty case 25: composed and decomposed", .zipDuplicateName,
            ZipBuilder([.init("\u{E9}", "1"), .init("e\u{301}", "2")])),
        HostileZip(
            "two entries of one header", .zipOverlap,
            ZipBuilder([.init("a", "x"), .init("b", "x").with { $0.sharesHeaderOf = 0 }])),
        HostileZip(
            "an entry that begins inside another one", .zipOverlap,
            ZipBuilder([.init("a").with { $0.content = quoted }, twin(at: 31)])),
        HostileZip("a header in the extra field of another one", .zipOverlap, nestedHeaders),
    ]

    private static let inner = ZipBuilder.Entry("b", "more")
    /// An entry as it stands in an archive: its header and name, 31 bytes, and its content.
    private static let quoted = Array(ZipBuilder([inner]).bytes().prefix(35))
    /// An entry whose header stands that far behind the start of the first one's.
    private static func twin(at offset: Int) -> ZipBuilder.Entry {
        inner.with {
            $0.sharesHeaderOf = 0
            $0.offsetError = offset
        }
    }
    /// The quoting of headers by which the densest bombs are made: the content is shared.
    private static let nestedHeaders = ZipBuilder([
        .init("a", "more").with { $0.localExtra = ZipBuilder.extra(99, Array(quoted.prefix(31))) },
        twin(at: 35),
    ])

    static let lies = [
        HostileZip("a size beyond the file", .zipDamaged) {
            $0.packedBytes = 0x7FFF_FFFF
            $0.unpackedBytes = 0x7FFF_FFFF
        },
        HostileZip("another size than packed size, not packed", .zipDamaged) {
            $0.unpackedBytes = 8
        },
        HostileZip("less content than it says, packed", .zipDamaged, deflated(as: 101)),
        HostileZip("more content than it says, packed", .zipDamaged, deflated(as: 99)),
        HostileZip("a wrong checksum", .zipDamaged) { $0.checksum = 1 },
        HostileZip("bytes that are not packed", .zipDamaged) { $0.method = 8 },
        HostileZip("an offset into nothing", .zipDamaged) { $0.offsetError = 1 },
        HostileZip("an offset beyond the file", .zipDamaged) { $0.offsetError = 1 << 30 },
        HostileZip("a large size that is missing", .zipDamaged) { $0.packedBytes = 0xFFFF_FFFF },
        HostileZip("a large size beyond every number", .zipDamaged) {
            $0.packedBytes = 0xFFFF_FFFF
            $0.extra = ZipBuilder.extra(1, Array(repeating: 0xFF, count: 8))
        },
        HostileZip("large sizes twice", .zipDamaged) {
            $0.extra = ZipBuilder.extra(1, []) + ZipBuilder.extra(1, [])
        },
        HostileZip("an extra field beyond its end", .zipDamaged) { $0.extra = [1, 0, 9, 0, 0] },
        HostileZip(header: "name") { $0.name = [0x62] },
        HostileZip(header: "size") {
            $0.unpackedBytes = 8
            $0.packedBytes = 8
        },
        HostileZip(header: "checksum") { $0.checksum = 1 },
        HostileZip(header: "method") { $0.method = 8 },
        HostileZip(header: "date") { $0.time = 0x0021_0001 },
        HostileZip("a wrong checksum behind the content", .zipDamaged) {
            $0.behind = [0x50, 0x4B, 7, 8] + Array(repeating: 0, count: 12)
        },
        HostileZip("bytes between two files", .zipDamaged) { $0.behind = [1, 2, 3] },
        HostileZip(
            "a file that the directory hides", .zipDamaged,
            ZipBuilder([
                .init("a", "x").with { $0.behind = quoted }
            ])),
    ]

    /// A hundred letters as zlib packs them, about which the headers say this size.
    private static func deflated(as size: UInt32) -> ZipBuilder {
        let entry = ZipBuilder.Entry("a").with {
            $0.content = [0x4B, 0x4C, 0xA4, 0x3D, 0, 0]
            $0.method = 8
            $0.unpackedBytes = size
            $0.checksum = ZipBuilder.checksum(of: Array(repeating: 0x61, count: 100))
        }
        return ZipBuilder([entry])
    }

    static let bombs = [
        HostileZip("nasty case 24: what claims to grow too much", .zipBomb) {
            $0.method = 8
            $0.unpackedBytes = 2 << 20
        },
        HostileZip(
            "nasty case 24: many small files that grow too much together", .zipBomb,
            ZipBuilder(
                (0..<20).map { number in
                    ZipBuilder.Entry("\(number)", "x").with {
                        $0.method = 8
                        $0.unpackedBytes = 100_000
                    }
                })),
        HostileZip(
            "nasty case 24: more than the limit of all together", .zipBomb, two.bytes(),
            limits: limits { $0.unpackedBytes = 10 }),
        HostileZip(
            "nasty case 24: too many files", .zipTooManyEntries, two.bytes(),
            limits: limits { $0.zipEntries = 1 }),
        HostileZip(
            "nasty case 24: a number of files that no file could hold", .zipTooManyEntries,
            two.with {
                $0.hasLargeEnd = true
                $0.largeEntryCount = .max
            }),
    ]

    static let ends = [
        HostileZip("nasty case 21: an archive without its end", .zipTruncated, [0x50, 0x4B, 3, 4]),
        HostileZip(
            "nasty case 21: an archive cut in its end", .zipTruncated,
            Array(two.bytes().dropLast())),
        HostileZip(
            "nasty case 21: an archive cut behind an archive inside it", .zipTruncated,
            Array(
                ZipBuilder([
                    .init("inner.zip").with { $0.content = two.bytes() }, .init("b", "more"),
                ]).bytes().prefix(39 + two.bytes().count))),
        HostileZip("no archive", .notAZip, Array("name,city\n".utf8)),
        HostileZip("nothing", .notAZip, []),
        HostileZip("bytes behind the end", .zipTrailingBytes, two.with { $0.trailing = [0] }),
        HostileZip(
            "an archive in the comment of another one", .zipDamaged,
            two.with { $0.comment = two.bytes() }),
        HostileZip(
            "two archives one behind the other", .zipTruncated, two.bytes() + two.bytes()),
        HostileZip("one part of several", .zipPart, two.with { $0.disk = 1 }),
        HostileZip("too few files in the end", .zipDamaged, two.with { $0.entryCount = 1 }),
        HostileZip("too many files in the end", .zipDamaged, two.with { $0.entryCount = 3 }),
        HostileZip(
            "two ends that contradict each other", .zipDamaged,
            two.with {
                $0.hasLargeEnd = true
                $0.leavesNumbersToLargeEnd = false
                $0.largeEntryCount = 1
            }),
        HostileZip(
            "nasty case 20: a transfer as text", .zipTextMode,
            ZipBuilder([.init("a", String(repeating: "line\n", count: 20))]).bytes()
                .flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }),
    ]

    @Test(arguments: names + kinds + clashes + lies + bombs + ends)
    func `is refused with the right reason`(_ archive: HostileZip) {
        let found = issue {
            let opened = try ZipArchive(archive.bytes, limits: archive.limits)
            for entry in opened.entries { _ = try opened.open(entry).readAll() }
        }
        #expect(found?.code == archive.code, "\(found?.detail ?? "it was read")")
        #expect(found?.file?.hasPrefix("a.zip") == true)
    }

    static let readable = [
        HostileZip(
            "something before the archive", .zipPrefix,
            two.with { $0.prefix = Array("#!/bin/sh\n".utf8) }),
        HostileZip(
            "something before a large archive", .zipPrefix,
            two.with {
                $0.prefix = Array("MZ".utf8)
                $0.hasLargeEnd = true
            }),
        HostileZip(
            "nasty case 22: backslashes", .zipBackslash,
            changed { $0.name = Array("PkgFolder\\a".utf8) }),
        HostileZip("the end of a large archive", nil, two.with { $0.hasLargeEnd = true }),
        HostileZip(
            "both ends of a large archive", nil,
            two.with {
                $0.hasLargeEnd = true
                $0.leavesNumbersToLargeEnd = false
            }),
        HostileZip(
            "large sizes", nil,
            changed {
                $0.packedBytes = 0xFFFF_FFFF
                $0.extra = ZipBuilder.extra(1, ZipBuilder.number(7, 8))
                $0.localExtra = $0.extra
            }),
        HostileZip("a comment", nil, two.with { $0.comment = Array("made by hand".utf8) }),
        HostileZip(
            "sizes behind the content", nil,
            changed {
                $0.flags = 8
                $0.behind = ZipBuilder.number(Int(ZipBuilder.checksum(of: $0.content)), 4)
                $0.behind += ZipBuilder.number(7, 4) + ZipBuilder.number(7, 4)
            }),
        HostileZip(
            "a file that was packed from a pipe", nil, changed { $0.attributes = 0x1180 << 16 }),
        HostileZip(
            "an extra field of unknown meaning", nil,
            changed { $0.extra = ZipBuilder.extra(99, [1]) }),
    ]

    private static func changed(_ change: (inout ZipBuilder.Entry) -> Void) -> ZipBuilder {
        two.with { $0.entries[0] = $0.entries[0].with(change) }
    }

    @Test(arguments: readable)
    func `is read where it is only rare, some of it with a warning`(_ archive: HostileZip) throws {
        let opened = try ZipArchive(archive.bytes, limits: archive.limits)
        #expect(opened.warnings.map(\.code) == [archive.code].compactMap { $0 })
        let texts = try opened.entries.map { try opened.open($0).readAll() }
        #expect(texts == [Array("content".utf8), Array("more".utf8)])
    }

    @Test func `tells by no byte less than the whole that it was cut`() {
        let whole = Self.two.bytes()
        for count in 4..<whole.count {
            let found = issue {
                _ = try ZipArchive(Array(whole[..<count]), limits: ReadLimits())
            }
            #expect(found?.code == .zipTruncated, "\(count)")
        }
    }
}

extension ZipArchive {
    /// An archive in a file of its own.
    convenience init(_ bytes: [UInt8], limits: ReadLimits) throws {
        let folder = TemporaryFolder()
        try self.init(path: folder.file("a.zip", bytes), name: "a.zip", limits: limits)
    }
}
