import Folders
import Glibc
import Records
import Support
import Testing

@Suite struct `Claims and deliveries` {
    private let scratch = ScratchFolder()
    private let workspace: Workspace

    init() throws {
        workspace = Workspace(root: scratch.path)
        try workspace.create()
    }

    private func claim(_ name: String, run: Int) throws -> Claim {
        scratch.write("content", to: "inbox/USMF/\(name)")
        let entry = try #require(Inbox(workspace).look().entries.first { $0.name == name })
        return try Claim.take(entry, for: entry.legalEntity, in: workspace, run: RunID(run))
    }

    @Test func `a claim is out of sight, is found again, and ends in the archive`() throws {
        let claim = try claim("a b.csv", run: 7)
        #expect(try Inbox(workspace).look().entries.isEmpty)
        let found = try #require(try Claim.find(run: RunID(7), in: workspace))
        #expect(found.path == claim.path)
        #expect(found.legalEntity == "USMF")
        try found.archive()
        #expect(scratch.read("archive/USMF/run7-a b.csv") == "content")
        #expect(try Claim.find(run: RunID(7), in: workspace) == nil)
        #expect(scratch.files(in: "inbox").isEmpty)
    }

    @Test func `a file is handed on once, however often that is asked for`() throws {
        scratch.write("records", to: "inbox/.p2c-work/7/DEMF/a.csv")
        let to = workspace.inboxPath(of: "a.csv", legalEntity: "DEMF", run: RunID(7))
        #expect(to == "inbox/DEMF/a.csv")
        let from = "inbox/.p2c-work/7/DEMF/a.csv"
        #expect(
            try workspace.handOn(from: from, to: to, run: RunID(7), isMarked: false)
                == "DEMF/a.csv")
        #expect(scratch.files(in: "inbox") == ["DEMF/a.csv"])
        unlink(scratch.path + "/inbox/DEMF/a.csv")
        #expect(
            try workspace.handOn(from: from, to: to, run: RunID(7), isMarked: false) == nil)
        #expect(scratch.files(in: "inbox").isEmpty, "It was taken, and does not come again")
    }

    @Test func `a file that is handed on leaves one of its name alone`() throws {
        scratch.write("records", to: "inbox/.p2c-work/7/DEMF/a.csv")
        let to = workspace.inboxPath(of: "a.csv", legalEntity: "DEMF", run: RunID(7))
        scratch.write("an exporter's", to: "inbox/DEMF/a.csv")
        #expect(
            workspace.inboxPath(of: "a.csv", legalEntity: "DEMF", run: RunID(7))
                == "inbox/DEMF/a (7).csv")
        #expect(
            try workspace.handOn(
                from: "inbox/.p2c-work/7/DEMF/a.csv", to: to, run: RunID(7), isMarked: true)
                == "DEMF/a (7).csv")
        #expect(scratch.read("inbox/DEMF/a.csv") == "an exporter's")
        #expect(scratch.read("inbox/DEMF/a (7).csv") == "records")
        #expect(scratch.read("inbox/DEMF/a (7).csv.done")?.isEmpty == true)
        scratch.write("", to: "inbox/DEMF/package")
        #expect(
            workspace.inboxPath(of: "package", legalEntity: "DEMF", run: RunID(8))
                == "inbox/DEMF/package (8)")
        #expect(
            workspace.inboxPath(of: "a (7).csv", legalEntity: "DEMF", run: RunID(7))
                == "inbox/DEMF/a (7) (7).csv")
    }

    @Test func `a quarantined claim has its reason beside it`() throws {
        try claim("a.csv", run: 8).quarantine(reason: "It is broken.\n")
        #expect(scratch.read("quarantine/USMF/run8-a.csv") == "content")
        #expect(scratch.read("quarantine/USMF/run8-a.csv.reason.txt") == "It is broken.\n")
    }

    @Test func `a claim goes back beside a file that came under its name meanwhile`() throws {
        let claim = try claim("a.csv", run: 9)
        scratch.write("later", to: "inbox/USMF/a.csv")
        #expect(try Claim.all(in: workspace).map(\.run) == [RunID(9)])
        try claim.release()
        #expect(scratch.read("inbox/USMF/a.csv") == "later")
        #expect(scratch.read("inbox/USMF/a (2).csv") == "content")
        #expect(try Claim.all(in: workspace).isEmpty)
    }

    @Test func `an interrupted claim leaves no empty folders`() throws {
        let claim = try claim("a.csv", run: 7)
        mkdir(scratch.path + "/inbox/.p2c-claims/8", 0o777)
        mkdir(scratch.path + "/inbox/.p2c-claims/8/USMF", 0o777)
        try Claim.removeEmptyFolders(in: workspace)
        #expect(scratch.read("inbox/.p2c-claims/7/USMF/a.csv") == "content")
        #expect(access(scratch.path + "/inbox/.p2c-claims/8", F_OK) != 0)
        try claim.archive()
        mkdir(scratch.path + "/inbox/.p2c-claims", 0o777)
        try Claim.removeEmptyFolders(in: workspace)
        #expect(access(scratch.path + "/inbox/.p2c-claims", F_OK) != 0)
    }

    @Test func `publishing twice does no harm and never overwrites`() throws {
        let work = try WorkFolder(beside: workspace.outbox, run: RunID(3))
        scratch.write("package", to: "outbox/.p2c-work/3/t/a.zip")
        let digests = try WorkFolder.seal(work.path)
        #expect(digests.map(\.name) == ["t/a.zip"])
        #expect(
            digests[0].sha256
                == "bc4a71180870f7945155fbb02f4b0a2e3faa2a62d6d31b7039013055ed19869a")
        let (from, to) = ("outbox/.p2c-work/3/t", "outbox/finops/USMF/t-run3")
        try workspace.publish(from: from, to: to)
        try workspace.publish(from: from, to: to)
        #expect(scratch.read("\(to)/a.zip") == "package")
        scratch.write("other", to: "\(from)/a.zip")
        #expect(throws: FoldersError.self) { try workspace.publish(from: from, to: to) }
        #expect(scratch.read("\(to)/a.zip") == "package")
    }

    @Test func `a work folder begins empty and leaves nothing`() throws {
        scratch.write("left over", to: "quarantine/.p2c-work/4/x/y.csv")
        _ = try WorkFolder(beside: workspace.quarantine, run: RunID(4))
        #expect(scratch.files(in: "quarantine").isEmpty)
        try WorkFolder.discard(beside: workspace.quarantine, run: RunID(4))
        #expect(scratch.files(in: "quarantine").isEmpty)
    }

    @Test func `names tell template, time and run`() {
        let name = deliveryName(
            template: "accounts", started: "2026-11-23T01:02:03Z", run: RunID(41))
        #expect(name == "accounts-20261123T010203Z-run41")
    }

    @Test func `one p2c at a time works in a workspace`() throws {
        let lock = try workspace.lock()
        let error = #expect(throws: FoldersError.self) { try workspace.lock() }
        #expect(error?.code == .inUse)
        withExtendedLifetime(lock) {}
    }

    @Test func `each cause has a code of the catalogue`() {
        #expect(FoldersError.Code.allCases.map(\.issueCode) == IssueCatalogue.folders)
    }

    @Test func `a result outside a workspace is never mixed with an earlier one`() throws {
        let output = try OutputFolder(in: scratch.path + "/out", named: "accounts")
        scratch.write("x", to: "out/" + (output.path.split(separator: "/").last ?? "") + "/a.zip")
        try output.publish(report: Array("{}".utf8))
        #expect(scratch.files(in: "out") == ["accounts/a.zip", "accounts/report.json"])
        #expect(throws: FoldersError.self) {
            try OutputFolder(in: scratch.path + "/out", named: "accounts")
        }
    }
}
