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
}
