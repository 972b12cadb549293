import FoundationEssentials
import Records

/// What checking one file found.
package struct ValidationReport: Codable, Sendable {
    /// One entity of the file.
    package struct Entity: Codable, Sendable {
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

    package var file: String
    package var kind: String?
    package var entities: [Entity] = []
    /// Why the file cannot be read at all; nil when it can.
    package var failure: String?
    package var issues: [RunReport.IssueGroup] = []

    /// No error in any record or in the file as a whole; warnings are allowed.
    package var isValid: Bool {
        failure == nil && !issues.contains { $0.severity == Severity.error.rawValue }
    }

    package init(file: String) { self.file = file }

    /// The reports as one JSON document with the verdict of all.
    package static func json(_ reports: [ValidationReport]) -> [UInt8] {
        struct Document: Codable {
            var valid: Bool
            var files: [ValidationReport]
        }
        let document = Document(valid: reports.allSatisfy(\.isValid), files: reports)
        return jsonBytes(document)
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
