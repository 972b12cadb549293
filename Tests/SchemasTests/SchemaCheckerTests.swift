import Records
import Schemas
import Testing

private let schema = EntitySchema(
    environment: .sales, name: "thing", label: "Thing",
    fields: [
        make("number", .string) { ($0.isRequired, $0.maxLength) = (true, 5) },
        make("price", .decimal) { ($0.scale, $0.minimum, $0.maximum) = (2, "0", "1000") },
        make("count", .integer),
        make("isStocked", .boolean(whenTrue: "Yes", whenFalse: "No")),
        make("state", .option) {
            $0.options = [
                FieldOption(value: "0", label: "Active"),
                FieldOption(value: "1", label: "Inactive", number: "77"),
            ]
        },
        make("stage", .option) {
            $0.options = [
                FieldOption(value: "1", label: "In Progress", number: "7"),
                FieldOption(value: "2", label: "In progress", number: "7"),
                FieldOption(value: "3", label: "Won"),
            ]
        },
        make("donotemail", .boolean(whenTrue: "true", whenFalse: "false")) {
            $0.options = [
                FieldOption(value: "true", label: "Do Not Allow"),
                FieldOption(value: "false", label: "Allow"),
            ]
        },
        make("mood", .option) {
            $0.isPersonal = true
            $0.options = [
                FieldOption(value: "1", label: "Fine"), FieldOption(value: "2", label: "Fine"),
                FieldOption(value: "3", label: "Sad"),
            ]
        },
        make("german", .decimal) { $0.numberStyle = style(decimals: ",", groups: ".") },
        make("comma", .decimal) { $0.numberStyle = style(decimals: ",") },
        make("swiss", .decimal) { $0.numberStyle = style(groups: "'") },
        make("grouped", .integer) { $0.numberStyle = style(decimals: ",", groups: ".") },
        make("bare", .decimal) {
            $0.numberStyle = style()
            $0.numberStyle?.isBare = false
        },
        make("since", .date) { $0.isOfFinOps = true },
        make("currencyid", .guid) { $0.lookup = .init(targets: ["transactioncurrency"]) },
    ])

private func make(_ name: String, _ type: FieldType, _ set: (inout Field) -> Void = { _ in })
    -> Field
{
    var field = Field(name: name, type: type)
    set(&field)
    return field
}

private func style(decimals: Unicode.Scalar = ".", groups: Unicode.Scalar? = nil) -> NumberStyle {
    var style = NumberStyle()
    style.decimalCharacter = UInt8(ascii: decimals)
    style.groupCharacter = groups.map { UInt8(ascii: $0) }
    return style
}

/// A batch of one column; nil is null.
private func batch(_ name: String, _ values: [String?]) -> RecordBatch {
    var batch = RecordBatch()
    let cells = values.map { $0.map { batch.append($0.utf8) } ?? .null }
    batch.columns = [Column(name: name, cells: cells)]
    batch.positions = values.map { _ in RecordPosition(byte: 0, line: 1) }
    return batch
}

/// The value after the check, or the code of its issue.
private func check(_ field: String, _ value: String?) -> String? {
    var batch = batch(field, [value])
    var fates = [RowFate.kept]
    var issues: [RowIssue] = []
    SchemaChecker(schema: schema, columns: [field])
        .check(&batch, fates: &fates, issues: &issues)
    #expect((fates[0] == .quarantined) == !issues.isEmpty)
    return issues.first?.code.id ?? batch.text(of: batch.columns[0].cells[0])
}

/// What the check says of the value.
private func issues(_ field: String, _ value: String) -> [RowIssue] {
    var batch = batch(field, [value])
    var fates = [RowFate.kept]
    var issues: [RowIssue] = []
    SchemaChecker(schema: schema, columns: [field]).check(&batch, fates: &fates, issues: &issues)
    return issues
}

