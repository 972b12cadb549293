import JSON5
import Mapping
import Records

/// The counts of all runs of a case, and its issues by code.
struct CaseReport {
    private var counts = RecordCounts()
    private var issues: [String: Int] = [:]
    private var groups: [RunReport.IssueGroup] = []
    /// Those of files that were not converted at all.
    private var failures: [RunReport.IssueGroup] = []

    mutating func add(_ report: RunReport) {
        counts += report.records
        if report.failure == nil { groups += report.issues } else { failures += report.issues }
        for group in report.issues { issues[group.code, default: 0] += group.count }
    }

    /// The first issues that the file does not expect, a sentence each: why a case came out otherwise.
    /// Without a file, or where it names none, all are.
    func unexpectedIssues(besides bytes: [UInt8]?) -> [String] {
        sentences(of: groups, besides: bytes)
    }

    /// Why files were not converted at all, as far as the file does not expect it.
    func unexpectedFailures(besides bytes: [UInt8]?) -> [String] {
        sentences(of: failures, besides: bytes)
    }

    /// How many records were set aside and why, for one who takes all for expected; nothing where none
    /// was. `hasReferences` says that the case has a `references.csv`.
    func remarks(hasReferences: Bool) -> [String] {
        let failed = unexpectedFailures(besides: nil)
        if counts.quarantined == 0 { return failed }
        let verb = counts.quarantined == 1 ? "was" : "were"
        let lacksReferences =
            !hasReferences && issues[IssueCode.referenceNotFound.id, default: 0] > 0
        let aside =
            "\(counts.quarantined) of \(counts.read) records read \(verb) set aside, which the case "
            + "expects from here on"
            + (lacksReferences
                ? ". It has no references.csv of its own, and that of the workspace is not read"
                : "")
        return failed + [aside] + unexpectedIssues(besides: nil)
    }

    private func sentences(
        of groups: [RunReport.IssueGroup], besides bytes: [UInt8]?
    ) -> [String] {
        let expected = bytes.flatMap { try? JSON5Parser.value(of: $0) }?["issues"]
        let told = groups.filter { group in
            let wanted = expected?[group.code].flatMap(Self.number) ?? 0
            return (issues[group.code] ?? 0) > wanted
        }
        return told.prefix(5).compactMap { group in
            group.examples.first.map { example in
                let line = example.line.map { ":\($0)" } ?? ""
                return "\(group.file ?? "")\(line) \(group.field ?? ""): \(example.detail). "
                    .replacing(" : ", with: ": ") + "\(group.remedy) [\(group.code)]"
            }
        }
    }

    private var numbers: [(name: String, count: Int)] {
        [
            ("read", counts.read), ("written", counts.written),
            ("quarantined", counts.quarantined), ("filtered", counts.filtered),
            ("unchanged", counts.unchanged), ("waiting", counts.waiting),
        ]
    }

    /// As a JSON text for people.
    var json: [UInt8] {
        let issues = issues.sorted { $0.key < $1.key }.map { ($0.key, JSON5Value.number($0.value)) }
        return JSON5Value.object(
            numbers.map { ($0.name, JSON5Value.number($0.count)) } + [("issues", .object(issues))]
        ).formatted
    }

    /// What is other than the file says, a sentence each. Numbers that it leaves out are not compared;
    /// of the issues all are, where it names any.
    func differences(from bytes: [UInt8], file: String) throws -> [String] {
        let expected: JSON5Value
        do {
            expected = try JSON5Parser.value(of: bytes)
        } catch {
            throw ViewError("\(file):\(error.line):\(error.column): \(error.detail)")
        }
        try Self.checkKeys(of: expected, known: numbers.map(\.name) + ["issues"], file: file)
        var found: [String] = []
        for (name, count) in numbers {
            guard let wanted = expected[name].map(Self.number), wanted != count else { continue }
            found.append("report.json \(name): expected \(wanted ?? 0), found \(count)")
        }
        guard case .object(let members)? = expected["issues"]?.content else { return found }
        let wanted = Dictionary(
            members.map { ($0.key, Self.number($0.value) ?? 0) }, uniquingKeysWith: { $1 })
        for code in Set(wanted.keys).union(issues.keys).sorted() {
            let (one, other) = (wanted[code] ?? 0, issues[code] ?? 0)
            if one != other {
                found.append("report.json issues \(code): expected \(one), found \(other)")
            }
        }
        return found
    }

    /// Throws at a key that stands for nothing: what it says would never be compared.
    private static func checkKeys(
        of value: JSON5Value, known: [String], file: String
    ) throws(ViewError) {
        guard case .object(let members) = value.content else {
            throw ViewError("\(file) is no object such as { read: 2, written: 1 }")
        }
        for member in members where !known.contains(member.key) {
            throw ViewError(
                "\(file):\(member.line): unknown key \"\(member.key)\"; known are "
                    + known.joined(separator: ", "))
        }
        var issues: [JSON5Value.Member] = []
        if case .object(let codes)? = value["issues"]?.content { issues = codes }
        for member in members.filter({ $0.key != "issues" }) + issues
        where number(member.value) == nil {
            throw ViewError(
                "\(file):\(member.line): \(member.key) must be a whole number, such as 2")
        }
    }

    private static func number(_ value: JSON5Value) -> Int? {
        if case .number(let text) = value.content { Int(text) } else { nil }
    }
}
