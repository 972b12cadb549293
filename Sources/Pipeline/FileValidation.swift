import Formats
import Glibc
import Records
import Schemas

/// Checks files against the schemas and changes nothing.
package struct FileValidation {
    private let configuration: Configuration
    private let options: ValidationOptions
    private let receivers: [any ValidationReceiver]

    /// `receivers` get every issue while the files are read.
    package init(
        configuration: Configuration, options: ValidationOptions = ValidationOptions(),
        receivers: [any ValidationReceiver] = []
    ) {
        self.configuration = configuration
        self.options = options
        self.receivers = receivers
    }

    /// Checks every entity of the file. Wrong data is in the report; throws only when asked to stop or
    /// when the machine fails.
    package func validate(_ path: String, observer: Observer) throws -> ValidationReport {
        var report = ValidationReport(file: path)
        report.isStrict = options.isStrict
        for receiver in receivers { receiver.begin(path) }
        var log = IssueLog(limit: options.mostIssues ?? .max, receivers: receivers)
        log.mask.masksAll = options.masksAll
        do {
            let package = try SourcePackage.open(
                path: path, name: fileName(of: path), limits: configuration.limits,
                formats: configuration.formats)
            report.kind = package.kind.rawValue
            for warning in package.warnings { log.note(warning) }
            for entity in package.entities {
                if log.isFull {
                    report.isStopped = true
                    break
                }
                try check(entity, of: package, report: &report, log: &log, observer: observer)
            }
        } catch let error as FormatError {
            for warning in error.noticed { log.note(warning) }
            note(error, in: &report, log: &log)
        }
        report.take(log)
        for receiver in receivers { try receiver.end(report) }
        return report
    }

    /// Checks one entity. When it cannot be read to its end, the others still can.
    private func check(
        _ entity: PackageEntity, of package: SourcePackage, report: inout ValidationReport,
        log: inout IssueLog, observer: Observer
    ) throws {
        let schema = schema(for: entity, of: package)
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
                entity, of: package, schema: schema, result: &result, log: &log,
                observer: observer)
            if isStopped { report.isStopped = true }
        } catch let error as FormatError {
            note(error, in: &report, log: &log)
        }
    }

    /// Checks the records of an entity; true when the log was full before their end.
    private func check(
        _ entity: PackageEntity, of package: SourcePackage, schema: EntitySchema?,
        result: inout ValidationReport.Entity, log: inout IssueLog, observer: Observer
    ) throws -> Bool {
        let reader = try package.makeReader(for: entity)
        defer { for warning in reader.takeWarnings() { log.note(warning) } }
        var checker: SchemaChecker?
        while var batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            if log.isFull { return true }
            if checker == nil, let schema {
                let made = SchemaChecker(schema: schema, columns: batch.columns.map(\.name))
                result.unknownColumns = shownUnknown(of: made)
                result.missingColumns = made.missingColumns
                for name in made.missingColumns {
                    log.note(
                        Issue(
                            .missingColumn, "The file has no column \(name)", file: entity.file,
                            entity: entity.name, field: name))
                }
                checker = made
            }
            var fates = [RowFate](repeating: .kept, count: batch.rowCount)
            var issues: [RowIssue] = []
            let keys = keyColumns(of: schema, in: batch)
            checker?.check(&batch, fates: &fates, issues: &issues)
            RowIssues(
                issues, batch: batch, entity: entity, keyColumns: keys,
                personalColumns: checker?.personalColumns ?? []
            ).note(in: &log)
            for receiver in receivers { try receiver.flush() }
            result.records += batch.rowCount + batch.unreadable.count
            result.records += batch.leftOut.reduce(0) { $0 + $1.count }
            result.invalid += fates.count { !$0.isKept } + batch.unreadable.count
            observer.show(
                Progress(
                    of: entity, totalBytes: package.byteCount(of: entity),
                    records: result.records, after: batch))
        }
        return false
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

    /// The schema of the entity. A loose file's name may fit one of each system; users have files of
    /// Sales and F&O, and of the CDS only when nothing else fits.
    private func schema(for entity: PackageEntity, of package: SourcePackage) -> EntitySchema? {
        let fitting = configuration.schemas.all.filter { entity.isOne(of: $0, in: package.kind) }
        let schema =
            options.schema ?? fitting.first { $0.environment != .cds } ?? fitting.first
        return options.masksAll ? schema?.allPersonal : schema
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
