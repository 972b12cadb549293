import Foundation
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
        let output = try fleet.faults()
        #expect(
            output.contains("template.json:\(line) tasks[0].legs[0].sourceFilter: \(detail)"),
            "\(output)")
        #expect(output.contains("\(filter)\n\(marks)\n"), "\(output)")
    }

    @Test(arguments: [
        // A row, what takes its place, and what is told of it.
        (
            #"{ sourceField: "new_leased", destinationField: "IsLeased" }"#,
            #"{ sourceField: "new_leased", destinationField: "Mileage2" }"#,
            "'new_leased' is true or false, and 'Mileage2' is a whole number"
        ),
        (
            #"{ sourceField: "new_leased", destinationField: "IsLeased" }"#,
            #"{ sourceField: "new_price", destinationField: "IsLeased" }"#,
            "'new_price' is a decimal number, and 'IsLeased' is true or false"
        ),
        (
            #"{ sourceField: "new_fuel", destinationField: "Fuel" }"#,
            #"{ sourceField: "new_class", destinationField: "Grade" }"#,
            #"'new_class' has the values "1", "2", and 'Grade' has "A", "B", "C" and 1 more"#
        ),
        (
            #"{ sourceField: "new_fuel", destinationField: "Fuel" }"#,
            #"{ sourceField: "new_class", destinationField: "Fuel", valueTransforms: [{ "#
                + #"transformType: "ValueMap", valueMap: { "Gold": "x", "1": "y" } }] }"#,
            "the keys 'Gold' and '1' are one option of 'new_class' and have two values"
        ),
        (
            #"integrationKey: ["VehicleId", "Organization_OrganizationId"]"#,
            #"integrationKey: ["Organization_OrganizationId", "Description"]"#,
            nil
        ),
    ])
    func `are values that the other field can never take`(
        row: String, other: String, detail: String?
    ) throws {
        try fleet.change(
            #"{ "name": "new_inspected", "type": "date" },"#,
            to: #"{ "name": "new_inspected", "type": "date" }, { "name": "new_class", "#
                + #""type": "integer", "categories": [{ "value": 1, "label": "Gold" }, "#
                + #"{ "value": 2, "label": "Silver" }] },"#,
            in: "schemas/sales/new_vehicle.json")
        try fleet.change(
            #"{ "name": "InspectedOn", "type": "date" },"#,
            to:
                #"{ "name": "InspectedOn", "type": "date" }, { "name": "Mileage2", "type": "integer" }, "#
                + #"{ "name": "Grade", "type": "string", "categories": [{ "value": "A" }, { "value": "B" }, { "value": "C" }, { "value": "D" }] },"#,
            in: "schemas/cds/Vehicle.json")
        try fleet.change(row, to: other)
        guard let detail else {
            #expect(try fleet.check("vehicles-to-fleet").status == 0)
            return
        }
        let line = try fleet.line(of: other)
        let output = try fleet.faults()
        #expect(
            output.contains("template.json:\(line) ") && output.contains(detail), "\(output)")
    }

    @Test func `are keys that lack a field of the primary key`() throws {
        try fleet.change(
            #""primaryKey": ["VehicleId", "Organization_OrganizationId"]"#,
            to: #""primaryKey": ["VehicleId", "RegisteredOn", "Organization_OrganizationId"]"#,
            in: "schemas/cds/Vehicle.json")
        let line = try fleet.line(of: "integrationKey: [\"VehicleId\"")
        let output = try fleet.faults()
        #expect(
            output.contains(
                "template.json:\(line) tasks[0].legs[0].integrationKey: 'RegisteredOn' of the "
                    + "primaryKey of CDS Vehicle is not in the key: records that differ in it alone "
                    + "would be one. Add 'RegisteredOn' to integrationKey"), "\(output)")
    }

    @Test func `are keys that are the same for all records`() throws {
        try fleet.change(
            "integrationKey: [\"VehicleId\", \"Organization_OrganizationId\"]",
            to: "integrationKey: [\"Organization_OrganizationId\"]")
        let output = try fleet.faults()
        #expect(
            output.contains(
                "the key of CDS Vehicle is 'Organization_OrganizationId', the same for all records"),
            "\(output)")
    }

    @Test func `are keys by which the references of another entity find nothing`() throws {
        try fleet.change(
            "integrationKey: [\"AccountId\", \"Organization_OrganizationId\"]",
            to: "integrationKey: [\"OrganizationName\", \"Organization_OrganizationId\"]",
            in: "templates/accounts-sales-to-finops/template.json")
        let output = try fleet.faults()
        #expect(
            output.contains(
                "error The schema of CDS Vehicle refers to Account by AccountId, "
                    + "Organization_OrganizationId (\(fleet.root)/schemas/cds/Vehicle.json:10), and "
                    + "\"Accounts (Sales to Fin and Ops)\" finds its records by OrganizationName, "
                    + "Organization_OrganizationId (\(fleet.root)/templates/accounts-sales-to-finops/"
                    + "template.json:30): no reference would ever be found. Let foreignKeys of the schema name all fields of the key"
            ),
            "\(output)")
        #expect(try fleet.run().status == 2)
    }

    @Test func `are two keys for one entity of CDS`() throws {
        let text = try #require(fleet.read(VehicleWorkspace.template))
        fleet.write(
            text.replacing("name: \"Vehicles (Sales", with: "name: \"Cars (Sales")
                .replacing("\"VehicleId\", \"Org", with: "\"Description\", \"Org")
                .replacing("file: \"fuels\"", with: "valueMap: { Diesel: \"DieselFuel\" }"),
            to: "templates/cars/template.json")
        let output = try fleet.faults(of: "cars")
        let line = try fleet.line(of: "integrationKey")
        #expect(
            output.contains(
                "error \"Cars (Sales to Fin and Ops)\" finds the records of CDS Vehicle by "
                    + "Description, Organization_OrganizationId "
                    + "(\(fleet.root)/templates/cars/template.json:\(line)), "
                    + "\"Vehicles (Sales to Fin and Ops)\" by VehicleId, Organization_OrganizationId "
                    + "(\(fleet.root)/\(VehicleWorkspace.template):\(line)). Give the legs of both"),
            "\(output)")
    }

    @Test func `are those of a template beside those of its value maps`() throws {
        try fleet.change(
            ",Petrol,Gasoline", to: ",Petrol",
            in: "templates/vehicles-to-fleet/value-maps/fuels.csv")
        try fleet.change("destinationField: \"Depot\"", to: "destinationField: \"Depott\"")
        let output = try fleet.faults()
        let line = try fleet.line(of: "destinationField: \"Depott\"")
        #expect(output.contains("value-maps/fuels.csv:"), "\(output)")
        #expect(output.contains("template.json:\(line) "), "\(output)")
        #expect(output.contains("Depott"), "\(output)")
    }

    @Test func `are empty defaults of fields that the destination requires`() throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"\"")
        let output = try fleet.faults()
        let line = try fleet.line(of: "destinationField: \"Depot\"")
        #expect(
            output.contains(
                "template.json:\(line) tasks[0].legs[1].fieldMappings[8]: the Default of 'Depot' is "
                    + "empty, and FleetVehicleEntity requires the field. Write a defaultValue"),
            "\(output)")
    }

    @Test func `that may be meant so are told, and are no errors`() throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"{company}-MAIN\"")
        try fleet.change("sourceField: \"new_name\"", to: "sourceField: \"new_customerid\"")
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

    @Test func `are ids of Sales for the text of a code, which Truncate would not mend`() throws {
        try fleet.change(
            "{ sourceField: \"new_name\", destinationField: \"Description\" }",
            to: """
                { sourceField: "transactioncurrencyid", destinationField: "Description",
                  valueTransforms: [{ transformType: "Default", defaultValue: "USD" }] }
                """)
        try fleet.change(
            "{ \"name\": \"new_name\"",
            to: """
                { "name": "transactioncurrencyid", "type": "string",
                  "p2c:lookup": ["transactioncurrency"] },
                { "name": "new_name"
                """, in: "schemas/sales/new_vehicle.json")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(
            run.output.contains(
                "'transactioncurrencyid' is the id of a record of transactioncurrency in Sales. Write "
                    + "'transactioncurrencyid.FIELD' for a field of that record"), "\(run.output)")
        #expect(!run.output.contains("'transactioncurrencyid' may have"), "\(run.output)")
    }

    @Test func `stand under the template that has the row, and once`() throws {
        try fleet.change("new_customerid.accountnumber", to: "new_customerid")
        let output = try fleet.faults()
        #expect(
            output.hasPrefix("Vehicles (Sales to Fin and Ops): 1 error\n  error "), "\(output)")
        #expect(
            output.components(separatedBy: "'new_customerid' is the id of a record").count == 2,
            "\(output)")
    }

    private static let organization = """
        { destinationField: "Organization_OrganizationId",
                      valueTransforms: [{ transformType: "Default", defaultValue: "ORG001" }] }
        """

    @Test(arguments: [
        (
            organization,
            "{ sourceField: \"new_name\", destinationField: \"Organization_OrganizationId\" }",
            "'Organization_OrganizationId' is made of 'new_name', which is no organization. Fill it"
        ),
        (
            organization,
            "{ expression: \"'ORG001'\", destinationField: \"Organization_OrganizationId\" }",
            "'Organization_OrganizationId' is made of an expression, which is no organization"
        ),
        (
            "new_customerid.accountnumber", "new_customerid",
            "fills AccountId of CDS Account from 'accountnumber': no reference would ever be found. "
                + "Write 'new_customerid.accountnumber'"
        ),
        (
            "[\"VehicleNumber\"]", "[\"VehicleNumbr\"]",
            "integrationKey: the key is 'VehicleNumbr', and Fin and Ops Fleet vehicles has no field "
                + "'VehicleNumbr'. Correct integrationKey: the nearest is 'VehicleNumber', or"
        ),
        (
            "new_customerid.accountnumber", "new_customerid.Contact(fullname)",
            "Name one of these in the row; or correct p2c:lookup of 'new_customerid' in the schema "
                + "new_vehicle"
        ),
        (
            "\"new_name\"", "\"new_name.code\"",
            "'new_name' of Sales Vehicles is no lookup: nothing lies behind it. Write 'new_name' alone"
        ),
        ("statecode eq 0", "new_fuel eq Diesel", "Text stands in single quotes: 'Diesel'; or c"),
        ("statecode eq 0", "new_fule eq 'Diesel'", "Correct the name to 'new_fuel'; or bring the"),
        (
            "destinationField: \"Mileage\"",
            "destinationField: \"Mileage\", valueTransforms: [{ transformType: \"Truncate\" }]",
            "'Mileage' is a whole number, and Truncate cuts texts. Take the Truncate out"
        ),
    ])
    func `say what to do`(part: String, other: String, words: String) throws {
        try fleet.change(part, to: other)
        let output = try fleet.faults()
        #expect(output.contains(words), "\(output)")
    }

    @Test(arguments: [
        ("sourceField: \"CustomerAccount\"", "'CustomerAccount' is text"),
        ("expression: \"concat('A', CustomerAccount)\"", "the expression is text"),
        (
            "valueTransforms: [{ transformType: \"Default\", defaultValue: \"ACC-1\" }]",
            "\"ACC-1\" is none"
        ),
    ])
    func `are texts in the places of ids`(source: String, words: String) throws {
        let name = "templates/fleet-to-vehicles/template.json"
        let row = "{ sourceField: \"LastInspectionDate\""
        try fleet.change(
            row, to: "{ \(source), destinationField: \"new_customerid\" }, \(row)", in: name)
        let output = try fleet.faults(of: "fleet-to-vehicles")
        #expect(
            output.contains(
                "'new_customerid' takes the id of a record of account, and \(words). Write "
                    + "'new_customerid.accountnumber'"), "\(output)")
        try fleet.change(source, to: "expression: \"cast(CustomerAccount, Edm.Guid)\"", in: name)
        #expect(try fleet.check("fleet-to-vehicles").status == 0)
    }

    @Test(arguments: [
        (
            "case(Price ge 1000:round(Price mul 100 div 1000) div 100,true:1)", "Price divby 7",
            "the expression may make more decimals than the 2 that 'DailyRate' keeps"
        ),
        (
            "sourceField: \"new_mileage\"", "expression: \"round(new_price, 2)\"",
            "the expression may make more decimals than the 0 that 'Mileage' keeps"
        ),
        ("\"new_mileage\"", "\"new_name\"", "'new_name' is text and 'Mileage' is a number"),
        (
            "{ sourceField: \"new_plate\",", "{ expression: \"substring(new_plate, 0, 2)\",",
            "'VehicleId' belongs to the integration key, and its expression keeps a part of what it"
        ),
        (
            "\"new_mileage\"",
            "\"statecode\", valueTransforms: [{ transformType: \"ValueMap\", "
                + "valueMap: { On: \"1\", Off: \"0\" } }]",
            "no entry of the value map is an option of 'statecode': all records with a value are set"
        ),
        (
            "{ transformType: \"ValueMap\", file: \"fuels\" },", "",
            "'Fuel' is text and 'FuelType' has options: what is none of them is set aside. A ValueMap"
        ),
        ("\"new_mileage\"", "\"new_price\"", "'new_price' may have decimals and 'Mileage' is a wh"),
        (
            "{ sourceField: \"VehicleId\",",
            "{ sourceField: \"Description\", valueTransforms: [{ transformType: \"Truncate\" }],",
            "'VehicleNumber' belongs to the integration key, and Truncate cuts it"
        ),
    ])
    func `that only some records have are remarks`(
        part: String, other: String, words: String
    ) throws {
        #expect(try !fleet.check("vehicles-to-fleet").output.contains(words))
        try fleet.change(part, to: other)
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains(words), "\(run.output)")
    }

    @Test func `are remarks where p2c makes the ids of all records`() throws {
        let key = "\"p2c:alternateKeys\": [[\"new_plate\"]],"
        try fleet.change(key, to: "", in: "schemas/sales/new_vehicle.json")
        let output = try fleet.check("fleet-to-vehicles").output
        #expect(
            output.contains(
                "the ids of existing records of new_vehicle are found by p2c:alternateKeys of one field, "
                    + "which its schema lacks, and the integration key is 'new_plate': every record"
            ),
            "\(output)")
    }

    @Test func `are remarks where a task ends in CDS`() throws {
        let text = try #require(fleet.read(VehicleWorkspace.template))
        let second = try #require(text.range(of: "{\n          sourceEnvironment: \"CDS\""))
        fleet.write(text[..<second.lowerBound] + "] }] }", to: VehicleWorkspace.template)
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("the task ends in CDS: nothing reaches Sales"), "\(run.output)")
    }

    @Test func `are remarks where the file of a value map has no rows`() throws {
        fleet.write(
            "organization,key,value\n", to: "templates/vehicles-to-fleet/value-maps/fuels.csv")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("value-maps/fuels.csv has no rows"), "\(run.output)")
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
        let output = try fleet.faults()
        #expect(output.contains(words), "\(output)")
        #expect(output.contains("[P2C-MAP-019]"), "\(output)")
        #expect(!output.contains("The columns of a value map are"), "\(output)")
    }

    @Test func `are filters that no leg applies`() throws {
        try fleet.change(
            "sourceEnvironment: \"CDS\", sourceSchema: \"Vehicle\",",
            to:
                "sourceEnvironment: \"CDS\", sourceSchema: \"Vehicle\",\n  sourceFilter: \"Mileage gt 5\","
        )
        let line = try fleet.line(of: "sourceFilter: \"Mileage")
        let output = try fleet.faults()
        #expect(
            output.contains(
                "template.json:\(line) tasks[0].legs[1].sourceFilter: only the first leg of a task has a "
                    + "source filter. Put the condition into the sourceFilter of the first leg, by its "
                    + "fields [P2C-MAP-005]\n"), "\(output)")
    }

    @Test func `are an unmapped of null without quotes`() throws {
        try fleet.change("file: \"fuels\" }", to: "file: \"fuels\", unmapped: null }")
        let output = try fleet.faults()
        #expect(
            output.contains(
                "valueTransforms[0].unmapped: null without quotes says nothing. Write \"null\""),
            "\(output)")
    }

    @Test func `are none in a company's placeholder in other letters`() throws {
        try fleet.change(
            "{ sourceField: \"VehicleId\", destinationField: \"VehicleNumber\" },",
            to: "{ sourceField: \"VehicleId\", destinationField: \"VehicleNumber\" },"
                + "{ destinationField: \"dataAreaId\", valueTransforms: ["
                + "{ transformType: \"Default\", defaultValue: \"{LEGALENTITY}\" }] },")
        #expect(try !fleet.check("vehicles-to-fleet").output.contains("writes \"{LEGAL"))
    }

    @Test func `are told of rows behind CDS that read what nothing fills, and of other keys`()
        throws
    {
        try fleet.change(
            "{ sourceField: \"new_mileage\", destinationField: \"Mileage\" },", to: "")
        let line = try fleet.line(of: "{ sourceField: \"Mileage\"")
        let mileage = try fleet.check("vehicles-to-fleet").output
        #expect(
            mileage.contains(
                "line \(line): 'Odometer' is made of 'Mileage', which no template that is on fills in "
                    + "Vehicle. Fill it in the leg before, or take the row out\n"), "\(mileage)")
        try fleet.change(
            "integrationKey: [\"VehicleNumber\"]", to: "integrationKey: [\"VehicleName\"]")
        let key = try fleet.check("vehicles-to-fleet").output
        #expect(
            key.contains(
                "the integration key is 'VehicleName', and the primaryKey of FleetVehicleEntity is "
                    + "'VehicleNumber': records that share the former become one"), "\(key)")
    }

    @Test func `are told of fields that go both ways`() throws {
        try fleet.change(
            "{ sourceField: \"Mileage\", destinationField: \"Odometer\" },",
            to: "{ sourceField: \"Mileage\", destinationField: \"Odometer\" },\n"
                + "{ sourceField: \"InspectedOn\", destinationField: \"LastInspectionDate\" },")
        try fleet.change(
            "{ sourceField: \"new_mileage\", destinationField: \"Mileage\" },",
            to: "{ sourceField: \"new_mileage\", destinationField: \"Mileage\" },\n"
                + "{ sourceField: \"new_inspected\", destinationField: \"InspectedOn\" },")
        let line = try fleet.line(of: "{ sourceField: \"InspectedOn\"")
        let output = try fleet.check("vehicles-to-fleet").output
        #expect(
            output.contains(
                "line \(line): \"Inspections (Fin and Ops to Sales)\" carries this field back: what the "
                    + "destination changed is not sent again"), "\(output)")
        // The number is the key of both.
        #expect(output.components(separatedBy: "carries this field back").count == 2, "\(output)")
    }

    @Test func `are told of lookups to a table whose templates are off`() throws {
        try fleet.change(
            "  organizations: [",
            to: "  templates: { \"Accounts (Sales to Fin and Ops)\": false },\n  organizations: [",
            in: "p2c.json")
        let line = try fleet.line(of: "new_customerid.accountnumber")
        let output = try fleet.check("vehicles-to-fleet").output
        #expect(
            output.contains(
                "line \(line): 'new_customerid.accountnumber' finds no records that passed before, because no "
                    + "template that is on takes account. Switch \"Accounts (Sales to Fin and Ops)\""
            ),
            "\(output)")
    }

    @Test func `in a foreign key that leads to another entity than the lookup are told`() throws {
        try fleet.change(
            "\"resource\": \"Account\", \"fields\": [\"AccountId\"",
            to: "\"resource\": \"Contact\", \"fields\": [\"ContactId\"",
            in: "schemas/cds/Vehicle.json")
        let line = try fleet.line(of: "new_customerid.accountnumber")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(
            run.output.contains(
                "line \(line): 'new_customerid.accountnumber' leads to account, and the foreignKeys of Vehicle "
                    + "look for it in Contact, which is filled from contact: such records wait. Correct "
                    + "the reference in the schema Vehicle\n"), "\(run.output)")
    }

    @Test func `in the worklist name its eight columns`() throws {
        fleet.write("template,key,value\n", to: "unmapped-values.csv")
        let run = try fleet.run()
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "Write the first line as "
                    + "template,valueMap,organization,key,value,unmapped,records,firstSeenRun"),
            "\(run.errors)")
    }

    private static let worklist = "template,valueMap,organization,key,value\n"
    private static let vehicles = "Vehicles (Sales to Fin and Ops)"

    @Test(arguments: [
        ("Cars,fuels,,Gas,Petrol\n", "there is no template \"Cars\". The row is not used"),
        (
            "\(vehicles),fuel,,Gas,Petrol\n",
            "\"\(vehicles)\" has no value map \"fuel\"; it has \"fuels\". The row is not used"
        ),
        (
            "\(vehicles),fuels,USM,Gas,Petrol\n",
            "\"USM\" is none of the companies USMF, DEMF. The nearest is \"USMF\". The row is not used"
        ),
    ])
    func `in rows of the worklist are told as at the run`(row: String, words: String) throws {
        fleet.write(Self.worklist + row, to: "unmapped-values.csv")
        let sentence = "unmapped-values.csv:2: \(words)\n"
        let check = try fleet.check()
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.hasSuffix(sentence), "\(check.output)")
        #expect(try fleet.run().errors.contains(sentence))
    }

    @Test(arguments: [
        (
            "template,key,value\n",
            "1: the first line lacks the column \"valueMap\". Write the first line as "
                + "template,valueMap,organization,key,value,unmapped,records,firstSeenRun, parted by "
                + "commas, semicolons or tabs [P2C-MAP-019]"
        ),
        (
            "\(worklist)\(vehicles),fuels,,Gas,Petrol\n\(vehicles),fuels,,gas,Diesel\n",
            "3: the key \"gas\" is in line 2 already. Keep one of the two rows [P2C-MAP-020]"
        ),
    ])
    func `in the worklist that stop the run are errors`(file: String, words: String) throws {
        fleet.write(file, to: "unmapped-values.csv")
        let check = try fleet.check("vehicles-to-fleet")
        #expect(check.status == 1)
        let sentence = "\(fleet.root)/unmapped-values.csv:\(words)\n"
        #expect(check.output.hasSuffix("\nerror \(sentence)"), "\(check.output)")
        #expect(try fleet.run().errors == "p2c: \(sentence)")
    }

    /// Lets the description be what a file says of the state, and returns the row's line.
    private func mapStates() throws -> Int {
        let row = "{ sourceField: \"statecode\", destinationField: \"Description\""
        try fleet.change(
            "{ sourceField: \"new_name\", destinationField: \"Description\" }",
            to: "\(row), valueTransforms: [{ transformType: \"ValueMap\", file: \"states\" }] }")
        fleet.write("organization,key,value\n,Active,On\n", to: Self.states)
        return try fleet.line(of: row)
    }

    private static let states = "templates/vehicles-to-fleet/value-maps/states.csv"

    @Test func `in the worklist are two values of one option`() throws {
        _ = try mapStates()
        let rows = ["1,Off", "Inactive,Gone"].map { "\(Self.vehicles),states,USMF,\($0)\n" }
        fleet.write(Self.worklist + rows.joined(), to: "unmapped-values.csv")
        let sentence =
            "\(fleet.root)/unmapped-values.csv:3: the keys '1' and 'Inactive' are one option of "
            + "'statecode' and have two values. Keep one of the two; upper and lower case count as the "
            + "same [P2C-MAP-009]\n"
        #expect(try fleet.faults().hasSuffix("\nerror \(sentence)"))
        let run = try fleet.run()
        #expect(run.errors == "p2c: \(sentence)")
        #expect(run.status == 2)
    }

    @Test func `in the worklist are other values of an option that the map has`() throws {
        _ = try mapStates()
        fleet.write(
            "\(Self.worklist)\(Self.vehicles),states,,0,Off\n", to: "unmapped-values.csv")
        #expect(
            try fleet.check().output.contains(
                "unmapped-values.csv:2: the keys 'Active' and '0' are one option of 'statecode' and have "
                    + "two values. Leave one of the two\n"))
    }

    @Test func `are options that a value map lacks`() throws {
        let line = try mapStates()
        let check = try fleet.check("vehicles-to-fleet")
        #expect(
            check.output.contains(
                "line \(line): \"Inactive\" of 'statecode' is not in the value map: such records are set "
                    + "aside\n"), "\(check.output)")
        fleet.write("organization,key,value\n,0,On\n,1,Off\n", to: Self.states)
        #expect(try !fleet.check("vehicles-to-fleet").output.contains("not in the value map"))
        fleet.write("organization,key,value\n,Active,On\n", to: Self.states)
        fleet.write(
            "\(Self.worklist)\(Self.vehicles),states,,Inactive,Off\n", to: "unmapped-values.csv")
        #expect(try !fleet.check("vehicles-to-fleet").output.contains("not in the value map"))
    }

    @Test func `are expressions in the places of texts`() throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"concat(Fuel, 'X')\"")
        let line = try fleet.line(of: "destinationField: \"Depot\"")
        let check = try fleet.check("vehicles-to-fleet")
        #expect(check.status == 0)
        #expect(
            check.output.contains(
                "line \(line): the Default writes \"concat(Fuel, 'X')\" as it is. Write it as "
                    + "expression if it is to be computed\n"), "\(check.output)")
        try fleet.change("sourceField: \"Mileage\"", to: "sourceField: \"round(Mileage)\"")
        #expect(
            try fleet.faults().contains(
                "CDS Vehicle has no field 'round(Mileage)'. Write it as expression in the place of "
                    + "sourceField [P2C-MAP-014]"))
    }

    @Test func `are two tasks that take the same records to the same place`() throws {
        let file = "templates/fleet-to-vehicles/template.json"
        let text = try #require(fleet.read(file))
        let start = try #require(text.range(of: "    {\n      name: \"Inspections\""))
        let end = try #require(text.range(of: "  ],\n}", options: .backwards))
        let task = text[start.lowerBound..<end.lowerBound]
            .replacingOccurrences(of: "\"Inspections\"", with: "\"Again\"")
        fleet.write(text.replacingCharacters(in: end, with: task + "  ],\n}"), to: file)
        let remark = "the task \"Inspections\" takes these records to the same place: they are "
        let line = try fleet.line(of: "    {\n      name: \"Again\"", in: file)
        let check = try fleet.check("fleet-to-vehicles")
        #expect(
            check.output.contains(
                "line \(line): \(remark)delivered twice. Take one of the two out, or give both a "
                    + "sourceFilter\n"), "\(check.output)")
        let again = try #require(fleet.read(file)?.range(of: "name: \"Again\""))
        let other = try #require(fleet.read(file)).replacingOccurrences(
            of: "ne null", with: "eq null", range: again.upperBound..<fleet.read(file)!.endIndex)
        fleet.write(other, to: file)
        #expect(try !fleet.check().output.contains(remark))
    }

    @Test(arguments: [
        (
            "{ sourceField: \"new_name\",", "{ expression: \"tolower('new_name')\",",
            "'new_name' in quotes is a text, and 'new_name' is a field. Write it without quotes"
        ),
        (
            "sourceFilter: \"statecode eq 0\"", "sourceFilter: \"'statecode' eq '0'\"",
            "'statecode' in quotes is a text, and 'statecode' is a field. Write it without quotes"
        ),
        (
            "defaultValue: \"MAIN\"", "defaultValue: \"Description\"",
            "the Default writes \"Description\" as it is, and a field of the source has that name"
        ),
    ])
    func `are told of fields that are written as texts`(
        part: String, other: String, words: String
    ) throws {
        try fleet.change(part, to: other)
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.output.contains(words), "\(run.output)")
    }

    @Test func `are forms of numbers that p2c does not write`() throws {
        let name = "schemas/finops/FleetVehicleEntity.json"
        try fleet.change(
            "\"name\": \"DailyRate\",", to: "\"name\": \"DailyRate\", \"decimalChar\": \",\",",
            in: name)
        let output = try fleet.faults()
        #expect(
            output.contains(
                "'DailyRate' is written as 99.9, and its schema says that it has another form. Take "
                    + "decimalChar, groupChar and bareNumber of DailyRate out of the schema"),
            "\(output)")
    }

    @Test func `are told of own numbers where the number of another record belongs`() throws {
        try fleet.change(
            "sourceField: \"new_customerid.accountnumber\"", to: "sourceField: \"new_plate\"")
        let run = try fleet.check("vehicles-to-fleet")
        #expect(
            run.output.contains(
                "'new_plate' is the number of new_vehicle, and the foreignKeys of Vehicle look for it in "
                    + "Account, which is filled from account or contact: such records wait."),
            "\(run.output)")
    }
}
