import Support
import Testing

/// How `p2c template check` tells what is wrong with several templates, and where.
@Suite struct `Faults of templates` {
    private let fleet: VehicleWorkspace

    init() throws {
        fleet = try VehicleWorkspace()
    }

    @Test func `are told of all templates at once`() throws {
        fleet.write("{ name: \"A\",\n tasks: [ }", to: "templates/a/template.json")
        fleet.write("{ nam: \"B\", tasks: [] }", to: "templates/b/template.json")
        try fleet.change("\"new_name\"", to: "\"new_nam\"")
        let run = try fleet.check()
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.contains("a: 1 error\n"), "\(run.output)")
        #expect(run.output.contains("templates/a/template.json:2:11: "), "\(run.output)")
        #expect(run.output.contains("b: 1 error\n"), "\(run.output)")
        #expect(run.output.contains("has no field 'new_nam'"), "\(run.output)")
        #expect(try fleet.check("fleet-to-vehicles").status == 0)
        #expect(try fleet.check("a").status == 1)
    }

    @Test func `are two that take the same records to the same place`() throws {
        let text = try #require(fleet.read(VehicleWorkspace.template))
        fleet.write(
            text.replacing("name: \"Vehicles (Sales", with: "name: \"Cars (Sales")
                .replacing("file: \"fuels\"", with: "valueMap: { Diesel: \"DieselFuel\" }"),
            to: "templates/cars/template.json")
        let run = try fleet.check()
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "error \"Cars (Sales to Fin and Ops)\" and \"Vehicles (Sales to Fin and Ops)\" are "
                    + "both on and both take Sales Vehicle to Fin and Ops Fleet vehicles"),
            "\(run.output)")
    }

    @Test(arguments: [
        ("new_mileage eq 'many'", "the other side is a whole number", "               ^^^^^^"),
        ("statecode eq 'Gone'", "there is no option 'Gone'", "             ^^^^^^"),
        ("nothing eq 1", "the source filter names 'nothing'", "^^^^^^^"),
        ("new_name", "a filter wants true or false; this is text", "^^^^^^^^"),
    ])
    func `in filters name the filter's line and underline the part`(
        filter: String, detail: String, marks: String
    ) throws {
        try fleet.change("sourceFilter: \"statecode eq 0\"", to: "sourceFilter: \"\(filter)\"")
        let line = try fleet.line(of: "sourceFilter:")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        #expect(
            run.output.contains("template.json:\(line) tasks[0].legs[0].sourceFilter: \(detail)"),
            "\(run.output)")
        #expect(run.output.contains("\(filter)\n\(marks)\n"), "\(run.output)")
    }

    @Test func `are keys that are the same for all records`() throws {
        try fleet.change(
            "integrationKey: [\"VehicleId\", \"Organization_OrganizationId\"]",
            to: "integrationKey: [\"Organization_OrganizationId\"]")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "the key of CDS Vehicle is 'Organization_OrganizationId', the same for all records"),
            "\(run.output)")
    }

    @Test func `are keys by which the references of another entity find nothing`() throws {
        try fleet.change(
            "integrationKey: [\"AccountId\", \"Organization_OrganizationId\"]",
            to: "integrationKey: [\"OrganizationName\", \"Organization_OrganizationId\"]",
            in: "templates/accounts-sales-to-finops/template.json")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "error The schema of CDS Vehicle refers to Account by AccountId, "
                    + "Organization_OrganizationId, and \"Accounts (Sales to Fin and Ops)\" finds its "
                    + "records by OrganizationName, Organization_OrganizationId: no reference would "
                    + "ever be found. Let foreignKeys of the schema name all fields of the key"),
            "\(run.output)")
        #expect(try fleet.run().status == 2)
    }

    @Test func `are two keys for one entity of CDS`() throws {
        let text = try #require(fleet.read(VehicleWorkspace.template))
        fleet.write(
            text.replacing("name: \"Vehicles (Sales", with: "name: \"Cars (Sales")
                .replacing("\"VehicleId\", \"Org", with: "\"Description\", \"Org")
                .replacing("file: \"fuels\"", with: "valueMap: { Diesel: \"DieselFuel\" }"),
            to: "templates/cars/template.json")
        let run = try fleet.check("cars")
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "error \"Cars (Sales to Fin and Ops)\" finds the records of CDS Vehicle by "
                    + "Description, Organization_OrganizationId, \"Vehicles (Sales to Fin and Ops)\" "
                    + "by VehicleId, Organization_OrganizationId. Give the legs of both"),
            "\(run.output)")
    }

    @Test func `are empty defaults of fields that the destination requires`() throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"\"")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        let line = try fleet.line(of: "destinationField: \"Depot\"")
        #expect(
            run.output.contains(
                "template.json:\(line) tasks[0].legs[1].fieldMappings[8]: the Default of 'Depot' is "
                    + "empty, and FleetVehicleEntity requires the field. Write a defaultValue"),
            "\(run.output)")
    }

    @Test func `that may be meant so are told, and are no errors`() throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"{company}-MAIN\"")
        try fleet.change("new_customerid.accountnumber", to: "new_customerid")
        try fleet.change("year(RegisteredOn)", to: "concat(VehicleId,'1')")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 0, "\(run.output)")
        #expect(
            run.output.contains("'new_customerid' is the id of a record of account in Sales."),
            "\(run.output)")
        #expect(
            run.output.contains(
                "the Default writes \"{company}\" as it is: only {legalEntity} stands for something"
            ),
            "\(run.output)")
        #expect(
            run.output.contains("the expression makes text and 'RegistrationYear' is a number"),
            "\(run.output)")
    }

    @Test func `are names of value-map files with their ending`() throws {
        try fleet.change("file: \"fuels\"", to: "file: \"fuels.csv\"")
        #expect(try fleet.check("vehicles-to-fleet").output.contains("Write \"fuels\""))
    }

    @Test func `in value-map files name the key`() throws {
        let file = "templates/vehicles-to-fleet/value-maps/fuels.csv"
        try fleet.change(",Petrol,Gasoline", to: ",Petrol,Gas", in: file)
        let run = try fleet.check("vehicles-to-fleet")
        #expect(
            run.output.contains(
                "the value map fuels for \"Petrol\" gives 'FuelType' what it cannot"),
            "\(run.output)")
    }

    @Test(arguments: [
        ("organization,key\n,a\n", "Write the first line as organization,key,value"),
        (",key,value\n,a,b\n", "as organization,key,value, parted by commas, semicolons or tabs"),
        ("organization|key|value\n|a|b\n", "parted by commas, semicolons or tabs"),
        ("organization,key,value\n,a\n", "value-maps/fuels.csv:2"),
        ("organization,key,value\n,a,\n", "Write the value, or take the line out"),
    ])
    func `in value maps say what to do about them`(map: String, words: String) throws {
        fleet.write(map, to: "templates/vehicles-to-fleet/value-maps/fuels.csv")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1)
        #expect(run.output.contains(words), "\(run.output)")
        #expect(run.output.contains("[P2C-MAP-019]"), "\(run.output)")
        #expect(!run.output.contains("The columns of a value map are"), "\(run.output)")
    }

    @Test func `in the worklist name its seven columns`() throws {
        fleet.write("template,key,value\n", to: "unmapped-values.csv")
        let run = try fleet.run()
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "Write the first line as "
                    + "template,valueMap,organization,key,value,records,firstSeenRun"),
            "\(run.errors)")
    }
}
