import Foundation
import Support
import Testing

/// `p2c template check`, with the program as people start it.
@Suite struct `Checking templates` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        // They would take the same records to the same place as the one that is tested.
        let off = [
            "Accounts (Sales to Fin and Ops)", "Products (Fin and Ops to Sales)",
        ].map { "\"\($0)\": false, " }
        let settings = try #require(scratch.read("work/p2c.json"))
        scratch.write(
            settings.replacing(
                "\n  templates: {", with: "\n  templates: { " + off.joined(), maxReplacements: 1),
            to: "work/p2c.json")
    }

    private func write(_ mappings: String, key: String = "CustomerAccount") {
        scratch.write(
            """
            { name: "Own", tasks: [{ name: "Own", order: 1, legs: [{
                sourceEnvironment: "Sales", sourceSchema: "Accounts",
                destinationEnvironment: "Fin and Ops", destinationSchema: "Customers V2",
                integrationKey: ["\(key)"],
                fieldMappings: [
            \(mappings)
                ] }] }] }
            """, to: "work/templates/own/template.json")
    }

    @Test func `finds no error in those that come with p2c`() throws {
        let run = try ProgramRun("template", "check")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("Accounts (Sales to Fin and Ops): no error\n"))
        #expect(!run.output.contains("  error "))
        // They take what lies behind lookups.
        #expect(!run.output.contains("is the id of a record"), "\(run.output)")
    }

    @Test func `names every error with its line, and goes on`() throws {
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { sourceField: "nonsense", destinationField: "PartyNumber" },
            { sourceField: "name", destinationField: "NoSuchField" },
            """)
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(run.status == 1)
        #expect(run.output.contains("Own: 2 errors\n"), "\(run.output)")
        #expect(run.output.contains("template.json:7"), "\(run.output)")
        #expect(run.output.contains("Sales Accounts has no field 'nonsense'"))
        #expect(run.output.contains("template.json:8"), "\(run.output)")
        #expect(run.output.contains("Fin and Ops Customers V2 has no field 'NoSuchField'"))
    }

    @Test func `finds fields whose values can never be those of the other`() throws {
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { sourceField: "createdon", destinationField: "CreditLimit" },
            { sourceField: "numberofemployees", destinationField: "CreditLimit2" },
            """)
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "'createdon' is a date with time, and 'CreditLimit' is a decimal number"),
            "\(run.output)")
        #expect(run.output.contains("P2C-MAP-021"))
    }

    @Test func `finds defaults that are no option of their field`() throws {
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { destinationField: "InvoiceAddress",
              valueTransforms: [{ transformType: "Default", defaultValue: "orderaccount" }] },
            { destinationField: "IsExternallyMaintained",
              valueTransforms: [{ transformType: "Default", defaultValue: "Yes" }] },
            """)
        #expect(try ProgramRun("template", "check", "own", "-w", root).status == 0)
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { destinationField: "InvoiceAddress",
              valueTransforms: [{ transformType: "Default", defaultValue: "Customer" }] },
            """)
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(run.status == 1)
        #expect(run.output.contains("template.json:7"), "\(run.output)")
        #expect(
            run.output.contains("\"Customer\" is no option of 'InvoiceAddress'"), "\(run.output)")
    }

    @Test func `tells that a field is read-only`() throws {
        scratch.write(
            """
            { name: "Own", tasks: [{ name: "Own", legs: [{
                sourceEnvironment: "Fin and Ops", sourceSchema: "Sellable released products",
                destinationEnvironment: "Sales", destinationSchema: "Products",
                integrationKey: ["productnumber"],
                fieldMappings: [
                  { sourceField: "ProductNumber", destinationField: "productnumber" },
                  { sourceField: "ProductName", destinationField: "createdbyname" },
                ] }] }] }
            """, to: "work/templates/own/template.json")
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(run.status == 0)
        #expect(
            run.output.contains("line 7: 'createdbyname' is read-only in Sales"), "\(run.output)")
    }

    @Test func `tells what may be too long, what is never used and what goes nowhere`() throws {
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { sourceField: "name", destinationField: "OrganizationName" },
            { sourceField: "description", destinationField: "NameAlias",
              valueTransforms: [{ transformType: "Truncate" }] },
            { sourceField: "statecode", destinationField: "CustomerGroupId",
              valueTransforms: [{ transformType: "ValueMap", valueMap: { " Active ": "10", "7": "20" } }] },
            { sourceField: "donotemail", destinationField: "AddressCounty",
              valueTransforms: [{ transformType: "ValueMap", valueMap: { Yes: "1", Allow: "0", Si: "2" } }] },
            """)
        let run = try ProgramRun("template", "check", "own", "-w", root, "--all")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            run.output.contains(
                "line 7: 'name' may have up to 160 characters and 'OrganizationName' takes 100: "
                    + "longer ones are set aside. Truncate would shorten them"), "\(run.output)")
        #expect(!run.output.contains("'description' may have"))
        #expect(run.output.contains("'statecode' has no option \"7\": this entry is never used"))
        #expect(run.output.contains("'donotemail' has no option \"Si\": this entry is never used"))
        #expect(!run.output.contains("Active \"") && !run.output.contains("\"Yes\""))
        #expect(run.output.contains("go nowhere: "))
        #expect(run.output.contains("telephone1"))
    }

    @Test(arguments: [
        ("waiting: { days: -1 },", "error p2c.json:1: waiting.days is -1. Write 1 or more"),
        ("output: { finops: 'PDF' },", "error p2c.json:1: output.finops is \"PDF\""),
        ("templates: { none: true },", "error p2c.json:1: templates.\"none\": templates/ has no"),
        ("references: 'gone.csv',", "gone.csv, which is not there"),
        (
            "projects: { A: { connectionSet: 'X', templates: [] } },",
            "connectionSet: connectionSets has no \"X\""
        ),
    ])
    func `tells what is wrong with the settings`(settings: String, sentence: String) throws {
        scratch.write("{ \(settings) }", to: "work/p2c.json")
        let run = try ProgramRun("template", "check", "accounts-sales-to-finops", "-w", root)
        #expect(run.status == 1)
        #expect(run.output.contains("(Sales to Fin and Ops): no error\n"), "\(run.output)")
        #expect(run.output.contains(sentence), "\(run.output)")
        #expect(try ProgramRun("run", "-w", root).status == 2)
    }

    @Test func `refuses a name that is no template's`() throws {
        let run = try ProgramRun("template", "check", "nothing", "-w", root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "There is no template \"nothing\" in \(root)/templates. Known are \"accounts-"))
    }

    @Test func `names the nearest field, and files of value maps that nothing uses`() throws {
        write(
            """
            { sourceField: "accountnumbr", destinationField: "CustomerAccount" },
            { sourceField: "transactioncurrencyid.isocurencycode", destinationField: "SalesCurrencyCode" },
            { sourceField: "name", destinationField: "PartyNumber",
              valueTransforms: [{ transformType: "ValueMap" }] },
            """)
        let broken = try ProgramRun("template", "check", "own", "-w", root)
        #expect(
            broken.output.contains("a ValueMap needs a valueMap, or the file of one"),
            "\(broken.output)")
        write(
            """
            { sourceField: "accountnumbr", destinationField: "CustomerAccount" },
            { sourceField: "transactioncurrencyid.isocurencycode", destinationField: "SalesCurrencyCode" },
            """)
        scratch.write("key,value\na,b\n", to: "work/templates/own/value-maps/kinds2.csv")
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(
            run.output.contains("Correct the name to 'accountnumber'; or bring"), "\(run.output)")
        #expect(run.output.contains("Correct the name to 'isocurrencycode'; or"), "\(run.output)")
        #expect(
            run.output.contains(
                "templates/own/value-maps/kinds2.csv: no row of the template names it."),
            "\(run.output)")
    }

    @Test func `tells options that do not fit, and times that are cut off`() throws {
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { sourceField: "address1_shippingmethodcode", destinationField: "CompanyType" },
            { sourceField: "createdon", destinationField: "OpeningDay" },
            { sourceField: "new_since", destinationField: "Since" },
            { sourceField: "new_fee", destinationField: "Fee" },
            """)
        scratch.write(
            """
            { fields: [{ name: "OpeningDay", type: "date" }, { name: "Since", type: "datetime" },
              { name: "Fee", type: "number", "p2c:scale": 0 }] }
            """, to: "work/schemas/finops/CustCustomerV2Entity.overlay.json")
        scratch.write(
            """
            { fields: [
              { name: "createdon", type: "datetime" }, { name: "new_since", type: "date" },
              { name: "new_fee", type: "number" },
              { name: "address1_shippingmethodcode", type: "integer", categories: [
                { value: "17", label: "Airborne" }, { value: "18", label: "Person" }] }] }
            """, to: "work/schemas/sales/account.overlay.json")
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(
            run.output.contains(
                "\"17\" of 'address1_shippingmethodcode' and 1 more of its options are none of 'CompanyType'"
            ),
            "\(run.output)")
        #expect(
            run.output.contains(
                "'createdon' has a time of day and 'OpeningDay' is a date: the time is cut off"),
            "\(run.output)")
        #expect(
            run.output.contains(
                "'new_since' is a date and 'Since' has a time of day: it becomes midnight in UTC, the "
                    + "evening before in America"), "\(run.output)")
        #expect(
            run.output.contains(
                "'new_fee' may have decimals and 'Fee' keeps 0: values with more are set aside"),
            "\(run.output)")
    }

    @Test func `tells a schema whose name is not its file's, and a label that is another option`()
        throws
    {
        scratch.write(
            """
            { name: "new_machines", title: "machines", "p2c:environment": "sales",
              primaryKey: ["new_number"], fields: [{ name: "new_number", type: "string" },
                { name: "new_size", type: "integer",
                  categories: [{ value: 1, label: "2" }, { value: 2, label: "Two" }] }] }
            """, to: "work/schemas/sales/new_machine.json")
        let run = try ProgramRun("template", "check", "accounts-sales-to-finops", "-w", root)
        #expect(
            run.output.contains(
                "sales/new_machine.json: its name is \"new_machines\", by which Sales is asked for it, "
                    + "and the file's is \"new_machine\"."), "\(run.output)")
        #expect(
            run.output.contains(
                "sales/new_machine.json: \"2\" is the label of the option 1 of new_size and stands for "
                    + "the option 2"), "\(run.output)")
    }

    @Test func `tells fields behind lookups by which records that passed are not known`() throws {
        scratch.write(
            """
            { name: "new_machine", "p2c:environment": "sales", primaryKey: ["new_machineid"],
              fields: [{ name: "new_machineid", type: "string", format: "uuid" },
                { name: "new_number", type: "string" },
                { name: "new_partof", type: "string", "p2c:lookup": ["new_machine"] }] }
            """, to: "work/schemas/sales/new_machine.json")
        scratch.write(
            """
            { name: "Machines", tasks: [{ name: "M", order: 1, legs: [{
                sourceEnvironment: "Fin and Ops", sourceSchema: "Customers V2",
                destinationEnvironment: "Sales", destinationSchema: "new_machine",
                integrationKey: ["new_number"], fieldMappings: [
                { sourceField: "CustomerAccount", destinationField: "new_number" },
                { sourceField: "PartyNumber", destinationField: "new_partof.new_number" } ] }] }] }
            """, to: "work/templates/machines/template.json")
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { sourceField: "parentaccountid.accountnumber", destinationField: "PartyNumber" },
            { sourceField: "parentaccountid.name", destinationField: "OrganizationName" },
            """)
        let run = try ProgramRun("template", "check", "own", "machines", "-w", root)
        #expect(
            run.output.contains(
                "line 8: 'parentaccountid.name' does not find records that passed before: of account p2c "
                    + "remembers ids and 'accountnumber' alone. Add rows with the keyField name to "
                    + "references.csv, or have the records in the same package or"),
            "\(run.output)")
        #expect(!run.output.contains("'parentaccountid.accountnumber' does"), "\(run.output)")
        #expect(
            run.output.contains(
                "line 6: 'new_partof.new_number' does not find records that passed before: of new_machine "
                    + "p2c remembers ids alone. Add \"p2c:alternateKeys\": [[\"new_number\"]] to the "
                    + "schema of new_machine\n"), "\(run.output)")
    }

    @Test func `tells keys of lookups that references.csv does not list`() throws {
        let file = "work/templates/products-finops-to-sales/template.json"
        let text = try #require(scratch.read(file))
        scratch.write(
            text.replacing("\"pcs\": \"Piece\"", with: "\"pcs\": \"Peace\"")
                .replacing(
                    "transactioncurrencyid.isocurrencycode",
                    with: "transactioncurrencyid.currencyname"),
            to: file)
        scratch.write(
            """
            table,keyField,key,id,name
            transactioncurrency,isocurrencycode,USD,11111111-1111-1111-1111-111111111111,
            uom,name,Each,11111111-1111-1111-1111-111111111112,
            uom,name,Piece,11111111-1111-1111-1111-111111111113,

            """, to: "work/references.csv")
        let run = try ProgramRun("template", "check", "products-finops-to-sales", "-w", root)
        #expect(
            run.output.contains(
                "\"Peace\" is no name of uom that references.csv lists: such records are set aside. "
                    + "Correct it, or add the record there\n"), "\(run.output)")
        #expect(!run.output.contains("\"Each\" is no name"), "\(run.output)")
        #expect(
            run.output.contains(
                "references.csv lists nothing by currencyname of transactioncurrency: every such record "
                    + "is set aside. Correct the field, or add rows with it as keyField\n"),
            "\(run.output)")
        #expect(!run.output.contains("\"Default unit\" is no name"), "\(run.output)")
    }

    @Test func `tells parts of expressions that can hardly be meant`() throws {
        write(
            """
            { sourceField: "accountnumber", destinationField: "CustomerAccount" },
            { expression: "case(creditlimit gt 9:'LegalPerson',creditlimit gt 1:'big',true:'Blank')",
              destinationField: "CompanyType" },
            { expression: "case(transactioncurrencyid in ('USD', null):'a',true:'b')",
              destinationField: "AddressCity" },
            { expression: "case(true:name,name ne 'NULL':'x')", destinationField: "PartyNumber" },
            { expression: "substring(name, -2)", destinationField: "AddressStreet" },
            """)
        let run = try ProgramRun("template", "check", "own", "-w", root)
        #expect(
            run.output.contains(
                "line 7: the expression makes \"big\", which is no option of 'CompanyType': such"),
            "\(run.output)")
        #expect(!run.output.contains("makes \"Blank\""), "\(run.output)")
        #expect(
            run.output.contains(
                "line 9: 'transactioncurrencyid' holds the id of a record of transactioncurrency, or the "
                    + "record's name, and is compared with 'USD'. Write 'transactioncurrencyid.FIELD' to"
            ), "\(run.output)")
        #expect(
            run.output.contains(
                "line 11: case(…) never comes to what stands behind its condition true. Put that last"
            ),
            "\(run.output)")
        #expect(
            run.output.contains(
                "line 12: substring takes no negative number, and here is -2: such records are set "
                    + "aside\n"), "\(run.output)")
        #expect(
            run.output.contains("line 11: 'null' in quotes is a text. Write null without quotes"),
            "\(run.output)")
    }

    @Test func `tells business units of two companies, and settings that are not there`() throws {
        let settings = """
            { organizations: [
              { legalEntity: "USMF", cdsOrganization: "ORG001", businessUnit: "Contoso" },
              { legalEntity: "DEMF", cdsOrganization: "ORG002", businessUnit: "contoso" },
            ] }
            """
        scratch.write(settings, to: "work/p2c.json")
        let check = try ProgramRun("template", "check", "-w", root)
        #expect(check.status == 0)
        #expect(
            check.output.hasSuffix(
                "p2c.json:3: organizations[1].businessUnit: \"contoso\" is that of USMF too. Records "
                    + "that say no more than that are of neither company (P2C-RUN-009): drop such "
                    + "files into inbox/<company>/\n"), "\(check.output)")
        try FileManager.default.removeItem(atPath: root + "/p2c.json")
        let without = try ProgramRun("template", "check", "-w", root)
        #expect(without.status == 1)
        #expect(
            without.output.contains(
                "\nerror \(root) has no p2c.json, which names its companies. \"p2c init \(root)\" "
                    + "writes one and leaves what is there as it is; or name another workspace with "
                    + "--workspace\n"), "\(without.output)")
    }
}
