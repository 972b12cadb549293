import Records

/// What the templates that are on do with entities, as far as the review of one of them has to know it.
package struct ReviewedTables: Sendable {
    /// The records that references.csv lists.
    let references: References
    /// The tables of Sales whose records come or go.
    private(set) var passing: [String] = []
    /// The names of templates that are off and would take the records of a table of Sales, by its folded
    /// name.
    private var idle: [String: [String]] = [:]
    /// The templates by what their tasks carry from a field of one system to a field of the other.
    private var carriers: [FieldFlow: String] = [:]
    /// The tables of Sales from which an entity of CDS is filled, by its folded name.
    private var origins: [String: [String]] = [:]
    /// The fields of an entity of CDS that templates fill, all by their folded names.
    private var filledFields: [String: Set<String>] = [:]

    /// `off` are the templates that are not on.
    package init(
        of templates: [Template], off: [Template], references: References,
        finding schema: (EntityReference) -> EntitySchema?
    ) {
        self.references = references
        for template in templates {
            for task in template.tasks { note(task, of: template.name, finding: schema) }
        }
        for template in off { noteIdle(template, finding: schema) }
    }

    private mutating func note(
        _ task: TemplateTask, of template: String,
        finding schema: (EntityReference) -> EntitySchema?
    ) {
        passing += task.ends.filter { $0.environment == .sales }.compactMap { schema($0)?.name }
        for flow in task.flows(finding: schema).map(\.flow) { carriers[flow] = template }
        for leg in task.legs where leg.destination.environment == .cds {
            guard let from = schema(leg.source), let to = schema(leg.destination) else { continue }
            let entity = to.name.foldedName
            filledFields[entity, default: []].formUnion(leg.filledFields)
            if from.environment == .sales { origins[entity, default: []].append(from.name) }
        }
    }

    private mutating func noteIdle(
        _ template: Template, finding schema: (EntityReference) -> EntitySchema?
    ) {
        let tables = template.tasks.flatMap(\.ends).filter { $0.environment == .sales }
            .compactMap { schema($0)?.name }
        for table in Set(tables) where !passing.contains(where: table.isSameName) {
            idle[table.foldedName, default: []].append("\"\(template.name)\"")
        }
    }

    /// Templates to switch on, where none that is on takes the records of a table of Sales.
    func idleTemplates(of table: String) -> [String] { idle[table.foldedName] ?? [] }

    /// The template that is on and carries values the other way.
    func carrier(back flow: FieldFlow) -> String? { carriers[flow.reversed] }

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

extension TemplateTask {
    /// What it starts from and what it ends in.
    fileprivate var ends: [EntityReference] {
        [legs[0].source, legs[legs.count - 1].destination]
    }
}
