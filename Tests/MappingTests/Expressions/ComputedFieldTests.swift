import JSON5
import Records
import Testing

@testable import Mapping

@Suite struct `Computed fields` {
    private func computed(
        _ text: String, _ destination: String = "Y", _ transforms: [ValueTransform] = []
    ) throws -> FieldMapping {
        FieldMapping(nil, destination, transforms, expression: try ValueExpression(text))
    }

    @Test func `one column is made of several`() throws {
        let mapped = try Mapped(
            leg(FieldMapping("a", "A"), computed("concat(a, b)"), computed("a eq 'x'", "Z")),
            batch([("a", ["x", "y", nil]), ("b", ["1", "", "3"])]))
        #expect(values("A", of: mapped.batch) == ["x", "y", nil])
        #expect(values("Y", of: mapped.batch) == ["x1", nil, nil])
        #expect(values("Z", of: mapped.batch) == ["true", "false", "false"])
    }

    @Test func `a constant expression fills every row`() throws {
        let mapped = try Mapped(
            leg(computed("date(now())")), batch([("a", ["x", "y"])]), runTime: OneRecord.runTime)
        #expect(values("Y", of: mapped.batch) == ["2026-11-23", "2026-11-23"])
    }

    @Test func `transforms work on the result`() throws {
        let map = ValueTransform.valueMap(ValueMap([.init("true", "Yes"), .init("", "No")]))
        let mapped = try Mapped(
            leg(
                computed("a gt 1", "Y", [map]),
                computed("a add 1", "Z", [.default("none")])),
            batch([("a", ["2", nil])]))
        #expect(values("Y", of: mapped.batch) == ["Yes", "false"])
        #expect(values("Z", of: mapped.batch) == ["3", "none"])
    }

    @Test func `what the file lacks altogether is left alone`() throws {
        let mapped = try Mapped(
            leg(
                computed("b add 1"), computed("b add 1", "Z", [.default("0")]),
                computed("case(b eq null:a, true:b)", "W")),
            batch([("a", ["1", absent, nil])]))
        #expect(values("Y", of: mapped.batch) == nil)
        #expect(values("Z", of: mapped.batch) == ["0", "0", "0"])
        #expect(values("W", of: mapped.batch) == ["1", absent, nil])
    }

    @Test func `of a record that has none of its fields nothing is made up`() throws {
        let mapped = try Mapped(
            leg(
                computed("case(a gt 5:'Worn', true:'Good')"), computed("10 div a", "Z"),
                computed("case(true:'Good')", "W"),
                computed("case(a gt 5:'Worn', true:'Good')", "V", [.default("Fair")])),
            batch([("a", [absent, nil, "9", "1"])]))
        #expect(values("Y", of: mapped.batch) == [absent, "Good", "Worn", "Good"])
        #expect(values("Z", of: mapped.batch)?.first == absent)
        #expect(values("W", of: mapped.batch) == ["Good", "Good", "Good", "Good"])
        #expect(values("V", of: mapped.batch) == ["Fair", "Good", "Worn", "Good"])
    }

