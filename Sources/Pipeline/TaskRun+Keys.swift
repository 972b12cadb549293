import Records
import Store

/// The keys of the records that went through a task, from all files of a package.
final class TaskKeys {
    /// Those in the source, or where the template makes them, those in CDS.
    let sources = SeenKeys()
    /// The ids in Sales.
    let ids = SeenKeys()
    /// Those of what is delivered, where they may be the same for different keys of the source.
    let delivered = SeenKeys()
    var files = NumberedFiles()

    /// Makes room for the keys of a file.
    func makeRoom(for expected: Int) {
        for seen in [sources, ids] { seen.makeRoom(for: expected) }
    }
}

/// Records whose key is not theirs alone, or not whole.
extension TaskRun {
    /// Sets the later records of a key aside, whether they or the first one go on or wait. Where the
    /// template makes the key, those that wait may have none yet.
    func setRepeatedAside(
        _ batch: inout RecordBatch, plan: TaskPlan, source: SourceColumns,
        fates: inout [RowFate], issues: inout [RowIssue], held: inout [HeldRecord]
    ) throws {
        guard plan.copiesKey || plan.steps[0].keepsRecords else { return }
        var made = KeyText(columns: plan.steps[0].key, of: batch)
        var competing = fates
        for record in held where fates[record.row] == .waiting {
            made.read(record.row, of: batch)
            if plan.copiesKey || made.isComplete { competing[record.row] = .kept }
        }
        if plan.copiesKey {
            try keys.sources.quarantineRepeated(
                source.keys, of: &batch, of: keys.files, fates: &competing, issues: &issues)
        } else {
            try keys.sources.quarantineRepeated(
                madeBy: plan.steps[0], batch, of: keys.files, fates: &competing, issues: &issues)
        }
        let repeated = Set(held.map(\.row)).filter { competing[$0] == .quarantined }
        for row in fates.indices where competing[row] == .quarantined { fates[row] = .quarantined }
        if repeated.isEmpty { return }
        held.removeAll { repeated.contains($0.row) }
        issues.removeAll { repeated.contains($0.row) && $0.code.severity != .error }
    }

    /// Sets the later records of an id in Sales aside, whether or not the first one has changed.
    func setRepeatedIDsAside(
        _ batch: inout RecordBatch, source: SourceColumns, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws {
        guard let id = source.id else { return }
        var competing = fates.map { $0 == .unchanged ? .kept : $0 }
        try keys.ids.quarantineRepeated(
            [id], of: &batch, of: keys.files, fates: &competing, issues: &issues)
        for row in fates.indices where competing[row] == .quarantined { fates[row] = .quarantined }
    }

    /// Sets the records aside of whose key for the destination neither the file nor CDS has a part.
    func setKeylessAside(
        _ batch: RecordBatch, plan: TaskPlan, fates: inout [RowFate], issues: inout [RowIssue]
    ) {
        for (name, sources) in plan.keyElsewhere {
            guard let column = batch.columnIndex(named: name) else { continue }
            let fields = (sources.isEmpty ? [name] : sources).map { "'\($0)'" }
            for row in RowFate.keptRows(of: fates)
            where batch.columns[column].cells[row].isAbsent {
                fates[row] = .quarantined
                issues.append(
                    RowIssue(
                        row: row, field: nil, code: .keyColumnMissing,
                        detail:
                            "the file has no column \(fields.joined(separator: " or ")) for the "
                            + "key of \(plan.destination.displayName), and CDS knows none of it"))
            }
        }
    }
}

extension TaskRun {
    /// Sets the records aside whose key at the destination is blank, or that of another record: the
    /// template may make one key for two records of the source.
    func setDestinationKeysAside(
        _ batch: RecordBatch, step: TaskPlan.Step, mayRepeat: Bool, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws {
        setBlankKeysAside(batch, key: step.key, fates: &fates, issues: &issues)
        guard mayRepeat else { return }
        try keys.delivered.quarantineRepeated(
            madeBy: step, batch, of: keys.files, fates: &fates, issues: &issues)
    }

    /// Sets the records aside that have nothing in any field of the destination's key: all of them would
    /// be one there. The company is none of the fields.
    private func setBlankKeysAside(
        _ batch: RecordBatch, key: [String], fates: inout [RowFate], issues: inout [RowIssue]
    ) {
        let columns = key.filter { !$0.isSameName(as: "dataAreaId") && !$0.isOrganizationName }
            .compactMap { batch.columnIndex(named: $0) }
        if columns.isEmpty { return }
        let names = columns.map { "'\(batch.columns[$0].name)'" }.joined(separator: " and ")
        for row in RowFate.keptRows(of: fates)
        where columns.allSatisfy({ batch.columns[$0].cells[row].range.isEmpty }) {
            fates[row] = .quarantined
            var issue = RowIssue(
                row: row, field: batch.columns[columns[0]].name, code: .blankKey,
                detail: "\(names), by which the destination would know it, is blank")
            issue.remedy =
                "Fill what it is made of in the source; or correct integrationKey "
                + "(\(planner.keyPlace.fileAndLine))"
            issues.append(issue)
        }
    }
}

extension SeenKeys {
    /// Quarantines the kept records whose key came before, which the template made of what may be two
    /// keys in the source.
    func quarantineRepeated(
        madeBy step: TaskPlan.Step, _ batch: RecordBatch, of files: NumberedFiles,
        fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws {
        let before = issues.count
        try quarantineRepeated(
            key: step.key, batch: batch, of: files, fates: &fates, issues: &issues)
        let places = step.key.compactMap { batch.columnIndex(named: $0) }
            .compactMap { step.mapper.place(ofColumn: $0)?.fileAndLine }
        for index in issues.indices.dropFirst(before) {
            issues[index].remedy =
                "Keep one of the two in the source; or correct integrationKey of the template, or how "
                + "it fills the key (\(places.joined(separator: ", ")))"
        }
    }

    /// Quarantines the kept records whose key came before in these columns, which belong to the batch
    /// as it was.
    func quarantineRepeated(
        _ keys: [Column], of batch: inout RecordBatch, of files: NumberedFiles,
        fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws {
        var columns = keys
        swap(&batch.columns, &columns)
        try quarantineRepeated(
            key: keys.map(\.name), batch: batch, of: files, fates: &fates, issues: &issues)
        swap(&batch.columns, &columns)
    }
}
