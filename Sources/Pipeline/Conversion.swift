import Formats
import Mapping
import Records
import Schemas

/// One package through all templates that take it, into folders of its own. Publishes nothing.
struct Conversion {
    /// Where the results go. Both folders exist and are empty.
    struct Targets {
        /// Gets a sub-folder for each template that has something to deliver.
        var deliveries: String
        var quarantine: String
        /// Nil for a conversion in which nothing waits.
        var waiting: String?
    }

    /// What came out.
    struct Result {
        /// The template's folder name and the destination of each delivery made.
        var deliveries: [(template: String, environment: Environment)] = []
        var hasQuarantine = false
        var hasWaiting = false
        /// What the value maps of each template lack.
        var unmapped: [(template: String, values: UnmappedValues)] = []
    }

    let configuration: Configuration
    let legalEntity: String?
    let hub: Hub?
    let targets: Targets
    /// When records may wait; nil when none may.
    var waitingRules: WaitingRecords.Rules?
    /// Write entity files themselves instead of packages around them.
    var isBare = false
    let observer: Observer

    /// From this size on, an entry of the result may pass the 4 GiB at which zip needs larger fields.
    private static let largeFile = 1 << 30

    /// Converts the package; tasks and counts go into the report, issues into the log.
    func convert(
        _ package: SourcePackage, report: inout RunReport, log: inout IssueLog
    ) throws -> Result {
        report.source.kind = package.kind.rawValue
        if hub == nil, !configuration.numberPrefixes.isEmpty {
            log.note(Issue(.noNumbersGiven, ""))
        }
        for warning in package.warnings { log.note(warning) }
        let match = TaskMatch(package, configuration: configuration)
        let references = try PackageReferences(
            package, configuration: configuration, match: match, hasStore: hub != nil)
        try checkGates(package, match: match)
        try noteWhatStays(package, match: match, references: references, log: &log)

        let cdsKeys = configuration.cdsKeys
        let ends = Ends(
            cdsKeys: cdsKeys, references: references.all,
            quarantine: ReturnPackage(
                of: package, folder: targets.quarantine, formats: configuration.formats),
            waiting: makeWaiting(of: package, cdsKeys: cdsKeys))
        var result = Result()
        for (template, assignments) in match.byTemplate {
            try convert(
                package, by: template, assignments, ends, result: &result, report: &report,
                log: &log)
        }
        result.hasQuarantine = try ends.quarantine.finish()
        result.hasWaiting = try ends.waiting?.finish() ?? false
        precondition(
            report.records.balance, "The counts of a run do not add up; it may not be delivered")
        return result
    }

    /// What the tasks of all templates share.
    private struct Ends {
        var cdsKeys: CDSKeys
        var references: References
        var quarantine: ReturnPackage
        var waiting: WaitingRecords?
    }

    /// What the tasks of a template tell besides the records that they write.
    private struct Lists {
        var unmapped = UnmappedValues()
        var deletions: [Deletion] = []
        var numbers: [GivenNumbers.Given] = []
        /// The keys of the records of each task.
        var keys: [String: TaskKeys] = [:]
    }

    /// Takes the entities of a package through the tasks of one template, into one delivery.
    private func convert(
        _ package: SourcePackage, by template: Configuration.EnabledTemplate,
        _ assignments: [TaskMatch.Assignment], _ ends: Ends, result: inout Result,
        report: inout RunReport, log: inout IssueLog
    ) throws {
        let headers = HeaderRecords(
            schemas: configuration.schemas, cdsKeys: ends.cdsKeys, hub: hub,
            mayWait: ends.waiting != nil)
        let environment = assignments[0].destination.environment
        let destination = try makeDestination(
            for: template, to: environment,
            isLarge: assignments.contains { assignment in
                (package.byteCount(of: assignment.entity) ?? .max) >= Self.largeFile
            })
        var lists = Lists()
        for assignment in assignments {
            try run(
                assignment, from: package, to: destination, ends, headers: headers, lists: &lists,
                report: &report, log: &log)
        }
        result.unmapped.append((template.template.name, lists.unmapped))
        if !lists.numbers.isEmpty {
            report.givenNumbers = (report.givenNumbers ?? 0) + lists.numbers.count
        }
        let hasLists = try destination.list(lists.deletions, lists.numbers)
        if try destination.finish() || hasLists {
            result.deliveries.append((template.folder, environment))
        }
    }

