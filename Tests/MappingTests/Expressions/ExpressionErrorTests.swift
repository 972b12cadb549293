import JSON5
import Records
import Testing

@testable import Mapping

@Suite struct `Expression errors` {
    @Test(arguments: [
        (
            "quantity mul name", "'mul' wants a number; this is text",
            """
            quantity mul name
                         ^^^^
            """
        ),
        (
            "name eq 10", "one side is text and the other is a whole number",
            """
            name eq 10
            ^^^^^^^^^^
            """
        ),
        (
            "amount eq 'ten'", "the other side is a decimal number, which 'ten' is not",
            """
            amount eq 'ten'
                      ^^^^^
            """
        ),
        (
            "id in ('9B8D0C89-1111-2222-3333-444455556666', 'A1')",
            "the other side is a GUID, which 'A1' is not",
            """
            id in ('9B8D0C89-1111-2222-3333-444455556666', 'A1')
                                                           ^^^^
            """
        ),
        (
            "state eq 'Lost'", "there is no option 'Lost'; there are 'Draft', 'Active', 'Won'",
            """
            state eq 'Lost'
                     ^^^^^^
            """
        ),
        (
            "party gt 'Person'", "these options have no numbers and so no order",
            """
            party gt 'Person'
            ^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "active gt true", "null, true and false are compared with eq and ne only",
            """
            active gt true
            ^^^^^^^^^^^^^^
            """
        ),
        (
            "length(amount)",
            "length wants text; this is a decimal number, of which cast(…, Edm.String) makes text",
            """
            length(amount)
                   ^^^^^^
            """
        ),
        (
            "substring(name, 1.5)", "substring wants a whole number; this is a decimal number",
            """
            substring(name, 1.5)
                            ^^^
            """
        ),
        (
            "substring(name)", "substring has 2 or 3 arguments and not 1",
            """
            substring(name)
            ^^^^^^^^^^^^^^^
            """
        ),
        (
            "trim(name, city)", "trim has 1 argument and not 2",
            """
            trim(name, city)
            ^^^^^^^^^^^^^^^^
            """
        ),
        (
            "year(clock)", "year wants a date, with time or without; this is a time of day",
            """
            year(clock)
                 ^^^^^
            """
        ),
        (
            "hour(day)", "hour wants a time, with a date or without; this is a date",
            """
            hour(day)
                 ^^^
            """
        ),
        (
            "day eq 10:00", "one side is a date and the other is a time of day",
            """
            day eq 10:00
            ^^^^^^^^^^^^
            """
        ),
        (
            "amount in (1, 'two')", "the other side is a whole number, which 'two' is not",
            """
            amount in (1, 'two')
                          ^^^^^
            """
        ),
        (
            "name in ('a', 1)", "the list is compared with text, and this is a whole number",
            """
            name in ('a', 1)
                          ^
            """
        ),
        (
            "day gt '01.01.2020'",
            "the other side is a date, which '01.01.2020' is not: write it as 2020-01-31",
            """
            day gt '01.01.2020'
                   ^^^^^^^^^^^^
            """
        ),
        (
            "day gt 1/31/2020", "dates are written as 2020-01-31",
            """
            day gt 1/31/2020
                   ^^^^^^^^^
            """
        ),
        (
            "day gt 31\\01\\2020", "dates are written as 2020-01-31",
            """
            day gt 31\\01\\2020
                   ^^^^^^^^^^
            """
        ),
        (
            "(party == PartyType::Person)",
            "members of enumerations are texts: write 'Person'",
            """
            (party == PartyType::Person)
                      ^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "name eq 'O'Neil'",
            "the text ends before this. A quote inside quotes is doubled: 'O''Neil'",
            """
            name eq 'O'Neil'
                       ^^^^
            """
        ),
        (
            "case(amount:1)", "a condition of case wants true or false; this is a decimal number",
            """
            case(amount:1)
                 ^^^^^^
            """
        ),
        (
            "case(active:1, true:'x')",
            "the values of case are of different types: a whole number before, and here text",
            """
            case(active:1, true:'x')
                                ^^^
            """
        ),
        (
            "case(active)", "expected an operator or ':' and a value, found ')'",
            """
            case(active)
                       ^
            """
        ),
        (
            "cast(active, Edm.Date)", "Edm.Date cannot be made of this; this is true or false",
            """
            cast(active, Edm.Date)
                 ^^^^^^
            """
        ),
        (
            "matchesPattern(name, '(')", "the pattern is wrong: a ')' is missing",
            """
            matchesPattern(name, '(')
                                 ^^^
            """
        ),
        (
            "matchesPattern(name, city)", "the pattern is a text in quotes",
            """
            matchesPattern(name, city)
                                 ^^^^
            """
        ),
        (
            "round(amount, 17)", "the places behind the point are a number from 0 to 16",
            """
            round(amount, 17)
                          ^^
            """
        ),
        (
            "amount <> 1", "this sign has no meaning here",
            """
            amount <> 1
                   ^
            """
        ),
        (
            "customerid.Account(", "expected a key field and ')' here",
            """
            customerid.Account(
                               ^
            """
        ),
        (
            "quantity divby 0.0", "'divby' by 0 has no result",
            """
            quantity divby 0.0
                           ^^^
            """
        ),
        (
            "quantity gt 0 and quantity mod 0 eq 1", "'mod' by 0 has no result",
            """
            quantity gt 0 and quantity mod 0 eq 1
                                           ^
            """
        ),
        (
            "1 add\n  2 mul 'a'\n  add 3", "'mul' wants a number; this is text",
            """
            2:   2 mul 'a'
                       ^^^
            """
        ),
    ])
    func `underlines the part`(text: String, detail: String, excerpt: String) {
        let error = #expect(throws: ExpressionError.self) { try OneRecord.check(text) }
        #expect(error?.detail == detail)
        #expect(error.map { $0.range.upperBound <= text.utf8.count } == true)
        #expect(error?.excerpt == excerpt)
    }

