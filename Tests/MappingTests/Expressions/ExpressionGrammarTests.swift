import Testing

@testable import Mapping

/// The rules that OData's ABNF test cases (OASIS, OData ABNF Test Cases 4.01) try out, with the fields
/// of our own record. The numbers are the sections of OData's URL Conventions that the cases name.
@Suite struct `Expression grammar` {
    @Test(arguments: [
        // 5.1.1: literals
        "true", "tRUe", "FALSE", "null", "3.14", "-2", "+42", "-1.234567e3", "0.314e+1",
        "1234567890123456789",
        "'O''Neil'", "'ABCabc019-._~!$&(''('')*+,;=:@'", "''", "2012-09-03", "2012-09-03T13:52Z",
        "2012-09-03T22:09:02Z", "2012-08-31T18:19:22.1Z", "2012-09-03T14:53+02:00", "11:22:33",
        "11:22",
        "11:22:33.4444444", "01234567-89ab-cdef-0123-456789abcdef",
        "abcdef01-89ab-cdef-0123-456789abcdef",
        "Sales.Pattern'Yellow'",
        // 5.1.1: fields and paths
        "active", "__ID", "TheQuickBrownFoxSays42", "Supplier/Name",
        "Product/Supplier/Address/Street",
        "currencyid.isocode", "customerid.Account(accountnumber).Contact(msdynce_contactnumber)",
        // 5.1.1.1: comparisons and logic
        "true eq false", "amount eq 4.0", "city eq 'Hugo'", "name ne 'Milk'", "true ne false",
        "name gt 'Milk'",
        "name ge 'Milk'", "name lt 'Milk'", "name le 'Milk'", "true and false", "true or false",
        "not false",
        "Supplier/Name eq 'Milk'", "name EQ 'Milk' AND amount LT 2.55",
        "name Eq 'Milk' OR amount Lt 2.55",
        "not endswith(name,'ilk')", "name in ('Milk', 'Cheese')", "name in [\"Milk\", \"Cheese\"]",
        "name in [\"Miller\",'Smith']", "name in []", "name in ()", "day gt 2013-05-24",
        "Customers/CountryCode eq Countries/CountryCode and Countries/Name eq 'USA'",
        // 5.1.1.2: arithmetic
        "amount add 2.45", "(amount add 2.45) mod 2", "amount sub 0.55", "-amount", "amount mul 2",
        "amount div 2", "amount divby 2", "amount mod 5", "amount add 2.45 eq 5.00",
        "amount div 2.55 eq 1",
        "quantity divby 2 eq 2.5", "quantity mod 5 eq 0",
        // 5.1.1.3: parentheses
        "(true)", "( true )", "(name eq 'Milk')", "(4 add 5) mod (4 sub 1)",
        "(4 add 5) mod (4 sub 1) eq 0",
        // 5.1.1.5 and 5.1.1.7: texts
        "concat(name, city)", "concat(concat(city,'-'),name)", "contains(name,'lfreds')",
        "endswith(name,'Futterkiste')", "indexof(name,'lfreds')", "length(name) eq 19",
        "startswith(name,'Futterkiste')", "startswith(Supplier/Name,'Futterkiste')",
        "substring(name, 5)",
        "substring(name,5,2)", "matchesPattern(name,'^A.*e$')", "tolower(name)", "toupper(name)",
        "trim(name)",
        // 5.1.1.8 and 5.1.1.9: dates and numbers
        "date(moment)", "day(day)", "fractionalseconds(moment)", "hour(moment)", "minute(moment)",
        "month(day)",
        "now()", "now( )", "second(moment)", "time(moment)", "year(day)", "ceiling(amount)",
        "floor(amount)",
        "round(amount)",
        // 5.1.1.10 and 5.1.1.12: cast and case
        "cast(active,Edm.Boolean)", "cast(amount,Edm.String)",
        "case(amount gt 0:1,amount lt 0:-1,true:0)",
        "case( amount gt 0 : 1 , amount lt 0 : -1 , true : 0)",
    ])
    func `accepts what the test cases of OData accept`(text: String) throws {
        _ = try ValueExpression(text)
    }

