import Formats
import Records

/// All that a reader said, comparable.
package struct ReadRecords: Equatable {
    package enum Value: Equatable {
        case absent
        case null
        case text([UInt8])
    }

    package var columns: [String] = []
    package var rows: [[Value]] = []
    package var lines: [UInt32] = []
    package var unreadable: [String] = []
    /// The code and place of what ended the reading.
    package var failure: String?

    package init() {}

    /// Reads to the end, and looks whether every batch is as it must be.
    package init(_ make: () throws(FormatError) -> any RecordReader) {
        do throws(FormatError) {
            let reader = try make()
            while let batch = try reader.next() {
                take(batch)
                _ = reader.takeWarnings()
            }
        } catch {
            // What was read before is void, and how far that was differs.
            self = ReadRecords()
            failure = "\(error.issue.code.id) \(error.issue.line ?? 0)"
        }
    }

    private mutating func take(_ batch: RecordBatch) {
        let names = batch.columns.map(\.name)
        require(columns.isEmpty || columns == names, "Batches have the same columns")
        require(batch.firstRecord == rows.count, "Batches follow each other")
        columns = names
        for column in batch.columns {
            require(column.cells.count == batch.rowCount, "A column has a cell a record")
        }
        for row in 0..<batch.rowCount {
            rows.append(batch.columns.map { value(of: $0.cells[row], in: batch) })
        }
        lines += batch.positions.map(\.line)
        for record in batch.unreadable {
            _ = value(of: record.raw, in: batch)
            require(record.issue.severity == .error, "What is set aside is an error")
            unreadable.append("\(record.issue.code.id) \(record.issue.line ?? 0)")
        }
    }

    private func value(of cell: Cell, in batch: RecordBatch) -> Value {
        if cell.isAbsent { return .absent }
        if cell.isNull { return .null }
        require(cell.range.upperBound <= batch.bytes.count, "A cell lies within the bytes")
        return .text(Array(batch.bytes[cell.range]))
    }
}
