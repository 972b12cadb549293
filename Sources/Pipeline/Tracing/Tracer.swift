import Folders
import Formats
import Mapping
import Records
import Store

/// Explains the records of a workspace's runs: it converts the archived file once more, for one record,
/// and compares with what was delivered. Nothing in the workspace changes.
package final class Tracer {
    private let workspace: Workspace
    private let configuration: Configuration
    private let store: CommonDataStore
    private let observer: Observer

    package init(
        workspace: Workspace, configuration: Configuration, observer: Observer = Observer()
    ) throws {
        self.workspace = workspace
        self.configuration = configuration
        self.observer = observer
        store = try CommonDataStore(path: workspace.storePath)
    }

    /// Which record of a source is meant.
    package enum SourceRecord: Sendable {
        case number(Int)
        case key(String)
    }

    /// How a delivered record came about. `place` is a package, the folder of a delivery, or the number
    /// of a run; `key` is the record's key or a part of it that no other record has.
    package func trace(
        _ place: String, key: String, entity: String? = nil
    ) throws -> RecordTrace {
        let run = try run(thatDelivered: place)
        let files =
            try Int(place) == nil ? DeliveredFiles.paths(at: place) : publishedFiles(of: run)
        let traces = try traces(
            of: run, .destinationKey(key), files: files, entity: entity,
            isDelivered: true)
        guard let first = traces.first else {
            let keys = try keySentences(of: run, isDelivered: true, entity: entity)
            throw ViewError(
                "Run \(run.id) delivered no record with the key \"\(key)\". \(keys)"
                    + "\"p2c cat\" prints the package; a key of several parts is written \"A, B\". "
                    + "\"p2c trace --from \(run.id) KEY\" tells where a record of its file went, by its "
                    + "key there; \"--record NUMBER\" in the place of KEY by its number")
        }
        guard traces.count == 1 else { throw Self.several(traces, key, by: \.destinationKey) }
        return first
    }

    /// Where a record of a source went: once for each task that took it. `place` is a file that was
    /// dropped, wherever it lies, or the number of a run.
    package func trace(
        from place: String, _ record: SourceRecord, entity: String? = nil
    ) throws -> [RecordTrace] {
        let run = try run(thatRead: place)
        let wanted: TracedTask.Wanted =
            switch record {
            case .number(let number): .number(number)
            case .key(let key): .sourceKey(key)
            }
        let traces = try traces(
            of: run, wanted, files: publishedFiles(of: run), entity: entity, isDelivered: false)
        guard !traces.isEmpty else {
            if case .number(let number) = record,
                let sentence = try numbers(of: run, without: number, entity: entity)
            {
                throw ViewError(sentence)
            }
            let keys = try keySentences(of: run, isDelivered: false, entity: entity)
            throw ViewError("\(run.source) has no such record that a template takes. \(keys)")
        }
        let tasks = Set(traces.map { "\($0.template) \($0.task)" })
        guard tasks.count == traces.count else {
            throw Self.several(traces, "that", by: \.sourceKey)
        }
        return traces
    }

    private static func several(
        _ traces: [RecordTrace], _ key: String, by field: KeyPath<RecordTrace, String>
    ) -> ViewError {
        let keys = traces.map { "\"\($0[keyPath: field])\" (\($0.destinationEntity))" }
        return ViewError(
            "Several records have \(key) in their key. Give the whole key, or --entity: "
                + keys.joined(separator: ", "))
    }
}

extension Tracer {
    private func run(thatDelivered place: String) throws -> Run {
        if let number = Int(place) { return try run(number) }
        for file in try DeliveredFiles.paths(at: place) {
            let digest = try sha256(of: file).hexadecimal
            if let id = try store.run(thatPublished: digest), let run = try store.run(id) {
                return run
            }
        }
        if !Paths.leadsToFolder(place),
            let run = try store.runs(ofContent: sha256(of: place).hexadecimal).first
        {
            throw ViewError(
                "\(place) is no delivery: run \(run.id) read it. To ask where a record of it went, "
                    + "put --from before it")
        }
        throw ViewError(
            "\(place) is no delivery of this workspace, or it was changed since. \"p2c history\" "
                + "lists the runs; a run's number stands for its delivery too")
    }

    private func run(thatRead place: String) throws -> Run {
        if let number = Int(place) { return try run(number) }
        let runs = try store.runs(ofContent: sha256(of: place).hexadecimal)
        // In archive/ the name says which of several runs of the same content is meant.
        let named = runs.first { fileName(of: place).hasPrefix("run\($0.id)-") }
        guard let run = named ?? runs.first(where: { $0.duplicateOf == nil }) ?? runs.first else {
            throw ViewError(
                "No run of this workspace read \(place). \"p2c history\" lists the runs; a run's "
                    + "number stands for its file too")
        }
        return run
    }

