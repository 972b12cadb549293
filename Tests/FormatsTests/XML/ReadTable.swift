import Records

@testable import Formats

/// All that a reader gives, as texts: `nil` for null and "∅" for absent.
struct ReadTable {
    var columns: [String] = []
    var rows: [[String?]] = []
    var positions: [RecordPosition] = []
    var unreadable: [UnreadableRecord] = []
    var raws: [String?] = []
    var warnings: [Issue] = []

    init(_ reader: some RecordReader) throws {
        while let batch = try reader.next() {
            columns = batch.columns.map(\.name)
            positions += batch.positions
            unreadable += batch.unreadable
            raws += batch.unreadable.map { batch.text(of: $0.raw) }
            for row in 0..<batch.rowCount {
                rows.append(
                    batch.columns.map { column in
                        let cell = column.cells[row]
                        return cell.isAbsent ? "∅" : batch.text(of: cell)
                    })
            }
        }
        warnings = reader.takeWarnings()
    }

    /// The batch that holds these texts.
    static func batch(columns: [String], rows: [[String?]]) -> RecordBatch {
        var batch = RecordBatch(
            positions: rows.map { _ in RecordPosition(byte: 0, line: 1) })
        for (index, name) in columns.enumerated() {
            let cells = rows.map { row in
                switch row[index] {
                case nil: Cell.null
                case "∅": Cell.absent
                case let text?: batch.append(text.utf8)
                }
            }
            batch.columns.append(Column(name: name, cells: cells))
        }
        return batch
    }
}
