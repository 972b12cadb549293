import ArgumentParser
import Mapping
import Pipeline

struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "List the templates, show the field mappings of one, check and test them.",
        subcommands: [List.self, Show.self, TemplateCheckCommand.self, TemplateTestCommand.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the templates with their tasks.",
            discussion: """
                EXAMPLES
                  p2c template list
                  p2c template list --workspace /srv/p2c
                """)

        @OptionGroup var options: InstalledOptions

        func run() throws {
            let loaded = try options.load()
            let rows = loaded.allTemplates.flatMap { entry in
                entry.template.tasks.enumerated().map { index, task in
                    [
                        index == 0 ? entry.template.name : "",
                        index == 0 ? loaded.standing(of: entry) : "",
                        task.name, task.route,
                    ]
                }
            }
            Table(header: ["TEMPLATE", "", "TASK", "ROUTE"], rows: rows).lines.forEach { print($0) }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show every field mapping of a template with its provenance.",
            discussion: """
                EXAMPLES
                  p2c template show "Accounts (Sales to Fin and Ops)"
                  p2c template show accounts-sales-to-finops
                  p2c template show accounts-sales-to-finops --markdown > README.md
                """)

        @OptionGroup var options: InstalledOptions

        @Argument(help: "The template's name, or its folder's.", transform: templateName)
        var name: String

        @Flag(help: "Write a page in Markdown.")
        var markdown = false

        func run() throws {
            let loaded = try options.load()
            guard let entry = loaded.template(named: name) else {
                throw UsageError(noTemplate: name, of: loaded)
            }
            let lines =
                markdown
                ? TemplatePage(template: entry.template).lines
                : TemplateText(template: entry.template).lines
            lines.forEach { print($0) }
        }
    }
}

extension TemplateTask {
    /// Such as `Sales Accounts > CDS Account > Fin and Ops Customers V2`.
    fileprivate var route: String {
        let start = legs[0].source.displayName
        return legs.reduce(start) { "\($0) > \($1.destination.displayName)" }
    }
}
