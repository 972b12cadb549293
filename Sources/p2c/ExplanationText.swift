import Records

/// Everything about one code as lines for people.
struct ExplanationText {
    let code: IssueCode
    private let width = 78

    init(code: IssueCode) { self.code = code }

    var lines: [String] {
        var lines = ["\(code.id) (\(code.severity)): \(code.title)"]
        lines += section("Why", wrapped(code.cause, width: width))
        lines += section("Example", code.example.split(separator: "\n").map { String($0) })
        lines += section("To do", wrapped(code.remedy + ".", width: width))
        lines += section("In Microsoft's logs", code.microsoftLogs)
        return lines
    }

    private func section(_ title: String, _ content: [String]) -> [String] {
        content.isEmpty ? [] : ["", title] + content.map { "  " + $0 }
    }
}

/// Codes with their titles as lines for people.
enum CodeListing {
    /// The whole catalogue by areas.
    static var ofAll: [String] {
        IssueCatalogue.areas.flatMap { [$0.title] + table($0.codes) + [""] } + [
            "\"p2c explain CODE\" says why it happens and what to do. Codes of Microsoft's logs, such "
                + "as DMF2018,",
            "are understood too.",
        ]
    }

    /// The codes that stand for one of Microsoft's.
    static func of(_ codes: [IssueCode], behind name: String) -> [String] {
        ["\(name.uppercased()) has several causes. p2c tells them apart:"] + table(codes)
            + ["\"p2c explain CODE\" says more about each."]
    }

    private static func table(_ codes: [IssueCode]) -> [String] {
        let rows = codes.map { ["  " + $0.id, $0.severity.rawValue, $0.title] }
        return Array(Table(header: ["", "", ""], rows: rows).lines.dropFirst())
    }
}

extension IntegratorRemark {
    /// The remark as lines for people.
    var lines: [String] {
        ["\(code) (Data Integrator): \(meaning)", "", "In p2c"]
            + wrapped(text, width: 78).map { "  " + $0 }
    }
}

extension IssueCode {
    /// Whose logs have which code: `Fin and Ops: DMF2018`.
    var microsoftLogs: [String] {
        let integrator = microsoftCodes.filter { $0.hasPrefix("DIPV") }
        let finops = microsoftCodes.filter { !$0.hasPrefix("DIPV") }
        return [("Fin and Ops", finops), ("Data Integrator", integrator)].compactMap { log, codes in
            codes.isEmpty ? nil : "\(log): \(codes.joined(separator: ", "))"
        }
    }
}

/// The text in lines of at most `width` characters, broken at spaces.
func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
        if let last = lines.last, last.count + 1 + word.count <= width {
            lines[lines.count - 1] = last + " " + word
        } else {
            lines.append(String(word))
        }
    }
    return lines
}
