import Testing

/// Integration keys of the Common Data Service, which has the records of all companies in one table.
@Suite struct `Keys without the company` {
    private let fleet: VehicleWorkspace
    private static let key = "integrationKey: [\"VehicleId\", \"Organization_OrganizationId\"]"

    init() throws {
        fleet = try VehicleWorkspace()
    }

    @Test func `are an error, with the line of the leg and what to write`() throws {
        try fleet.change(Self.key, to: "integrationKey: [\"VehicleId\"]")
        let line = try fleet.line(of: "{\n          sourceEnvironment: \"Sales\"")
        let check = try fleet.check("vehicles-to-fleet")
        #expect(check.status == 1)
        #expect(
            check.output.contains(
                "template.json:\(line) tasks[0].legs[0]: the key of CDS Vehicle is 'VehicleId', the "
                    + "same for records of two companies. List Organization_OrganizationId in "
                    + "integrationKey"), "\(check.output)")
        fleet.dropVehicles((plate: "A-1", customer: ""))
        let run = try fleet.run()
        #expect(run.status == 2)
        #expect(run.errors.contains("P2C-MAP-023"), "\(run.errors)")
    }

    @Test func `may have the company under a name of their own`() throws {
        try fleet.change(Self.key, to: "integrationKey: [\"VehicleId\", \"Company\"]")
        try fleet.change(
            "destinationField: \"Organization_OrganizationId\",",
            to: "destinationField: \"Company\",")
        try fleet.change("defaultValue: \"ORG001\"", to: "defaultValue: \"{legalEntity}\"")
        try fleet.change(
            "{ \"name\": \"Description\"",
            to: "{ \"name\": \"Company\", \"type\": \"string\" }, { \"name\": \"Description\"",
            in: "schemas/cds/Vehicle.json")
        let check = try fleet.check("vehicles-to-fleet")
        #expect(check.status == 0, "\(check.output)")
    }
}
