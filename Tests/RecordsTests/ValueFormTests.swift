import Records
import Support
import Testing

/// The canonical form of a text, or the verdict's name in angle brackets.
private func canonical(
    _ text: String,
    _ form: (UnsafeBufferPointer<UInt8>, inout [UInt8]) -> FormVerdict
) -> String {
    var added: [UInt8] = []
    let bytes = Array(text.utf8)
    let verdict = bytes.withUnsafeBufferPointer { form($0, &added) }
    switch verdict {
    case .canonical: return added.isEmpty ? text : "<canonical, but bytes were added>"
    case .rewritten: return String(decoding: added, as: UTF8.self)
    case .nothing: return "<nothing>"
    case .wrong: return "<wrong>"
    case .ambiguous: return "<ambiguous>"
    }
}

@Suite struct `Decimal form` {
    @Test(arguments: [
        // Case 65: SQL's and sloppy forms.
        (".000000", "0"), ("-.5000000000000000", "-0.5"), ("+1", "1"), ("1.", "1"),
        ("1.0000000000000000", "1"), ("12.5000000000000000", "12.5"), ("000", "0"),
        ("-0", "0"), ("-0.00", "0"), ("007", "7"), (" 42 ", "42"), ("0.10", "0.1"),
        // Case 66: no locale is guessed.
        ("1,234.56", "<wrong>"), ("1.234,56", "<wrong>"), ("1 234", "<wrong>"), ("12,5", "<wrong>"),
        // Case 67: exponents of Excel.
        ("1E+05", "100000"), ("1.2E-3", "0.0012"), ("12e0", "12"), ("5E-1", "0.5"),
        ("1E100", "<wrong>"), ("1E", "<wrong>"), ("1E+", "<wrong>"), ("E5", "<wrong>"),
        // Case 68: more digits than a Double holds.
        ("12345678901234567.1234567890123456", "12345678901234567.1234567890123456"),
        ("", "<wrong>"), (".", "<wrong>"), ("-", "<wrong>"), ("1.2.3", "<wrong>"),
        ("12,5O", "<wrong>"), ("NaN", "<wrong>"), ("0x10", "<wrong>"), ("1-", "<wrong>"),
        ("5", "5"), ("0", "0"), ("-7.25", "-7.25"), ("0.5", "0.5"),
    ])
    func `has one form for one number`(text: String, expected: String) {
        #expect(canonical(text, DecimalForm.canonicalize) == expected)
    }

    @Test(arguments: [
        ("1", "2", true), ("2", "1", false), ("1", "1", false), ("9", "10", true),
        ("-1", "0", true), ("-10", "-9", true), ("-9", "-10", false), ("0.5", "0.25", false),
        ("0.25", "0.5", true), ("1.5", "1", false), ("1", "1.5", true), ("-0.5", "-0.25", true),
        ("100000000000", "100000000000.01", true),
    ])
    func `compares exactly`(one: String, other: String, isLess: Bool) {
        let found = Array(one.utf8).withUnsafeBufferPointer { a in
            Array(other.utf8).withUnsafeBufferPointer { DecimalForm.isLess(a, than: $0) }
        }
        #expect(found == isLess)
    }

