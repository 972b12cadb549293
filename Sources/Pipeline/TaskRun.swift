import Formats
import Mapping
import Records
import Schemas
import Store

/// One task of a template over the records of one entity, batch by batch: check, filter, map to CDS,
/// keep there, map to the destination, write. Start reading p2c here.
struct TaskRun {
    let planner: TaskPlanner
    let entity: PackageEntity
    private let byteCount: Int?
    /// The hub that remembers; nil for a conversion that keeps no state.
    let hub: Hub?
    let destination: DestinationPackage
    private let quarantine: ReturnPackage
    private let headers: HeaderRecords
    /// Holds records whose references are not known yet; nil where nothing waits.
    let waiting: WaitingRecords?
    private(set) var registry: KeyRegistry?
    private let olderRecords: OlderRecords?
    private var otherCompanies: OtherCompanies?
    private let observer: Observer

    private(set) var counts = RecordCounts()
    private(set) var unknownColumns: [String] = []
    /// The values that no value map of the task has.
    private(set) var unmapped = UnmappedValues()
    /// What the reader left out by its own rules, and the records of which CDS has a later state.
    private(set) var leftOut: [LeftOutRecords] = []
    /// Records that were deleted in the source.
    private(set) var deletions: [Deletion] = []
    /// Records that waited and of which a newer one went through meanwhile.
    private(set) var overtaken = 0
    /// Records that waited and that the source withdrew meanwhile.
    private(set) var withdrawn = 0
    /// What gives numbers to records without one; nil where none are given.
    private(set) var numbers: GivenNumbers?
    private(set) var plan: TaskPlan?
    private var writer: (any RecordWriter)?
    private var returned: ReturnedRecords?
    let keys: TaskKeys
    /// Records that were delivered in a format that writes the fields empty which they lack.
    private var blanked = BlankedFields()

    init(
        planner: TaskPlanner, entity: PackageEntity, byteCount: Int?, hub: Hub?,
        destination: DestinationPackage, quarantine: ReturnPackage, headers: HeaderRecords,
        keys: TaskKeys, waiting: WaitingRecords?, observer: Observer
    ) {
        self.planner = planner
        self.entity = entity
        self.byteCount = byteCount
        self.hub = hub
        self.destination = destination
        self.quarantine = quarantine
        self.headers = headers
        self.keys = keys
        self.waiting = waiting
        otherCompanies = OtherCompanies(
            than: planner.legalEntity, configuration: planner.configuration)
        olderRecords = OlderRecords(
            hub: hub, configuration: planner.configuration, started: planner.started)
        registry = KeyRegistry(
            hub: hub, configuration: planner.configuration, legalEntity: planner.legalEntity)
        self.observer = observer
        numbers = planner.source.flatMap { source in
            GivenNumbers(
                source, configuration: planner.configuration, hub: hub,
                legalEntity: planner.legalEntity)
        }
    }

    /// How many of the filtered records are none of the source filter's.
    var filteredOtherwise: Int {
        leftOut.reduce(overtaken + withdrawn) { $0 + $1.count }
    }

