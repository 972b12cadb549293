import Mapping
import Records
import Schemas

extension Template {
    /// Everything in the template that does not fit the schemas, the values that it makes among it.
    package func problems(in schemas: SchemaCatalogue) -> [MappingError] {
        func find(_ entity: EntityReference) -> EntitySchema? {
            schemas.schema(entity.environment, named: entity.entity)
        }
        return problems(knowing: schemas.names(of:), finding: find)
            + constants(finding: find).compactMap { constant in
                find(constant.entity).flatMap { constant.problem(in: $0) }
            }
    }
}

extension TemplateConstant {
    /// The complaint about a value that the field can never take, by the rules of a run.
    fileprivate func problem(in schema: EntitySchema) -> MappingError? {
        var batch = RecordBatch()
        batch.positions = [RecordPosition(byte: 0, line: 1)]
        let cell = batch.append(value.utf8)
        batch.columns = [Column(name: field, cells: [cell])]
        var fates = [RowFate.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: [field])
            .check(&batch, fates: &fates, issues: &issues)
        guard let issue = issues.first(where: { $0.code.severity == .error }) else { return nil }
        return MappingError(
            .madeValueUnfit, "\(maker) gives '\(field)' what it cannot take: \(issue.detail)",
            at: place)
    }
}
