import JSON5
import Mapping
import Records

/// Tells of the values that break a schema which of them the template made, so that nobody looks for
/// them in the source.
struct MadeValues {
    /// What a leg made of a batch.
    private struct Passage {
        var mapper: LegMapper
        /// How many bytes the batch had before.
        var poolStart: Int
        /// The columns that it had before.
        var source: [Column]
        /// Those of them whose values say something about a person.
        var personal: Set<Int>
    }

    private var legs: [Passage] = []

    /// Notes that the batch has gone through a leg.
    mutating func passed(
        _ mapper: LegMapper, poolStart: Int, source: [Column], personal: Set<Int>
    ) {
        legs.append(
            Passage(mapper: mapper, poolStart: poolStart, source: source, personal: personal))
    }

    /// Says it in the issues from `first` on, which the check of the batch by the schema found.
    func explain(
        _ issues: inout [RowIssue], from first: Int, in batch: RecordBatch, of schema: EntitySchema
    ) {
        for index in issues.indices.dropFirst(first) {
            guard let column = issues[index].field.flatMap({ batch.columnIndex(named: $0) })
            else { continue }
            if issues[index].code == .blankRequired {
                explain(&issues[index], emptied: column, in: batch)
                continue
            }
            let cell = batch.columns[column].cells[issues[index].row]
            guard let maker = maker(of: column, cell: cell) else {
                explain(&issues[index], copiedTo: column)
                continue
            }
            issues[index].detail += ", made by \(maker.words)"
            let field = issues[index].field.flatMap { schema.field(named: $0) }
            let last = legs.last?.mapper.place(ofColumn: column)
            issues[index].remedy =
                Self.remedy(for: issues[index].code, made: maker, for: field)
                + Self.passing(last, besides: maker)
        }
    }

    /// Says of a blank which value of the source a map emptied because it does not know it.
    private func explain(_ issue: inout RowIssue, emptied column: Int, in batch: RecordBatch) {
        var column = column
        for leg in legs.reversed() {
            guard let before = leg.mapper.sourceColumn(of: column) else { return }
            let value = batch.text(of: leg.source[before].cells[issue.row]) ?? ""
            if !value.isLeftBlank, let maker = leg.mapper.emptier(of: column) {
                let shown = ShownValue(value, isPersonal: leg.personal.contains(before))
                    .quoted
                issue.detail += "; \(maker.words) emptied \(shown), which it does not know"
                issue.remedy =
                    "Add the value to the map (\(maker.place.fileAndLine)), fill in its row of "
                    + "\(UnmappedWorklist.fileName), or correct it in the source"
                return
            }
            column = before
        }
    }

    /// Says of a value of the source that is none of a field where the template copies it there.
    private func explain(_ issue: inout RowIssue, copiedTo column: Int) {
        guard let means = Self.means(against: issue.code),
            let place = legs.last?.mapper.place(ofColumn: column)
        else { return }
        issue.remedy =
            "Correct it in the source; or have the row of the template (\(place.fileAndLine)) turn it, "
            + "as by \(means)"
    }

    /// What of a template makes a value of another one that the code complains of; nil where nothing does.
    private static func means(against code: IssueCode) -> String? {
        switch code.id {
        case IssueCode.unknownOption.id: "a ValueMap"
        case IssueCode.tooLong.id: "a Truncate"
        case IssueCode.tooManyDecimals.id: "the expression round(…)"
        case IssueCode.notANumber.id, IssueCode.notAWholeNumber.id, IssueCode.notADate.id:
            "an expression"
        default: nil
        }
    }

    /// The same of lookups of the destination by key, in the batch before their ids take their places.
    func explain(
        lookupsIn issues: inout [RowIssue], from first: Int, columns: [Column]
    ) {
        for index in issues.indices.dropFirst(first)
        where issues[index].code.id == IssueCode.referenceNotFound.id {
            guard let maker = maker(of: issues[index], in: columns) else { continue }
            issues[index].detail += ", made by \(maker.words)"
            issues[index].remedy =
                "Add the record to references.csv. Or c"
                + Self.remedy(for: issues[index].code, made: maker, for: nil).dropFirst()
        }
    }

    /// The same of values that a value map of the next leg does not know, in the batch before that leg.
    func explain(
        _ issues: inout [RowIssue], from first: Int, unmappedIn columns: [Column]
    ) {
        for index in issues.indices.dropFirst(first)
        where issues[index].code.id == IssueCode.valueNotMapped.id {
            guard let maker = maker(of: issues[index], in: columns) else { continue }
            issues[index].detail += "; \(maker.words) made it"
            issues[index].remedy =
                "Add the value to the map in the template. Or c"
                + Self.remedy(for: issues[index].code, made: maker, for: nil).dropFirst()
        }
    }

    /// What made the value of which the issue tells, in the columns that the last leg made.
    private func maker(of issue: RowIssue, in columns: [Column]) -> ValueMaker? {
        guard let field = issue.field,
            let column = columns.firstIndex(where: { $0.name.isSameName(as: field) })
        else { return nil }
        return maker(of: column, cell: columns[column].cells[issue.row])
    }

    private static func remedy(
        for code: IssueCode, made maker: ValueMaker, for field: Field?
    ) -> String {
        let row = "Correct the row of the template (\(maker.place.fileAndLine))"
        guard maker.isExpression else {
            let project = maker.isOverridden ? ", what the project changes of it in p2c.json" : ""
            return "\(row)\(project), the file of its value map, or what was filled in in "
                + UnmappedWorklist.fileName
        }
        guard code == .tooManyDecimals, let scale = field?.scale else {
            return "\(row), or the values that it is made of"
        }
        return "\(row), as with round(…, \(scale))"
    }

    /// What else may be wrong where the row that fills the field is another one than that which made the
    /// value.
    private static func passing(_ last: DocumentPlace?, besides maker: ValueMaker) -> String {
        guard let last, last.fileAndLine != maker.place.fileAndLine else { return "" }
        return "; or have the row that passes it on (\(last.fileAndLine)) turn it, as by a ValueMap"
    }

    /// A value that a leg copies may have been made by the leg before.
    private func maker(of column: Int, cell: Cell) -> ValueMaker? {
        var column = column
        for leg in legs.reversed() {
            if let maker = leg.mapper.maker(of: column, cell: cell, poolStart: leg.poolStart) {
                return maker
            }
            guard let before = leg.mapper.sourceColumn(of: column) else { return nil }
            column = before
        }
        return nil
    }
}
