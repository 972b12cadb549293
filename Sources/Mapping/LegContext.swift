import JSON5
import Records

/// What a file says about its legs elsewhere than in them.
struct LegContext {
    /// All legs are read for the way back.
    var isReversed = false
    var environments: [ListedEnvironment] = []
    /// The types of systems that the task gives to the `source` and the `destination` of the leg.
    var types: [String: String] = [:]

    init(_ template: ObjectReader<MappingError>) throws(MappingError) {
        isReversed = try template.optionalFlag("reversed") ?? false
        for (value, place) in try template.optionalList("environments") ?? [] {
            environments.append(try ListedEnvironment(value, at: place))
        }
    }

    /// The system at one side of a leg: by the leg's own type, else by what `environments` says of
    /// the name there, else by the name itself, else by the task.
    func environment(
        of leg: ObjectReader<MappingError>, side: String
    ) throws(MappingError) -> Environment {
        let (type, key) = (side + "EnvironmentType", side + "Environment")
        if let name = try leg.optionalText(type), !name.isBlank {
            return try environment(called: name, at: leg.memberPlace(type))
        }
        let ofTask = types[side]
        let name = try ofTask == nil ? leg.text(key) : leg.optionalText(key) ?? ""
        let listed = environments.first { $0.isNamed(name) }?.environment
        if let found = listed ?? Environment(templateName: name) { return found }
        return try environment(called: ofTask ?? name, at: leg.memberPlace(key))
    }

    private func environment(
        called name: String, at place: DocumentPlace
    ) throws(MappingError) -> Environment {
        if let environment = Environment(templateName: name) { return environment }
        throw MappingError(
            .templateValueWrong, "'\(name)' is none of Sales, CDS, Fin and Ops", at: place)
    }

    /// The keys that the file itself knows of an entity, the best first.
    func keys(of entity: EntityReference) -> [[String]] {
        environments.filter { $0.environment == entity.environment }
            .flatMap(\.entities).filter { $0.isNamed(entity.entity) }.flatMap(\.keys)
    }
}
