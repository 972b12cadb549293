import ArgumentParser
import Folders
import Formats
import Pipeline
import Records
import Schemas

struct SchemaImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make schema files from where your systems describe themselves.",
        discussion: """
            Sources, recognised by their content: what F&O answers to /data/$metadata; what \
            Dataverse answers to EntityDefinitions with $expand=Attributes,Keys; a solution (zip) or \
            its customizations.xml; a Configuration Migration package or its data_schema.xml; a DMF \
            package or its Manifest.xml; CDM documents; XML schemas; CREATE TABLE texts; a CSV of \
            entity, field and length. docs/schemas.md says what each of them knows.

            The files go to schemas/ of the workspace. What a source does not know is kept: names, \
            labels, lengths. Your own changes belong into ENTITY.overlay.json beside the file, which \
            no import touches; a file that was changed by hand is not replaced without --replace, \
            and kept as ENTITY.json.edited then.

            EXAMPLES
              p2c schema import metadata.xml --entity CustomersV3 --entity SellableReleasedProducts
              p2c schema import account.json -w /srv/p2c
              p2c schema import MySolution.zip --dry-run
              p2c schema import staging.sql
            """)

    @Argument(help: "The file or archive.")
    var source: String

    @Option(
        help: """
            An entity to take, by any of its names; all of the source's by default, of OData \
            metadata those that have a schema already. May be given several times.
            """)
    var entity: [String] = []

    @Option(help: "What kind of source it is, where that is not recognised.")
    var from: SchemaSource.Kind?

    @Option(help: "The system of the entities, where the source does not tell: sales, finops, cds.")
    var system: Environment?

    @Option(help: "The folder at which absolute paths in CDM documents begin.")
    var cdmRoot: String?

    @Option(name: [.customShort("w"), .long], help: "The workspace whose schemas/ is written.")
    var workspace = "."

    @Flag(help: "Also replace files that were changed by hand; they are kept as ….edited.")
    var replace = false

    @Flag(help: "Say what would be done and write nothing.")
    var dryRun = false

    func run() throws {
        try ConversionOptions.checkReadable([source])
        guard Paths.leadsToFolder("\(workspace)/schemas") else {
            throw UsageError(
                "\(workspace) has no schemas/. \"p2c init DIR\" makes a workspace, --workspace "
                    + "names one")
        }
        do {
            try importAll()
        } catch let error as SchemaError {
            throw UsageError("\(error)")
        } catch let error as FormatError {
            throw UsageError(error.issue.message)
        }
    }

    private func importAll() throws {
        // Not the templates: an import may be what mends them.
        let known = try ConfigurationFiles(folder: workspace).schemas()
        let opened = try SchemaSource(source)
        guard let kind = from ?? opened.kind else {
            throw UsageError(
                "\(source) is none of the sources that are known. \"p2c schema import --help\" "
                    + "names them, --from says which it is")
        }
        var wishes = SchemaSource.Wishes()
        wishes.entities = entity
        wishes.environment = system
        wishes.cdmRoot = cdmRoot
        wishes.known = known
        let reading = try opened.read(kind, wishes)
        var plan = try SchemaImport(
            into: "\(workspace)/schemas", from: "\(kind.rawValue) \(source)", shipped: Self.shipped)
        for schema in reading.schemas { try plan.take(schema, extent: kind.extent) }
        for overlay in reading.overlays { try plan.take(overlay, among: known) }
        guard !(reading.schemas.isEmpty && reading.overlays.isEmpty) else {
            throw try nothing(opened, kind)
        }
        try finish(plan, reading)
    }

    private func finish(_ plan: SchemaImport, _ reading: SchemaReading) throws {
        for remark in reading.remarks {
            print("note: \(remark.file)\(remark.line.map { ":\($0)" } ?? ""): \(remark.text)")
        }
        for remark in plan.remarks { print("note: \(remark)") }
        if !replace, let first = plan.editedFiles.first {
            let more = plan.editedFiles.count > 1 ? " and \(plan.editedFiles.count - 1) more" : ""
            throw UsageError(
                "\(first)\(more) was changed by hand since it was shipped or imported. Move the "
                    + "changes to \(first.dropLast(5)).overlay.json, which no import touches, or "
                    + "give --replace; the file is then kept as \(first).edited")
        }
        try plan.check()
        if !dryRun { try plan.write() }
        for change in plan.changes {
            print(
                "\(dryRun ? "would write" : "wrote") \(change.path): \(change.entity), \(change.what)"
            )
        }
        if plan.changes.isEmpty { print("Nothing to write: the schemas say all of it already") }
    }

    private func nothing(_ source: SchemaSource, _ kind: SchemaSource.Kind) throws -> UsageError {
        let names = try source.entityNames(kind)
        guard let wanted = entity.first else {
            return UsageError(
                "None of the \(names.count) entities of \(self.source) has a schema yet. Name those "
                    + "that you want with --entity")
        }
        let close = names.filter { $0.lowercased().contains(wanted.lowercased().prefix(6)) }
        let shown = (close.isEmpty ? names : close).prefix(8).joined(separator: ", ")
        return UsageError(
            "\(self.source) has no entity \"\(wanted)\". Among its \(names.count) are \(shown)")
    }

    /// What a file of schemas/ came with.
    private static func shipped(_ path: String) -> [UInt8]? {
        guard let share = try? Installation.shareFolder() else { return nil }
        return try? Paths.read("\(share)/schemas/\(path)")
    }
}

extension SchemaSource.Kind: ExpressibleByArgument {
    /// Words for the command line.
    private static let words: [(String, SchemaSource.Kind)] = [
        ("edmx", .edmx), ("entity-definitions", .definitions), ("solution", .solution),
        ("data-schema", .migration), ("manifest", .manifest), ("cdm", .cdm), ("xsd", .xsd),
        ("sql", .sql), ("lengths", .lengths),
    ]

    public init?(argument: String) {
        guard let found = Self.words.first(where: { $0.0 == argument.lowercased() }) else {
            return nil
        }
        self = found.1
    }

    public static var allValueStrings: [String] { words.map(\.0) }

    /// How much such a source knows of an entity.
    fileprivate var extent: SchemaBase.Extent {
        switch self {
        case .solution: .someFields
        case .migration, .manifest: .names
        default: .whole
        }
    }
}
