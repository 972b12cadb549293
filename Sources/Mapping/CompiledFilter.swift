import Records

/// A source filter bound to the columns of a file.
package struct CompiledFilter: Sendable {
    private indirect enum Step: Sendable {
        case comparison(column: Int?, CompiledComparison)
        case and(Step, Step)
        case or(Step, Step)
        case not(Step)
    }

    private let step: Step

    /// A field that is none of the columns is null in every record.
    package init(_ filter: SourceFilter, columns: [String]) {
        step = Self.step(filter.expression, ColumnIndex(columns))
    }

    /// Marks the kept rows that do not pass as filtered and returns how many these are.
    @discardableResult
    package func apply(to batch: RecordBatch, fates: inout [RowFate]) -> Int {
        precondition(fates.count == batch.rowCount, "a batch has one fate a row")
        let passes = mask(step, of: batch)
        var count = 0
        for row in fates.indices where fates[row].isKept && !passes[row] {
            fates[row] = .filtered
            count += 1
        }
        return count
    }

    private static func step(
        _ expression: SourceFilter.Expression, _ columns: ColumnIndex
    ) -> Step {
        switch expression {
        case .comparison(let field, let comparison, let literal):
            .comparison(column: columns[field], CompiledComparison(comparison, literal))
        case .and(let left, let right): .and(step(left, columns), step(right, columns))
        case .or(let left, let right): .or(step(left, columns), step(right, columns))
        case .not(let inner): .not(step(inner, columns))
        }
    }

    /// One flag a row. The tree is walked once a batch, each leaf is one pass over its column.
    private func mask(_ step: Step, of batch: RecordBatch) -> [Bool] {
        switch step {
        case .comparison(let column, let comparison):
            guard let column else {
                return Array(repeating: comparison.passesNull, count: batch.rowCount)
            }
            return comparison.mask(of: batch.columns[column].cells, in: batch.bytes.span)
        case .and(let left, let right):
            var mask = mask(left, of: batch)
            let other = self.mask(right, of: batch)
            for row in mask.indices { mask[row] = mask[row] && other[row] }
            return mask
        case .or(let left, let right):
            var mask = mask(left, of: batch)
            let other = self.mask(right, of: batch)
            for row in mask.indices { mask[row] = mask[row] || other[row] }
            return mask
        case .not(let inner):
            var mask = mask(inner, of: batch)
            for row in mask.indices { mask[row].toggle() }
            return mask
        }
    }
}
