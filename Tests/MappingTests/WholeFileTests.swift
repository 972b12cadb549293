import Records
import Support
import Testing

@testable import Mapping

/// Files of the Data Integrator and of dual-write as those write them.
@Suite struct `Whole files of others` {
    private func read(_ text: String) throws(MappingError) -> Template {
        try Template(json5: Array(text.utf8), file: "t/template.json")
    }

    /// A project of one leg with these texts in their places.
    private func project(
        top: String = "", environments: String = "", task: String = "", ends: String,
        key: String = "integrationKey: ['k'],"
    ) -> String {
        """
        { name: 'P', \(top) environments: [\(environments)],
          entityMappingTasks: [{ name: 'T', \(task) legs: [{
            \(ends) \(key) sourceSchema: 'One', destinationSchema: 'Two',
            fieldMappings: [{ sourceField: 'k', destinationField: 'k' },
                            { sourceField: 'n', destinationField: 'header.number' }] }] }] }
        """
    }

    @Test func `load unedited`() throws {
        let template = try read(WholeMap.text)
        #expect(template.name == "Customers V3 to accounts")
        #expect(template.version == "1.0.0.5")
        #expect(template.tasks.map(\.name) == ["Customers V3 - accounts"])
        let leg = template.tasks[0].legs[0]
        #expect(leg.source.displayName == "Fin and Ops Customers V3")
        #expect(leg.destination.displayName == "Sales accounts")
        #expect(leg.sourceFilter?.text == "((PartyType == \"Organization\"))")
        #expect(leg.integrationKey == ["accountnumber"])
        #expect(
            leg.enabledMappings.map(\.destinationField) == [
                "accountnumber", "name", "transactioncurrencyid.isocurrencycode", "creditonhold",
                "customertypecode",
            ])
    }

    @Test func `are read for the way back by one more line`() throws {
        let template = try read(WholeMap.textReversed)
        #expect(template.name == "Customers V3 to accounts (reversed)")
        let leg = template.tasks[0].legs[0]
        #expect(leg.source.displayName == "Sales accounts")
        #expect(leg.destination.displayName == "Fin and Ops Customers V3")
        #expect(leg.sourceFilter?.text == "customertypecode eq 3")
        #expect(leg.integrationKey == ["CUSTOMERACCOUNT"])
        #expect(
            leg.enabledMappings.map(\.destinationField) == [
                "CUSTOMERACCOUNT", "ORGANIZATIONNAME", "SALESCURRENCYCODE",
                "CREDITLIMITISMANDATORY", "PARTYTYPE",
            ])
    }

    @Test(arguments: [
        ("displayName: 'D', templateIdentifier: { name: 'N', displayName: 'I' }", "D"),
        ("name: null, displayName: ' ', templateIdentifier: { name: 'N', displayName: 'I' }", "I"),
        ("templateIdentifier: { name: 'N', id: '1' }", "N"),
        ("name: 'M', displayName: 'D'", "M"),
    ])
    func `have the first name that they tell`(top: String, name: String) throws {
        let text = project(ends: Self.byType).replacing("name: 'P'", with: top)
        #expect(try read(text).name == name)
    }

    @Test(arguments: [
        ("version: '2', templateIdentifier: { version: '3' },", "2"),
        ("templateIdentifier: { version: '3.1' },", "3.1"),
        ("templateIdentifier: { version: { major: 1, minor: 2, build: -1 } },", "1.2"),
        ("templateIdentifier: { version: null },", nil), ("templateIdentifier: null,", nil),
    ])
    func `have the first version that they tell`(top: String, version: String?) throws {
        #expect(try read(project(top: top, ends: Self.byType)).version == version)
    }

    private static let byType = "sourceEnvironmentType: 'AX', destinationEnvironmentType: 'CRM',"
    private static let listed = """
        { name: 'https://a', targetType: 'AX' }, { id: '7', environmentDisplayName: 'Contoso',
          targetType: 'CRM', anything: [1] }, { name: 'S', targetType: 'SQL' }
        """

    @Test(arguments: [
        ("sourceEnvironment: 'https://a', destinationEnvironment: 'contoso',", ""),
        ("sourceEnvironment: 'https://A', destinationEnvironment: '7',", ""),
        ("sourceEnvironment: 'ax', destinationEnvironment: 'Sales',", ""),
        (
            "sourceEnvironment: 'x', destinationEnvironment: null,",
            "leftEnvironmentType: 'AX', centerEnvironmentType: null, rightEnvironmentType: 'CRM',"
        ),
        (
            "sourceEnvironment: 'S', sourceEnvironmentType: 'AX', destinationEnvironmentType: 'CRM',",
            "leftEnvironmentType: 'CRM', rightEnvironmentType: 'AX',"
        ),
    ])
    func `tell the systems of a leg in several places`(ends: String, task: String) throws {
        let leg = try read(project(environments: Self.listed, task: task, ends: ends))
            .tasks[0].legs[0]
        #expect(leg.source.environment == .finops)
        #expect(leg.destination.environment == .sales)
    }

    @Test func `lead through the center in two legs, and back in the other order`() throws {
        let legs = """
            legs: [
              { sourceSchema: 'A', destinationSchema: 'B', integrationKey: ['k'],
                fieldMappings: [{ sourceField: 'k', destinationField: 'k' }] },
              { sourceSchema: 'B', destinationSchema: 'C', integrationKey: ['k'],
                fieldMappings: [{ sourceField: 'k', destinationField: 'k' }] },
            ], leftEnvironmentType: 'AX', centerEnvironmentType: 'CDS', rightEnvironmentType: 'CRM'
            """
        func route(_ text: String) throws -> [String] {
            try read(text).tasks[0].legs.map {
                "\($0.source.displayName) > \($0.destination.displayName)"
            }
        }
        let tasks = "entityMappingTasks: [{ name: 'T', \(legs) }]"
        #expect(
            try route("{ name: 'P', \(tasks) }")
                == ["Fin and Ops A > CDS B", "CDS B > Sales C"])
        #expect(
            try route("{ name: 'P', reversed: true, \(tasks) }")
                == ["Sales C > CDS B", "CDS B > Fin and Ops A"])
        // A map in a solution is one task without a list around it.
        #expect(
            try route("{ name: 'P', \(legs) }") == ["Fin and Ops A > CDS B", "CDS B > Sales C"])
    }

    @Test func `may let one leg go its own way`() throws {
        let text = project(top: "reversed: true,", ends: "reversed: false, " + Self.byType)
        #expect(try read(text).tasks[0].legs[0].source.environment == .finops)
    }

    @Test(arguments: [
        (
            "{ name: 'P', tasks: [], entityMappingTasks: [] }", "P2C-MAP-004", "entityMappingTasks",
            "a template has tasks or entityMappingTasks, not both"
        ),
        (
            "{ name: 'P', entityMappingTask: [] }", "P2C-MAP-002", "entityMappingTask",
            "unknown key 'entityMappingTask'; known here: name, version, description, notes, "
                + "enabled, csvOnly, reversed, tasks, entityMappingTasks, legs, displayName, "
                + "templateIdentifier, environments, leftEnvironmentType, centerEnvironmentType, "
                + "rightEnvironmentType"
        ),
        (
            "{ name: 'P', entityMappingTasks: [{ name: 'T', leg: [] }] }", "P2C-MAP-002",
            "entityMappingTasks[0].leg",
            "unknown key 'leg'; known here: name, order, legs, leftEnvironmentType, "
                + "centerEnvironmentType, rightEnvironmentType"
        ),
        (
            "{ name: 'P', legs: [{ sourceMQuery: 'let x = 1 in x' }] }", "P2C-MAP-004",
            "legs[0].sourceMQuery",
            "p2c runs no Power Query. Take this out, and let sourceFilter and expressions do what it "
                + "did"
        ),
        (
            "{ name: 'P', legs: [{ mashup: { Document: 'section x' } }] }", "P2C-MAP-004",
            "legs[0].mashup",
            "p2c runs no Power Query. Take this out, and let sourceFilter and expressions do what it "
                + "did"
        ),
        (
            "{ name: 'P', legs: [{ sourceSchema: 'A' }] }", "P2C-MAP-004", "legs[0]",
            "'sourceEnvironment' is missing"
        ),
        (
            "{ name: 'P', legs: [{ sourceEnvironment: 'https://a' }] }", "P2C-MAP-004",
            "legs[0].sourceEnvironment", "'https://a' is none of Sales, CDS, Fin and Ops"
        ),
    ])
    func `are refused where they say nothing or too much`(
        text: String, id: String, path: String, detail: String
    ) {
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.code.id == id)
        #expect(error?.path == path)
        #expect(error?.issue.detail == detail)
        #expect(error?.issue.line == 1)
    }

    @Test func `may have a place for a query with nothing in it`() throws {
        let ends = "sourceMQuery: '', mashup: { Document: null, Query: null }, " + Self.byType
        _ = try read(project(ends: ends))
    }

    /// Keys of the destination in the file itself, and what is taken of them.
    @Test(arguments: [
        ("{ fields: ['id'], isPrimaryKey: true }, { fields: ['K'] }", ["k"]),
        ("{ fields: ['other'] }, { fields: ['k', 'msdyn_company'] }", ["k"]),
        ("{ fields: ['k'] }, { fields: ['header'], isIntegrationKey: true }", ["header.number"]),
        ("{ fields: ['k', 'COMPANY'] }, { name: 'empty' }, { fields: ['company'] }", ["k"]),
        ("{ fields: ['company'] }, { $ref: '3' }", []),
        ("", []),
    ])
    func `tell the integration key themselves`(keys: String, key: [String]) throws {
        let environment = """
            { name: 'https://c', targetType: 'CRM', schemas: [{ name: 'other', keys: [] },
              { name: 'TWO', companyContextFields: ['company.code'], keys: [\(keys)] }] }
            """
        let text = project(
            environments: environment,
            ends: "sourceEnvironment: 'AX', destinationEnvironment: 'https://c',", key: "")
        #expect(try read(text).tasks[0].legs[0].integrationKey == key)
    }

    /// The pairs of a map on the way there and on the way back.
    @Test(arguments: [
        ("{ no: 'False', yes: 'True' }", ["no>False", "yes>True"], ["False>no", "True>yes"]),
        (
            "{ 'en-us': '15', ' ': '15', '': '15', de: '4' }",
            ["en-us>15", " >15", ">15", "de>4"], ["15>en-us", "4>de"]
        ),
        ("{ a: '1', '': '0' }", ["a>1", ">0"], ["1>a", "0>"]),
    ])
    func `have value maps that turn back`(map: String, there: [String], back: [String]) throws {
        let row = "valueTransforms: [{ transformType: 'ValueMap', valueMap: \(map) }]"
        for (line, pairs) in [("", there), ("reversed: true,", back)] {
            let text = project(top: line, ends: Self.byType)
                .replacing("'header.number'", with: "'header.number', \(row)")
            let transform = try read(text).tasks[0].legs[0].fieldMappings[1].valueTransforms[0]
            guard case .valueMap(let map) = transform else { throw CancellationError() }
            #expect(map.entries.map { "\($0.key)>\($0.value)" } == pairs)
        }
    }

    @Test func `have value maps that cannot turn back`() {
        let row = "valueTransforms: [{ transformType: 'ValueMap', valueMap: { a: '1', b: '1' } }]"
        let text = project(top: "reversed: true,", ends: Self.byType)
            .replacing("'header.number'", with: "'header.number', \(row)")
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.detail == "the value map has the key '1' twice")
    }

    @Test func `are refused where no row fills the key that they tell`() {
        let text = WholeMap.text.replacing("\"accountnumber\", \"valueT", with: "\"sic\", \"valueT")
        let error = #expect(throws: MappingError.self) { try read(text) }
        #expect(error?.issue.code.microsoftCode == "DIPV1003")
        #expect(error?.issue.detail == "no mapping fills the key field 'accountnumber'")
    }
}
