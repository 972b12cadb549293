import Folders
import Glibc
import Records
import Support
import Testing

private func entry(
    _ name: String, size: Int = 1, modified: Int = 1, inode: UInt64 = 1, done: Bool = false
) -> InboxEntry {
    InboxEntry(
        name: name, legalEntity: nil, size: size, modified: modified, inode: inode,
        hasDoneMarker: done)
}

@Suite struct `Settle tracker` {
    @Test func `takes a file that so many looks found the same`() {
        var tracker = SettleTracker(looks: 3, doneMarkers: false)
        #expect(tracker.look([entry("a")]).isEmpty)
        #expect(tracker.look([entry("a")]).isEmpty)
        #expect(tracker.look([entry("a")]).map(\.name) == ["a"])
        #expect(tracker.look([entry("a"), entry("b")]).map(\.name) == ["a"])
    }

    @Test(arguments: [
        entry("a", size: 2), entry("a", modified: 2), entry("a", inode: 2),
    ])
    func `begins again when the file changes`(changed: InboxEntry) {
        var tracker = SettleTracker(looks: 2, doneMarkers: false)
        #expect(tracker.look([entry("a")]).isEmpty)
        #expect(tracker.look([changed]).isEmpty)
        #expect(tracker.look([changed]).count == 1)
    }

    @Test func `begins again when the file was away`() {
        var tracker = SettleTracker(looks: 2, doneMarkers: false)
        #expect(tracker.look([entry("a")]).isEmpty)
        #expect(tracker.look([]).isEmpty)
        #expect(tracker.look([entry("a")]).isEmpty)
    }

    @Test func `waits for the marker when markers are on, and for nothing else`() {
        var tracker = SettleTracker(looks: 3, doneMarkers: true)
        #expect(tracker.look([entry("a"), entry("b", done: true)]).map(\.name) == ["b"])
    }
}

@Suite struct `The inbox` {
    private let scratch = ScratchFolder()
    private let workspace: Workspace

    init() throws {
        workspace = Workspace(root: scratch.path)
        try workspace.create()
    }

    @Test(arguments: [
        "a.part", "a.filepart", "a.TMP", ".hidden", "a.csv~", "~$a.xlsx", "a.crdownload",
        "README.md", "a.csv.done",
    ])
    func `passes over what is not finished or not meant`(name: String) throws {
        scratch.write("x", to: "inbox/\(name)")
        #expect(try Inbox(workspace).look().entries.isEmpty)
    }

    @Test func `takes the company from the sub-folder, and odd names as they are`() throws {
        scratch.write("x", to: "inbox/b.csv")
        scratch.write("xy", to: "inbox/USMF/ä \n b.csv")
        scratch.write("", to: "inbox/USMF/ä \n b.csv.done")
        let seen = try Inbox(workspace).look().entries
        #expect(seen.map(\.relativePath) == ["USMF/ä \n b.csv", "b.csv"])
        #expect(seen.map(\.legalEntity) == ["USMF", nil])
        #expect(seen.map(\.size) == [2, 1])
        #expect(seen.map(\.hasDoneMarker) == [true, false])
    }

    private static let dropped: [(files: [(name: String, age: Double)], order: [String])] = [
        // A browser names the second download so.
        ([("x.csv", 7200), ("x (1).csv", 3600)], ["x.csv", "x (1).csv"]),
        ([("b.csv", 10), ("a.csv", 8)], ["b.csv", "a.csv"]),
        // Copied together: the names decide, however the seconds fall.
        ([("b.csv", 10.6), ("a.csv", 9.9)], ["a.csv", "b.csv"]),
        ([("10-x.csv", 5), ("2-x.csv", 5), ("U/1.csv", 5)], ["2-x.csv", "10-x.csv", "U/1.csv"]),
        // A second counts from the first of those together, so that no chain of files is one.
        ([("c.csv", 9), ("b.csv", 8.5), ("a.csv", 8)], ["b.csv", "c.csv", "a.csv"]),
    ]

    @Test(arguments: dropped)
    func `gives the oldest first, and by name what was written together`(
        files: [(name: String, age: Double)], order: [String]
    ) throws {
        for (name, age) in files {
            scratch.write("x", to: "inbox/\(name)")
            setTime(of: name, to: 1_700_000_000 - age)
        }
        #expect(try Inbox(workspace).look().entries.map(\.relativePath) == order)
    }

