import FoundationEssentials
import Records

/// What checking one file found.
package struct ValidationReport {
    /// What the file is good for.
    package enum Verdict: String, Sendable {
        /// Nothing is held against it; there may be warnings.
        case valid
        case invalid
        /// It, or an entity of it, cannot be read to its end.
        case unreadable
    }

    /// One entity of the file.
    package struct Entity {
        package var file: String
        package var entity: String
        /// The schema that it was checked against; nil when there is none.
        package var schema: String?
        package var format: String
        package var records: Int
        /// Records with at least one error.
        package var invalid: Int
        package var unknownColumns: [String]
        package var missingColumns: [String]
        /// What its amounts add up to, by currency.
        package var totals: [ControlTotals.Sum] = []
    }

    /// The file as the user named it.
    package var file: String
    package var kind: String?
    package var entities: [Entity] = []
    /// Why entities of the file, or all of it, cannot be read to their end.
    package var failures: [String] = []
    /// The file was not read to its end because there were as many issues as wanted; all counts are
    /// of the part before.
    package var isStopped = false
    /// Warnings are held against the file.
    package var isStrict = false
    package var errors = 0
    package var warnings = 0
    package var issues: [RunReport.IssueGroup] = []

    package init(file: String) { self.file = file }

    package var verdict: Verdict {
        if !failures.isEmpty { return .unreadable }
        return errors > 0 || isStopped || isStrict && warnings > 0 ? .invalid : .valid
    }

    package var isValid: Bool { verdict == .valid }
    package var records: Int { entities.reduce(0) { $0 + $1.records } }
    package var invalid: Int { entities.reduce(0) { $0 + $1.invalid } }

    /// Takes over what was noted: errors before warnings, in the order of the file.
    mutating func take(_ log: IssueLog) {
        errors = log.count(of: .error)
        warnings = log.count(of: .warning)
        if log.hasLeftOut { isStopped = true }
        let groups = log.groups.map(RunReport.IssueGroup.init)
        let error = Severity.error.rawValue
        issues = groups.filter { $0.severity == error } + groups.filter { $0.severity != error }
    }
}

/// The value as JSON for people and machines: keys sorted, indented, a line break at the end.
package func jsonBytes(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
        preconditionFailure("A report holds only texts and numbers, which JSON can carry")
    }
    return [UInt8](data) + [UInt8(ascii: "\n")]
}
