import JSON5
import Mapping
import Records

/// Tells of the values that break a schema which of them the template made, so that nobody looks for
/// them in the source.
struct MadeValues {
    /// The legs so far, each with how many bytes the batch had before it.
    private var legs: [(mapper: LegMapper, poolStart: Int)] = []

    /// Notes that the batch has gone through a leg.
    mutating func passed(_ mapper: LegMapper, poolStart: Int) {
        legs.append((mapper, poolStart))
    }

    /// Says it in the issues from `first` on, which the check of the batch found.
    func explain(_ issues: inout [RowIssue], from first: Int, in batch: RecordBatch) {
        for index in issues.indices.dropFirst(first) {
            guard let column = issues[index].field.flatMap({ batch.columnIndex(named: $0) }),
                let maker = maker(of: column, cell: batch.columns[column].cells[issues[index].row])
            else { continue }
            issues[index].detail += ", made by \(maker.words)"
            issues[index].remedy =
                "Correct the row of the template (\(maker.place.text)), the file of its value map, or "
                + "what was filled in in \(UnmappedWorklist.fileName)"
        }
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

extension DocumentPlace {
    /// Such as `templates/machines/template.json:43`.
    fileprivate var text: String { line.map { "\(file):\($0)" } ?? file }
}
