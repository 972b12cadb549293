import JSON5
import Records

/// A source filter bound to the columns of a file.
package struct CompiledFilter: Sendable {
    private let compiled: CompiledExpression

    /// A field that is none of the columns is null in every record.
    ///
    /// The schema tells the types of the fields and the tables of lookups. `runTime` is the time of
    /// `now()`: `2026-11-23T01:02:03Z`. Throws when the filter does not fit the schema.
    package init(
        _ filter: SourceFilter, columns: [String], schema: EntitySchema? = nil,
        references: References = References(), runTime: String? = nil,
        place: DocumentPlace = .ofTemplate
    ) throws(MappingError) {
        let binder = FieldBinder(
            columns: ColumnIndex(columns), schema: schema, references: references)
        compiled = try CompiledExpression(
            filter.expression, binder: binder, runTime: runTime, failing: .sourceFilterWrong,
            at: place, as: .boolean)
    }

    /// The values of the filter's lookups that the references do not know.
    package func openLookups(in batch: RecordBatch, fates: [RowFate]) -> [OpenLookup] {
        compiled.openLookups(in: batch, fates: fates)
    }

    /// Marks the kept rows that do not pass as filtered and returns how many these are. A kept row
    /// for which the filter cannot be computed goes to quarantine. Lookups may point to records of
    /// `also` besides the references.
    @discardableResult
    package func apply(
        to batch: inout RecordBatch, also: [Reference] = [], fates: inout [RowFate],
        issues: inout [RowIssue]
    ) -> Int {
        precondition(fates.count == batch.rowCount, "a batch has one fate a row")
        let kept = fates
        let count = batch.bytes.count
        let passes = compiled.values(
            of: batch.columns, bytes: &batch.bytes, kept: kept, also: also, fates: &fates,
            issues: &issues)
        // No cell of the batch points to what was made on the way.
        batch.bytes.removeLast(batch.bytes.count - count)
        var filtered = 0
        for row in fates.indices where fates[row].isKept {
            let place = passes.place(row)
            let state = passes.states[place]
            if let issue = compiled.issue(state, row: row, field: nil) {
                fates[row] = .quarantined
                issues.append(issue)
            } else if state != .value || !passes.flags[place] {
                fates[row] = .filtered
                filtered += 1
            }
        }
        return filtered
    }
}
