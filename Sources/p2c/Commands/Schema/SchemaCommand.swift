import ArgumentParser

/// What can be done with entity schemas; each sub-command has its file beside this one.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "List the entity schemas, show the fields of one, or make one.",
        subcommands: [
            SchemaListCommand.self, SchemaShowCommand.self, SchemaImportCommand.self,
            SchemaInferCommand.self, SchemaExportCommand.self, SchemaDiffCommand.self,
        ])
}
