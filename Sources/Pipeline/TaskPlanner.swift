import Formats
import JSON5
import Mapping
import Records
import Schemas
import Store

/// Compiles a task when the columns of the file are known.
struct TaskPlanner {
    let template: Template
    let task: TemplateTask
    let configuration: Configuration
    let legalEntity: String?
    let references: References
    /// The destination wants record ids instead of keys in lookups.
    let resolvesLookups: Bool
    /// When the run began, in UTC: `2026-11-23T01:02:03Z`.
    let started: String

    /// What a leg starts from.
    private struct Origin {
        var schema: EntitySchema
        var columns: [String]
        /// The strictest field as which each column was checked.
        var checked: [Field?]
    }

    /// The rule by which the task keeps records back; nil when it has none.
    var filterText: String? { task.legs[0].sourceFilter?.text }

    /// The fields that the rule looks at.
    var filterFields: [String] { task.legs[0].sourceFilter?.fieldNames ?? [] }

    /// The fields of the source that the task reads.
    var readFields: [String] {
        task.legs[0].enabledMappings.flatMap(\.sourceFields) + filterFields
    }

    /// Where the template names the key of the destination.
    var keyPlace: DocumentPlace {
        let leg = task.legs[task.legs.count - 1]
        return leg.keyPlace ?? leg.place
    }

    /// The fields of the destination that the last leg makes of a field of CDS.
    func destinationFields(of field: String) -> [String] {
        task.legs[task.legs.count - 1].enabledMappings.filter { mapping in
            mapping.sourceFields.contains { $0.isSameName(as: field) }
        }.map(\.destinationField)
    }

    /// What the task's records are; nil where no schema describes them.
    var source: EntitySchema? {
        let source = task.legs[0].source
        return configuration.schemas.schema(source.environment, named: source.entity)
    }

    /// Throws when the template does not fit the schemas or the file.
    func plan(for columns: [String], file: String, hub: Hub?) throws -> TaskPlan {
        do {
            return try compile(columns, hub: hub)
        } catch let error as MappingError {
            let error = error.naming(missingColumns(in: columns), among: columns, of: file)
            throw PipelineError(
                reason: .package, description: "\(file): \(error.message)", issue: error.issue)
        }
    }

    /// The columns of the file that a leg's key is made from and that are missing, in the source's words.
    private func missingColumns(in columns: [String]) -> [String] {
        var origins: [String: [String]] = [:]
        for leg in task.legs {
            let isFirst = origins.isEmpty
            var made: [String: [String]] = [:]
            for row in leg.enabledMappings {
                made[row.destinationField.foldedName] = row.sourceFields.flatMap { field in
                    isFirst ? [field] : origins[field.foldedName] ?? []
                }
            }
            let missing = leg.integrationKey.compactMap { made[$0.foldedName] }.filter { fields in
                !fields.isEmpty && !fields.contains { columns.hasColumn(of: $0) }
            }
            if let fields = missing.first { return fields }
            origins = made
        }
        return []
    }

    private func compile(_ columns: [String], hub: Hub?) throws -> TaskPlan {
        let leg = task.legs[0]
        let source = try schema(of: leg.source)
        let sourceChecker = SchemaChecker(schema: source, columns: columns)
        var from = Origin(
            schema: source, columns: sourceChecker.columnNames,
            checked: sourceChecker.checkedFields)
        var steps: [TaskPlan.Step] = []
        for leg in task.legs {
            let step = try makeStep(leg, from: from, hub: hub)
            from = Origin(
                schema: step.schema, columns: step.checker.columnNames + step.knownElsewhere,
                checked: step.checker.checkedFields + step.knownElsewhere.map { _ in nil })
            steps.append(step)
        }
        if resolvesLookups, let obstacle = from.schema.packageObstacle(filling: from.columns) {
            throw PipelineError(reason: .package, description: obstacle)
        }
        let copiesKey = leg.copiesSourceKey(of: source, in: sourceChecker.columnNames)
        let name = SharedDestination.name(template.name, task, legalEntity)
        let mayRepeatKeys =
            task.legs.count == 1 ? !copiesKey : !task.legs[1].copiesKey(of: task.legs[0])
        return TaskPlan(
            destinationName: name,
            sharedDestination: SharedDestination(
                of: task, template: template.name, legalEntity: legalEntity,
                configuration: configuration),
            otherCompanies: copiesKey && !mayRepeatKeys ? otherCompanies(than: source) : [],
            source: source, sourceChecker: sourceChecker,
            filter: try makeFilter(leg, schema: source, columns: sourceChecker.columnNames),
            filterFields: filterFields, steps: steps,
            keyElsewhere: keyColumns(among: steps[0].knownElsewhere),
            resolver: resolvesLookups
                ? try ReferenceResolver(
                    columns: from.columns, schema: from.schema, references: references) : nil,
            listed: listedRecords(after: steps[steps.count - 1]),
            copiesKey: copiesKey,
            mayRepeatKeys: mayRepeatKeys,
            rules: try secondLegRules(
                after: steps[0], destinationName: name,
                overwritten: hub?.store.overwritingRun(of: name)),
            sourceKeyColumns: leg.sourceKeyColumns(in: sourceChecker.columnNames),
            keySources: task.legs.count > 1 ? task.legs[task.legs.count - 1].keySources : [],
            keyParts: leg.keyParts(of: source, in: sourceChecker.columnNames))
    }

