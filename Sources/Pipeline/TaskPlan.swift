import Formats
import Mapping
import Records
import Schemas

/// A task of a template, compiled for the columns of one file.
struct TaskPlan {
    /// One leg, with what its records are checked against when it has mapped them.
    struct Step {
        var schema: EntitySchema
        var mapper: LegMapper
        var checker: SchemaChecker
        /// The integration key, by the names of the checked columns.
        var key: [String]
        /// Columns that CDS has for the entity and this file does not carry.
        var knownElsewhere: [String] = []

        /// True for the leg that ends in CDS.
        var keepsRecords: Bool { schema.environment == .cds }
    }

    /// Names the destination in the store: template, task, company.
    var destinationName: String
    /// The other tasks that write there.
    var sharedDestination: SharedDestination
    /// What the task sends to the other companies of the settings, named in the store as
    /// `destinationName`; none where Sales may have a key more than once.
    var otherCompanies: [(legalEntity: String, destinationName: String)]
    var source: EntitySchema
    var sourceChecker: SchemaChecker
    var filter: CompiledFilter?
    /// The fields that the filter looks at.
    var filterFields: [String]
    var steps: [Step]
    /// Those of the columns that CDS has and the file does not carry from which the last leg makes its
    /// key, with the fields of the source that fill them.
    var keyElsewhere: [(column: String, sources: [String])]
    /// Turns the keys of lookups into record ids, for destinations that need them.
    var resolver: ReferenceResolver?
    /// The records of the destination that the references list by its key; nil where it needs no ids, or
    /// its key has several fields.
    var listed: ListedRecords?
    /// The first leg's key is that of the source as it is, apart from what is the same in all records.
    var copiesKey: Bool
    /// Records of different keys may have the same one at the destination.
    var mayRepeatKeys: Bool
    /// A number for all that decides what the second leg makes of a record of CDS; nil where that is not
    /// the record alone.
    var rules: Int?
    /// The source's key columns, for messages.
    var sourceKeyColumns: [Int]
    /// The fields of CDS from which the second leg makes its key; none of a single leg.
    var keySources: [String]
    /// What the source knows its records by.
    var keyParts: [SourceKeys.Part]

    /// The column of the id that Sales gives its records, where it is none of the key columns.
    var idColumn: Int? {
        guard source.environment == .sales, source.primaryKey.count == 1 else { return nil }
        let column = sourceChecker.columnNames.firstIndex {
            $0.isSameName(as: source.primaryKey[0])
        }
        return column.flatMap { sourceKeyColumns.contains($0) ? nil : $0 }
    }

    /// The source's key columns as far as the file has them: a number that was given has none there.
    func sourceKeyColumns(of asRead: RecordBatch) -> [Int] {
        sourceKeyColumns.filter(asRead.columns.indices.contains)
    }

    /// Marks the rows that the source filter keeps back. A row that may not travel is filtered even
    /// when its values are wrong: nobody needs to mend them. Rows that were not `checked` are none of the
    /// filter's: their values are as the file writes them. The filter's lookups may point to records of
    /// `also`.
    func filterOut(
        _ batch: inout RecordBatch, checked: [RowFate], also: [Reference],
        fates: inout [RowFate], issues: inout [RowIssue]
    ) {
        guard let filter else { return }
        var passing = checked
        var found: [RowIssue] = []
        filter.apply(to: &batch, also: also, fates: &passing, issues: &found)
        // What is wrong already is told already.
        issues += found.filter { fates[$0.row].isKept }
        let undecided = rowsUndecided(by: issues)
        for row in fates.indices where passing[row] == .filtered || fates[row].isKept {
            if !undecided.contains(row) { fates[row] = passing[row] }
        }
    }

    /// The rows whose value of a field of the filter is none of the values that the field can have: the
    /// filter cannot tell them from those that may not travel.
    private func rowsUndecided(by issues: [RowIssue]) -> Set<Int> {
        var rows: Set<Int> = []
        for issue in issues
        where [IssueCode.unknownOption, .notABoolean].contains(where: { $0.id == issue.code.id }) {
            let field = issue.field ?? ""
            if filterFields.contains(where: field.isSameName) { rows.insert(issue.row) }
        }
        return rows
    }

    /// The entity that the last leg writes.
    var destination: EntitySchema { steps[steps.count - 1].schema }
    /// The columns of the batches that come out.
    var destinationColumns: [String] {
        resolver?.destinationColumns ?? steps[steps.count - 1].checker.columnNames
    }
    /// The destination's key, by the names of its columns.
    var destinationKey: [String] {
        let key = steps[steps.count - 1].key
        return resolver.map { key.map($0.destinationColumn(of:)) } ?? key
    }
}

extension TaskPlan.Step {
    /// Gives the records what is known of them and their file lacks, by what completes a batch. A Default
    /// that stands for a column of the file gives way to it.
    func complete(
        _ batch: inout RecordBatch, by complete: (inout RecordBatch) throws -> Void
    ) rethrows {
        let standIns = mapper.standInColumns.filter { column in
            !key.contains { $0.isSameName(as: batch.columns[column].name) }
        }.map { (column: $0, cells: batch.columns[$0].cells) }
        let absent = [Cell](repeating: .absent, count: batch.rowCount)
        for (column, _) in standIns { batch.columns[column].cells = absent }
        batch.columns += knownElsewhere.map { Column(name: $0, cells: absent) }
        try complete(&batch)
        for (column, cells) in standIns {
            for row in cells.indices where batch.columns[column].cells[row].range.isEmpty {
                batch.columns[column].cells[row] = cells[row]
            }
        }
    }
}
