import Testing

/// The company's name in values and folders, with the program as people start it.
@Suite struct `The company of a folder` {
    private let fleet: VehicleWorkspace

    init() throws {
        fleet = try VehicleWorkspace()
    }

    @Test(arguments: ["{legalEntity}", "{LegalEntity}"])
    func `stands wherever a default names it`(placeholder: String) throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"M-\(placeholder)\"")
        try fleet.change(
            "{ transformType: \"Truncate\" }",
            to: "{ transformType: \"Default\", defaultValue: \"\(placeholder)\" }")
        fleet.write(
            VehicleWorkspace.header + "A-1,,Diesel,,0\n", to: "inbox/DEMF/vehicles.csv")
        #expect(try fleet.run().status == 0)
        let row = try #require(try fleet.delivered(in: "DEMF").first)
        #expect(row.contains("M-DEMF"), "\(row)")
        #expect(row.contains(",DEMF,"), "\(row)")
    }

    @Test func `is written as in the settings, whatever the folder's letters`() throws {
        try fleet.change("defaultValue: \"MAIN\"", to: "defaultValue: \"{legalEntity}\"")
        fleet.dropVehicles((plate: "A-1", customer: ""), in: "usmf")
        let run = try fleet.run()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try fleet.delivered().first?.contains("USMF") == true)
        #expect(fleet.scratch.files(in: "fleet/archive") == ["USMF/run1-vehicles.csv"])
    }

    @Test func `takes no record of another one, whatever the filter says`() throws {
        fleet.write(
            "new_plate,new_name,new_fuel,statecode,owningbusinessunit\n"
                + "A-1,Van,Diesel,0,Contoso DE\nA-2,Van,Diesel,0,Contoso US\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try fleet.run()
        #expect(run.status == 1)
        #expect(
            run.output.contains("2 read, 1 written, 1 set aside, 0 filtered"), "\(run.output)")
        #expect(run.output.contains("P2C-RUN-007"))
    }
}