@Suite struct `Schema checker` {
    @Test(arguments: [
        ("number", "00012", "00012"), ("number", "  ", "P2C-VAL-001"),
        ("number", "", "P2C-VAL-001"),
        ("number", "123456", "P2C-VAL-004"), ("number", "ééééé", "ééééé"),
        ("number", "😀😀😀", "P2C-VAL-004"),
        ("price", ".500000", "0.5"), ("price", "1.005", "P2C-VAL-005"), ("price", "1.100", "1.1"),
        ("price", "-1", "P2C-VAL-006"), ("price", "1000.01", "P2C-VAL-006"),
        ("price", "1000", "1000"), ("price", "12,5O", "P2C-VAL-002"),
        ("count", "5.0", "5"), ("count", "5.5", "P2C-VAL-003"), ("count", "x", "P2C-VAL-003"),
        // Case 75: words for yes and no.
        ("isStocked", "yes", "Yes"), ("isStocked", "1", "Yes"), ("isStocked", "FALSE", "No"),
        ("isStocked", "maybe", "P2C-VAL-008"),
        // Case 76 and 95: value, label or number; unknown ones are errors.
        ("state", "0", "0"), ("state", "inactive", "1"), ("state", "77", "1"),
        ("state", "2", "P2C-VAL-007"),
        ("since", "2026-11-23 00:00:00", "2026-11-23"), ("since", "03/04/2020", "P2C-VAL-010"),
        ("currencyid", "US Dollar", "US Dollar"),
        // A label that two options share is neither; their values are.
        ("stage", "In Progress", "P2C-VAL-007"), ("stage", "7", "P2C-VAL-007"),
        ("stage", "2", "2"), ("stage", "WON", "3"),
        ("donotemail", "Do not allow", "true"), ("donotemail", "allow", "false"),
        ("donotemail", "YES", "true"), ("donotemail", "Deny", "P2C-VAL-008"),
        // Case 79: spaces around a value that is no text do not count, no-break ones neither.
        ("isStocked", " Yes ", "Yes"), ("state", "Active\u{A0}", "0"), ("count", "\t7\n", "7"),
        ("since", " 2026-11-23 ", "2026-11-23"), ("number", " a ", " a "),
        ("number", "\u{A0} ", "P2C-VAL-001"),
        // Case 85, for ids of other records too.
        (
            "currencyid", " {9B8D0C89-1111-2222-3333-444455556666}",
            "9b8d0c89-1111-2222-3333-444455556666"
        ),
        // Case 84: literal words for nothing are texts.

    ])
    func `brings a value to canonical form or says what is wrong`(
        field: String, value: String, expected: String
    ) {
        #expect(check(field, value) == expected)
    }

    @Test(arguments: [
        (
            "In Progress",
            #""In Progress" is the label of several options: 1 (In Progress), 2 (In progress)"#,
            "Write the value or the number of the option that is meant"
        ),
        (
            "7", #""7" is the number of several options: 1 (In Progress), 2 (In progress)"#,
            "Write the value of the option that is meant"
        ),
        ("Lost", #""Lost" is none of 1 (In Progress), 2 (In progress), 3 (Won)"#, nil),
    ])
    func `tells what several options share`(value: String, detail: String, remedy: String?) {
        let issues = issues("stage", value)
        #expect(issues.map(\.detail) == [detail])
        #expect(issues.map(\.remedy) == [remedy])
    }

    @Test func `does not tell a value about a person by the options that share it`() {
        let issues = issues("mood", "Fine")
        #expect(
            issues.map { $0.detail.split(separator: " is ").last } == [
                "the label of several options: 1 (Fine), 2 (Fine), 3 (Sad)"
            ])
    }

