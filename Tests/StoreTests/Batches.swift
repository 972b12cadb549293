import Records

@testable import Store

/// A value as tests write it.
enum Value: Equatable, ExpressibleByStringLiteral {
    case text(String)
    case null
    case absent

    init(stringLiteral text: String) { self = .text(text) }
}

/// A batch of these columns and rows.
func makeBatch(_ columns: [String], _ rows: [[Value]], firstRecord: Int = 0) -> RecordBatch {
    var batch = RecordBatch(firstRecord: firstRecord)
    batch.positions = rows.map { _ in RecordPosition(byte: 0, line: 1) }
    batch.columns = columns.map { Column(name: $0, cells: []) }
    for row in rows {
        precondition(row.count == columns.count, "A row has a value for each column.")
        for (column, value) in row.enumerated() {
            let cell: Cell =
                switch value {
                case .text(let text): batch.append(text.utf8)
                case .null: .null
                case .absent: .absent
                }
            batch.columns[column].cells.append(cell)
        }
    }
    return batch
}

extension RecordBatch {
    /// The values of the named column.
    func values(_ name: String) -> [Value] {
        guard let column = columnIndex(named: name) else { return [] }
        return columns[column].cells.map { cell in
            if cell.isNull { return .null }
            return text(of: cell).map(Value.text) ?? .absent
        }
    }

    var allKept: [RowFate] { [RowFate](repeating: .kept, count: rowCount) }
}

extension CommonDataStore {
    /// A store with one run, whose package transaction is open.
    func beginTestPackage() throws -> RunID {
        let run = try beginRun(
            source: "a.csv", legalEntity: nil, configuration: "c", started: "2026-11-23T01:02:03Z")
        try beginPackage(run)
        return run
    }

    /// Upserts all records of the batch and gives it back complete.
    @discardableResult
    func put(
        _ batch: RecordBatch, into entity: String = "Account", key: [String] = ["Number"]
    ) throws -> (batch: RecordBatch, counts: UpsertCounts) {
        var batch = batch
        let counts = try upsert(entity, key: key, batch: &batch, fates: batch.allKept)
        return (batch, counts)
    }

    /// What a query returns, a line a row, values parted by bars.
    func query(_ sql: String) throws -> [String] {
        let statement = try database.statement(sql)
        defer { statement.reset() }
        var lines: [String] = []
        while try statement.step() {
            let width = statement.columnCount
            lines.append((0..<width).map { statement.text($0) ?? "∅" }.joined(separator: "|"))
        }
        return lines
    }
}
