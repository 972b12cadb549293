import Formats
import Glibc
import Records
import Schemas

/// Checks files against the schemas and changes nothing.
package struct FileValidation {
    let configuration: Configuration
    /// The store to look into for records that none of the files holds; nil to look into none.
    let storePath: String?
    private let columns: ColumnPolicies
    /// Of each kind; the others move to disk.
    var keysInMemory = PackageRelations.keysInMemory

    package init(
        configuration: Configuration, storePath: String? = nil,
        columns: ColumnPolicies = ColumnPolicies()
    ) {
        self.configuration = configuration
        self.storePath = storePath
        self.columns = columns
    }

    /// Checks every entity of the files and the references among them. Wrong data is in the reports;
    /// throws only when asked to stop or when the machine fails.
    package func validate(_ paths: [String], observer: Observer) throws -> [ValidationReport] {
        if let reports = try check(paths, mayBeginAnew: true, observer: observer) {
            return reports
        }
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
        for path in paths {
            var log = IssueLog()
            let report = try check(
                path, mayBeginAnew: mayBeginAnew, relations: relations, log: &log,
                observer: observer)
            guard let report else { return nil }
            reports.append(report)
            logs.append(log)
        }
        try relations.finish { found in
            logs[found.file].note(found.issue)
            // An entity that could not be read to its end has no line in the report.
            guard found.makesInvalid, reports[found.file].entities.indices.contains(found.entity)
            else { return }
            reports[found.file].entities[found.entity].invalid += 1
        }
        for (index, log) in logs.enumerated() {
            reports[index].issues = log.groups.map(RunReport.IssueGroup.init)
        }
        return reports
    }

    /// Nil when the file turned out to be other than its beginning said.
    private func check(
        _ path: String, mayBeginAnew: Bool, relations: PackageRelations, log: inout IssueLog,
        observer: Observer
    ) throws -> ValidationReport? {
        var report = ValidationReport(file: path)
        do {
            let package = try SourcePackage.open(
                path: path, name: fileName(of: path), limits: configuration.limits,
                formats: configuration.formats, mayBeginAnew: mayBeginAnew)
            report.kind = package.kind.rawValue
            for warning in package.warnings { log.note(warning) }
            try relations.beginFile(configuration.schemas(of: package))
            for entity in package.entities {
                report.entities.append(
                    try check(
                        entity, of: package, relations: relations, log: &log, observer: observer))
                if package.hasSurprised { return nil }
            }
        } catch let error as FormatError {
            report.failure = error.issue.message
            log.note(error.issue)
        }
        try relations.endFile()
        return report
    }

    private func check(
        _ entity: PackageEntity, of package: SourcePackage, relations: PackageRelations,
        log: inout IssueLog, observer: Observer
    ) throws -> ValidationReport.Entity {
        let schema = configuration.schema(for: entity, of: package)
        let entityRelations = relations.begin(entity, schema)
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
                made.labelIssue(in: entity).map { log.note($0) }
                result.unknownColumns = made.unknownColumns
                result.missingColumns = made.missingColumns
                for issue in columns.issues(of: made, entity) { log.note(issue) }
                checker = made
            }
            var fates = [RowFate](repeating: .kept, count: batch.rowCount)
            var issues: [RowIssue] = []
            let keys = keyColumns(of: schema, in: batch)
            checker?.check(&batch, fates: &fates, issues: &issues)
            try entityRelations?.check(
                batch, keyColumns: keys, byteCount: package.byteCount(of: entity), fates: &fates,
                issues: &issues)
            RowIssues(issues, batch: batch, entity: entity, keyColumns: keys).note(in: &log)
            result.records += batch.rowCount + batch.unreadable.count
            result.records += batch.leftOut.reduce(0) { $0 + $1.count }
            result.invalid += fates.count { !$0.isKept } + batch.unreadable.count
            observer.show(
                Progress(
                    of: entity, totalBytes: package.byteCount(of: entity),
                    records: result.records, after: batch))
        }
        result.totals = entityRelations?.sums ?? []
        return result
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
