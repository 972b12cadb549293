import Formats
import Mapping
import Records
import Schemas
import Store

/// A row that waits for a record of CDS, or for one of Sales of which only the id is known, or only the
/// key.
struct HeldRecord {
    var row: Int
    /// The entity of CDS that is awaited, nil for any of Sales.
    var entity: String?
    /// Its key as `KeyText` has it, its id, or its business key in Sales.
    var key: [UInt8]
    /// The tables of Sales one of which has it, where it is known by its business key.
    var tables: [String] = []
    /// The CDS entity and key of the row itself, where they are known; in Sales the table and the
    /// business key.
    var ownEntity = ""
    var ownTable = ""
    var ownKey: [UInt8] = []
    /// The run that sends or sent it without the reference; it comes once more with it.
    var sentBy: RunID?
    /// It is this run.
    var goesFirst = false
    /// It cannot go without what it waits for, which is part of its key at the destination.
    var goesWhole = false
    /// The field that refers to it; nil where it is that of an earlier state of the record.
    var field: String?
    /// The awaited entity, as people call it, and the record; nil where the first names both.
    var label: String
    var text: String?
    /// What to do where it can never come.
    var remedy: String?

    /// The record that is awaited, for messages.
    var words: String { text.map { "\(label) \"\($0)\"" } ?? label }

    init(
        _ row: Int, key: [UInt8], _ reference: ForeignKey, _ entity: EntitySchema,
        in batch: RecordBatch
    ) {
        self.row = row
        self.entity = entity.name
        self.key = key
        field = reference.mainField
        label = entity.label
        let cell = batch.columnIndex(named: reference.mainField)
            .map { batch.columns[$0].cells[row] }
        text = cell.flatMap { batch.text(of: $0) } ?? ""
    }

    init(_ row: Int, id: String, of lookup: OpenLookup) {
        self.row = row
        key = Array(id.utf8)
        field = lookup.field
        label = lookup.targets.map(\.table).joined(separator: " or ")
        text = id
    }

    /// Waits for what an earlier state of the record waits for.
    init(_ row: Int, behind earlier: WaitingRecord) {
        self.row = row
        entity = earlier.awaitedEntity
        tables = earlier.awaitedTables
        key = earlier.awaitedKey
        label = earlier.awaitedText
    }

    init(_ row: Int, value: String, of awaited: AwaitedKeys) {
        self.row = row
        tables = value.isGUID ? [] : awaited.tables
        key = Self.businessKey(value)
        field = awaited.lookup.field
        label = awaited.label
        text = value
    }

    /// A key of Sales in the form in which those that it takes for one are equal.
    static func businessKey(_ text: String) -> [UInt8] { Array(text.asIdentifier.foldedName.utf8) }
}

/// Holds records that refer to records which CDS does not know yet: contacts that came before their
/// accounts, quotes before products. They lie in the file's own format in waiting/, and a later run
/// takes them up when what they wait for has arrived.
final class WaitingRecords {
    /// When a package's records may wait.
    struct Rules {
        /// The run that converts, and when it began.
        var run: RunID
        var started: String
        /// Since when, and since which run, the records of the package wait already; nil for a file of
        /// the inbox.
        var begin: (since: String, run: RunID)?
        /// They have waited long enough: who still would is set aside.
        var isOver = false
        /// The keys of records that a later file of the source has withdrawn, by their tasks.
        var withdrawn: [String: Set<String>] = [:]
        /// The keys of records that an earlier run sent without a reference, and that run.
        var sent: [[UInt8]: RunID] = [:]
        /// The keys of records that go without the references that are not known, because what they
        /// refer to waits for them.
        var goFirst: Set<[UInt8]> = []
    }

    let rules: Rules
    let schemas: SchemaCatalogue
    let store: CommonDataStore
    /// The keys of the CDS entities that templates fill; nobody would ever bring records of others.
    let cdsKeys: CDSKeys
    private let folder: ReturnPackage
    private var writer: ReturnedRecords?
    /// Whether records of a task waited when this package came to it.
    private var tasksThatHold: [String: Bool] = [:]

    /// `folder` gets what is held.
    init(
        rules: Rules, schemas: SchemaCatalogue, cdsKeys: CDSKeys, store: CommonDataStore,
        folder: ReturnPackage
    ) {
        self.rules = rules
        self.store = store
        self.folder = folder
        self.schemas = schemas
        self.cdsKeys = cdsKeys
    }

    /// Filters the rows of a package that waited which a later file of the source has withdrawn.
    func leaveOutWithdrawn(
        _ batch: RecordBatch, source: TaskRun.SourceColumns, plan: TaskPlan,
        fates: inout [RowFate]
    ) -> Int {
        guard let keys = rules.withdrawn[plan.destinationName] else { return 0 }
        var count = 0
        for row in RowFate.keptRows(of: fates) {
            let key = source.sourceKeys.text(of: row, in: batch)
            guard let key, keys.contains(key) else { continue }
            fates[row] = .filtered
            count += 1
        }
        return count
    }

