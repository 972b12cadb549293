import Records
import Testing

@Suite struct `A shown value` {
    @Test(arguments: [
        ("", ""), ("12,5O", "99,9X"), ("Jane Doe", "Xxxx Xxx"), ("A", "X"), ("-5", "-9"),
        ("jane.doe@contoso.com", "xxx.xxx@xxx.xxx"), ("2026-11-23", "999-99-99"),
        ("+1 312 555 0201", "+9 999 999 999"), ("Zoë Müller", "Xxx Xxxx"), ("Жанна", "Xxxx"),
        ("田中", "xx"), ("----------", "----------"), ("a\tb\u{7}", "x*x*"), ("\u{A0}x€", "*x*"),
        ("12345678", "999"), ("ǅ", "X"), ("٣", "9"),
    ])
    func `is masked to its form`(value: String, form: String) {
        let shown = ShownValue(value, isPersonal: true)
        #expect(shown.text == form)
        #expect(shown.isMasked)
        #expect(shown.masked == shown)
        #expect(ShownValue(value, isPersonal: false).masked == shown)
    }

    @Test(arguments: [
        ("12,5O", "\"12,5O\"", "\"99,9X\" (masked, 5 characters)"),
        ("x", "\"x\"", "\"x\" (masked, 1 character)"),
        ("a\nb\u{202E}", "\"a\\nb\\u{202e}\"", "\"x*x*\" (masked, 4 characters)"),
        ("𝄞", "\"𝄞\"", "\"*\" (masked, 2 characters)"),
        (
            String(repeating: "ab", count: 31), "\"" + String(repeating: "ab", count: 30) + "…\"",
            "\"xxx\" (masked, 62 characters)"
        ),
        (
            String(repeating: "a1", count: 31), "\"" + String(repeating: "a1", count: 30) + "…\"",
            "\"" + String(repeating: "x9", count: 20) + "…\" (masked, 62 characters)"
        ),
    ])
    func `is quoted so that a terminal shows it`(value: String, plain: String, masked: String) {
        #expect(ShownValue(value, isPersonal: false).quoted == plain)
        #expect(ShownValue(value, isPersonal: true).quoted == masked)
    }

    @Test(arguments: ["a", "ü", "€", "𝄞"])
    func `is cut between characters when it is long`(character: String) {
        let whole = String(repeating: character, count: 1_000)
        #expect(ShownValue(whole, isPersonal: false).text == whole)
        let long = String(repeating: character, count: 5_000)
        #expect(ShownValue(long, isPersonal: false).text == whole + "…")
        #expect(
            ShownValue(long, isPersonal: true).quoted.hasSuffix(
                "(masked, \(long.utf16.count) characters)"))
    }
}

@Suite struct `An issue log` {
    private static func issue(
        _ detail: String, line: Int? = 2, field: String? = nil, value: ShownValue? = nil
    ) -> Records.Issue {
        Records.Issue(
            .notANumber, detail, file: "a.csv", entity: "account", line: line, field: field,
            value: value)
    }

    private final class Collected: IssueReceiver {
        var details: [String] = []
        func take(_ issue: Records.Issue) { details.append(issue.detail) }
    }

    @Test func `passes every issue on, also those that it does not keep`() {
        let collected = Collected()
        var log = IssueLog(examplesPerGroup: 1, receivers: [collected])
        for number in 1...3 { log.note(Self.issue("\(number)")) }
        #expect(collected.details == ["1", "2", "3"])
        #expect(log.groups.map(\.count) == [3])
        #expect(log.groups[0].examples.map(\.detail) == ["1"])
    }

    @Test func `leaves out what comes when it is full, and says so`() {
        let collected = Collected()
        var log = IssueLog(limit: 2, receivers: [collected])
        log.note(Self.issue("1"))
        #expect(!log.isFull)
        log.note(Self.issue("2"))
        #expect(log.isFull && !log.hasLeftOut)
        log.note(Self.issue("3"))
        #expect(log.hasLeftOut)
        log.noteAlways(Self.issue("4"))
        #expect(collected.details == ["1", "2", "4"])
        #expect(log.count == 3)
    }

    @Test(arguments: [
        // A detail, its line, its field, and what is told where `fax` is personal, and where all is.
        ("\"4711\" is new", 2, "fax", "\"999\" (masked, 4 characters) is new", true),
        ("\"4711\" is new", 2, "FAX", "\"999\" (masked, 4 characters) is new", true),
        ("\"4711\" is new", 2, "name", "\"999\" (masked, 4 characters) is new", false),
        ("\"a\" or \"b\"", 2, "fax", "\"x\" xx \"x\" (masked, 8 characters)", true),
        ("columns “4711” twice", 2, "fax", "columns \"999\" (masked, 4 characters) twice", true),
        ("no quotes", 2, "fax", "no quotes", true),
        ("one \" quote", 2, "fax", "one \" quote", true),
        ("format \"CSV\"", nil, nil, "format \"CSV\"", false),
    ])
    func `lets no personal value through`(
        detail: String, line: Int?, field: String?, masked: String, isPersonal: Bool
    ) {
        var fax = Field(name: "Fax", type: .string)
        fax.isPersonal = true
        var some = IssueMask()
        some.add([fax, Field(name: "name", type: .string)], of: "account")
        let issue = Self.issue(detail, line: line, field: field)
        #expect(some.masking(issue).detail == (isPersonal ? masked : detail))
        #expect(IssueMask(masksAll: true).masking(issue).detail == masked)
    }

    @Test func `masks a value as well, and none twice`() {
        let mask = IssueMask(masksAll: true)
        let value = ShownValue("4711", isPersonal: false)
        let once = mask.masking(Self.issue("\(value.quoted) is new", value: value))
        #expect(once.value?.text == "999")
        #expect(once.isMasked)
        #expect(mask.masking(once) == once)
    }
}
