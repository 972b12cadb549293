import JSON5
import Records

/// A field that gets the values of another one: what a task does from its source to its destination, by
/// rows without expressions or lookups.
struct FieldFlow: Hashable {
    /// Entity and field, by their folded names.
    var source: [String]
    var destination: [String]

    var reversed: FieldFlow { FieldFlow(source: destination, destination: source) }
}

extension TemplateTask {
    /// The fields that it carries through all its legs, but for those of the key, with the places of the
    /// last rows.
    func flows(
        finding schema: (EntityReference) -> EntitySchema?
    ) -> [(flow: FieldFlow, place: DocumentPlace)] {
        let last = legs[legs.count - 1]
        guard let from = schema(legs[0].source), let to = schema(last.destination) else {
            return []
        }
        return last.enabledMappings.compactMap { row in
            let isKey = last.integrationKey.contains { $0.isSameName(as: row.destinationField) }
            guard !isKey, var field = row.sourceField else { return nil }
            if legs.count > 1 {
                let before = legs[0].enabledMappings.first {
                    $0.destinationField.isSameName(as: field)
                }
                guard let origin = before?.sourceField else { return nil }
                field = origin
            }
            let flow = FieldFlow(
                source: [from.name.foldedName, field.foldedName],
                destination: [to.name.foldedName, row.destinationField.foldedName])
            return (flow, row.place)
        }
    }

    /// What to know of fields that another task fills back, in one sentence at the first of them.
    func remarkOnRoundTrips(
        _ tables: ReviewedTables, finding schema: (EntityReference) -> EntitySchema?
    ) -> LegReview.Remark? {
        let back = flows(finding: schema).compactMap { flow, place in
            tables.carrier(back: flow).map { (template: $0, place: place) }
        }
        guard let first = back.first else { return nil }
        let fields =
            back.count == 1 ? "this field" : "this field and \(back.count - 1) more of the task"
        return LegReview.Remark(
            place: first.place,
            text:
                "\"\(first.template)\" carries \(fields) back: what the destination changed is not sent again "
                + "when its source says once more what it was sent before. \"p2c run --full\" sends it"
        )
    }
}
