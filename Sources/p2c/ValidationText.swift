import Pipeline

/// What checking a file found, as lines for people: verdict first.
struct ValidationText {
    let report: ValidationReport
    /// The folder whose schemas were looked at; nil where a command line named others.
    var folder: String?

    var lines: [String] {
        ["\(report.file)\(report.kind.map { " (\($0))" } ?? ""): \(verdict)"]
            + report.entities.flatMap(entityLines)
            + report.issues.flatMap { [""] + groupLines($0) }
            + (report.issues.isEmpty ? [] : [""] + IssueText.hint(for: report.issues))
    }

    private var verdict: String {
        switch report.verdict {
        case .unreadable:
            return report.records == 0
                ? "cannot be read"
                : "cannot be read to its end; \(found)"
        case .valid:
            return "valid, \(found)" + (report.records == 0 ? ": there is nothing in it" : "")
        case .invalid: break
        }
        if report.isStopped {
            return
                "not valid. Stopped after \(count(report.errors + report.warnings, "issue")); all "
                + "counts are of the first \(count(report.records, "record"))"
        }
        let strictly = report.errors == 0 ? "; --strict counts warnings as errors" : ""
        return "not valid, \(found)\(strictly)"
    }

    /// Such as `2 of 10 records break a rule (3 errors, 1 warning)`.
    private var found: String {
        let issues = [
            report.errors == 0 ? nil : count(report.errors, "error"),
            report.warnings == 0 ? nil : count(report.warnings, "warning"),
        ].compactMap(\.self).joined(separator: ", ")
        let records = count(report.records, "record")
        guard report.invalid > 0 else {
            return issues.isEmpty ? records : "\(issues) (\(records))"
        }
        return "\(grouped(report.invalid)) of \(records) "
            + "\(report.invalid == 1 ? "breaks" : "break") a rule (\(issues))"
    }

    private func entityLines(_ entity: ValidationReport.Entity) -> [String] {
        let place = folder.map { " in \($0)/schemas" } ?? ""
        let schema = entity.schema.map { "against \($0)" } ?? "no schema" + place
        var lines = [
            "  \(entity.entity): \(count(entity.records, "record")), \(entity.format), \(schema)"
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

    private func groupLines(_ group: RunReport.IssueGroup) -> [String] {
        var lines = IssueText(group: group, examples: 5).lines
        let entity = report.entities.first { $0.entity == group.entity && $0.file == group.file }
        if let entity, entity.records > 1, group.count == entity.records {
            lines.insert(
                "      Every record has it: look at the header and at how the file was made first",
                at: lines.count - 1)
        }
        return lines
    }

    private func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }
}
