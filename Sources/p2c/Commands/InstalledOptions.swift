import ArgumentParser

/// Where templates and schemas come from that are only shown: a workspace, or as installed.
struct InstalledOptions: ParsableArguments {
    @Option(
        name: [.customShort("w"), .long],
        help: "The workspace whose templates and schemas are meant (default: as installed).")
    var workspace: String?

    func load() throws -> LoadedConfiguration {
        var options = ConversionOptions()
        options.workspace = workspace
        options.legalEntity = nil
        return try options.load()
    }
}
