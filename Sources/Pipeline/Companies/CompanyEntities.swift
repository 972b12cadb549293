import Formats
import Mapping
import Records

/// The entities of a package that lies in the inbox itself, by what becomes of them when its records
/// go to several companies.
struct CompanyEntities {
    /// An entity that templates of some company take.
    struct Taken {
        var entity: PackageEntity
        /// A task that takes it.
        var assignment: TaskMatch.Assignment
    }

    /// Their records are distributed.
    private(set) var taken: [Taken] = []
    private let package: SourcePackage
    private let configuration: Configuration
    private let match: TaskMatch

    init(_ package: SourcePackage, configuration: Configuration) {
        self.package = package
        self.configuration = configuration.ofAllCompanies
        match = TaskMatch(package, configuration: self.configuration)
        for entity in package.entities {
            let assignment = match.assignments.first {
                $0.entity.file == entity.file && $0.entity.name == entity.name
            }
            if let assignment { taken.append(Taken(entity: entity, assignment: assignment)) }
        }
    }

    /// Of the others, those that lookups of the taken ones point to, which go with each company, and
    /// those that stay behind. Reads the former.
    func others() throws -> (shared: [PackageEntity], left: [PackageEntity]) {
        // An entity of a single file would come back as a file of its own that no template takes.
        if match.left.isEmpty || package.kind == .looseFile { return ([], match.left) }
        let references = try PackageReferences(
            package, configuration: configuration, match: match, hasStore: true)
        let isUsed = { (entity: PackageEntity) in
            references.used.contains(entity.file + entity.name)
        }
        return (match.left.filter(isUsed), match.left.filter { !isUsed($0) })
    }
}

extension Configuration {
    /// True when records can be of one company or another.
    var hasSeveralCompanies: Bool {
        guard let first = organizations.first?.legalEntity else { return false }
        return organizations.contains { !$0.legalEntity.isSameName(as: first) }
    }

    /// With the templates that run for any company.
    fileprivate var ofAllCompanies: Configuration {
        var templates: [EnabledTemplate] = []
        for company in companies {
            for entry in scoped(to: company).templates
            where !templates.contains(where: { $0.folder == entry.folder }) {
                templates.append(entry)
            }
        }
        var whole = self
        whole.templates = templates.sorted { $0.folder < $1.folder }
        return whole
    }
}
