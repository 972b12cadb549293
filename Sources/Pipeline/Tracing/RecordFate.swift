import Folders
import Formats
import Records
import Store

/// What became of a traced record in its run: by the record as it is converted once more, the ledger,
/// and the run's report, quarantine and successors.
struct RecordFate {
    /// In words, and whether the run may have delivered the record.
    struct Answer {
        var text: String
        var isOfDelivery = true
        /// What it lacks by the store as it is was no issue in that run.
        var hasWaited = false
    }

    private let found: TracedTask.Found
    private let task: TracedTask
    private let run: Run
    private let store: CommonDataStore
    private let workspace: Workspace
    private let report: RunReport?
    /// Where the file of a run lies.
    private let archivedFile: (Run) throws -> String

    init(
        of found: TracedTask.Found, _ task: TracedTask, run: Run, store: CommonDataStore,
        workspace: Workspace, archivedFile: @escaping (Run) throws -> String
    ) throws {
        self.found = found
        self.task = task
        self.run = run
        self.store = store
        self.workspace = workspace
        self.archivedFile = archivedFile
        report = try store.report(of: run.id).flatMap { RunReport.parse(Array($0.utf8)) }
    }

    /// `key` is the record's at the destination.
    func tell(isDelivered: Bool, key: [UInt8]) throws -> Answer {
        if let earlier = report?.duplicateOf {
            return Answer(
                text: "came in a duplicate: run \(earlier) had taken the same content",
                isOfDelivery: false, hasWaited: true)
        }
        if let awaited = try awaited(in: run.id, as: found.number) {
            return Answer(text: "waits for \(awaited)", hasWaited: true)
        }
        let fate = found.stages.fates[found.row]
        if fate.isKept {
            let first = try task.find(.destinationKey(found.destinationKey)).first?.number
            if let first, first != found.number {
                return Answer(
                    text: "was set aside: record \(first) has the same key", isOfDelivery: false)
            }
            if isDelivered { return Answer(text: "was delivered") }
        }
        if let (next, number) = try successor() {
            if let failure = try failure(of: next) {
                return Answer(
                    text: "waited: run \(next) was to take it up, and failed: \(failure)",
                    isOfDelivery: false, hasWaited: true)
            }
            let record = number.map { " as record \($0)" } ?? ""
            let still = try number.flatMap { try self.awaited(in: next, as: $0) }
            let rest = still.map { ", and it waits there for \($0)" } ?? ""
            return Answer(
                text: "waited: run \(next) took it up\(record)\(rest)", isOfDelivery: false,
                hasWaited: true)
        }
        switch fate {
        case .filtered:
            let filter = task.assignment.task.legs[0].sourceFilter?.text
            return Answer(text: "stayed behind: \(filter ?? "a rule")")
        case .quarantined: return Answer(text: "was set aside")
        case .kept, .unchanged, .waiting: break
        }
        if let reason = try reasonInReport ?? placeInQuarantine() {
            return Answer(text: "was set aside: \(reason)", isOfDelivery: false)
        }
        return try tellUnmoved(key: key)
    }

    /// Why a run delivered nothing; nil where it went well.
    private func failure(of run: RunID) throws -> String? {
        try store.report(of: run).flatMap { RunReport.parse(Array($0.utf8)) }?.failure
    }

    /// What the record waits for, when it was last held by that run under that number.
    private func awaited(in run: RunID, as number: Int) throws -> String? {
        try store.waitingRecords().first { record in
            record.run == run && record.record == number
                && record.entity == task.assignment.entity.name
                && record.task == found.plan.destinationName
        }?.awaitedText
    }

    /// The reasons of the report, when the record is among its examples.
    private var reasonInReport: String? {
        let file = found.stages.asRead.file ?? task.assignment.entity.file
        let reasons = (report?.issues ?? []).filter { group in
            group.severity == Severity.error.rawValue && group.file == file
        }.flatMap { group in
            group.examples.filter { $0.record == found.number }.map { example in
                "\(group.code) \(group.field.map { "\($0): " } ?? "")\(example.detail)"
            }
        }
        return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }

