import Formats
import Mapping
import Records
import Store

extension Conversion {
    /// Writes the records of CDS as the template's last legs map them: what the destination has,
    /// whatever it was sent last. False when there are none. The package transaction is open.
    func deliverFromCDS(
        _ template: Configuration.EnabledTemplate, tasks: [TemplateTask], started: String
    ) throws -> Bool {
        let legs = tasks.filter { $0.legs.count > 1 }
        guard let hub, let last = legs.last?.legs.last else { return false }
        let destination = try makeDestination(
            for: template, to: last.destination.environment, isLarge: true)
        for task in legs {
            try deliver(task, of: template.template, from: hub, to: destination, started: started)
        }
        return try destination.finish()
    }

    private func deliver(
        _ task: TemplateTask, of template: Template, from hub: Hub,
        to destination: DestinationPackage, started: String
    ) throws {
        var lastLeg = task
        lastLeg.legs = [task.legs[task.legs.count - 1]]
        let planner = TaskPlanner(
            template: template, task: lastLeg, configuration: configuration,
            legalEntity: legalEntity, references: References(configuration.references),
            resolvesLookups: destination.needsRecordIDs, started: started)
        let registry = KeyRegistry(
            hub: hub, configuration: configuration, legalEntity: legalEntity)
        guard let records = try storedRecords(of: lastLeg.legs[0], of: task, in: hub) else {
            return
        }
        var plan: TaskPlan?
        var writer: (any RecordWriter)?
        while let batch = try records.next() {
            let made =
                try plan
                ?? planner.plan(for: batch.columns.map(\.name), file: task.name, hub: hub)
            plan = made
            let stages = try TaskStages(batch, plan: made, registry: registry)
            let rows = RowFate.keptRows(of: stages.fates)
            if rows.isEmpty { continue }
            let open = try writer ?? destination.makeWriter(for: made)
            writer = open
            try open.write(
                destination.identified(
                    stages.delivered, rows: rows, plan: made, registry: registry), rows: rows)
        }
        try writer?.finish()
    }

    /// The records of the entity that the first leg fills, of this company alone where the entity has
    /// organizations.
    private func storedRecords(
        of leg: Leg, of task: TemplateTask, in hub: Hub
    ) throws -> StoredRecords? {
        let entity = leg.source.entity
        guard let name = configuration.schemas.schema(.cds, named: entity)?.name else {
            return nil
        }
        let organization = task.legs[0].fieldMappings.first { mapping in
            mapping.isOrganizationPlaceholder
                && task.legs[0].integrationKey.contains {
                    $0.isSameName(as: mapping.destinationField)
                }
        }
        let value = legalEntity.flatMap { configuration.organization(of: $0) }?.cdsOrganization
        guard let organization, let value else {
            return try StoredRecords(hub.store, entity: name)
        }
        return try StoredRecords(
            hub.store, entity: name, where: (organization.destinationField, value))
    }
}
