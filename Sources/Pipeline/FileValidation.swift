import Formats
import Glibc
import Records
import Schemas

/// Checks files against the schemas and changes nothing.
package struct FileValidation {
    private let configuration: Configuration
    private let profiles: ProfileCollector?

    /// `profiles` is handed each batch behind the check.
    package init(configuration: Configuration, profiles: ProfileCollector? = nil) {
        self.configuration = configuration
        self.profiles = profiles
    }

    /// Checks every entity of the file. Wrong data is in the report; throws only when asked to stop or
    /// when the machine fails.
    package func validate(_ path: String, observer: Observer) throws -> ValidationReport {
        var report = ValidationReport(file: path)
        var log = IssueLog()
        do {
            let package = try SourcePackage.open(
                path: path, name: fileName(of: path), limits: configuration.limits,
                formats: configuration.formats)
            report.kind = package.kind.rawValue
            for warning in package.warnings { log.note(warning) }
            for entity in package.entities {
                try profiles?.begin(
                    entity, of: path, schema: schema(for: entity, of: package))
                report.entities.append(
                    try check(entity, of: package, log: &log, observer: observer))
            }
        } catch let error as FormatError {
            report.failure = error.issue.message
            log.note(error.issue)
        }
        try profiles?.end()
        report.issues = log.groups.map(RunReport.IssueGroup.init)
        return report
    }

    private func check(
        _ entity: PackageEntity, of package: SourcePackage, log: inout IssueLog, observer: Observer
    ) throws -> ValidationReport.Entity {
        let schema = schema(for: entity, of: package)
        var result = ValidationReport.Entity(
            file: entity.file, entity: entity.name, schema: schema?.displayName,
            format: entity.formatText, records: 0, invalid: 0, unknownColumns: [],
            missingColumns: [])
        if schema == nil {
            log.note(
                Issue(
                    .noSchema, "\(entity.name) was only read, not checked", file: entity.file,
                    entity: entity.name))
        }
        let reader = try package.makeReader(for: entity)
        defer { for warning in reader.takeWarnings() { log.note(warning) } }
        var checker: SchemaChecker?
        while var batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            if checker == nil, let schema {
                let made = SchemaChecker(schema: schema, columns: batch.columns.map(\.name))
                result.unknownColumns = made.unknownColumns
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
            let asRead = profiles == nil ? [] : batch.columns
            checker?.check(&batch, fates: &fates, issues: &issues)
            let located = RowIssues(issues, batch: batch, entity: entity, keyColumns: keys)
            located.note(in: &log)
            try profiles?.take(batch, asRead: asRead, fates: fates, reasons: located.reasons)
            result.records += batch.rowCount + batch.unreadable.count
            result.records += batch.leftOut.reduce(0) { $0 + $1.count }
            result.invalid += fates.count { !$0.isKept } + batch.unreadable.count
            observer.show(
                Progress(
                    of: entity, totalBytes: package.byteCount(of: entity),
                    records: result.records, after: batch))
        }
        return result
    }

    /// The schema of the entity. A loose file's name may fit one of each system; users have files of
    /// Sales and F&O, and of the CDS only when nothing else fits.
    private func schema(for entity: PackageEntity, of package: SourcePackage) -> EntitySchema? {
        let fitting = configuration.schemas.all.filter { entity.isOne(of: $0, in: package.kind) }
        return fitting.first { $0.environment != .cds } ?? fitting.first
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
