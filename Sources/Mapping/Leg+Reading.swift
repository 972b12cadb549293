import JSON5
import Records

extension Leg {
    /// A leg as the Data Integrator and dual-write write it.
    ///
    /// The map of dual-write goes from F&O to Sales and holds what both ways need. `reversed: true`
    /// reads it for the way back: its ends and the two sides of its rows change places.
    init(
        _ value: JSON5Value, at place: DocumentPlace, in context: LegContext
    ) throws(MappingError) {
        let object = try ObjectReader<MappingError>(
            value, at: place, knowing: Leg.keys, ignoring: Leg.foreignKeys)
        try Leg.refuse(object)
        let isReversed = try object.optionalFlag("reversed") ?? context.isReversed
        let (from, to) = isReversed ? ("destination", "source") : ("source", "destination")
        let source = EntityReference(
            try context.environment(of: object, side: from), try object.text(from + "Schema"))
        let destination = EntityReference(
            try context.environment(of: object, side: to), try object.text(to + "Schema"))
        let way = FieldMapping.Way(
            isReversed: isReversed, direction: SyncDirection(from: source, to: destination))
        var mappings: [FieldMapping] = []
        for (value, place) in try object.list("fieldMappings") {
            mappings.append(try FieldMapping(value, at: place, going: way))
        }
        let filter = isReversed ? "reversedSourceFilter" : "sourceFilter"
        self.init(
            from: source, to: destination, sourceFilter: try Leg.filter(of: object, key: filter),
            fieldMappings: mappings, place: place)
        sourcePlace = object.memberPlace(from + "Schema")
        destinationPlace = object.memberPlace(to + "Schema")
        if let key = try Leg.integrationKey(of: object) {
            integrationKey = key
            keyPlace = object.memberPlace("integrationKey")
        } else {
            takeKey(from: context.keys(of: destination))
        }
    }

    private static let keys = [
        "sourceEnvironment", "sourceSchema", "destinationEnvironment", "destinationSchema",
        "sourceFilter", "integrationKey", "fieldMappings", "reversed", "reversedSourceFilter",
        "sourceEnvironmentType", "destinationEnvironmentType",
    ]

    /// What the Data Integrator and dual-write note at a leg for its running.
    private static let foreignKeys = [
        "$type", "$id", "id", "isSourceFilterEditable", "entityFileFormat", "sourceEntitySchema",
        "sourceProjectName", "sourceSchemaDistinctName", "deleteNonMatchingData", "sourceMQuery",
        "mashup",
    ]

    /// Throws where the leg asks for what p2c does not do.
    private static func refuse(_ object: ObjectReader<MappingError>) throws(MappingError) {
        if try object.optionalFlag("deleteNonMatchingData") ?? false {
            throw MappingError(
                .templateValueWrong, "p2c deletes nothing at the destination",
                at: object.memberPlace("deleteNonMatchingData"))
        }
        if let query = try object.optionalText("sourceMQuery"), !query.isBlank {
            throw powerQuery(at: object.memberPlace("sourceMQuery"))
        }
        let mashup = try object.optionalMembers("mashup") ?? []
        if mashup.contains(where: { $0.value.content != .null }) {
            throw powerQuery(at: object.memberPlace("mashup"))
        }
    }

    private static func powerQuery(at place: DocumentPlace) -> MappingError {
        MappingError(
            .templateValueWrong,
            "p2c runs no Power Query. Take this out, and let sourceFilter and expressions do what "
                + "it did", at: place)
    }

    /// Nil where the leg does not name one.
    private static func integrationKey(
        of object: ObjectReader<MappingError>
    ) throws(MappingError) -> [String]? {
        guard let fields = try object.optionalList("integrationKey") else { return nil }
        var key: [String] = []
        for (value, place) in fields {
            key.append(try ObjectReader<MappingError>.text(of: value, at: place))
        }
        if key.isEmpty {
            throw MappingError(
                .integrationKeyNotMapped, "the integration key is empty", at: object.place)
        }
        return key
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
