import Mapping
import Pipeline
import Records

extension LoadedConfiguration {
    /// The projects of the settings, their names and overrides checked.
    func projects() throws(UsageError) -> [Project] {
        try checkConnectionSets()
        var found: [Project] = []
        for (name, settings) in self.settings.projects.sorted(by: { $0.key < $1.key }) {
            let project = try project(name, settings)
            if let other = found.first(where: { Self.clash($0, project) != nil }),
                let template = Self.clash(other, project)
            {
                throw UsageError(
                    "p2c.json: projects \"\(other.name)\" and \"\(name)\" both run \"\(template)\" "
                        + "for the same company. Take it out of one of them")
            }
            found.append(project)
        }
        return found
    }

    /// Throws when the settings have no project of that name.
    func checkProject(_ name: String?) throws(UsageError) {
        guard let name, !configuration.projects.contains(where: { $0.name.isSameName(as: name) })
        else { return }
        let names = configuration.projects.map(\.name)
        let known = names.map { "\"\($0)\"" }.joined(separator: ", ")
        throw UsageError(
            "p2c.json has no project \"\(name)\"." + NearNames.hint(for: name, among: names) + " "
                + (known.isEmpty ? "It has none: see projects in it" : "Known are \(known)"))
    }

    private func project(
        _ name: String, _ settings: Settings.Project
    ) throws(UsageError) -> Project {
        let place = "p2c.json: projects.\"\(name)\""
        for wanted in settings.templates where template(named: wanted) == nil {
            throw UsageError("\(place).templates: " + noTemplate(named: wanted))
        }
        let legalEntities = try legalEntities(of: settings, place: place)
        for company in legalEntities
        where configuration.organization(of: company) == nil {
            throw UsageError("\(place): organizations has no legal entity \"\(company)\"")
        }
        let overridden = (Array(settings.defaults.keys) + Array(settings.valueMaps.keys)).sorted()
        for template in overridden where !settings.templates.contains(template) {
            throw UsageError(
                "\(place): \"\(template)\" has overrides and is none of its templates")
        }
        var templates: [Configuration.EnabledTemplate] = []
        for wanted in settings.templates {
            guard var entry = template(named: wanted) else { continue }
            let overrides = TemplateOverrides(
                defaults: settings.defaults[wanted] ?? [:],
                valueMaps: settings.valueMaps[wanted] ?? [:])
            for field in overrides.fieldNames where !entry.template.fills(field) {
                throw UsageError("\(place): no row of \"\(wanted)\" fills \"\(field)\"")
            }
            let overridden = entry.template.overriding(by: overrides)
            if !overrides.fieldNames.isEmpty,
                let problem = problem(of: overridden, besides: entry.template)
            {
                throw UsageError(
                    "\(place): what it changes in \"\(wanted)\" does not fit. \(problem.issue.detail). "
                        + problem.issue.remedy)
            }
            entry.template = overridden
            templates.append(entry)
        }
        return Project(name: name, legalEntities: legalEntities, templates: templates)
    }

    /// What is wrong with a changed template and was not with the template itself.
    private func problem(of changed: Template, besides template: Template) -> MappingError? {
        let known = Set(template.problems(in: configuration.schemas).map(\.message))
        return changed.problems(in: configuration.schemas).first { !known.contains($0.message) }
    }

    /// The companies of the project; none for all.
    private func legalEntities(
        of project: Settings.Project, place: String
    ) throws(UsageError) -> [String] {
        guard let wanted = project.connectionSet else { return project.legalEntities ?? [] }
        guard project.legalEntities == nil else {
            throw UsageError(
                "\(place) has both legalEntities and connectionSet. Leave one of them out")
        }
        let sets = settings.connectionSets
        guard let set = sets.first(where: { $0.key.isSameName(as: wanted) }) else {
            let known = sets.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
            throw UsageError(
                "\(place).connectionSet: connectionSets has no \"\(wanted)\". "
                    + (known.isEmpty
                        ? "It has none: add it to connectionSets" : "Known are \(known)"))
        }
        return set.value
    }

    /// Also those that no project names: a mistake in them would wait for the project that does.
    private func checkConnectionSets() throws(UsageError) {
        for (name, companies) in settings.connectionSets.sorted(by: { $0.key < $1.key }) {
            let place = "p2c.json: connectionSets.\"\(name)\""
            if companies.isEmpty {
                throw UsageError("\(place) has no company. Name the legal entities of the set")
            }
            for company in companies where configuration.organization(of: company) == nil {
                throw UsageError(
                    "\(place): organizations has no legal entity \"\(company)\". Add a row for it, "
                        + "or take it out of the set")
            }
        }
    }

    /// A template that both run for the same company; nil when there is none.
    private static func clash(_ one: Project, _ other: Project) -> String? {
        let shareCompany =
            one.legalEntities.isEmpty || other.legalEntities.isEmpty
            || one.legalEntities.contains { other.covers($0) }
        guard shareCompany else { return nil }
        return one.templates.first { entry in
            other.templates.contains { $0.folder == entry.folder }
        }?.template.name
    }
}
