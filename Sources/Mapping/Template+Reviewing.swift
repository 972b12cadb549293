import JSON5
import Records

extension Template {
    /// The reviews of the legs whose entities have schemas.
    package func review(
        _ tables: ReviewedTables, finding schema: (EntityReference) -> EntitySchema?
    ) -> [LegReview] {
        tasks.flatMap { task in
            task.legs.indices.compactMap { index in
                let leg = task.legs[index]
                guard let source = schema(leg.source), let destination = schema(leg.destination)
                else { return nil }
                var review = LegReview(leg, source: source, destination: destination)
                review.remarks += leg.remarksOnForgottenFields(
                    from: source, to: destination, tables, finding: schema)
                review.remarks += leg.remarksOnForeignKeys(
                    from: source, to: destination, tables, finding: schema)
                review.remarks += leg.remarksOnListedKeys(
                    of: destination, after: index > 0 ? task.legs[index - 1] : nil, tables,
                    finding: schema)
                review.remarks += remarks(on: task, leg: index, from: source, tables)
                if index == task.legs.count - 1 {
                    task.remarkOnRoundTrips(tables, finding: schema).map {
                        review.remarks.append($0)
                    }
                } else {
                    review.remarks += leg.remarksOnRefusedValues(
                        before: task.legs[index + 1], finding: schema)
                }
                if !isOnlyForCSV {
                    review.remarks += leg.remarksOnIDs(of: destination)
                    review.remarks += leg.remarksOnPackages(of: destination)
                }
                return review
            }
        }
    }

    /// What to know of a leg because of its place in the task.
    private func remarks(
        on task: TemplateTask, leg index: Int, from source: EntitySchema, _ tables: ReviewedTables
    ) -> [LegReview.Remark] {
        var remarks: [LegReview.Remark] = []
        if index == 0 {
            remarks += self.remarks(onTwinsOf: task)
        } else {
            let filled = tables.fields(filledIn: source.name)
                .union(task.legs[index - 1].filledFields)
            remarks += task.legs[index].remarksOnEmptyFields(of: source, filled: filled)
        }
        if index == task.legs.count - 1 { remarks += task.legs[index].remarksOnEnd }
        return remarks
    }

    /// What to know of a task when one before it takes the same records to the same place. Two with
    /// filters of their own may share the records.
    private func remarks(onTwinsOf task: TemplateTask) -> [LegReview.Remark] {
        let earlier = tasks.prefix { $0.name != task.name }.first { other in
            let filters = [other, task].compactMap { $0.legs[0].sourceFilter?.text }
            return other.legs[0].source.isSame(as: task.legs[0].source)
                && other.legs[other.legs.count - 1].destination.isSame(
                    as: task.legs[task.legs.count - 1].destination)
                && (filters.count < 2 || filters[0] == filters[1])
        }
        guard let earlier else { return [] }
        return [
            LegReview.Remark(
                place: task.place,
                text:
                    "the task \"\(earlier.name)\" takes these records to the same place: they are "
                    + "delivered twice. Take one of the two out, or give both a sourceFilter")
        ]
    }
}
