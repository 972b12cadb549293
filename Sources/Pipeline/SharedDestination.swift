import Mapping
import Records

/// The other tasks that fill the same fields of the same records: what one of them sends takes the place
/// of what another one has sent, when both have a record of one key.
struct SharedDestination {
    /// Another task.
    struct Writer {
        /// Its destination in the store.
        var destinationName: String
        var template: String
        /// It runs for the company, too.
        var isOn: Bool
    }

    private(set) var others: [Writer] = []

    init(
        of task: TemplateTask, template: String, legalEntity: String?, configuration: Configuration
    ) {
        let leg = task.legs[task.legs.count - 1]
        let on = configuration.templates + configuration.companyTemplates
        var seen: Set<String> = [Self.name(template, task, legalEntity)]
        for entry in on + configuration.knownTemplates {
            for other in entry.template.tasks {
                let name = Self.name(entry.template.name, other, legalEntity)
                guard leg.shares(other.legs[other.legs.count - 1], in: configuration),
                    seen.insert(name).inserted
                else { continue }
                others.append(
                    Writer(
                        destinationName: name, template: entry.template.name,
                        isOn: on.contains { $0.template.name == entry.template.name }))
            }
        }
    }

    /// Names what a task sends to a company in the store.
    static func name(_ template: String, _ task: TemplateTask, _ legalEntity: String?) -> String {
        "\(template) > \(task.name) > \(legalEntity?.foldedName ?? "")"
    }
}

extension Leg {
    /// True when both write one entity, find its records by one key, and fill one of its other fields.
    fileprivate func shares(_ other: Leg, in configuration: Configuration) -> Bool {
        let key = integrationKey.map(\.foldedName)
        guard destination.environment == other.destination.environment,
            key == other.integrationKey.map(\.foldedName),
            let own = configuration.schemas.schema(
                destination.environment, named: destination.entity),
            own.isNamed(other.destination.entity)
        else { return false }
        return !filledFields.subtracting(key).isDisjoint(with: other.filledFields)
    }

    private var filledFields: Set<String> {
        Set(enabledMappings.map(\.destinationField.foldedName))
    }
}