    @Test func `a record that cannot be computed is set aside and others are not`() throws {
        let mapped = try Mapped(
            leg(computed("10 div a", "Y"), computed("a add b", "Z")),
            batch([("a", ["0", "5", "x", "0"]), ("b", ["1", "2", "3", "4"])]),
            fates: [.kept, .kept, .kept, .filtered])
        #expect(mapped.fates == [.quarantined, .kept, .quarantined, .filtered])
        #expect(values("Y", of: mapped.batch) == [nil, "2", nil, nil])
        #expect(
            mapped.issues == [
                RowIssue(
                    row: 0, field: "Y", code: .expressionDividesByZero,
                    detail: "10 div a: the divisor is 0"),
                RowIssue(
                    row: 2, field: "Y", code: .expressionValueWrong,
                    detail: "a: the value is no number"),
                RowIssue(
                    row: 2, field: "Z", code: .expressionValueWrong,
                    detail: "a: the value is no number"),
            ])
    }

    @Test func `a text may be large and not without end`() throws {
        let text = String(repeating: "x", count: 6 << 20)
        let mapped = try Mapped(
            leg(computed("length(concat(a, a))"), computed("length(concat(a, a, a))", "Z")),
            batch([("a", [text, "y"])]))
        #expect(values("Y", of: mapped.batch) == ["12582912", "2"])
        #expect(values("Z", of: mapped.batch) == [nil, "3"])
        #expect(mapped.issues.map(\.code) == [.expressionTextTooLong])
        #expect(
            mapped.issues.first?.detail
                == "concat(a, a, a): the text would have more than 16777216 bytes")
    }

    @Test func `a lookup that is no record sets its record aside`() throws {
        let mapped = try Mapped(
            leg(computed("tolower(currencyid.isocode)")),
            batch([("currencyid", ["US Dollar", "Kroner", nil])]), from: OneRecord.schema,
            references: OneRecord.references)
        #expect(values("Y", of: mapped.batch) == ["usd", nil, nil])
        #expect(mapped.fates == [.kept, .quarantined, .kept])
        #expect(mapped.issues.map(\.code) == [.referenceNotFound])
    }

    @Test func `a filter can look behind a lookup and sets aside what it cannot compute`() throws {
        var records = batch([
            ("currencyid", ["US Dollar", "Kroner", nil, "US Dollar"]),
            ("free", ["1", "1", "1", "x"]),
        ])
        var fates = Array(repeating: RowFate.kept, count: 4)
        var issues: [RowIssue] = []
        let filter = try CompiledFilter(
            SourceFilter("currencyid.isocode eq 'usd' and free add 1 gt 0"),
            columns: ["currencyid", "free"], schema: OneRecord.schema,
            references: OneRecord.references)
        #expect(filter.apply(to: &records, fates: &fates, issues: &issues) == 1)
        #expect(fates == [.kept, .quarantined, .filtered, .quarantined])
        #expect(issues.map(\.code) == [.referenceNotFound, .expressionValueWrong])
    }

    @Test func `the key may be computed from what the file has`() throws {
        let leg = Leg(
            from: EntityReference(.sales, "Accounts"), to: EntityReference(.cds, "Account"),
            integrationKey: ["Key"], fieldMappings: [try computed("concat(a, b)", "Key")])
        _ = try LegMapper(leg: leg, sourceColumns: ["a"])
        let error = #expect(throws: MappingError.self) {
            try LegMapper(leg: leg, sourceColumns: ["c"])
        }
        #expect(
            error?.issue.detail == "the file has no column 'a' or 'b' for the key field 'Key'")
    }

    @Test func `a template without a record computes nothing`() throws {
        let mapped = try Mapped(
            leg(computed("case(a eq 'x':concat(a, 'y'), true:'z')")), batch([("a", [])]))
        #expect(values("Y", of: mapped.batch) == [])
    }

    @Test(
        arguments: [
            (
                "amount gt 1", FieldType.decimal,
                "the expression is true or false, and 'Y' is a decimal number"
            ),
            ("day", .decimal, "the expression is a date, and 'Y' is a decimal number"),
            ("amount", .date, "the expression is a decimal number, and 'Y' is a date"),
            ("amount", .integer, nil), ("name", .date, nil), ("moment", .date, nil),
            ("case(amount gt 1:now(), true:now())", .string, nil),
            ("state", .integer, nil),
            ("amount gt 1", .boolean(whenTrue: "Yes", whenFalse: "No"), nil),
        ] as [(String, FieldType, String?)])
    func `the destination must be able to take the result`(
        text: String, type: FieldType, detail: String?
    ) throws {
        var leg = leg(try computed(text))
        leg.integrationKey = ["Y"]
        leg.destination = EntityReference(.finops, "Account")
        let template = Template(
            name: "T", tasks: [TemplateTask(name: "A", order: 1, legs: [leg])])
        let destination = EntitySchema(
            environment: .finops, name: "Account", label: "A",
            fields: [Field(name: "Y", type: type)])
        let problems = template.problems {
            $0.environment == .finops ? destination : OneRecord.schema
        }
        #expect(problems.map(\.issue.detail) == (detail.map { [$0] } ?? []))
    }
}
