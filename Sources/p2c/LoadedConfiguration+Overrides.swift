import Mapping
import Pipeline
import Records

/// What projects change in their templates, checked. Messages begin with the key of the change, so that
/// they have its line.
extension LoadedConfiguration {
    /// Throws at changes in a template that the project does not name.
    func checkOverrides(
        of project: Settings.Project, place: String
    ) throws(UsageError) {
        let overridden =
            project.defaults.keys.sorted().map { ("defaults", $0) }
            + project.valueMaps.keys.sorted().map { ("valueMaps", $0) }
        for (key, template) in overridden where !project.templates.contains(template) {
            throw UsageError(
                "\(place).\(key).\"\(template)\": the template has overrides and is none of the "
                    + "project's." + NearNames.hint(for: template, among: project.templates)
                    + " Add it to templates in the letters of the override, or take the override out"
            )
        }
    }

    /// The template, which the project calls by that name, with what the project changes in it.
    func overriding(
        _ entry: Configuration.EnabledTemplate, as name: String, by project: Settings.Project,
        place: String
    ) throws(UsageError) -> Configuration.EnabledTemplate {
        let overrides = TemplateOverrides(
            defaults: project.defaults[name] ?? [:], valueMaps: project.valueMaps[name] ?? [:])
        let changes = overrides.changes(in: name)
        for change in changes {
            try check(change, of: entry.template, place: place, template: name)
        }
        var entry = entry
        let overridden = entry.template.overriding(by: overrides)
        if !changes.isEmpty, let problem = problem(of: overridden, besides: entry.template) {
            let culprit = changes.first { change in
                let changed = entry.template.overriding(by: change.alone)
                return self.problem(of: changed, besides: entry.template) != nil
            }
            throw UsageError(
                "\(place)\(culprit.map { ".\($0.key)" } ?? ""): this does not fit \"\(name)\": "
                    + "\(problem.issue.detail). \(problem.issue.remedy)")
        }
        try checkEntries(of: changes, in: overridden, besides: entry.template, place: place)
        entry.template = overridden
        return entry
    }

    /// Throws at the change that has an entry for a value which the row's source never has.
    private func checkEntries(
        of changes: [Change], in overridden: Template, besides template: Template, place: String
    ) throws(UsageError) {
        func entries(_ template: Template) -> [String] {
            template.uselessEntries {
                configuration.schemas.schema($0.environment, named: $0.entity)
            }
        }
        let known = Set(entries(template))
        guard let found = entries(overridden).first(where: { !known.contains($0) }) else { return }
        let culprit = changes.first { entries(template.overriding(by: $0.alone)).contains(found) }
        throw UsageError(
            "\(place)\(culprit.map { ".\($0.key)" } ?? ""): \(found). Correct the value, or take the "
                + "override out")
    }

    /// Throws at a field that no row fills, and at the one that the settings fill.
    private func check(
        _ change: Change, of template: Template, place: String, template name: String
    ) throws(UsageError) {
        let (field, place) = (change.field, "\(place).\(change.key)")
        if !template.fills(field) {
            throw UsageError(
                "\(place): no row of \"\(name)\" fills \"\(field)\"."
                    + NearNames.hint(for: field, among: template.filling.map(\.destinationField))
                    + " Correct the name, or take the override out")
        }
        if isOrganization(field, of: template) {
            throw UsageError(
                "\(place): \"\(field)\" is the company's cdsOrganization of organizations, "
                    + "whatever \"\(name)\" says. Take the override out")
        }
    }

    /// The organization in CDS is the company's, and no Default fills it.
    private func isOrganization(_ field: String, of template: Template) -> Bool {
        template.filling.contains {
            $0.isOrganizationPlaceholder && $0.destinationField.isSameName(as: field)
        }
    }

    /// What is wrong with a changed template and was not with the template itself.
    private func problem(of changed: Template, besides template: Template) -> MappingError? {
        let known = Set(template.problems(in: configuration.schemas).map(\.message))
        return changed.problems(in: configuration.schemas).first { !known.contains($0.message) }
    }
}

/// One default or one entry of a value map that a project changes.
private struct Change {
    /// Its key under the project: `defaults."Accounts".SiteId`.
    var key: String
    var field: String
    var alone: TemplateOverrides
}

extension TemplateOverrides {
    /// Each change by itself. A value map without entries is one, too.
    fileprivate func changes(in template: String) -> [Change] {
        let defaults = defaults.sorted { $0.key < $1.key }.map { field, text in
            Change(
                key: "defaults.\"\(template)\".\"\(field)\"", field: field,
                alone: TemplateOverrides(defaults: [field: text]))
        }
        let maps = valueMaps.sorted { $0.key < $1.key }.flatMap { field, entries in
            let key = "valueMaps.\"\(template)\".\"\(field)\""
            let whole = Change(
                key: key, field: field, alone: TemplateOverrides(valueMaps: [field: [:]]))
            return [whole]
                + entries.sorted { $0.key < $1.key }.map { value, text in
                    Change(
                        key: "\(key).\"\(value)\"", field: field,
                        alone: TemplateOverrides(valueMaps: [field: [value: text]]))
                }
        }
        return defaults + maps
    }
}

extension Template {
    /// The rows that are on, of all its legs.
    fileprivate var filling: [FieldMapping] {
        tasks.flatMap(\.legs).flatMap(\.enabledMappings)
    }
}
