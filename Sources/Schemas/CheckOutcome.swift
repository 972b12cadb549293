import Records

/// What a run over a batch's columns found.
struct CheckOutcome {
    var issues: [RowIssue] = []

    @inline(never)
    mutating func note(
        _ code: IssueCode, row: Int, field: Field, value: UnsafeBufferPointer<UInt8>,
        _ rest: String
    ) {
        issues.append(
            RowIssue(
                row: row, field: field.name, code: code,
                detail: "\(Self.quoted(value)) \(rest)"))
    }

    @inline(never)
    mutating func noteBlank(row: Int, field: Field) {
        issues.append(
            RowIssue(
                row: row, field: field.name, code: .blankRequired,
                detail: "\(field.name) is blank, and the schema requires it"))
    }

    /// The value in quotes, cut to 60 characters, control characters shown.
    static func quoted(_ value: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: value.prefix(400), as: UTF8.self)
        let shown = text.unicodeScalars.prefix(60).map { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            case _ where scalar.value < 0x20: "\\u{" + String(scalar.value, radix: 16) + "}"
            default: String(Character(scalar))
            }
        }.joined()
        let isCut = text.unicodeScalars.count > 60 || value.count > 400
        return "\"\(shown)\(isCut ? "…" : "")\""
    }
}