    @Test func `agrees with a slow twin on random texts`() {
        var random = SeededGenerator(seed: 1)
        let alphabet = Array("0123456789.-+eE ,")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...9, using: &random)
            let text = String((0..<count).map { _ in alphabet.randomElement(using: &random)! })
            #expect(canonical(text, DecimalForm.canonicalize) == slowDecimal(text), "\(text)")
        }
    }

    /// Digit by digit, with strings.
    private func slowDecimal(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        let halves = rest.split(
            maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { "eE".contains($0) })
        var exponent = 0
        if halves.count == 2 {
            guard let value = Int(halves[1]), abs(value) <= 99 else { return "<wrong>" }
            exponent = value
        }
        var mantissa = halves.first ?? ""
        var sign = ""
        if let first = mantissa.first, "+-".contains(first) {
            sign = first == "-" ? "-" : ""
            mantissa.removeFirst()
        }
        let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, mantissa.contains(where: \.isNumber),
            parts.joined().allSatisfy(\.isNumber)
        else { return "<wrong>" }
        var digits = String(parts[0])
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        for _ in 0..<max(exponent, 0) {
            digits.append(fraction.isEmpty ? "0" : fraction.removeFirst())
        }
        for _ in 0..<max(-exponent, 0) {
            fraction.insert(digits.popLast() ?? "0", at: fraction.startIndex)
        }
        while digits.first == "0" { digits.removeFirst() }
        while fraction.last == "0" { fraction.removeLast() }
        if digits.isEmpty && fraction.isEmpty { return "0" }
        return sign + (digits.isEmpty ? "0" : digits) + (fraction.isEmpty ? "" : "." + fraction)
    }
}

@Suite struct `Date form` {
    @Test(arguments: [
        ("2026-11-23", "2026-11-23"), ("2026-11-23 00:00:00", "2026-11-23"),
        ("2026-11-23T01:02:03Z", "2026-11-23"), ("2026-11-23T01:02:03.5670000Z", "2026-11-23"),
        // Case 69: the US form only where it cannot be mistaken.
        ("8/25/2020 13:03", "2020-08-25"), ("03/04/2020", "<ambiguous>"),
        ("4/4/2020", "2020-04-04"), ("2/11/2019 4:38:32 PM", "<ambiguous>"),
        ("25/8/2020", "<wrong>"),
        // Case 70: Excel's serials are no dates.
        ("44068", "<wrong>"),
        // Case 71 and 72: null dates and the end of time.
        ("1900-01-01 00:00:00", "1900-01-01"), ("1900-01-01", "1900-01-01"),
        ("0001-01-01", "<wrong>"), ("00:00:00", "<wrong>"),
        ("2154-12-31 23:59:59", "2154-12-31"), ("9999-12-31", "9999-12-31"),
        ("2023-02-29", "<wrong>"), ("2024-02-29", "2024-02-29"), ("2026-13-01", "<wrong>"),
        ("2026-11-31", "<wrong>"), ("26-11-23", "<wrong>"), ("", "<wrong>"),
        ("2026-11-23 25:00:00", "<wrong>"), ("2026-11-23x", "<wrong>"),
    ])
    func `reads a day in each form of both systems`(text: String, expected: String) {
        #expect(canonical(text, { DateForm.canonicalizeDay($0, into: &$1) }) == expected)
    }

    @Test(arguments: [
        ("2026-11-23T01:02:03Z", "2026-11-23T01:02:03Z"),
        ("2026-11-23 01:02:03", "2026-11-23T01:02:03Z"),
        ("2026-11-23", "2026-11-23T00:00:00Z"),
        ("2024-07-27T00:00:00.0000000Z", "2024-07-27T00:00:00Z"),
        ("2024-07-27T00:00:00.1200000", "2024-07-27T00:00:00.12Z"),
        ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
        ("2024-02-28T23:30:00-01:00", "2024-02-29T00:30:00Z"),
        ("2/21/2019 4:38:32 PM", "2019-02-21T16:38:32Z"),
        ("2/21/2019 12:00:00 AM", "2019-02-21T00:00:00Z"),
        ("2/11/2019 4:38:32 PM", "<ambiguous>"), ("3/4/2021 10:00 PM", "<ambiguous>"),
        ("12/31/2154 23:59", "2154-12-31T23:59:00Z"),
        ("1900-01-01 00:00:00", "1900-01-01T00:00:00Z"),
        ("2026-11-23T01:02:03.1234567890Z", "<wrong>"), ("2026-11-23T1:2:3Z", "<wrong>"),
        ("2/11/2019 16:38:32 PM", "<wrong>"),
        ("9999-12-31T23:30:00-01:00", "<wrong>"), ("0002-01-01T00:30:00+01:00", "<wrong>"),
        ("2026-11-23T01:02:03.50Z", "2026-11-23T01:02:03.5Z"),
        ("2026-11-23T01:02:03.5Z", "2026-11-23T01:02:03.5Z"),
        ("2026-11-23T01:02:03.0Z", "2026-11-23T01:02:03Z"),
        ("2026-11-23T01:02:03z", "2026-11-23T01:02:03Z"),
    ])
    func `reads a moment and brings it to UTC`(text: String, expected: String) {
        #expect(canonical(text, { DateForm.canonicalizeMoment($0, into: &$1) }) == expected)
    }

