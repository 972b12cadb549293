import Formats
import Records
import Schemas
import Store

/// The checks between records, for all files of one command: keys, duplicates, references, and sums
/// of lines. Memory does not grow with the files.
///
/// ```
///   beginFile            the entities of the package are known
///     begin              an entity of it
///       check            a batch; tells what can be told at once
///     end                what its records add up to
///   endFile              headers and their lines are brought together
///   finish               references are settled; tells the rest, record by record
/// ```
final class PackageRelations {
    /// Something wrong with a record that could be seen only when all was read.
    struct Finding {
        /// The file's place on the command line.
        var file: Int
        /// The entity's place in the file.
        var entity: Int
        var issue: Issue
        /// The record is the first time found to be wrong.
        var makesInvalid: Bool
    }

    /// A file of an entity of one of the command's files.
    private struct Source {
        var file: Int
        var entity: Int
        var name: String
        var path: String
    }

    /// 1 million keys in memory take 32 MiB; each key that is checked has a table of its own.
    static let keysInMemory = 1_000_000

    private let references: ReferenceCheck
    private let keysInMemory: Int
    private var sources: [Source] = []
    private var fileCount = 0
    private var entityCount = 0
    private var keys: [String: EntityKeys] = [:]
    private var lineTotals = LineTotals([])
    /// References and differences that `finish` tells.
    private var unsettled: NotedRecords?

    init(
        schemas: [EntitySchema], known: KnownRecords? = nil,
        keysInMemory: Int = PackageRelations.keysInMemory
    ) {
        references = ReferenceCheck(schemas: schemas, known: known, keysInMemory: keysInMemory)
        self.keysInMemory = keysInMemory
    }

    /// Says that records of these entities come in one of the files.
    func expect(_ schemas: [EntitySchema]) throws { try references.give(schemas) }

    /// Begins a file that has records of these entities.
    func beginFile(_ schemas: [EntitySchema]) throws {
        try references.give(schemas)
        lineTotals = LineTotals(schemas)
        keys = [:]
        entityCount = 0
    }

    /// Begins an entity of the file; those without a schema count too.
    func begin(_ entity: PackageEntity, _ schema: EntitySchema?) -> EntityRelations? {
        defer { entityCount += 1 }
        guard let schema else { return nil }
        let keys = keys[schema.id] ?? EntityKeys(schema, keysInMemory: keysInMemory)
        self.keys[schema.id] = keys
        keys.begin(entity.file)
        sources.append(
            Source(file: fileCount, entity: entityCount, name: entity.name, path: entity.file))
        return EntityRelations(
            of: self, schema: schema, keys: keys, source: sources.count - 1)
    }

    /// Ends the file.
    func endFile() throws {
        fileCount += 1
        try lineTotals.visitDifferences { header, field, detail in
            try self.note(
                NotedRecord(
                    rule: Self.settled, key: Array(field.utf8), kind: 0, value: detail,
                    place: header.place, isRight: header.isRight))
        }
        lineTotals = LineTotals([])
        keys = [:]
    }

    /// Tells all that is left to tell, file by file and record by record.
    func finish(_ tell: (Finding) throws -> Void) throws {
        var latest: (source: Int, record: Int) = (-1, -1)
        try unsettled?.inOrder { record in
            guard let issue = try self.issue(of: record) else { return }
            let source = self.sources[record.place.source]
            let isFirst = latest != (record.place.source, record.place.record)
            latest = (record.place.source, record.place.record)
            try tell(
                Finding(
                    file: source.file, entity: source.entity, issue: issue,
                    makesInvalid: isFirst && record.isRight))
        }
    }

    // MARK: What entities note

    /// Marks what needs no other record any more. Its key is the field.
    private static let settled = -1

    fileprivate func note(_ record: NotedRecord) throws {
        let unsettled = try self.unsettled ?? NotedRecords()
        self.unsettled = unsettled
        try unsettled.note(record)
    }

