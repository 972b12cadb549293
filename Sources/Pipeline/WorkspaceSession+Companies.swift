import Folders
import Formats
import Records
import Store

/// Files that lie in the inbox itself, where there are several companies.
extension WorkspaceSession {
    /// A package of the inbox that was opened to see whose records are in it.
    struct Look {
        var package: SourcePackage
        var route: CompanySurvey.Route
    }

    /// Looks whose records are in a file that lay in the inbox itself, and notes the company. Nil for a
    /// file that needs no look, and for one that cannot be read, which is refused further on.
    func look(into claim: Claim, of run: inout Run, observer: Observer) throws -> Look? {
        guard claim.legalEntity == nil, run.resumes == nil else { return nil }
        var look: Look?
        do {
            if configuration.hasSeveralCompanies {
                let package = try open(claim, of: run)
                look = Look(
                    package: package,
                    route: try CompanySurvey.route(
                        of: package, configuration: configuration, store: store,
                        observer: observer))
            }
        } catch is FormatError {
            look = nil
        }
        let legalEntity: String? =
            switch look?.route {
            case .byDefault, nil: configuration.defaultLegalEntity
            case .one(let legalEntity): legalEntity
            case .several: nil
            }
        if legalEntity != run.legalEntity {
            try store.noteLegalEntity(legalEntity, of: run.id)
            run.legalEntity = legalEntity
        }
        return look
    }

    /// Whether a template of the project takes the file; what cannot be read is nobody's.
    package func isTaken(
        _ entry: InboxEntry, byProject project: String, observer: Observer
    ) throws -> Bool {
        guard let found = configuration.projects.first(where: { $0.name.isSameName(as: project) }),
            let package = try? SourcePackage.open(
                path: Inbox(workspace).path(of: entry), name: entry.name,
                limits: configuration.limits, formats: configuration.formats)
        else { return false }
        return try companies(of: entry, package, observer: observer).contains { legalEntity in
            let scoped = configuration.scoped(to: legalEntity, project: project)
            return found.covers(legalEntity)
                && !TaskMatch(package, configuration: scoped).assignments.isEmpty
        }
    }

    /// The companies for which a file of the inbox may be taken; nil stands for none.
    private func companies(
        of entry: InboxEntry, _ package: SourcePackage, observer: Observer
    ) throws -> [String?] {
        if let legalEntity = entry.legalEntity { return [legalEntity] }
        var route = CompanySurvey.Route.byDefault
        do {
            route = try CompanySurvey.route(
                of: package, configuration: configuration, store: store,
                observer: observer)
        } catch is FormatError {
            // What cannot be read is refused when it is taken.
        }
        switch route {
        case .byDefault: return [configuration.defaultLegalEntity]
        case .one(let legalEntity): return [legalEntity]
        case .several: return configuration.companies
        }
    }

    func distribute(
        _ package: SourcePackage, work: RunWork, report: inout RunReport, log: inout IssueLog,
        observer: Observer
    ) throws {
        let targets = try work.makeDistributionTargets()
        let distribution = Distribution(
            configuration: configuration, targets: targets,
            owners: RecordOwners(store: store, configuration: configuration), observer: observer)
        let result = try distribution.distribute(package, report: &report, log: &log)
        report.take(log)
        report.settleOutcome()
        try work.plan(result, from: targets, report: &report)
    }

    /// The files that the latest run handed on to companies, to be taken next.
    package func entriesHandedOn() throws -> [InboxEntry] {
        try Inbox(workspace, legalEntities: configuration.legalEntities).entries(at: handedOn)
    }
}
