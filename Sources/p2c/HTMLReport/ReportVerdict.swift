import Pipeline

/// What a validation comes to, in one sentence and the ones that qualify it.
struct ReportVerdict {
    enum Kind: String {
        case good
        case warning
        case bad
    }

    private(set) var kind = Kind.good
    private(set) var headline = ""
    private(set) var sentences: [String] = []

    let records: Int
    let invalid: Int
    /// Records of entities that no schema describes.
    let unchecked: Int
    let errors: Int
    let warnings: Int
    private let isStopped: Bool
    private let isStrict: Bool

    init(_ reports: [ValidationReport]) {
        let entities = reports.flatMap(\.entities)
        records = entities.reduce(0) { $0 + $1.records }
        invalid = entities.reduce(0) { $0 + $1.invalid }
        unchecked = entities.reduce(0) { $0 + ($1.schema == nil ? $1.records - $1.invalid : 0) }
        let groups = reports.flatMap(\.issues)
        errors = groups.reduce(0) { $0 + ($1.severity == "error" ? $1.count : 0) }
        warnings = groups.reduce(0) { $0 + ($1.severity == "error" ? 0 : $1.count) }
        isStopped = reports.contains(where: \.isStopped)
        isStrict = reports.contains(where: \.isStrict)
        judge(reports.filter { !$0.failures.isEmpty }, of: reports.count)
        qualify()
    }

    private mutating func judge(_ failed: [ValidationReport], of files: Int) {
        kind = .bad
        let cannot = "\(unbroken(invalid)) of \(counted(records, "record")) cannot be imported"
        if !failed.isEmpty {
            headline =
                files == 1
                ? "The file cannot be read" : "\(failed.count) of \(files) files cannot be read"
            sentences += failed.flatMap(\.failures)
            if invalid > 0 { sentences.append("Of what could be read, \(cannot).") }
        } else if invalid > 0 {
            headline = cannot
        } else if isStrict && warnings > 0 && errors == 0 {
            headline = "Not ready for import: \(counted(warnings, "warning"))"
        } else if errors > 0 {
            headline = "Not ready for import: \(counted(errors, "error"))"
            sentences.append("No single record is wrong; the errors concern files as a whole.")
        } else if records > 0, unchecked == records {
            kind = .warning
            headline = "\(counted(records, "record")) read, but not checked"
        } else {
            kind = warnings > 0 ? .warning : .good
            headline = records == 0 ? "There are no records" : allCanBeImported
        }
    }

    private var allCanBeImported: String {
        let checked = records - unchecked
        if checked == 1 { return "The record can be imported" }
        return "All \(unbroken(checked)) \(unchecked > 0 ? "checked " : "")records can be imported"
    }

    private mutating func qualify() {
        if isStopped {
            sentences.append(
                "Reading stopped at the wanted number of issues: all counts are of the part before."
            )
        }
        if unchecked > 0 {
            sentences.append(
                "\(counted(unchecked, "record was", "records were")) only read, not checked: no "
                    + "schema describes the entity.")
        }
        if errors + warnings > 0 {
            sentences.append("\(counted(errors, "error")), \(counted(warnings, "warning")).")
        } else if records > 0 {
            sentences.append("Nothing was found that breaks a rule of the schemas.")
        }
    }
}
