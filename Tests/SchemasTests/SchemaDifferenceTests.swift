import Records
import Testing

@testable import Schemas

@Suite struct `Difference of two schemas` {
    private func schema(_ fields: String) throws -> EntitySchema {
        let text = "{ name: 'E', 'p2c:environment': 'sales', fields: [\(fields)] }"
        return try SchemaFile.parse(Array(text.utf8), file: "e.json")
    }

    @Test func `is none between a schema and itself`() throws {
        let one = try schema("{ name: 'a', type: 'integer' }")
        #expect(SchemaDifference(from: one, to: one).isEmpty)
    }

    @Test func `tells fields that came, went and were renamed`() throws {
        let old = try schema(
            "{ name: 'a' }, { name: 'credit_limit', type: 'number' }, { name: 'zip' }")
        let new = try schema(
            "{ name: 'A' }, { name: 'creditlimit', type: 'number' }, { name: 'email' }")
        let found = SchemaDifference(from: old, to: new)
        #expect(found.renamed.map(\.old) == ["credit_limit"])
        #expect(found.renamed.map(\.new) == ["creditlimit"])
        // Names alike 0.6, type 0.2, place 0.1; neither has a label.
        #expect(abs((found.renamed.first?.likelihood ?? 0) - 0.9) < 1e-9)
        #expect(found.removed == ["zip"])
        #expect(found.added == ["email"])
        #expect(found.changed.isEmpty)
    }

    @Test func `tells rules that changed, and options`() throws {
        let old = try schema(
            "{ name: 'a', constraints: { maxLength: 10 } }, { name: 'b', type: 'string', "
                + "categories: [{ value: 'X' }, { value: 'Y' }] }")
        let new = try schema(
            "{ name: 'a', constraints: { maxLength: 20, required: true } }, { name: 'b', type: "
                + "'string', categories: [{ value: 'Y' }, { value: 'Z' }] }")
        #expect(
            SchemaDifference(from: old, to: new).changed == [
                .init(field: "a", rule: "required", old: "no", new: "yes"),
                .init(field: "a", rule: "maxLength", old: "10", new: "20"),
                .init(field: "b", rule: "options", old: "X", new: "Z"),
            ])
    }
}