    /// Takes all records of the reader through the task. Throws when the package cannot go on.
    mutating func take(_ reader: any RecordReader, log: inout IssueLog) throws {
        defer { for warning in reader.takeWarnings() { log.note(warning) } }
        if let source = planner.source { try registry?.begin(with: source) }
        keys.files.begin(entity.file)
        while var batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            try take(&batch, log: &log)
            observer.show(
                Progress(
                    of: entity, totalBytes: byteCount, records: counts.read, after: batch))
        }
        if plan == nil { try checkHeader(of: reader) }
        blanked.issue(in: entity.file).map { log.note($0) }
        try writer?.finish()
        try returned?.finish()
        try waiting?.finishEntity()
    }

    /// Throws of a file without records when none of its columns is a field: its header is probably a
    /// record.
    private func checkHeader(of reader: any RecordReader) throws {
        guard let source = planner.source, let columns = try reader.knownColumns(),
            !columns.isEmpty,
            SchemaChecker(schema: source, columns: columns).unknownColumns.count == columns.count
        else { return }
        _ = try planner.plan(for: columns, file: entity.file, hub: hub)
    }

    /// Takes one batch through the task. Its bytes have one owner all the way, so that what is
    /// appended to them does not copy them.
    private mutating func take(_ batch: inout RecordBatch, log: inout IssueLog) throws {
        var asRead = batch
        numbers?.addColumn(to: &batch)
        let plan = try compiledPlan(for: batch, log: &log)
        asRead.bytes = []
        var fates = [RowFate](repeating: .kept, count: batch.rowCount)
        var issues: [RowIssue] = []
        var held: [HeldRecord] = []

        let source = try checkSource(
            &batch, plan: plan, fates: &fates, issues: &issues, held: &held)
        var firstLeg = try map(
            &batch, plan: plan, source: source, fates: &fates, issues: &issues, held: &held)
        try setRepeatedIDsAside(&batch, source: source, fates: &fates, issues: &issues)
        try resolveLookups(
            &batch, plan: plan, made: firstLeg.made, fates: &fates, issues: &issues, held: &held)
        registry?.explain(&issues, lookupsOf: [plan.source, plan.destination])
        setUnwritableAside(batch, fates: &fates, issues: &issues)
        let cleared = try keep(
            &firstLeg, of: &batch, times: source.times, plan: plan, fates: fates)
        try deliver(batch, plan: plan, source: source, fates: &fates, issues: &issues)
        issues += uncleared(cleared, in: batch, plan: plan, fates: fates)
        if let learnt = source.learnt {
            try registry?.settle(learnt, of: plan.source) { row in
                fates[row] == .quarantined
                    || fates[row] == .filtered && source.fates[row] != .filtered
            }
        }

        // What the destination has already was told when it was sent; what it does not get changes nothing.
        issues.removeAll {
            $0.code.id == IssueCode.keyOfAnotherCompany.id && fates[$0.row] == .unchanged
                || $0.code.id == IssueCode.recordRenumbered.id && fates[$0.row] == .quarantined
        }
        try registry?.noteAside(
            batch, source: source, of: plan.source, fates: fates, issues: issues)

        asRead.bytes = batch.bytes
        try setAside(asRead, plan: plan, fates: fates, issues: issues, log: &log)
        // A record that goes first and is set aside after all waits no more.
        held.removeAll { $0.goesFirst && fates[$0.row] == .quarantined }
        try waiting?.keep(
            held, of: asRead, entity: entity, source: source, task: plan.destinationName)
        try listDeleted(of: &asRead, plan: plan)
        count(fates, of: asRead)
        keys.files.count(asRead)
    }

    /// Checks the records as the source has them, learns their ids, and leaves out those that may not
    /// travel.
    private mutating func checkSource(
        _ batch: inout RecordBatch, plan: TaskPlan, fates: inout [RowFate],
        issues: inout [RowIssue], held: inout [HeldRecord]
    ) throws -> SourceColumns {
        otherCompanies?.setAside(batch, of: plan.source, fates: &fates, issues: &issues)
        try numbers?.fill(&batch, names: plan.sourceChecker.columnNames, fates: fates)
        let checked = fates
        plan.sourceChecker.check(&batch, fates: &fates, issues: &issues)
        issues += paddedKeys(batch, plan: plan, fates: fates)
        issues += olderRecords?.timesToCome(in: batch, fates: fates) ?? []
        var source = SourceColumns(of: batch, plan: plan, times: olderRecords?.times(of: batch))
        withdrawn +=
            waiting?.leaveOutWithdrawn(batch, source: source, plan: plan, fates: &fates) ?? 0
        source.learnt = try registry?.learn(
            batch, of: plan.source, keys: source.sourceKeys, fates: fates)
        issues +=
            try source.learnt.flatMap { try registry?.renumbered($0, of: plan.source) } ?? []
        issues +=
            try source.learnt.flatMap { try registry?.otherRecords($0, of: plan.source) } ?? []
        let open = plan.filter?.openLookups(in: batch, fates: fates) ?? []
        let known = try lookUp(open, mayWait: true, fates: &fates, held: &held)
        plan.filterOut(&batch, checked: checked, also: known, fates: &fates, issues: &issues)
        try waiting?.withdrawFiltered(
            batch, source: source, plan: plan, registry: registry, fates: fates)
        numbers?.judge(fates: &fates, issues: &issues)
        issues +=
            try registry?.clashes(
                of: batch, rows: RowFate.keptRows(of: fates), schema: plan.source) ?? []
        source.fates = fates
        return source
    }

    /// What is needed of a batch when its own columns are mapped: as the source's check left it. Its
    /// cells stay valid, because a batch's bytes only grow.
    struct SourceColumns {
        /// Those of the business key.
        var keys: [Column]
        /// The same with the lookups that are part of it.
        var sourceKeys: SourceKeys
        /// The id in Sales, where it is none of them.
        var id: Column?
        /// When the source changed each row.
        var times: [String?]?
        /// All columns of the file by the schema's names.
        var names: [String]
        /// What was learnt of the ids of records.
        var learnt: KeyRegistry.Learnt?
        /// What was known of the rows before they were mapped.
        var fates: [RowFate] = []

        init(of batch: RecordBatch, plan: TaskPlan, times: [String?]?) {
            keys = plan.sourceKeyColumns.map { batch.columns[$0] }
            sourceKeys = SourceKeys(plan.keyParts, of: batch)
            id = plan.idColumn.map { batch.columns[$0] }
            self.times = times
            names = plan.sourceChecker.columnNames
        }
    }

    /// A batch as the first leg made it: what CDS keeps of it once it is known which records the
    /// destination takes. Its cells stay valid, because a batch's bytes only grow.
    private struct FirstLeg {
        var step: TaskPlan.Step
        var columns: [Column]
        /// What the template made on the way, also in the legs behind it.
        var made = MadeValues()
    }

    /// Takes the records through the legs, completed from CDS on the way.
    private mutating func map(
        _ batch: inout RecordBatch, plan: TaskPlan, source: SourceColumns,
        fates: inout [RowFate], issues: inout [RowIssue], held: inout [HeldRecord]
    ) throws -> FirstLeg {
        var first = FirstLeg(step: plan.steps[0], columns: [])
        for (number, step) in plan.steps.enumerated() {
            try take(
                &batch, throughLeg: number, of: plan, made: &first.made, fates: &fates,
                issues: &issues, held: &held)
            if number == plan.steps.count - 1 {
                try setDestinationKeysAside(
                    batch, step: step, mayRepeat: plan.mayRepeatKeys, fates: &fates, issues: &issues
                )
            }
            if number == 0 {
                try settle(
                    &batch, plan: plan, source: source, fates: &fates, issues: &issues, held: &held)
                try setRepeatedAside(
                    &batch, plan: plan, source: source, fates: &fates, issues: &issues, held: &held)
                if step.keepsRecords {
                    try complete(&batch, step: step, fates: fates)
                    setKeylessAside(batch, plan: plan, fates: &fates, issues: &issues)
                    try hub?.leaveOutSent(batch, plan: plan, fates: &fates)
                }
                first.columns = batch.columns
                if !fates.contains(.kept) { break }
            }
        }
        return first
    }

    /// Maps the records by a leg and checks what it made of them.
    private mutating func take(
        _ batch: inout RecordBatch, throughLeg number: Int, of plan: TaskPlan,
        made: inout MadeValues, fates: inout [RowFate], issues: inout [RowIssue],
        held: inout [HeldRecord]
    ) throws {
        let step = plan.steps[number]
        let open = step.mapper.openLookups(in: batch, fates: fates)
        let known = try lookUp(open, mayWait: number == 0, fates: &fates, held: &held)
        issues += try registry?.deletedTargets(of: open, among: known) ?? []
        issues += try contradictions(in: batch, step.mapper, fates: fates)
        let (poolStart, columns, mapped) = (batch.bytes.count, batch.columns, issues.count)
        batch = step.mapper.map(
            batch.moved(), also: known, fates: &fates, issues: &issues, unmapped: &unmapped)
        made.explain(&issues, from: mapped, unmappedIn: columns)
        let checker = number == 0 ? plan.sourceChecker : plan.steps[number - 1].checker
        made.passed(
            step.mapper, poolStart: poolStart, source: columns, personal: checker.personalColumns)
        let checked = issues.count
        step.checker.check(&batch, fates: &fates, issues: &issues)
        made.explain(&issues, from: checked, in: batch, of: step.schema)
    }

    /// Decides which records of the first leg may go on: not those that a newer one has overtaken, and
    /// not those whose references are not known yet.
    private mutating func settle(
        _ batch: inout RecordBatch, plan: TaskPlan, source: SourceColumns,
        fates: inout [RowFate], issues: inout [RowIssue], held: inout [HeldRecord]
    ) throws {
        let (step, times) = (plan.steps[0], source.times)
        overtaken +=
            try waiting?.leaveOutOvertaken(
                in: batch, of: step.schema, key: step.key, times: times, fates: &fates) ?? 0
        held +=
            try waiting?.hold(in: &batch, plan: plan, fates: &fates) ?? []
        held +=
            try waiting?.holdBehind(
                batch, source: source, plan: plan, registry: registry, fates: &fates) ?? []
        held += try headers.setOrphansAside(
            in: batch, of: step.schema, fates: &fates, issues: &issues)
        try waiting?.judge(&held, fates: &fates, issues: &issues)
        guard let olderRecords, let times else { return }
        let older = try olderRecords.leaveOut(
            batch, of: step.schema, key: step.key, times: times, fates: &fates)
        if older > 0 { leftOut.add(LeftOutRecords(rule: OlderRecords.rule, count: older)) }
    }

    /// Lists the records that were deleted in the source, with the keys that they had. People delete
    /// them in the destination by this list, so that what it was sent of them is forgotten. Those that
    /// it was never sent are counted and not listed, as far as a store remembers that; nor are those of
    /// which CDS has a later state.
    private mutating func listDeleted(of batch: inout RecordBatch, plan: TaskPlan) throws {
        let deleted = try batch.deleted.filter { try !isThere($0) }
        batch.leftOut.moveDeleted(batch.deleted.count - deleted.count) {
            "\($0), and among the records too"
        }
        guard !deleted.isEmpty else { return }
        let keys = try deleted.map { try DeletedKey(of: $0, plan: plan, registry: registry) }
        var listed = Array(deleted.indices)
        if let hub {
            var rows = try DeletedRows(
                deleted, keys: keys, plan: plan, registry: registry,
                complete: { try complete(&$0, step: $1, fates: $2) })
            let times = olderRecords?.times(of: rows.source)
            try waiting?.withdraw(
                Array(keys.indices), SourceKeys(plan.keyParts, of: rows.source), in: rows.source,
                times: times, plan: plan, registry: registry)
            let older = try olderRecords.map {
                try rows.leaveOut($0, times: times, step: plan.steps[0])
            }
            batch.leftOut.moveDeleted(older ?? 0) { _ in OlderRecords.rule }
            listed = rows.undecided.union(try hub.forget(rows, plan: plan)).sorted()
            batch.leftOut.moveDeleted(deleted.count - listed.count - (older ?? 0)) {
                "\($0), of no known delivery"
            }
        }
        try registry?.noteDeleted(listed.map { deleted[$0].id }, of: plan.source)
        deletions += listed.map { row in
            Deletion(
                source: plan.source.displayName, destination: plan.destination.displayName,
                id: deleted[row].id, key: keys[row].text)
        }
    }

    /// True for a deleted record that the same file has among its records: these count.
    private func isThere(_ record: DeletedRecord) throws -> Bool {
        try keys.ids.contains(record.id.asIdentifier.foldedName.utf8)
    }

    /// Compiles the task when the first batch shows the file's columns.
    private mutating func compiledPlan(
        for batch: RecordBatch, log: inout IssueLog
    ) throws -> TaskPlan {
        if let plan { return plan }
        let made = try planner.plan(for: batch.columns.map(\.name), file: entity.file, hub: hub)
        let checker = made.sourceChecker
        unknownColumns =
            checker.unknownColumns + checker.unreadPaths(wanted: planner.readFields)
        made.sourceChecker.labelIssue(in: entity).map { log.note($0) }
        for issue in checker.misspellings(in: entity) { log.note(issue) }
        for issue in checker.misspeltPaths(in: entity, wanted: planner.readFields) {
            log.note(issue)
        }
        for checker in [made.sourceChecker] + made.steps.map(\.checker) {
            log.mask.add(checker.checkedFields.compactMap(\.self), of: entity.name)
        }
        try hub?.store.noteEntity(
            made.destination.name, ofDestination: made.destinationName)
        plan = made
        if let byteCount, !batch.bytes.isEmpty {
            let expected = byteCount / batch.bytes.count * batch.rowCount
            keys.makeRoom(for: expected)
        }
        return made
    }

    /// Gives the records what CDS knows of them and their file lacks.
    private func complete(
        _ batch: inout RecordBatch, step: TaskPlan.Step, fates: [RowFate]
    ) throws {
        guard let hub else { return }
        try step.complete(&batch) { batch in
            try hub.complete(&batch, of: step.schema.name, key: step.key, fates: fates)
        }
    }

    /// Keeps in CDS the records that the destination takes, and notes them as headers of lines to come.
    /// What is set aside on any leg changes nothing in CDS. Returns the values that CDS had and has no
    /// more.
    private func keep(
        _ firstLeg: inout FirstLeg, of batch: inout RecordBatch, times: [String?]?,
        plan: TaskPlan, fates: [RowFate]
    ) throws -> [ClearedValue] {
        let step = firstLeg.step
        swap(&batch.columns, &firstLeg.columns)
        defer { swap(&batch.columns, &firstLeg.columns) }
        try headers.note(batch, of: step.schema, fates: fates)
        guard step.keepsRecords else { return [] }
        let cleared = try hub?.keep(batch, plan: plan, fates: fates) ?? []
        if let times {
            try olderRecords?.note(
                batch, of: step.schema, key: step.key, times: times, fates: fates)
        }
        return cleared
    }

    /// Sets the records aside that hold what the package's format cannot carry.
    private func setUnwritableAside(
        _ batch: RecordBatch, fates: inout [RowFate], issues: inout [RowIssue]
    ) {
        guard fates.contains(.kept) else { return }
        for fault in destination.faults(of: batch, rows: RowFate.keptRows(of: fates)) {
            fates[fault.row] = .quarantined
            issues.append(fault)
        }
    }

    /// Writes what the destination does not have yet.
    private mutating func deliver(
        _ batch: RecordBatch, plan: TaskPlan, source: SourceColumns, fates: inout [RowFate],
        issues: inout [RowIssue]
    ) throws {
        guard fates.contains(.kept) else { return }
        overtaken += try waiting?.leaveOutOvertaken(in: batch, plan: plan, fates: &fates) ?? 0
        try hub?.leaveOutDelivered(batch, plan: plan, fates: &fates)
        let rows = RowFate.keptRows(of: fates)
        guard !rows.isEmpty else { return }
        issues += try overwritten(batch, plan: plan, fates: fates)
        let told = Set(issues.filter { $0.code.id == IssueCode.keyOfAnotherCompany.id }.map(\.row))
        issues += try clashes(batch, plan: plan, source: source, fates: fates).filter {
            !told.contains($0.row)
        }
        issues += try registry?.clashes(of: batch, rows: rows, schema: plan.destination) ?? []
        issues += try registry?.formerRecords(of: batch, rows: rows, plan: plan) ?? []
        let identified = try destination.identified(
            batch, rows: rows, plan: plan, registry: registry)
        let writer = try self.writer ?? destination.makeWriter(for: plan)
        self.writer = writer
        try writer.write(identified, rows: rows)
        if destination.writesAbsentAsEmpty { blanked.note(batch, rows: rows) }
    }

    /// Puts the quarantined rows, as they were read, into the quarantine with their reasons.
    private mutating func setAside(
        _ asRead: RecordBatch, plan: TaskPlan, fates: [RowFate], issues: [RowIssue],
        log: inout IssueLog
    ) throws {
        let telling = issues.filter { fates[$0.row] != .filtered }
        let located = RowIssues(
            telling, batch: asRead, entity: entity, keyColumns: plan.sourceKeyColumns(of: asRead),
            personalColumns: plan.sourceChecker.personalColumns)
        located.note(in: &log)
        let rows = fates.indices.filter { fates[$0] == .quarantined }
        guard !rows.isEmpty || !asRead.unreadable.isEmpty else { return }
        let returned =
            try self.returned
            ?? quarantine.makeWriter(for: entity, columns: asRead.columns.map(\.name))
        self.returned = returned
        try returned.write(asRead, rows: rows, reasons: located.reasons)
    }

    private mutating func count(_ fates: [RowFate], of batch: RecordBatch) {
        let unreadable = batch.unreadable.count
        counts.read += fates.count + unreadable
        counts.quarantined += unreadable
        for part in batch.leftOut {
            counts.read += part.count
            counts.filtered += part.count
            leftOut.add(part)
        }
        for fate in fates {
            switch fate {
            case .kept: counts.written += 1
            case .filtered: counts.filtered += 1
            case .quarantined: counts.quarantined += 1
            case .unchanged: counts.unchanged += 1
            case .waiting: counts.waiting += 1
            }
        }
    }
}
