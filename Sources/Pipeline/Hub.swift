import Records
import Store

/// The store as one package sees it, inside that package's transaction.
struct Hub {
    let store: CommonDataStore
    /// Deliver all records, also those that the destination already has.
    let isFull: Bool

    /// The columns that CDS has for the entity.
    func columns(of entity: String) throws(StoreError) -> [String] {
        try store.fieldNames(of: entity)
    }

    /// Fills the absent cells of the kept rows with what CDS knows.
    func complete(
        _ batch: inout RecordBatch, of entity: String, key: [String], fates: [RowFate]
    ) throws(StoreError) {
        _ = try store.complete(&batch, of: entity, key: key, fates: fates)
    }

    /// Marks the rows of the first leg that need no second one: CDS has them like this, and the
    /// destination was sent what the plan makes of them.
    func leaveOutSent(
        _ batch: RecordBatch, plan: TaskPlan, fates: inout [RowFate]
    ) throws(StoreError) {
        guard let rules = plan.rules, !isFull else { return }
        let step = plan.steps[0]
        try store.leaveOutSent(
            batch, of: step.schema.name, key: step.key, rules: rules, fates: &fates)
    }

    /// Keeps the kept rows of the first leg in CDS. Returns the values that it had and has no more.
    func keep(
        _ batch: RecordBatch, plan: TaskPlan, fates: [RowFate]
    ) throws(StoreError) -> [ClearedValue] {
        guard fates.contains(.kept) else { return [] }
        let step = plan.steps[0]
        return try store.keep(
            batch, as: step.schema.name, key: step.key, rules: plan.rules, fates: fates
        ).cleared
    }

    /// Forgets that other tasks delivered what the kept rows overwrite. Returns the rows that take the
    /// place of a record of a template that is on, with its name.
    func overwrite(
        _ batch: RecordBatch, plan: TaskPlan, fates: [RowFate]
    ) throws(StoreError) -> [(row: Int, template: String)] {
        let others = plan.sharedDestination.others
        return try store.overwrite(
            others.map(\.destinationName), key: plan.destinationKey, batch: batch, fates: fates
        ).filter { others[$0.other].isOn }.map { ($0.row, others[$0.other].template) }
    }

    /// The rows whose keys are those of records that the same task sent to other companies, each with the
    /// number of the company among `plan.otherCompanies`.
    func deliveredToOthers(
        _ batch: RecordBatch, plan: TaskPlan, fates: [RowFate]
    ) throws(StoreError) -> [(row: Int, destination: Int)] {
        try store.delivered(
            to: plan.otherCompanies.map(\.destinationName), key: plan.destinationKey, batch: batch,
            fates: fates)
    }

    /// Forgets of records that were deleted in the source that the task sent them to the destination:
    /// when they come again, they are delivered. Returns the rows of those that it sent.
    func forget(_ deleted: DeletedRows, plan: TaskPlan) throws(StoreError) -> [Int] {
        let rows = try store.forgetDelivered(
            destination: plan.destinationName, key: plan.destinationKey,
            batch: deleted.delivered, fates: deleted.fates)
        var fates = [RowFate](repeating: .filtered, count: deleted.fates.count)
        for row in rows { fates[row] = .kept }
        let step = plan.steps[0]
        if step.keepsRecords {
            try store.forgetSent(
                deleted.firstLeg, of: step.schema.name, key: step.key, fates: fates)
        }
        return rows
    }

    /// Marks the rows that the destination already has like this; the others count as delivered with
    /// this package.
    func leaveOutDelivered(
        _ batch: RecordBatch, plan: TaskPlan, fates: inout [RowFate]
    ) throws(StoreError) {
        try store.markUnchanged(
            destination: plan.destinationName, key: plan.destinationKey, batch: batch,
            full: isFull, fates: &fates)
    }
}