    @Test(arguments: [
        (
            "german", "48.00",
            #"Write it in the form 1.234,56, or correct the field's decimalChar ",""#
        ),
        ("german", "48.00", #"decimalChar "," and groupChar "." in the schema"#),
        ("comma", "48.00", "Write it in the form 1234,56, or correct the field's decimalChar"),
        (
            "swiss", "48,00",
            "Write it in the form 1'234.56, or correct the field's groupChar \"'\" in"
        ),
        ("grouped", "1.5.", "Write it in the form 1.234, or correct the field's decimalChar"),
    ])
    func `tells how the schema wants a number`(field: String, value: String, remedy: String) {
        let found = issues(field, value).map(\.remedy)
        #expect(found.count == 1 && found[0]?.contains(remedy) == true, "\(found)")
    }

    @Test func `leaves the remedy to the catalogue where numbers are written as everywhere`() {
        #expect(issues("price", "48,00").map(\.remedy) == [nil])
        #expect(issues("bare", "48,00 €").map(\.remedy) == [nil])
    }

    @Test(arguments: [
        ("number", "NULL", "P2C-VAL-041", "\"NULL\" in number is taken as it stands"),
        ("number", "null", "P2C-VAL-041", "\"null\" in number is taken as it stands"),
        ("number", "#N/A", "P2C-VAL-041", "\"#N/A\" in number is taken as it stands"),
        ("count", "NULL", "P2C-VAL-003", "\"NULL\" is not a whole number"),
        ("since", "#N/A", "P2C-VAL-009", "\"#N/A\" is not a date"),
    ])
    func `says of texts that may stand for no value how to say so`(
        field: String, value: String, code: String, detail: String
    ) {
        let found = issues(field, value)
        #expect(found.map(\.code.id) == [code])
        #expect(found.first?.detail == detail)
        #expect(
            found.first?.remedy
                == "If \(value) stands for no value, leave it empty; or write \"missingValues\": "
                + "[\"\", \"\(value)\"] for \(field) in the schema")
    }

    @Test(arguments: ["Null", "NULL ", "N/A", "nil", "NULLS"])
    func `takes other texts for what they are`(text: String) {
        #expect(issues("number", text).isEmpty)
    }

    @Test func `makes blank values of all types but text null`() {
        #expect(check("price", " ") == nil)
        #expect(check("since", "1900-01-01 00:00:00") == nil)
        #expect(check("state", nil) == nil)
    }

    @Test func `reports every issue of a row, and leaves rows alone that are not kept`() {
        var both = batch("number", [" ", " "])
        both.columns.append(Column(name: "PRICE", cells: batch("price", []).columns[0].cells))
        both.columns[1].cells = [both.append("x".utf8), both.append("y".utf8)]
        var fates = [RowFate.kept, .filtered]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: ["number", "PRICE"])
            .check(&both, fates: &fates, issues: &issues)
        #expect(fates == [.quarantined, .filtered])
        #expect(issues.map(\.row) == [0, 0])
        #expect(
            issues.map(\.detail) == [
                "number is blank, and the schema requires it", "\"x\" is not a number",
            ])
        #expect(both.columns[1].name == "price")
    }

    @Test func `does not check what is absent`() {
        var absent = batch("number", [nil])
        absent.columns[0].cells = [.absent]
        var fates = [RowFate.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: ["number"])
            .check(&absent, fates: &fates, issues: &issues)
        #expect(fates == [.kept])
        #expect(absent.columns[0].cells[0].isAbsent)
    }

    @Test func `tells unknown columns and missing required ones`() {
        let checker = SchemaChecker(
            schema: schema, columns: ["Colour", "currencyid.isocurrencycode", "price.name"])
        #expect(checker.unknownColumns == ["Colour", "price.name"])
        #expect(checker.missingColumns == ["number"])
    }

    @Test func `shows what cannot be seen in a message`() {
        var wrong = batch("price", ["1\u{9B}31m\u{202E}2\u{7F}\n"])
        var fates = [RowFate.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: ["price"])
            .check(&wrong, fates: &fates, issues: &issues)
        #expect(issues[0].detail == "\"1\\u{9b}31m\\u{202e}2\\u{7f}\" is not a number")
    }

    @Test func `nasty case 95: names the allowed options`() {
        var wrong = batch("state", ["9"])
        var fates = [RowFate.kept]
        var issues: [RowIssue] = []
        SchemaChecker(schema: schema, columns: ["state"])
            .check(&wrong, fates: &fates, issues: &issues)
        #expect(issues[0].detail == "\"9\" is none of 0 (Active), 1 (Inactive)")
    }
}

