import Foundation
import Support
import Testing

/// Numbers for accounts and contacts that have none, with the program as people start it.
@Suite struct `Numbers that are given` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let settings = """
        {
          organizations: [
            { legalEntity: "USMF", cdsOrganization: "ORG001" },
            { legalEntity: "DEMF", cdsOrganization: "ORG002" },
          ],
          numbers: { account: "ACC", contact: "CON" },
        }
        """
    private static let ids = (1...4).map { "c0a7b5d0-0000-4000-8000-00000000000\($0)" }

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(Self.settings, to: "work/p2c.json")
    }

    private func run(
        _ lines: [String], as name: String = "accounts.csv", company: String = "USMF"
    ) throws -> String {
        scratch.write(
            lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/\(company)/\(name)")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status < 2, "\(run.errors)")
        return run.output
    }

    /// The rows of a file of the latest delivery, without the header.
    private func delivered(_ ending: String) throws -> [String] {
        let name = try #require(
            scratch.files(in: "work/outbox").filter { $0.hasSuffix(ending) }
                .max { Self.run(of: $0) < Self.run(of: $1) })
        let text = try ProgramRun("cat", "\(root)/outbox/\(name)").output
        return text.replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n").dropFirst()
            .map(String.init)
    }

    private static func run(of path: String) -> Int {
        let folder = path.split(separator: "/").first { $0.contains("-run") } ?? ""
        return Int(folder.split(separator: "-").last?.dropFirst("run".count) ?? "") ?? 0
    }

    @Test func `have the form of the solution, and are listed for Sales`() throws {
        let output = try run([
            "accountid,accountnumber,name", "\(Self.ids[0]),,Contoso",
            "\(Self.ids[1]),A-7,Fabrikam",
            "{\(Self.ids[2].uppercased())},,Litware",
        ])
        #expect(output.contains("3 read, 3 written"), "\(output)")
        #expect(output.contains("numbers given: 2"))
        let list = try delivered("numbers-account.csv")
        #expect(list.count == 2)
        #expect(list[0].firstMatch(of: /^c0a7.*01,ACC-01000-[A-Z0-9]{6}$/) != nil, "\(list)")
        #expect(list[1].firstMatch(of: /^c0a7.*03,ACC-01001-[A-Z0-9]{6}$/) != nil, "\(list)")
        let numbers = list.map { String($0.split(separator: ",")[1]) }
        let customers = try delivered(".zip")
        #expect(
            customers.map { String($0.split(separator: ",")[0]) } == [
                numbers[0], "A-7", numbers[1],
            ])
    }

    @Test func `stay when the record comes again, also without the column`() throws {
        _ = try run(["accountid,accountnumber,name", "\(Self.ids[0]),,Contoso"])
        let first = try delivered("numbers-account.csv")[0].split(separator: ",")[1]
        let second = try run([
            "accountid,name", "\(Self.ids[1]),Fabrikam", "\(Self.ids[0]),Contoso Ltd.",
        ])
        #expect(second.contains("numbers given: 1"), "\(second)")
        let customers = try delivered(".zip")
        #expect(customers[0].hasPrefix("ACC-01001-"))
        #expect(customers[1].hasPrefix("\(first),"))
        let trace = try ProgramRun("trace", "2", "\(first)", "CustomerAccount", "-w", root)
        #expect(
            trace.output.contains("the number that p2c gave it"), "\(trace.output)\(trace.errors)")
    }

    @Test func `are for records alone that never had one`() throws {
        _ = try run(["accountid,accountnumber,name", "\(Self.ids[0]),A-7,Contoso"])
        let output = try run([
            "accountid,name", "\(Self.ids[0]),Contoso Ltd.", "\(Self.ids[1]),Fabrikam",
        ])
        #expect(output.contains("numbers given: 1"), "\(output)")
        let customers = try delivered(".zip")
        #expect(customers[0].hasPrefix("A-7,"), "\(customers)")
        #expect(customers[1].hasPrefix("ACC-01000-"))
    }

    @Test func `belong to their package: one that fails gives none`() throws {
        // More than a batch, so that numbers are given before the fault is met.
        let accounts = (0..<3000).map { number in
            let id = "c0a7b5d0-0000-4000-8000-\(100_000_000_000 + number)"
            return "<account><accountid>\(id)</accountid><name>Contoso</name></account>"
        }
        scratch.write(
            "<Document>\(accounts.joined(separator: "\n"))<account></wrong></Document>",
            to: "work/inbox/USMF/accounts.xml")
        let broken = try ProgramRun("run", "-w", root)
        #expect(broken.status == 3, "\(broken.output)")
        _ = try run(["accountid,name", "\(Self.ids[2]),Litware"])
        #expect(try delivered("numbers-account.csv")[0].contains(",ACC-01000-"))
    }

    @Test func `are given to an account and its contact that come together, in either order`()
        throws
    {
        for (number, order) in [["1-accounts", "2-contacts"], ["2-accounts", "1-contacts"]]
            .enumerated()
        {
            let (account, contact) = (Self.ids[2 * number], Self.ids[2 * number + 1])
            scratch.write(
                "accountid,name\r\n\(account),Contoso\r\n",
                to: "work/inbox/USMF/\(order[0]).csv")
            scratch.write(
                "contactid,firstname,parentcustomerid,msdynce_isactivecustomer,"
                    + "msdynce_iscompanyanaccount\r\n\(contact),Anna,\(account),No,Yes\r\n",
                to: "work/inbox/USMF/\(order[1]).csv")
            let run = try ProgramRun("run", "-w", root)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.contains("numbers given: 1"), "\(run.output)")
            let latest = try delivered(".zip")[0]
            #expect(latest.hasPrefix("CON-0100\(number)-"), "\(latest)")
            #expect(latest.contains(",ACC-0100\(number)-"), "\(latest)")
        }
        #expect(try ProgramRun("waiting", "-w", root).output == "No record waits\n")
    }

    @Test func `are the same again after everything was lost, and others in another company`()
        throws
    {
        let lines = ["accountid,accountnumber,name", "\(Self.ids[0]),,Contoso"]
        _ = try run(lines)
        let first = try delivered("numbers-account.csv")
        try FileManager.default.removeItem(atPath: root + "/.p2c")
        try FileManager.default.removeItem(atPath: root + "/archive")
        try FileManager.default.removeItem(atPath: root + "/outbox/finops")
        _ = try run(lines)
        #expect(try delivered("numbers-account.csv") == first)
        _ = try run(lines, company: "DEMF")
        let other = try delivered("numbers-account.csv")
        #expect(other[0].contains("ACC-01000-") && other != first)
    }

    @Test func `are known to contacts that point to the account by its id`() throws {
        _ = try run(["accountid,name", "\(Self.ids[0]),Contoso"])
        let account = try delivered("numbers-account.csv")[0].split(separator: ",")[1]
        let output = try run(
            [
                "contactid,firstname,parentcustomerid,msdynce_isactivecustomer,"
                    + "msdynce_iscompanyanaccount", "\(Self.ids[1]),Anna,\(Self.ids[0]),No,Yes",
            ], as: "contacts.csv")
        #expect(output.contains("1 written"), "\(output)")
        #expect(try delivered("numbers-contact.csv")[0].contains(",CON-01000-"))
        let contact = try delivered(".zip")[0]
        #expect(contact.hasPrefix("CON-01000-") && contact.contains(",\(account),"), "\(contact)")
    }

    @Test func `are told when the record comes with a number of its own`() throws {
        _ = try run(["accountid,accountnumber,name", "\(Self.ids[0]),,Contoso"])
        let output = try run(["accountid,accountnumber,name", "\(Self.ids[0]),OWN-7,Contoso"])
        #expect(output.contains("1 read, 1 written"), "\(output)")
        #expect(output.contains("warning P2C-NUM-003"), "\(output)")
        #expect(output.contains("record OWN-7: it was given \"ACC-"), "\(output)")
    }

    @Test func `need an id by which the record is known`() throws {
        let output = try run(["accountnumber,name", ",Contoso", "A-1,Fabrikam"])
        #expect(output.contains("2 read, 1 written, 1 set aside"), "\(output)")
        #expect(output.contains("P2C-NUM-001"))
        #expect(output.contains("accountnumber is blank, and so is accountid"))
    }

    @Test func `are given by runs alone`() throws {
        scratch.write(
            "accountid,accountnumber,name\r\n\(Self.ids[0]),,Contoso\r\n", to: "accounts.csv")
        let run = try ProgramRun(
            "convert", scratch.path + "/accounts.csv", "-o", scratch.path + "/out", "-w", root,
            "-l",
            "USMF")
        #expect(run.output.contains("P2C-NUM-002"), "\(run.output)")
        #expect(run.output.contains("1 filtered (accountnumber ne null)"), "\(run.output)")
    }

    @Test(arguments: [
        (#"numbers: { acount: "ACC" }"#, "numbers.acount: no schema"),
        (#"numbers: { account: "acc" }"#, "one to seven capital letters"),
        (#"numbers: { quotedetail: "QD" }"#, "numbers.quotedetail: no schema"),
        (#"numbers: true"#, "numbers"),
    ])
    func `are not set up like this`(setting: String, sentence: String) throws {
        scratch.write("{ \(setting) }", to: "work/p2c.json")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }
}
