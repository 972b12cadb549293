import ArgumentParser

/// What can be done with entity schemas; each sub-command has its file beside this one.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "List the entity schemas, or show the fields of one.",
        subcommands: [SchemaListCommand.self, SchemaShowCommand.self])
}

/// Where the schemas come from: a workspace, or as installed.
struct SchemaOptions: ParsableArguments {
    @Option(
        name: [.customShort("w"), .long],
        help: "The workspace whose schemas are meant (default: as installed).")
    var workspace: String?

    func load() throws -> LoadedConfiguration {
        var options = ConversionOptions()
        options.workspace = workspace
        options.legalEntity = nil
        return try options.load()
    }
}
