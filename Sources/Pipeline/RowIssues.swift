import Formats
import Records

/// The issues of one batch, brought to their places in the file.
struct RowIssues {
    /// What goes into the reason column, by row.
    private(set) var reasons: [Int: String] = [:]
    private var issues: [Issue] = []

    /// `keyColumns` are the business key's columns in the batch.
    init(_ rowIssues: [RowIssue], batch: RecordBatch, entity: PackageEntity, keyColumns: [Int]) {
        for found in rowIssues {
            let position = batch.positions[found.row]
            issues.append(
                Issue(
                    found.code, found.detail, file: batch.file ?? entity.file, entity: entity.name,
                    record: batch.firstRecord + found.row + 1, line: Int(position.line),
                    byte: Int(position.byte),
                    key: Self.key(of: found.row, in: batch, columns: keyColumns),
                    field: found.field))
            guard found.code.severity == .error else { continue }
            let field = found.field.map { "\($0): " } ?? ""
            let reason = "\(found.code.id) \(field)\(found.detail)"
            reasons[found.row] = reasons[found.row].map { "\($0); \(reason)" } ?? reason
        }
        issues += batch.unreadable.map(\.issue)
    }

    /// The record's business key as people read it; nil where it has none.
    static func key(of row: Int, in batch: RecordBatch, columns: [Int]) -> String? {
        let parts = columns.compactMap { batch.text(of: batch.columns[$0].cells[row]) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    func note(in log: inout IssueLog) {
        for issue in issues { log.note(issue) }
    }
}