    /// Notes that the source has withdrawn the filtered rows, for what waits of them.
    func withdrawFiltered(
        _ batch: RecordBatch, source: TaskRun.SourceColumns, plan: TaskPlan,
        registry: KeyRegistry?, fates: [RowFate]
    ) throws {
        let rows = fates.indices.filter { fates[$0] == .filtered }
        try withdraw(
            rows, source.sourceKeys, in: batch, times: source.times, plan: plan,
            registry: registry)
    }

    /// Notes that the source has withdrawn the rows, for what waits of them.
    func withdraw(
        _ rows: [Int], _ keys: SourceKeys, in batch: RecordBatch, times: [String?]?,
        plan: TaskPlan, registry: KeyRegistry?
    ) throws {
        guard !rows.isEmpty, try holdsRecords(ofTask: plan.destinationName) else { return }
        for row in rows {
            for key in try keys.forms(of: row, in: batch, registry: registry) {
                try store.withdraw(
                    sourceKey: key, ofTask: plan.destinationName,
                    before: rules.begin?.run ?? rules.run, at: times?[row] ?? "")
            }
        }
    }

    private func holdsRecords(ofTask task: String) throws -> Bool {
        if let known = tasksThatHold[task] { return known }
        let answer = try store.holdsRecords(ofTask: task)
        tasksThatHold[task] = answer
        return answer
    }

    /// Filters the rows of a package that waited of which CDS got a newer record meanwhile: they must
    /// not undo it. What came later is newer, unless the source says that it changed this one after it.
    func leaveOutOvertaken(
        in batch: RecordBatch, of schema: EntitySchema, key: [String], times: [String?]?,
        fates: inout [RowFate]
    ) throws -> Int {
        guard let begin = rules.begin, schema.environment == .cds else { return 0 }
        var text = KeyText(columns: key, of: batch)
        var count = 0
        for row in RowFate.keptRows(of: fates) {
            text.read(row, of: batch)
            guard let last = try store.lastRun(schema.name, key: text.bytes), last > begin.run
            else { continue }
            // What an earlier run sent without a reference is not newer than the whole record.
            if rules.sent[text.bytes] == last { continue }
            // What waited longer went through later and is older all the same.
            guard try store.origin(of: last) > begin.run else { continue }
            if let time = times?[row], !time.isEmpty,
                let known = try store.sourceTime(of: schema.name, key: text.bytes), time > known
            {
                continue
            }
            fates[row] = .filtered
            count += 1
        }
        return count
    }

    /// The same of a task that goes straight to its destination: that was sent a newer record meanwhile.
    /// `batch` is what would be written.
    func leaveOutOvertaken(
        in batch: RecordBatch, plan: TaskPlan, fates: inout [RowFate]
    ) throws -> Int {
        guard let begin = rules.begin, !plan.steps[0].keepsRecords else { return 0 }
        var text = KeyText(columns: plan.destinationKey, of: batch)
        var count = 0
        for row in RowFate.keptRows(of: fates) {
            text.read(row, of: batch)
            let last = try store.deliveringRun(
                destination: plan.destinationName, key: text.bytes)
            guard let last, last > begin.run, try store.origin(of: last) > begin.run else {
                continue
            }
            fates[row] = .filtered
            count += 1
        }
        return count
    }

    /// Holds the rows whose lookups point to records of Sales that are not known but will come.
    func hold(
        _ lookups: [OpenLookup], knowing known: [Reference], registry: KeyRegistry,
        fates: inout [RowFate]
    ) throws -> [HeldRecord] {
        let ids = Set(known.map(\.id))
        var held: [HeldRecord] = []
        for lookup in lookups {
            let awaited = try registry.awaited(lookup, besides: ids)
            for (row, value) in lookup.rows {
                let id = lookup.values[value]
                guard awaited.contains(id), fates[row].isKept else { continue }
                fates[row] = .waiting
                held.append(HeldRecord(row, id: id, of: lookup))
            }
        }
        return held
    }

    /// Holds the rows on their way to a table of Sales that name records by keys whose ids are not known
    /// but will come. Rows that go first are kept, without the reference.
    func hold(
        byKey lookups: [OpenLookup], in batch: inout RecordBatch, plan: TaskPlan,
        knowing known: [Reference], registry: KeyRegistry, fates: inout [RowFate]
    ) throws -> [HeldRecord] {
        let table = plan.destination
        let key = plan.steps[plan.steps.count - 1].key
        let ownKeys = table.businessKey.flatMap { batch.columnIndex(named: $0) }
        var held: [HeldRecord] = []
        for lookup in lookups {
            let keys = known.filter { lookup.isOf(table: $0.table) }.map(\.key)
            let awaited = try registry.awaitedKeys(of: lookup, knowing: Set(keys))
            guard let awaited else { continue }
            for (row, value) in lookup.rows where fates[row].isKept {
                let value = lookup.values[value]
                guard awaited.values.contains(value) else { continue }
                var record = HeldRecord(row, value: value, of: awaited)
                record.goesWhole = key.contains(where: lookup.field.isSameName)
                if let ownKeys, let own = batch.text(of: batch.columns[ownKeys].cells[row]) {
                    record.ownTable = table.name
                    record.ownKey = HeldRecord.businessKey(own)
                    record.goesFirst = rules.goFirst.contains(record.ownKey)
                    record.sentBy = record.goesFirst ? rules.run : rules.sent[record.ownKey]
                }
                if record.goesFirst {
                    leaveOut(lookup, row: row, of: &batch)
                } else {
                    fates[row] = .waiting
                }
                held.append(record)
            }
        }
        return held
    }

