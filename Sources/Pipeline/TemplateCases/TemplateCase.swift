import Folders
import Formats
import JSON5
import Mapping
import Records
import Store

/// A case of a template: files as users drop them, and what should become of them.
///
/// ```
/// templates/accounts-sales-to-finops/cases/blank-country/
///   known/Account.csv         records that CDS has before
///   in/USMF/accounts.csv      dropped in this order; a sub-folder is a company
///   out/Customers V2.csv      the records that should be delivered, an entity a file
///   cds/Account.csv           the records that CDS should have, by their key
///   report.json               counts, and issues by code
///   p2c.json references.csv   settings, where the case needs its own
/// ```
/// The tables hold the columns that matter to the case. What is not there is not compared.
package struct TemplateCase {
    /// The folder.
    package let path: String
    /// Such as `accounts-sales-to-finops/blank-country`.
    package let name: String
    /// The folder of the template that it is of.
    private let template: String

    /// When all runs of cases begin.
    static let time = "2026-01-01T00:00:00Z"

    /// What came out.
    package struct Outcome {
        var out: [String: CaseTable] = [:]
        var cds: [String: CaseTable] = [:]
        var report = CaseReport()
        /// The rows of the template that the case exercises.
        package var coverage = RowCoverage()
    }

    /// The cases of a template's folder, in the order of their names.
    package static func all(in folder: String, template: String) throws -> [TemplateCase] {
        let cases = folder + "/cases"
        guard Paths.leadsToFolder(cases) else { return [] }
        return try Paths.names(in: cases).filter { Paths.leadsToFolder("\(cases)/\($0)") }.map {
            TemplateCase(
                path: "\(cases)/\($0)", name: "\(template)/\($0)", template: template)
        }
    }

    /// A folder of the template's that was meant to be `cases/`, by its name; nil where that is there,
    /// or none is meant.
    package static func misnamedFolder(in folder: String) throws -> String? {
        if Paths.leadsToFolder(folder + "/cases") { return nil }
        return try Paths.names(in: folder).first { name in
            Paths.leadsToFolder("\(folder)/\(name)")
                && NearNames.misspelt(name, among: ["cases"]) != nil
        }
    }

    /// Runs the case in a workspace made for it in `folder`, which must be empty. `others` are all
    /// templates that the case could switch on.
    package func run(
        _ configuration: Configuration, in folder: String,
        others: [Configuration.EnabledTemplate] = []
    ) throws -> Outcome {
        let workspace = Workspace(root: folder)
        try workspace.create()
        guard Paths.leadsToFolder(path + "/in") else {
            throw ViewError("\(path) has no folder in/ with files to drop")
        }
        _ = try Workspace.copyMissing(from: path + "/in", to: workspace.inbox)
        var configuration = configuration
        configuration.knowsTheTime = false
        let session = try WorkspaceSession(
            workspace: workspace, configuration: configuration, clock: { Self.time })
        try keepKnownRecords(in: session.store, configuration, others: others)
        var outcome = Outcome()
        var deliveries: [String] = []
        func note(_ report: RunReport) {
            outcome.report.add(report)
            deliveries += report.deliveries.flatMap { delivery in
                delivery.files.map { "\(folder)/\(delivery.path)/\($0.name)" }
            }
        }
        let inbox = Inbox(workspace, legalEntities: configuration.legalEntities)
        for entry in try inbox.look().entries.sorted(by: { inbox.path(of: $0) < inbox.path(of: $1) }
        ) {
            note(try session.convert(entry, full: false, observer: Observer()))
        }
        try session.resume(observer: Observer(), tell: note)
        for file in deliveries { try Self.read(file, configuration, into: &outcome.out) }
        for (entity, listing) in try session.commonData() {
            let rows = listing.records.map { $0.map { $0 ?? "" } }
            outcome.cds[entity, default: CaseTable(columns: [])].add(listing.fields, rows)
        }
        try outcome.coverage.note(
            workspace, of: template, store: session.store, configuration: configuration)
        return outcome
    }

    /// The sentences that say what is other than expected.
    package func differences(_ outcome: Outcome) throws -> [String] {
        var found: [String] = []
        for (folder, tables) in [("out", outcome.out), ("cds", outcome.cds)] {
            for name in try tableNames(in: folder) {
                let file = "\(folder)/\(name).csv"
                let expected = try EditedTable(
                    try Paths.read("\(path)/\(file)"), file: "\(path)/\(file)", needing: [])
                if tables[name] == nil, !expected.rows.isEmpty {
                    found.append(Self.missing(name, file: file, among: tables))
                    continue
                }
                let table = tables[name] ?? CaseTable(columns: [])
                found += table.differences(from: expected, file: file)
            }
        }
        let report = path + "/report.json"
        let bytes = Paths.leadsToFile(report) ? try Paths.read(report) : nil
        if let bytes { found += try outcome.report.differences(from: bytes, file: report) }
        if found.isEmpty { return [] }
        return outcome.report.unexpectedFailures(besides: bytes) + found
            + outcome.report.unexpectedIssues(besides: bytes)
    }

    private static func missing(
        _ name: String, file: String, among tables: [String: CaseTable]
    ) -> String {
        let came = tables.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return "\(file): no record of \"\(name)\" came out; there are "
            + (came.isEmpty ? "none of any entity" : "records of \(came)")
    }

    /// Writes what came out as what is expected. Returns what should be looked at before that is
    /// believed, a sentence each.
    package func update(_ outcome: Outcome) throws -> [String] {
        for (folder, tables) in [("out", outcome.out), ("cds", outcome.cds)] {
            for (name, table) in tables where !table.rows.isEmpty {
                try Paths.replace("\(path)/\(folder)/\(name).csv", with: table.csv)
            }
        }
        try Paths.replace(path + "/report.json", with: outcome.report.json)
        return outcome.report.remarks(
            hasReferences: Paths.leadsToFile(path + "/references.csv"))
    }

    /// The names of the tables in a folder of the case.
    func tableNames(in folder: String) throws -> [String] {
        guard Paths.leadsToFolder("\(path)/\(folder)") else { return [] }
        return try Paths.names(in: "\(path)/\(folder)").filter { $0.hasSuffix(".csv") }
            .map { String($0.dropLast(".csv".count)) }
    }

    private static func read(
        _ file: String, _ configuration: Configuration, into tables: inout [String: CaseTable]
    ) throws {
        let package = try SourcePackage.open(
            path: file, name: fileName(of: file), limits: configuration.limits,
            formats: configuration.formats)
        for entity in package.entities where entity.hasFile {
            let reader = try package.makeReader(for: entity)
            while let batch = try reader.next() {
                let rows = (0..<batch.rowCount).map { row in
                    batch.columns.map { batch.text(of: $0.cells[row]) ?? "" }
                }
                tables[entity.name, default: CaseTable(columns: [])]
                    .add(batch.columns.map(\.name), rows)
            }
        }
    }
}
