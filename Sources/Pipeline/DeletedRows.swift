import Mapping
import Records
import Schemas
import Store

/// Records that were deleted in the source, taken through a task for the sake of their keys: those by
/// which CDS and the destination know them.
struct DeletedRows {
    /// Checked, as the source has them.
    let source: RecordBatch
    /// Behind the first leg.
    private(set) var firstLeg: RecordBatch
    /// As they would be written.
    private(set) var delivered: RecordBatch
    /// Kept are those whose keys are known.
    private(set) var fates: [RowFate]
    /// Of which nobody can say whether they were delivered: their keys are known in part, or could
    /// not be learnt when they came.
    private(set) var undecided: Set<Int> = []

    /// `complete` gets the records of CDS, for the fields of keys that the source lacks.
    init(
        _ deleted: [DeletedRecord], keys: [DeletedKey], plan: TaskPlan, registry: KeyRegistry?,
        complete: (inout RecordBatch, TaskPlan.Step, [RowFate]) throws -> Void
    ) throws {
        fates = keys.map { $0.text.isEmpty ? .filtered : .kept }
        var batch = plan.batch(of: deleted, keys: keys)
        // Of records that are gone nothing else counts, so that nothing else can be wrong.
        var (ignored, issues, unmapped) = (fates, [RowIssue](), UnmappedValues())
        plan.sourceChecker.check(&batch, fates: &ignored, issues: &issues)
        source = batch
        firstLeg = batch
        for (number, step) in plan.steps.enumerated() {
            ignored = fates
            let open = step.mapper.openLookups(in: batch, fates: fates)
            batch = step.mapper.map(
                batch, also: try registry?.records(of: open) ?? [], fates: &ignored,
                issues: &issues, unmapped: &unmapped)
            ignored = fates
            step.checker.check(&batch, fates: &ignored, issues: &issues)
            if step.keepsRecords { try complete(&batch, step, fates) }
            if number == 0 { firstLeg = batch }
        }
        if let resolver = plan.resolver {
            let open = resolver.openLookups(in: batch, fates: fates)
            ignored = fates
            batch = resolver.resolve(
                batch, also: try registry?.records(of: open) ?? [], fates: &ignored,
                issues: &issues)
        }
        delivered = batch
        let isKept = plan.steps[0].keepsRecords
        let known = isKept ? firstLeg : batch
        var key = KeyText(
            columns: isKept ? plan.steps[0].key : plan.destinationKey, of: known)
        for (row, record) in deleted.enumerated() {
            key.read(row, of: known)
            let isFound = isKept ? key.isComplete : !key.known.isEmpty
            let isDecided =
                fates[row].isKept
                ? isFound : registry?.learnsKey(ofID: record.id, plan.source) == true
            if !isDecided { undecided.insert(row) }
        }
    }

    /// Filters the records of which CDS has a later state. Returns how many there are.
    mutating func leaveOut(
        _ olderRecords: OlderRecords, times: [String?]?, step: TaskPlan.Step
    ) throws -> Int {
        guard let times else { return 0 }
        let known = fates
        let count = try olderRecords.leaveOut(
            firstLeg, of: step.schema, key: step.key, times: times, fates: &fates)
        undecided.subtract(fates.indices.filter { fates[$0] != known[$0] })
        return count
    }
}

extension TaskPlan {
    /// The deleted records as rows of the columns that the task is compiled for, with the keys that the
    /// source does not have any more.
    fileprivate func batch(of deleted: [DeletedRecord], keys: [DeletedKey]) -> RecordBatch {
        var batch = RecordBatch(of: deleted, columns: sourceChecker.columnNames)
        // What the source does not have any more, CDS may know.
        for column in batch.columns.indices {
            for row in deleted.indices where batch.columns[column].cells[row].isNull {
                batch.columns[column].cells[row] = .absent
            }
        }
        for (row, key) in keys.enumerated() {
            for (part, text) in zip(keyParts, key.known) {
                guard let text else { continue }
                batch.columns[part.column].cells[row] = batch.append(text.utf8)
            }
        }
        return batch
    }
}

extension RecordBatch {
    /// What is left of deleted records, as rows of these columns.
    init(of deleted: [DeletedRecord], columns names: [String]) {
        self.init(positions: deleted.map { _ in RecordPosition(byte: 0, line: 1) })
        for (index, name) in names.enumerated() {
            var column = Column(name: name, cells: [])
            for record in deleted {
                let text = index < record.values.count ? record.values[index] : nil
                column.cells.append(text.map { append($0.utf8) } ?? .null)
            }
            columns.append(column)
        }
    }
}