    private func run(_ number: Int) throws -> Run {
        guard let run = try store.run(RunID(number)) else {
            throw ViewError("There is no run \(number). \"p2c history\" lists the runs")
        }
        return run
    }

    private func publishedFiles(of run: Run) throws -> [String] {
        try DeliveredFiles.paths(of: run.id, store: store, workspace: workspace)
    }

    private func traces(
        of run: Run, _ wanted: TracedTask.Wanted, files: [String], entity: String?,
        isDelivered: Bool
    ) throws -> [RecordTrace] {
        var traces: [RecordTrace] = []
        try eachTask(of: run, entity: entity) { task, archived in
            for found in try task.find(wanted) {
                let trace = try trace(found, task, of: run, archived: archived, files: files)
                if isDelivered && !trace.isOfDelivery { continue }
                traces.append(trace)
            }
        }
        return traces
    }

    /// The tasks that take an entity of the run's file, or make one, with where the file lies.
    private func eachTask(
        of run: Run, entity: String?, _ body: (TracedTask, String) throws -> Void
    ) throws {
        let archived = try archivedFile(of: run)
        let scoped = configuration.scoped(to: run.legalEntity)
        let package = try SourcePackage.open(
            path: archived, name: run.source, limits: scoped.limits, formats: scoped.formats)
        let match = TaskMatch(package, configuration: scoped)
        let references = try PackageReferences(
            package, configuration: scoped, match: match, hasStore: true)
        for assignment in match.assignments where assignment.isAbout(entity, scoped) {
            let task = TracedTask(
                assignment: assignment, package: package, configuration: scoped,
                legalEntity: run.legalEntity, references: references.all,
                hub: Hub(store: store, isFull: false), started: run.started, observer: observer)
            try body(task, archived)
        }
    }

    /// Which fields are the key, and how many records there are, for each task that may be meant.
    private func keySentences(
        of run: Run, isDelivered: Bool, entity: String?
    ) throws -> String {
        var sentences: [String] = []
        try eachTask(of: run, entity: entity) { task, _ in
            let found = try task.keyFields(isDelivered: isDelivered)
            if found.deleted > 0, !isDelivered {
                let records =
                    found.deleted == 1
                    ? "1 record of \(found.entity) was"
                    : "\(found.deleted) records of \(found.entity) were"
                sentences.append(
                    "It says that \(records) deleted: deleted-records.csv beside the delivery lists what was "
                        + "delivered before. ")
            }
            guard found.records > 0, !found.fields.isEmpty else { return }
            let name = isDelivered ? task.assignment.destination.displayName : found.entity
            let sentence =
                "The key of \(name) is \(found.fields.joined(separator: ", ")); the file has "
                + "\(found.records) \(found.records == 1 ? "record" : "records"). "
            if !sentences.contains(sentence) { sentences.append(sentence) }
        }
        return sentences.joined()
    }

    /// Which numbers its file's records have, as a sentence; nil where nothing is read.
    private func numbers(of run: Run, without number: Int, entity: String?) throws -> String? {
        var ranges: [String] = []
        try eachTask(of: run, entity: entity) { task, _ in
            let found = try task.keyFields(isDelivered: false)
            let range = "\(found.entity) has " + Self.range(found.records)
            if !ranges.contains(range) { ranges.append(range) }
        }
        if ranges.isEmpty { return nil }
        return "\(run.source) has no record \(number) that a template takes: "
            + ranges.joined(separator: ", ")
    }

    private static func range(_ count: Int) -> String {
        switch count {
        case 0: "no record"
        case 1: "record 1 alone"
        default: "records 1 to \(count)"
        }
    }

    /// Where the run's file lies: its name begins with the run's number, in archive/ or one of the
    /// companies' folders there.
    private func archivedFile(of run: Run) throws -> String {
        for folder in [run.legalEntity.map { "\(workspace.archive)/\($0)" }, workspace.archive] {
            guard let folder, Paths.leadsToFolder(folder) else { continue }
            if let name = try Paths.names(in: folder).first(where: { $0.hasPrefix("run\(run.id)-") }
            ) {
                return "\(folder)/\(name)"
            }
        }
        throw ViewError(
            "\(run.source) of run \(run.id) is not in archive/ any more, so that its records cannot be "
                + "traced. Put it back as archive/"
                + (run.legalEntity.map { "\($0)/" } ?? "") + "run\(run.id)-\(run.source)")
    }
}

