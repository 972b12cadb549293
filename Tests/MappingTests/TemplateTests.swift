import JSON5
import Records
import Testing

@testable import Mapping

@Suite struct `Template files` {
    /// A template of one task and one leg with these rows.
    static func text(
        rows: String = "{ sourceField: 'accountnumber', destinationField: 'AccountId' }",
        key: String = "'AccountId'", filter: String = ""
    ) -> String {
        """
        {
          name: "T", tasks: [{ name: "A", legs: [{
            sourceEnvironment: "Sales", sourceSchema: "Accounts",
            destinationEnvironment: "CDS", destinationSchema: "Account",
            sourceFilter: "\(filter)", integrationKey: [\(key)],
            fieldMappings: [
              \(rows)
            ] }] }]
        }
        """
    }

    private func read(_ text: String) throws(MappingError) -> Template {
        try Template(json5: Array(text.utf8), file: "t/template.json")
    }

    @Test func `reads everything that a template can say`() throws {
        let template = try read(
            """
            // A comment.
            {
              name: "Two legs", version: "1.0.0.1", description: "For the test",
              tasks: [
                { name: "Second", order: 2, legs: [{
                    sourceEnvironment: "FO", sourceSchema: "Customers V2",
                    destinationEnvironment: "sales", destinationSchema: "Accounts",
                    integrationKey: ["accountnumber"],
                    fieldMappings: [
                      { sourceField: "CUSTOMERACCOUNT", destinationField: "accountnumber" },
                    ],
                }]},
                { name: "First", order: 1, legs: [
                  { sourceEnvironment: "Sales", sourceSchema: "Accounts",
                    destinationEnvironment: "CDS", destinationSchema: "Account",
                    sourceFilter: "name ne null", integrationKey: ["AccountId"],
                    fieldMappings: [
                      { sourceField: "accountnumber", destinationField: "AccountId",
                        provenance: "D", note: "the key" },
                      { sourceField: "statecode", destinationField: "Status", enabled: false,
                        valueTransforms: [
                          { transformType: "ValueMap", unmapped: "null",
                            valueMap: { "1": "Inactive", "0": "Active" } },
                          { transformType: "Default", defaultValue: "" },
                        ] },
                      { sourceField: null, destinationField: "PartyType",
                        valueTransforms: [{ transformType: "Default", defaultValue: "X" }] },
                    ] },
                  { sourceEnvironment: "CDS", sourceSchema: "account",
                    destinationEnvironment: "Fin and Ops", destinationSchema: "Customers V2",
                    sourceFilter: "", integrationKey: ["CustomerAccount", "dataAreaId"],
                    fieldMappings: [
                      { sourceField: "AccountId", destinationField: "CustomerAccount" }] },
                ]},
              ],
            }
            """)
        #expect(template.name == "Two legs")
        #expect(template.version == "1.0.0.1")
        #expect(template.description == "For the test")
        #expect(template.tasks.map(\.name) == ["First", "Second"])
        let first = template.tasks[0]
        #expect(first.legs.count == 2)
        #expect(first.legs[0].source == EntityReference(.sales, "Accounts"))
        #expect(first.legs[0].destination.displayName == "CDS Account")
        #expect(first.legs[0].sourceFilter?.text == "name ne null")
        #expect(first.legs[1].sourceFilter == nil)
        #expect(first.legs[1].destination == EntityReference(.finops, "Customers V2"))
        #expect(template.tasks[1].legs[0].source.environment == .finops)
        let rows = first.legs[0].fieldMappings
        #expect(rows[0].sourceField == "accountnumber")
        #expect(rows[0].provenance?.words == "documented in text")
        #expect(rows[0].note == "the key")
        #expect(rows[0].isEnabled)
        #expect(
            rows[0].place
                == DocumentPlace(
                    file: "t/template.json", path: "tasks[1].legs[0].fieldMappings[0]", line: 18))
        #expect(!rows[1].isEnabled)
        #expect(
            rows[1].valueTransforms == [
                .valueMap(
                    ValueMap(
                        [.init("1", "Inactive"), .init("0", "Active")], unmapped: .null)),
                .default(""),
            ])
        #expect(rows[2].sourceField == nil)
    }

    @Test func `names the file, the place, the line and the remedy`() throws {
        let text = Self.text(rows: "{ sourceFeld: 'a', destinationField: 'AccountId' }")
        let error = try #require(throws: MappingError.self) { try read(text) }
        #expect(error.path == "tasks[0].legs[0].fieldMappings[0].sourceFeld")
        #expect(
            error.message == """
                t/template.json:7 tasks[0].legs[0].fieldMappings[0].sourceFeld: unknown key \
                'sourceFeld'; known here: sourceField, destinationField, valueTransforms, \
                provenance, note, enabled, expression, syncDirection. Correct the spelling, or take \
                the key out [P2C-MAP-002]
                """)
    }

    @Test(arguments: [
        // the text as a whole
        ("{ name: }", "P2C-MAP-001", "", "expected a value, found '}'"),
        ("[]", "P2C-MAP-004", "", "expected an object, found a list"),
        ("{}", "P2C-MAP-004", "", "'tasks' is missing"),
        ("{ tasks: [] }", "P2C-MAP-004", "", "'name' is missing"),
        ("{ name: ' ', tasks: [] }", "P2C-MAP-004", "name", "'name' is blank"),
        ("{ name: 'x', name: 'y', tasks: [] }", "P2C-MAP-003", "name", "'name' is given twice"),
        (
            "{ name: 'x', tasks: [], Tasks: [] }", "P2C-MAP-002", "Tasks",
            "unknown key 'Tasks'; known here: name, version, description, notes, enabled, csvOnly, "
                + "reversed, tasks, entityMappingTasks, legs, displayName, templateIdentifier, "
                + "environments, leftEnvironmentType, centerEnvironmentType, rightEnvironmentType"
        ),
        (
            "{ name: 1, tasks: [] }", "P2C-MAP-004", "name",
            "expected a text in quotes, found a number"
        ),
        ("{ name: 'x', tasks: {} }", "P2C-MAP-004", "tasks", "expected a list, found an object"),
        // tasks and legs
        ("{ name: 'x', tasks: [] }", "P2C-MAP-005", "", "there is no task"),
        (
            "{ name: 'x', tasks: [{ name: 'A', legs: [] }] }", "P2C-MAP-005", "tasks[0]",
            "the task has 0 legs"
        ),
        (
            "{ name: 'x', tasks: [{ name: 'A', order: '1', legs: [] }] }", "P2C-MAP-004",
            "tasks[0].order", "expected a whole number, found a text"
        ),
        (
            "{ name: 'x', tasks: ['A'] }", "P2C-MAP-004", "tasks[0]",
            "expected an object, found a text"
        ),
    ])
    func `refuses what has the wrong form`(text: String, id: String, path: String, detail: String) {
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.code.id == id)
        #expect(error?.path == path)
        #expect(error?.issue.detail == detail)
    }

    private static let row = "tasks[0].legs[0].fieldMappings"
    static let good = "{ sourceField: 'n', destinationField: 'AccountId' }"

    @Test(arguments: [
        (
            "{ sourceField: 'a' }", "P2C-MAP-004", "\(row)[1]", "'destinationField' is missing"
        ),
        (
            "{ destinationField: 'A', enabled: 'no' }", "P2C-MAP-004", "\(row)[1].enabled",
            "expected true or false, found a text"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'Lookup' }] }",
            "P2C-MAP-004", "\(row)[1].valueTransforms[0].transformType",
            "'Lookup' is none of Default, ValueMap, Truncate, CountryRegionCode"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'Default' }] }",
            "P2C-MAP-004", "\(row)[1].valueTransforms[0]", "'defaultValue' is missing"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'Default', "
                + "defaultValue: 10 }] }",
            "P2C-MAP-004", "\(row)[1].valueTransforms[0].defaultValue",
            "expected a text in quotes, found a number"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'Default', "
                + "defaultValue: 'x', valueMap: {} }] }",
            "P2C-MAP-002", "\(row)[1].valueTransforms[0].valueMap",
            "'valueMap' does not belong to a Default"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'ValueMap', "
                + "valueMap: { a: 'b' }, defaultValue: 'x' }] }",
            "P2C-MAP-002", "\(row)[1].valueTransforms[0].defaultValue",
            "'defaultValue' does not belong to a ValueMap"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'ValueMap', "
                + "valueMap: { a: null } }] }",
            "P2C-MAP-004", "\(row)[1].valueTransforms[0].valueMap.a",
            "expected a text in quotes, found null"
        ),
        (
            "{ destinationField: 'A', valueTransforms: [{ transformType: 'ValueMap', "
                + "valueMap: { a: 'b' }, unmapped: 'fail' }] }",
            "P2C-MAP-004", "\(row)[1].valueTransforms[0].unmapped",
            "'fail' is none of error, pass, null"
        ),
        // checks of the whole
        (
            "{ sourceField: 'b', destinationField: 'ACCOUNTID' }", "P2C-MAP-007", "\(row)[1]",
            "'ACCOUNTID' is filled by another mapping already"
        ),
        (
            "{ sourceField: 'b', destinationField: 'B', valueTransforms: [{ transformType: "
                + "'ValueMap', valueMap: {} }] }",
            "P2C-MAP-008", "\(row)[1]", "the value map is empty"
        ),
        (
            "{ sourceField: 'b', destinationField: 'B', valueTransforms: [{ transformType: "
                + "'ValueMap', valueMap: { us: 'US', uk: 'GB', US: 'USA' } }] }",
            "P2C-MAP-009", "\(row)[1]", "the value map has the key 'US' twice"
        ),
        (
            "{ sourceField: 'b', destinationField: 'B', valueTransforms: [{ transformType: "
                + "'ValueMap', valueMap: { '': 'US', ' ': 'USA' } }] }",
            "P2C-MAP-009", "\(row)[1]", "the value map has the key ' ' twice"
        ),
        (
            "{ destinationField: 'B' }", "P2C-MAP-011", "\(row)[1]", "nothing fills 'B'"
        ),
        (
            "{ sourceField: ' ', destinationField: 'B' }", "P2C-MAP-011", "\(row)[1]",
            "nothing fills 'B'"
        ),
        (
            "{ destinationField: 'B', valueTransforms: [{ transformType: 'ValueMap', "
                + "valueMap: { a: 'b' } }] }",
            "P2C-MAP-011", "\(row)[1]", "nothing fills 'B'"
        ),
        (
            "{ destinationField: 'B', valueTransforms: [{ transformType: 'Default', "
                + "defaultValue: 'x' }, { transformType: 'ValueMap', valueMap: { a: 'b' }, "
                + "unmapped: 'error' }] }",
            "P2C-MAP-012", "\(row)[1]", "the default \"x\" of 'B' is not in the value map"
        ),
    ])
    func `refuses a wrong row`(row: String, id: String, path: String, detail: String) {
        let text = Self.text(rows: Self.good + ",\n" + row)
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.code.id == id)
        #expect(error?.path == path)
        #expect(error?.issue.detail == detail)
        #expect(error?.issue.line == 8)
        #expect(error?.others == [])
    }

    @Test func `a blank key of a value map fills a field without a source`() throws {
        let row = """
            { destinationField: 'B', valueTransforms: [{ transformType: 'ValueMap',
              valueMap: { '': 'b' } }] }
            """
        _ = try read(Self.text(rows: Self.good + "," + row))
    }

    @Test(arguments: [
        ("'Name'", "no mapping fills the key field 'Name'"),
        ("'AccountId', 'Organization'", "no mapping fills the key field 'Organization'"),
    ])
    func `wants the integration key mapped`(key: String, detail: String) {
        let error = #expect(throws: MappingError.self) { try read(Self.text(key: key)) }
        #expect(error?.issue.code == .integrationKeyNotMapped)
        #expect(error?.issue.code.microsoftCode == "DIPV1003")
        #expect(error?.issue.detail == detail)
        #expect(error?.path == "tasks[0].legs[0].integrationKey")
    }

    @Test func `refuses an empty integration key`() {
        let error = #expect(throws: MappingError.self) { try read(Self.text(key: "")) }
        #expect(error?.issue.detail == "the integration key is empty")
    }

    @Test func `a disabled row fills no key`() {
        let rows = "{ sourceField: 'n', destinationField: 'AccountId', enabled: false }"
        let error = #expect(throws: MappingError.self) { try read(Self.text(rows: rows)) }
        #expect(error?.issue.code == .integrationKeyNotMapped)
    }

    @Test func `shows what is wrong in a source filter`() throws {
        let text = Self.text(filter: "name = 'x'")
        let error = try #require(throws: MappingError.self) { try read(text) }
        #expect(error.issue.code.microsoftCode == "DIPV1012")
        #expect(error.path == "tasks[0].legs[0].sourceFilter")
        #expect(error.issue.line == 5)
        #expect(error.message.hasSuffix("[P2C-MAP-006]\nname = 'x'\n     ^"))
    }

    @Test func `refuses unknown systems`() {
        let text = Self.text().replacing("\"CDS\"", with: "\"Dataverse\"")
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.detail == "'Dataverse' is none of Sales, CDS, Fin and Ops")
        #expect(error?.path == "tasks[0].legs[0].destinationEnvironment")
    }

    @Test func `refuses a task that starts from CDS`() {
        let text = Self.text().replacing("\"Sales\"", with: "\"CDS\"")
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.code == .templateStructureWrong)
        #expect(error?.issue.detail.hasPrefix("the task starts from CDS Accounts, and no") == true)
    }

    @Test func `refuses legs that do not meet, third legs and tasks of one name`() throws {
        func leg(_ from: String, _ to: String, of system: String = "CDS") -> String {
            """
            { sourceEnvironment: "\(system)", sourceSchema: "\(from)", destinationEnvironment: "CDS",
              destinationSchema: "\(to)", integrationKey: ["k"],
              fieldMappings: [{ sourceField: "k", destinationField: "k" }] }
            """
        }
        let text = """
            { name: "x", tasks: [
              { name: "A", legs: [\(leg("One", "Two", of: "Sales")), \(leg("Three", "Four"))] },
              { name: "a", legs: [\(leg("1", "2", of: "Sales")), \(leg("2", "3")), \(leg("3", "4"))] },
            ] }
            """
        let error = try #require(throws: MappingError.self) { try read(text) }
        #expect(error.all.map(\.issue.code.id) == Array(repeating: "P2C-MAP-005", count: 3))
        #expect(
            error.all.map(\.issue.detail) == [
                "the leg starts from CDS Three, but the leg before it ends in CDS Two",
                "another task is called 'a' too", "the task has 3 legs",
            ])
        #expect(error.all.map(\.path) == ["tasks[0].legs[1]", "tasks[1]", "tasks[1]"])
    }

    @Test func `refuses a file that is not UTF-8`() {
        let error = #expect(throws: MappingError.self) {
            try Template(json5: Array("{\n  name: \"Jos".utf8) + [0xE9, 0x22, 0x7D], file: "t")
        }
        #expect(error?.issue.location == "t:2 (byte 14)")
        #expect(error?.issue.detail == "the file is not encoded in UTF-8")
    }

    @Test func `finds what does not fit the schemas`() throws {
        var currency = Field(name: "transactioncurrencyid", type: .guid)
        currency.lookup = Field.Lookup(targets: ["transactioncurrency"])
        let sales = EntitySchema(
            environment: .sales, name: "account", label: "Account", aliases: ["Accounts"],
            fields: [
                Field(name: "accountnumber", type: .string), currency,
                Field(name: "ownerid", type: .guid),
            ])
        let cds = EntitySchema(
            environment: .cds, name: "Account", label: "Account",
            fields: [
                Field(name: "AccountId", type: .string), Field(name: "Code", type: .string),
            ])
        let rows = """
            { sourceField: 'ACCOUNTNUMBER', destinationField: 'AccountId' },
            { sourceField: 'transactioncurrencyid.isocurrencycode', destinationField: 'Code' },
            { sourceField: 'nam', destinationField: 'Nam' },
            { sourceField: 'ownerid.name', destinationField: 'Owner' },
            { sourceField: 'companyid.Account(accountnumber)', destinationField: 'Company' },
            { sourceField: 'gone', destinationField: 'gone', enabled: false },
            """
        let filter = "accountnumber ne null and ownerid.x eq null and nam eq 'x'"
        let template = try read(Self.text(rows: rows, filter: filter))
        let problems = template.problems { entity in
            [sales, cds].first {
                $0.environment == entity.environment && $0.isNamed(entity.entity)
            }
        }
        #expect(
            problems.map { "\($0.issue.code.microsoftCode ?? "") \($0.issue.detail)" } == [
                " the key of CDS Account is 'AccountId', the same for records of two companies",
                "DIPV1027 the source filter: Sales Accounts does not say to which table 'ownerid' "
                    + "points",
                "DIPV1022 the source filter names 'nam', which Sales Accounts does not have",
                "DIPV1022 Sales Accounts has no field 'nam'",
                "DIPV1025 CDS Account has no field 'Nam'",
                "DIPV1027 Sales Accounts does not say to which table 'ownerid' points",
                "DIPV1025 CDS Account has no field 'Owner'",
                "DIPV1022 Sales Accounts has no field 'companyid'",
                "DIPV1025 CDS Account has no field 'Company'",
            ])
        #expect(problems[3].path == "tasks[0].legs[0].fieldMappings[2]")
        #expect(
            template.problems { _ in nil }.map(\.issue.detail) == [
                "there is no schema for Sales Accounts", "there is no schema for CDS Account",
                "the key of CDS Account is 'AccountId', the same for records of two companies",
            ])
    }

    @Test func `all codes of this area are in the catalogue, each once`() {
        let ids = IssueCatalogue.mapping.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("P2C-MAP-") })
    }
}
