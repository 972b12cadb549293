import Records
import Testing

@testable import Schemas

/// Values that exporters, Excel and hands leave behind. The numbers are those of the list of nasty
/// cases: each must be found by its own.
@Suite struct `Nasty values` {
    /// The value in its canonical form, `nothing`, or the codes of its issues.
    private func check(_ value: String, _ type: FieldType, _ change: (inout Field) -> Void)
        -> String
    {
        var field = Field(name: "a", type: type)
        change(&field)
        let schema = EntitySchema(
            environment: .finops, name: "x", label: "x", aliases: [], primaryKey: [],
            fields: [field])
        var batch = RecordBatch()
        batch.columns = [Column(name: "a", cells: [batch.append(value.utf8)])]
        batch.positions = [RecordPosition(byte: 0, line: 1)]
        batch.writesUSMoments = true
        var fates: [RowFate] = [.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: ["a"]).check(
            &batch, fates: &fates, issues: &issues)
        let errors = issues.filter { $0.code.severity == .error }
        if !errors.isEmpty { return errors.map(\.code.id).joined(separator: " ") }
        let cell = batch.columns[0].cells[0]
        return cell.isText ? String(decoding: batch.bytes[cell.range], as: UTF8.self) : "nothing"
    }

    @Test(arguments: [
        ("nasty case 65", ".000000", "0"), ("nasty case 65", "-.5000000000000000", "-0.5"),
        ("nasty case 65", "+1", "1"), ("nasty case 65", "1.", "1"),
        ("nasty case 66", "1,234.56", "P2C-VAL-002"), ("nasty case 66", "1.234,56", "P2C-VAL-002"),
        ("nasty case 66", "1 234,56", "P2C-VAL-002"),
        ("nasty case 67", "1E+05", "100000"), ("nasty case 67", "1.2E-3", "0.0012"),
        (
            "nasty case 68", "12345678901234567.1234567890123456",
            "12345678901234567.1234567890123456"
        ),
    ])
    func `of numbers`(_ label: String, value: String, expected: String) {
        #expect(check(value, .decimal) { _ in } == expected, "\(label)")
    }

    @Test func `nasty case 66: a declared style says what points and commas mean`() {
        let german = Self.style(decimals: ",", groups: ".")
        #expect(check("1.234,56", .decimal) { $0.numberStyle = german } == "1234.56")
    }

    @Test(arguments: [
        ("1.234", "1234"), ("-12.345,6", "-12345.6"), ("+123.456.789", "123456789"),
        ("1234567", "1234567"), ("1234,5", "1234.5"), (",5", "0.5"), ("1.234,", "1234"),
        // In India only the last group has three digits.
        ("12.34.567", "1234567"), ("1.23.45.678,9", "12345678.9"),
        ("99.5", "P2C-VAL-002"), ("48.00", "P2C-VAL-002"), ("1.2345", "P2C-VAL-002"),
        ("1234.567", "P2C-VAL-002"), ("123.45.678", "P2C-VAL-002"), ("1.234.56", "P2C-VAL-002"),
        ("1.23.456.789", "P2C-VAL-002"), (".234", "P2C-VAL-002"), ("-.234", "P2C-VAL-002"),
        ("1.", "P2C-VAL-002"), ("1..234", "P2C-VAL-002"), ("1.234.", "P2C-VAL-002"),
        ("1,234.567", "P2C-VAL-002"), ("1E1.000", "P2C-VAL-002"),
    ])
    func `nasty case 66: groups have three digits`(value: String, expected: String) {
        let german = Self.style(decimals: ",", groups: ".")
        #expect(check(value, .decimal) { $0.numberStyle = german } == expected)
    }

    @Test(arguments: [
        ("12 345,67 €", "12345.67"), ("EUR -1 234", "-1234"), ("5 Stk.", "5"),
        ("12 34 €", "P2C-VAL-002"), ("1 234 5", "P2C-VAL-002"),
    ])
    func `nasty case 66: groups stand between what is no number`(value: String, expected: String) {
        var french = Self.style(decimals: ",", groups: " ")
        french.isBare = false
        #expect(check(value, .decimal) { $0.numberStyle = french } == expected)
    }

    private static func style(decimals: Unicode.Scalar, groups: Unicode.Scalar) -> NumberStyle {
        var style = NumberStyle()
        style.decimalCharacter = UInt8(ascii: decimals)
        style.groupCharacter = UInt8(ascii: groups)
        return style
    }

