import ArgumentParser

/// Where templates and schemas come from that are only shown: a workspace, or as installed.
struct InstalledOptions: ParsableArguments {
    @Option(
        name: [.customShort("w"), .long],
        help: """
            The workspace whose templates and schemas are meant (default: the current folder if it \
            has inbox/ and outbox/, else as installed).
            """)
    var workspace: String?

    func home() throws(UsageError) -> ConfigurationHome {
        try ConfigurationHome(workspace: workspace)
    }

    func load() throws -> LoadedConfiguration { try home().load() }
}
