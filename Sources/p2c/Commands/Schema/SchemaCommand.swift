import ArgumentParser

/// What can be done with entity schemas; each sub-command has its file beside this one.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "List the entity schemas, or show the fields of one.",
        subcommands: [SchemaListCommand.self, SchemaShowCommand.self])
}