    /// Makes the lookup of a row absent, so that the destination's is left alone.
    private func leaveOut(_ lookup: OpenLookup, row: Int, of batch: inout RecordBatch) {
        guard let column = batch.columnIndex(named: lookup.field) else { return }
        batch.columns[column].cells[row] = .absent
    }

    /// Holds the rows of which an earlier state waits that has columns which this file lacks. If they
    /// went first, that state would be overtaken, and what it alone has would be lost.
    func holdBehind(
        _ batch: RecordBatch, source: TaskRun.SourceColumns, plan: TaskPlan,
        registry: KeyRegistry?, fates: inout [RowFate]
    ) throws -> [HeldRecord] {
        guard try holdsRecords(ofTask: plan.destinationName) else { return [] }
        let names = Set(source.names.map(\.foldedName))
        var held: [HeldRecord] = []
        for row in RowFate.keptRows(of: fates) {
            let keys = try source.sourceKeys.forms(of: row, in: batch, registry: registry)
            let earlier = try keys.flatMap {
                try store.waitingRecords(
                    ofTask: plan.destinationName, sourceKey: $0,
                    before: rules.begin?.run ?? rules.run)
            }.filter { !names.isSuperset(of: $0.columns.map(\.foldedName)) }
            if earlier.isEmpty { continue }
            fates[row] = .waiting
            held += earlier.map { HeldRecord(row, behind: $0) }
        }
        return held
    }

    /// Says of each held row what it waits for; when the time is over, sets it aside instead.
    func judge(
        _ held: inout [HeldRecord], fates: inout [RowFate], issues: inout [RowIssue]
    ) throws {
        for record in held {
            let detail =
                record.field == nil
                ? "an earlier state of it has more fields and waits for \(record.words)"
                : "it waits for \(record.words)"
            if record.goesFirst {
                issues.append(
                    RowIssue(
                        row: record.row, field: record.field, code: .circleBroken,
                        detail:
                            "it goes without \(record.words), which waits for it or for one that does"
                    ))
                continue
            }
            var issue = RowIssue(
                row: record.row, field: record.field, code: .recordWaits, detail: detail)
            issue.remedy = record.remedy
            if rules.isOver {
                fates[record.row] = .quarantined
                issue.code = .waitedInVain
                issue.detail += " since \(since)"
            }
            issues.append(issue)
        }
        if rules.isOver { held.removeAll { !$0.goesFirst } }
    }

    /// Keeps the held rows as they were read, and notes what they wait for.
    func keep(
        _ held: [HeldRecord], of asRead: RecordBatch, entity: PackageEntity,
        source: TaskRun.SourceColumns, task: String
    ) throws {
        guard !held.isEmpty else { return }
        let writer =
            try self.writer ?? folder.makeWriter(for: entity, columns: asRead.columns.map(\.name))
        self.writer = writer
        try writer.write(asRead, rows: Set(held.map(\.row)).sorted(), reasons: [:])
        var identified = asRead
        identified.columns = source.keys
        try store.note(
            held.map { record in
                var noted = WaitingRecord(
                    run: rules.run, file: entity.file, entity: entity.name,
                    record: asRead.firstRecord + record.row + 1,
                    line: Int(asRead.positions[record.row].line),
                    key: RowIssues.key(
                        of: record.row, in: identified, columns: Array(source.keys.indices)),
                    awaitedEntity: record.entity, awaitedKey: record.key,
                    awaitedText: record.text.map { "\(record.label) \($0)" } ?? record.label,
                    since: since, firstRun: rules.begin?.run ?? rules.run)
                noted.awaitedTables = record.tables
                noted.ownEntity = record.ownEntity
                noted.ownKey = record.ownKey
                noted.ownTable = record.ownTable
                noted.goesWhole = record.goesWhole
                noted.sentBy = record.sentBy
                noted.task = task
                noted.columns = source.names
                noted.sourceTime = source.times?[record.row] ?? ""
                noted.sourceKey = source.sourceKeys.text(of: record.row, in: asRead) ?? ""
                return noted
            })
    }

    /// Ends the records of one entity.
    func finishEntity() throws(FormatError) {
        try writer?.finish()
        writer = nil
    }

    /// True when records are held; what they lie in is complete then.
    func finish() throws(FormatError) -> Bool { try folder.finish() }

    private var since: String { rules.begin?.since ?? rules.started }

}
