import JSON5
import Records

extension Leg {
    /// A leg as the Data Integrator and dual-write write it.
    ///
    /// The map of dual-write goes from F&O to Sales and holds what both ways need. `reversed: true`
    /// reads it for the way back: its ends and the two sides of its rows change places.
    init(_ value: JSON5Value, at place: DocumentPlace) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place, knowing: Leg.keys,
            ignoring: ["$type", "$id", "id", "isSourceFilterEditable", "entityFileFormat"])
        if try object.optionalFlag("deleteNonMatchingData") ?? false {
            throw MappingError(
                .templateValueWrong, "p2c deletes nothing at the destination",
                at: object.memberPlace("deleteNonMatchingData"))
        }
        let isReversed = try object.optionalFlag("reversed") ?? false
        let source = try Leg.entity(of: object, side: isReversed ? "destination" : "source")
        let destination = try Leg.entity(of: object, side: isReversed ? "source" : "destination")
        let way = FieldMapping.Way(
            isReversed: isReversed, direction: SyncDirection(from: source, to: destination))
        var mappings: [FieldMapping] = []
        for (value, place) in try object.list("fieldMappings") {
            mappings.append(try FieldMapping(value, at: place, going: way))
        }
        var key: [String] = []
        for (value, place) in try object.list("integrationKey") {
            key.append(try ObjectReader<MappingError>.text(of: value, at: place))
        }
        self.init(
            from: source, to: destination,
            sourceFilter: try Leg.filter(
                of: object, key: isReversed ? "reversedSourceFilter" : "sourceFilter"),
            integrationKey: key, fieldMappings: mappings, place: place)
    }

    private static let keys = [
        "sourceEnvironment", "sourceSchema", "destinationEnvironment", "destinationSchema",
        "sourceFilter", "integrationKey", "fieldMappings", "reversed", "reversedSourceFilter",
        "sourceEnvironmentType", "destinationEnvironmentType", "deleteNonMatchingData",
    ]

    private static func entity(
        of object: ObjectReader<MappingError>, side: String
    ) throws(MappingError) -> EntityReference {
        // Where there is a type, the environment is the address of a system.
        let type = side + "EnvironmentType"
        let key = object.has(type) ? type : side + "Environment"
        let name = try object.text(key)
        guard let environment = Environment(templateName: name) else {
            throw MappingError(
                .templateValueWrong, "'\(name)' is none of Sales, CDS, Fin and Ops",
                at: object.memberPlace(key))
        }
        return EntityReference(environment, try object.text(side + "Schema"))
    }

    private static func filter(
        of object: ObjectReader<MappingError>, key: String
    ) throws(MappingError) -> SourceFilter? {
        guard let text = try object.optionalText(key), !text.isBlank else { return nil }
        do throws(ExpressionError) {
            return try SourceFilter(text, at: object.memberPlace(key))
        } catch {
            throw MappingError(.sourceFilterWrong, error, at: object.memberPlace(key))
        }
    }
}

/// Which way a row of a dual-write map goes, by its number there.
enum SyncDirection: String, CaseIterable {
    case fromFinOps = "1"
    case toFinOps = "2"
    case both = "3"

    /// The way that a leg goes; both ways where F&O is not at one of its ends.
    init(from source: EntityReference, to destination: EntityReference) {
        switch (source.environment, destination.environment) {
        case (.finops, _): self = .fromFinOps
        case (_, .finops): self = .toFinOps
        default: self = .both
        }
    }

    func includes(_ other: SyncDirection) -> Bool {
        self == .both || other == .both || self == other
    }
}
