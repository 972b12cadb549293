import JSON5
import Records

extension TemplateTask {
    init(
        _ value: JSON5Value, at place: DocumentPlace, position: Int, in context: LegContext
    ) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place,
            knowing: [
                "name", "order", "legs", "leftEnvironmentType", "centerEnvironmentType",
                "rightEnvironmentType",
            ], ignoring: TemplateTask.foreignKeys)
        self.init(
            name: try object.text("name"), order: try object.optionalNumber("order") ?? position,
            legs: try TemplateTask.legs(of: object, in: context), place: place)
    }

    /// What the Data Integrator and dual-write note at a task for its running.
    static let foreignKeys = [
        "$type", "$id", "id", "connectionSetName", "leftEnvironment", "centerEnvironment",
        "rightEnvironment", "leftPartitionName", "centerPartitionName", "rightPartitionName",
    ]

    /// The legs of a task; for the way back from the last to the first.
    static func legs(
        of object: ObjectReader<MappingError>, in context: LegContext
    ) throws(MappingError) -> [Leg] {
        var stations: [String?] = []
        for side in ["left", "center", "right"] {
            stations.append(try object.optionalText(side + "EnvironmentType"))
        }
        let given = try object.list("legs")
        if given.count == 1 { stations.remove(at: 1) }
        var legs: [Leg] = []
        for (index, (value, place)) in given.enumerated() {
            var context = context
            if index + 1 < stations.count {
                context.types = ["source": stations[index], "destination": stations[index + 1]]
                    .compactMapValues { $0 }
            }
            legs.append(try Leg(value, at: place, in: context))
        }
        return context.isReversed ? legs.reversed() : legs
    }
}
