import Mapping
import Records

extension Configuration {
    /// The templates in the order in which they take a package. One that brings records of a table of
    /// Sales goes before those that look up its ids; else they go in the order of their folders.
    var templatesInOrder: [EnabledTemplate] {
        var order: [EnabledTemplate] = []
        var reached: Set<Int> = []
        let tables = templates.map { (brought: broughtTables($0), wanted: wantedTables($0)) }
        func take(_ number: Int) {
            // Of templates that want each other, the one that was reached first goes last.
            guard reached.insert(number).inserted else { return }
            for other in templates.indices
            where !tables[other].brought.isDisjoint(with: tables[number].wanted) { take(other) }
            order.append(templates[number])
        }
        for number in templates.indices { take(number) }
        return order
    }

    /// The tables of Sales that the template writes, by their folded names.
    private func broughtTables(_ entry: EnabledTemplate) -> Set<String> {
        Set(legsToSales(of: entry).map(\.schema.name.foldedName))
    }

    /// The tables of Sales to which lookups lead that the template writes by key.
    private func wantedTables(_ entry: EnabledTemplate) -> Set<String> {
        var wanted: Set<String> = []
        for (leg, schema) in legsToSales(of: entry) {
            for field in leg.enabledMappings.map(\.destinationField)
            where schema.field(named: field) == nil {
                for target in lookupTargets(of: field, in: schema) {
                    guard let table = schemas.schema(.sales, named: target.table) else { continue }
                    wanted.insert(table.name.foldedName)
                }
            }
        }
        return wanted
    }

    /// The last legs of its tasks that end in Sales, with what they write.
    func legsToSales(
        of entry: EnabledTemplate
    ) -> [(leg: Leg, schema: EntitySchema)] {
        entry.template.tasks.compactMap { task in
            let leg = task.legs[task.legs.count - 1]
            guard leg.destination.environment == .sales,
                let schema = schemas.schema(.sales, named: leg.destination.entity)
            else { return nil }
            return (leg, schema)
        }
    }
}
