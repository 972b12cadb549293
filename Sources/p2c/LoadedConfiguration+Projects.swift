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
        let listed = try listedTemplates(of: settings, place: place)
        let legalEntities = try legalEntities(of: settings, place: place)
        try checkOverrides(of: settings, place: place)
        if listed.isEmpty {
            throw UsageError(
                "\(place).templates names none: nothing would run for its companies. Name those that "
                    + "run, or take the project out")
        }
        var templates: [Configuration.EnabledTemplate] = []
        for (entry, wanted) in zip(listed, settings.templates) {
            templates.append(try overriding(entry, as: wanted, by: settings, place: place))
        }
        return Project(name: name, legalEntities: legalEntities, templates: templates)
    }

    /// The templates that the project names, which may be off by their own files and not by the
    /// settings.
    private func listedTemplates(
        of project: Settings.Project, place: String
    ) throws(UsageError) -> [Configuration.EnabledTemplate] {
        var listed: [Configuration.EnabledTemplate] = []
        for (index, wanted) in project.templates.enumerated() {
            let place = "\(place).templates[\(index)]"
            guard let entry = template(named: wanted) else {
                throw UsageError("\(place): " + noTemplate(named: wanted))
            }
            if settings.switchesOff(entry) {
                throw UsageError(
                    "\(place): \"\(wanted)\" is false in templates. Take it out of the project, or "
                        + "take the false out")
            }
            listed.append(entry)
        }
        return listed
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
