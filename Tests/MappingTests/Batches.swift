import Records

@testable import Mapping

/// A batch with the given columns; `nil` is null and `absent` is absent.
func batch(_ columns: [(name: String, values: [String?])]) -> RecordBatch {
    var batch = RecordBatch()
    let count = columns.first?.values.count ?? 0
    for row in 0..<count {
        batch.positions.append(RecordPosition(byte: UInt64(row), line: UInt32(row + 1)))
    }
    for (name, values) in columns {
        let cells = values.map { value -> Cell in
            guard let value else { return .null }
            return value == absent ? .absent : batch.append(value.utf8)
        }
        batch.columns.append(Column(name: name, cells: cells))
    }
    return batch
}

/// Stands for an absent cell in the values of test batches.
let absent = "\u{0}absent"

/// The values of a column, written as `batch` takes them; nil when there is no such column.
func values(_ name: String, of batch: RecordBatch) -> [String?]? {
    batch.columnIndex(named: name).map { index in
        batch.columns[index].cells.map { $0.isAbsent ? absent : batch.text(of: $0) }
    }
}
