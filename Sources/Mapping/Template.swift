import JSON5
import Records

/// What travels from one system to another and how: the Data Integrator's template.
package struct Template: Sendable {
    package var name: String
    package var version: String?
    package var description: String?
    /// Paragraphs for people: what travels, what to adapt before the first run.
    package var notes: [String] = []
    /// On as long as the settings do not say otherwise.
    package var isOnByDefault = true
    /// Its records for Sales are rows that people import, of no table that Sales has.
    package var isOnlyForCSV = false
    /// In the order in which they run.
    package var tasks: [TemplateTask]
    package var place: DocumentPlace

    package init(
        name: String, version: String? = nil, description: String? = nil, tasks: [TemplateTask],
        place: DocumentPlace = .ofTemplate
    ) {
        self.place = place
        self.name = name
        self.version = version
        self.description = description
        self.tasks = tasks
    }
}

/// One entity's way from source to destination, in one leg or through CDS in two.
package struct TemplateTask: Sendable {
    package var name: String
    /// Tasks run from the smallest to the largest.
    package var order: Int
    package var legs: [Leg]
    package var place: DocumentPlace

    package init(name: String, order: Int, legs: [Leg], place: DocumentPlace = .ofTemplate) {
        self.name = name
        self.order = order
        self.legs = legs
        self.place = place
    }
}

/// An entity of one of the systems, under the name that the template uses.
package struct EntityReference: Sendable, Equatable {
    package var environment: Environment
    package var entity: String

    package init(_ environment: Environment, _ entity: String) {
        self.environment = environment
        self.entity = entity
    }

    /// As people read it: `Sales Accounts`.
    package var displayName: String { "\(environment.displayName) \(entity)" }

    /// True for the same entity, whatever the case of the name.
    package func isSame(as other: EntityReference) -> Bool {
        environment == other.environment && entity.isSameName(as: other.entity)
    }
}

/// One step of a task: from an entity of one system to an entity of another.
package struct Leg: Sendable {
    package var source: EntityReference
    package var destination: EntityReference
    /// Records that do not pass stay behind; nil lets all travel.
    package var sourceFilter: SourceFilter?
    /// The destination fields that identify a record. Of Sales and F&O the legal entity is always part
    /// of the key and is not listed; of CDS the organization is listed. Empty where the file names
    /// none, until `fillIntegrationKeys`.
    package var integrationKey: [String]
    /// Where the file names its ends; nil for a leg that was not read from a file.
    package var sourcePlace: DocumentPlace?
    package var destinationPlace: DocumentPlace?
    /// Where the file names the key; nil where it does not.
    package var keyPlace: DocumentPlace?
    package var fieldMappings: [FieldMapping]
    package var place: DocumentPlace

    package init(
        from source: EntityReference, to destination: EntityReference,
        sourceFilter: SourceFilter? = nil, integrationKey: [String] = [],
        fieldMappings: [FieldMapping], place: DocumentPlace = .ofTemplate
    ) {
        self.source = source
        self.destination = destination
        self.sourceFilter = sourceFilter
        self.integrationKey = integrationKey
        self.fieldMappings = fieldMappings
        self.place = place
    }
}

extension Leg {
    /// The fields of the source that the filter and the mappings look at.
    package var sourceFields: [String] {
        (sourceFilter?.fieldNames ?? []) + fieldMappings.flatMap(\.sourceFields)
    }
}
