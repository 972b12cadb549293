import Records

/// What a run over a batch's columns found.
struct CheckOutcome {
    var issues: [RowIssue] = []

    /// Notes a value that breaks a rule; `rest` goes on after the value.
    @inline(never)
    mutating func note(
        _ code: IssueCode, row: Int, field: Field, value: UnsafeBufferPointer<UInt8>,
        _ rest: String
    ) {
        let value = ShownValue(value, isPersonal: field.isPersonal)
        issues.append(
            RowIssue(
                row: row, field: field.name, code: code, detail: "\(value.quoted) \(rest)",
                value: value))
    }

    @inline(never)
    mutating func noteBlank(row: Int, field: Field) {
        issues.append(
            RowIssue(
                row: row, field: field.name, code: .blankRequired,
                detail: "\(field.name) is blank, and the schema requires it"))
    }
}
