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
        let overridden = (Array(settings.defaults.keys) + Array(settings.valueMaps.keys)).sorted()
        for template in overridden where !settings.templates.contains(template) {
            throw UsageError(
                "\(place): \"\(template)\" has overrides and is none of its templates. Add it to "
                    + "templates in the letters of the override, or take the override out")
        }
        if settings.templates.isEmpty {
            throw UsageError(
                "\(place).templates names none: nothing would run for its companies. Name those that "
                    + "run, or take the project out")
        }
        var templates: [Configuration.EnabledTemplate] = []
        for wanted in settings.templates {
            guard let entry = template(named: wanted) else { continue }
            templates.append(try overriding(entry, as: wanted, by: settings, place: place))
        }
        return Project(name: name, legalEntities: legalEntities, templates: templates)
    }

    /// The template, which the project calls by that name, with what the project changes in it.
    private func overriding(
        _ entry: Configuration.EnabledTemplate, as name: String, by project: Settings.Project,
        place: String
    ) throws(UsageError) -> Configuration.EnabledTemplate {
        let overrides = TemplateOverrides(
            defaults: project.defaults[name] ?? [:], valueMaps: project.valueMaps[name] ?? [:])
        try check(overrides, of: entry.template, place: place, template: name)
        var entry = entry
        let overridden = entry.template.overriding(by: overrides)
        if !overrides.fieldNames.isEmpty,
            let problem = problem(of: overridden, besides: entry.template)
        {
            throw UsageError(
                "\(place): what it changes in \"\(name)\" does not fit. \(problem.issue.detail). "
                    + problem.issue.remedy)
        }
        entry.template = overridden
        return entry
    }

    /// Throws at a field that no row fills, and at the one that the settings fill.
    private func check(
        _ overrides: TemplateOverrides, of template: Template, place: String, template name: String
    ) throws(UsageError) {
        for field in overrides.fieldNames {
            if !template.fills(field) {
                throw UsageError(
                    "\(place): no row of \"\(name)\" fills \"\(field)\"."
                        + NearNames.hint(
                            for: field, among: template.filling.map(\.destinationField))
                        + " Correct the name, or take the override out")
            }
            if isOrganization(field, of: template) {
                throw UsageError(
                    "\(place): \"\(field)\" is the company's cdsOrganization of organizations, "
                        + "whatever \"\(name)\" says. Take the override out")
            }
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

    /// The companies of the project, of which all have rows; none for all.
    private func legalEntities(
        of project: Settings.Project, place: String
    ) throws(UsageError) -> [String] {
        let found = try namedEntities(of: project, place: place)
        for company in found where configuration.organization(of: company) == nil {
            throw UsageError(
                "\(place): organizations has no legal entity \"\(company)\"."
                    + NearNames.hint(for: company, among: settings.companies)
                    + " Add a row for it, or correct the name")
        }
        return found
    }

    private func namedEntities(
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

extension Template {
    /// The rows that are on, of all its legs.
    fileprivate var filling: [FieldMapping] {
        tasks.flatMap(\.legs).flatMap(\.enabledMappings)
    }
}
