import Records

/// What a run over a batch's columns found.
struct CheckOutcome {
    var issues: [RowIssue] = []

    /// Notes a value that breaks a rule; `rest` goes on after the value. Without a remedy of its own it
    /// has the one of its code.
    @inline(never)
    mutating func note(
        _ code: IssueCode, row: Int, field: Field, value: UnsafeBufferPointer<UInt8>,
        _ rest: String, remedy: String? = nil
    ) {
        let value = ShownValue(value, isPersonal: field.isPersonal)
        var issue = RowIssue(
            row: row, field: field.name, code: code, detail: "\(value.quoted) \(rest)",
            value: value)
        issue.remedy = remedy
        issues.append(issue)
    }

    @inline(never)
    mutating func noteBlank(row: Int, field: Field) {
        issues.append(
            RowIssue(
                row: row, field: field.name, code: .blankRequired,
                detail: "\(field.name) is blank, and the schema requires it"))
    }
}
