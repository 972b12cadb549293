import Records

/// Fields that records lack and that their format can only write empty, as CSV does, so that an import
/// may clear them.
struct BlankedFields {
    private var records = 0
    /// In the order in which records were found to lack them.
    private var fields: [String] = []

    /// Notes the rows of a batch that was written.
    mutating func note(_ batch: RecordBatch, rows: [Int]) {
        var isLacking = [Bool](repeating: false, count: batch.rowCount)
        for column in batch.columns {
            let lacking = rows.filter { column.cells[$0].isAbsent }
            if lacking.isEmpty { continue }
            for row in lacking { isLacking[row] = true }
            if !fields.contains(column.name) { fields.append(column.name) }
        }
        records += isLacking.count { $0 }
    }

    /// Nil where no record lacked anything.
    func issue(in file: String) -> Issue? {
        guard records > 0 else { return nil }
        let shown = 3
        let more = fields.count > shown ? " and \(fields.count - shown) more fields" : ""
        let names = fields.prefix(shown).joined(separator: ", ") + more
        let count = records == 1 ? "1 record lacks" : "\(records) records lack"
        let written = fields.count == 1 ? "it is written empty" : "they are written empty"
        return Issue(.fieldWrittenEmpty, "\(count) \(names): \(written)", file: file)
    }
}
