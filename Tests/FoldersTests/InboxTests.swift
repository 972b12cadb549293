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

    @Test func `says why folders and links stay`() throws {
        scratch.write("x", to: "inbox/USMF/package/Manifest.xml")
        symlink("/etc/passwd", scratch.path + "/inbox/link.csv")
        let sight = try Inbox(workspace).look()
        #expect(sight.entries.isEmpty)
        #expect(
            sight.remarks == [
                "inbox/USMF/package is a folder and stays; zip a package that is a folder",
                "inbox/link.csv is no plain file and stays",
            ])
    }
}
