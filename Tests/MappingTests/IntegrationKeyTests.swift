import Records
import Testing

@testable import Mapping

/// Keys of legs whose file names none.
@Suite struct `Integration keys of schemas` {
    private func template(to entity: EntityReference, filling fields: [String]) -> Template {
        let leg = Leg(
            from: EntityReference(.cds, "From"), to: entity,
            fieldMappings: fields.map { FieldMapping("x", $0) })
        return Template(name: "T", tasks: [TemplateTask(name: "T", order: 1, legs: [leg])])
    }

    private func schema(
        _ environment: Environment, primary: [String], alternate: [[String]] = [],
        unique: [[String]] = []
    ) -> EntitySchema {
        let names = ["x"] + primary + (alternate + unique).flatMap { $0 }
        var schema = EntitySchema(
            environment: environment, name: "To", label: "To", primaryKey: primary,
            fields: Set(names).sorted().map { Field(name: $0, type: .string) })
        schema.alternateKeys = alternate
        schema.uniqueKeys = unique
        return schema
    }

    private func key(_ schema: EntitySchema, filling fields: [String]) -> [String] {
        var template = template(to: EntityReference(schema.environment, "To"), filling: fields)
        template.fillIntegrationKeys { $0.entity == "To" ? schema : nil }
        return template.tasks[0].legs[0].integrationKey
    }

    @Test func `are the primary key without the company in Finance and Operations`() {
        let schema = schema(.finops, primary: ["dataAreaId", "Number"])
        #expect(key(schema, filling: ["NUMBER"]) == ["NUMBER"])
        #expect(key(schema, filling: ["x"]) == ["Number"])
    }

    @Test func `are the primary key in CDS`() {
        let schema = schema(.cds, primary: ["Id", "Organization"], alternate: [["Code"]])
        #expect(key(schema, filling: ["Organization", "Id", "Code"]) == ["Id", "Organization"])
    }

    @Test func `are what people know a record by in Sales, as far as rows fill it`() {
        let schema = schema(
            .sales, primary: ["toid"], alternate: [["number"], ["code"]], unique: [["tax"]])
        #expect(key(schema, filling: ["toid", "number"]) == ["number"])
        #expect(key(schema, filling: ["toid", "code"]) == ["code"])
        #expect(key(schema, filling: ["toid", "tax"]) == ["tax"])
        #expect(key(schema, filling: ["toid"]) == ["toid"])
        #expect(key(schema, filling: ["x"]) == ["number"])
    }

    @Test func `are left alone where the file names them`() {
        var template = template(to: EntityReference(.finops, "To"), filling: ["x"])
        template.tasks[0].legs[0].integrationKey = ["x"]
        template.fillIntegrationKeys { _ in schema(.finops, primary: ["Number"]) }
        #expect(template.tasks[0].legs[0].integrationKey == ["x"])
    }

    @Test(arguments: [
        (["Number"], "no mapping fills the key field 'Number'"),
        ([], "integrationKey is missing, and the schema of Fin and Ops To has no key"),
    ])
    func `are checked like those of files`(primary: [String], detail: String) {
        let schema = schema(.finops, primary: primary)
        var template = template(to: EntityReference(.finops, "To"), filling: ["x"])
        let find: (EntityReference) -> EntitySchema? = { $0.entity == "Gone" ? nil : schema }
        template.fillIntegrationKeys(finding: find)
        let problems = template.problems(finding: find)
        #expect(problems.map(\.issue.code) == [.integrationKeyNotMapped])
        #expect(problems.map(\.issue.detail) == [detail])
    }
}
