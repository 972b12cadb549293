import Records
import Testing

@testable import Mapping

@Suite struct `Source filter` {
    /// Ten records with every kind of value.
    static let records = batch([
        ("id", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
        ("name", ["Adatum", "adatum", "O'Neil", "Zürich AG", nil, "", "  ", absent, "10", "B"]),
        (
            "amount",
            ["0", "0.5", "-3", "10", "9", "", nil, "x", "1000000000000000000000.1", "0.50"]
        ),
        (
            "active",
            ["true", "false", "Yes", "No", "1", "0", nil, "maybe", "TRUE", ""]
        ),
        ("day", ["2026-01-01", "2026-11-23", nil, "2025-12-31", "", "", "", "", "", "2030-01-01"]),
        ("parent.code", ["USD", "EUR", nil, "usd", "", "", "", "", "", "CHF"]),
    ])

    @Test(
        arguments: [
            // texts, without the case of ASCII letters
            ("name eq 'Adatum'", "01"), ("name eq 'ADATUM'", "01"),
            ("name ne 'adatum'", "23456789"),
            ("name eq 'O''Neil'", "2"), ("name eq 'Zürich AG'", "3"), ("name eq 'ZÜRICH AG'", ""),
            ("name eq 'zürich ag'", "3"), ("'adatum' eq name", "01"), ("NAME EQ 'adatum'", "01"),
            ("name gt 'b'", "23"), ("name ge 'b'", "239"), ("name lt 'b'", "018"),
            ("name le 'b'", "0189"), ("'b' lt name", "23"), ("'b' ge name", "0189"),
            ("name eq 'Adat'", ""), ("name lt 'Adatum AG'", "018"), ("name eq '10'", "8"),
            // null and blank are one
            ("name eq null", "4567"), ("name ne null", "012389"), ("null eq name", "4567"),
            ("name eq ''", "4567"), ("name ne ''", "012389"), ("name eq ' '", "4567"),
            ("name gt ''", "012389"), ("name lt ''", ""),
            ("not (name eq null)", "012389"), ("not (name eq 'Adatum')", "23456789"),
            // numbers, exactly
            ("amount eq 0.5", "19"), ("amount eq .5", "19"), ("amount eq 0.500", "19"),
            ("amount eq +0.5", "19"), ("amount eq 00.5", "19"), ("amount ne 0.5", "02345678"),
            ("amount eq 0", "0"), ("amount eq -0", "0"), ("amount eq -0.0", "0"),
            ("amount lt 0", "2"), ("amount le 0", "02"), ("amount gt 9", "38"),
            ("amount ge 9", "348"), ("amount gt -3", "013489"), ("amount lt -2.9", "2"),
            ("amount gt 1000000000000000000000", "8"), ("amount eq 1000000000000000000000.1", "8"),
            ("amount lt 1000000000000000000000.1", "012349"), ("9 lt amount", "38"),
            ("amount eq '0.50'", "9"), ("amount eq null", "56"), ("amount ne null", "01234789"),
            ("name eq 10", "8"), ("name gt 1", "8"),
            // booleans in every system's form
            ("active eq true", "0248"), ("active eq false", "135"), ("active ne true", "135679"),
            ("active ne false", "0246789"), ("true eq active", "0248"), ("active eq 'yes'", "2"),
            ("active eq 1", "4"), ("not (active eq true)", "135679"),
            // dates as texts
            ("day ge '2026-01-01'", "019"), ("day lt '2026-01-01'", "3"),
            ("day ge '2026-01-01' and day lt '2027-01-01'", "01"),
            // precedence
            ("id eq '0' or id eq '1' and id eq '2'", "0"),
            ("(id eq '0' or id eq '1') and id eq '1'", "1"),
            ("id eq '1' and id eq '2' or id eq '0'", "0"),
            ("id eq '1' and (id eq '2' or id eq '1')", "1"),
            ("not (id eq '0') and id lt '3'", "12"), ("not (id eq '0' and id lt '3')", "123456789"),
            ("not (id eq '0') or id eq '0'", "0123456789"), ("not not (id eq '4')", "4"),
            ("id eq '1' or id eq '2' or id eq '3'", "123"),
            ("name ne null and amount gt 0 and active eq true", "8"),
            ("((id eq '5'))", "5"), ("(id eq '5')and(name eq null)", "5"),
            ("  id\teq\n'5'  ", "5"), ("AND eq 'x'  or  id eq '5'", nil),
            // names with dots, and fields that the file lacks
            ("parent.code eq 'USD'", "03"), ("parent.code ne null", "0139"),
            ("missing eq null", "0123456789"), ("missing eq 'x'", ""),
            ("missing ne 'x'", "0123456789"),
            ("missing ne null", ""), ("missing gt 0", ""), ("missing eq true", ""),
            ("not (missing eq 'x')", "0123456789"),
            // two fields
            ("name eq id", ""), ("amount eq amount", "0123456789"), ("1 eq 1", "0123456789"),
            // filters of Microsoft's templates, those of dual-write too
            ("((name == \"Adatum\"))", "01"), ("(name != \"\")", "012389"),
            ("name==\"B\"||amount>=9&&!(active==true)", "39"),
            ("(active ne 690970005) and (name ne 'x')", "0123456789"),
            ("active eq false and name ne null", "13"),
        ] as [(String, String?)])
    func `lets the right records pass`(text: String, ids: String?) throws {
        guard let ids else {
            #expect(throws: ExpressionError.self) { try SourceFilter(text) }
            return
        }
        var records = Self.records
        let filter = try CompiledFilter(SourceFilter(text), columns: records.columns.map(\.name))
        var fates = Array(repeating: RowFate.kept, count: 10)
        var issues: [RowIssue] = []
        let filtered = filter.apply(to: &records, fates: &fates, issues: &issues)
        #expect(records.bytes == Self.records.bytes)
        #expect(issues == [])
        let passing = fates.indices.filter { fates[$0] == .kept }.map(String.init).joined()
        #expect(passing == ids)
        #expect(filtered == 10 - ids.count)
    }

    @Test func `leaves the fates of rows that are not kept alone`() throws {
        let filter = try CompiledFilter(SourceFilter("id eq '9'"), columns: ["id"])
        var records = batch([("id", ["1", "9", "1", "9"])])
        var fates: [RowFate] = [.quarantined, .unchanged, .kept, .kept]
        var issues: [RowIssue] = []
        #expect(filter.apply(to: &records, fates: &fates, issues: &issues) == 1)
        #expect(fates == [.quarantined, .unchanged, .filtered, .kept])
    }

    @Test func `names its fields once, in order`() throws {
        let filter = try SourceFilter("b eq 1 and (a eq 2 or not (B eq 3)) and c.d eq null")
        #expect(filter.fieldNames == ["b", "a", "c.d"])
    }

    @Test(arguments: [
        (
            "a eq and b eq 1", "expected a value, found 'and'",
            """
            a eq and b eq 1
                 ^^^
            """
        ),
        (
            "a = 1", "this sign has no meaning here: write eq",
            """
            a = 1
              ^
            """
        ),
        (
            "Grüße eq 1", "this sign has no meaning here",
            """
            Grüße eq 1
              ^
            """
        ),
        (
            "a 5", "expected an operator or the end, found '5'",
            """
            a 5
              ^
            """
        ),
        (
            "a eq", "expected a value, found the end",
            """
            a eq
                ^
            """
        ),
        (
            "(a eq 1", "expected an operator or ')', found the end",
            """
            (a eq 1
                   ^
            """
        ),
        (
            "a eq 1)", "expected an operator or the end, found ')'",
            """
            a eq 1)
                  ^
            """
        ),
        (
            "a eq 'x", "this text's closing quote is missing",
            """
            a eq 'x
                 ^^
            """
        ),
        (
            "not a eq 1", "expected '(' behind 'not', found 'a'",
            """
            not a eq 1
                ^
            """
        ),
        (
            "a ge null", "null, true and false are compared with eq and ne only",
            """
            a ge null
            ^^^^^^^^^
            """
        ),
        (
            "day eq 2026-02-30", "there is no such day",
            """
            day eq 2026-02-30
                   ^^^^^^^^^^
            """
        ),
        (
            "id eq 8dcb8e99-1111-2222-3333-4444",
            "this is no number, date, time or GUID; texts stand in single quotes",
            """
            id eq 8dcb8e99-1111-2222-3333-4444
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            """
        ),
        (
            "name and length(name)", "'and' wants true or false; this is a whole number",
            """
            name and length(name)
                     ^^^^^^^^^^^^
            """
        ),
        (
            "length(name)", "a filter is true or false; this is a whole number",
            """
            length(name)
            ^^^^^^^^^^^^
            """
        ),
        (
            "", "expected an expression, found the end",
            """

            ^
            """
        ),
    ])
    func `underlines what is wrong`(text: String, detail: String, excerpt: String) {
        let error = #expect(throws: ExpressionError.self) { try SourceFilter(text) }
        #expect(error?.detail == detail)
        #expect(error?.excerpt == excerpt)
    }

    @Test func `refuses endless nesting`() {
        let deep = String(repeating: "(", count: 100_000) + "a eq 1"
        let error = #expect(throws: ExpressionError.self) { try SourceFilter(deep) }
        #expect(error?.detail == "nested too deeply")
        let nots = String(repeating: "not ", count: 100_000) + "(a eq 1)"
        #expect(throws: ExpressionError.self) { try SourceFilter(nots) }
    }
}