    @Test(arguments: [
        ("2/11/2019 4:38:32 PM", "2019-02-11T16:38:32Z"),
        ("2/11/2019 12:00:00 AM", "2019-02-11T00:00:00Z"),
        ("2/11/2019 16:38:32", "<ambiguous>"), ("2/11/2019", "<ambiguous>"),
        ("11/2/2019 4:38:32 PM", "2019-11-02T16:38:32Z"),
    ])
    func `takes AM and PM for the US form where the file writes no other`(
        text: String, expected: String
    ) {
        let made = canonical(
            text, { DateForm.canonicalizeMoment($0, into: &$1, isUSMoment: true) })
        #expect(made == expected)
    }
}

@Suite struct `Other forms` {
    @Test(arguments: [
        // Case 85: braces and upper case.
        ("{9B8D0C89-1111-2222-3333-444455556666}", "9b8d0c89-1111-2222-3333-444455556666"),
        ("(9b8d0c89-1111-2222-3333-444455556666)", "9b8d0c89-1111-2222-3333-444455556666"),
        ("9b8d0c89-1111-2222-3333-444455556666", "9b8d0c89-1111-2222-3333-444455556666"),
        ("{9b8d0c89-1111-2222-3333-444455556666)", "<wrong>"), ("9b8d0c89", "<wrong>"),
        ("9b8d0c89-1111-2222-3333-44445555666g", "<wrong>"), ("", "<wrong>"),
        ("9b8d0c89a1111-2222-3333-444455556666", "<wrong>"),
    ])
    func `a GUID is lower case without braces`(text: String, expected: String) {
        #expect(canonical(text, GUIDForm.canonicalize) == expected)
    }

    @Test(arguments: [("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 2), ("😀", 2), ("a😀é", 4)])
    func `case 81: length counts UTF-16 code units`(text: String, expected: Int) {
        let found = Array(text.utf8).withUnsafeBufferPointer { TextForm.utf16Length($0) }
        #expect(found == expected)
        #expect(found == text.utf16.count)
    }

    @Test func `a folded table finds texts without case`() {
        let table = FoldedTable([("Each", 1), ("each", 2), ("Pièce", 3), ("", 4)])
        func find(_ text: String) -> Int? {
            Array(text.utf8).withUnsafeBufferPointer { table.value(of: $0) }
        }
        #expect(find("EACH") == 1)
        #expect(find("pièce") == 3)
        #expect(find("") == 4)
        #expect(find("ea") == nil)
    }
}

@Suite struct `The law of counts` {
    @Test func `holds only when every record is somewhere`() {
        var counts = RecordCounts()
        (counts.read, counts.written, counts.quarantined) = (10, 5, 2)
        (counts.filtered, counts.unchanged, counts.waiting) = (1, 1, 1)
        #expect(counts.balance)
        counts.read = 11
        #expect(!counts.balance)
    }
}

@Suite struct `Issue log` {
    @Test func `counts all of one cause and keeps the first few`() {
        var log = IssueLog(examplesPerGroup: 2)
        for line in 1...5 {
            log.note(Issue(.duplicateKey, "line \(line)", file: "a.csv", line: line))
        }
        log.note(Issue(.duplicateKey, "elsewhere", file: "b.csv"))
        #expect(log.groups.map(\.count) == [5, 1])
        #expect(log.groups[0].examples.map(\.line) == [1, 2])
        #expect(log.count(of: .error) == 6)
    }
}
