import Formats
import Records

/// The result of `p2c validate --json`: verdicts and counts first, then every issue. Its shape is
/// described in docs/validate.md; `version` changes when a key changes its meaning or goes.
package final class ValidationDocument: ValidationDocumentForm {
    private let spool: IssueSpool
    private var reports: [(report: ValidationReport, number: Int)] = []
    /// Where the issues of each file lie in the spool.
    private var parts: [Int: [Range<Int>]] = [:]
    private var open: (number: Int, start: Int)?

    private static let version = 1

    /// Many issues lie in a temporary file in the folder until they are written.
    package init(temporaryFolder: String) {
        spool = IssueSpool(temporaryFolder: temporaryFolder)
    }

    package func begin(_ file: String, number: Int) {
        closePart()
        open = (number, spool.count)
    }

    package func take(_ issue: Issue) {
        spool.append(Array(",\n        ".utf8) + Self.json(of: issue))
    }

    package func flush() throws { try spool.check() }

    package func end(_ report: ValidationReport, number: Int) throws {
        closePart()
        try spool.check()
        reports.append((report, number))
    }

    package func beginAnew() {
        parts = [:]
        open = nil
    }

    private func closePart() {
        if let open, open.start < spool.count {
            parts[open.number, default: []].append(open.start..<spool.count)
        }
        open = nil
    }

    /// Writes the document of all files that came.
    package func write(to sink: any ByteSink) throws {
        var json = JSONText()
        json.beginObject()
        json.add("version", Self.version)
        json.add("verdict", reports.map(\.report.verdict).worst.rawValue)
        json.beginArray("files")
        for (report, number) in reports {
            json.beginObject()
            Self.add(report, to: &json)
            json.beginValue("issues")
            try sink.write(json.take() + [UInt8(ascii: "[")])
            try copyIssues(of: number, to: sink)
            json.end()
        }
        json.end()
        json.end()
        try sink.write(json.take())
        try sink.finish()
    }

    /// Each issue lies in the spool behind a comma, which the first one does without.
    private func copyIssues(of number: Int, to sink: any ByteSink) throws {
        let parts = parts[number] ?? []
        for (index, part) in parts.enumerated() {
            try spool.copy(index == 0 ? part.dropFirst() : part, to: sink)
        }
        try sink.write(Array((parts.isEmpty ? "]" : "\n      ]").utf8))
    }

    private static func json(of issue: Issue) -> [UInt8] {
        var json = JSONText(isOnOneLine: true)
        json.beginObject()
        json.add("code", issue.code.id)
        json.add("severity", issue.severity.rawValue)
        if !issue.code.microsoftCodes.isEmpty {
            json.add("microsoftCodes", issue.code.microsoftCodes)
        }
        json.add("file", issue.file)
        json.add("entity", issue.entity)
        json.add("record", issue.record)
        json.add("line", issue.line)
        json.add("column", issue.column)
        json.add("byte", issue.byte)
        json.add("key", issue.key)
        json.add("field", issue.field)
        json.add("value", issue.value?.text)
        if issue.isMasked { json.add("masked", true) }
        json.add("detail", issue.detail)
        json.end()
        return json.take()
    }

    private static func add(_ report: ValidationReport, to json: inout JSONText) {
        json.add("file", report.file)
        json.add("kind", report.kind)
        json.add("verdict", report.verdict.rawValue)
        json.add("complete", report.failures.isEmpty && !report.isStopped)
        if !report.failures.isEmpty { json.add("failures", report.failures) }
        json.beginObject("counts")
        json.add("records", report.records)
        json.add("invalidRecords", report.invalid)
        json.add("errors", report.errors)
        json.add("warnings", report.warnings)
        json.end()
        json.beginArray("entities")
        for entity in report.entities { add(entity, to: &json) }
        json.end()
        json.beginArray("groups")
        for group in report.issues { add(group, to: &json) }
        json.end()
    }

    private static func add(_ entity: ValidationReport.Entity, to json: inout JSONText) {
        json.beginObject()
        json.add("entity", entity.entity)
        json.add("file", entity.file)
        json.add("format", entity.format)
        json.add("schema", entity.schema)
        json.add("records", entity.records)
        json.add("invalidRecords", entity.invalid)
        json.add("unknownColumns", entity.unknownColumns)
        json.add("missingColumns", entity.missingColumns)
        if !entity.totals.isEmpty { add(entity.totals, to: &json) }
        json.end()
    }

    private static func add(_ totals: [ControlTotals.Sum], to json: inout JSONText) {
        json.beginArray("totals")
        for sum in totals {
            json.beginObject()
            json.add("field", sum.field)
            json.add("currency", sum.currency)
            json.add("values", sum.values)
            json.add("sum", sum.sum)
            json.end()
        }
        json.end()
    }

    private static func add(_ group: RunReport.IssueGroup, to json: inout JSONText) {
        json.beginObject()
        json.add("code", group.code)
        json.add("severity", group.severity)
        json.add("title", group.title)
        json.add("remedy", group.remedy)
        if !group.microsoftCodes.isEmpty { json.add("microsoftCodes", group.microsoftCodes) }
        json.add("file", group.file)
        json.add("entity", group.entity)
        json.add("field", group.field)
        json.add("count", group.count)
        json.end()
    }
}

extension [ValidationReport.Verdict] {
    /// The worst of them; no file at all is valid.
    package var worst: ValidationReport.Verdict {
        contains(.unreadable) ? .unreadable : contains(.invalid) ? .invalid : .valid
    }
}
