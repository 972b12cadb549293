import Foundation
import Support
import Testing

/// How p2c tells of files of a workspace that lie in the wrong place or have a wrong name.
@Suite struct `Files of a workspace` {
    private let fleet: VehicleWorkspace

    init() throws {
        fleet = try VehicleWorkspace()
    }

    @Test func `directly in templates are told at the start`() throws {
        let template = try #require(fleet.read(VehicleWorkspace.template))
        fleet.write(template, to: "templates/vehicles.json")
        let remark =
            "templates/vehicles.json lies in no folder of a template: it is not read. Make a folder "
            + "for it in templates/, and move it there as template.json\n"
        #expect(try fleet.run().errors == remark)
        let check = try fleet.check()
        #expect(check.status == 0)
        #expect(check.output.hasSuffix(remark), "\(check.output)")
    }

    @Test func `of one system in the folder of another are refused with their line`() throws {
        let name = "schemas/sales/new_vehicle.json"
        let line = try fleet.line(of: "\"p2c:environment\"", in: name)
        try fleet.change(
            "\"p2c:environment\": \"sales\"", to: "\"p2c:environment\": \"finops\"", in: name)
        let run = try fleet.check()
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "\(name):\(line): The file lies in sales/, and p2c:environment is \"finops\". Write "
                    + "\"sales\""), "\(run.errors)")
    }

    @Test func `over a schema are told where they name no field of it`() throws {
        fleet.write(
            "{ fields: [{ name: \"new_nmae\", constraints: { maxLength: 9 } }] }",
            to: "schemas/sales/new_vehicle.overlay.json")
        let remark = "new_vehicle.overlay.json:1: \"new_nmae\" is no field of the schema below"
        #expect(try fleet.run().errors.contains(remark))
        #expect(try fleet.check().output.contains(remark))
    }

    @Test func `with the values of a map are named where the letters differ`() throws {
        try fleet.change("file: \"fuels\"", to: "file: \"Fuels\"")
        let output = try fleet.faults()
        #expect(
            output.contains(
                "value-maps/Fuels.csv is not there. Write \"fuels\" for fuels.csv, which is there"),
            "\(output)")
    }

    @Test func `are told with what is wrong with the settings`() throws {
        try fleet.change("legalEntity: \"DEMF\"", to: "legalEntity: \"USMF\"", in: "p2c.json")
        let output = try fleet.check().output
        #expect(output.contains("value-maps/fuels.csv:"), "\(output)")
        #expect(output.contains("error p2c.json:"), "\(output)")
        #expect(output.contains("organizations[1].cdsOrganization: \"ORG002\""), "\(output)")
    }

    @Test(arguments: [
        (
            "sourceSchema: \"Vehicles\"", "sourceSchema: \"Vehicle s\"", "legs[0].sourceSchema",
            "there is no schema for Sales Vehicle s. Correct the name to \"Vehicles\", or add a schema"
        ),
        (
            "destinationSchema: \"Fleet vehicles\"", "destinationSchema: \"Fleet vehicle\"",
            "legs[1].destinationSchema",
            "there is no schema for Fin and Ops Fleet vehicle. Correct the name to \"Fleet vehicles\""
        ),
    ])
    func `of schemas that are not there are named in the line of the key`(
        part: String, other: String, key: String, words: String
    ) throws {
        let line = try fleet.line(of: part)
        try fleet.change(part, to: other)
        let output = try fleet.faults()
        #expect(output.contains("template.json:\(line) tasks[0].\(key): \(words)"), "\(output)")
    }

    @Test func `of schemas whose lookups lead to a misspelt table are told`() throws {
        let name = "schemas/sales/new_vehicle.json"
        try fleet.change("\"account\"", to: "\"acount\"", in: name)
        let line = try fleet.line(of: "\"acount\"", in: name)
        let run = try fleet.check("vehicles-to-fleet")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            run.output.contains(
                "\(name):\(line): the p2c:lookup of 'new_customerid' leads to acount, which no schema "
                    + "describes. If account is meant, correct it"), "\(run.output)")
        fleet.dropVehicles(("A-1", VehicleWorkspace.account))
        let night = try fleet.run()
        #expect(night.errors.contains("\(name):\(line): the p2c:lookup of"), "\(night.errors)")
    }
}
