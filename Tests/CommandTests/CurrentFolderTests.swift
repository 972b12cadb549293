import Foundation
import Support
import Testing

/// Commands that do without a workspace take the one that a user stands in.
@Suite struct `The current folder` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
        let template = "work/templates/accounts-sales-to-finops/template.json"
        let shipped = try #require(scratch.read(template))
        scratch.write(
            shipped.replacing("defaultValue: \"10\"", with: "defaultValue: \"55\"")
                .replacing("Accounts (Sales to Fin and Ops)", with: "Our accounts"),
            to: template)
        scratch.write(
            """
            { name: "new_machine", "p2c:environment": "sales", primaryKey: ["new_id"],
              fields: [{ name: "new_id", type: "string" }] }
            """,
            to: "work/schemas/sales/new_machine.json")
        scratch.write("new_id\r\nM-1\r\n", to: "new_machine.csv")
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "accounts.csv")
    }

    private func here(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(arguments, in: root)
    }

    @Test func `lends its templates to template list, show, check and test`() throws {
        #expect(try here("template", "list").output.contains("Our accounts"))
        #expect(try here("template", "show", "Our accounts").status == 0)
        let check = try here("template", "check", "Our accounts")
        #expect(check.output.hasPrefix("Our accounts: no error"), "\(check.output)\(check.errors)")
        let cases = try here("template", "test", "accounts-sales-to-finops")
        #expect(cases.output.contains("not as expected"), "\(cases.output)\(cases.errors)")
    }

    @Test func `is named where it was a workspace and lacks a folder`() throws {
        try FileManager.default.removeItem(atPath: root + "/outbox")
        let check = try here("template", "check", "Our accounts")
        #expect(check.status == 2)
        #expect(
            check.errors.hasPrefix(
                "p2c: . is not a workspace: it has no outbox/. \"p2c init .\" makes"),
            "\(check.errors)")
    }

    @Test func `lends its schemas to schema list, show, export and diff`() throws {
        #expect(try here("schema", "list").output.contains("new_machine"))
        #expect(try here("schema", "show", "new_machine").output.contains("key: new_id"))
        let document = try here("schema", "export", "new_machine", "--csvw")
        #expect(document.output.contains("new_id"))
        let difference = try here("schema", "diff", "new_machine", "new_machine")
        #expect(difference.output == "No difference\n")
    }

    @Test func `lends its schemas and templates to validate, convert and diff`() throws {
        let file = scratch.path + "/new_machine.csv"
        #expect(try !here("validate", file).output.contains("P2C-VAL-013"))
        #expect(try here("diff", file, file).status == 0)
        let converted = try here(
            "convert", "../accounts.csv", "-o", "../out", "--format", "CSV", "--bare")
        #expect(converted.status == 0, "\(converted.output)\(converted.errors)")
        let customers = try #require(
            scratch.read("out/accounts/accounts-sales-to-finops/Customers V2.csv"))
        #expect(customers.contains("55"))
        #expect(scratch.files(in: "work/.p2c").isEmpty, "convert keeps no state")
    }

    @Test func `lends nothing when it is no workspace`() throws {
        let list = try ProgramRun("template", "list", in: scratch.path)
        #expect(list.output.contains("Accounts (Sales to Fin and Ops)"))
        let file = scratch.path + "/new_machine.csv"
        let checked = try ProgramRun("validate", file)
        #expect(checked.output.contains("P2C-VAL-013"))
        #expect(
            checked.output.contains("/schemas\n") && checked.output.contains(", no schema in /"),
            "\(checked.output)")
    }

    @Test(arguments: [
        (["template", "show", "nothing"], "no template \"nothing\" in ROOT/templates. Known are"),
        (["template", "check", "nothing"], "no template \"nothing\" in ROOT/templates. Known are"),
        (["template", "test", "nothing"], "no template \"nothing\" in ROOT/templates. Known are"),
        (
            ["convert", "../accounts.csv", "-o", "../out", "--template", "nothing"],
            "no template \"nothing\" in ROOT/templates. Known are"
        ),
        (["schema", "show", "nothing"], "no schema for \"nothing\" in ROOT/schemas."),
        (["diff", "../x.csv", "../x.csv"], "Put a schema with its primaryKey into ROOT/schemas/"),
    ])
    func `is named where something is missing in it`(
        arguments: [String], sentence: String
    ) throws {
        scratch.write("a\r\n1\r\n", to: "x.csv")
        let run = try ProgramRun(arguments, in: root)
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence.replacing("ROOT", with: root)), "\(run.errors)")
    }
}
