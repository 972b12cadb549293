import ArgumentParser
import Folders
import JSON5
import Records
import Schemas

struct SchemaDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show how two schemas differ.",
        discussion: """
            Fields that came, went, were renamed (with a likelihood) or changed a rule. Each side is \
            a schema file, a folder of them, or the name of an entity. Two folders are compared \
            entity by entity.

            Exit code 0: no difference; 1: differences; 2: wrong use.

            EXAMPLES
              p2c schema diff account partner/account.json
              p2c schema diff old-schemas/ schemas/
              p2c schema diff "Customers V2" "Customers V3" --json
            """)

    @OptionGroup var options: InstalledOptions

    @Argument(help: "What it was: an entity, a schema file or a folder.")
    var old: String

    @Argument(help: "What it is.")
    var new: String

    @Flag(help: "Print JSON for machines.")
    var json = false

    func run() throws {
        let pairs = try pairs(try schemas(old), try schemas(new))
        let found = pairs.map { ($0.name, SchemaDifference(from: $0.old, to: $0.new)) }
        if json {
            let value = JSON5Value.list(found.map { DifferenceText.value($0.0, $0.1) })
            print(String(decoding: value.formatted, as: UTF8.self), terminator: "")
        } else {
            for (name, difference) in found where !difference.isEmpty {
                DifferenceText.lines(name, difference).forEach { print($0) }
            }
            if found.allSatisfy(\.1.isEmpty) { print("No difference") }
        }
        if !found.allSatisfy(\.1.isEmpty) { throw ExitStatusError(status: .someQuarantined) }
    }

    private func schemas(_ side: String) throws -> [EntitySchema] {
        if Paths.leadsToFile(side) || Paths.leadsToFolder(side) {
            return try GivenSchemas(path: side).catalogue.all
        }
        return [try options.load().onlySchema(named: side)]
    }

    /// Two single schemas are compared whatever they are called, else those of the same name.
    private func pairs(
        _ old: [EntitySchema], _ new: [EntitySchema]
    ) throws -> [(name: String, old: EntitySchema, new: EntitySchema)] {
        if old.count == 1, new.count == 1 { return [(new[0].label, old[0], new[0])] }
        func partner(_ schema: EntitySchema, _ others: [EntitySchema]) -> EntitySchema? {
            others.first {
                $0.environment == schema.environment && $0.name.isSameName(as: schema.name)
            }
        }
        for schema in new where partner(schema, old) == nil {
            print("\(schema.label): came as a whole")
        }
        for schema in old where partner(schema, new) == nil {
            print("\(schema.label): went as a whole")
        }
        return new.compactMap { schema in
            partner(schema, old).map { (schema.label, $0, schema) }
        }
    }
}

/// A difference for people and for machines.
enum DifferenceText {
    static func lines(_ name: String, _ difference: SchemaDifference) -> [String] {
        [name] + difference.added.map { "  + \($0)" } + difference.removed.map { "  - \($0)" }
            + difference.renamed.map {
                "  ~ \($0.old) is probably \($0.new) now (\(Int($0.likelihood * 100)) %)"
            } + difference.changed.map { "  \($0.field): \($0.rule) \($0.old) → \($0.new)" }
    }

    static func value(_ name: String, _ difference: SchemaDifference) -> JSON5Value {
        .object([
            ("entity", .text(name)), ("added", .texts(difference.added)),
            ("removed", .texts(difference.removed)),
            (
                "renamed",
                .list(
                    difference.renamed.map {
                        .object([
                            ("old", .text($0.old)), ("new", .text($0.new)),
                            ("percent", .number(Int($0.likelihood * 100))),
                        ])
                    })
            ),
            (
                "changed",
                .list(
                    difference.changed.map {
                        .object([
                            ("field", .text($0.field)), ("rule", .text($0.rule)),
                            ("old", .text($0.old)), ("new", .text($0.new)),
                        ])
                    })
            ),
        ])
    }
}
