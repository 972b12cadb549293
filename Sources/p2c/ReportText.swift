import Pipeline

/// A run's report as lines for people: verdict first, counts that add up, issues grouped by cause.
struct ReportText {
    let report: RunReport
    /// How many examples of each cause are shown.
    var examples = 3

    var lines: [String] {
        [verdict] + report.tasks.flatMap(taskLines)
            + (report.distribution?.entities ?? []).flatMap(entityLines) + placeLines
            + report.issues.flatMap { IssueText(group: $0, examples: examples).lines }
            + IssueText.hint(for: report.issues)
    }

    private var name: String {
        let company = report.source.legalEntity.map { " (\($0))" } ?? ""
        let run = report.run.map { "run \($0): " } ?? ""
        let held = report.source.heldBy.map { ", held by run \($0)" } ?? ""
        return run + report.source.name + company + held
    }

    private var verdict: String {
        if let failure = report.failure { return "\(name): not converted. \(failure)" }
        let counts = report.records
        switch report.outcome {
        case .duplicate:
            return "\(name): the same content went through as run \(report.duplicateOf ?? 0); "
                + "nothing delivered again"
        case .completed where report.distribution != nil:
            return "\(name): distributed, \(counted(counts.read)) read"
        case .warning where report.distribution != nil:
            return "\(name): distributed with \(grouped(counts.quarantined)) of "
                + "\(grouped(counts.read)) records set aside"
        case .completed:
            let waiting = counts.waiting > 0 ? ", \(grouped(counts.waiting)) waiting" : ""
            return "\(name): completed, \(counted(counts.read)) read\(waiting)"
        case .warning:
            return "\(name): completed with \(grouped(counts.quarantined)) of "
                + "\(grouped(counts.read)) records set aside"
        case .error:
            return
                "\(name): nothing delivered, all of the records that should travel were set aside"
        }
    }

    private func taskLines(_ task: RunReport.Task) -> [String] {
        let counts = task.records
        var parts = [
            "\(grouped(counts.read)) read", "\(grouped(counts.written)) written",
            "\(grouped(counts.quarantined)) set aside",
        ]
        let rule = task.filter.map { " (\($0))" } ?? ""
        parts.append("\(grouped(counts.filtered)) filtered\(rule)")
        parts.append("\(grouped(counts.unchanged)) unchanged")
        if counts.waiting > 0 { parts.append("\(grouped(counts.waiting)) waiting") }
        var lines = [
            "  \(task.template), task \(task.task)",
            "    \(task.file), \(task.format): \(task.sourceEntity) to \(task.destinationEntity)",
            "    " + parts.joined(separator: ", "),
        ]
        if !task.unknownColumns.isEmpty {
            lines.append(
                "    columns without a schema, not carried: "
                    + task.unknownColumns.joined(separator: ", "))
        }
        return lines
    }

    private func entityLines(_ entity: RunReport.Distribution.Entity) -> [String] {
        let counts = entity.records
        let rule = entity.filter.map { " (\($0))" } ?? ""
        return [
            "  \(entity.file), \(entity.format): \(entity.entity)",
            "    \(grouped(counts.read)) read, \(grouped(counts.written)) handed on, "
                + "\(grouped(counts.quarantined)) set aside, \(grouped(counts.filtered)) "
                + "filtered\(rule)",
        ]
    }

    private func shareLine(_ share: RunReport.Distribution.Share) -> String {
        "  handed on: \(share.files.joined(separator: ", ")) (\(counted(share.records)))"
    }

    private var worklistLines: [String] {
        [
            (report.refusedValues, ": fill in the value, then drop the package again"),
            (
                report.passedValues,
                " of values that passed or were emptied: fill in a value where it shall be another"
            ),
        ].filter { $0.0 > 0 }.map { count, rest in
            let rows = "\(grouped(count)) new \(count == 1 ? "row" : "rows")"
            return "  \(UnmappedWorklist.fileName) has \(rows)\(rest)"
        }
    }

    private var placeLines: [String] {
        report.deliveries.map { "  delivered: \($0.path)" }
            + (report.distribution?.shares ?? []).map(shareLine)
            + (report.quarantine.map { ["  set aside: \($0)"] } ?? [])
            + (report.waiting.map { ["  waiting: \($0)"] } ?? [])
            + (report.givenNumbers.map {
                ["  numbers given: \(grouped($0)), listed beside the package"]
            }
                ?? [])
            + worklistLines
    }

    private func counted(_ records: Int) -> String {
        "\(grouped(records)) \(records == 1 ? "record" : "records")"
    }
}
