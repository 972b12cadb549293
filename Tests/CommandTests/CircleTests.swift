import Foundation
import Support
import Testing

/// Records that wait for each other: vehicles that name their driver, and drivers that name their
/// vehicle, by schemas and templates of a user.
@Suite struct `Records that refer to each other` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        for (one, other) in [("Vehicle", "Driver"), ("Driver", "Vehicle")] {
            write(entity: one, other: other)
        }
    }

    /// The schemas and the template of an entity that refers to the other one.
    private func write(entity: String, other: String) {
        let table = entity.lowercased()
        let fields = """
            "fields": [{ "name": "Number", "type": "string", "constraints": { "required": true } },
              { "name": "Organization_OrganizationId", "type": "string" },
              { "name": "Name", "type": "string" }, { "name": "\(other)Number", "type": "string" }]
            """
        scratch.write(
            """
            { "name": "new_\(table)", "title": "\(table)s", "p2c:environment": "sales",
              "missingValues": [""], "primaryKey": ["Number"], \(fields) }
            """, to: "work/schemas/sales/new_\(table).json")
        scratch.write(
            """
            { "name": "\(entity)", "title": "\(entity)", "p2c:environment": "cds",
              "missingValues": [""], "primaryKey": ["Number", "Organization_OrganizationId"],
              "foreignKeys": [{ "fields": ["\(other)Number", "Organization_OrganizationId"],
                "reference": { "resource": "\(other)",
                  "fields": ["Number", "Organization_OrganizationId"] } }], \(fields) }
            """, to: "work/schemas/cds/\(entity).json")
        scratch.write(
            """
            { "name": "Fleet\(entity)Entity", "title": "Fleet \(table)s", "p2c:environment": "finops",
              "missingValues": [""], "primaryKey": ["Number"], \(fields) }
            """, to: "work/schemas/finops/Fleet\(entity)Entity.json")
        let rows = ["Number", "Name", "\(other)Number"].map {
            "{ sourceField: '\($0)', destinationField: '\($0)' },"
        }.joined()
        scratch.write(
            """
            { name: "\(entity)s", tasks: [{ name: "\(entity)s", legs: [
              { sourceEnvironment: "Sales", sourceSchema: "\(table)s",
                destinationEnvironment: "CDS", destinationSchema: "\(entity)",
                integrationKey: ["Number", "Organization_OrganizationId"],
                fieldMappings: [\(rows)
                  { destinationField: "Organization_OrganizationId",
                    valueTransforms: [{ transformType: "Default", defaultValue: "ORG001" }] }] },
              { sourceEnvironment: "CDS", sourceSchema: "\(entity)",
                destinationEnvironment: "Fin and Ops", destinationSchema: "Fleet \(table)s",
                integrationKey: ["Number"], fieldMappings: [\(rows)] }] }] }
            """, to: "work/templates/\(table)s/template.json")
    }

    private func drop(_ name: String, _ lines: String...) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/\(name)")
    }

    /// The records of all packages, in the order of the runs.
    private func delivered() throws -> [String] {
        func run(_ path: String) -> Int {
            Int(path.split(separator: "/")[2].split(separator: "-run").last ?? "") ?? 0
        }
        let packages = scratch.files(in: "work/outbox").filter { $0.hasSuffix(".zip") }
        return try packages.sorted { run($0) < run($1) }.flatMap { package in
            try ProgramRun("cat", "\(root)/outbox/\(package)", "-w", root).output
                .split(whereSeparator: \.isNewline).dropFirst().map(String.init)
        }
    }

    private func run() throws -> ProgramRun {
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        return run
    }

    @Test func `go in two passes, the first of them without its reference`() throws {
        drop("1-vehicles.csv", "Number,Name,DriverNumber", "V-1,Van,D-1", "V-2,Truck,")
        drop("2-drivers.csv", "Number,Name,VehicleNumber", "D-1,Dana,V-1")
        let run = try run()
        #expect(run.output.contains("P2C-WAIT-004"), "\(run.output)")
        #expect(
            run.output.contains(
                "record V-1: it goes without Driver \"D-1\", which waits for it or for one that does"
            ))
        #expect(
            try delivered() == ["V-2,Truck,", "V-1,Van", "D-1,Dana,V-1", "V-1,Van,D-1"])
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
        #expect(scratch.files(in: "work/waiting").isEmpty)
    }

    @Test func `go in two passes also around a longer circle`()
        throws
    {
        drop("1-vehicles.csv", "Number,Name,DriverNumber", "V-1,Van,D-2", "V-2,Truck,D-1")
        drop("2-drivers.csv", "Number,Name,VehicleNumber", "D-1,Dana,V-1", "D-2,Emil,V-2")
        _ = try run()
        #expect(
            try delivered() == [
                "V-1,Van", "D-1,Dana,V-1", "V-2,Truck,D-1", "D-2,Emil,V-2", "V-1,Van,D-2",
            ])
        #expect(scratch.files(in: "work/waiting").isEmpty)
    }

    @Test func `follow each other within one file, whatever their order`() throws {
        write(entity: "Vehicle", other: "Vehicle")
        drop(
            "vehicles.csv", "Number,Name,VehicleNumber", "V-1,Lorry,", "V-2,Trailer,V-1",
            "V-3,Cart,V-2", "V-5,Car,V-6", "V-6,Van,")
        let run = try run()
        #expect(
            try delivered() == [
                "V-1,Lorry,", "V-2,Trailer,V-1", "V-3,Cart,V-2", "V-6,Van,", "V-5,Car,V-6",
            ])
        #expect(run.output.contains("5 read, 4 written, 0 set aside"), "\(run.output)")
    }

    @Test func `go in two passes when one refers to itself, or a circle lies in one file`() throws {
        write(entity: "Vehicle", other: "Vehicle")
        drop(
            "vehicles.csv", "Number,Name,VehicleNumber", "V-1,Lorry,V-1", "V-2,Trailer,V-3",
            "V-3,Cart,V-4", "V-4,Car,V-2", "V-5,Van,V-4")
        _ = try run()
        #expect(
            try delivered() == [
                "V-1,Lorry,", "V-2,Trailer,", "V-4,Car,V-2", "V-5,Van,V-4",
                "V-1,Lorry,V-1", "V-3,Cart,V-4", "V-2,Trailer,V-3",
            ])
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
        #expect(scratch.files(in: "work/waiting").isEmpty)
    }

    @Test(arguments: [3, 4, 5])
    func `come after what they refer to, and all of them, in any tangle`(seed: UInt64) throws {
        write(entity: "Vehicle", other: "Vehicle")
        var random = SeededGenerator(seed: seed)
        let rows = (0..<30).map { number in
            let other = Int.random(in: -6..<30, using: &random)
            return "V-\(number),Van," + (other < 0 ? "" : "V-\(other)")
        }
        scratch.write(
            (["Number,Name,VehicleNumber"] + rows.shuffled(using: &random))
                .joined(separator: "\r\n") + "\r\n", to: "work/inbox/USMF/vehicles.csv")
        _ = try run()
        var latest: [Substring: String] = [:]
        for record in try delivered() {
            let values = record.split(separator: ",", omittingEmptySubsequences: false)
            if values.count == 3, !values[2].isEmpty {
                #expect(latest[values[2]] != nil, "\(record) came before \(values[2])")
            }
            latest[values[0]] = record
        }
        #expect(latest.values.sorted() == rows.sorted())
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
    }

    @Test func `wait on as long as one of them lacks something else`() throws {
        drop("1-vehicles.csv", "Number,Name,DriverNumber", "V-1,Van,D-1", "V-3,Bus,D-9")
        drop("2-drivers.csv", "Number,Name,VehicleNumber", "D-1,Dana,V-3")
        _ = try run()
        #expect(try delivered() == [])
        let waiting = try ProgramRun("waiting", "-w", root).output
        #expect(waiting.split(separator: "\n").count == 4, "\(waiting)")
        drop("3-drivers.csv", "Number,Name,VehicleNumber", "D-9,Fay,")
        _ = try run()
        #expect(
            try delivered() == ["D-9,Fay,", "V-3,Bus,D-9", "D-1,Dana,V-3", "V-1,Van,D-1"])
    }

    @Test func `are not undone by the second pass when a newer one came between`() throws {
        drop("1-vehicles.csv", "Number,Name,DriverNumber", "V-1,Van,D-1")
        drop("2-drivers.csv", "Number,Name,VehicleNumber", "D-1,Dana,V-1")
        _ = try run()
        drop("3-vehicles.csv", "Number,Name,DriverNumber", "V-1,Van 2,D-1")
        _ = try run()
        #expect(try delivered().last == "V-1,Van 2,D-1")
        let counts = try ProgramRun("history", "-w", root).output
        #expect(!counts.contains("error"), "\(counts)")
    }
}
