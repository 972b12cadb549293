import Support
import Testing

/// Files that no template takes, with the program as people start it.
@Suite struct `A file that no template takes` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { "Accounts (Sales to Fin and Ops)": false } }
            """, to: "work/p2c.json")
    }

    @Test(arguments: [
        (
            "accounts.csv",
            """
            with accounts; "Accounts (Sales to Fin and Ops)", "Accounts (Sales to Fin and Ops) - \
            Direct", "Dual-write seed" would take it and are off. Switch on or add a template
            """
        ),
        (
            "acounts.csv",
            """
            with acounts; a bare file's name says what it holds; the nearest is "Accounts". \
            If that is what it holds, rename the file to "Accounts.csv". Else switch on
            """
        ),
        (
            "accounts_final.csv",
            """
            with accounts_final; a bare file's name says what it holds; the nearest is "Accounts". \
            If that is what it holds, rename the file to "Accounts.csv". Else switch on
            """
        ),
        (
            "Copy of ACCOUNTS (final).csv",
            "the nearest is \"Accounts\". If that is what it holds, rename the file to \"Accounts.csv\""
        ),
        (
            "myaccounts-list.csv",
            "with myaccounts-list; a bare file's name says what it holds, and no schema has this name."
        ),
        (
            "zebra.csv",
            "with zebra; a bare file's name says what it holds, and no schema has this name."
        ),
        (
            "uom.csv",
            """
            with uom; a bare file's name says what it holds, and no template starts from Sales Unit.
            """
        ),
        (
            "acounts.csv.txt",
            """
            entity file with acounts.csv; its name ends twice, as "acounts.csv" does not. Rename the \
            file to "acounts.csv", then drop it again
            """
        ),
    ])
    func `says what would take it`(name: String, sentence: String) throws {
        scratch.write("a,b\r\n1,2\r\n", to: "work/inbox/USMF/\(name)")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3)
        #expect(run.output.contains(sentence), "\(run.output)")
    }

    @Test func `names what is near in a zip and in a manifest`() throws {
        let fleet = try VehicleWorkspace()
        fleet.scratch.write("new_plate\r\nX\r\n", to: "vehicels.csv")
        fleet.scratch.write("a,b\r\n1,2\r\n", to: "zebra.csv")
        try fleet.zip("vehicels.csv", "zebra.csv", into: "inbox/USMF/some.zip")
        let zip = try fleet.run()
        #expect(zip.status == 3)
        #expect(
            zip.output.contains(
                """
                entity files with vehicels, zebra; the nearest to "vehicels" is "Vehicles". If that is \
                what it holds, rename vehicels.csv in it to "Vehicles.csv". Else switch on
                """), "\(zip.output)")
        fleet.scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "accounts.csv")
        try fleet.zip("vehicels.csv", "accounts.csv", into: "inbox/USMF/more.zip")
        let more = try fleet.run()
        #expect(
            more.output.contains("vehicels is not converted; the nearest is \"Vehicles\""),
            "\(more.output)")
        fleet.scratch.write(
            """
            <DataManagementPackageManifest
            xmlns="http://schemas.microsoft.com/dynamics/2015/01/DataManagement"><PackageEntityList>
            <DataManagementPackageEntityData><EntityName>Sellable relesed products</EntityName>
            <InputFilePath>zebra.csv</InputFilePath><SourceFormat>CSV</SourceFormat>
            </DataManagementPackageEntityData></PackageEntityList></DataManagementPackageManifest>
            """, to: "Manifest.xml")
        try fleet.zip("Manifest.xml", "zebra.csv", into: "inbox/USMF/package.zip")
        let package = try fleet.run()
        #expect(
            package.output.contains(
                "If that is what it holds, write \"Sellable released products\" for "
                    + "\"Sellable relesed products\" as "
                    + "EntityName in Manifest.xml. Else"), "\(package.output)")
    }

    @Test func `says what is near also where only CDS has its name`() throws {
        scratch.write(
            """
            { "name": "Acount", "title": "Acount", "p2c:environment": "cds",
              "primaryKey": ["AcountId"], "fields": [{ "name": "AcountId", "type": "string" }] }
            """, to: "work/schemas/cds/Acount.json")
        scratch.write("a,b\r\n1,2\r\n", to: "work/inbox/USMF/acount.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 3)
        #expect(
            run.output.contains(
                """
                no template starts from CDS Acount; the nearest is "account". If that is what it \
                holds, rename the file to "account.csv". Else
                """), "\(run.output)")
    }

    @Test func `says which templates were left out`() throws {
        scratch.write("accountnumber,name\r\nC-1,Contoso\r\n", to: "accounts.csv")
        let run = try ProgramRun(
            "convert", scratch.path + "/accounts.csv", "-o", scratch.path + "/out", "-w", root,
            "--template", "products-finops-to-sales")
        #expect(run.status == 3)
        #expect(
            run.output.contains(
                """
                with accounts; of templates only "Products (Fin and Ops to Sales)" was chosen, for \
                Fin and Ops Sellable released products; "Accounts (Sales to Fin and Ops)", "Accounts \
                (Sales to Fin and Ops) - Direct", "Dual-write seed" would take it. Choose one of \
                these by --template, or leave --template out
                """), "\(run.output)")
    }

    @Test(arguments: [true, false])
    func `says where a workspace is missing`(isMissing: Bool) throws {
        scratch.write("a,b\r\n1,2\r\n", to: "zebra.csv")
        let run = try ProgramRun(
            ["convert", scratch.path + "/zebra.csv", "-o", scratch.path + "/out"]
                + (isMissing ? [] : ["-w", root]))
        #expect(run.status == 3)
        let hint = "--workspace DIR takes those of a workspace"
        #expect(run.errors.contains(hint) == isMissing, "\(run.errors)")
    }
}
