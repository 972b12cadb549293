import Foundation
import Support
import Testing

/// A user changes a template that came with the program.
@Suite struct `Expressions in a template` {
    private let scratch = ScratchFolder()
    private let root: String
    private let template: String

    init() throws {
        root = scratch.path + "/work"
        template = root + "/templates/accounts-sales-to-finops/template.json"
        #expect(try ProgramRun("init", root).status == 0)
    }

    private func change(_ text: String, to other: String) throws {
        let old = try String(contentsOfFile: template, encoding: .utf8)
        let new = old.replacing(text, with: other, maxReplacements: 1)
        #expect(old != new)
        try new.write(toFile: template, atomically: true, encoding: .utf8)
    }

    private func run() throws -> ProgramRun {
        scratch.write(
            """
            accountnumber,name,creditlimit,numberofemployees
            A-1,Contoso,100.50,3
            A-2,Fabrikam,10,0
            A-3,Adatum,20,4
            A-4,,1,1

            """, to: "work/inbox/USMF/accounts.csv")
        return try ProgramRun("run", "-w", root)
    }

    private func customers() throws -> String {
        let delivery = scratch.files(in: "work/outbox").first { $0.hasSuffix(".zip") } ?? ""
        let bytes = try zipEntry("Customers V2.xml", of: "\(root)/outbox/\(delivery)")
        return String(decoding: try #require(bytes), as: UTF8.self)
    }

    @Test func `filter and compute, and say which record cannot be computed`() throws {
        try change("accountnumber ne null", to: "name ne null and not startswith(name, 'ad')")
        try change(
            #"sourceField: "creditlimit""#,
            to: #"expression: "round(creditlimit div numberofemployees, 2)""#)
        try change(
            #"{ sourceField: "name","#,
            to: #"{ expression: "concat(toupper(name), case(now() gt 2026-01-01:'!'))","#)
        let result = try run()
        #expect(result.output.contains("4 read, 1 written, 1 set aside, 2 filtered"), "\(result)")
        #expect(result.output.contains("P2C-EXP-101"))
        #expect(
            result.output.contains(
                "creditlimit div numberofemployees: the divisor is 0"), "\(result.output)")
        let customers = try customers()
        #expect(customers.contains("<ORGANIZATIONNAME>CONTOSO!</ORGANIZATIONNAME>"))
        #expect(customers.contains("<CREDITLIMIT>33.5</CREDITLIMIT>"), "\(customers)")
    }

    @Test func `a type that does not fit is told before any record is read`() throws {
        try change(#"sourceField: "name""#, to: #"expression: "name add 1""#)
        let result = try run()
        #expect(result.status == 2)
        #expect(result.errors.contains("fieldMappings[1].expression: 'add' wants a number"))
        #expect(result.errors.contains("[P2C-EXP-001]\nname add 1\n^^^^"), "\(result.errors)")
    }
}
