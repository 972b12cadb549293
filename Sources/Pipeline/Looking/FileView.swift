import Formats
import Records

/// What of files is looked at, and how their dialects are read. Needs no schemas and no workspace.
package struct FileView: Sendable {
    package var formats = FormatRegistry()
    package var limits = ReadLimits()
    package var overrides = DialectOverrides()
    /// The one entity that is meant; nil for all.
    package var entity: String?
    /// How many records of each entity; nil for all.
    package var head: Int?

    package init() {}

    func open(_ path: String) throws(FormatError) -> SourcePackage {
        try SourcePackage.open(
            path: path, name: fileName(of: path), limits: limits,
            formats: formats.overridden(by: overrides))
    }

    /// The entities of the package that are meant, as they are to be read.
    func entities(of package: SourcePackage) throws(ViewError) -> [PackageEntity] {
        let all = package.entities.map { $0.overridden(by: overrides) }
        let chosen = try choose(from: all, file: package.name)
        for entity in chosen {
            guard let contradiction = entity.dialect?.contradiction else { continue }
            throw ViewError("\(entity.file) cannot be read so: \(contradiction)")
        }
        return chosen
    }

    private func choose(
        from all: [PackageEntity], file: String
    ) throws(ViewError) -> [PackageEntity] {
        guard let entity else { return all }
        let named = all.filter { $0.name.isSameName(as: entity) }
        if !named.isEmpty { return named }
        let known = all.filter { candidate in
            candidate.nameCandidates.contains { $0.isSameName(as: entity) }
        }
        if !known.isEmpty { return known }
        throw ViewError(
            "\(file) has no entity \"\(entity)\". It has " + Self.list(all.map(\.name)))
    }

    /// Such as `account, contact`.
    static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}

/// A wish that the files cannot fulfil: one sentence that says what is wrong and what would be right.
package struct ViewError: Error, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}

/// What was noticed while files were looked at.
package struct ViewFindings {
    /// Examples of a cause that are kept.
    package static let examplesPerCause = 1_000

    private var log = IssueLog(examplesPerGroup: Self.examplesPerCause)
    /// True when a file or an entity of it could not be read to its end.
    private(set) package var hasFailed = false

    /// True when a record could not be read.
    package var hasUnreadable: Bool { log.count(of: .error) > 0 }

    package var issues: [RunReport.IssueGroup] { log.groups.map(RunReport.IssueGroup.init) }

    mutating func note(_ issues: [Issue]) { for issue in issues { log.note(issue) } }

    mutating func note(_ failure: FormatError) {
        hasFailed = true
        note(failure.noticed)
        log.note(failure.issue)
    }
}
