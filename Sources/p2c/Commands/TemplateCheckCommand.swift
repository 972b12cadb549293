import ArgumentParser
import Folders
import Mapping
import Pipeline
import Records
import Schemas

struct TemplateCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Find what is wrong with templates before any data is touched.",
        discussion: """
            Errors are what the Data Integrator's validation finds and more: unknown entities and \
            fields, keys that nothing fills, fields that are filled twice, value maps and expressions \
            that cannot be. Then come texts that may be too long, entries of value maps that are never \
            used, and which fields go nowhere.

            EXAMPLES
              p2c template check
              p2c template check my-template --workspace /srv/p2c
              p2c template check my-template --all     every field that goes nowhere, by name
            """)

    @OptionGroup var options: InstalledOptions

    @Argument(help: "Templates by name or folder (default: all).", transform: templateName)
    var names: [String] = []

    @Flag(help: "Name every field that goes nowhere or that nothing fills.")
    var all = false

    func run() throws {
        let home = try options.home()
        let files = try ConfigurationFiles(folder: home.folder)
        try files.checkSchemas()
        try files.checkTemplates()
        let schemas = try files.schemas()
        // The installed settings are an example.
        let settings = home.workspace == nil ? Settings() : try files.settings()
        let read = files.readableTemplates(with: schemas, companies: settings.companies)
        try checkNames(
            among: read.templates, unreadable: read.problems.map(\.folder), in: home.folder,
            others: files.withoutTemplate)
        let enabled = read.templates.filter(settings.isOn)
        var errors = 0
        for (folder, namesake, problems) in read.problems {
            let other = namesake.map { [$0.folder, $0.template.name] } ?? []
            guard isChosen([folder] + other) else { continue }
            errors += problems.count
            tell(folder, problems.map(\.message))
        }
        errors += check(
            read.templates.filter { isChosen([$0.folder, $0.template.name]) }, in: home.workspace,
            clashes: clashes(of: enabled, schemas, in: home.workspace), schemas,
            ReviewedTables(
                of: enabled.map(\.template),
                off: read.templates.filter { !settings.isOn($0) }.map(\.template),
                references: references(settings, of: files, schemas),
                finding: { schemas.schema($0.environment, named: $0.entity) }))
        let unused = files.unusedValueMaps(of: read.templates)
        (files.remarks + schemas.remarks + unused).forEach { print($0) }
        if let workspace = home.workspace {
            errors += tellSettings(
                settings, of: files, schemas, read.templates, in: workspace,
                allAreReadable: read.problems.isEmpty)
        }
        if errors > 0 { throw ExitStatusError(status: .someQuarantined) }
    }

    /// The records that the settings list; none where they cannot be read, which is told with the
    /// settings.
    private func references(
        _ settings: Settings, of files: ConfigurationFiles, _ schemas: SchemaCatalogue
    ) -> References {
        References((try? files.references(settings.references, schemas: schemas)) ?? [])
    }

    /// Prints what there is to say about the templates, each clash where it is met first. Returns the
    /// number of errors.
    private func check(
        _ templates: [Configuration.EnabledTemplate], in workspace: Workspace?,
        clashes: [CDSKeys.Conflict], _ schemas: SchemaCatalogue, _ tables: ReviewedTables
    ) -> Int {
        var (errors, left) = (0, clashes)
        // What people filled in is looked at, and where it is wrong told with the settings.
        let filled = workspace?.fillingIn(templates) ?? templates
        for (entry, filled) in zip(templates, filled) {
            let own = left.filter { $0.templates.contains(entry.template.name) }
            left.removeAll { $0.templates.contains(entry.template.name) }
            errors += check(
                entry.template, filled: filled.template, schemas, tables, clashes: own)
        }
        return errors
    }

    /// Prints what there is to say about a template, also where it cannot be on together with others.
    /// Returns the number of errors.
    private func check(
        _ template: Template, filled: Template, _ schemas: SchemaCatalogue,
        _ tables: ReviewedTables, clashes: [CDSKeys.Conflict]
    ) -> Int {
        let problems = template.problems(in: schemas).map(\.message) + clashes.map(\.sentence)
        tell(template.name, problems)
        let review = filled.review(tables) {
            schemas.schema($0.environment, named: $0.entity)
        }
        let wrongRows = clashes.compactMap(\.row)
        for var leg in review {
            leg.remarks.removeAll { wrongRows.contains($0.place.fileAndLine) }
            lines(of: leg).forEach { print($0) }
        }
        return problems.count
    }

    private func tell(_ name: String, _ problems: [String]) {
        let count = problems.count
        let verdict = count == 0 ? "no error" : "\(count) \(count == 1 ? "error" : "errors")"
        print("\(name): \(verdict)")
        for problem in problems { print("  error \(problem)") }
    }

    /// What templates cannot be on together: they would deliver the same records twice, or find records
    /// of CDS by other keys than each other or the workspace.
    private func clashes(
        of enabled: [Configuration.EnabledTemplate], _ schemas: SchemaCatalogue,
        in workspace: Workspace?
    ) -> [CDSKeys.Conflict] {
        let keys = CDSKeys(enabled, in: schemas)
        let stored = workspace.map(keys.conflicts(withRecordsOf:)) ?? []
        return LoadedConfiguration.clashes(of: enabled, in: schemas).map {
            CDSKeys.Conflict(templates: $0.names, sentence: $0.sentence)
        } + keys.conflicts + stored
    }

    /// Tells what is wrong with the settings and the worklist beside these templates, as far as the
    /// templates have no error themselves. Returns the number of errors.
    private func tellSettings(
        _ settings: Settings, of files: ConfigurationFiles, _ schemas: SchemaCatalogue,
        _ templates: [Configuration.EnabledTemplate], in workspace: Workspace,
        allAreReadable: Bool
    ) -> Int {
        let enabled = templates.filter(settings.isOn)
        let isSound =
            allAreReadable
            && templates.allSatisfy { $0.template.problems(in: schemas).isEmpty }
            && LoadedConfiguration.clashes(of: enabled, in: schemas).isEmpty
        do {
            try workspace.checkSettings()
            guard isSound else {
                try settings.checkLocated()
                return 0
            }
            try LoadedConfiguration.checkSettings(
                settings, of: files, schemas: schemas, templates: templates, in: workspace
            ).forEach { print($0) }
            return 0
        } catch {
            print("error \(error)")
            return 1
        }
    }

    private func isChosen(_ own: [String]) -> Bool {
        names.isEmpty || names.contains { name in own.contains { $0.isSameName(as: name) } }
    }

    private func checkNames(
        among templates: [Configuration.EnabledTemplate], unreadable: [String], in folder: String,
        others: [String: String]
    ) throws(UsageError) {
        for name in names where !templates.contains(where: { $0.isNamed(name) }) {
            if unreadable.contains(where: { $0.isSameName(as: name) }) { continue }
            throw UsageError(noTemplate: name, among: templates, in: folder, others: others)
        }
    }

    private func lines(of leg: LegReview) -> [String] {
        var lines = ["  \(leg.route)"]
        lines += leg.remarks.map { remark in
            "    line \(remark.place.line ?? 0): \(remark.text)"
        }
        if !leg.unfilledRequired.isEmpty {
            lines.append(
                "    required and not filled: " + leg.unfilledRequired.joined(separator: ", "))
        }
        if !leg.blankRequired.isEmpty {
            lines.append(
                "    required, blank where the source is, and then set aside: "
                    + leg.blankRequired.joined(separator: ", "))
        }
        lines.append(
            "    source fields that go nowhere: \(leg.unusedFields.count); destination fields that "
                + "nothing fills: \(leg.unfilledFields.count)")
        if all {
            lines.append("    go nowhere: " + leg.unusedFields.joined(separator: ", "))
            lines.append("    not filled: " + leg.unfilledFields.joined(separator: ", "))
        }
        return lines
    }
}

extension Configuration.EnabledTemplate {
    /// By its name or its folder's, without case.
    func isNamed(_ name: String) -> Bool {
        template.name.isSameName(as: name) || folder.isSameName(as: name)
    }
}
