import Support
import Testing

/// Fields behind lookups other than the number by which a record is known.
@Suite struct `Fields behind lookups` {
    private let fleet: VehicleWorkspace
    private static let row = "{ sourceField: \"new_name\", destinationField: \"Description\" }"

    init() throws {
        fleet = try VehicleWorkspace()
    }

    private func describe(by field: String) throws {
        try fleet.change(Self.row, to: Self.row.replacing("new_name", with: field))
    }

    @Test func `are not known of records that passed, and say so`() throws {
        try describe(by: "new_customerid.name")
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        let run = try fleet.run()
        #expect(run.status == 1, "\(run.output)")
        #expect(try fleet.delivered() == [])
        #expect(run.output.contains("P2C-MAP-102"), "\(run.output)")
        #expect(run.output.contains("(new_customerid.name)"), "\(run.output)")
        #expect(try ProgramRun("waiting", "-w", fleet.root).output == "No record waits\n")
    }

    @Test func `are not known to convert, which says that it remembers no other files`() throws {
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        let run = try ProgramRun(
            "convert", fleet.root + "/inbox/USMF/vehicles.csv", "-w", fleet.root, "-o",
            fleet.scratch.path + "/out")
        #expect(run.output.contains("P2C-MAP-102"), "\(run.output)")
        #expect(
            run.errors.contains(
                """
                p2c: "p2c convert" remembers nothing of other files. Records that they bring are \
                found by "p2c run" in a workspace, or where the files are in one package
                """), "\(run.errors)")
    }

    @Test func `do not wait for an account that would not tell them`() throws {
        try describe(by: "new_customerid.name")
        try fleet.change(
            "            { sourceField: \"new_customerid.accountnumber\", destinationField: "
                + "\"Account_AccountId\" },\n", to: "")
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        let run = try fleet.run()
        #expect(run.status == 1, "\(run.output)")
        #expect(run.output.contains("1 set aside"), "\(run.output)")
    }

    @Test func `come from references.csv`() throws {
        try describe(by: "new_customerid.name")
        try fleet.change(
            "organizations: [", to: "references: \"references.csv\", organizations: [",
            in: "p2c.json")
        fleet.write(
            "table,keyField,key,id,name\n"
                + "account,name,Contoso Ltd.,\(VehicleWorkspace.account),Contoso\n",
            to: "references.csv")
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        #expect(try fleet.run().status == 0)
        #expect(try fleet.delivered() == ["A-1,Contoso Ltd.,DieselFuel,ACC-1,MAIN"])
    }

    @Test func `come from the same package`() throws {
        try describe(by: "new_customerid.name")
        fleet.scratch.write(VehicleWorkspace.accounts, to: "accounts.csv")
        fleet.scratch.write(
            VehicleWorkspace.header + "A-1,Van,Diesel,\(VehicleWorkspace.account),0\n",
            to: "vehicles.csv")
        try fleet.zip("accounts.csv", "vehicles.csv", into: "inbox/USMF/both.zip")
        let run = try fleet.run()
        #expect(try fleet.delivered() == ["A-1,Contoso,DieselFuel,ACC-1,MAIN"], "\(run.output)")
    }

    @Test func `come from a column of the file`() throws {
        try describe(by: "new_customerid.name")
        fleet.write(
            "new_plate,new_fuel,new_customerid.name,statecode\nA-1,Diesel,Fabrikam,0\n",
            to: "inbox/USMF/vehicles.csv")
        #expect(try fleet.run().status == 0)
        #expect(try fleet.delivered() == ["A-1,Fabrikam,DieselFuel,MAIN"])
    }

    @Test func `have a column of their own for codes`() throws {
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: "ACC-1"))
        let run = try fleet.run()
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "\"ACC-1\" is the accountnumber of a record, where 'new_customerid' holds its id or "
                    + "its name"), "\(run.output)")
        #expect(
            run.output.contains("Call the column 'new_customerid.accountnumber', or write the id"),
            "\(run.output)")
    }

    @Test func `whose column is misspelt are told`() throws {
        fleet.write(
            "new_plate,new_customerid.acountnumber,statecode\nA-1,ACC-1,0\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try fleet.run()
        #expect(
            run.output.contains(
                "No row of the template reads new_customerid.acountnumber; the nearest is "
                    + "new_customerid.accountnumber"), "\(run.output)")
    }

    @Test func `the record's id is known as its number is`() throws {
        try describe(by: "new_customerid.accountid")
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account.uppercased()))
        #expect(try fleet.run().status == 0)
        #expect(
            try fleet.delivered()
                == ["A-1,\(VehicleWorkspace.account),DieselFuel,ACC-1,MAIN"])
    }

    @Test(arguments: [
        (
            "new_customerid.accountnummer",
            "account, behind 'new_customerid', has no field 'accountnummer'", "P2C-MAP-014"
        ),
        (
            "new_customerid.Contact(msdynce_contactnumber)",
            "'new_customerid' points to account, not to 'Contact'", "P2C-MAP-016"
        ),
        (
            "new_customerid.Account(nummer)",
            "account, behind 'new_customerid', has no field 'nummer'", "P2C-MAP-014"
        ),
    ])
    func `that are not there are found before any data is touched`(
        field: String, detail: String, code: String
    ) throws {
        try describe(by: field)
        let line = try fleet.line(of: field)
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "template.json:\(line) tasks[0].legs[0].fieldMappings[2]: \(detail)"),
            "\(run.output)")
        #expect(run.output.contains("[\(code)]"), "\(run.output)")
    }

    @Test func `that are not there are found in filters too`() throws {
        try fleet.change(
            "sourceFilter: \"statecode eq 0\"",
            to: "sourceFilter: \"statecode eq 0 and new_customerid.nummer eq 'A'\"")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "the source filter: account, behind 'new_customerid', has no field 'nummer'"),
            "\(run.output)")
        #expect(
            run.output.contains(
                "statecode eq 0 and new_customerid.nummer eq 'A'\n"
                    + String(repeating: " ", count: 19) + "^^^^^^^^^^^^^^^^^^^^^"),
            "\(run.output)")
    }

    @Test func `of a table that no template takes name those that would`() throws {
        try fleet.change(
            "organizations: [",
            to: "projects: { Night: { templates: [\"vehicles-to-fleet\"] } },\n  organizations: [",
            in: "p2c.json")
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        let run = try fleet.run()
        #expect(run.status == 1, "\(run.output)")
        #expect(
            run.output.contains("To do: Add \"Accounts (Sales to Fin and Ops)\" or "),
            "\(run.output)")
        #expect(
            run.output.contains(
                " to a project of USMF in p2c.json: p2c remembers no records of account, because no "
                    + "template that is on takes them. Then drop both files again; or add the record "
                    + "to references.csv\n"), "\(run.output)")
    }

    @Test func `count before an id of another record, which is told`() throws {
        let other = "c0a7b5d0-0000-4000-8000-000000000002"
        fleet.write(
            VehicleWorkspace.accounts + "\(other),ACC-2,Fabrikam\n",
            to: "inbox/USMF/accounts.csv")
        #expect(try fleet.run().status == 0)
        let account = VehicleWorkspace.account
        fleet.write(
            "new_plate,new_name,new_fuel,new_customerid,new_customerid.accountnumber,statecode\n"
                + "A-1,Van,Diesel,\(account),ACC-1,0\n"
                + "A-2,Van,Diesel,\(account),ACC-2,0\n"
                + "A-3,Van,Diesel,,ACC-2,0\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try fleet.run()
        #expect(run.status == 0, "\(run.output)")
        #expect(
            try fleet.delivered() == [
                "A-1,Van,DieselFuel,ACC-1,MAIN", "A-2,Van,DieselFuel,ACC-2,MAIN",
                "A-3,Van,DieselFuel,ACC-2,MAIN",
            ])
        #expect(
            run.output.contains(
                "it is \"ACC-2\", and \"\(account)\" in 'new_customerid' is \"ACC-1\""),
            "\(run.output)")
        #expect(run.output.components(separatedBy: "it is \"ACC").count == 2, "\(run.output)")
    }

    @Test func `that two rows read are complained of once`() throws {
        try describe(by: "new_customerid.accountnumber")
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: "Nobody"))
        let run = try fleet.run()
        #expect(run.output.components(separatedBy: "\"Nobody\" is").count == 2, "\(run.output)")
    }

    @Test func `are not found by a name, whatever other rows of the file say`() throws {
        try fleet.passAccount()
        fleet.dropVehicles(
            (plate: "A-1", customer: VehicleWorkspace.account), (plate: "A-2", customer: "Contoso"))
        let run = try fleet.run()
        #expect(run.status == 1)
        #expect(run.output.contains("2 read, 1 written, 1 set aside"), "\(run.output)")
        #expect(
            run.output.contains("record A-2: \"Contoso\" is no record of account"), "\(run.output)")
    }

    @Test func `that no row reads are told`() throws {
        try fleet.passAccount()
        fleet.write(
            "new_plate,new_name,new_fuel,new_customerid.number,statecode\nA-1,Van,Diesel,ACC-1,0\n",
            to: "inbox/USMF/vehicles.csv")
        let output = try fleet.run().output
        #expect(
            output.contains(
                "No row of the template reads new_customerid.number; the nearest is "
                    + "new_customerid.accountnumber"), "\(output)")
        #expect(
            output.contains("columns without a schema, not carried: new_customerid.number"),
            "\(output)")
    }

    @Test func `have keys in references.csv that their fields can have`() throws {
        try fleet.change(
            "organizations: [", to: "references: \"references.csv\", organizations: [",
            in: "p2c.json")
        fleet.write(
            "table,keyField,key,id,name\n"
                + "transactioncurrency,isocurrencycode,US Dollar,\(VehicleWorkspace.account),USD\n",
            to: "references.csv")
        let run = try fleet.run()
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "references.csv:2: The key can be no isocurrencycode of transactioncurrency: "),
            "\(run.errors)")
    }
}
