import Records

/// What the templates that are on do with entities, as far as the review of one of them has to know it.
package struct ReviewedTables: Sendable {
    /// All tables that the schemas of Sales describe, by name, label and alias.
    let known: [String]
    /// The records that references.csv lists.
    let references: References
    /// The tables of Sales whose records come or go.
    private(set) var passing: [String] = []
    /// The tables of Sales from which an entity of CDS is filled, by its folded name.
    private var origins: [String: [String]] = [:]
    /// The fields of an entity of CDS that templates fill, all by their folded names.
    private var filledFields: [String: Set<String>] = [:]

    package init(
        of templates: [Template], knowing tables: [String], references: References,
        finding schema: (EntityReference) -> EntitySchema?
    ) {
        known = tables
        self.references = references
        for task in templates.flatMap(\.tasks) {
            let ends = [task.legs[0].source, task.legs[task.legs.count - 1].destination]
            passing += ends.filter { $0.environment == .sales }.compactMap { schema($0)?.name }
            for leg in task.legs where leg.destination.environment == .cds {
                guard let from = schema(leg.source), let to = schema(leg.destination)
                else { continue }
                let entity = to.name.foldedName
                filledFields[entity, default: []].formUnion(leg.filledFields)
                if from.environment == .sales {
                    origins[entity, default: []].append(from.name)
                }
            }
        }
    }

    /// The tables of Sales from which that entity of CDS is filled.
    func origins(ofCDS entity: String) -> [String] { origins[entity.foldedName] ?? [] }

    /// The fields of that entity of CDS that templates fill, by their folded names.
    func fields(filledIn entity: String) -> Set<String> { filledFields[entity.foldedName] ?? [] }
}

extension Leg {
    /// The fields of the destination that its rows fill, by their folded names.
    var filledFields: Set<String> {
        Set(enabledMappings.map { FieldPath($0.destinationField).base.foldedName })
    }
}
