import Foundation
import Support
import Testing

/// Folders in templates/ that are no template, or that nobody may read.
@Suite struct `Folders of templates` {
    private let fleet: VehicleWorkspace
    private static let remark =
        "templates/vehicles-to-fleet/ has no template.json, only templates.json: it is no template. "
        + "Name the template's file template.json, or take the folder out of templates/\n"

    init() throws {
        fleet = try VehicleWorkspace()
    }

    private func path(_ name: String) -> String { "\(fleet.root)/templates/\(name)" }

    @Test func `without a template.json are told at the start`() throws {
        try FileManager.default.moveItem(
            atPath: path("vehicles-to-fleet/template.json"),
            toPath: path("vehicles-to-fleet/templates.json"))
        #expect(try fleet.run().errors == Self.remark)
        let check = try fleet.check()
        #expect(check.status == 0)
        #expect(check.output.hasSuffix(Self.remark), "\(check.output)")
    }

    @Test(arguments: [
        (
            "Template.json",
            "has no template.json, only Template.json: it is no template. Name the "
                + "template's file template.json"
        ),
        (
            "inner/template.json",
            "has no template.json, only inner/template.json: it is no template. "
                + "Move what is in inner/ one folder up"
        ),
    ])
    func `say what they lack where they are asked for`(file: String, sentence: String) throws {
        let text = try #require(fleet.read(VehicleWorkspace.template))
        try FileManager.default.removeItem(atPath: path("vehicles-to-fleet/template.json"))
        fleet.write(text, to: "templates/vehicles-to-fleet/\(file)")
        for command in ["check", "show", "test"] {
            let run = try ProgramRun("template", command, "vehicles-to-fleet", "-w", fleet.root)
            #expect(run.status == 2)
            #expect(
                run.errors
                    == "p2c: templates/vehicles-to-fleet/ \(sentence), or take the folder out of "
                    + "templates/\n", "\(run.errors)")
        }
    }

    @Test(.enabled(if: getuid() != 0))
    func `that may not be read end the program`() throws {
        chmod(path("vehicles-to-fleet"), 0)
        defer { chmod(path("vehicles-to-fleet"), 0o755) }
        let run = try fleet.run()
        #expect(run.status == 4)
        #expect(run.errors.contains("templates/vehicles-to-fleet: cannot be listed"))
    }

    @Test(arguments: [
        "templates/vehicles-to-fleet", "templates/vehicles-to-fleet/",
        "./templates/Vehicles-To-Fleet", "templates/vehicles-to-fleet/template.json",
        "vehicles-to-fleet/",
    ])
    func `are named as the shell completes them`(name: String) throws {
        for command in ["show", "check", "test"] {
            let run = try ProgramRun("template", command, name, in: fleet.root)
            #expect(run.status == 0, "\(command): \(run.output)\(run.errors)")
        }
        let lost = try ProgramRun("template", "check", "templates/vehicle-to-fleet", in: fleet.root)
        #expect(lost.status == 2)
        #expect(
            lost.errors.contains("The nearest is \"vehicles-to-fleet\"."), "\(lost.errors)")
    }

    @Test(arguments: ["vehicles-to-fleet", "vehicles-backup", "Vehicles (Sales to Fin and Ops)"])
    func `of one name are told of each`(name: String) throws {
        try FileManager.default.copyItem(
            atPath: path("vehicles-to-fleet"), toPath: path("vehicles-backup"))
        let check = try ProgramRun("template", "check", name, "-w", fleet.root)
        #expect(check.status == 1)
        #expect(
            check.output.contains(
                "the template \"Vehicles (Sales to Fin and Ops)\" is in vehicles-backup too"),
            "\(check.output)")
        #expect(try fleet.run().status == 2)
        let other = try ProgramRun(
            "template", "check", "accounts-sales-to-finops", "-w", fleet.root)
        #expect(!other.output.contains("is in vehicles-backup too"), "\(other.output)")
    }

    @Test func `whose names begin with a full stop are told`() throws {
        try FileManager.default.moveItem(
            atPath: path("vehicles-to-fleet"), toPath: path(".vehicles-to-fleet"))
        let check = try fleet.check()
        #expect(check.status == 0)
        #expect(
            check.output.hasSuffix(
                "templates/.vehicles-to-fleet/ begins with a full stop: it is not read. Rename the "
                    + "folder, or take it out of templates/\n"), "\(check.output)")
    }
}