    @Test func `shows the surroundings of a long line`() throws {
        let long =
            String(repeating: "amount add ", count: 20) + "name"
            + String(repeating: " add 1", count: 20)
        let error = try #require(throws: ExpressionError.self) { try OneRecord.check(long) }
        #expect(error.line == 1)
        #expect(error.column == 221)
        #expect(
            error.excerpt == """
                …add amount add amount add amount add amount add amount add name add 1 add 1 add 1 \
                add 1 add 1 add 1 add 1 add 1 add 1 add …
                                                                            ^^^^
                """)
    }

    @Test func `a template says where an expression is wrong`() throws {
        let row = "{ expression: 'a add', destinationField: 'B' }"
        let text = `Template files`.text(rows: `Template files`.good + ",\n" + row)
        let error = try #require(throws: MappingError.self) {
            _ = try Template(json5: Array(text.utf8), file: "t.json")
        }
        #expect(error.issue.code == .expressionWrong)
        #expect(error.path == "tasks[0].legs[0].fieldMappings[1].expression")
        #expect(error.issue.line == 8)
        #expect(error.excerpt == "a add\n     ^")
    }

    @Test func `a template has a source field or an expression`() throws {
        let row = "{ sourceField: 'a', expression: 'b', destinationField: 'B' }"
        let text = `Template files`.text(rows: `Template files`.good + ",\n" + row)
        let error = try #require(throws: MappingError.self) {
            _ = try Template(json5: Array(text.utf8), file: "t.json")
        }
        #expect(
            error.issue.detail == "a mapping has a sourceField or an expression, not both")
    }

    @Test func `the schema finds types and fields that do not fit`() throws {
        let template = Template(
            name: "T",
            tasks: [
                TemplateTask(
                    name: "A", order: 1,
                    legs: [
                        Leg(
                            from: EntityReference(.sales, "Orders"),
                            to: EntityReference(.finops, "X"),
                            sourceFilter: try SourceFilter("name gt amount"),
                            integrationKey: ["Y"],
                            fieldMappings: [
                                FieldMapping(
                                    nil, "Y", expression: try ValueExpression("nam add amont")),
                                FieldMapping(
                                    nil, "Y", expression: try ValueExpression("name add 1")),
                                FieldMapping(
                                    nil, "Y", expression: try ValueExpression("amount add 1")),
                            ])
                    ])
            ])
        let destination = EntitySchema(
            environment: .finops, name: "X", label: "X", fields: [Field(name: "Y", type: .string)])
        let problems = template.problems {
            $0.environment == .finops ? destination : OneRecord.schema
        }
        #expect(
            problems.map(\.issue.code) == [
                .sourceFilterWrong, .sourceFieldUnknown, .sourceFieldUnknown, .expressionWrong,
            ])
        #expect(
            problems.map(\.issue.detail) == [
                "one side is text and the other is a decimal number",
                "the expression names 'nam', which Sales Orders does not have",
                "the expression names 'amont', which Sales Orders does not have",
                "'add' wants a number; this is text",
            ])
        #expect(problems[3].excerpt == "name add 1\n^^^^")
    }
}
