import Foundation
import Support
import Testing

/// A workspace with the entities and templates of examples/own-entities, whose files tests change.
struct VehicleWorkspace {
    let scratch = ScratchFolder()
    var root: String { scratch.path + "/fleet" }

    static let template = "templates/vehicles-to-fleet/template.json"
    static let account = "c0a7b5d0-0000-4000-8000-000000000001"

    init() throws {
        #expect(try ProgramRun("init", root).status == 0)
        let story = projectFolder + "/examples/own-entities"
        for folder in ["schemas", "templates"] {
            let files = try FileManager.default.subpathsOfDirectory(atPath: "\(story)/\(folder)")
            for file in files where file.hasSuffix(".json") || file.hasSuffix(".csv") {
                let text = try String(contentsOfFile: "\(story)/\(folder)/\(file)", encoding: .utf8)
                write(text, to: "\(folder)/\(file)")
            }
        }
        write(try String(contentsOfFile: story + "/p2c.json", encoding: .utf8), to: "p2c.json")
    }

    func write(_ text: String, to name: String) { scratch.write(text, to: "fleet/\(name)") }

    func read(_ name: String) -> String? { scratch.read("fleet/\(name)") }

    /// Replaces a part of a file that must be there.
    func change(
        _ part: String, to other: String, in name: String = template
    ) throws {
        let text = try #require(read(name))
        #expect(text.contains(part), "\(name) lacks \(part)")
        write(text.replacingOccurrences(of: part, with: other), to: name)
    }

    /// The line, from 1, of a part that the template has.
    func line(of part: String, in name: String = template) throws -> Int {
        let text = try #require(read(name))
        let range = try #require(text.range(of: part))
        return text[..<range.lowerBound].count { $0 == "\n" } + 1
    }

    /// Drops vehicles as Sales exports them, each with the account that it belongs to.
    func dropVehicles(_ rows: (plate: String, customer: String)..., in company: String = "USMF") {
        let lines = rows.map { "\($0.plate),Van,Diesel,\($0.customer),0\n" }
        write(Self.header + lines.joined(), to: "inbox/\(company)/vehicles.csv")
    }

    static let header = "new_plate,new_name,new_fuel,new_customerid,statecode\n"
    static let accounts = "accountid,accountnumber,name\n\(account),ACC-1,Contoso\n"

    /// Takes an account through a run of its own.
    func passAccount() throws {
        write(Self.accounts, to: "inbox/USMF/accounts.csv")
        #expect(try run().status == 0)
    }

    func run() throws -> ProgramRun { try ProgramRun("run", "-w", root) }

    func check(_ names: String...) throws -> ProgramRun {
        try ProgramRun(["template", "check", "-w", root] + names)
    }

    /// What the check of a template says that has an error.
    func faults(of name: String = "vehicles-to-fleet") throws -> String {
        let run = try check(name)
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        return run.output
    }

    /// The rows of the vehicles that were delivered last, without the header.
    func delivered(in company: String = "USMF") throws -> [String] {
        let packages = scratch.files(in: "fleet/outbox/finops/\(company)")
            .filter { $0.hasSuffix("vehicles-to-fleet.zip") }
        guard let last = packages.last else { return [] }
        let path = "\(root)/outbox/finops/\(company)/\(last)"
        let table = try ProgramRun("cat", path).output
        return table.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    }

    /// Packs files of the scratch folder into one of the workspace.
    func zip(_ names: String..., into archive: String) throws {
        let target = "\(root)/\(archive)"
        try FileManager.default.createDirectory(
            atPath: String(target[..<target.lastIndex(of: "/")!]), withIntermediateDirectories: true
        )
        let pack = Process()
        pack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        pack.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        pack.arguments = ["python3", "-m", "zipfile", "-c", target] + names
        try pack.run()
        pack.waitUntilExit()
        #expect(pack.terminationStatus == 0)
    }
}
