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
            let key = keyColumns.compactMap { column in
                batch.text(of: batch.columns[column].cells[found.row])
            }
            issues.append(
                Issue(
                    found.code, found.detail, file: batch.file ?? entity.file, entity: entity.name,
                    record: batch.firstRecord + found.row + 1, line: Int(position.line),
                    byte: Int(position.byte), key: key.isEmpty ? nil : key.joined(separator: ", "),
                    field: found.field))
            guard found.code.severity == .error else { continue }
            let field = found.field.map { "\($0): " } ?? ""
            let reason = "\(found.code.id) \(field)\(found.detail)"
            reasons[found.row] = reasons[found.row].map { "\($0); \(reason)" } ?? reason
        }
        issues += batch.unreadable.map(\.issue)
    }

    func note(in log: inout IssueLog) {
        for issue in issues { log.note(issue) }
    }
}
