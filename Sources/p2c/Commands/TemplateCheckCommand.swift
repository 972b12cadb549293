import ArgumentParser
import Mapping
import Pipeline
import Records

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

    @Argument(help: "Templates by name or folder (default: all).")
    var names: [String] = []

    @Flag(help: "Name every field that goes nowhere or that nothing fills.")
    var all = false

    func run() throws {
        let files = try ConfigurationFiles(folder: options.workspace ?? Installation.shareFolder())
        let schemas = try files.schemas()
        // The installed settings are an example.
        let companies = options.workspace == nil ? [] : try files.settings().companies
        func schema(_ entity: EntityReference) -> EntitySchema? {
            schemas.schema(entity.environment, named: entity.entity)
        }
        var errors = 0
        for entry in try chosen(from: files.templates(companies: companies)) {
            let problems = entry.template.problems(in: schemas)
            errors += problems.count
            print("\(entry.template.name): " + Self.verdict(problems.count))
            for problem in problems { print("  error \(problem.message)") }
            for leg in entry.template.review(finding: schema) {
                lines(of: leg).forEach { print($0) }
            }
        }
        if errors > 0 { throw ExitStatusError(status: .someQuarantined) }
    }

    private static func verdict(_ count: Int) -> String {
        count == 0 ? "no error" : "\(count) \(count == 1 ? "error" : "errors")"
    }

    private func chosen(
        from templates: [Configuration.EnabledTemplate]
    ) throws(UsageError) -> [Configuration.EnabledTemplate] {
        for name in names where !templates.contains(where: { $0.isNamed(name) }) {
            let known = templates.map { "\"\($0.folder)\"" }.joined(separator: ", ")
            throw UsageError("There is no template \"\(name)\". Known are \(known)")
        }
        return templates.filter { entry in
            names.isEmpty || names.contains { entry.isNamed($0) }
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
        lines.append(
            "    \(leg.unusedFields.count) source fields go nowhere, nothing fills "
                + "\(leg.unfilledFields.count) destination fields")
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
