import Records

/// The cells of a batch record by record, where the batch has them field by field: what is done per
/// record then walks over neighbours in memory.
struct RowCells {
    let width: Int
    private let cells: [Cell]

    /// The given columns of the batch, in the given order.
    init(_ batch: RecordBatch, columns: [Int]) {
        width = columns.count
        let rowCount = batch.rowCount
        var cells = [Cell](repeating: .absent, count: width * rowCount)
        for (index, column) in columns.enumerated() {
            let source = batch.columns[column].cells
            precondition(source.count == rowCount, "All columns have a cell for each record.")
            var target = index
            for cell in source {
                cells[target] = cell
                target += width
            }
        }
        self.cells = cells
    }

    subscript(row: Int) -> ArraySlice<Cell> { cells[row * width..<(row + 1) * width] }
}
