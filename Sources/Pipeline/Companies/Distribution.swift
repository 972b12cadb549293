import Formats
import Records

/// One package of several companies, cut into a package for each, in folders of its own. Publishes
/// nothing and changes no store.
struct Distribution {
    /// Where the results go. Both folders exist and are empty.
    struct Targets {
        /// Gets a sub-folder for each company.
        var companies: String
        var quarantine: String
    }

    /// What came out.
    struct Result {
        /// The legal entities that have a sub-folder, and how many records lie in it.
        var companies: [(legalEntity: String, records: Int)]
        var hasQuarantine: Bool
    }

    let configuration: Configuration
    let targets: Targets
    let owners: RecordOwners
    let observer: Observer

    /// From this size on, an entry of a result may pass the 4 GiB at which zip needs larger fields.
    private static let largeFile = 1 << 30

    /// Distributes the package; entities and counts go into the report, issues into the log.
    func distribute(
        _ package: SourcePackage, report: inout RunReport, log: inout IssueLog
    ) throws -> Result {
        report.source.kind = package.kind.rawValue
        for warning in package.warnings { log.note(warning) }
        let entities = CompanyEntities(package, configuration: configuration)
        let others = try entities.others()
        noteWhatStays(others.left, log: &log)
        let mapping = OrganizationMapping(configuration)
        let packages = CompanyPackages(
            of: package, folder: targets.companies, formats: configuration.formats,
            mapping: mapping,
            isLarge: package.entities.contains {
                (package.byteCount(of: $0) ?? .max) >= Self.largeFile
            })
        let quarantine = ReturnPackage(
            of: package, folder: targets.quarantine, formats: configuration.formats)
        report.distribution = RunReport.Distribution()
        for taken in entities.taken {
            try distribute(
                taken, of: package, to: packages, mapping: mapping, quarantine: quarantine,
                report: &report, log: &log)
        }
        for entity in others.shared { try packages.copy(entity) }
        try packages.finish()
        precondition(
            report.records.balance, "The counts of a run do not add up; it may not be delivered")
        return Result(
            companies: packages.companies.map {
                (mapping.legalEntities[$0], packages.counts[$0] ?? 0)
            },
            hasQuarantine: try quarantine.finish())
    }

    private func distribute(
        _ taken: CompanyEntities.Taken, of package: SourcePackage, to packages: CompanyPackages,
        mapping: OrganizationMapping, quarantine: ReturnPackage, report: inout RunReport,
        log: inout IssueLog
    ) throws {
        var distribution = EntityDistribution(
            taken, mapping: mapping,
            fallback: mapping.number(of: configuration.defaultLegalEntity), packages: packages,
            quarantine: quarantine, owners: owners, byteCount: package.byteCount(of: taken.entity),
            observer: observer)
        try distribution.take(package.makeReader(for: taken.entity), log: &log)
        report.records += distribution.counts
        let rules = distribution.leftOut.map { "\($0.rule) (\($0.count))" }
        report.distribution?.entities.append(
            RunReport.Distribution.Entity(
                file: taken.entity.file, format: taken.entity.formatText,
                entity: taken.assignment.source.displayName, records: distribution.counts,
                filter: rules.isEmpty ? nil : rules.joined(separator: "; ")))
    }

    private func noteWhatStays(_ left: [PackageEntity], log: inout IssueLog) {
        for entity in left {
            log.note(
                Issue(
                    .entityWithoutTemplate, "\(entity.name) is not converted", file: entity.file,
                    entity: entity.name))
        }
    }
}