    private func run(
        _ assignment: TaskMatch.Assignment, from package: SourcePackage,
        to destination: DestinationPackage, _ ends: Ends, headers: HeaderRecords,
        lists: inout Lists, report: inout RunReport, log: inout IssueLog
    ) throws {
        let entity = assignment.entity
        let planner = TaskPlanner(
            template: assignment.template.template, task: assignment.task,
            configuration: configuration, legalEntity: legalEntity, references: ends.references,
            resolvesLookups: destination.needsRecordIDs, started: report.started)
        let keys = lists.keys[assignment.task.name] ?? TaskKeys()
        lists.keys[assignment.task.name] = keys
        var run = TaskRun(
            planner: planner, entity: entity, byteCount: package.byteCount(of: entity), hub: hub,
            destination: destination, quarantine: ends.quarantine, headers: headers,
            keys: keys, waiting: ends.waiting, observer: observer)
        do {
            try run.take(package.makeReader(for: entity), log: &log)
        } catch {
            planner.source.flatMap { package.laterHeaderIssue(of: entity, schema: $0) }
                .map { log.note($0) }
            throw error
        }
        for issue in run.filterIssues { log.note(issue) }
        lists.unmapped.add(run.unmapped)
        lists.deletions += run.deletions
        lists.numbers += run.numbers?.given ?? []
        report.records += run.counts
        report.tasks.append(
            RunReport.Task(
                template: assignment.template.template.name, task: assignment.task.name,
                file: entity.file, format: entity.formatText,
                sourceEntity: assignment.source.displayName,
                destinationEntity: assignment.destination.displayName, records: run.counts,
                filter: filterText(of: run, planner: planner),
                unknownColumns: run.unknownColumns))
    }

    /// The rules behind the filtered records: those of the reader with their counts, and the
    /// template's.
    private func filterText(of run: TaskRun, planner: TaskPlanner) -> String? {
        var rules = run.leftOut.map { "\($0.rule) (\($0.count))" }
        if run.overtaken > 0 {
            rules.append("a newer one went through while it waited (\(run.overtaken))")
        }
        if run.withdrawn > 0 {
            rules.append(
                "a later file of the source withdrew it while it waited (\(run.withdrawn))")
        }
        if run.counts.filtered > run.filteredOtherwise, let text = planner.filterText {
            rules.append(text)
        }
        return rules.isEmpty ? nil : rules.joined(separator: "; ")
    }

    private func makeWaiting(of package: SourcePackage, cdsKeys: CDSKeys) -> WaitingRecords? {
        guard let hub, let waitingRules, let folder = targets.waiting else { return nil }
        return WaitingRecords(
            rules: waitingRules, schemas: configuration.schemas, cdsKeys: cdsKeys,
            store: hub.store,
            folder: ReturnPackage(
                of: package, folder: folder, formats: configuration.formats,
                givesReasons: false))
    }

    func makeDestination(
        for template: Configuration.EnabledTemplate, to environment: Environment, isLarge: Bool
    ) throws -> DestinationPackage {
        DestinationPackage(
            shape: try shape(for: environment), title: template.template.name,
            folder: "\(targets.deliveries)/\(template.folder)", stem: template.folder,
            formats: configuration.formats, isLarge: isLarge)
    }

    private func shape(for environment: Environment) throws -> DestinationPackage.Shape {
        switch (environment, configuration.salesPackage) {
        case (.finops, _) where isBare, (.cds, _):
            return .bare(sourceFormat: configuration.finopsFormat)
        case (.finops, _): return .dataManagement(sourceFormat: configuration.finopsFormat)
        case (.sales, .delimited) where isBare: return .bare(sourceFormat: "CSV")
        case (.sales, .delimited(let dialect)): return .delimitedZip(dialect)
        case (.sales, .importWizard): return .importWizard
        case (.sales, .configurationMigration):
            guard let legalEntity else {
                throw PipelineError.package(Issue(.noLegalEntity, noCompany))
            }
            return .configurationMigration(RecordIdentity(legalEntity: legalEntity))
        }
    }

    private var noCompany: String { "The ids of records in Sales are made from the legal entity" }

    /// Throws when an XML file breaks its user's own XML schema.
    private func checkGates(_ package: SourcePackage, match: TaskMatch) throws {
        let gates = XMLSchemaGates()
        for assignment in match.assignments {
            let issues = try gates.issues(
                of: assignment.entity, schema: assignment.source, in: package)
            guard var first = issues.first else { continue }
            if issues.count > 1 { first.detail += ", and \(issues.count - 1) more" }
            throw PipelineError.package(first)
        }
    }

    /// Learns the ids of what no template takes and tells which entities these are; throws when that leaves
    /// nothing to do.
    private func noteWhatStays(
        _ package: SourcePackage, match: TaskMatch, references: PackageReferences,
        log: inout IssueLog
    ) throws {
        if match.assignments.isEmpty {
            let why = NothingTaken(
                package: package, configuration: configuration, legalEntity: legalEntity)
            throw PipelineError.package(why.issue)
        }
        let untaken = KeyRegistry(
            hub: hub, configuration: configuration, legalEntity: legalEntity
        ).map {
            UntakenTables(
                package: package, configuration: configuration, legalEntity: legalEntity,
                registry: $0, observer: observer)
        }
        let near = NearEntities(package: package, configuration: configuration)
        for entity in match.left {
            let learnt = try untaken?.learn(entity)
            if references.used.contains(entity.file + entity.name) { continue }
            let near = near.nearest(to: entity).map { "the nearest is \"\($0)\"" }
            let words = ["\(entity.name) is not converted", near, learnt].compactMap(\.self)
            log.note(
                Issue(
                    .entityWithoutTemplate, words.joined(separator: "; "), file: entity.file,
                    entity: entity.name))
        }
    }
}
