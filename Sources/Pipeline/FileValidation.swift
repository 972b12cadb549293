import Formats
import Glibc
import Records
import Schemas

/// Checks files against the schemas and changes nothing.
package struct FileValidation {
    let configuration: Configuration
    let options: ValidationOptions
    private let gates = XMLSchemaGates()
    private let receivers: [any ValidationReceiver]
    private let profiles: ProfileCollector?
    /// Of each kind; the others move to disk.
    var keysInMemory = PackageRelations.keysInMemory

    /// `receivers` get every issue while the files are read, and `profiles` each batch behind the
    /// check.
    package init(
        configuration: Configuration, options: ValidationOptions = ValidationOptions(),
        receivers: [any ValidationReceiver] = [], profiles: ProfileCollector? = nil
    ) {
        self.configuration = configuration
        self.options = options
        self.receivers = receivers
        self.profiles = profiles
    }

    /// Checks every entity of the files and the references among them. Wrong data is in the reports;
    /// throws only when asked to stop or when the machine fails.
    package func validate(_ paths: [String], observer: Observer) throws -> [ValidationReport] {
        // Profiles cannot forget what they have seen.
        if profiles == nil,
            let reports = try check(paths, mayBeginAnew: true, observer: observer)
        {
            return reports
        }
        for receiver in receivers { receiver.beginAnew() }
        guard let reports = try check(paths, mayBeginAnew: false, observer: observer) else {
            preconditionFailure("Files that are read as a whole first have no surprises")
        }
        return reports
    }

    /// Nil when a file turned out to be other than its beginning said, and all is to be read anew.
    private func check(
        _ paths: [String], mayBeginAnew: Bool, observer: Observer
    ) throws -> [ValidationReport]? {
        let relations = try makeRelations(for: paths)
        var logs: [IssueLog] = []
        var reports: [ValidationReport] = []
        for (number, path) in paths.enumerated() {
            for receiver in receivers { receiver.begin(path, number: number) }
            var log = IssueLog(limit: options.mostIssues ?? .max, receivers: receivers)
            log.mask.masksAll = options.masksAll
            let report = try check(
                path, mayBeginAnew: mayBeginAnew, relations: relations, log: &log,
                observer: observer)
            guard let report else { return nil }
            reports.append(report)
            logs.append(log)
        }
        try settle(relations, of: &reports, logs: &logs)
        for number in reports.indices {
            reports[number].take(logs[number])
            for receiver in receivers { try receiver.end(reports[number], number: number) }
        }
        return reports
    }

    /// Notes what can be told of records only when all files were read.
    private func settle(
        _ relations: PackageRelations, of reports: inout [ValidationReport],
        logs: inout [IssueLog]
    ) throws {
        var current: Int?
        try relations.finish { found in
            if current != found.file {
                current = found.file
                let path = reports[found.file].file
                for receiver in receivers { receiver.begin(path, number: found.file) }
            }
            logs[found.file].note(found.issue)
            for receiver in receivers { try receiver.flush() }
            if found.makesInvalid { reports[found.file].entities[found.entity].invalid += 1 }
        }
    }

    /// Nil when the file turned out to be other than its beginning said.
    private func check(
        _ path: String, mayBeginAnew: Bool, relations: PackageRelations, log: inout IssueLog,
        observer: Observer
    ) throws -> ValidationReport? {
        var report = ValidationReport(file: path)
        report.isStrict = options.isStrict
        do {
            let package = try SourcePackage.open(
                path: path, name: fileName(of: path), limits: configuration.limits,
                formats: configuration.formats, mayBeginAnew: mayBeginAnew)
            report.kind = package.kind.rawValue
            for warning in package.warnings { log.note(warning) }
            try relations.beginFile(schemas(of: package))
            for entity in package.entities {
                if log.isFull {
                    report.isStopped = true
                    break
                }
                try profiles?.begin(
                    entity, of: path, schema: schema(for: entity, of: package))
                try check(
                    entity, of: package, relations: relations, report: &report, log: &log,
                    observer: observer)
                if package.hasSurprised { return nil }
            }
        } catch let error as FormatError {
            for warning in error.noticed { log.note(warning) }
            note(error, in: &report, log: &log)
        }
        try profiles?.end()
        try relations.endFile()
        return report
    }

    /// Checks one entity. When it cannot be read to its end, the others still can.
    private func check(
        _ entity: PackageEntity, of package: SourcePackage, relations: PackageRelations,
        report: inout ValidationReport, log: inout IssueLog, observer: Observer
    ) throws {
        let schema = schema(for: entity, of: package)
        let entityRelations = relations.begin(entity, schema)
        var result = ValidationReport.Entity(
            file: entity.file, entity: entity.name, schema: schema?.displayName,
            format: entity.formatText, records: 0, invalid: 0, unknownColumns: [],
            missingColumns: [])
        defer { report.entities.append(result) }
        if let schema {
            log.mask.add(schema.fields, of: entity.name)
        } else {
            log.note(
                Issue(
                    .noSchema, "\(entity.name) was only read, not checked", file: entity.file,
                    entity: entity.name))
        }
        do {
            let isStopped = try check(
                entity, of: package, schema: schema, relations: entityRelations, result: &result,
                log: &log, observer: observer)
            if isStopped { report.isStopped = true }
            for issue in try gates.issues(of: entity, schema: schema, in: package) {
                log.note(issue)
            }
        } catch let error as FormatError {
            note(error, in: &report, log: &log)
            schema.flatMap { package.laterHeaderIssue(of: entity, schema: $0) }
                .map { log.note($0) }
        }
        result.totals = entityRelations?.sums ?? []
    }

    /// Checks the records of an entity; true when the log was full before their end.
    private func check(
        _ entity: PackageEntity, of package: SourcePackage, schema: EntitySchema?,
        relations: EntityRelations?, result: inout ValidationReport.Entity, log: inout IssueLog,
        observer: Observer
    ) throws -> Bool {
        let reader = try package.makeReader(for: entity)
        let byteCount = package.byteCount(of: entity)
        defer { for warning in reader.takeWarnings() { log.note(warning) } }
        var checker: SchemaChecker?
        var surveys = ColumnSurveys()
        var otherCompanies = OtherCompanies(
            than: options.legalEntity, configuration: configuration)
        while var batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            if log.isFull { return true }
            if options.memory != nil { surveys.take(batch) }
            if checker == nil, let schema {
                checker = makeChecker(
                    schema, for: batch, of: entity, in: package, result: &result, log: &log)
            }
            let fates = try checkRecords(
                of: &batch, entity, schema: schema, checker: checker, relations: relations,
                otherCompanies: &otherCompanies, byteCount: byteCount, log: &log)
            result.records += batch.rowCount + batch.unreadable.count
            result.records += batch.leftOut.reduce(0) { $0 + $1.count }
            result.invalid += fates.count { !$0.isKept } + batch.unreadable.count
            observer.show(
                Progress(
                    of: entity, totalBytes: byteCount, records: result.records, after: batch))
        }
        for issue in try options.memory?.compare(surveys.columns, in: entity) ?? [] {
            log.note(issue)
        }
        return false
    }

    /// Compiles the checks when the first batch shows the columns, and tells what these are.
    private func makeChecker(
        _ schema: EntitySchema, for batch: RecordBatch, of entity: PackageEntity,
        in package: SourcePackage, result: inout ValidationReport.Entity, log: inout IssueLog
    ) -> SchemaChecker {
        let checker = SchemaChecker(schema: schema, columns: batch.columns.map(\.name))
        checker.labelIssue(in: entity).map { log.note($0) }
        result.unknownColumns = shownUnknown(of: checker)
        result.missingColumns = checker.missingColumns
        for issue in options.columns.issues(of: checker, entity) { log.note(issue) }
        if checker.unknownColumns.count == checker.columnNames.count {
            package.laterHeaderIssue(of: entity, schema: schema).map { log.note($0) }
        }
        return checker
    }

    /// Checks the records of a batch and notes their issues. Returns their fates.
    private func checkRecords(
        of batch: inout RecordBatch, _ entity: PackageEntity, schema: EntitySchema?,
        checker: SchemaChecker?, relations: EntityRelations?,
        otherCompanies: inout OtherCompanies?, byteCount: Int?, log: inout IssueLog
    ) throws -> [RowFate] {
        var fates = [RowFate](repeating: .kept, count: batch.rowCount)
        var issues: [RowIssue] = []
        let asRead = profiles == nil ? [] : batch.columns
        var ofCompany = fates
        if let schema {
            otherCompanies?.setAside(batch, of: schema, fates: &ofCompany, issues: &issues)
        }
        checker?.check(&batch, fates: &fates, issues: &issues)
        for row in fates.indices where !ofCompany[row].isKept { fates[row] = ofCompany[row] }
        let keys = keyColumns(of: schema, in: batch)
        try relations?.check(
            batch, keyColumns: keys, byteCount: byteCount, fates: &fates, issues: &issues)
        let located = RowIssues(
            issues, batch: batch, entity: entity, keyColumns: keys,
            personalColumns: checker?.personalColumns ?? [])
        located.note(in: &log)
        try profiles?.take(batch, asRead: asRead, fates: fates, reasons: located.reasons)
        for receiver in receivers { try receiver.flush() }
        return fates
    }

    /// The columns that the schema does not know. When it knows none, the first line is likelier a
    /// record than a header, and as such not for everybody's eyes.
    private func shownUnknown(of checker: SchemaChecker) -> [String] {
        let names = checker.unknownColumns
        guard options.masksAll, names.count == checker.columnNames.count else { return names }
        return names.map { ShownValue($0, isPersonal: true).text }
    }

    /// Notes why the file cannot be read on: once, when several entities lie in it.
    private func note(
        _ error: FormatError, in report: inout ValidationReport, log: inout IssueLog
    ) {
        let message = log.mask.masking(error.issue).message
        if report.failures.contains(message) { return }
        report.failures.append(message)
        log.noteAlways(error.issue)
    }

    private func keyColumns(of schema: EntitySchema?, in batch: RecordBatch) -> [Int] {
        schema?.primaryKey.compactMap { batch.columnIndex(named: $0) } ?? []
    }
}

/// The last part of a path; the folder's own name for `.`.
func fileName(of path: String) -> String {
    let name = String(path.split(separator: "/").last ?? "")
    guard name == "." || name == "..", let full = realpath(path, nil) else { return name }
    defer { free(full) }
    return String(String(cString: full).split(separator: "/").last ?? "")
}
