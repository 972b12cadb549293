import Mapping
import Pipeline
import Records
import Schemas

extension LoadedConfiguration {
    /// Finds before any data is touched what in a template does not fit the schemas, and templates
    /// that would deliver the same records twice.
    func check(_ templates: [Configuration.EnabledTemplate]) throws(UsageError) {
        if let clash = Self.clashes(of: templates, in: configuration.schemas).first {
            throw UsageError(clash.sentence)
        }
        try checkOutput(of: templates)
        for entry in templates {
            let problems = entry.template.problems(in: configuration.schemas)
            if !problems.isEmpty {
                throw UsageError(problems.map(\.message).joined(separator: "\n"))
            }
        }
    }

    /// Throws when no template runs, by its own or in a project: every file would be set aside.
    func checkTemplatesRun() throws {
        if allTemplates.isEmpty {
            throw UsageError(nothingIn: "templates", of: configuration.folder)
        }
        guard configuration.templates.isEmpty, configuration.projects.isEmpty else { return }
        throw settings.located(
            UsageError(
                "p2c.json: templates: none of templates/ is on, and nothing could be converted. Set "
                    + "one to true"))
    }

    /// Says of every two templates that take the same entity to the same place that they do.
    static func clashes(
        of templates: [Configuration.EnabledTemplate], in schemas: SchemaCatalogue
    ) -> [(names: [String], sentence: String)] {
        let routes = templates.flatMap { entry in
            entry.template.tasks.map { (entry.template.name, $0.ends(in: schemas)) }
        }
        return routes.enumerated().compactMap { index, route in
            let (name, ends) = route
            guard let earlier = routes[..<index].first(where: { $0.0 != name && $0.1 == ends })
            else { return nil }
            return (
                [earlier.0, name],
                "\"\(earlier.0)\" and \"\(name)\" are both on and both take \(ends). Set one of "
                    + "them to false in templates of p2c.json"
            )
        }
    }

    /// Finds templates whose records no package for Sales can carry.
    func checkOutput(
        of templates: [Configuration.EnabledTemplate]
    ) throws(UsageError) {
        if case .delimited = configuration.salesPackage { return }
        guard let entry = templates.first(where: \.template.isOnlyForCSV) else { return }
        throw UsageError(
            "\"\(entry.template.name)\" makes CSV files only. Add --format CSV to \"p2c convert\", "
                + "or set output.sales of p2c.json to \"CSV\"")
    }
}

extension TemplateTask {
    /// Where its records come from and go to, in words: `Sales Account to CDS Account`. An entity is
    /// called the same by whichever of its names a template calls it.
    fileprivate func ends(in schemas: SchemaCatalogue) -> String {
        [legs[0].source, legs[legs.count - 1].destination].map { entity in
            let schema = schemas.schema(entity.environment, named: entity.entity)
            return "\(entity.environment.displayName) \(schema?.label ?? entity.entity)"
        }.joined(separator: " to ")
    }
}
