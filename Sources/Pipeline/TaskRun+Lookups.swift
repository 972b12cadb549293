import Mapping
import Records

/// What the lookups of a batch stand for.
extension TaskRun {
    /// Puts record ids in the places of keys, where the destination wants them. Rows that name records
    /// whose ids are not known wait for these, where they may.
    func resolveLookups(
        _ batch: inout RecordBatch, plan: TaskPlan, made: MadeValues, fates: inout [RowFate],
        issues: inout [RowIssue], held: inout [HeldRecord]
    ) throws {
        guard let resolver = plan.resolver, fates.contains(.kept) else { return }
        let open = resolver.openLookups(in: batch, fates: fates)
        let known = try registry?.records(of: open) ?? []
        issues += try registry?.deletedTargets(of: open, among: known) ?? []
        if let waiting, let registry {
            var waits = try waiting.hold(
                byKey: open, in: &batch, plan: plan, knowing: known, registry: registry,
                fates: &fates)
            let rows = Set(waits.filter { !$0.goesFirst }.map(\.row))
            // A record that would go first without one reference waits for another one.
            held.removeAll { rows.contains($0.row) }
            issues.removeAll { rows.contains($0.row) && $0.code.id == IssueCode.circleBroken.id }
            try waiting.judge(&waits, fates: &fates, issues: &issues)
            held += waits
        }
        let (columns, before) = (batch.columns, issues.count)
        batch = resolver.resolve(batch.moved(), also: known, fates: &fates, issues: &issues)
        made.explain(lookupsIn: &issues, from: before, columns: columns)
    }

    /// The records that the registry knows behind the lookups; rows with others may wait for them.
    func lookUp(
        _ open: [OpenLookup], mayWait: Bool, fates: inout [RowFate], held: inout [HeldRecord]
    ) throws -> [Reference] {
        guard let registry, !open.isEmpty else { return [] }
        let known = try registry.records(of: open)
        if mayWait, let waiting {
            held += try waiting.hold(open, knowing: known, registry: registry, fates: &fates)
        }
        return known
    }

    /// Says of rows whose lookups have an id and a code that are of two records.
    func contradictions(
        in batch: RecordBatch, _ mapper: LegMapper, fates: [RowFate]
    ) throws -> [RowIssue] {
        let known = try registry?.records(of: mapper.openIDs(in: batch, fates: fates)) ?? []
        return mapper.contradictions(in: batch, also: known, fates: fates)
    }
}
