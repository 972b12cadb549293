import Records

/// Some rows of a batch, cell after cell: columns are turned into rows some thousand cells at a time,
/// few enough to stay in the cache.
struct RowBlock {
    let width: Int
    /// How many rows fit.
    let rowsAtOnce: Int
    /// `width` cells a row; only those that were filled last mean something.
    private(set) var cells: [Cell]

    private static let cellsAtOnce = 4_096

    init(width: Int) {
        self.width = width
        rowsAtOnce = max(1, Self.cellsAtOnce / max(1, width))
        cells = [Cell](repeating: .null, count: rowsAtOnce * width)
    }

    mutating func fill(_ batch: RecordBatch, _ rows: ArraySlice<Int>) {
        precondition(rows.count <= rowsAtOnce, "A block takes no more rows than fit")
        for (column, source) in batch.columns.enumerated() {
            source.cells.withUnsafeBufferPointer { source in
                cells.withUnsafeMutableBufferPointer { cells in
                    var place = column
                    for row in rows {
                        cells[place] = source[row]
                        place += width
                    }
                }
            }
        }
    }
}
