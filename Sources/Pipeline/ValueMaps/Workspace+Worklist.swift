import Folders
import Mapping
import Records
import Schemas

extension Workspace {
    private var worklistPath: String { "\(root)/\(UnmappedWorklist.fileName)" }

    /// The worklist as it is on disk; an empty one where there is none.
    private func worklist() throws -> UnmappedWorklist {
        guard Paths.leadsToFile(worklistPath) else { return UnmappedWorklist() }
        return try UnmappedWorklist(try Paths.read(worklistPath), file: worklistPath)
    }

    /// The worklist as it is on disk. Throws also where its rows contradict each other.
    private func worklist(
        for templates: [Template], in schemas: SchemaCatalogue
    ) throws -> UnmappedWorklist {
        do {
            let worklist = try worklist()
            try worklist.checkOptions(of: templates, in: schemas)
            return worklist
        } catch let error as MappingError {
            throw PipelineError(
                reason: .settings, description: error.message, issue: error.issue)
        }
    }

    /// The configuration with what people filled in.
    package func fillingIn(_ configuration: Configuration) throws -> Configuration {
        configuration.filled(
            from: try worklist(
                for: configuration.knownTemplates.map(\.template), in: configuration.schemas))
    }

    /// The templates with what people filled in; as they are where the worklist cannot be understood.
    package func fillingIn(
        _ templates: [Configuration.EnabledTemplate]
    ) -> [Configuration.EnabledTemplate] {
        guard let worklist = try? worklist() else { return templates }
        return templates.map { $0.filled(from: worklist) }
    }

    /// Sentences about rows that were filled in and cannot be meant so. `templates` are all, also those
    /// that are off.
    package func worklistRemarks(
        templates: [Template], companies: [String], schemas: SchemaCatalogue
    ) throws -> [String] {
        try worklist(for: templates, in: schemas).remarks(
            file: UnmappedWorklist.fileName, templates: templates, companies: companies,
            schemas: schemas)
    }

    /// Writes the values of a run into the worklist, all or nothing. Returns those whose rows are new;
    /// does nothing when there is no value.
    ///
    /// The file is read again, because people may have edited it since the run began. Throws
    /// `MappingError` and leaves it as it is when it cannot be understood.
    func addToWorklist(
        _ unmapped: [(template: String, values: UnmappedValues)], organization: String?, run: Int
    ) throws -> [UnmappedValues.Value] {
        guard unmapped.contains(where: { !$0.values.isEmpty }) else { return [] }
        var worklist = try worklist()
        var added: [UnmappedValues.Value] = []
        for (template, values) in unmapped {
            added += worklist.add(
                values.values, template: template, organization: organization, run: run)
        }
        try Paths.replace(worklistPath, with: worklist.bytes)
        return added
    }
}

extension Configuration {
    /// The same with the rows of the worklist that have a value as entries of their maps.
    fileprivate func filled(from worklist: UnmappedWorklist) -> Configuration {
        let filledIn = worklist.filledIn
        guard !filledIn.isEmpty else { return self }
        var configuration = self
        configuration.templates = templates.map { $0.filled(from: worklist) }
        for index in projects.indices {
            configuration.projects[index].templates =
                projects[index].templates.map { $0.filled(from: worklist) }
        }
        // Content that went through before may come to something else.
        var digest = SHA256()
        digest.update(Array((self.digest + filledIn).utf8))
        configuration.digest = digest.finish()
        return configuration
    }
}

extension Configuration.EnabledTemplate {
    fileprivate func filled(from worklist: UnmappedWorklist) -> Self {
        var filled = self
        filled.template.add { worklist.entries(template: template.name, map: $0) }
        return filled
    }
}
