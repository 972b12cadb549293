import Formats
import Mapping
import Records
import Schemas

/// Which tasks take which entities of a package.
struct TaskMatch {
    /// A task with the entity that it starts from.
    struct Assignment {
        var template: Configuration.EnabledTemplate
        var task: TemplateTask
        var entity: PackageEntity
        var source: EntitySchema

        /// Where the task's last leg ends.
        var destination: EntityReference { task.legs[task.legs.count - 1].destination }
    }

    /// In the order in which templates take a package, of their tasks, and the package's entities.
    private(set) var assignments: [Assignment] = []
    /// Entities that no task takes.
    private(set) var left: [PackageEntity] = []

    init(_ package: SourcePackage, configuration: Configuration) {
        var taken: Set<String> = []
        let described = package.entities.map { entity in
            (entity, schemas: configuration.schemas(for: entity, of: package).map(\.id))
        }
        for template in configuration.templatesInOrder {
            for task in template.template.tasks {
                let start = task.legs[0].source
                guard
                    let source = configuration.schemas.schema(
                        start.environment, named: start.entity)
                else { continue }
                for (entity, schemas) in described where schemas.contains(source.id) {
                    taken.insert(entity.file + entity.name)
                    assignments.append(
                        Assignment(
                            template: template, task: task, entity: entity, source: source))
                }
            }
        }
        left = package.entities.filter { !taken.contains($0.file + $0.name) }
    }

    /// The assignments of each template, templates in order.
    var byTemplate: [(Configuration.EnabledTemplate, [Assignment])] {
        var groups: [(Configuration.EnabledTemplate, [Assignment])] = []
        for assignment in assignments {
            if let last = groups.last, last.0.folder == assignment.template.folder {
                groups[groups.count - 1].1.append(assignment)
            } else {
                groups.append((assignment.template, [assignment]))
            }
        }
        return groups
    }
}

extension PackageEntity {
    /// True when the schema describes this entity of a package of that kind.
    func isOne(of schema: EntitySchema, in kind: SourcePackage.Kind) -> Bool {
        switch kind {
        case .dmf where schema.environment != .finops: false
        case .migration where schema.environment != .sales: false
        default: nameCandidates.contains { schema.isNamed($0) }
        }
    }

    /// How the entity's file is written, for reports.
    var formatText: String {
        switch format {
        case .delimited(let dialect):
            "CSV, \(dialect.encoding.displayName), delimiter \(Self.name(of: dialect.delimiter))"
        case .xmlElement: "XML-Element"
        case .xmlAttribute: "XML-Attribute"
        case .excel: "EXCEL"
        case .fixedWidth(let layout): "fixed width, \(layout.encoding.displayName)"
        case nil: hasFile ? "Configuration Migration" : "no file"
        }
    }

    private static func name(of delimiter: UInt8) -> String {
        delimiter == 0x09 ? "tab" : "\"\(Character(Unicode.Scalar(delimiter)))\""
    }
}

extension EntitySchema {
    /// Such as `Sales Account`.
    var displayName: String { "\(environment.displayName) \(label)" }
}
