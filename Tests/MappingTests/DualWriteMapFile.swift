/// What is known of the maps of a release of dual-write: fields, directions, transforms.
struct DualWriteFacts: Decodable {
    struct Map: Decodable {
        var displayName: String
        var version: String
        var legs: [Leg]
    }

    struct Leg: Decodable {
        var source, destination: String
        var sourceFilter, reversedSourceFilter: String
        var fields: [Row]
    }

    struct Row: Decodable {
        var dir: Direction
        var source, destination: String
        var lookupEntity: String?
        var transforms: [Transform]?
    }

    /// Some files have a number, some a text.
    enum Direction: Codable {
        case number(Int)
        case text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .number(let number): try value.encode(number)
            case .text(let text): try value.encode(text)
            }
        }
    }

    struct Transform: Codable {
        var transformType: String
        var valueMap: [String: String]?
        var defaultValue: String?
        var createValuesOnDestination: Bool?
    }

    var maps: [Map]
}

/// A map in the form that its file has.
struct DualWriteMapFile: Encodable {
    struct ListedEnvironment: Encodable { var name, targetType: String }

    struct Identifier: Encodable { var name, version: String }

    struct Task: Encodable {
        var name: String
        var order = 0
        var leftEnvironmentType = "AX"
        var rightEnvironmentType = "CRM"
        var legs: [Leg]
    }

    struct Leg: Encodable {
        var id = "0"
        var sourceEnvironment = "https://finops"
        var sourceSchema, sourceFilter: String
        var destinationEnvironment = "https://sales"
        var destinationSchema, reversedSourceFilter: String
        var isSourceFilterEditable = true
        var deleteNonMatchingData = false
        var fieldMappings: [Row]
    }

    struct Row: Encodable {
        var syncDirection: DualWriteFacts.Direction
        var sourceField, destinationField: String
        var valueTransforms: [DualWriteFacts.Transform]?
        var isSystemGenerated = false
        var destinationLookupFieldRelatedEntity: String?
    }

    var displayName: String
    var environments = [
        ListedEnvironment(name: "https://finops", targetType: "AX"),
        ListedEnvironment(name: "https://sales", targetType: "CRM"),
    ]
    var entityMappingTasks: [Task]
    var templateIdentifier: Identifier
    var isDualWriteProject = true

    init(_ map: DualWriteFacts.Map) {
        displayName = map.displayName
        templateIdentifier = Identifier(name: map.displayName, version: map.version)
        entityMappingTasks = [Task(name: map.displayName, legs: map.legs.map(Leg.init))]
    }
}

extension DualWriteMapFile.Leg {
    fileprivate init(_ leg: DualWriteFacts.Leg) {
        self.init(
            sourceSchema: leg.source, sourceFilter: leg.sourceFilter,
            destinationSchema: leg.destination, reversedSourceFilter: leg.reversedSourceFilter,
            fieldMappings: leg.fields.map { row in
                DualWriteMapFile.Row(
                    syncDirection: row.dir, sourceField: row.source,
                    destinationField: row.destination, valueTransforms: row.transforms,
                    destinationLookupFieldRelatedEntity: row.lookupEntity)
            })
    }
}
