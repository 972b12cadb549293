import Records
import Store

extension TaskRun {
    /// Says which columns the source filter reads and the file lacks: where it took out all records, and
    /// of files that have a column for every field that they have.
    var filterIssues: [Issue] {
        let tookAll = counts.filtered > filteredOtherwise && counts.filtered == counts.read
        let isTable = entity.format.map { !$0.isXML } == true
        guard let plan, let text = planner.filterText, tookAll || isTable else { return [] }
        let missing = planner.filterFields.filter { field in
            !plan.sourceChecker.columnNames.contains {
                $0.isSameName(as: field) || $0.isSameName(as: field.beforeDot)
            }
        }
        return missing.map { column in
            Issue(
                .filterColumnMissing,
                tookAll
                    ? "\(text) took out every record (\(counts.read)), and the file has no column "
                        + column
                    : "the file has no column \(column): to \(text) it is null in every record",
                file: entity.file, entity: entity.name, field: column)
        }
    }
}

/// What is said of records that are written all the same.
extension TaskRun {
    /// Says of the records that are to be written that they take the place of another template's.
    func overwritten(
        _ batch: RecordBatch, plan: TaskPlan, fates: [RowFate]
    ) throws -> [RowIssue] {
        try hub?.overwrite(batch, plan: plan, fates: fates).map { row, template in
            RowIssue(
                row: row, field: plan.destinationKey[0], code: .recordOverwritten,
                detail:
                    "\(plan.destination.displayName) has this record from \"\(template)\", and gets "
                    + "these values in its place")
        } ?? []
    }

    /// Says of the records that are to be written that another company has their key, which Sales knows
    /// once: also of those that come without an id, which the registry does not know.
    func clashes(
        _ batch: RecordBatch, plan: TaskPlan, source: SourceColumns, fates: [RowFate]
    ) throws -> [RowIssue] {
        guard let hub, let key = plan.source.businessKey,
            let column = source.keys.first(where: { $0.name.isSameName(as: key) })
        else { return [] }
        return try hub.deliveredToOthers(batch, plan: plan, fates: fates).map { row, other in
            let company = plan.otherCompanies[other].legalEntity
            let text = batch.text(of: column.cells[row]) ?? ""
            return RowIssue(
                row: row, field: key, code: .keyOfAnotherCompany,
                detail: "\(company) has \(plan.source.name) \"\(text)\" too")
        }
    }

    /// Says of the records that were written which values of the destination stay, because its format
    /// cannot say that they were cleared.
    func uncleared(
        _ cleared: [ClearedValue], in batch: RecordBatch, plan: TaskPlan, fates: [RowFate]
    ) -> [RowIssue] {
        guard destination.omitsNulls else { return [] }
        return cleared.filter { fates[$0.row].isKept }.flatMap { value in
            planner.destinationFields(of: value.field).compactMap { field in
                let column = plan.resolver?.destinationColumn(of: field) ?? field
                guard let place = batch.columnIndex(named: column),
                    batch.columns[place].cells[value.row].range.isEmpty
                else { return nil }
                return RowIssue(
                    row: value.row, field: field, code: .valueNotCleared,
                    detail: "it has no value any more, and Sales keeps the old one")
            }
        }
    }

    /// Says of keys that have a space before them, or a tab or a no-break space at one of their ends: the
    /// other system takes them for another record's.
    func paddedKeys(_ batch: RecordBatch, plan: TaskPlan, fates: [RowFate]) -> [RowIssue] {
        let kept = RowFate.keptRows(of: fates)
        return plan.sourceKeyColumns.flatMap { column -> [RowIssue] in
            let (cells, name) = (batch.columns[column].cells, batch.columns[column].name)
            let isPersonal = plan.sourceChecker.personalColumns.contains(column)
            return kept.compactMap { row in
                let key = batch.bytes[cells[row].range]
                guard let padding = key.padding else { return nil }
                let value = ShownValue(String(decoding: key, as: UTF8.self), isPersonal: isPersonal)
                return RowIssue(
                    row: row, field: name, code: .keyPadded,
                    detail: "\(value.quoted) \(padding)", value: value)
            }
        }
    }
}

extension ArraySlice<UInt8> {
    /// What a key has too many at one of its ends, in words; nil for most.
    fileprivate var padding: String? {
        guard let first, let last else { return nil }
        let (tab, noBreak) = (UInt8(ascii: "\t"), [0xC2, 0xA0] as [UInt8])
        if first == UInt8(ascii: " ") { return "begins with a space" }
        if first == tab || last == tab { return "has a tab at one of its ends" }
        let isNoBreak =
            first == 0xC2 && starts(with: noBreak)
            || last == 0xA0 && suffix(2).elementsEqual(noBreak)
        return isNoBreak ? "has a no-break space at one of its ends" : nil
    }
}