extension Tracer {
    private func trace(
        _ found: TracedTask.Found, _ task: TracedTask, of run: Run, archived: String,
        files: [String]
    ) throws -> RecordTrace {
        let (stages, row, plan) = (found.stages, found.row, found.plan)
        let assignment = task.assignment
        let entity = assignment.entity
        var key = KeyText(columns: plan.destinationKey, of: stages.delivered)
        key.read(row, of: stages.delivered)
        let delivered =
            stages.fates[row].isKept
            ? try DeliveredRecord.values(
                of: plan.destination, keyFields: plan.destinationKey, key: key.bytes, in: files,
                configuration: task.configuration) : nil
        let fate = try RecordFate(
            of: found, task, run: run, store: store, workspace: workspace
        ) { try self.archivedFile(of: $0) }.tell(isDelivered: delivered != nil, key: key.bytes)
        let issues = RowIssues(
            stages.fates[row] == .filtered || fate.hasWaited
                ? [] : stages.issues.filter { $0.row == row },
            batch: stages.asRead, entity: entity,
            keyColumns: plan.sourceKeyColumns)
        var log = IssueLog()
        issues.note(in: &log)
        let position = stages.asRead.positions[row]
        let template = assignment.template.template
        return RecordTrace(
            run: run.id.rawValue, started: run.started, source: run.source,
            archived: workspace.relative(archived), file: stages.asRead.file ?? entity.file,
            number: found.number, line: Int(position.line),
            byte: Int(position.byte), sourceEntity: plan.source.displayName,
            sourceKey: found.sourceKey ?? "",
            template: template.name, task: assignment.task.name,
            destinationEntity: plan.destination.displayName,
            destinationKey: found.destinationKey,
            stored: try stored(found),
            fate: fate.text, isOfDelivery: fate.isOfDelivery,
            issues: log.groups.flatMap(\.examples).map { issue in
                "\(issue.code.id) \(issue.field.map { "\($0): " } ?? "")\(issue.detail)"
            },
            values: stages.fates[row].isKept
                ? ValueTraces(found, of: assignment.task, before: try earlierValues(found, run))
                    .values(delivered: fate.isOfDelivery ? delivered : nil) : [],
            isOtherConfiguration: !configuration.isOfRules(run.configuration))
    }

    /// The record of CDS behind the first leg.
    private func stored(_ found: TracedTask.Found) throws -> RecordTrace.Stored? {
        guard let (step, key) = storedKey(found),
            let record = try store.record(step.schema.name, key: key.bytes)
        else { return nil }
        let parts = step.key.compactMap {
            found.stages.legs[0].value($0, row: found.row).text
        }
        return RecordTrace.Stored(
            entity: step.schema.name, key: parts.joined(separator: ", "), run: record.run,
            number: record.number)
    }

    /// The key by which CDS has the record; nil where it does not travel through CDS.
    private func storedKey(_ found: TracedTask.Found) -> (step: TaskPlan.Step, key: KeyText)? {
        let step = found.plan.steps[0]
        guard step.keepsRecords, found.stages.fates[found.row].isKept else { return nil }
        var key = KeyText(columns: step.key, of: found.stages.legs[0])
        key.read(found.row, of: found.stages.legs[0])
        return (step, key)
    }

    /// What brought the values that CDS had of the record before that run.
    private func earlierValues(
        _ found: TracedTask.Found, _ run: Run
    ) throws -> [String: RecordTrace.Origin] {
        guard let (step, key) = storedKey(found),
            let sources = try store.valueSources(of: step.schema.name, key: key.bytes)
        else { return [:] }
        var earlier: [String: RecordTrace.Origin] = [:]
        for field in found.stages.legs[0].columns.map(\.name) {
            let source = sources[field]
            guard source.run < run.id, let bringing = try store.run(source.run) else { continue }
            earlier[field.foldedName] = RecordTrace.Origin(
                run: source.run, file: bringing.source, number: source.number)
        }
        return earlier
    }
}

extension TaskMatch.Assignment {
    /// Whether it takes or makes the entity of that name; anything is about none.
    fileprivate func isAbout(_ entity: String?, _ configuration: Configuration) -> Bool {
        guard let entity else { return true }
        let destination = configuration.schemas.schema(
            destination.environment, named: destination.entity)
        return source.isNamed(entity) || destination?.isNamed(entity) == true
            || self.destination.entity.isSameName(as: entity)
    }
}