    /// The file of the run's quarantine that has the record with its reason.
    private func placeInQuarantine() throws -> String? {
        guard let folder = report?.quarantine else { return nil }
        let place = "\(workspace.root)/\(folder)"
        guard Paths.leadsToFolder(place) else { return nil }
        let files = try DeliveredFiles.paths(at: place).filter { !ReturnPackage.isBeside($0) }
        return try files.first { try number(in: $0) != nil }.map {
            "\(workspace.relative($0)) has it with its reason"
        }
    }

    /// The last of the runs that took the record up, when it waited, and the record's number there as far
    /// as the run's file is there.
    private func successor() throws -> (run: RunID, number: Int?)? {
        guard found.stages.fates[found.row] != .filtered, (counts?.waiting ?? 0) > 0 else {
            return nil
        }
        var last: (run: RunID, number: Int?)?
        while let next = try store.run(resuming: last?.run ?? run.id),
            let successor = try store.run(next)
        {
            // Where its file is gone, it can only be the one that waited.
            guard let file = try? archivedFile(successor) else { return (next, nil) }
            guard let number = try number(in: file) else { break }
            last = (next, number)
        }
        return last
    }

    /// The number of the record among those that the same task takes of another file; nil when it is
    /// not there.
    private func number(in path: String) throws -> Int? {
        let values = RecordValues(of: found.row, in: found.stages.asRead)
        let configuration = task.configuration
        let package = try SourcePackage.open(
            path: path, name: fileName(of: path), limits: configuration.limits,
            formats: configuration.formats)
        let assignments = TaskMatch(package, configuration: configuration).assignments
        for other in assignments where other.isSameTask(as: task.assignment) {
            if let same = try task.over(other, of: package).find(.values(values)).first {
                return same.number
            }
        }
        return nil
    }

    /// What the report says of the task.
    private var taskReport: RunReport.Task? {
        report?.tasks.first { $0.isOf(task.assignment) }
    }

    private var counts: RecordCounts? { taskReport?.records }

    /// True when the source says that it changed CDS' record later than this one.
    private func isOlder() throws -> Bool {
        let step = found.plan.steps[0]
        guard step.keepsRecords, let leg = found.stages.legs.first,
            let older = OlderRecords(
                hub: task.hub, configuration: task.configuration, started: run.started),
            let time = older.times(of: found.stages.checked)?[found.row], !time.isEmpty
        else { return false }
        var key = KeyText(columns: step.key, of: leg)
        key.read(found.row, of: leg)
        let known = try store.sourceTime(of: step.schema.name, key: key.bytes)
        return known.map { time < $0 } ?? false
    }

    /// Of a record that was neither delivered nor set aside, and did not wait.
    private func tellUnmoved(key: [UInt8]) throws -> Answer {
        if (counts?.filtered ?? 0) > 0, try isOlder() {
            return Answer(
                text: "stayed behind: it is older than what CDS has", isOfDelivery: false)
        }
        let sender = try store.deliveringRun(destination: found.plan.destinationName, key: key)
        if let sender, sender < run.id, counts?.unchanged != 0 {
            return Answer(text: "was unchanged: run \(sender) delivered it like this")
        }
        if sender == run.id {
            return Answer(text: "was delivered; the package is not in outbox/ any more")
        }
        var causes: [String] = []
        if let counts, counts.unchanged > 0 { causes.append("it was unchanged") }
        if let counts, counts.filtered > 0, let filter = taskReport?.filter {
            causes.append("it stayed behind: \(filter)")
        }
        if let counts, counts.quarantined > 0 {
            causes.append("it was set aside, and quarantine/ does not have it any more")
        }
        let why = causes.isEmpty ? "" : "; " + causes.joined(separator: ", or ")
        return Answer(text: "is not in what the run delivered\(why)", isOfDelivery: false)
    }
}

extension TracedTask.Found {
    /// The key in the source as people read it; nil where there is none.
    var sourceKey: String? {
        RowIssues.key(of: row, in: stages.checked, columns: plan.sourceKeyColumns)
    }
}

extension TaskMatch.Assignment {
    fileprivate func isSameTask(as other: TaskMatch.Assignment) -> Bool {
        template.template.name == other.template.template.name && task.name == other.task.name
    }
}

extension RunReport.Task {
    fileprivate func isOf(_ assignment: TaskMatch.Assignment) -> Bool {
        template == assignment.template.template.name && task == assignment.task.name
            && file == assignment.entity.file
    }
}
