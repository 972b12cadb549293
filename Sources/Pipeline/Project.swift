import Mapping
import Records

/// A project of the settings, as in the Data Integrator: which templates run for which companies, and
/// what is different in them.
package struct Project: Sendable {
    package var name: String
    /// The legal entities of its connection set; none for all.
    package var legalEntities: [String]
    /// With the project's overrides in them, in the order of their folders.
    package var templates: [Configuration.EnabledTemplate]

    package init(
        name: String, legalEntities: [String], templates: [Configuration.EnabledTemplate]
    ) {
        self.name = name
        self.legalEntities = legalEntities
        self.templates = templates
    }

    /// True when it runs for the company.
    package func covers(_ legalEntity: String?) -> Bool {
        legalEntities.isEmpty
            || legalEntities.contains { legalEntity?.isSameName(as: $0) == true }
    }
}

extension Configuration {
    /// The configuration for one company: the templates of its projects, or of one of them. A company
    /// that no project covers has the templates that are on.
    package func scoped(to legalEntity: String?, project: String? = nil) -> Configuration {
        let covering = projects.filter { $0.covers(legalEntity) }
        let running = covering.filter { project == nil || $0.name.isSameName(as: project ?? "") }
        guard !running.isEmpty else { return self }
        var configuration = self
        configuration.templates = running.flatMap(\.templates).sorted { $0.folder < $1.folder }
        configuration.companyTemplates = covering.flatMap(\.templates)
        return configuration
    }

    /// The digest of a run of the project, or of one of all projects.
    func digest(of project: String?) -> String {
        let found = projects.first { project != nil && $0.name.isSameName(as: project ?? "") }
        return found.map { "\(digest) \($0.name)" } ?? digest
    }

    /// The project that a run with the digest was of, also when rules have changed since; nil when it
    /// was of all, or of one that is no more.
    func project(ofDigest other: String) -> String? {
        let parts = other.split(separator: " ", maxSplits: 1)
        return projects.first { parts.count == 2 && $0.name.isSameName(as: String(parts[1])) }?.name
    }

    /// True when a run with the digest had the templates, schemas and settings as they are, whichever
    /// project it was of.
    func isOfRules(_ other: String) -> Bool {
        other == digest || projects.contains { other == digest(of: $0.name) }
    }
}
