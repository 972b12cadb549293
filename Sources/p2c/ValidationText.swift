import Pipeline

/// What checking a file found, as lines for people: verdict first.
struct ValidationText {
    let report: ValidationReport

    var lines: [String] {
        [verdict] + report.entities.flatMap(entityLines)
            + report.issues.flatMap { IssueText(group: $0, examples: 5).lines }
            + IssueText.hint(for: report.issues)
    }

    private var verdict: String {
        if report.failure != nil { return "\(report.file): cannot be read" }
        let kind = report.kind.map { " (\($0))" } ?? ""
        if report.isValid { return "\(report.file)\(kind): valid" }
        let invalid = report.entities.reduce(0) { $0 + $1.invalid }
        return "\(report.file)\(kind): not valid, \(grouped(invalid)) of "
            + "\(grouped(report.entities.reduce(0) { $0 + $1.records })) records break a rule"
    }

    private func entityLines(_ entity: ValidationReport.Entity) -> [String] {
        let schema = entity.schema.map { "against \($0)" } ?? "no schema"
        var lines = [
            "  \(entity.entity): \(grouped(entity.records)) records, \(entity.format), \(schema)"
        ]
        if !entity.unknownColumns.isEmpty {
            lines.append(
                "    columns that the schema does not know: "
                    + entity.unknownColumns.joined(separator: ", "))
        }
        if !entity.missingColumns.isEmpty {
            lines.append(
                "    required columns that are missing: "
                    + entity.missingColumns.joined(separator: ", "))
        }
        return lines
            + entity.totals.map { total in
                let values = total.values == 1 ? "1 value" : "\(grouped(total.values)) values"
                return
                    "    total \(total.field): \(total.sum) \(total.currency ?? "without a currency")"
                    + ", \(values)"
            }
    }
}
