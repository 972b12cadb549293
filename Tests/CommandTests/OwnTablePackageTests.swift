import Foundation
import Support
import Testing

/// What a Configuration Migration package says of a table of one's own.
@Suite struct `Packages of one's own tables` {
    @Test func `tell types and values as the Configuration Migration tool does`() throws {
        let vehicles = try VehicleWorkspace()
        let schema = "schemas/sales/new_vehicle.json"
        try vehicles.change(
            #"{ "name": "new_fuel", "type": "string" }"#,
            to: #"{ "name": "new_fuel", "type": "string", "categories": ["#
                + #"{ "value": "Diesel", "label": "Diesel", "p2c:number": 100000000 }, "#
                + #"{ "value": "Petrol", "label": "Petrol", "p2c:number": 100000001 }] }"#,
            in: schema)
        try vehicles.change(
            #"{ "name": "new_price", "type": "number" }"#,
            to: #"{ "name": "new_price", "type": "number", "p2c:currency": "new_currency" }, "#
                + #"{ "name": "new_currency", "type": "string" }, "#
                + #"{ "name": "new_ratio", "type": "number" }"#,
            in: schema)
        let constants = [
            ("new_fuel", "Petrol"), ("new_leased", "Yes"), ("new_price", "12.5"),
            ("new_ratio", "0.25"), ("new_mileage", "70"),
        ].map { field, value in
            "{ destinationField: \"\(field)\", valueTransforms: [{ transformType: \"Default\", "
                + "defaultValue: \"\(value)\" }] },"
        }
        try vehicles.change(
            #"destinationField: "new_inspected" },"#,
            to: #"destinationField: "new_inspected" },"# + constants.joined(),
            in: "templates/fleet-to-vehicles/template.json")
        vehicles.write(
            "VEHICLENUMBER,VEHICLENAME,LASTINSPECTIONDATE\nB-CD 1234,Van,2026-11-20\n",
            to: "inbox/USMF/Fleet vehicles.csv")
        #expect(try vehicles.run().status == 0)

        let package = try #require(
            vehicles.scratch.files(in: "fleet/outbox/sales").first { $0.hasSuffix(".zip") })
        let path = "\(vehicles.root)/outbox/sales/\(package)"
        func entry(_ name: String) throws -> String {
            String(decoding: try #require(try zipEntry(name, of: path)), as: UTF8.self)
        }
        let declared = try entry("data_schema.xml")
        for (field, type) in [
            ("new_vehicleid", "guid"), ("new_plate", "string"), ("new_inspected", "datetime"),
            ("new_fuel", "optionsetvalue"), ("new_leased", "bool"), ("new_price", "money"),
            ("new_ratio", "decimal"), ("new_mileage", "number"),
        ] {
            #expect(declared.contains("name=\"\(field)\" type=\"\(type)\""), "\(field)")
        }
        let data = try entry("data.xml")
        for (field, value) in [
            ("new_plate", "B-CD 1234"), ("new_fuel", "100000001"), ("new_leased", "True"),
            ("new_price", "12.5"), ("new_mileage", "70"),
        ] {
            #expect(data.contains("<field name=\"\(field)\" value=\"\(value)\" />"), "\(field)")
        }
    }

    @Test(arguments: [
        (
            #""primaryKey": ["new_vehicleid"]"#, #""primaryKey": ["new_plate"]"#,
            "The template fills 'new_plate', which is the primaryKey of new_vehicle: that is the field of "
                + "the ids, which p2c gives. Name the id field as primaryKey"
        ),
        (
            #""primaryKey": ["new_vehicleid"],"#, "",
            "The schema of new_vehicle has no primaryKey, which names the id field. Add it in "
                + "schemas/sales/new_vehicle.json"
        ),
        (
            #"{ "name": "new_plate", "type": "string", "constraints": "#
                + #"{ "required": true, "maxLength": 12 } }"#,
            #"{ "name": "new_plate", "type": "string", "categories": [{ "value": "V-1" }] }"#,
            "The option \"V-1\" of 'new_plate' has no p2c:number, by which a package for Sales names it. "
                + "Add it in schemas/sales/new_vehicle.json"
        ),
    ])
    func `are not made where the schema lacks what they need, which the check tells before`(
        part: String, other: String, sentence: String
    ) throws {
        let vehicles = try VehicleWorkspace()
        try vehicles.change(part, to: other, in: "schemas/sales/new_vehicle.json")
        let check = try vehicles.check("fleet-to-vehicles")
        #expect(
            check.output.contains(
                "a Configuration Migration package cannot have these records. \(sentence)"),
            "\(check.output)")
        vehicles.write(
            "VEHICLENUMBER,LASTINSPECTIONDATE\nV-1,2026-11-20\n",
            to: "inbox/USMF/Fleet vehicles.csv")
        let run = try vehicles.run()
        #expect(run.status == 3, "\(run.output)")
        #expect(run.output.contains(sentence), "\(run.output)")
        #expect(vehicles.scratch.files(in: "fleet/outbox/sales").isEmpty)
    }

    @Test func `name tables by their logical names, and fields as the schema does`() throws {
        let vehicles = try VehicleWorkspace()
        let schema = "schemas/sales/new_vehicle.json"
        try vehicles.change(
            #""p2c:alternateKeys": [["new_plate"]]"#, to: #""p2c:alternateKeys": [["New_Plate"]]"#,
            in: schema)
        try vehicles.change(
            #""p2c:lookup": ["account"]"#, to: #""p2c:lookup": ["Accounts"]"#, in: schema)
        try vehicles.change(
            #"destinationField: "new_inspected" },"#,
            to: #"destinationField: "new_inspected" }, { sourceField: "CustomerAccount", "#
                + #"destinationField: "new_customerid.accountnumber" },"#,
            in: "templates/fleet-to-vehicles/template.json")
        try vehicles.passAccount()
        let id = "e0000000-0000-4000-8000-000000000001"
        vehicles.write(
            "new_vehicleid,new_plate,new_name,statecode\n\(id),V-1,Van,0\n",
            to: "inbox/USMF/vehicles.csv")
        #expect(try vehicles.run().status == 0)
        vehicles.write(
            "VEHICLENUMBER,LASTINSPECTIONDATE,CUSTOMERACCOUNT\nV-1,2026-11-20,ACC-1\n",
            to: "inbox/USMF/Fleet vehicles.csv")
        let run = try vehicles.run()
        #expect(run.status == 0, "\(run.output)")
        let package = try #require(
            vehicles.scratch.files(in: "fleet/outbox/sales").first { $0.hasSuffix(".zip") })
        let path = "\(vehicles.root)/outbox/sales/\(package)"
        let data = String(
            decoding: try #require(try zipEntry("data.xml", of: path)), as: UTF8.self)
        #expect(data.contains(#"<record id="\#(id)">"#), "\(data)")
        #expect(data.contains(#"lookupentity="account""#), "\(data)")
    }
}
