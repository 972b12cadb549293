import Pipeline
import Records

/// One cause of issues: why it happens, what to do, and examples by field.
struct CauseDetail {
    private let cause: CauseSection.Cause
    private let code: IssueCode?

    /// Groups beyond are only counted.
    private static let mostGroups = 40

    init(_ cause: CauseSection.Cause) {
        self.cause = cause
        code = IssueCatalogue.codes(named: cause.first.code).first
    }

    var html: HTML {
        let kind = cause.isError ? "error" : "warning"
        let why: HTML = code.map { "<p class=\"why\"><b>Why</b> \($0.cause)</p>\n" } ?? ""
        return """
            <section class="cause \(kind)" id="\(cause.first.code)">
            <h2>\(unbroken(cause.count)) × \(cause.first.title)</h2>
            <p class="tags"><span class="kind">\(kind)</span> <code>\(cause.first.code)</code>\
            \(microsoft)</p>
            <p class="todo"><b>To do</b> \(cause.first.remedy).</p>
            \(why)\(cause.groups.prefix(Self.mostGroups).map(table).joined())\(rest)</section>

            """
    }

    /// Whose logs have which code.
    private var microsoft: HTML {
        guard let lines = code?.microsoftLogs, !lines.isEmpty else { return .nothing }
        return " <span class=\"microsoft\">\(lines.joined(separator: "; "))</span>"
    }

    private var examplesPerGroup: Int { cause.groups.count > 5 ? 3 : 5 }

    private func table(_ group: RunReport.IssueGroup) -> HTML {
        let shown = group.examples.prefix(examplesPerGroup)
        let place = [group.field, group.entity].compactMap(\.self).joined(separator: " in ")
        let more: HTML =
            group.count > shown.count
            ? """
            <tr class="more"><td colspan="3">and \(unbroken(group.count - shown.count)) more</td></tr>

            """ : ""
        return """
            <table class="examples">
            <caption><bdi>\(place.isEmpty ? group.file ?? "" : place)</bdi> \
            <span class="times">\(unbroken(group.count)) ×</span></caption>
            <thead><tr><th>Place</th><th>Record</th><th>What is wrong</th></tr></thead>
            <tbody>
            \(shown.map { row($0, of: group) }.joined())\(more)</tbody>
            </table>

            """
    }

    private func row(
        _ example: RunReport.IssueGroup.Example, of group: RunReport.IssueGroup
    ) -> HTML {
        let line = example.line.map { ":\($0)" } ?? ""
        let record = example.key ?? example.record.map { "number \(unbroken($0))" } ?? "–"
        return """
            <tr><td data-label="Place"><bdi>\(group.file ?? "–")</bdi>\(line)</td>\
            <td data-label="Record"><bdi>\(record)</bdi></td>\
            <td data-label="What is wrong"><bdi>\(example.detail)</bdi></td>\
            </tr>

            """
    }

    private var rest: HTML {
        let rest = cause.groups.dropFirst(Self.mostGroups)
        guard !rest.isEmpty else { return .nothing }
        let count = rest.reduce(0) { $0 + $1.count }
        return "<p>And \(unbroken(count)) more in \(unbroken(rest.count)) fields or files.</p>\n"
    }
}
