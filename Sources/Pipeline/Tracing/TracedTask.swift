import Formats
import Mapping
import Records
import Schemas
import Store

/// The texts of a record as its file has them, without the fields that say nothing.
struct RecordValues: Equatable {
    private let texts: [String: String]

    init(of row: Int, in batch: RecordBatch) {
        var texts: [String: String] = [:]
        for column in batch.columns {
            let text = batch.text(of: column.cells[row]) ?? ""
            if !text.isEmpty { texts[column.name.foldedName] = text }
        }
        self.texts = texts
    }
}

/// A task over an archived file once more, for one of its records. Nothing is written.
struct TracedTask {
    let assignment: TaskMatch.Assignment
    let package: SourcePackage
    let configuration: Configuration
    let legalEntity: String?
    let references: References
    let hub: Hub
    let started: String
    let observer: Observer

    /// A record, with the batch that it is in.
    struct Found {
        var stages: TaskStages
        var row: Int
        var plan: TaskPlan

        /// The record's number in the file, from 1.
        var number: Int { stages.asRead.firstRecord + row + 1 }
        /// The key at the destination as people read it.
        var destinationKey: String {
            TracedTask.destinationKey(of: row, in: stages, plan: plan).joined(separator: ", ")
        }
    }

    /// Which record is meant.
    enum Wanted {
        case number(Int)
        /// Its key in the source.
        case sourceKey(String)
        /// Its key at the destination.
        case destinationKey(String)
        /// Every value as a file has it.
        case values(RecordValues)
    }

