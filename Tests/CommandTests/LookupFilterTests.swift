import Support
import Testing

/// Source filters and expressions that reach through lookups.
@Suite struct `Lookups in filters and expressions` {
    private let fleet: VehicleWorkspace
    private static let unknown = "c0a7b5d0-0000-4000-8000-000000000009"

    init() throws {
        fleet = try VehicleWorkspace()
    }

    private func filter(_ text: String) throws {
        try fleet.change("sourceFilter: \"statecode eq 0\"", to: "sourceFilter: \"\(text)\"")
    }

    @Test func `filters know records that passed in earlier runs`() throws {
        try filter("new_customerid.accountnumber eq 'ACC-1'")
        try fleet.passAccount()
        fleet.dropVehicles(
            (plate: "A-1", customer: VehicleWorkspace.account), (plate: "A-2", customer: ""))
        let run = try fleet.run()
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("2 read, 1 written, 0 set aside, 1 filtered"), "\(run.output)")
        #expect(try fleet.delivered() == ["A-1,Van,DieselFuel,ACC-1,MAIN"])
    }

    @Test func `a value that is no option of the filter's field is set aside`() throws {
        fleet.write(
            VehicleWorkspace.header
                + "A-1,Van,Diesel,,0\nA-2,Van,Diesel,,Open\nA-3,Van,Diesel,,1\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try fleet.run()
        #expect(run.status == 1)
        #expect(run.output.contains("3 read, 1 written, 1 set aside, 1 filtered"), "\(run.output)")
        #expect(run.output.contains("record A-2: \"Open\" is none of"), "\(run.output)")
    }

    @Test func `a record that the filter cannot judge yet waits for the account`() throws {
        try filter("new_customerid.accountnumber eq 'ACC-1'")
        fleet.dropVehicles(
            (plate: "A-1", customer: VehicleWorkspace.account),
            (plate: "A-2", customer: Self.unknown))
        let first = try fleet.run()
        #expect(first.status == 0, "\(first.output)")
        #expect(first.output.contains("2 records read, 2 waiting"), "\(first.output)")
        #expect(
            first.output.contains("it waits for account \"\(VehicleWorkspace.account)\""),
            "\(first.output)")
        try fleet.passAccount()
        #expect(try fleet.delivered() == ["A-1,Van,DieselFuel,ACC-1,MAIN"])
        let listed = try ProgramRun("waiting", "-w", fleet.root).output
        #expect(listed.contains(Self.unknown), "\(listed)")
    }

    @Test func `without waiting it is set aside`() throws {
        try filter("new_customerid.accountnumber eq 'ACC-1'")
        try fleet.change(
            "organizations: [", to: "waiting: { on: false }, organizations: [", in: "p2c.json")
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        let run = try fleet.run()
        #expect(run.status == 1)
        #expect(run.output.contains("P2C-MAP-102"), "\(run.output)")
    }

    @Test func `expressions know records that passed in earlier runs`() throws {
        try fleet.change(
            "{ sourceField: \"new_name\", destinationField: \"Description\" }",
            to: "{ expression: \"concat('Of ', new_customerid.accountnumber)\", "
                + "destinationField: \"Description\" }")
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        let run = try fleet.run()
        #expect(run.status == 0, "\(run.output)")
        #expect(try fleet.delivered() == ["A-1,Of ACC-1,DieselFuel,ACC-1,MAIN"])
    }

    @Test func `a traced record passes the filter as it did in the run`() throws {
        try filter("new_customerid.accountnumber eq 'ACC-1'")
        try fleet.passAccount()
        fleet.dropVehicles((plate: "A-1", customer: VehicleWorkspace.account))
        #expect(try fleet.run().status == 0)
        let trace = try ProgramRun("trace", "2", "A-1", "CustomerAccount", "-w", fleet.root)
        #expect(trace.status == 0, "\(trace.errors)")
        #expect(trace.output.contains("\"ACC-1\""), "\(trace.output)")
    }
}
