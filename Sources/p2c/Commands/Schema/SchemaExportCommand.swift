import ArgumentParser
import Folders
import Records
import Schemas

struct SchemaExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write an entity's schema in the language of another tool.",
        discussion: """
            --xsd is an XML schema of the entity's file in the format XML-Element, --json-schema \
            describes a record as "p2c cat --to jsonl" prints it, --csvw the entity's CSV file.

            EXAMPLES
              p2c schema export "Customers V2" --xsd > customers.xsd
              p2c schema export account --json-schema -o account.schema.json
              p2c schema export cds/Account --csvw
            """)

    enum Language: EnumerableFlag {
        case xsd
        case jsonSchema
        case csvw
    }

    @OptionGroup var options: InstalledOptions

    @Argument(
        help: "The entity by any of its names, with its system before it where several have one.")
    var entity: String

    @Flag(help: "The language.")
    var language: Language

    @Option(name: [.short, .long], help: "Write into this file instead of to standard output.")
    var output: String?

    func run() throws {
        let schema = try options.load().onlySchema(named: entity)
        let bytes =
            switch language {
            case .xsd: XSDDocument(schema).bytes
            case .jsonSchema: JSONSchemaDocument(schema).bytes
            case .csvw: CSVWDocument(schema).bytes
            }
        guard let output else {
            print(String(decoding: bytes, as: UTF8.self), terminator: "")
            return
        }
        try Paths.replace(output, with: bytes)
    }
}

extension LoadedConfiguration {
    /// The one schema that the name may mean.
    func onlySchema(named name: String) throws(UsageError) -> EntitySchema {
        let found = configuration.schemas.schemas(named: name)
        guard let first = found.first else { throw UsageError(noSchema: name, of: self) }
        guard found.count == 1 else {
            let names = found.map { "\($0.environment.rawValue)/\($0.name)" }
            throw UsageError(
                "\"\(name)\" may be \(names.joined(separator: " or ")). Write one of these")
        }
        return first
    }
}
