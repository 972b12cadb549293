import Formats
import Mapping
import Records
import Schemas

/// The records of one entity on their way to their companies, batch by batch.
struct EntityDistribution {
    private let taken: CompanyEntities.Taken
    private let mapping: OrganizationMapping
    /// The company of records that do not say theirs.
    private let fallback: Int?
    private let packages: CompanyPackages
    private let quarantine: ReturnPackage
    private let byteCount: Int?
    private let observer: Observer

    private(set) var counts = RecordCounts()
    /// What the reader left out by its own rules.
    private(set) var leftOut: [LeftOutRecords] = []
    private var deletedCount = 0
    private var companies: RecordCompanies?
    private var checker: SchemaChecker?
    private var returned: ReturnedRecords?

    init(
        _ taken: CompanyEntities.Taken, mapping: OrganizationMapping, fallback: Int?,
        packages: CompanyPackages, quarantine: ReturnPackage, byteCount: Int?, observer: Observer
    ) {
        self.taken = taken
        self.mapping = mapping
        self.fallback = fallback
        self.packages = packages
        self.quarantine = quarantine
        self.byteCount = byteCount
        self.observer = observer
    }

    private var entity: PackageEntity { taken.entity }
    private var schema: EntitySchema { taken.assignment.source }
    private var field: String { RecordCompanies.field(of: schema.environment) }

    /// Takes all records of the reader to their packages. Throws when the file cannot be read on.
    mutating func take(_ reader: any RecordReader, log: inout IssueLog) throws {
        defer { for warning in reader.takeWarnings() { log.note(warning) } }
        while let batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            compile(for: batch, log: &log)
            try take(batch, log: &log)
            observer.show(
                Progress(
                    of: entity, totalBytes: byteCount, records: counts.read, after: batch))
        }
        try returned?.finish()
        try packages.finishEntity()
        noteWhatIsLacking(log: &log)
    }

    /// Finds the columns that say the company, when the first batch shows the file's.
    private mutating func compile(for batch: RecordBatch, log: inout IssueLog) {
        guard checker == nil else { return }
        let columns = batch.columns.map(\.name)
        let made = SchemaChecker(schema: schema, columns: columns)
        checker = made
        log.mask.add(made.checkedFields.compactMap(\.self), of: entity.name)
        companies = RecordCompanies(columns: columns, source: schema, mapping: mapping)
    }

    private mutating func take(_ batch: RecordBatch, log: inout IssueLog) throws {
        var rows = [[Int]](repeating: [], count: mapping.legalEntities.count)
        var aside: [Int] = []
        var issues: [RowIssue] = []
        for row in 0..<batch.rowCount {
            let answer = companies?.answer(row, in: batch) ?? .blank
            switch answer {
            case .one(let company): rows[company].append(row)
            case .blank where fallback != nil: rows[fallback ?? 0].append(row)
            case .blank, .several, .unknown:
                aside.append(row)
                issues.append(complaint(answer, row, in: batch))
            }
        }
        for (company, rows) in rows.enumerated() {
            try packages.write(batch, rows: rows, of: entity, to: company)
        }
        try setAside(batch, rows: aside, issues: issues, log: &log)
        count(batch, aside: aside.count)
    }

    private mutating func setAside(
        _ batch: RecordBatch, rows: [Int], issues: [RowIssue], log: inout IssueLog
    ) throws {
        guard let checker, !rows.isEmpty || !batch.unreadable.isEmpty else { return }
        let located = RowIssues(
            issues, batch: batch, entity: entity,
            keyColumns: taken.assignment.task.legs[0].sourceKeyColumns(in: checker.columnNames),
            personalColumns: checker.personalColumns)
        located.note(in: &log)
        let returned =
            try self.returned
            ?? quarantine.makeWriter(for: entity, columns: batch.columns.map(\.name))
        self.returned = returned
        try returned.write(batch, rows: rows, reasons: located.reasons)
    }

    private mutating func count(_ batch: RecordBatch, aside: Int) {
        let unreadable = batch.unreadable.count
        counts.read += batch.rowCount + unreadable
        counts.written += batch.rowCount - aside
        counts.quarantined += aside + unreadable
        for part in batch.leftOut {
            counts.read += part.count
            counts.filtered += part.count
            leftOut.add(part)
        }
        deletedCount += batch.deleted.count
    }
}

/// What is said of records whose company is in doubt.
extension EntityDistribution {
    @inline(never)
    private func complaint(
        _ answer: OrganizationMapping.Answer, _ row: Int, in batch: RecordBatch
    ) -> RowIssue {
        guard let companies, answer != .blank else {
            let what = companies == nil ? "\(entity.name) has no \(field)" : "it is blank"
            return RowIssue(row: row, field: field, code: .recordWithoutCompany, detail: what)
        }
        let company = companies.text(row, in: batch)
        var detail = "no row of organizations has the \(company)"
        if case .several(let numbers) = answer {
            let names = numbers.map { mapping.legalEntities[$0] }.joined(separator: " and ")
            detail = "\(names) both have the \(company)"
        } else if companies.isUnknownID(row, in: batch) {
            detail += ", and references.csv no row of it"
        }
        return RowIssue(row: row, field: field, code: .companyNotMapped, detail: detail)
    }

    private func noteWhatIsLacking(log: inout IssueLog) {
        if companies == nil, counts.written > 0, let fallback {
            let count = counts.written
            log.note(
                Issue(
                    .companyColumnMissing,
                    "\(count) \(count == 1 ? "record goes" : "records go") with "
                        + "\(mapping.legalEntities[fallback])",
                    file: entity.file, entity: entity.name, field: field))
        }
        if deletedCount > 0 {
            log.note(
                Issue(
                    .deletionsNotDistributed,
                    "\(deletedCount) deleted \(deletedCount == 1 ? "record" : "records")",
                    file: entity.file, entity: entity.name))
        }
    }
}