    /// Those of the columns from which the last leg makes its key, with what fills them.
    private func keyColumns(
        among columns: [String]
    ) -> [(column: String, sources: [String])] {
        let keySources = task.legs[task.legs.count - 1].keySources
        return columns.filter { keySources.contains(where: $0.isSameName) }.map { column in
            let row = task.legs[0].enabledMappings.first {
                $0.destinationField.isSameName(as: column)
            }
            return (column, row?.sourceFields ?? [])
        }
    }

    /// The other companies whose records of the source may have the same keys, which Sales knows once.
    private func otherCompanies(
        than source: EntitySchema
    ) -> [(legalEntity: String, destinationName: String)] {
        guard let legalEntity, source.environment == .sales, source.businessKey != nil else {
            return []
        }
        return configuration.companies.filter { !$0.isSameName(as: legalEntity) }.map {
            ($0, SharedDestination.name(template.name, task, $0))
        }
    }

    private func listedRecords(after last: TaskPlan.Step) -> ListedRecords? {
        guard resolvesLookups, last.key.count == 1 else { return nil }
        return ListedRecords(of: last.schema.name, by: last.key[0], in: references)
    }

    /// Where ids take the places of keys, what the destination is sent depends on other records too.
    private func secondLegRules(
        after first: TaskPlan.Step, destinationName: String, overwritten: RunID?
    ) -> Int? {
        if resolvesLookups { return nil }
        return SecondLegRules(
            task, destinationName: destinationName, overwritten: overwritten,
            columns: first.checker.columnNames + first.knownElsewhere,
            configuration: configuration)?.number
    }

    private func makeFilter(
        _ leg: Leg, schema: EntitySchema, columns: [String]
    ) throws(MappingError) -> CompiledFilter? {
        guard let filter = leg.sourceFilter else { return nil }
        return try CompiledFilter(
            filter, columns: columns, schema: schema, references: references, runTime: started,
            place: filter.expression.place ?? leg.place)
    }

    /// The templates leave fields blank that CDS requires, such as whether a customer may be called.
    /// A record that only passes through is not held back for that; what the destination requires is
    /// checked there.
    private func makeStep(
        _ leg: Leg, from: Origin, hub: Hub?
    ) throws -> TaskPlan.Step {
        let to = try schema(of: leg.destination)
        if leg.integrationKey.isEmpty { throw leg.withoutKey }
        let mapper = try LegMapper(
            leg: leg, sourceColumns: from.columns, sourceSchema: from.schema,
            destinationSchema: to,
            organization: legalEntity.flatMap { configuration.organization(of: $0) }?
                .cdsOrganization,
            legalEntity: legalEntity, references: references, runTime: started)
        let checker = SchemaChecker(
            schema: to.environment == .cds ? to.requiring(only: leg.integrationKey) : to,
            columns: mapper.destinationColumns,
            checked: mapper.copiedColumns.map { $0.flatMap { from.checked[$0] } })
        let names = checker.columnNames
        var step = TaskPlan.Step(
            schema: to, mapper: mapper, checker: checker,
            key: leg.integrationKey.compactMap { key in
                names.first { $0.isSameName(as: key) }
            })
        if step.keepsRecords, let hub {
            step.knownElsewhere = try hub.columns(of: to.name).filter { known in
                !names.contains { $0.isSameName(as: known) }
            }
        }
        return step
    }

    private func schema(of entity: EntityReference) throws -> EntitySchema {
        guard
            let schema = configuration.schemas.schema(entity.environment, named: entity.entity)
        else {
            throw PipelineError(
                reason: .package,
                description: "\(template.name): no schema describes \(entity.displayName). Put one "
                    + "into \(configuration.folder)/schemas/\(entity.environment.rawValue)/")
        }
        return schema
    }
}

