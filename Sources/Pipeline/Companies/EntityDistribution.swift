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
    private let owners: RecordOwners
    private let byteCount: Int?
    private let observer: Observer

    private(set) var counts = RecordCounts()
    /// What the reader left out by its own rules.
    private(set) var leftOut: [LeftOutRecords] = []
    /// How many deleted records were handed on.
    private var deletedHandedOn = 0
    /// Those of which nobody knows the company, and the ids of the first.
    private var deletedLeft: (count: Int, ids: [String]) = (0, [])
    private var companies: RecordCompanies?
    private var checker: SchemaChecker?
    private var returned: ReturnedRecords?

    init(
        _ taken: CompanyEntities.Taken, mapping: OrganizationMapping, fallback: Int?,
        packages: CompanyPackages, quarantine: ReturnPackage, owners: RecordOwners,
        byteCount: Int?, observer: Observer
    ) {
        self.owners = owners
        self.taken = taken
        self.mapping = mapping
        self.fallback = fallback
        self.packages = packages
        self.quarantine = quarantine
        self.byteCount = byteCount
        self.observer = observer
    }

    /// How many ids a message has.
    private static let shownIDs = 20

    private var entity: PackageEntity { taken.entity }
    private var schema: EntitySchema { taken.assignment.source }
    private var field: String { RecordCompanies.field(of: schema.environment) }

    /// Takes all records of the reader to their packages. Throws when the file cannot be read on.
    mutating func take(_ reader: any RecordReader, log: inout IssueLog) throws {
        defer {
            // Deleted records are told by the runs that list them.
            let told = [IssueCode.cdmDeleted.id, IssueCode.migrationDeleted.id]
            for warning in reader.takeWarnings() where !told.contains(warning.code.id) {
                log.note(warning)
            }
        }
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
        count(batch, aside: aside.count, deleted: try handOnDeleted(batch))
    }

    /// Gives each deleted record to its companies, whose runs list it. Returns how many have one.
    private mutating func handOnDeleted(_ batch: RecordBatch) throws -> Int {
        let owners = try owners.companies(of: batch, columns: companies)
        for company in mapping.legalEntities.indices {
            let rows = owners.indices.filter { owners[$0].contains(company) }
            try packages.writeDeleted(of: batch, rows: rows, of: entity, to: company)
        }
        let left = owners.indices.filter { owners[$0].isEmpty }.map { batch.deleted[$0].id }
        deletedLeft.count += left.count
        deletedLeft.ids += left.prefix(Self.shownIDs - deletedLeft.ids.count)
        deletedHandedOn += owners.count - left.count
        return owners.count - left.count
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

    private mutating func count(_ batch: RecordBatch, aside: Int, deleted: Int) {
        let unreadable = batch.unreadable.count
        counts.read += batch.rowCount + unreadable
        counts.written += batch.rowCount - aside
        counts.quarantined += aside + unreadable
        for var part in batch.leftOut {
            counts.read += part.count
            if part.areDeleted {
                part.count -= deleted
                counts.written += deleted
            }
            counts.filtered += part.count
            if part.count > 0 { leftOut.add(part) }
        }
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
        let count = counts.written - deletedHandedOn
        if companies == nil, count > 0, let fallback {
            log.note(
                Issue(
                    .companyColumnMissing,
                    "\(count) \(count == 1 ? "record goes" : "records go") with "
                        + "\(mapping.legalEntities[fallback])",
                    file: entity.file, entity: entity.name, field: field))
        }
        if deletedLeft.count > 0 { log.note(deletedIssue) }
    }

    private var deletedIssue: Issue {
        let (count, ids) = deletedLeft
        let others = count > ids.count ? " and \(count - ids.count) more" : ""
        return Issue(
            .deletionsNotDistributed,
            "\(count) deleted \(count == 1 ? "record" : "records") of no known company: "
                + ids.joined(separator: ", ") + others,
            file: entity.file, entity: entity.name)
    }
}
