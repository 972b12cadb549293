import Formats
import Records

/// The issues of one batch, brought to their places in the file.
struct RowIssues {
    /// What goes into the reason column, by row.
    private(set) var reasons: [Int: String] = [:]
    private var issues: [Issue] = []

    /// `keyColumns` are the business key's columns in the batch; of the personal ones among them
    /// only the form is shown.
    init(
        _ rowIssues: [RowIssue], batch: RecordBatch, entity: PackageEntity, keyColumns: [Int],
        personalColumns: Set<Int> = []
    ) {
        let masksKey = !personalColumns.isDisjoint(with: keyColumns)
        for found in rowIssues {
            let position = batch.positions[found.row]
            var issue = Issue(
                found.code, found.detail, file: batch.file ?? entity.file, entity: entity.name,
                record: batch.firstRecord + found.row + 1, line: Int(position.line),
                byte: Int(position.byte),
                key: Self.key(
                    of: found.row, in: batch, columns: keyColumns, personal: personalColumns),
                field: found.field, value: found.value)
            issue.isKeyMasked = masksKey
            issue.ownRemedy = found.remedy
            issues.append(issue)
            guard found.code.severity == .error else { continue }
            let field = found.field.map { "\($0): " } ?? ""
            let reason = "\(found.code.id) \(field)\(found.detail)"
            reasons[found.row] = reasons[found.row].map { "\($0); \(reason)" } ?? reason
        }
        issues += batch.unreadable.map(\.issue)
        issues = Self.inFileOrder(issues)
    }

    /// All issues of a record together, as their checks found them.
    private static func inFileOrder(_ issues: [Issue]) -> [Issue] {
        let places = issues.map { $0.byte ?? 0 }
        if zip(places, places.dropFirst()).allSatisfy({ $0 <= $1 }) { return issues }
        let sorted = issues.enumerated().sorted { one, other in
            (one.element.byte ?? 0, one.offset) < (other.element.byte ?? 0, other.offset)
        }
        return sorted.map(\.element)
    }

    /// The record's business key as people read it; nil where it has none.
    static func key(
        of row: Int, in batch: RecordBatch, columns: [Int], personal: Set<Int> = []
    ) -> String? {
        let parts = columns.compactMap { column in
            batch.text(of: batch.columns[column].cells[row]).map {
                personal.contains(column) ? ShownValue($0, isPersonal: true).text : $0
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    func note(in log: inout IssueLog) {
        for issue in issues { log.note(issue) }
    }
}
