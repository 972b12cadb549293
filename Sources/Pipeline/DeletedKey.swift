import Records

/// The key that a deleted record had.
struct DeletedKey {
    /// For people; blank where nobody knows it.
    private(set) var text = ""
    /// What is known of `TaskPlan.keyParts` besides the record, in the form that their columns have;
    /// nothing where the record says its key itself.
    private(set) var known: [String?] = []

    init(of record: DeletedRecord, plan: TaskPlan, registry: KeyRegistry?) throws {
        let own = plan.sourceKeyColumns.compactMap { column in
            column < record.values.count ? record.values[column] : nil
        }.filter { !$0.isEmpty }
        text = own.joined(separator: ", ")
        guard own.isEmpty, let registry, let key = try registry.record(withID: record.id)?.key
        else { return }
        guard let businessKey = plan.source.businessKey else {
            try take(SourceKeys.parts(of: key), plan: plan, registry: registry)
            return
        }
        text = key
        known = plan.keyParts.map { part in
            plan.sourceChecker.columnNames[part.column].isSameName(as: businessKey) ? key : nil
        }
    }

    /// Takes the parts by which the task knew the record, lookups in the form that it was read in.
    private mutating func take(
        _ parts: [String], plan: TaskPlan, registry: KeyRegistry
    ) throws {
        let others = try zip(parts, plan.keyParts).map { text, part in
            try registry.otherForms(of: text, part.targets).first
        }
        text = zip(parts, others).map { $0.isGUID ? $1 ?? $0 : $0 }.joined(separator: ", ")
        guard parts.count == plan.keyParts.count else { return }
        known = parts.indices.map { index in
            let part = plan.keyParts[index]
            let fits = part.targets.isEmpty || part.isByNumber != parts[index].isGUID
            return fits ? parts[index] : others[index] ?? parts[index]
        }
    }
}
