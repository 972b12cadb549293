import Records
import Schemas
import Support
import Testing

/// The checker against a slow twin that works on characters, over thousands of spoilt values.
@Suite struct `Schema checker and its twin` {
    private static let fields: [Field] = [
        field("text", .string) { ($0.isRequired, $0.maxLength) = (true, 6) },
        field("whole", .integer) { ($0.minimum, $0.maximum) = ("-5", "1000") },
        field("grouped", .decimal) {
            var style = NumberStyle()
            style.decimalCharacter = UInt8(ascii: ",")
            style.groupCharacter = UInt8(ascii: ".")
            $0.numberStyle = style
        },
        field("truth", .boolean(whenTrue: "Yes", whenFalse: "No")) { $0.isRequired = true },
        field("id", .guid),
        field("kind", .option) {
            $0.options = [
                FieldOption(value: "1", label: "Open"), FieldOption(value: "2", label: "Won"),
            ]
        },
    ]
    private static let seeds: [[String]] = [
        ["Ünïcö", "😀😀😀", "a\u{A0}b", "", " ", "123456", "\u{A0}"],
        ["5", "-5", "1000", "05", "+7", "7.0", "7.5", "1e2", ".0", ""],
        ["1.234", "-12.345,6", "1.234.567", "12.34.567", "1234,5", "99.5", ""],
        ["Yes", "no", "TRUE", "0", "1", "false", ""],
        ["9b8d0c89-1111-2222-3333-444455556666", "{9B8D0C89-1111-2222-3333-444455556666}", " "],
        ["1", "2", "open", "WON", "3", ""],
    ]

    private static func field(
        _ name: String, _ type: FieldType, _ set: (inout Field) -> Void = { _ in }
    ) -> Field {
        var field = Field(name: name, type: type)
        set(&field)
        return field
    }

    @Test(arguments: 1...20) func `agree on every value`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let rows = 200
        var batch = RecordBatch()
        var values: [[String]] = []
        for (field, seeds) in zip(Self.fields, Self.seeds) {
            let texts = (0..<rows).map { _ in Self.spoilt(seeds, &random) }
            values.append(texts)
            batch.columns.append(
                Column(name: field.name.uppercased(), cells: texts.map { batch.append($0.utf8) }))
        }
        batch.positions = values[0].map { _ in RecordPosition(byte: 0, line: 1) }
        var fates = [RowFate](repeating: .kept, count: rows)
        var issues: [RowIssue] = []
        let schema = EntitySchema(
            environment: .sales, name: "thing", label: "Thing", fields: Self.fields)
        SchemaChecker(schema: schema, columns: batch.columns.map(\.name))
            .check(&batch, fates: &fates, issues: &issues)