    /// The records with that key or number: the one that has it exactly or, failing that, all that have
    /// it as a part of their key, ten at the most.
    func find(_ wanted: Wanted) throws -> [Found] {
        var partial: [Found] = []
        let reader = try package.makeReader(for: assignment.entity)
        let registry = KeyRegistry(
            hub: hub, configuration: configuration, legalEntity: legalEntity)
        var plan: TaskPlan?
        while let batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            let made = try plan ?? makePlan(for: batch)
            plan = made
            if case .number(let number) = wanted {
                let row = number - 1 - batch.firstRecord
                guard batch.positions.indices.contains(row) else { continue }
                return [try complete(batch, row: row, plan: made, registry: registry)]
            }
            let stages = try TaskStages(
                batch, plan: made, registry: registry, numbers: numbers)
            for row in 0..<batch.rowCount {
                let match = keys(of: wanted, in: stages, row: row, plan: made)
                if match == .exact {
                    return [try complete(batch, row: row, plan: made, registry: registry)]
                }
                guard match == .partial, partial.count < 10 else { continue }
                partial.append(
                    try complete(batch, row: row, plan: made, registry: registry))
            }
        }
        return partial
    }

    /// All batches of the entity at all stages. CDS completes them only by fields that no row of the
    /// template fills, so that each value of the others is what a row made of the file.
    func visit(_ body: (TaskStages) -> Void) throws {
        let reader = try package.makeReader(for: assignment.entity)
        let registry = KeyRegistry(
            hub: hub, configuration: configuration, legalEntity: legalEntity)
        var plan: TaskPlan?
        while let batch = try reader.next() {
            let made = try plan ?? makePlan(for: batch)
            plan = made
            let stages = try TaskStages(
                batch, plan: made, registry: registry, numbers: numbers
            ) { batch, step, fates in
                let filled = assignment.task.legs[0].enabledMappings.map(\.destinationField)
                for row in RowFate.keptRows(of: fates) {
                    try complete(row, of: &batch, step) { name in
                        !filled.contains { $0.isSameName(as: name) }
                    }
                }
            }
            body(stages)
        }
    }

    /// By which fields people name a record of the source or of the destination, how many records the
    /// source has, and of how many it says that they were deleted.
    func keyFields(
        isDelivered: Bool
    ) throws -> (entity: String, fields: [String], records: Int, deleted: Int) {
        let reader = try package.makeReader(for: assignment.entity)
        var plan: TaskPlan?
        var (records, deleted) = (0, 0)
        while let batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            plan = try plan ?? makePlan(for: batch)
            records += batch.rowCount
            deleted += batch.deleted.count
        }
        guard let plan else { return (assignment.source.displayName, [], 0, deleted) }
        let fields =
            isDelivered
            ? plan.steps[plan.steps.count - 1].key
            : plan.sourceKeyColumns.map { plan.sourceChecker.columnNames[$0] }
        return (plan.source.displayName, fields, records, deleted)
    }

    /// The same task over an entity of another file.
    func over(_ assignment: TaskMatch.Assignment, of package: SourcePackage) -> TracedTask {
        TracedTask(
            assignment: assignment, package: package, configuration: configuration,
            legalEntity: legalEntity, references: references, hub: hub, started: started,
            observer: observer)
    }

    private var numbers: GivenNumbers? {
        GivenNumbers(
            assignment.source, configuration: configuration, hub: hub, legalEntity: legalEntity,
            onlyKnown: true)
    }

    private enum Match { case exact, partial, none }

    private func keys(
        of wanted: Wanted, in stages: TaskStages, row: Int, plan: TaskPlan
    ) -> Match {
        if case .values(let values) = wanted {
            return RecordValues(of: row, in: stages.asRead) == values ? .exact : .none
        }
        let (text, parts): (String, [String]) =
            switch wanted {
            case .number, .values: ("", [])
            case .sourceKey(let text):
                (
                    text,
                    plan.sourceKeyColumns.compactMap { column in
                        stages.checked.text(of: stages.checked.columns[column].cells[row])
                    }
                )
            case .destinationKey(let text) where stages.fates[row].isKept:
                (text, Self.destinationKey(of: row, in: stages, plan: plan))
            case .destinationKey: ("", [])
            }
        if parts.isEmpty { return .none }
        if parts.joined(separator: ", ").isSameName(as: text) { return .exact }
        return parts.contains { $0.isSameName(as: text) } ? .partial : .none
    }

    private static func destinationKey(of row: Int, in stages: TaskStages, plan: TaskPlan)
        -> [String]
    {
        plan.steps[plan.steps.count - 1].key.compactMap { field in
            stages.legs.last?.value(field, row: row).text
        }
    }

    private func makePlan(for batch: RecordBatch) throws -> TaskPlan {
        let planner = TaskPlanner(
            template: assignment.template.template, task: assignment.task,
            configuration: configuration, legalEntity: legalEntity, references: references,
            resolvesLookups: assignment.destination.environment == .sales
                && configuration.givesRecordIDs, started: started)
        var batch = batch
        var numbers = numbers
        numbers?.addColumn(to: &batch)
        return try planner.plan(
            for: batch.columns.map(\.name), file: assignment.entity.file, hub: hub)
    }

    /// The batch once more, the record completed from CDS.
    private func complete(
        _ batch: RecordBatch, row: Int, plan: TaskPlan, registry: KeyRegistry?
    ) throws -> Found {
        let stages = try TaskStages(
            batch, plan: plan, registry: registry, numbers: numbers
        ) { batch, step, fates in
            if fates[row].isKept { try complete(row, of: &batch, step) { _ in true } }
        }
        return Found(stages: stages, row: row, plan: plan)
    }

    /// Gives a record what CDS has of the fields that it lacks, as far as they are `wanted`.
    private func complete(
        _ row: Int, of batch: inout RecordBatch, _ step: TaskPlan.Step,
        wanted: (String) -> Bool
    ) throws {
        var key = KeyText(columns: step.key, of: batch)
        key.read(row, of: batch)
        guard let stored = try hub.store.record(step.schema.name, key: key.bytes) else { return }
        for index in batch.columns.indices
        where batch.columns[index].cells[row].isAbsent && wanted(batch.columns[index].name) {
            switch stored.value(of: batch.columns[index].name) {
            case .absent: continue
            case .null: batch.columns[index].cells[row] = .null
            case .text(let text):
                batch.columns[index].cells[row] = batch.append(text.utf8)
            }
        }
    }
}

extension Configuration {
    /// Whether lookups of packages for Sales hold the ids of records.
    var givesRecordIDs: Bool {
        if case .configurationMigration = salesPackage { true } else { false }
    }
}