    @Test(arguments: [
        // where the test cases refuse it
        ("2011-12-31T24:00Z", 0), ("-INF", 1), ("42.", 0), ("-0.314e1e2", 0), ("'O'Neil'", 3),
        ("'O%27Neil'x", 10),
        ("01234g67-89ab-cdef-0123-456789abcdef", 0), ("01234567-89ab-cdef-456789abcdef", 0),
        ("24:00:00", 0),
        ("0time", 0), ("any()", 0), ("all(lambda:true)", 0), ("name in (name,city)", 9), ("", 0),
        ("name eq ('Miller','Smith')", 17), ("X'1a2B3c4D'", 0), ("name eq", 7), ("name 'x'", 5),
        ("#1", 0),
        ("2012-09-03T23%3A59Z", 0),
    ])
    func `refuses what the test cases of OData refuse`(text: String, place: Int) {
        let error = #expect(throws: ExpressionError.self) { try OneRecord.check(text) }
        #expect(error?.range.lowerBound == place, "\(text)")
    }

    /// OData knows these and p2c refuses them, for the reason given, with a message that says so.
    @Test(arguments: [
        // a record of a file has no collections, no complex values and no navigation to many
        ("Products/$count gt 0", "this sign"), ("Products/any(lambda:true)", "key field"),
        ("$it/Completed", "this sign"), ("$root/Employees", "this sign"),
        ("Items(1)", "no function 'Items'"),
        ("['Miller','Smith']", "expected an expression"), ("{}", "this sign"),
        ("name in (name)", "lists have no"),
        ("hassubset(name,['Milk'])", "no function 'hassubset'"),
        ("isof(name,Edm.String)", "no function 'isof'"),
        ("[name,city] in [['a','b']]", "expected an expression"),
        ("Price/@Measures.Currency eq 'EUR'", "this sign"),
        // no flags, no places on earth, no durations, no bytes, no binary floating point
        ("state has Sales.Pattern'Yellow'", "expected an operator"),
        ("geo.distance(a,b)", "expected a key field"),
        ("duration'P6DT23H59M59.9999S'", "values of 'duration'"),
        ("binary'Zm9v'", "values of 'binary'"),
        ("cast(amount,Edm.Double)", "expected one of Edm.String"),
        ("INF", "no decimal"), ("NaN eq 1", "no decimal"), ("1e-101", "no number"),
        ("totalseconds(x)", "no function"),
        ("cast(Category,Model.Customer)", "expected one of Edm.String"),
        // the whole calendar of D365 lies in the years 2 to 9999, and moments are in UTC
        ("0000-01-01", "no such day"), ("-10000-04-01", "no number"),
        ("1972-06-30T23:59:60Z", "no such moment"),
        ("totaloffsetminutes(moment)", "no function"), ("maxdatetime()", "no function"),
        // a template is no URL
        ("contains(name,@word)", "this sign"), ("name eq 'a'%20and true", "this sign"),
        ("not name eq 'a'", "'(' behind 'not'"), ("Model.Available()", "key field"),
    ])
    func `says what of OData it does not know`(text: String, detail: String) {
        let error = #expect(throws: ExpressionError.self) { try ValueExpression(text) }
        #expect(error?.detail.contains(detail) == true, "\(text): \(error?.detail ?? "")")
    }

    @Test(arguments: [
        ("a == \"x\"", "a eq 'x'"), ("a != \"\"", "a ne ''"),
        ("a > 1 && b >= 2", "a gt 1 and b ge 2"),
        ("a < 1 || !(b <= 2)", "a lt 1 or not (b le 2)"),
        ("a == \"say \"\"hi\"\"\"", "a eq 'say \"hi\"'"),
        (#"a == "say \"hi\" \\""#, #"a eq 'say "hi" \'"#),
        ("((PartyType == \"Organization\"))", "PartyType eq 'Organization'"),
    ])
    func `reads the filters of dual-write as what they mean`(text: String, meaning: String) throws {
        let kinds = try ValueExpression(text).nodes.map(\.kind)
        #expect(try kinds == ValueExpression(meaning).nodes.map(\.kind))
    }

    @Test func `stays within its limits`() {
        func detail(_ text: String) -> String? {
            do throws(ExpressionError) {
                _ = try ValueExpression(text)
                return nil
            } catch {
                return error.detail
            }
        }
        let many = 100_000
        #expect(detail(String(repeating: "(", count: many)) == "nested too deeply")
        #expect(detail(String(repeating: "-", count: many) + "1") == "nested too deeply")
        #expect(detail(String(repeating: "round(", count: many)) == "nested too deeply")
        #expect(detail(String(repeating: "case(", count: many)) == "nested too deeply")
        #expect(
            detail("1" + String(repeating: " add 1", count: many))
                == "an expression has at most 1000 parts")
        #expect(
            detail("concat('a'" + String(repeating: ",'b'", count: 400) + ")")?.hasPrefix(
                "concat has at least 2") == true)
        #expect(
            detail(String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60))
                == nil)
        #expect(detail("1" + String(repeating: " add 1", count: 499)) == nil)
    }
}
