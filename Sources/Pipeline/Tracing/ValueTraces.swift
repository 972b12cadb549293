import Mapping
import Records

/// The way of each value of one record, from the destination back to the source.
struct ValueTraces {
    private let found: TracedTask.Found
    private let task: TemplateTask
    /// By folded name of a field of CDS: what brought its value, where an earlier run did.
    private let earlier: [String: RecordTrace.Origin]

    init(
        _ found: TracedTask.Found, of task: TemplateTask,
        before earlier: [String: RecordTrace.Origin]
    ) {
        self.found = found
        self.task = task
        self.earlier = earlier
    }

    /// One for each field of the destination that the record has, in the order of the template.
    func values(delivered: [String: FieldValue]?) -> [RecordTrace.Value] {
        found.plan.destinationColumns.compactMap { field in
            // The name and the table that go with an id say nothing that its key does not.
            if field.hasSuffix(ReferenceResolver.nameSuffix)
                || field.hasSuffix(ReferenceResolver.tableSuffix)
            {
                return nil
            }
            let stations = stations(of: field)
            let value = delivered.map { $0[field.foldedName] ?? .absent }
            if stations.first?.value == .absent && value ?? .absent == .absent { return nil }
            return RecordTrace.Value(field: field, delivered: value, stations: stations)
        }
    }

    private func stations(of field: String) -> [RecordTrace.Station] {
        let last = task.legs.count - 1
        let value = found.stages.delivered.value(field, row: found.row)
        let lookup = task.legs[last].enabledMappings.map(\.destinationField).first { name in
            !name.isSameName(as: field) && found.plan.resolver?.destinationColumn(of: name) == field
        }
        guard let lookup else { return stations(of: field, behind: last, value: value) }
        let key = found.stages.legs[last].value(lookup, row: found.row)
        let id = station(
            task.legs[last].destination.environment, field, value,
            rule: "the id of the record with the key below")
        return [id] + stations(of: lookup, behind: last, value: key)
    }

    /// The field that a leg fills, then those that it is made from.
    private func stations(
        of field: String, behind leg: Int, value: FieldValue
    ) -> [RecordTrace.Station] {
        let environment = task.legs[leg].destination.environment
        let mapping = task.legs[leg].enabledMappings.first {
            $0.destinationField.isSameName(as: field)
        }
        guard let mapping else {
            return [station(environment, field, value, rule: wasThere(field))]
        }
        let row = TemplateTable.Row(mapping)
        let parts = [row.source.isEmpty ? "" : "from \(row.source)", row.transform]
        var rule = parts.filter { !$0.isEmpty }.joined(separator: ", ")
        let sources = mapping.sourceFields.map { (name: $0, value: self.value($0, before: leg)) }
        if value != .absent, !sources.isEmpty, sources.allSatisfy({ $0.value == .absent }),
            environment == .cds, mapping.valueTransforms.isEmpty
        {
            rule = wasThere(field) + "; the file has no \(row.source)"
        }
        let last = station(environment, field, value, rule: rule, provenance: row.provenance)
        return [last]
            + sources.flatMap { source in
                leg > 0
                    ? stations(of: source.name, behind: leg - 1, value: source.value)
                    : [self.source(source.name, source.value)]
            }
    }

    /// That CDS had the value, and what brought it.
    private func wasThere(_ field: String) -> String {
        guard let origin = earlier[field.foldedName] else { return "was there already" }
        return "was there already, by run \(origin.run), \(origin.file), record \(origin.number)"
    }

    /// The value of a field as a leg gets it. A lookup is what the file has of it.
    private func value(_ field: String, before leg: Int) -> FieldValue {
        let batch = leg > 0 ? found.stages.legs[leg - 1] : found.stages.checked
        let value = batch.value(field, row: found.row)
        if value != .absent || !field.contains(".") { return value }
        return batch.value(String(field.prefix { $0 != "." }), row: found.row)
    }

    /// A field of the file, as it is written there where that is another text.
    private func source(_ field: String, _ value: FieldValue) -> RecordTrace.Station {
        let batch = found.stages.checked
        let base = String(field.prefix { $0 != "." })
        let column = batch.columnIndex(named: field) ?? batch.columnIndex(named: base)
        var rule = ""
        let asRead = found.stages.asRead
        if let column, asRead.columns.indices.contains(column) {
            let written = FieldValue(asRead.columns[column].cells[found.row], in: asRead)
            if written != value { rule = "written as \(written.shown)" }
        } else if value != .absent {
            rule = "the number that p2c gave it, or that it had before"
        }
        return station(task.legs[0].source.environment, field, value, rule: rule)
    }

    private func station(
        _ environment: Environment, _ field: String, _ value: FieldValue, rule: String,
        provenance: String = ""
    ) -> RecordTrace.Station {
        RecordTrace.Station(
            environment: environment, field: field, value: value, rule: rule,
            provenance: provenance)
    }
}
