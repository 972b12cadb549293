import ArgumentParser

struct SchemaShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the fields of an entity with their rules.",
        discussion: """
            EXAMPLES
              p2c schema show account
              p2c schema show "Customers V2"
              p2c schema show cds/Account
            """)

    @OptionGroup var options: InstalledOptions

    @Argument(
        help: "The entity by any of its names, with its system before it where several have one.")
    var entity: String

    func run() throws {
        let loaded = try options.load()
        let found = loaded.configuration.schemas.schemas(named: entity)
        guard !found.isEmpty else { throw UsageError(noSchema: entity, of: loaded) }
        for (index, schema) in found.enumerated() {
            if index > 0 { print() }
            SchemaText(schema: schema, catalogue: loaded.configuration.schemas).lines.forEach {
                print($0)
            }
        }
    }
}
