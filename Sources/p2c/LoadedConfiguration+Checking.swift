import Mapping
import Pipeline
import Records
import Schemas

extension LoadedConfiguration {
    /// Finds before any data is touched what in a template does not fit the schemas, and templates
    /// that would deliver the same records twice.
    func check(_ templates: [Configuration.EnabledTemplate]) throws(UsageError) {
        let routes = templates.flatMap { entry in
            entry.template.tasks.map { (name: entry.template.name, ends: ends(of: $0)) }
        }
        for (index, route) in routes.enumerated() {
            let earlier = routes[..<index].first {
                $0.name != route.name && $0.ends == route.ends
            }
            guard let earlier else { continue }
            throw UsageError(
                "\"\(earlier.name)\" and \"\(route.name)\" are both on and both take \(route.ends). "
                    + "Set one of them to false in templates of p2c.json")
        }
        try checkOutput(of: templates)
        for entry in templates {
            let problems = entry.template.problems { reference in
                configuration.schemas.schema(reference.environment, named: reference.entity)
            }
            if !problems.isEmpty {
                throw UsageError(problems.map(\.message).joined(separator: "\n"))
            }
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

    /// Where a task's records come from and go to, in words: `Sales Account to CDS Account`. An
    /// entity is called the same by whichever of its names a template calls it.
    private func ends(of task: TemplateTask) -> String {
        [task.legs[0].source, task.legs[task.legs.count - 1].destination].map { entity in
            let schema = configuration.schemas.schema(entity.environment, named: entity.entity)
            return "\(entity.environment.displayName) \(schema?.label ?? entity.entity)"
        }.joined(separator: " to ")
    }
}
