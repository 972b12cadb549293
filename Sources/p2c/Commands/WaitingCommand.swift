import ArgumentParser
import Formats
import Pipeline
import Records
import Schemas
import Store

struct WaitingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waiting",
        abstract: "List the records that wait for others, and for which.",
        discussion: """
            A record whose account, product or other reference CDS does not know yet lies in waiting/, \
            and so does one for Sales that names a record whose id there is not known yet. The run \
            after that has arrived takes it up by itself.

            EXAMPLES
              p2c waiting
              p2c waiting --workspace /srv/p2c
            """)

    @OptionGroup var options: WorkspaceOptions

    func run() throws {
        let workspace = try options.open()
        let history = try History(workspace: workspace)
        let waiting = try history.waiting()
        guard !waiting.isEmpty else {
            print("No record waits")
            return
        }
        // What waits is told also where a schema cannot be read.
        let schemas = try? ConfigurationFiles(folder: workspace.root).schemas()
        Table(
            header: ["SINCE", "RUN", "COMPANY", "FILE", "LINE", "ENTITY", "RECORD", "WAITS FOR"],
            rows: try waiting.map {
                [
                    $0.since, "\($0.run)", try history.legalEntity(of: $0.run) ?? "", $0.file,
                    "\($0.line)", entityName(of: $0, schemas), $0.key ?? "", $0.awaitedText,
                ]
            }
        ).lines.forEach { print($0) }
    }

    /// The entity as a schema knows it, of the names that the file's may stand for; else as the file says.
    private func entityName(of record: WaitingRecord, _ schemas: SchemaCatalogue?) -> String {
        let names = PackageFileName.entityNames(of: "\(record.entity).csv")
        return names.first { name in schemas?.all.contains { $0.isNamed(name) } == true }
            ?? record.entity
    }
}
