import Support
import Testing

/// Values that a template makes and no source has: Defaults, and what value maps give.
@Suite struct `Values that a template makes` {
    private let fleet: VehicleWorkspace
    private static let description =
        "{ sourceField: \"new_name\", destinationField: \"Description\" }"
    private static let date =
        "{ sourceField: \"new_firstregistered\", destinationField: \"RegisteredOn\" }"

    init() throws {
        fleet = try VehicleWorkspace()
    }

    private func errors() throws -> String {
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 1, "\(run.output)")
        return run.output
    }

    @Test func `are refused by a value map of their row, also without unmapped`() throws {
        try fleet.change(
            "{ transformType: \"ValueMap\", file: \"fuels\" },",
            to: "{ transformType: \"Default\", defaultValue: \"Steam\" }, "
                + "{ transformType: \"ValueMap\", file: \"fuels\" },")
        let output = try errors()
        #expect(
            output.contains("the default \"Steam\" of 'FuelType' is not in the value map"),
            "\(output)")
        #expect(output.contains("[P2C-MAP-012]"), "\(output)")
    }

    @Test func `may be known to the map only for one company`() throws {
        try fleet.change(
            "{ transformType: \"ValueMap\", file: \"fuels\" },",
            to: "{ transformType: \"Default\", defaultValue: \"Benzin\" }, "
                + "{ transformType: \"ValueMap\", file: \"fuels\" },")
        #expect(try fleet.check("vehicles-to-fleet").status == 0)
    }

    @Test func `are found when they are no date`() throws {
        let row =
            "{ destinationField: \"RegisteredOn\", valueTransforms: "
            + "[{ transformType: \"Default\", defaultValue: \"tomorrow\" }] }"
        try fleet.change(Self.date, to: row)
        let line = try fleet.line(of: row)
        let output = try errors()
        #expect(
            output.contains(
                "template.json:\(line) tasks[0].legs[0].fieldMappings[4]: the default gives "
                    + "'RegisteredOn' what it cannot take: \"tomorrow\" is not a date"), "\(output)"
        )
        #expect(output.contains("[P2C-MAP-024]"), "\(output)")
    }

    @Test func `are found when a blank source gets them`() throws {
        try fleet.change(
            Self.date,
            to: Self.date.dropLast(2)
                + ", valueTransforms: [{ transformType: \"Default\", defaultValue: \"soon\" }] }")
        #expect(try errors().contains("\"soon\" is not a date"))
    }

    @Test func `are found when a value map gives no option, or too long a text`() throws {
        try fleet.change(
            ",Diesel,DieselFuel", to: ",Diesel,Diesl\nDEMF,Dampf,Steam",
            in: "templates/vehicles-to-fleet/value-maps/fuels.csv")
        let output = try errors()
        let file = "value-maps/fuels.csv"
        #expect(
            output.contains("\(file):3: the value map fuels for \"Dampf\" of DEMF gives"),
            "\(output)")
        #expect(
            output.contains(
                "\(file):2: the value map fuels for \"Diesel\" gives 'FuelType' what it cannot take: \"Diesl\""
            ),
            "\(output)")
        let run = try fleet.run()
        #expect(run.status == 2)
        #expect(run.errors.contains("P2C-MAP-024"), "\(run.errors)")
    }

    @Test(arguments: [
        ("Price divby 7", ", as with round(…, 2)\n"),
        ("concat(Description, '1')", ", or the values that it is made of"),
    ])
    func `are told as the expression's`(expression: String, remedy: String) throws {
        try fleet.change(
            "case(Price ge 1000:round(Price mul 100 div 1000) div 100,true:1)", to: expression)
        fleet.write(
            "new_plate,new_name,new_price,statecode\nA-1,Van,100,0\n", to: "inbox/USMF/vehicles.csv"
        )
        let line = try fleet.line(of: "{ expression: \"\(expression)")
        let run = try fleet.run()
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("made by the expression of DailyRate"), "\(run.output)")
        #expect(
            run.output.contains("vehicles-to-fleet/template.json:\(line))\(remedy)"),
            "\(run.output)")
    }

    @Test func `are told as the template's when they were filled in and do not fit`() throws {
        fleet.write(
            "template,valueMap,organization,key,value\n"
                + "Vehicles (Sales to Fin and Ops),fuels,,Muscle,Musle\n",
            to: "unmapped-values.csv")
        fleet.write(
            "new_plate,new_name,new_fuel,statecode\nA-1,Bike,Muscle,0\n",
            to: "inbox/USMF/vehicles.csv")
        let line = try fleet.line(of: "{ sourceField: \"Fuel\", destinationField: \"FuelType\"")
        let run = try fleet.run()
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("made by the value map of FuelType"), "\(run.output)")
        #expect(
            run.output.contains(
                "vehicles-to-fleet/template.json:\(line)), the file of its value map"),
            "\(run.output)")
        #expect(!run.output.contains("Use one of the allowed values"), "\(run.output)")
    }

    @Test func `are told as the template's when Sales has no record of that key`() throws {
        fleet.write(
            "template,valueMap,organization,key,value\n"
                + "Products (Fin and Ops to Sales),Product.DefaultSellingQuantity_UOM,,bx,Box\n",
            to: "unmapped-values.csv")
        fleet.write(
            "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL\nD-1,Speaker,Item,bx\n",
            to: "inbox/USMF/Sellable released products.csv")
        let run = try fleet.run()
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(
            run.output.contains(
                "record D-1: \"Box\" is no record of uom in the references, made by the value map of "
                    + "DefaultSellingQuantity_UOM\n"), "\(run.output)")
        #expect(
            run.output.contains(
                "To do: Add the record to references.csv. Or correct the row of the template ("),
            "\(run.output)")
        #expect(
            run.output.contains("or what was filled in in unmapped-values.csv\n"), "\(run.output)")
    }

    @Test func `are told with the row that passes them on, where that is another one`() throws {
        try fleet.change(
            "{ sourceField: \"new_fuel\", destinationField: \"Fuel\"",
            to: "{ sourceField: \"new_fuel\", destinationField: \"Fuel\", valueTransforms: ["
                + "{ transformType: \"ValueMap\", valueMap: { Muscle: \"Wood\" } }]")
        let text = try #require(fleet.read(VehicleWorkspace.template))
        let start = try #require(text.range(of: "{ sourceField: \"Fuel\"")).lowerBound
        let map = try #require(text[start...].range(of: "valueTransforms:"))
        let end = try #require(text[map.lowerBound...].range(of: "]")).upperBound
        fleet.write(
            text.replacingCharacters(in: map.lowerBound..<end, with: "note: \"none\""),
            to: VehicleWorkspace.template)
        fleet.write(
            "new_plate,new_name,new_fuel,statecode\nA-1,Bike,Muscle,0\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try fleet.run()
        let made = try fleet.line(of: "{ sourceField: \"new_fuel\"")
        let passed = try fleet.line(of: "{ sourceField: \"Fuel\"")
        #expect(
            run.output.contains("vehicles-to-fleet/template.json:\(made)), the"), "\(run.output)")
        #expect(
            run.output.contains("template.json:\(passed)) turn it, as by a ValueMap"),
            "\(run.output)")
    }

    @Test(arguments: [(false, "\"Van\""), (true, "\"Xxx\" (masked, 3 characters)")])
    func `are blanks for which a value map does not know the value`(
        isPersonal: Bool, shown: String
    ) throws {
        if isPersonal {
            try fleet.change(
                "{ \"name\": \"new_name\",",
                to: "{ \"name\": \"new_name\", \"p2c:personal\": true,",
                in: "schemas/sales/new_vehicle.json")
        }
        try fleet.change(
            "{ destinationField: \"Depot\",\n"
                + "              valueTransforms: [{ transformType: \"Default\", defaultValue: \"MAIN\" }] }",
            to: "{ sourceField: \"Description\", destinationField: \"Depot\", valueTransforms: "
                + "[{ transformType: \"ValueMap\", valueMap: { Car: \"MAIN\" }, unmapped: \"null\" }] }"
        )
        try fleet.passAccount()
        fleet.dropVehicles(("V-1", VehicleWorkspace.account))
        let line = try fleet.line(of: "{ sourceField: \"Description\", destinationField: \"Depot\"")
        let run = try fleet.run()
        #expect(
            run.output.contains(
                "Depot is blank, and the schema requires it; the value map of Depot emptied \(shown), "
                    + "which it does not know\n"), "\(run.output)")
        #expect(
            run.output.contains(
                "To do: Add the value to the map (\(fleet.root)/\(VehicleWorkspace.template):\(line)), "
                    + "fill in its row of unmapped-values.csv, or correct it in the source\n"),
            "\(run.output)")
    }

    @Test func `are missing where a row copies what is no option, and the row is named`() throws {
        try fleet.change("{ transformType: \"ValueMap\", file: \"fuels\" },", to: "")
        let line = try fleet.line(of: "{ sourceField: \"Fuel\", destinationField: \"FuelType\"")
        fleet.write(
            VehicleWorkspace.header + "A-1,Van,Diesel,,0\n", to: "inbox/USMF/vehicles.csv")
        let output = try fleet.run().output
        #expect(
            output.contains(
                "To do: Correct it in the source; or have the row of the template "
                    + "(\(fleet.root)/\(VehicleWorkspace.template):\(line)) turn it, as by a ValueMap"
            ),
            "\(output)")
    }

    /// Gives the first leg a value map for the fuel, so that the map of the second leg gets what it
    /// makes, and drops a vehicle.
    private func mapFuelTwice() throws -> (first: Int, second: Int) {
        try fleet.change(
            "{ sourceField: \"new_fuel\", destinationField: \"Fuel\"",
            to: "{ sourceField: \"new_fuel\", destinationField: \"Fuel\", valueTransforms: ["
                + "{ transformType: \"ValueMap\", valueMap: { Muscle: \"Wood\", Sun: \"electricity\", "
                + "Gas: \"Benzin\" } }]")
        fleet.write(
            "new_plate,new_name,new_fuel,statecode\nA-1,Bike,Muscle,0\n",
            to: "inbox/USMF/vehicles.csv")
        return (
            try fleet.line(of: "{ sourceField: \"new_fuel\""),
            try fleet.line(of: "{ sourceField: \"Fuel\", destinationField: \"FuelType\"")
        )
    }

    @Test func `are told before a run where the next leg's value map lacks them`() throws {
        let line = try mapFuelTwice()
        let output = try fleet.check("vehicles-to-fleet").output
        #expect(
            output.contains(
                "line \(line.first): the value map for \"Muscle\" makes \"Wood\", which is not in the "
                    + "value map for 'FuelType' (\(fleet.root)/\(VehicleWorkspace.template):\(line.second)): "
                    + "such records are set aside. Correct it, or add it there\n"), "\(output)")
        #expect(!output.contains("makes \"electricity\""), "\(output)")
        // One company's map has it.
        #expect(!output.contains("makes \"Benzin\""), "\(output)")
    }

    @Test func `are told as the template's where the next leg's value map lacks them`() throws {
        let line = try mapFuelTwice()
        let output = try fleet.run().output
        #expect(
            output.contains(
                "\"Wood\" is not in the value map for FuelType, which knows \"Diesel\", \"Petrol\", "
                    + "\"Electricity\"; the value map of Fuel made it\n"), "\(output)")
        #expect(
            output.contains(
                "To do: Add the value to the map in the template. Or correct the row of the template "
                    + "(\(fleet.root)/\(VehicleWorkspace.template):\(line.first)), the file of its value "
                    + "map, or what was filled in in unmapped-values.csv\n"), "\(output)")
    }

    @Test func `may be made by a project, which is named`() throws {
        try fleet.change(
            "organizations: [",
            to: """
                projects: { Cars: { templates: ["vehicles-to-fleet"],
                  valueMaps: { "vehicles-to-fleet": { Description: { Van: "Coal" } } } } },
                organizations: [
                """, in: "p2c.json")
        try fleet.change("{ sourceField: \"Fuel\",", to: "{ sourceField: \"Description\",")
        try fleet.change("{ transformType: \"ValueMap\", file: \"fuels\" },", to: "")
        fleet.write(
            VehicleWorkspace.header + "A-1,Car,Diesel,,0\nA-2,Van,Diesel,,0\n",
            to: "inbox/USMF/vehicles.csv")
        let output = try fleet.run().output
        #expect(output.contains("what the project changes of it in p2c.json"), "\(output)")
    }

    @Test func `are missing where a row copies what is too long, and the row is named`() throws {
        try fleet.change(
            "destinationField: \"VehicleName\",\n              valueTransforms: [{ transformType: \"Truncate\" }] },",
            to: "destinationField: \"VehicleName\" },")
        let line = try fleet.line(of: "destinationField: \"VehicleName\"")
        fleet.write(
            VehicleWorkspace.header + "A-1,\(String(repeating: "Van ", count: 12)),Diesel,,0\n",
            to: "inbox/USMF/vehicles.csv")
        let output = try fleet.run().output
        #expect(output.contains("1 set aside"), "\(output)")
        #expect(
            output.contains(
                "(\(fleet.root)/\(VehicleWorkspace.template):\(line)) turn it, as by a Truncate"),
            "\(output)")
    }
}
