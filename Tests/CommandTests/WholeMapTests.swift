import Support
import Testing

/// A file of dual-write as a template, by the program as people start it.
@Suite struct `A whole map as template` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(WholeMap.text, to: "work/templates/customers-map/template.json")
        scratch.write(WholeMap.textReversed, to: "work/templates/accounts-map/template.json")
    }

    /// What comes out of a file by one of the two templates.
    private func convert(_ text: String, named name: String, by template: String) throws -> String {
        scratch.write(text, to: name)
        let run = try ProgramRun(
            "convert", "\(scratch.path)/\(name)", "-o", "\(scratch.path)/out", "-w", root,
            "--template", template, "--format", "CSV", "--bare", "-l", "USMF")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let file = scratch.files(in: "out").first { $0.hasSuffix(".csv") } ?? "nothing"
        return try ProgramRun("cat", "\(scratch.path)/out/\(file)").output
    }

    @Test func `takes customers to accounts`() throws {
        let accounts = try convert(
            """
            CUSTOMERACCOUNT,ORGANIZATIONNAME,PARTYTYPE,SALESCURRENCYCODE,CREDITLIMITISMANDATORY
            US-001,Contoso,Organization,USD,Yes
            US-002,Ann Beebe,Person,USD,No

            """, named: "Customers V3.csv", by: "customers-map")
        #expect(
            accounts == """
                accountnumber,name,transactioncurrencyid.isocurrencycode,creditonhold,customertypecode
                US-001,Contoso,USD,true,3

                """)
    }

    @Test func `takes accounts to customers by the one line more`() throws {
        let customers = try convert(
            """
            accountnumber,name,transactioncurrencyid.isocurrencycode,creditonhold,customertypecode
            US-001,Contoso,USD,true,3
            US-003,Fourth Coffee,USD,No,Vendor

            """, named: "accounts.csv", by: "accounts-map")
        #expect(
            customers == """
                CUSTOMERACCOUNT,ORGANIZATIONNAME,SALESCURRENCYCODE,CREDITLIMITISMANDATORY,PARTYTYPE
                US-001,Contoso,USD,Yes,Organization

                """)
    }

    @Test func `is shown with its key`() throws {
        let run = try ProgramRun("template", "show", "accounts-map", "-w", root)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.output.hasPrefix(
                """
                Customers V3 to accounts (reversed), version 1.0.0.5

                Customers V3 - accounts: Sales accounts → Fin and Ops Customers V3
                  key: CUSTOMERACCOUNT
                  filter: customertypecode eq 3

                """), "\(run.output)")
    }

    @Test(arguments: [
        ("customers-map", "{", "accountnumber"),
        ("accounts-map", "{ reversed: true,", "CUSTOMERACCOUNT"),
    ])
    func `has the key of the schema where it tells none`(
        name: String, start: String, key: String
    ) throws {
        let text = start + WholeMap.text.replacing("\"keys\"", with: "\"noKeys\"").dropFirst()
        scratch.write(text, to: "work/templates/\(name)/template.json")
        let run = try ProgramRun("template", "show", name, "-w", root)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("\n  key: \(key)\n"), "\(run.output)")
    }

    @Test func `names the line of its filter for the way back`() throws {
        let text = WholeMap.textReversed.replacing(
            "customertypecode eq 3", with: "msdyn_x eq true")
        scratch.write(text, to: "work/templates/accounts-map/template.json")
        let run = try ProgramRun("template", "check", "accounts-map", "-w", root)
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "template.json:74 entityMappingTasks[0].legs[0].reversedSourceFilter: the source "
                    + "filter names 'msdyn_x', which Sales accounts does not have"), "\(run.output)"
        )
    }

    @Test func `names every field that no schema has, at once, with what to do`() throws {
        let text = WholeMap.text
            .replacing("\"destinationField\": \"name\"", with: "\"destinationField\": \"msdyn_a\"")
            .replacing("\"creditonhold\"", with: "\"msdyn_b.msdyn_c\"")
        scratch.write(text, to: "work/templates/customers-map/template.json")
        let told = [
            "template.json:78 entityMappingTasks[0].legs[0].fieldMappings[1]: Sales accounts has no "
                + "field 'msdyn_a'. Correct the name; or bring the field into the schema with p2c "
                + "schema import or an overlay; or switch the row off with enabled: false",
            "template.json:84 entityMappingTasks[0].legs[0].fieldMappings[3]: Sales accounts has no "
                + "field 'msdyn_b'",
        ]
        let check = try ProgramRun("template", "check", "customers-map", "-w", root)
        #expect(check.status == 1)
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        for line in told {
            #expect(check.output.contains(line))
            #expect(run.errors.contains(line))
        }
    }

    @Test func `clashes with a template that calls the same entities by other names`() throws {
        scratch.write(
            """
            { name: "Own", legs: [{
                sourceEnvironment: "Fin and Ops", sourceSchema: "CustCustomerV3Entity",
                destinationEnvironment: "Sales", destinationSchema: "account",
                fieldMappings: [
                  { sourceField: "CustomerAccount", destinationField: "accountnumber" },
                ] }] }
            """, to: "work/templates/own/template.json")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "\"Customers V3 to accounts\" and \"Own\" are both on and both take Fin and Ops "
                    + "Customers V3 to Sales Account. Set one of them to false"), "\(run.errors)")
    }
}
