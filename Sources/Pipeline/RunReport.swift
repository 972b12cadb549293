import FoundationEssentials
import Records

/// What a run did, in numbers that add up and sentences that say what to do. Lies as `report.json`
/// beside each delivery and in the ledger.
package struct RunReport: Codable, Sendable {
    /// How a run ended, in the Data Integrator's words and two of our own.
    package enum Outcome: String, Codable, Sendable {
        /// Every record was delivered, unchanged, or filtered by a rule.
        case completed
        /// Some records were set aside.
        case warning
        /// No record could be delivered, or the package could not be read at all.
        case error
        /// The same content went through before.
        case duplicate
    }

    package struct Source: Codable, Sendable {
        package var name: String
        /// The company that the records belong to; nil where none was needed.
        package var legalEntity: String?
        package var bytes: Int
        /// Of the file's content; nil for conversions that keep no state.
        package var sha256: String?
        /// What kind of package it is: "DMF package", "CSV file", …
        package var kind: String?
        /// The run that held the records, which this one took up; nil for a file of the inbox.
        package var heldBy: Int?

        package init(name: String, legalEntity: String?, bytes: Int, sha256: String?) {
            self.name = name
            self.legalEntity = legalEntity
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// One task of a template and where its records went.
    package struct Task: Codable, Sendable {
        package var template: String
        package var task: String
        /// The file that the records came from: `data.zip/data.xml`.
        package var file: String
        /// How the file is written, and whether that was given or detected.
        package var format: String
        package var sourceEntity: String
        package var destinationEntity: String
        package var records: RecordCounts
        /// The rule behind `records.filtered`.
        package var filter: String?
        /// Columns of the file that no schema knows; they do not travel.
        package var unknownColumns: [String]
    }

    package struct Delivery: Codable, Sendable {
        /// The folder, relative to the workspace.
        package var path: String
        package var files: [File]

        package struct File: Codable, Sendable {
            package var name: String
            package var sha256: String
        }
    }

    /// How a file of several companies became files of one.
    package struct Distribution: Codable, Sendable {
        /// An entity and where its records went; those that were handed on count as written.
        package struct Entity: Codable, Sendable {
            /// The file that the records came from: `data.zip/data.xml`.
            package var file: String
            package var format: String
            package var entity: String
            package var records: RecordCounts
            /// The reader's rules behind `records.filtered`.
            package var filter: String?
        }

        /// A company's share.
        package struct Share: Codable, Sendable {
            package var legalEntity: String
            /// Of all entities.
            package var records: Int
            /// Where they were handed on, relative to the workspace; an XML file of headers and lines
            /// becomes a file of each.
            package var files: [String]
        }

        package var entities: [Entity] = []
        package var shares: [Share] = []
    }

    package struct IssueGroup: Codable, Sendable {
        package var code: String
        package var severity: String
        package var title: String
        package var remedy: String
        /// Microsoft's code that is closest.
        package var microsoftCode: String?
        package var file: String?
        package var entity: String?
        package var field: String?
        package var count: Int
        package var examples: [Example]

        package struct Example: Codable, Sendable {
            package var detail: String
            /// The value that is wrong; of a personal one its form.
            package var value: String?
            package var record: Int?
            package var key: String?
            package var line: Int?
            package var column: Int?
            package var byte: Int?
        }
    }

    package var run: Int?
    package var outcome = Outcome.completed
    package var started: String
    package var finished: String?
    package var source: Source
    /// All records of all tasks.
    package var records = RecordCounts()
    package var tasks: [Task] = []
    package var deliveries: [Delivery] = []
    /// The folder with the records that were set aside, relative to the workspace.
    package var quarantine: String?
    /// The folder with the records that wait for others, relative to the workspace.
    package var waiting: String?
    /// Numbers that were given to records without one; nil when there are none.
    package var givenNumbers: Int?
    /// The companies that the records went to; nil for a run that converted.
    package var distribution: Distribution?
    /// Rows that `unmapped-values.csv` got by this run, of values that value maps refused.
    package var refusedValues = 0
    /// The same of values that passed or were emptied without an entry.
    package var passedValues = 0
    /// The run that delivered the same content before.
    package var duplicateOf: Int?
    /// Why the package as a whole could not be converted; nil when it could.
    package var failure: String?
    package var issues: [IssueGroup] = []

    package init(run: Int?, started: String, source: Source) {
        self.run = run
        self.started = started
        self.source = source
    }

    /// Takes over the issues, grouped by cause.
    package mutating func take(_ log: IssueLog) {
        issues = log.groups.map(IssueGroup.init)
    }

    /// The report as JSON, keys sorted, with a line break at the end.
    package var json: [UInt8] {
        jsonBytes(self)
    }

    /// Reads a report that `json` wrote.
    package static func parse(_ json: [UInt8]) -> RunReport? {
        try? JSONDecoder().decode(RunReport.self, from: Data(json))
    }
}

extension RunReport.IssueGroup {
    /// All codes of Microsoft that may stand for the cause, the closest first.
    package var microsoftCodes: [String] {
        IssueCatalogue.codes(named: code).first?.microsoftCodes ?? []
    }

    init(_ group: IssueLog.Group) {
        self.init(
            code: group.code.id, severity: group.code.severity.rawValue, title: group.code.title,
            remedy: group.remedy, microsoftCode: group.code.microsoftCode, file: group.file,
            entity: group.entity, field: group.field, count: group.count,
            examples: group.examples.map { issue in
                Example(
                    detail: issue.detail, value: issue.value?.text, record: issue.record,
                    key: issue.key, line: issue.line, column: issue.column, byte: issue.byte)
            })
    }
}
