import ArgumentParser

struct SchemaListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the entities that have a schema.",
        discussion: """
            EXAMPLES
              p2c schema list
              p2c schema list --workspace /srv/p2c
            """)

    @OptionGroup var options: InstalledOptions

    func run() throws {
        let rows = try options.load().configuration.schemas.all.map { schema in
            [
                schema.environment.rawValue, schema.name, schema.label, "\(schema.fields.count)",
                schema.primaryKey.joined(separator: ", "),
            ]
        }
        Table(header: ["SYSTEM", "ENTITY", "LABEL", "FIELDS", "KEY"], rows: rows).lines.forEach {
            print($0)
        }
    }
}
