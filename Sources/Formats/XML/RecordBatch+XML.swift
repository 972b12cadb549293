import Records

extension RecordBatch {
    /// The rows among the given whose values hold a character that XML cannot carry, one issue for
    /// each such value.
    ///
    /// Looks at all bytes once; at single values only where there is such a character somewhere.
    package func unwritableAsXML(rows: [Int]) -> [RowIssue] {
        var issues: [RowIssue] = []
        bytes.withUnsafeBufferPointer { text in
            guard XMLEscaping.mayBeUnwritable(text) else { return }
            for column in columns {
                for row in rows where column.cells[row].count > 0 {
                    let value = UnsafeBufferPointer(rebasing: text[column.cells[row].range])
                    guard let character = XMLEscaping.firstUnwritable(in: value) else { continue }
                    issues.append(
                        RowIssue(
                            row: row, field: column.name, code: .xmlUnwritable,
                            detail: "The value holds \(XMLEscaping.name(of: character))"))
                }
            }
        }
        return issues
    }
}
