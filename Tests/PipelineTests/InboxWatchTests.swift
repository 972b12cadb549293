import Folders
import Formats
import Mapping
import Pipeline
import Records
import Schemas
import Support
import Testing

@Suite struct `Inbox watch` {
    private let scratch = ScratchFolder()
    private let workspace: Workspace
    private var watch: InboxWatch

    init() throws {
        workspace = Workspace(root: scratch.path)
        try workspace.create()
        var rules = InboxWatch.Rules()
        rules.looks = 2
        watch = InboxWatch(
            workspace: workspace, rules: rules,
            configuration: Configuration(
                schemas: SchemaCatalogue(), templates: [], references: []))
    }

    private static let manifest = """
        <DataManagementPackageManifest
        xmlns="http://schemas.microsoft.com/dynamics/2015/01/DataManagement"><PackageEntityList>
        <DataManagementPackageEntityData><EntityName>Customers V2</EntityName>
        <InputFilePath>Customers V2.csv</InputFilePath><SourceFormat>CSV</SourceFormat>
        </DataManagementPackageEntityData></PackageEntityList></DataManagementPackageManifest>
        """

    private static let hour =
        "If nobody writes it any more, copy or export it again: an hour after its last change it is "
        + "refused"

    @Test(arguments: [
        ("machines.zip", "PK\u{3}\u{4}half", "The end of the zip archive is missing. \(hour)"),
        ("machines.xml", "<Document><A>", "The XML's root element Document is not closed. \(hour)"),
        (
            "machines.xml", "ID,NAME\n1,x\n",
            "It is called XML and looks like CSV: it begins with “ID,NAME”. If nobody writes it any "
                + "more, give it the ending .csv: an hour after its last change it is refused"
        ),
    ])
    mutating func `says what becomes of files that are not complete`(
        name: String, text: String, sentence: String
    ) throws {
        scratch.write(text, to: "inbox/" + name)
        #expect(try look().remarks == ["\(name) is not complete yet: \(sentence)"])
    }

    /// What is ready, and what is told, when it looks as often as something needs to settle.
    private mutating func look(later seconds: Double = 0) throws -> InboxWatch.Findings {
        let time = Double(try Inbox(workspace).look().entries.first?.modified ?? 0) / 1e9
        _ = try watch.look(time: time + seconds)
        return try watch.look(time: time + seconds)
    }

    @Test mutating func `waits until all that a manifest lists is there`() throws {
        scratch.write(Self.manifest, to: "inbox/night/Manifest.xml")
        let first = try look()
        #expect(first.ready.isEmpty)
        scratch.write("A,B\n1,\"x", to: "inbox/night/Customers V2.csv")
        let second = try look()
        #expect(second.ready.isEmpty)
        #expect(
            second.remarks == [
                "night is not complete yet: The last record of Customers V2.csv is not closed. "
                    + Self.hour
            ])
        scratch.write("A,B\n1,\"x\"\n", to: "inbox/night/Customers V2.csv")
        #expect(try look().ready.map(\.name) == ["night"])
    }

    @Test mutating func `tells once what a folder waits for, and gives up after an hour`() throws {
        scratch.write(Self.manifest, to: "inbox/night/Manifest.xml")
        let time = Double(try Inbox(workspace).look().entries[0].modified) / 1e9
        #expect(try watch.look(time: time).remarks.isEmpty)
        #expect(
            try watch.look(time: time).remarks
                == [
                    "night is not complete yet: Customers V2.csv is not in the package. "
                        + Self.hour
                ])
        #expect(try watch.look(time: time + 3_599).remarks.isEmpty)
        #expect(try watch.look(time: time + 3_601).ready.map(\.name) == ["night"])
    }

    @Test mutating func `waits for a file that is copied under another ending`() throws {
        scratch.write(Self.manifest, to: "inbox/night/Manifest.xml")
        scratch.write("A,B\n1,2\n", to: "inbox/night/Customers V2.csv.part")
        let found = try look()
        #expect(found.ready.isEmpty)
        #expect(
            found.remarks.count == 1 && found.remarks[0].hasPrefix("night is not complete yet:"))
    }

    @Test func `names files that wait for their markers`() throws {
        var rules = InboxWatch.Rules()
        rules.doneMarkers = true
        var watch = InboxWatch(
            workspace: workspace, rules: rules,
            configuration: Configuration(
                schemas: SchemaCatalogue(), templates: [], references: []))
        for name in ["USMF/a.csv", "b.csv", "b.csv.done", "c.csv", "d.csv", "e.csv"] {
            scratch.write("A,B\n1,2\n", to: "inbox/" + name)
        }
        let found = try watch.look(time: 0)
        #expect(found.ready.map(\.name) == ["b.csv"])
        #expect(
            found.markerRemark
                == "4 files in inbox/ wait for NAME.done beside them, as inbox.doneMarkers of p2c.json "
                + "wants: USMF/a.csv, c.csv, d.csv and 1 more. Who writes USMF/a.csv makes "
                + "USMF/a.csv.done when it is all there; or set doneMarkers to false")
    }

    @Test mutating func `waits for the rest of a gzip file`() throws {
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0x4B, 0xE4, 0x32, 0xE4, 2, 0, 0, 0x24, 0xC1, 0x89,
            4, 0, 0, 0,
        ]
        scratch.write(Array(packed.dropLast(3)), to: "inbox/accounts.csv.gz")
        #expect(try look().ready.isEmpty)
        scratch.write(packed, to: "inbox/accounts.csv.gz")
        #expect(try look().ready.map(\.name) == ["accounts.csv.gz"])
    }
}
