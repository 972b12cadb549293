import Foundation
import Support
import Testing

/// The story of examples/own-entities: entities that the solution does not know, with schemas and
/// templates of a user and the program as it is.
@Suite struct `Entities of one's own` {
    private let scratch = ScratchFolder()
    private let story = projectFolder + "/examples/own-entities"
    private let root: String

    init() throws {
        root = scratch.path + "/fleet"
        #expect(try ProgramRun("init", root).status == 0)
        for folder in ["schemas/sales", "schemas/cds", "schemas/finops", "templates"] {
            try copy(folder)
        }
        try FileManager.default.removeItem(atPath: root + "/p2c.json")
        try FileManager.default.copyItem(
            atPath: story + "/p2c.json", toPath: root + "/p2c.json")
    }

    /// Copies what lies in a folder of the story into the workspace's.
    private func copy(_ folder: String) throws {
        let target = "\(root)/\(folder)"
        try FileManager.default.createDirectory(
            atPath: target, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(story)/\(folder)") {
            try FileManager.default.copyItem(
                atPath: "\(story)/\(folder)/\(name)", toPath: "\(target)/\(name)")
        }
    }

    /// Runs the night. Returns its counts, run by run, the earliest first.
    private func run(night: Int, runs: Int) throws -> [String] {
        for company in ["USMF", "DEMF"]
        where FileManager.default.fileExists(atPath: "\(story)/night-\(night)/\(company)") {
            try scratch.drop("\(story)/night-\(night)/\(company)", into: "fleet/inbox/\(company)")
        }
        #expect(try ProgramRun("run", "-w", root).status < 2)
        let history = try ProgramRun("history", "-w", root, "--last", "\(runs)").output
        return history.split(separator: "\n").dropFirst().reversed().map { line in
            line.split(separator: " ").dropFirst(2).joined(separator: " ")
        }
    }

    /// What is expected of the night lies in outbox/, and nothing else.
    private func compareDeliveries(night: Int, before: Set<String>) throws -> Set<String> {
        let packages = Set(scratch.files(in: "fleet/outbox").filter { $0.hasSuffix(".zip") })
        var expected = try FileManager.default.contentsOfDirectory(atPath: story + "/expected")
            .filter { $0.hasPrefix("night-\(night)-") }
        for package in packages.subtracting(before) where !package.contains("accounts-") {
            let parts = package.split(separator: "/")
            let template = parts[3].dropLast(".zip".count)
            let name = "night-\(night)-\(parts[1])-\(template).csv"
            let wanted = try String(contentsOfFile: "\(story)/expected/\(name)", encoding: .utf8)
            let found = try ProgramRun("cat", "\(root)/outbox/\(package)").output
            #expect(found.replacingOccurrences(of: "\r\n", with: "\n") == wanted, "\(name)")
            expected.removeAll { $0 == name }
        }
        #expect(expected == [])
        return packages
    }

    @Test func `travel as the story says`() throws {
        #expect(
            try run(night: 1, runs: 1) == ["warning 5 2 1 1 0 1 USMF/vehicles.csv"])
        let packages = try compareDeliveries(night: 1, before: [])