        for row in 0..<rows {
            var isRight = true
            for (column, field) in Self.fields.enumerated() {
                let expected = Self.slowly(field, values[column][row])
                let found = issues.filter { $0.row == row && $0.field == field.name }.map(\.code.id)
                #expect(found == expected.codes, "\(field.name) \"\(values[column][row])\"")
                if found.isEmpty {
                    let text = batch.text(of: batch.columns[column].cells[row])
                    #expect(text == expected.text, "\(field.name) \"\(values[column][row])\"")
                } else {
                    isRight = false
                }
            }
            #expect((fates[row] == .kept) == isRight)
        }
    }

    /// One of the seeds, often with a character added, taken out or changed.
    private static func spoilt(_ seeds: [String], _ random: inout SeededGenerator) -> String {
        var scalars = Array(seeds.randomElement(using: &random)!.unicodeScalars)
        let extra = Array("019-+.eE {}aZ\u{A0}\té".unicodeScalars)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let place = Int.random(in: 0...scalars.count, using: &random)
            if Bool.random(using: &random) || place == scalars.count {
                scalars.insert(extra.randomElement(using: &random)!, at: place)
            } else {
                scalars.remove(at: place)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func trimmed(_ text: String) -> String {
        let spaces: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{A0}"]
        var scalars = Array(text.unicodeScalars)
        while let first = scalars.first, spaces.contains(first) { scalars.removeFirst() }
        while let last = scalars.last, spaces.contains(last) { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }

    private static func slowly(_ field: Field, _ text: String) -> (codes: [String], text: String?) {
        let inner = trimmed(text)
        if inner.isEmpty {
            return (field.isRequired ? ["P2C-VAL-001"] : [], field.type == .string ? text : nil)
        }
        switch field.name {
        case "text": return (text.utf16.count > 6 ? ["P2C-VAL-004"] : [], text)
        case "whole": return whole(inner)
        case "grouped": return grouped(inner)
        case "truth":
            let word = inner.lowercased()
            if ["yes", "true", "1"].contains(word) { return ([], "Yes") }
            return ["no", "false", "0"].contains(word) ? ([], "No") : (["P2C-VAL-008"], nil)
        case "id":
            let braced = inner.hasPrefix("{") && inner.hasSuffix("}") && inner.count == 38
            let id = (braced ? String(inner.dropFirst().dropLast()) : inner).lowercased()
            let groups = id.split(separator: "-", omittingEmptySubsequences: false)
            let isRight =
                groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
                && groups.joined().allSatisfy { "0123456789abcdef".contains($0) }
            return isRight ? ([], id) : (["P2C-VAL-011"], nil)
        default:
            switch inner.lowercased() {
            case "1", "open": return ([], "1")
            case "2", "won": return ([], "2")
            default: return (["P2C-VAL-007"], nil)
            }
        }
    }

    /// By regular expressions, and in groups of three or two digits.
    private static func grouped(_ text: String) -> (codes: [String], text: String?) {
        let wrong: (codes: [String], text: String?) = (["P2C-VAL-002"], nil)
        let number =
            #/
            ([+-]?)
            (\d* | \d{1,3}(?:\.\d{3})+ | \d{1,2}(?:\.\d{2})*\.\d{3})
            (?:,(\d*))?
            (?:[eE]([+-]?\d+))?
            /#
        guard let parts = try? number.wholeMatch(in: text)?.output else { return wrong }
        let decimals = String(parts.3 ?? "")
        let digits = parts.2.replacing(".", with: "") + decimals
        guard !digits.isEmpty, let exponent = Int(parts.4 ?? "0"), abs(exponent) <= 99 else {
            return wrong
        }
        let point = digits.count - decimals.count + exponent
        let padded =
            String(repeating: "0", count: max(0, -point)) + digits
            + String(repeating: "0", count: max(0, point - digits.count))
        let whole = padded.prefix(max(0, point)).drop { $0 == "0" }
        var rest = String(padded.dropFirst(max(0, point)))
        while rest.hasSuffix("0") { rest.removeLast() }
        if whole.isEmpty && rest.isEmpty { return ([], "0") }
        return (
            [],
            (parts.1 == "-" ? "-" : "") + (whole.isEmpty ? "0" : whole)
                + (rest.isEmpty ? "" : "." + rest)
        )
    }

    /// By `Double`, which is exact for numbers of a few digits.
    private static func whole(_ text: String) -> (codes: [String], text: String?) {
        let wrong: (codes: [String], text: String?) = (["P2C-VAL-003"], nil)
        let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
        guard parts.count <= 2, text.allSatisfy({ "0123456789.eE+-".contains($0) }) else {
            return wrong
        }
        var digits = parts[0]
        let sign =
            digits.first.map { "+-".contains($0) } == true ? String(digits.removeFirst()) : ""
        guard digits.contains(where: \.isNumber) else { return wrong }
        let exponent = parts.count == 2 ? Int(parts[1]) : 0
        // F&O writes no digit before the point, sloppy hands none behind it; `Double` wants both.
        let spelt = sign + "0" + digits + (digits.hasSuffix(".") ? "0" : "")
        guard let exponent, abs(exponent) <= 99, let number = Double(spelt + "e\(exponent)") else {
            return wrong
        }
        var codes = number == number.rounded() ? [] : ["P2C-VAL-003"]
        if number < -5 || number > 1000 { codes.append("P2C-VAL-006") }
        return (codes, codes.isEmpty ? "\(Int(number))" : nil)
    }
}