@Suite struct `Schema file` {
    private func parse(_ text: String) throws -> EntitySchema {
        let catalogue = try SchemaCatalogue(files: [("thing.json", Array(text.utf8))])
        return catalogue.all[0]
    }

    /// A file with one field that has the given keys.
    private static func field(_ keys: String, _ more: String = #""title": "X""#) -> String {
        #"{"name": "x", "p2c:environment": "sales", \#(more), "fields": [{"name": "a", \#(keys)}]}"#
    }

    @Test func `becomes an entity schema`() throws {
        let schema = try parse(
            """
            { // a comment
              "name": "thing", "title": "Thing", "p2c:environment": "finops",
              "p2c:aliases": ["Things"], "primaryKey": ["Number"],
              "fields": [
                { "name": "Number", "type": "string", "constraints": { "required": true, "maxLength": 20 } },
                { "name": "Price", "type": "number", "p2c:scale": 2,
                  "constraints": { "minimum": -922337203685477.5808, "maximum": 10 } },
                { "name": "Kind", "type": "string",
                  "categories": [{ "value": "Item", "label": "An item", "p2c:number": 1 }, { "value": "Service" }] },
                { "name": "IsOn", "type": "boolean", "trueValues": ["Yes"], "falseValues": ["No"] },
              ],
            }
            """)
        #expect(schema.environment == .finops)
        #expect(schema.isNamed("THINGS"))
        #expect(schema.field(named: "NUMBER")?.maxLength == 20)
        #expect(schema.field(named: "price")?.minimum == "-922337203685477.5808")
        #expect(schema.field(named: "kind")?.options[0].number == "1")
        #expect(schema.field(named: "ison")?.type == .boolean(whenTrue: "Yes", whenFalse: "No"))
    }