        let worklist = try #require(scratch.read("fleet/unmapped-values.csv"))
        #expect(worklist.contains("fuels,USMF,Muscle,,error,1,1"))
        scratch.write(
            worklist.replacingOccurrences(of: "Muscle,,", with: "Muscle,Electric,"),
            to: "fleet/unmapped-values.csv")
        #expect(
            try run(night: 2, runs: 5) == [
                "completed 1 1 0 0 0 0 DEMF/vehicles.csv",
                "completed 1 1 0 0 0 0 USMF/1-accounts.csv",
                "completed 2 1 0 1 0 0 USMF/Fleet vehicles.csv",
                "completed 4 3 0 0 1 0 USMF/vehicles.csv",
                "completed 1 0 0 1 0 0 USMF/vehicles.csv",
            ])
        _ = try compareDeliveries(night: 2, before: packages)
    }

    @Test func `wait for no account that has passed, in whichever order a schema names its key`()
        throws
    {
        let fleet = try VehicleWorkspace()
        try fleet.change(
            """
            "fields": ["Account_AccountId", "Organization_OrganizationId"],
                  "reference": { "resource": "Account", "fields": ["AccountId", "Organization_OrganizationId"] }
            """,
            to: """
                "fields": ["Organization_OrganizationId", "Account_AccountId"],
                  "reference": { "resource": "Account", "fields": ["Organization_OrganizationId", "AccountId"] }
                """, in: "schemas/cds/Vehicle.json")
        try fleet.passAccount()
        let other = "c0a7b5d0-0000-4000-8000-000000000002"
        fleet.dropVehicles(("V-1", VehicleWorkspace.account), ("V-2", ""), ("V-3", other))
        let run = try fleet.run()
        #expect(run.output.contains("3 read, 2 written"), "\(run.output)")
        #expect(run.output.contains("record V-3: it waits for"), "\(run.output)")
    }

    @Test func `of one name in both systems are told apart by their columns`() throws {
        let fleet = try VehicleWorkspace()
        try fleet.change(
            "\"title\": \"Fleet vehicles\"", to: "\"title\": \"Vehicles\"",
            in: "schemas/finops/FleetVehicleEntity.json")
        for name in ["vehicles-to-fleet", "fleet-to-vehicles"] {
            try fleet.change(
                "\"Fleet vehicles\"", to: "\"Vehicles\"", in: "templates/\(name)/template.json")
        }
        fleet.dropVehicles(("V-1", ""))
        fleet.write(
            "VehicleNumber,Depot,LastInspectionDate\nV-9,MAIN,2026-11-01\n",
            to: "inbox/DEMF/vehicles.csv")
        let checks = ["USMF", "DEMF"].map { "\(fleet.root)/inbox/\($0)/vehicles.csv" }
        let validation = try ProgramRun(["validate", "-w", fleet.root] + checks)
        #expect(validation.output.contains("Sales Vehicle"), "\(validation.output)")
        #expect(validation.output.contains("Fin and Ops Vehicles"), "\(validation.output)")
        let run = try fleet.run()
        #expect(run.status == 0, "\(run.output)")
        #expect(
            run.output.contains("vehicles.csv, CSV, UTF-8, delimiter \",\": Sales Vehicle to Fin"))
        #expect(
            run.output.contains("delimiter \",\": Fin and Ops Vehicles to Sales Vehicle"),
            "\(run.output)")
        #expect(run.output.components(separatedBy: "delivered: ").count == 3, "\(run.output)")
    }

    @Test func `say which form of dates their schema names`() throws {
        let fleet = try VehicleWorkspace()
        try fleet.change(
            "\"name\": \"new_firstregistered\", \"type\": \"date\"",
            to: "\"name\": \"new_firstregistered\", \"type\": \"date\", \"format\": \"%d.%m.%Y\"",
            in: "schemas/sales/new_vehicle.json")
        fleet.write(
            "new_plate,new_firstregistered,statecode\nA-1,2026-01-02,0\n",
            to: "inbox/USMF/vehicles.csv")
        let run = try fleet.run()
        #expect(
            run.output.contains(
                "\"2026-01-02\" is not a date of the form %d.%m.%Y, which the schema names"),
            "\(run.output)")
        #expect(
            run.output.contains("To do: Write it in the form %d.%m.%Y, or take"), "\(run.output)")
    }

    @Test func `do not stand in the way of the cases of other templates`() throws {
        let run = try ProgramRun("template", "test", "price-list-items-finops-to-sales", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.hasSuffix("1 case\n"), "\(run.output)")
    }

    @Test func `whose field was renamed in CDS are told, and those whose entity was`() throws {
        let fleet = try VehicleWorkspace()
        fleet.dropVehicles(("A-1", ""))
        #expect(try fleet.run().errors == "")
        let schema = "schemas/cds/Vehicle.json"
        try fleet.change("\"name\": \"Description\"", to: "\"name\": \"Title\"", in: schema)
        for end in ["sourceField", "destinationField"] {
            try fleet.change("\(end): \"Description\"", to: "\(end): \"Title\"")
        }
        #expect(
            try fleet.run().errors
                == "CDS has values of Vehicle in 'Description', and its schema does not: where a field has "
                + "another name now, files without its column leave it empty, or to its Default. Give "
                + "it its name back, or drop full exports\n")
        try fleet.change("\"name\": \"Vehicle\"", to: "\"name\": \"Wagon\"", in: schema)
        try fleet.change("\"title\": \"Vehicle\"", to: "\"title\": \"Wagon\"", in: schema)
        for end in ["sourceSchema", "destinationSchema"] {
            try fleet.change("\(end): \"Vehicle\"", to: "\(end): \"Wagon\"")
        }
        let run = try fleet.run()
        #expect(
            run.errors.contains(
                "CDS has records of Vehicle, and no schema describes it: where it has another name now, "
                    + "its records begin afresh there. Give it its name back, or \"p2c forget Vehicle\"\n"
            ),
            "\(run.errors)")
    }

    @Test func `have templates in which nothing is wrong`() throws {
        let check = try ProgramRun(
            "template", "check", "vehicles-to-fleet", "fleet-to-vehicles", "-w", root)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.components(separatedBy: ": no error\n").count == 3)
    }
}
