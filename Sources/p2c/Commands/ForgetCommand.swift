import ArgumentParser
import Pipeline

struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Forget the records of one CDS entity, so that they begin afresh.",
        discussion: """
            For an entity whose integration key was changed in the templates. Its table in CDS goes, \
            with what is noted of its values. Everything else stays: the ids that Sales has, numbers, \
            the history, and what destinations were sent, so that records which come again as they \
            were are not delivered again. Until they come again, records that refer to them wait.

            EXAMPLES
              p2c forget Account             say how much would be forgotten
              p2c forget Account --yes       forget it
            """)

    @OptionGroup var options: WorkspaceOptions

    @Argument(help: "The entity as CDS has it, such as Account.")
    var entity: String

    @Flag(help: "Forget. Without it nothing is changed.")
    var yes = false

    func run() throws {
        let workspace = try options.open()
        let loaded = try LoadedConfiguration(workspace: workspace)
        let session = try WorkspaceSession(
            workspace: workspace, configuration: loaded.configuration, clock: UTCClock.now)
        let known = try session.keptEntities()
        guard let name = known.first(where: { $0.lowercased() == entity.lowercased() }) else {
            throw UsageError(
                "CDS has no entity \"\(entity)\". It has "
                    + (known.isEmpty ? "none" : known.joined(separator: ", ")))
        }
        guard yes else {
            let count = try session.keptRecords(of: name)
            print(
                "CDS has \(grouped(count)) \(count == 1 ? "record" : "records") of \(name). --yes "
                    + "forgets \(count == 1 ? "it" : "them")")
            return
        }
        let count = try session.forget(name) ?? 0
        print("\(name): \(grouped(count)) \(count == 1 ? "record is" : "records are") forgotten")
    }
}
