import Pipeline

/// One cause of issues as lines for people: what, how often, where first, what to do.
struct IssueText {
    let group: RunReport.IssueGroup
    /// How many examples are shown.
    let examples: Int

    var lines: [String] {
        let field = group.field.map { " (\($0))" } ?? ""
        let microsoft = group.microsoftCode.map { ", \(Self.owner(of: $0)) calls it \($0)" } ?? ""
        var lines = [
            "  \(group.severity) \(group.code)\(microsoft): \(grouped(group.count)) × "
                + "\(group.title)\(field)"
        ]
        lines += group.examples.prefix(examples).map { "      " + place(of: $0) + $0.detail }
        if group.count > examples {
            lines.append(
                "      and \(grouped(group.count - min(examples, group.examples.count))) more")
        }
        return lines + ["      To do: \(group.remedy)"]
    }

    /// Where to read on, once a report; nothing when there are no issues.
    static func hint(for groups: [RunReport.IssueGroup]) -> [String] {
        groups.first.map { ["  Cause and example of a code: p2c explain \($0.code)"] } ?? []
    }

    /// Whose logs have the code.
    private static func owner(of microsoftCode: String) -> String {
        microsoftCode.hasPrefix("DIPV") ? "the Data Integrator" : "F&O"
    }

    private func place(of example: RunReport.IssueGroup.Example) -> String {
        var text = group.file ?? ""
        if let line = example.line { text += ":\(line)" }
        if let column = example.column { text += ":\(column)" }
        if let byte = example.byte { text += " (byte \(byte))" }
        if let key = example.key { text += " record \(key)" }
        return text.isEmpty ? "" : text + ": "
    }
}
