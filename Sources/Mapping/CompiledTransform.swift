import Records

/// What a transform has to know of the field that it fills and of the run.
struct TransformSetting {
    /// One of the two fields takes a closed set of values.
    var isClosed = false
    /// UTF-16 code units that the destination field takes; nil where nobody knows.
    var maxLength: Int?
    var legalEntity: String?
    /// The values that the transform gets, where the source field takes a closed set.
    var choices: Choices?
    /// Under which people find the map's entries.
    var mapName = ""
}

/// A transform made ready to go over a column of cells.
enum CompiledTransform: Sendable {
    /// A cell that somebody has to be told of, as it was before the transform.
    struct Finding {
        var row: Int
        var cell: Cell
    }

    /// The constant for blank cells, in the pool.
    case fillBlanks(Cell)
    case valueMap(CompiledValueMap)
    case truncate(Truncation)

    /// Nil for a Truncate to a length that nobody knows.
    init?(_ transform: ValueTransform, _ setting: TransformSetting, pool: inout ConstantPool) {
        switch transform {
        case .default(let text): self = .fillBlanks(pool.cell(of: text))
        case .valueMap(let map):
            self = .valueMap(CompiledValueMap(map, setting, pool: &pool))
        case .truncate:
            guard let limit = setting.maxLength else { return nil }
            self = .truncate(Truncation(limit: limit))
        case .countryRegionCode(let codes):
            self = .valueMap(CompiledValueMap(codes, setting, pool: &pool))
        }
    }

    /// Changes the cells of the kept rows. `poolStart` is where the pool begins in the bytes.
    /// Returns the cells that a map does not have or that lost their end.
    func apply(
        to cells: inout [Cell], in bytes: Span<UInt8>, poolStart: Int, fates: [RowFate]
    ) -> [Finding] {
        switch self {
        case .fillBlanks(let constant):
            let constant = constant.moved(by: poolStart)
            for row in cells.indices where cells[row].isBlank(in: bytes) { cells[row] = constant }
            return []
        case .valueMap(let map):
            return map.apply(to: &cells, in: bytes, poolStart: poolStart, fates: fates)
        case .truncate(let truncation):
            return truncation.apply(to: &cells, in: bytes, fates: fates)
        }
    }
}