    @Test(arguments: [
        ("{", "thing.json"),
        (#"{"name": "x", "p2c:environment": "sales"}"#, "thing.json: 'fields' is missing"),
        (#"{"name": "x", "p2c:environment": "ax", "fields": []}"#, #"p2c:environment is "ax""#),
        (
            #"{"name": "x", "p2c:environment": "sales", "fields": [{"name": "a", "type": "text"}]}"#,
            #"The field a has the type "text""#
        ),
        (field(#""constraints": {"pattern": "A["}"#), #"The field a has the pattern "A[""#),
        (field(#""constraints": {"uniqe": true}"#), "unknown key 'uniqe'"),
        (
            field(#""constraints": {"maxLenght": 3}"#),
            "thing.json:1 fields[0].constraints.maxLenght: unknown key 'maxLenght'"
        ),
        (field(#""constraints": {"maxLength": -3}"#), "The field a has the maxLength -3"),
        (
            field(#""type": "number", "constraints": {"minimum": "low"}"#),
            #"The field a has the bound "low""#
        ),
        (
            field(#""constraints": {"minimum": 1}"#),
            "The field a has a bound, which its type has not"
        ),
        (
            field(#""type": "date", "constraints": {"maxLength": 3}"#),
            "The field a has a length, which only texts have"
        ),
        (field(#""format": "phone""#), #"The field a has the format "phone""#),
        (field(#""type": "date", "format": "%Q""#), #"The field a has the format "%Q""#),
        (field(#""type": "number", "groupChar": ".""#), "The field a has the same character"),
        (field(#""constraints": {"minLength": -1}"#), "The field a has the minLength -1"),
        (
            field(#""constraints": {"minLength": 9, "maxLength": 8}"#),
            "The field a has the minLength 9, more than its maxLength 8"
        ),
        (
            field(#""type": "integer", "constraints": {"minimum": 10, "maximum": 9}"#),
            "The field a has the minimum 10, more than its maximum 9"
        ),
        (
            field(#""type": "boolean", "trueValues": ["Y"], "falseValues": ["n", "y"]"#),
            "The field a has \"y\" for true and for false"
        ),
        (
            field(#""type": "boolean", "trueValues": ["Y"], "falseValues": ["1"]"#),
            "The field a has \"1\" for true and for false"
        ),
        (field(#""p2c:precision": 0"#), "The field a has the p2c:precision 0"),
        (field(#""p2c:scale": -1"#), "The field a has the p2c:scale -1"),
        (
            field(#""p2c:scale": 2"#),
            "The field a has a p2c:scale or p2c:precision, which only numbers have"
        ),
        (
            field(#""type": "integer", "format": "email""#),
            "The field a has the format \"email\", which its type has not"
        ),
        (
            field(#""categories": [{"value": "N"}, {"value": "S"}, {"value": "n"}]"#),
            "The field a has two options with the value \"n\". Give each of its categories"
        ),
        (
            field(#""type": "integer", "categories": [{"value": "1"}, {"value": "Crane"}]"#),
            "The field a has the option \"Crane\", which is no whole number as its type says. Give the"
        ),
        (
            field(#""type": "integer", "constraints": {"enum": ["1", "a"]}"#),
            "The field a has the enum value \"a\", which is no whole number as its type says"
        ),
        (field(#""title": "A"}, {"name": "A""#), "Two fields are named A"),
        (field(#""title": "A""#, #""primaryKey": "b""#), "primaryKey names b, which is no field"),
    ])
    func `that is wrong says where`(text: String, expected: String) {
        let error = #expect(throws: SchemaError.self) { try parse(text) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        (
            #""type": "integer", "constraints": {"minimum": -9223372036854775808}"#,
            "integer -9223372036854775808"
        ),
        (#""type": "number", "constraints": {"minimum": 1e-10}"#, "decimal 0.0000000001"),
        (#""type": "number", "constraints": {"minimum": "0.50"}"#, "decimal 0.5"),
        (#""type": "string", "constraints": {"enum": ["A", "B"]}"#, "option A B"),
        (#""type": "integer", "categories": [{"value": 1, "label": "One"}]"#, "option 1=One"),
        (
            #""categories": [{"value": 1, "label": "Open"}, {"value": 2, "label": "Open"}]"#,
            "option 1=Open 2=Open"
        ),
        (
            #""type": "boolean", "trueValues": ["true", "Do Not Allow"], "falseValues": ["false"]"#,
            #"boolean(whenTrue: "true", whenFalse: "false") true=Do Not Allow"#
        ),
        (
            #""type": "boolean", "categories": [{"value": true, "label": "On"}]"#,
            #"boolean(whenTrue: "true", whenFalse: "false") true=On"#
        ),
        (#""type": "string", "p2c:lookup": "uom""#, "string uom"),
        (#""type": "string", "p2c:lookup": ["systemuser", "team"]"#, "string systemuser team"),
    ])
    func `keeps what a field says`(text: String, expected: String) throws {
        let found = try #require(try parse(Self.field(text)).field(named: "a"))
        var said =
            ["\(found.type)"] + found.options.map { $0.value + ($0.label.map { "=" + $0 } ?? "") }
        said += [found.minimum].compactMap(\.self) + (found.lookup?.targets ?? [])
        #expect(said.joined(separator: " ") == expected)
    }

    @Test func `may not share a name with another`() {
        let file = Array(#"{"name": "x", "p2c:environment": "sales", "fields": []}"#.utf8)
        #expect(throws: SchemaError.self) {
            try SchemaCatalogue(files: [("a.json", file), ("b.json", file)])
        }
    }
}
