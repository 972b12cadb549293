import Mapping
import Records
import Schemas

/// A batch at every stage of a task, where an ordinary run only keeps the last one: for people who ask
/// how a value came about or would come about.
struct TaskStages {
    /// As the file has it.
    var asRead: RecordBatch
    /// With every value in its canonical form.
    var checked: RecordBatch
    /// Behind each leg.
    var legs: [RecordBatch] = []
    /// As it is written, with record ids in the places of keys where the destination wants them.
    var delivered: RecordBatch
    var fates: [RowFate]
    var issues: [RowIssue] = []

    /// Takes the batch through the plan and changes nothing in the store. `complete` gets the records of
    /// CDS, for the values that the file lacks; `numbers` are those that records were given.
    init(
        _ batch: RecordBatch, plan: TaskPlan, registry: KeyRegistry?, numbers: GivenNumbers? = nil,
        complete: (inout RecordBatch, TaskPlan.Step, [RowFate]) throws -> Void = { _, _, _ in }
    ) throws {
        asRead = batch
        fates = [RowFate](repeating: .kept, count: batch.rowCount)
        var batch = batch
        var unmapped = UnmappedValues()
        var numbers = numbers
        numbers?.addColumn(to: &batch)
        try numbers?.fill(&batch, names: plan.sourceChecker.columnNames, fates: fates)
        plan.sourceChecker.check(&batch, fates: &fates, issues: &issues)
        checked = batch
        let filtering = plan.filter?.openLookups(in: batch, fates: fates) ?? []
        plan.filterOut(
            &batch, checked: [RowFate](repeating: .kept, count: batch.rowCount),
            also: try registry?.records(of: filtering) ?? [], fates: &fates, issues: &issues)
        numbers?.judge(fates: &fates, issues: &issues)
        for step in plan.steps {
            let open = step.mapper.openLookups(in: batch, fates: fates)
            let known = try registry?.records(of: open) ?? []
            batch = step.mapper.map(
                batch, also: known, fates: &fates, issues: &issues, unmapped: &unmapped)
            step.checker.check(&batch, fates: &fates, issues: &issues)
            if step.keepsRecords {
                let kept = fates
                try step.complete(&batch) { try complete(&$0, step, kept) }
            }
            legs.append(batch)
        }
        if let resolver = plan.resolver {
            let known = try registry?.records(
                of: resolver.openLookups(in: batch, fates: fates))
            batch = resolver.resolve(
                batch, also: known ?? [], fates: &fates, issues: &issues)
        }
        delivered = batch
    }
}
