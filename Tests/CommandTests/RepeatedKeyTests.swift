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
        let line = try vehicles.line(of: "toupper(new_plate)")
        #expect(
            run.output.contains(
                "it fills the key (\(vehicles.root)/\(VehicleWorkspace.template):\(line)"),
            "\(run.output)")
    }

    /// Account 1 is one of two records with a number, or with an id.
    @Test(arguments: [
        // Two records have the number: of the second nothing is known.
        (["1,ACC-1", "2,ACC-1"], 1, 2, []),
        (["1,ACC-1", "2,ACC-1"], 1, 1, ["V-1,Van,DieselFuel,ACC-1,MAIN"]),
        // One record comes twice, as it is or with another number.
        (["1,ACC-1", "1,ACC-1"], 1, 1, ["V-1,Van,DieselFuel,ACC-1,MAIN"]),
        (["1,ACC-1", "1,ACC-9"], 1, 1, ["V-1,Van,DieselFuel,ACC-1,MAIN"]),
    ])
    func `that are set aside give their id no other's key`(
        accounts: [String], aside: Int, customer: Int, delivered: [String]
    ) throws {
        let vehicles = try VehicleWorkspace()
        func id(_ number: some StringProtocol) -> String {
            "c0a7b5d0-0000-4000-8000-00000000000\(number)"
        }
        let rows = accounts.map { id($0.prefix(1)) + $0.dropFirst() + ",Contoso" }
        vehicles.write(
            (["accountid,accountnumber,name"] + rows).joined(separator: "\n"),
            to: "inbox/USMF/accounts.csv")
        let first = try vehicles.run()
        #expect(first.output.contains("2 read, 1 written, \(aside) set aside"), "\(first.output)")
        vehicles.dropVehicles(("V-1", id("\(customer)")))
        let second = try vehicles.run()
        #expect(try vehicles.delivered() == delivered, "\(second.output)")
    }

    @Test func `with a space too many are told, as those of another record`() throws {
        let vehicles = try VehicleWorkspace()
        vehicles.write(
            "accountnumber,name\n C-1,a\nC-2\u{A0},b\n\tC-3,c\nC-4 ,d\nC 5,e\n",
            to: "inbox/USMF/accounts.csv")
        let run = try vehicles.run()
        #expect(run.output.contains("5 read, 5 written"), "\(run.output)")
        #expect(
            run.output.contains(
                "warning P2C-KEY-007: 3 × A key has a space too many (accountnumber)"))
        #expect(run.output.contains("\" C-1\" begins with a space"), "\(run.output)")
        #expect(run.output.contains("has a no-break space at one of its ends"), "\(run.output)")
        #expect(run.output.contains("has a tab at one of its ends"), "\(run.output)")
    }

    @Test func `that is blank at the destination are set aside`() throws {
        let vehicles = try VehicleWorkspace()
        try vehicles.change(
            "integrationKey: [\"VehicleNumber\"]", to: "integrationKey: [\"VehicleName\"]")
        let line = try vehicles.line(of: "integrationKey: [\"VehicleName\"]")
        vehicles.write(
            "new_plate,new_name,new_fuel,statecode\nA-1,,Diesel,0\nA-2,Van,Diesel,0\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try vehicles.run()
        #expect(run.output.contains("2 read, 1 written, 1 set aside"), "\(run.output)")
        #expect(
            run.output.contains(
                "record A-1: 'VehicleName', by which the destination would know it, is blank\n"),
            "\(run.output)")
        #expect(
            run.output.contains("vehicles-to-fleet/template.json:\(line))\n"), "\(run.output)")
    }

    @Test func `in two files of a package are delivered once`() throws {
        let vehicles = try VehicleWorkspace()
        for (name, rows) in [("1-vehicles.csv", "V-1,Van"), ("2-vehicles.csv", "V-2,Car\nv-1,Bus")]
        {
            let lines = rows.split(separator: "\n").map { "\($0),Diesel,,0\n" }.joined()
            vehicles.scratch.write(VehicleWorkspace.header + lines, to: name)
        }
        try vehicles.zip("1-vehicles.csv", "2-vehicles.csv", into: "inbox/USMF/both.zip")
        let run = try vehicles.run()
        #expect(run.status == 1)
        #expect(
            run.output.contains(
                "both.zip/2-vehicles.csv:3 (byte 71) record v-1: record 1 of both.zip/1-vehicles.csv "
                    + "has the same new_plate"), "\(run.output)")
        let package = vehicles.scratch.files(in: "fleet/outbox/finops/USMF").first {
            $0.hasSuffix(".zip")
        }
        let delivered = try ProgramRun(
            "cat", "--to", "jsonl", "\(vehicles.root)/outbox/finops/USMF/\(try #require(package))")
        #expect(delivered.output.split(separator: "\n").count == 2, "\(delivered.output)")
    }
}
