import Support
import Testing

/// Two records of a file with one key, of which one waits. The template makes the key, so that it is
/// not the source's.
@Suite struct `Records of one key` {
    @Test(arguments: [
        // The account of the first vehicle is not known yet.
        (["B-1,ACC-9", "b-1,ACC-1"], 1),
        // That of the second one.
        (["B-1,ACC-1", "b-1,ACC-9"], 0),
    ])
    func `are told also where one of them waits`(
        vehicles rows: [String], waiting: Int
    ) throws {
        let vehicles = try VehicleWorkspace()
        try vehicles.change(
            #"{ sourceField: "new_plate", destinationField: "VehicleId" }"#,
            to: #"{ expression: "toupper(new_plate)", destinationField: "VehicleId" }"#)
        try vehicles.passAccount()
        let lines =
            ["new_plate,new_customerid.accountnumber,new_name,new_fuel,statecode"]
            + rows.map { "\($0),Van,Diesel,0" }
        vehicles.write(lines.joined(separator: "\n"), to: "inbox/USMF/vehicles.csv")
        let run = try vehicles.run()
        #expect(run.status == 1)
        #expect(run.output.contains("2 read, \(1 - waiting) written, 1 set aside"), "\(run.output)")
        #expect(run.output.contains("P2C-KEY-001"), "\(run.output)")
    }
}
