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

    /// The value in quotes, cut to 60 characters. What cannot be seen, or would change how a terminal
    /// shows the rest, is written out.
    static func quoted(_ value: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: value.prefix(400), as: UTF8.self)
        let shown = text.unicodeScalars.prefix(60).map(visible).joined()
        let isCut = text.unicodeScalars.count > 60 || value.count > 400
        return "\"\(shown)\(isCut ? "…" : "")\""
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            return "\\u{" + String(scalar.value, radix: 16) + "}"
        default: return String(Character(scalar))
        }
    }
}