    /// The source of that file of the entity, where an entity has several.
    fileprivate func source(_ source: Int, file: String?) -> Int {
        guard let file, file != sources[source].path else { return source }
        if let last = sources.last, last.path == file, last.entity == sources[source].entity {
            return sources.count - 1
        }
        var other = sources[source]
        other.path = file
        sources.append(other)
        return sources.count - 1
    }

    fileprivate func check(
        _ batch: RecordBatch, _ schema: EntitySchema, source: Int, keyColumns: [Int],
        fates: [RowFate]
    ) throws {
        let place = { row in
            RecordPlace(
                source: source, record: batch.firstRecord + row + 1,
                line: Int(batch.positions[row].line), byte: Int(batch.positions[row].byte),
                key: RowIssues.key(of: row, in: batch, columns: keyColumns))
        }
        try references.noteKeys(of: batch, schema)
        try references.visitUnsettled(in: batch, schema) { rule, row, key, candidates in
            try self.note(
                NotedRecord(
                    rule: rule, key: key.bytes, companyCount: key.companyCount,
                    kind: candidates.reduce(0) { $0 | 1 << $1 },
                    value: self.value(
                        of: row, in: batch, fields: self.references.rules[rule].fields),
                    place: place(row), isRight: fates[row].isKept))
        }
        try lineTotals.note(batch, schema, place: place) { fates[$0].isKept }
    }

    private func value(of row: Int, in batch: RecordBatch, fields: [String]) -> String {
        fields.compactMap { batch.columnIndex(named: $0) }.map { column in
            batch.text(of: batch.columns[column].cells[row]) ?? ""
        }.joined(separator: ", ")
    }

    private func issue(of record: NotedRecord) throws -> Issue? {
        if record.rule == Self.settled {
            return issue(
                .differentTotal, record.value, at: record.place,
                field: String(decoding: record.key, as: UTF8.self))
        }
        let rule = references.rules[record.rule]
        let candidates = rule.targets.indices.filter { record.kind & 1 << $0 != 0 }
        if try rule.holds(record.key, companyCount: record.companyCount, among: candidates) {
            return nil
        }
        return issue(
            rule.isHeader ? .lineWithoutHeader : .missingReference,
            rule.detail(record.value, among: candidates), at: record.place,
            field: rule.fields.first)
    }

    private func issue(
        _ code: IssueCode, _ detail: String, at place: RecordPlace, field: String?
    ) -> Issue {
        let source = sources[place.source]
        return Issue(
            code, detail, file: source.path, entity: source.name, record: place.record,
            line: place.line, byte: place.byte, key: place.key, field: field)
    }
}

/// The checks between the records of one entity of a file and all others.
final class EntityRelations {
    private let relations: PackageRelations
    private let schema: EntitySchema
    private let keys: EntityKeys
    private let source: Int
    private var totals: ControlTotals
    private var isFirst = true

    fileprivate init(
        of relations: PackageRelations, schema: EntitySchema, keys: EntityKeys, source: Int
    ) {
        self.relations = relations
        self.schema = schema
        self.keys = keys
        self.source = source
        totals = ControlTotals(schema)
    }

    /// Checks a batch whose values were checked. Records that break a rule are checked as well, and
    /// others may refer to them.
    func check(
        _ batch: RecordBatch, keyColumns: [Int], byteCount: Int?, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws {
        if isFirst, let byteCount, !batch.bytes.isEmpty {
            keys.makeRoom(for: byteCount / batch.bytes.count * batch.rowCount, columns: batch)
        }
        isFirst = false
        let known = issues.count
        try keys.check(batch, issues: &issues)
        for issue in issues[known...] where issue.code.severity == .error {
            fates[issue.row] = .quarantined
        }
        try relations.check(
            batch, schema, source: relations.source(source, file: batch.file),
            keyColumns: keyColumns, fates: fates)
        totals.add(batch)
    }

    /// What the records add up to so far.
    var sums: [ControlTotals.Sum] { totals.all }
}
