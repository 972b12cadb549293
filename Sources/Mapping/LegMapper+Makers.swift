import JSON5
import Records

/// What of a template made a value that no source has.
package struct ValueMaker: Sendable, Equatable {
    /// `the Default of MachineType`.
    package var words: String
    /// It computed the value of those of the source.
    package var isExpression = false
    /// A project of the settings has a part in it.
    package var isOverridden = false
    /// The row's place in the template.
    package var place: DocumentPlace
}

extension LegMapper {
    /// What made a cell of a mapped batch; nil for a value that came with the record as it is.
    /// `poolStart` is how many bytes the batch had before it was mapped.
    @inline(never)
    package func maker(of column: Int, cell: Cell, poolStart: Int) -> ValueMaker? {
        guard plans.indices.contains(column), cell.count > 0 else { return nil }
        let plan = plans[column]
        let offset = Int(cell.offset) - poolStart
        guard pool.bytes.indices.contains(offset) else {
            guard case .expression = plan.origin else { return nil }
            return ValueMaker(
                words: "the expression of \(plan.destination)", isExpression: true,
                place: plan.place)
        }
        let what = plan.transforms.reversed().lazy.compactMap { $0.words(ifItMade: offset) }.first
        return ValueMaker(
            words: "\(what ?? "the Default") of \(plan.destination)",
            isOverridden: plan.isOverridden, place: plan.place)
    }

    /// The value map that empties what it does not know in a mapped column; nil where none does.
    package func emptier(of column: Int) -> ValueMaker? {
        guard plans.indices.contains(column) else { return nil }
        let plan = plans[column]
        let empties = plan.transforms.contains { transform in
            if case .valueMap(let map) = transform { map.unmapped == .null } else { false }
        }
        return empties
            ? ValueMaker(words: "the value map of \(plan.destination)", place: plan.place) : nil
    }

    /// Where the template has the row that fills a mapped column.
    package func place(ofColumn column: Int) -> DocumentPlace? {
        plans.indices.contains(column) ? plans[column].place : nil
    }

    /// Which column of the source a mapped column has its values from; nil where they are computed.
    package func sourceColumn(of column: Int) -> Int? {
        guard plans.indices.contains(column), case .column(let index) = plans[column].origin
        else { return nil }
        return index
    }
}

extension CompiledTransform {
    /// The transform in words when the constant at the offset of the pool is one of its.
    fileprivate func words(ifItMade offset: Int) -> String? {
        switch self {
        case .fillBlanks(let constant): Int(constant.offset) == offset ? "the Default" : nil
        case .valueMap(let map): map.makes(offset) ? "the value map" : nil
        case .truncate: nil
        }
    }
}
