import Formats
import Records
import Store

/// Finds out whether the records of a package name one company or several. Reads no further than to
/// the first sign of a second one.
struct CompanySurvey {
    /// What a package that lies in the inbox itself is taken for.
    enum Route: Equatable {
        /// Its records say nothing: the default company.
        case byDefault
        /// All that say their company say this one.
        case one(String)
        /// They go to several, or some cannot go anywhere.
        case several
    }

    private let package: SourcePackage
    private let entities: CompanyEntities
    private let mapping: OrganizationMapping
    private let fallback: Int?
    private let owners: RecordOwners
    private let observer: Observer
    private var found: Int?
    private var isSeveral = false

    /// Throws when the package cannot be read.
    static func route(
        of package: SourcePackage, configuration: Configuration, store: CommonDataStore,
        observer: Observer
    ) throws -> Route {
        guard configuration.hasSeveralCompanies else { return .byDefault }
        var survey = CompanySurvey(
            package, entities: CompanyEntities(package, configuration: configuration),
            owners: RecordOwners(store: store, configuration: configuration),
            configuration: configuration, observer: observer)
        for taken in survey.entities.taken where !survey.isSeveral { try survey.look(at: taken) }
        if survey.isSeveral { return .several }
        return survey.found.map { .one(survey.mapping.legalEntities[$0]) } ?? .byDefault
    }

    private init(
        _ package: SourcePackage, entities: CompanyEntities, owners: RecordOwners,
        configuration: Configuration, observer: Observer
    ) {
        self.owners = owners
        self.package = package
        self.entities = entities
        self.observer = observer
        mapping = OrganizationMapping(configuration)
        fallback = mapping.number(of: configuration.defaultLegalEntity)
    }

    private mutating func look(at taken: CompanyEntities.Taken) throws {
        let reader = try package.makeReader(for: taken.entity)
        var records = 0
        var companies: RecordCompanies?
        while !isSeveral, let batch = try reader.next() {
            if observer.shouldStop() { throw PipelineError.stopped }
            companies =
                companies
                ?? RecordCompanies(
                    columns: batch.columns.map(\.name), source: taken.assignment.source,
                    mapping: mapping)
            guard let companies else { return }
            for row in 0..<batch.rowCount where !isSeveral {
                note(companies.answer(row, in: batch))
            }
            let owners = try owners.companies(of: batch, columns: companies).joined()
            for owner in owners where !isSeveral { note(.one(owner)) }
            records += batch.rowCount
            observer.show(
                Progress(
                    of: taken.entity, totalBytes: package.byteCount(of: taken.entity),
                    records: records, after: batch))
        }
    }

    private mutating func note(_ answer: OrganizationMapping.Answer) {
        let company: Int? =
            switch answer {
            case .one(let company): company
            case .blank: fallback
            case .several, .unknown: nil
            }
        guard let company else {
            isSeveral = true
            return
        }
        isSeveral = found != nil && found != company
        found = company
    }
}
