import ArgumentParser
import Folders
import Glibc
import Mapping
import Pipeline

struct TemplateTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the cases that lie beside templates, and tell what came out otherwise.",
        discussion: """
            A case is a folder in cases/ of a template's folder: files to drop in in/, and what is \
            expected in out/, cds/ and report.json. docs/template-tests.md shows one.

            EXAMPLES
              p2c template test
              p2c template test accounts-sales-to-finops --workspace /srv/p2c
              p2c template test my-template --update    then look at what it wrote
              p2c template test --coverage              which rows of templates no case exercises
            """)

    @OptionGroup var options: InstalledOptions

    @Argument(help: "Templates by name or folder (default: all).", transform: templateName)
    var names: [String] = []

    @Flag(help: "Write what came out as what is expected.")
    var update = false

    @Flag(help: "Tell which rows of the templates no case exercises.")
    var coverage = false

    func run() throws {
        let home = try options.home()
        let folder = home.folder
        let loaded = try home.load()
        var counts = (cases: 0, failed: 0, misnamed: 0)
        var covered: [(template: Template, coverage: RowCoverage)] = []
        for entry in try chosen(from: loaded) {
            let home = "\(folder)/templates/\(entry.folder)"
            var exercised = RowCoverage()
            defer { covered.append((entry.template, exercised)) }
            if let name = try TemplateCase.misnamedFolder(in: home) {
                print("\(home)/\(name) is no folder of cases. Is it cases/?")
                counts.misnamed += 1
            }
            let cases = try TemplateCase.all(in: home, template: entry.folder)
            if cases.isEmpty && !names.isEmpty { print("\(entry.folder) has no case in cases/") }
            for found in cases {
                counts.cases += 1
                let passed = try run(
                    found, template: entry.folder, of: folder, among: loaded.allTemplates,
                    exercised: &exercised)
                counts.failed += passed ? 0 : 1
            }
        }
        if coverage { tell(covered) }
        let failed = counts.failed == 0 ? "" : ", \(counts.failed) of them otherwise than expected"
        print("\(counts.cases) \(counts.cases == 1 ? "case" : "cases")\(failed)")
        if counts.failed + counts.misnamed > 0 { throw ExitStatusError(status: .someQuarantined) }
    }

    private func chosen(
        from loaded: LoadedConfiguration
    ) throws(UsageError) -> [Configuration.EnabledTemplate] {
        if names.isEmpty { return loaded.allTemplates }
        var found: [Configuration.EnabledTemplate] = []
        for name in names {
            guard let entry = loaded.template(named: name) else {
                throw missing(name, from: loaded)
            }
            found.append(entry)
        }
        return found
    }

    /// The complaint about a name that is no template's: of a case, or of nothing that is there.
    private func missing(_ name: String, from loaded: LoadedConfiguration) -> UsageError {
        let parts = name.split(separator: "/").drop { $0 == "." || $0 == "templates" }
        guard parts.count > 1, let first = parts.first,
            let entry = loaded.template(named: String(first))
        else { return UsageError(noTemplate: name, of: loaded) }
        return UsageError(
            "A case is not run by itself: \"p2c template test \(entry.folder)\" runs all of that "
                + "template")
    }

    /// True when all came out as expected, or was written.
    private func run(
        _ found: TemplateCase, template: String, of folder: String,
        among all: [Configuration.EnabledTemplate], exercised: inout RowCoverage
    ) throws -> Bool {
        let loaded = try LoadedConfiguration(folder: folder, template: template, case: found.path)
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        do {
            try found.checkForm(isWritten: update)
            let outcome = try found.run(
                loaded.configuration, in: scratch.path, others: all)
            exercised.add(outcome.coverage)
            if update {
                let remarks = try found.update(outcome)
                print("\(found.name): written")
                for remark in remarks { print("  \(remark)") }
                return true
            }
            let differences = try found.differences(outcome)
            print("\(found.name): " + (differences.isEmpty ? "as expected" : "not as expected"))
            for difference in differences { print("  \(difference)") }
            return differences.isEmpty
        } catch let error as ViewError {
            throw UsageError(error.description)
        } catch let error as MappingError {
            throw UsageError(error.message)
        }
    }

    /// The rows that no case exercises, template by template, and the sums.
    private func tell(_ covered: [(template: Template, coverage: RowCoverage)]) {
        var sums = (rows: 0, off: 0, exercised: 0)
        for (template, coverage) in covered {
            let found = coverage.summary(of: template)
            sums.rows += found.rows
            sums.off += found.off
            sums.exercised += found.exercised
            print("\(template.name): " + Self.sentence(found.exercised, found.rows, found.off))
            for gap in found.gaps {
                print("  \(gap.leg): not exercised: " + gap.fields.joined(separator: ", "))
            }
        }
        print("All: " + Self.sentence(sums.exercised, sums.rows, sums.off))
    }

    private static func sentence(_ exercised: Int, _ rows: Int, _ off: Int) -> String {
        "\(exercised) of \(rows - off) rows exercised" + (off > 0 ? ", \(off) more are off" : "")
    }
}