    @Test(arguments: [
        ("nasty case 69", "8/25/2020 13:03", "2020-08-25T13:03:00Z"),
        ("nasty case 69", "03/04/2020", "P2C-VAL-010"), ("nasty case 70", "44068", "P2C-VAL-009"),
        ("nasty case 71", "1900-01-01", "nothing"), ("nasty case 71", "0001-01-01", "P2C-VAL-009"),
        ("nasty case 71", "00:00:00", "P2C-VAL-009"),
        ("nasty case 72", "2154-12-31 23:59:59", "2154-12-31T23:59:59Z"),
        ("nasty case 72", "9999-12-31", "2154-12-31T00:00:00Z"),
        ("nasty case 72", "9999-12-31T23:59:59Z", "2154-12-31T23:59:59Z"),
        ("nasty case 73", "2026-11-23T00:00:00+02:00", "2026-11-22T22:00:00Z"),
        // No source zone can be declared: a moment without one counts as UTC.
        ("nasty case 74", "11/3/2024 1:30:00 AM", "2024-11-03T01:30:00Z"),
        ("nasty case 88", "2/11/2019 4:38:32 PM", "2019-02-11T16:38:32Z"),
        ("nasty case 88", "2024-07-27T00:00:00.0000000Z", "2024-07-27T00:00:00Z"),
    ])
    func `of moments`(_ label: String, value: String, expected: String) {
        #expect(check(value, .dateTime) { $0.isOfFinOps = true } == expected, "\(label)")
    }

    @Test(arguments: [
        ("nasty case 73", "2026-11-23T00:00:00+02:00", "2026-11-23"),
        ("nasty case 72", "9999-12-31", "2154-12-31"), ("nasty case 70", "44068", "P2C-VAL-009"),
    ])
    func `of days, which no zone shifts`(_ label: String, value: String, expected: String) {
        #expect(check(value, .date) { $0.isOfFinOps = true } == expected, "\(label)")
    }

    @Test(arguments: [
        ("nasty case 75", "Yes", "Yes"), ("nasty case 75", "no", "No"),
        ("nasty case 75", "1", "Yes"), ("nasty case 75", "true", "Yes"),
        // A schema may name the words of a language; without one they are not guessed.
        ("nasty case 75", "Ja", "Yes"), ("nasty case 75", "Sim", "P2C-VAL-008"),
    ])
    func `of yes and no`(_ label: String, value: String, expected: String) {
        let type = FieldType.boolean(whenTrue: "Yes", whenFalse: "No")
        let found = check(value, type) {
            $0.options = [FieldOption(value: "Yes", label: "Ja")]
        }
        #expect(found == expected, "\(label)")
    }

    @Test(arguments: [
        ("nasty case 76", "Organization", "Organization"),
        ("nasty case 76", "A firm", "Organization"),
        ("nasty case 76", "2", "Organization"), ("nasty case 76", "Robot", "P2C-VAL-007"),
        ("nasty case 95", "99", "P2C-VAL-007"),
    ])
    func `of enums and options`(_ label: String, value: String, expected: String) {
        let found = check(value, .option) {
            $0.options = [
                FieldOption(value: "Person", label: "Somebody", number: "1"),
                FieldOption(value: "Organization", label: "A firm", number: "2"),
            ]
        }
        #expect(found == expected, "\(label)")
    }

    @Test(arguments: [
        // An unresolved label is data like any other.
        ("nasty case 77", "@SYS9090", "@SYS9090"),
        // Nobody knows how many zeros were lost: none is put back.
        ("nasty case 78", "1001", "1001"), ("nasty case 78", "0001001", "0001001"),
        ("nasty case 80", "123456789", "P2C-VAL-004"),
        ("nasty case 81", "12345😀", "12345😀"), ("nasty case 81", "1234567😀", "P2C-VAL-004"),
        ("nasty case 81", "e\u{301}e\u{301}e\u{301}e\u{301}", "e\u{301}e\u{301}e\u{301}e\u{301}"),
        // Nothing is cut, so no character is cut in two.
        ("nasty case 82", "1234567😀", "P2C-VAL-004"), ("nasty case 82", "123456😀", "123456😀"),
        ("nasty case 84", "NULL", "NULL"), ("nasty case 84", "N/A", "N/A"),
        ("nasty case 84", "\\N", "\\N"),
    ])
    func `of texts`(_ label: String, value: String, expected: String) {
        #expect(check(value, .string) { $0.maxLength = 8 } == expected, "\(label)")
    }

    @Test func `nasty case 84: a schema may say which words mean no value`() {
        #expect(check("NULL", .string) { $0.missingValues = ["NULL"] } == "nothing")
    }

    @Test(arguments: [
        "{8DCB8E99-0A0B-4C4D-8E8F-101112131415}", "8DCB8E99-0A0B-4C4D-8E8F-101112131415",
    ])
    func `nasty case 85: GUIDs lose braces and capitals`(_ value: String) {
        #expect(check(value, .guid) { _ in } == "8dcb8e99-0a0b-4c4d-8e8f-101112131415")
    }
}