    /// Says of a file of the inbox when it was last changed, in seconds since 1970.
    private func setTime(of name: String, to seconds: Double) {
        let whole = seconds.rounded(.down)
        let time = timespec(tv_sec: Int(whole), tv_nsec: Int((seconds - whole) * 1e9))
        #expect(utimensat(AT_FDCWD, "\(scratch.path)/inbox/\(name)", [time, time], 0) == 0)
    }

    @Test func `says why folders and links stay`() throws {
        scratch.write("x", to: "inbox/USMF/package/Customers V2.xml")
        symlink("/etc/passwd", scratch.path + "/inbox/link.csv")
        let sight = try Inbox(workspace).look()
        #expect(sight.entries.isEmpty)
        #expect(
            sight.remarks == [
                "inbox/USMF/package is a folder without a manifest and stays. Put its files into "
                    + "inbox/USMF/ themselves, or zip them",
                "inbox/link.csv is no plain file and stays",
            ])
    }
}

@Suite struct `Package folders in the inbox` {
    private let scratch = ScratchFolder()
    private let workspace: Workspace

    init() throws {
        workspace = Workspace(root: scratch.path)
        try workspace.create()
    }

    private func look(_ legalEntities: String...) throws -> Inbox.Sight {
        try Inbox(workspace, legalEntities: legalEntities).look()
    }

    @Test(arguments: [
        "Manifest.xml", "manifest.XML", "PackageHeader.xml", "data.xml", "model.json",
        "default.manifest.cdm.json",
    ])
    func `are those with a control file directly in them`(name: String) throws {
        scratch.write("xyz", to: "inbox/night/\(name)")
        scratch.write("ab", to: "inbox/night/sub/more.csv")
        scratch.write("z", to: "inbox/USMF/night 2/\(name)")
        let seen = try look().entries
        #expect(seen.map(\.relativePath) == ["USMF/night 2", "night"])
        #expect(seen.map(\.legalEntity) == ["USMF", nil])
        #expect(seen.map(\.size) == [1, 5])
        #expect(seen.map { $0.content != nil } == [true, true])
    }

