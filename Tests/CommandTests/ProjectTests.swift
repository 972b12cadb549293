import Records
import Store
import Support
import Testing

/// Projects of `p2c.json`, with the program as people start it.
@Suite struct `Projects` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let accounts = "accountnumber,name\r\nC-1,Contoso\r\n"
    private static let accountsTemplate = "Accounts (Sales to Fin and Ops)"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private func set(projects: String, connectionSets: String = "") {
        scratch.write(
            """
            { organizations: [
                { legalEntity: "USMF", cdsOrganization: "ORG001" },
                { legalEntity: "DEMF", cdsOrganization: "ORG002" } ],
              connectionSets: { \(connectionSets) }, projects: { \(projects) } }
            """, to: "work/p2c.json")
    }

    private func setTwoProjects() {
        set(
            projects: """
                "US": { legalEntities: ["USMF"], templates: ["\(Self.accountsTemplate)"],
                  defaults: { "\(Self.accountsTemplate)": { CustomerGroupId: "20" } } },
                "DE": { legalEntities: ["DEMF"], templates: ["\(Self.accountsTemplate)"],
                  valueMaps: { "\(Self.accountsTemplate)": {
                    AddressCountryRegionISOCode: { Deutschland: "DEU" } } } },
                """)
    }

    private func delivered(_ company: String) throws -> String {
        let package = scratch.files(in: "work/outbox/finops/\(company)")
            .first { $0.hasSuffix(".zip") }
        guard let package else { return "" }
        return try ProgramRun("cat", "\(root)/outbox/finops/\(company)/\(package)", "--to", "jsonl")
            .output
    }

    @Test func `run all at once, each company by its own`() throws {
        setTwoProjects()
        scratch.write(Self.accounts, to: "work/inbox/USMF/accounts.csv")
        scratch.write(
            "accountnumber,name,address1_country\r\nC-1,Contoso,Deutschland\r\n",
            to: "work/inbox/DEMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try delivered("USMF").contains("\"CUSTOMERGROUPID\":\"20\""))
        #expect(try delivered("DEMF").contains("\"CUSTOMERGROUPID\":\"10\""))
        #expect(try delivered("DEMF").contains("\"ADDRESSCOUNTRYREGIONISOCODE\":\"DEU\""))
    }

    @Test func `run one at a time, and leave the others' files where they are`() throws {
        setTwoProjects()
        scratch.write(Self.accounts, to: "work/inbox/USMF/accounts.csv")
        scratch.write(Self.accounts, to: "work/inbox/DEMF/accounts.csv")
        scratch.write("x,y\r\n1,2\r\n", to: "work/inbox/USMF/quotes.csv")
        let run = try ProgramRun("run", "-w", root, "--project", "US")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            scratch.files(in: "work/inbox").filter { $0.hasSuffix("csv") }
                == ["DEMF/accounts.csv", "USMF/quotes.csv"])
        #expect(try delivered("DEMF").isEmpty)
    }

    @Test func `find only what went through by themselves a duplicate`() throws {
        set(
            projects: """
                "CC": { legalEntities: ["USMF"], templates: ["accounts-sales-to-finops",
                  "contacts-sales-to-finops"] },
                "CU": { legalEntities: ["USMF"], templates: [
                  "contacts-to-customers-sales-to-finops"] },
                """)
        func run(_ words: String...) throws -> String {
            scratch.write(
                """
                msdynce_contactnumber,lastname,parentcustomerid.Account(accountnumber),\
                msdynce_isactivecustomer,msdynce_iscompanyanaccount
                CON-1,Meyer,C-1,No,Yes
                CON-2,Ober,,Yes,No

                """, to: "work/inbox/USMF/contacts.csv")
            return try ProgramRun(["run", "-w", root] + words).output
        }
        scratch.write(Self.accounts, to: "work/inbox/USMF/accounts.csv")
        #expect(try ProgramRun("run", "-w", root).output.contains("1 read, 1 written"))
        let first = try run("--project", "CC")
        #expect(first.contains("2 read, 1 written, 0 set aside, 1 filtered"), "\(first)")
        #expect(try run("--project", "cc").contains("went through as run 2"))
        let other = try run("--project", "CU")
        #expect(other.contains("2 read, 1 written, 0 set aside, 1 filtered"), "\(other)")
        #expect(try run("--project", "CU").contains("went through as run 4"))
        let all = try run()
        #expect(all.contains("run 6: contacts.csv (USMF): completed"), "\(all)")
        #expect(!all.contains("1 written"), "\(all)")
        #expect(try run().contains("went through as run 6"))
    }

    @Test func `that were interrupted are finished by their own templates`() throws {
        set(
            projects: """
                "Customers": { templates: ["contacts-to-customers-sales-to-finops"] },
                "Persons": { templates: ["accounts-sales-to-finops", "contacts-sales-to-finops"] },
                """)
        let contacts = """
            msdynce_contactnumber,lastname,parentcustomerid.Account(accountnumber),\
            msdynce_isactivecustomer,msdynce_iscompanyanaccount
            CON-1,Meyer,,No,No
            CON-2,Ober,,Yes,No

            """
        scratch.write(contacts, to: "work/inbox/USMF/contacts.csv")
        #expect(try ProgramRun("run", "-w", root, "--project", "Persons").status == 0)
        // What the second run leaves when the power fails between its claim and its work.
        let store = try CommonDataStore(path: "\(root)/.p2c/p2c.sqlite")
        let first = try #require(try store.run(RunID(1)))
        let cut = try store.beginRun(
            source: "contacts.csv", legalEntity: "USMF", configuration: first.configuration,
            started: "2026-11-23T01:02:03Z")
        scratch.write(
            contacts + "CON-3,Unger,,Yes,No\n",
            to: "work/inbox/.p2c-claims/\(cut)/USMF/contacts.csv")

        let next = try ProgramRun("run", "-w", root)
        #expect(
            next.output.contains("run 2: contacts.csv (USMF): completed, 3 records read"),
            "\(next.output)")
        #expect(!next.output.contains("Contacts to Customer"), "\(next.output)")
    }

    @Test(arguments: [
        (
            #""A": { templates: ["Accounts"] }"#,
            "projects.\"A\".templates[0]: templates/ has no \"Accounts\". The nearest is \"accounts-sales-to-finops\". Known are"
        ),
        (
            #""A": { legalEntities: ["FRMF"], templates: [] }"#,
            "projects.\"A\": organizations has no legal entity \"FRMF\". Add a row for it, or correct"
        ),
        (
            #""A": { templates: ["Accounts (Sales to Fin and Ops)"], defaults: { "Accounts (Sales to Fin and Ops)": { Group: "20" } } }"#,
            "no row of \"Accounts (Sales to Fin and Ops)\" fills \"Group\""
        ),
        (
            #""A": { templates: ["accounts-sales-to-finops"], defaults: { "accounts-sales-to-finops": { CustomerGroupIdd: "20" } } }"#,
            "fills \"CustomerGroupIdd\". The nearest is \"CustomerGroupId\". Correct the name, or take"
        ),
        (
            #""A": { templates: ["accounts-sales-to-finops"], defaults: { "accounts-sales-to-finops": { Organization_OrganizationId: "20" } } }"#,
            "\"Organization_OrganizationId\" is the company's cdsOrganization of organizations"
        ),
        (
            #""A": { templates: ["contacts-sales-to-finops"], valueMaps: { "contacts-sales-to-finops": { IsEmailContactAllowed: { mayby: "true" } } } }"#,
            #"projects."A".valueMaps."contacts-sales-to-finops"."IsEmailContactAllowed"."mayby": 'donotemail' has no option "mayby": this entry is never used. Correct the value, or"#
        ),
        (
            #""A": { legalEntities: ["USMF"], templates: [] }"#,
            "projects.\"A\".templates names none: nothing would run"
        ),
        (
            #""A": { templates: [], defaults: { "Accounts (Sales to Fin and Ops)": {} } }"#,
            "projects.\"A\".defaults.\"Accounts (Sales to Fin and Ops)\": the template has overrides and is none of the project's. Add it to"
        ),
        (
            #""A": { templates: ["accounts-sales-to-finops"] }, "B": { legalEntities: ["DEMF"], templates: ["accounts-sales-to-finops"] }"#,
            "projects \"A\" and \"B\" both run \"Accounts (Sales to Fin and Ops)\" for the same company"
        ),
        (
            #""A": { templates: ["accounts-sales-to-finops"], defaults: { "accounts-sales-to-finops": { CreditLimit: "much" } } }"#,
            #"projects."A".defaults."accounts-sales-to-finops"."CreditLimit": this does not fit "accounts-sales-to-finops": the default gives 'CreditLimit' what it cannot take"#
        ),
        (#""A": {}"#, "projects.A: \"templates\" is missing"),
    ])
    func `that cannot be are refused with what is wrong`(projects: String, sentence: String) throws
    {
        set(projects: projects)
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test(arguments: [
        ("Accounts (Sales to Fin and Ops)", "CustomerGroupIdd: \"20\"", "defaults"),
        ("Accounts (Sales to Fin and Ops)", "Organization_OrganizationId: \"20\"", "defaults"),
        ("Accounts (Sales to Fin and Ops)", "CreditLimit: \"much\"", "defaults"),
        ("Accounts (Sales to Fin and Op)", "CustomerGroupId: \"20\"", "defaults"),
        (
            "Accounts (Sales to Fin and Ops)", "IsEmailContactAllowed: { \"false\": \"often\" }",
            "valueMaps"
        ),
    ])
    func `with overrides that cannot be are refused with the line of the override`(
        template: String, override: String, key: String
    ) throws {
        set(
            projects: """
                "A": { templates: ["\(Self.accountsTemplate)"],
                    \(key): {
                        "\(template)": { \(override) } } }
                """)
        let run = try ProgramRun("template", "check", "-w", root)
        #expect(run.status == 1)
        #expect(
            run.output.contains("error p2c.json:6: projects.\"A\".\(key).\"\(template)\""),
            "\(run.output)")
    }

    @Test func `with a template that the settings switch off are refused with its line`() throws {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { "accounts-sales-to-finops": false },
              projects: { "A": { templates: [
                "Accounts (Sales to Fin and Ops)"] } } }
            """, to: "work/p2c.json")
        let sentence =
            "p2c.json:4: projects.\"A\".templates[0]: \"Accounts (Sales to Fin and Ops)\" is false "
            + "in templates. Take it out of the project, or take the false out"
        for words in [["run"], ["template", "list"]] {
            let run = try ProgramRun(words + ["-w", root])
            #expect(run.status == 2)
            #expect(run.errors.contains(sentence), "\(run.errors)")
        }
        let check = try ProgramRun("template", "check", "-w", root)
        #expect(check.status == 1)
        #expect(check.output.contains("error " + sentence), "\(check.output)")
    }

    @Test func `may name a template that is off by its own file, and the list tells for whom`()
        throws
    {
        set(
            projects: """
                "US": { legalEntities: ["USMF"], templates: ["accounts-sales-to-finops-direct"] },
                """)
        let list = try ProgramRun("template", "list", "-w", root)
        #expect(list.status == 0, "\(list.errors)")
        let lines = list.output.split(separator: "\n")
        func line(_ name: String) -> Substring { lines.first { $0.hasPrefix(name) } ?? "" }
        #expect(line("Accounts (Sales to Fin and Ops)  ").contains("  on for DEMF  "), "\(lines)")
        #expect(line("Accounts (Sales to Fin and Ops) - D").contains("  on for USMF  "), "\(lines)")
        #expect(line("Products (Fin and Ops to Sales) - D").contains("  off  "), "\(lines)")
    }

    @Test func `are told once for a company of several business units`() throws {
        scratch.write(
            """
            { organizations: [
                { legalEntity: "USMF", cdsOrganization: "ORG001", businessUnit: "US West" },
                { legalEntity: "USMF", cdsOrganization: "ORG001", businessUnit: "US East" },
                { legalEntity: "DEMF", cdsOrganization: "ORG002" } ],
              projects: { "US": { legalEntities: ["USMF"], templates: ["\(Self.accountsTemplate)"] },
                "DE": { legalEntities: ["DEMF"], templates: ["products-finops-to-sales"] } } }
            """, to: "work/p2c.json")
        let list = try ProgramRun("template", "list", "-w", root)
        #expect(list.output.contains("  on for USMF  "), "\(list.output)\(list.errors)")
    }

    @Test func `may name a connection set in the place of its companies`() throws {
        set(
            projects: """
                "US": { connectionSet: "america", templates: ["\(Self.accountsTemplate)"],
                  defaults: { "\(Self.accountsTemplate)": { CustomerGroupId: "20" } } },
                """, connectionSets: #""America": ["USMF"], "Europe": ["DEMF"]"#)
        scratch.write(Self.accounts, to: "work/inbox/USMF/accounts.csv")
        scratch.write(Self.accounts, to: "work/inbox/DEMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try delivered("USMF").contains("\"CUSTOMERGROUPID\":\"20\""))
        #expect(try delivered("DEMF").contains("\"CUSTOMERGROUPID\":\"10\""))
    }

    @Test(arguments: [
        (
            #""Europe": ["DEMF"]"#, #""A": { connectionSet: "Asia", templates: [] }"#,
            "projects.\"A\".connectionSet: connectionSets has no \"Asia\". Known are \"Europe\""
        ),
        (
            "", #""A": { connectionSet: "Asia", templates: [] }"#,
            "connectionSets has no \"Asia\". It has none: add it to connectionSets"
        ),
        (
            #""Europe": ["DEMF", "FRMF"]"#, "",
            "connectionSets.\"Europe\": organizations has no legal entity \"FRMF\". Add a row for it"
        ),
        (#""Europe": []"#, "", "connectionSets.\"Europe\" has no company. Name the legal"),
        (
            #""Europe": ["DEMF"]"#,
            #""A": { connectionSet: "Europe", legalEntities: ["USMF"], templates: [] }"#,
            "projects.\"A\" has both legalEntities and connectionSet. Leave one of them out"
        ),
        (#""Europe": "DEMF""#, "", "connectionSets.Europe: this must be"),
    ])
    func `with connection sets that cannot be are refused with what is wrong`(
        connectionSets: String, projects: String, sentence: String
    ) throws {
        set(projects: projects, connectionSets: connectionSets)
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `that nobody wrote are named with those there are`() throws {
        setTwoProjects()
        let run = try ProgramRun("run", "-w", root, "--project", "FR")
        #expect(run.status == 2)
        #expect(run.errors.contains("p2c.json has no project \"FR\". Known are \"DE\", \"US\""))
    }

    @Test func `say why a file of a template that is on was not taken`() throws {
        setTwoProjects()
        scratch.write(
            "ProductNumber\r\nP-1\r\n", to: "work/inbox/USMF/Sellable released products.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3)
        #expect(
            run.output.contains(
                """
                entity file with Sellable released products; of projects, "US" says what runs for \
                USMF, and lists no template for it; "Price List Items (Fin and Ops to Sales)", "Products \
                (Fin and Ops to Sales)", "Products (Fin and Ops to Sales) - Direct" would take it. Add the template to templates of \
                the project in p2c.json
                """), "\(run.output)")
    }
}