extension Leg {
    /// True when each field of the key of the leg before that differs among records of a file becomes a
    /// field of this one's key as it is.
    fileprivate func copiesKey(of before: Leg) -> Bool {
        let copied = enabledMappings.filter { row in
            row.isPlainCopy
                && integrationKey.contains { $0.isSameName(as: row.destinationField) }
        }.compactMap(\.sourceField)
        return before.integrationKey.allSatisfy { key in
            let isConstant = before.enabledMappings.contains {
                $0.destinationField.isSameName(as: key) && $0.sourceFields.isEmpty
            }
            return isConstant || copied.contains { $0.isSameName(as: key) }
        }
    }

    /// True when each field of the key is a column of the file as it is or the same in all records.
    /// What lies behind lookups is none.
    fileprivate func copiesSourceKey(of source: EntitySchema, in columns: [String]) -> Bool {
        let rows = integrationKey.compactMap { key in
            enabledMappings.first { $0.destinationField.isSameName(as: key) }
        }
        let made = rows.filter { !$0.sourceFields.isEmpty }
        return rows.count == integrationKey.count && !made.isEmpty
            && made.allSatisfy { row in
                guard let field = row.sourceField, row.isPlainCopy,
                    source.field(named: field)?.lookup == nil
                else { return false }
                return columns.contains { $0.isSameName(as: field) }
            }
    }

    /// Where the fields lie in the file that the leg's integration key is made from.
    func sourceKeyColumns(in columns: [String]) -> [Int] {
        integrationKey.flatMap { key in
            fieldMappings.first { $0.destinationField.isSameName(as: key) }?.sourceFields ?? []
        }.compactMap { source in columns.firstIndex { $0.isSameName(as: source) } }
    }
}

extension FieldMapping {
    /// The destination gets the value of the source field as it is.
    fileprivate var isPlainCopy: Bool {
        sourceField != nil && expression == nil && valueTransforms.isEmpty
    }
}

extension [String] {
    /// True when a column is the field, or the lookup that the field lies behind.
    fileprivate func hasColumn(of field: String) -> Bool {
        contains { $0.isSameName(as: field) || $0.isSameName(as: field.beforeDot) }
    }
}

extension MappingError {
    /// The same about a key that cannot be made, with the columns of the file that are missing.
    fileprivate func naming(
        _ missing: [String], among columns: [String], of file: String
    ) -> MappingError {
        guard issue.code.id == IssueCode.keyColumnMissing.id, let field = missing.first else {
            return self
        }
        var error = self
        let names = missing.map { "\"\($0.beforeDot)\"" }.joined(separator: " or ")
        if !issue.detail.contains(field) { error.issue.detail += ", which is made of \(names)" }
        if columns.areValues { return error.withoutHeader(of: file) }
        let hint = NearNames.hint(for: field, among: columns)
        let shown = columns.prefix(8).joined(separator: ", ")
        error.issue.detail +=
            hint.isEmpty
            ? "; the file has \(shown)" + (columns.count > 8 ? " and others" : "")
            : "; the nearest is \"\(NearNames.of(field, among: columns)[0])\""
        error.issue.detail += " (\(issue.location))"
        (error.issue.file, error.issue.line, error.issue.field) = (file, nil, nil)
        return error.toDo(
            "Export the entity again with the column \(names); where the columns are those of another "
                + "entity, name the file after that")
    }
}

extension MappingError {
    /// The same where the file has no line with the names of its columns.
    private func withoutHeader(of file: String) -> MappingError {
        var error = self
        error.issue.detail +=
            "; its first line looks like a record, not like the names of columns (\(issue.location))"
        (error.issue.file, error.issue.line, error.issue.field) = (file, nil, nil)
        return error.toDo("Export the entity with its header line, or write one on top of the file")
    }
}

extension [String] {
    /// True where names of columns are no names but the values of a record: an id, a day, several
    /// numbers.
    fileprivate var areValues: Bool {
        let shapes: [ValueShapes] = filter { !$0.isEmpty }.map { name in
            var name = name
            var trial = ValueTrial()
            name.withUTF8 { trial.take($0) }
            return trial.shapes
        }
        return shapes.contains { !$0.isDisjoint(with: [.guid, .moment]) }
            || shapes.count { !$0.isDisjoint(with: .numbers) } > 1
    }
}

extension String {
    /// The field of the entity itself, where a template's name goes on behind a lookup.
    var beforeDot: String { String(prefix { $0 != "." }) }
}