    @Test func `are not those of a legal entity, whatever lies there`() throws {
        scratch.write("x", to: "inbox/USMF/data.xml")
        scratch.write("x", to: "inbox/DEMF/accounts.csv")
        scratch.write("x", to: "inbox/DEMF/deep/model.json")
        #expect(
            try look("usmf").entries.map(\.relativePath)
                == ["DEMF/accounts.csv", "DEMF/deep", "USMF/data.xml"])
        #expect(try look().entries.map(\.relativePath).last == "USMF")
    }

    @Test(arguments: ["night.part", ".night", "night.tmp", "night~"])
    func `are passed over while their name says that they are not finished`(name: String) throws {
        scratch.write("x", to: "inbox/\(name)/Manifest.xml")
        scratch.write("x", to: "inbox/USMF/\(name)/Manifest.xml")
        #expect(try look().entries.isEmpty)
    }

    @Test func `stay when links or pipes are in them`() throws {
        scratch.write("x", to: "inbox/one/Manifest.xml")
        symlink("/etc/passwd", scratch.path + "/inbox/one/Customers V2.csv")
        scratch.write("x", to: "inbox/two/sub/x.csv")
        scratch.write("x", to: "inbox/two/model.json")
        mkfifo(scratch.path + "/inbox/two/sub/pipe", 0o600)
        let sight = try look()
        #expect(sight.entries.isEmpty)
        #expect(sight.remarks.count == 2)
        #expect(sight.remarks[0].hasPrefix("inbox/one holds links"))
    }

    @Test func `settle when all files in them have`() throws {
        var tracker = SettleTracker(looks: 2, doneMarkers: false)
        func settled() throws -> [String] { try tracker.look(look().entries).map(\.name) }
        scratch.write("x", to: "inbox/night/Manifest.xml")
        #expect(try settled().isEmpty)
        scratch.write("A\n1", to: "inbox/night/Customers V2.csv")
        #expect(try settled().isEmpty)
        scratch.write("A\n12", to: "inbox/night/Customers V2.csv")
        #expect(try settled().isEmpty)
        rename(
            scratch.path + "/inbox/night/Customers V2.csv", scratch.path + "/inbox/night/C.csv")
        #expect(try settled().isEmpty)
        scratch.write("x", to: "inbox/night/Resources/a.xslt")
        #expect(try settled().isEmpty)
        #expect(try settled() == ["night"])
    }

    @Test func `notice a file that was put in the place of another`() throws {
        scratch.write("x", to: "inbox/night/Manifest.xml")
        scratch.write("one", to: "inbox/night/a.csv")
        let before = try #require(try look().entries.first)
        scratch.write("two", to: "inbox/b.csv")
        var times = [timespec(), timespec()]
        times[0].tv_sec = before.modified / 1_000_000_000
        times[0].tv_nsec = before.modified % 1_000_000_000
        times[1] = times[0]
        utimensat(AT_FDCWD, scratch.path + "/inbox/b.csv", times, 0)
        rename(scratch.path + "/inbox/b.csv", scratch.path + "/inbox/night/a.csv")
        let after = try #require(try look().entries.first)
        #expect(after.size == before.size)
        #expect(after != before)
    }

    @Test func `may have a marker beside them`() throws {
        scratch.write("x", to: "inbox/USMF/night/Manifest.xml")
        scratch.write("", to: "inbox/USMF/night.done")
        let entry = try #require(try look().entries.first)
        #expect(entry.hasDoneMarker)
        let claim = try Claim.take(entry, for: entry.legalEntity, in: workspace, run: RunID(1))
        #expect(scratch.files(in: "inbox") == [".p2c-claims/1/USMF/night/Manifest.xml"])
        try claim.archive()
        #expect(scratch.files(in: "archive") == ["USMF/run1-night/Manifest.xml"])
    }

    @Test func `are claimed, found again, archived, quarantined and released whole`() throws {
        for (number, name) in ["a", "b", "c.d"].enumerated() {
            scratch.write("x", to: "inbox/\(name)/Manifest.xml")
            scratch.write("y", to: "inbox/\(name)/sub/Customers V2.csv")
            let entry = try #require(try look().entries.first)
            _ = try Claim.take(entry, for: entry.legalEntity, in: workspace, run: RunID(number))
            #expect(try look().entries.isEmpty)
        }
        let claims = try Claim.all(in: workspace)
        #expect(claims.map(\.name) == ["a", "b", "c.d"])
        try claims[0].archive()
        try claims[1].quarantine(reason: "It is broken.\n")
        scratch.write("later", to: "inbox/c.d/Manifest.xml")
        try claims[2].release()
        #expect(
            scratch.files()
                == [
                    "archive/run0-a/Manifest.xml", "archive/run0-a/sub/Customers V2.csv",
                    "inbox/c (2).d/Manifest.xml", "inbox/c (2).d/sub/Customers V2.csv",
                    "inbox/c.d/Manifest.xml", "quarantine/run1-b.reason.txt",
                    "quarantine/run1-b/Manifest.xml", "quarantine/run1-b/sub/Customers V2.csv",
                ])
    }

    @Test func `have a digest of names, sizes and contents`() throws {
        func digest(_ files: [(String, String)]) throws -> String {
            let scratch = ScratchFolder()
            for (name, content) in files { scratch.write(content, to: "p/\(name)") }
            return try sha256(of: scratch.path + "/p").hexadecimal
        }
        let files = [("Manifest.xml", "x"), ("a.csv", "1"), ("sub/b.csv", "2")]
        // printf 'Manifest.xml\0001 %s\n' "$(printf x | sha256sum | cut -c-64)" … | sha256sum
        #expect(
            try digest(files)
                == "521265a92a7ae0b25caec82766e47ea5e76a774c0dca84a3e9ea71bf0c41b7f9")
        #expect(try digest(files.reversed()) == digest(files))
        for other in [
            [("Manifest.xml", "x"), ("a.csv", "1")],
            [("Manifest.xml", "x"), ("a.csv", "2"), ("sub/b.csv", "1")],
            [("Manifest.xml", "x"), ("b.csv", "1"), ("sub/b.csv", "2")],
            [("Manifest.xml", "x"), ("a.csv", "1"), ("b.csv", "2")],
        ] {
            #expect(try digest(other) != digest(files))
        }
        scratch.write("12345", to: "p/one")
        scratch.write("1234", to: "p/sub/two")
        #expect(try fileSize(of: scratch.path + "/p") == 9)
        #expect(try sha256(of: scratch.path + "/p").byteCount == 9)
    }
}
