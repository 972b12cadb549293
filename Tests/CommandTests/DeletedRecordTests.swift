import Foundation
import Support
import Testing

/// Records that a CDM folder says were deleted, with the program as people start it.
@Suite struct `Records that were deleted in the source` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let id = "55555555-0000-4000-8000-000000000001"
    private static let otherID = "55555555-0000-4000-8000-000000000002"

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        let references = "\(projectFolder)/examples/prospect-to-cash/references.csv"
        scratch.write(
            try String(contentsOfFile: references, encoding: .utf8), to: "work/references.csv")
    }

    /// Drops a lake with these lines of one table and runs.
    private func run(
        _ entity: String = "account", _ columns: [String] = ["accountid", "accountnumber", "name"],
        _ lines: String...
    ) throws -> String {
        let attributes = ["Id", "SinkModifiedOn", "IsDelete"] + columns
        let names = attributes.map { "{\"name\": \"\($0)\"}" }.joined(separator: ", ")
        scratch.write(
            """
            {"name": "lake", "version": "1.0", "entities": [{"$type": "LocalEntity",
            "name": "\(entity)", "attributes": [\(names)], "partitions": [
            {"location": "https://x.dfs.core.windows.net/lake/\(entity)/2026.csv"}]}]}
            """, to: "work/inbox/USMF/lake/model.json")
        scratch.write(
            lines.map { $0 + "\n" }.joined(), to: "work/inbox/USMF/lake/\(entity)/2026.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.errors == "")
        return run.output
    }

    private static let columns = ["accountid", "accountnumber", "name"]

    private func lists() -> [String] {
        scratch.files(in: "work/outbox").filter { $0.hasSuffix("deleted-records.csv") }
            .compactMap { scratch.read("work/outbox/" + $0) }
    }

    @Test func `are delivered when they come again as they were`() throws {
        let other = "\(Self.otherID),2026-01-01T00:00:00Z,,\(Self.otherID),A-2,Two"
        let one = "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),A-1,One"
        #expect(try run("account", Self.columns, one, other).contains("2 read, 2 written"))
        // The lake keeps of a deleted record nothing but its id.
        let deleted = "\(Self.id),2026-02-01T00:00:00Z,True,,,"
        #expect(
            try run("account", Self.columns, deleted, other).contains(
                "2 read, 0 written, 0 set aside, 1 filtered (IsDelete = True (1)), 1 unchanged"))
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Account,Fin and Ops Customers V2,A-1,\(Self.id)\r\n"
            ])
        let trace = try ProgramRun("trace", "--from", "2", "A-1", "-w", root)
        #expect(
            trace.errors.contains(
                "has no such record that a template takes. It says that 1 record of Sales Account was "
                    + "deleted: deleted-records.csv beside the delivery lists what was delivered before. "
                    + "The key of"), "\(trace.errors)")
        let restored = "\(Self.id),2026-03-01T00:00:00Z,,\(Self.id),A-1,One"
        let third = try run("account", Self.columns, restored, other)
        #expect(
            third.contains("2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged"), "\(third)")
        let fourth = try run(
            "account", Self.columns, restored.replacing("03-01", with: "03-02"), other)
        #expect(fourth.contains("2 read, 0 written, 0 set aside, 0 filtered, 2 unchanged"))
    }

    @Test func `are delivered again also by a template without CDS`() throws {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              references: "references.csv",
              templates: { "Accounts (Sales to Fin and Ops)": false,
                "Accounts (Sales to Fin and Ops) - Direct": true } }
            """, to: "work/p2c.json")
        // This one keeps what the record was.
        let line = "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),A-1,One"
        #expect(try run("account", Self.columns, line).contains("1 read, 1 written"))
        let deleted = line.replacing("-01-01", with: "-02-01").replacing(",,", with: ",True,")
        #expect(try run("account", Self.columns, deleted).contains("1 read, 0 written"))
        let restored = line.replacing("-01-01", with: "-03-01")
        let third = try run("account", Self.columns, restored)
        #expect(third.contains("1 read, 1 written"), "\(third)")
    }

    @Test func `are delivered again on their way to Sales`() throws {
        let columns = [
            "PRODUCTNUMBER", "PRODUCTNAME", "PRODUCTTYPE", "SALESUNITSYMBOL", "CURRENCYCODE",
        ]
        let name = "Sellable released products"
        let line = "1,2026-01-01T00:00:00Z,,D1,Speaker,Item,ea,USD"
        let first = try run(name, columns, line)
        #expect(first.contains("1 read, 1 written"), "\(first)")
        let deleted = "1,2026-02-01T00:00:00Z,True,d1,,,,"
        #expect(try run(name, columns, deleted).contains("1 read, 0 written"))
        let third = try run(name, columns, line.replacing("-01-01", with: "-03-01"))
        #expect(third.contains("1 read, 1 written"), "\(third)")
    }

    private static let contactColumns = [
        "contactid", "msdynce_contactnumber", "firstname", "lastname", "parentcustomerid",
        "msdynce_isactivecustomer", "msdynce_iscompanyanaccount",
    ]

    /// Takes the contact with these values behind its id through a run.
    private func runContact(_ values: String) throws -> String {
        try run(
            "contact", Self.contactColumns, "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),\(values)")
    }

    /// Takes a package through a run that says of the contact that it was deleted.
    private func runDeletedContact() throws -> String {
        try run("contact", Self.contactColumns, "\(Self.id),2026-02-01T00:00:00Z,True,,,,,,,")
    }

    private func runAccount(_ number: String) throws -> String {
        scratch.write(
            "accountnumber,name\r\n\(number),One\r\n", to: "work/inbox/USMF/accounts.csv")
        return try ProgramRun("run", "-w", root).output
    }

    @Test func `are delivered again by the other template that writes them, too`() throws {
        #expect(try runAccount("A-1").contains("1 read, 1 written"))
        let second = try runContact("A-1,Anna,Meyer,,Yes,No")
        #expect(second.contains("1 read, 1 written"), "\(second)")
        let third = try runDeletedContact()
        #expect(third.contains("1 filtered (IsDelete = True (1))"), "\(third)")
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Contact,Fin and Ops Customers V2,A-1,\(Self.id)\r\n"
            ])
        let last = try runAccount("A-1")
        #expect(last.contains("1 read, 1 written"), "\(last)")
    }

    @Test func `are listed only where the template delivered them`() throws {
        #expect(try runAccount("X1").contains("1 read, 1 written"))
        let second = try runContact("X1,Anna,Meyer,,No,Yes")
        #expect(second.contains("1 read, 1 written"), "\(second)")
        let third = try runDeletedContact()
        #expect(third.contains("1 filtered (IsDelete = True, of no known delivery (1))"))
        #expect(third.contains("1 filtered (IsDelete = True (1))"), "\(third)")
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Contact,Fin and Ops CDS Contacts V2,X1,\(Self.id)\r\n"
            ])
        // The customer of the account lives.
        let account = try runAccount("X1")
        #expect(!account.contains("1 written"), "\(account)")
        // The list has it once.
        let last = try runDeletedContact()
        #expect(!last.contains("(IsDelete = True (1))"), "\(last)")
        #expect(lists().count == 1)
    }

    @Test func `are not listed when they only waited`() throws {
        let first = try runContact("X1,Anna,Meyer,\(Self.otherID),No,Yes")
        #expect(first.contains("0 written") && first.contains("1 waiting"), "\(first)")
        let second = try runDeletedContact()
        #expect(second.contains("IsDelete = True, of no known delivery (1)"), "\(second)")
        #expect(second.contains("withdrew it while it waited (1)"), "\(second)")
        #expect(lists() == [])
    }

    @Test func `are filtered where CDS has a later state of them`() throws {
        let columns = Self.columns + ["modifiedon"]
        func line(_ day: String, _ isDelete: String) -> String {
            "\(Self.id),2026-01-\(day)T00:00:00Z,\(isDelete),\(Self.id),A-1,One,"
                + "2026-01-\(day)T00:00:00Z"
        }
        #expect(try run("account", columns, line("05", "")).contains("1 read, 1 written"))
        let stale = try run("account", columns, line("02", "True"))
        #expect(
            stale.contains(
                "1 read, 0 written, 0 set aside, 1 filtered (older than what CDS has (1))"),
            "\(stale)")
        #expect(lists() == [])
        #expect(try run("account", columns, line("05", "False")).contains("1 unchanged"))
        let later = try run("account", columns, line("06", "True"))
        #expect(later.contains("1 filtered (IsDelete = True (1))"), "\(later)")
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Account,Fin and Ops Customers V2,A-1,\(Self.id)\r\n"
            ])
    }

    @Test func `withdraw no later state that waits`() throws {
        let columns = Self.contactColumns + ["modifiedon"]
        func line(_ day: String, _ isDelete: String) -> String {
            "\(Self.id),2026-01-\(day)T00:00:00Z,\(isDelete),\(Self.id),X1,Anna,Meyer,"
                + "\(Self.otherID),No,Yes,2026-01-\(day)T00:00:00Z"
        }
        #expect(try run("contact", columns, line("05", "")).contains("1 waiting"))
        #expect(try !run("contact", columns, line("02", "True")).contains("withdrew"))
        #expect(try run("contact", columns, line("06", "True")).contains("withdrew"))
    }

    @Test func `of a Configuration Migration package are listed, too`() throws {
        func run(_ records: String, _ deleted: String = "") throws -> String {
            scratch.write(
                """
                <entities><entity name="account"><records>\(records)</records>\
                <deleterecords>\(deleted)</deleterecords></entity></entities>
                """, to: "work/inbox/USMF/data.xml")
            return try ProgramRun("run", "-w", root).output
        }
        func record(_ id: String, _ number: String) -> String {
            "<record id=\"\(id)\"><field name=\"accountid\" value=\"\(id)\"/><field "
                + "name=\"accountnumber\" value=\"\(number)\"/><field name=\"name\" "
                + "value=\"One\"/></record>"
        }
        let other = record(Self.otherID, "A-2")
        let first = try run(record(Self.id, "A-1") + other)
        #expect(first.contains("2 read, 2 written"), "\(first)")
        let unknown = "55555555-0000-4000-8000-000000000003"
        let second = try run(other, "<record id=\"\(Self.id)\"/><record id=\"\(unknown)\"/>")
        #expect(
            second.contains(
                "3 read, 0 written, 0 set aside, 2 filtered (deleterecords (1); "
                    + "deleterecords, of no known delivery (1)), 1 unchanged"), "\(second)")
        #expect(second.contains("P2C-CMT-022"))
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Account,Fin and Ops Customers V2,A-1,\(Self.id)\r\n"
            ])
    }

    @Test func `are all listed where nothing is remembered`() throws {
        _ = try run("account", Self.columns, "\(Self.id),2026-01-01T00:00:00Z,True,,A-1,One")
        #expect(lists() == [])
        let archived = try #require(
            scratch.files(in: "work/archive").first { $0.hasSuffix("model.json") })
        let out = scratch.path + "/out"
        let converted = try ProgramRun(
            "convert", (root + "/archive/" + archived).replacing("/model.json", with: ""), "-o",
            out, "--legal-entity", "USMF")
        let list = try #require(
            scratch.files(in: "out").first { $0.hasSuffix("deleted-records.csv") },
            "\(converted.output)\(converted.errors)")
        #expect(
            scratch.read("out/" + list)
                == "\u{FEFF}source,destination,key,id\r\n"
                + "Sales Account,Fin and Ops Customers V2,A-1,\(Self.id)\r\n")
    }

    private static let quote = "22222222-0000-4000-8000-000000000001"
    private static let line = "77777777-0000-4000-8000-000000000001"

    /// A section of data.xml.
    private func entity(
        _ name: String, deleted: String? = nil, _ records: [(String, String)]...
    ) -> String {
        let records = records.map { fields in
            let texts = fields.map { "<field name=\"\($0)\" value=\"\($1)\"/>" }
            return "<record id=\"\(fields[0].1)\">\(texts.joined())</record>"
        }
        let section = deleted.map {
            "<deleterecords><record id=\"\($0)\"/></deleterecords>"
        }
        return
            "<entity name=\"\(name)\"><records>\(records.joined())</records>\(section ?? "")</entity>"
    }

    private func runPackage(_ entities: String...) throws -> String {
        scratch.write(
            "<entities>\(entities.joined())</entities>", to: "work/inbox/USMF/data.xml")
        return try ProgramRun("run", "-w", root).output
    }

    /// A contact of an account, which is part of its key at the destination.
    private static func contact(_ id: String, _ number: String) -> [(String, String)] {
        [
            ("contactid", id), ("msdynce_contactnumber", number), ("lastname", "Meyer"),
            ("parentcustomerid", Self.id), ("msdynce_isactivecustomer", "False"),
            ("msdynce_iscompanyanaccount", "True"),
        ]
    }

    private func switchToDirect() {
        scratch.write(
            """
            { organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              templates: { "accounts-sales-to-finops": false, "contacts-sales-to-finops": false,
                "contacts-to-customers-sales-to-finops": false,
                "accounts-sales-to-finops-direct": true,
                "contacts-sales-to-finops-direct": true } }
            """, to: "work/p2c.json")
    }

    @Test(arguments: [false, true])
    func `are found by a part of their key, and delivered when they come again`(
        direct: Bool
    ) throws {
        if direct { switchToDirect() }
        let account = entity(
            "account", [("accountid", Self.id), ("accountnumber", "A-1"), ("name", "One")])
        let (one, two) = (Self.contact(Self.otherID, "CON-1"), Self.contact(Self.line, "CON-2"))
        let first = try runPackage(account, entity("contact", one, two))
        #expect(first.contains("2 read, 2 written"), "\(first)")
        let second = try runPackage(account, entity("contact", deleted: Self.otherID, two))
        #expect(second.contains("1 filtered (deleterecords (1)), 1 unchanged"), "\(second)")
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\n"
                    + "Sales Contact,Fin and Ops CDS Contacts V2,CON-1,\(Self.otherID)\r\n"
            ])
        let third = try runPackage(account, entity("contact", one, two))
        #expect(third.contains("2 read, 1 written"), "\(third)")
        let fourth = try runPackage(account, entity("contact", deleted: Self.quote, two))
        #expect(fourth.contains("deleterecords, of no known delivery (1)"), "\(fourth)")
    }

    @Test func `are lines of a quote, known by the ids that they had`() throws {
        func line(_ id: String, _ number: String) -> [(String, String)] {
            [
                ("quotedetailid", id), ("quoteid", Self.quote), ("sequencenumber", number),
                ("quotestatecode", "1"), ("quantity", "3"),
                ("msdynce_quotehasexternalmaintainedproductsonly", "True"),
            ]
        }
        let header = entity(
            "quote",
            [
                ("quoteid", Self.quote), ("quotenumber", "QUO-1"), ("name", "One"),
                ("statecode", "1"), ("msdynce_hasexternallymaintainedproductsonly", "True"),
            ])
        let (one, two) = (line(Self.line, "1"), line(Self.otherID, "2"))
        let first = try runPackage(header, entity("quotedetail", one, two))
        #expect(first.contains("2 read, 2 written"), "\(first)")
        let second = try runPackage(header, entity("quotedetail", deleted: Self.otherID, one))
        #expect(second.contains("1 filtered (deleterecords (1)), 1 unchanged"), "\(second)")
        #expect(
            lists() == [
                "\u{FEFF}source,destination,key,id\r\nSales Quote Line,"
                    + "Fin and Ops CDS sales quotation lines,\"QUO-1, 2\",\(Self.otherID)\r\n"
            ])
        let third = try runPackage(header, entity("quotedetail", one, two))
        #expect(third.contains("2 read, 1 written"), "\(third)")
    }

    @Test(arguments: [false, true], [false, true])
    func `withdraw what waits of them, and so does a change that the filter keeps back`(
        direct: Bool, isDeletion: Bool
    ) throws {
        if direct { switchToDirect() }
        let (waits, other) = (Self.contact(Self.otherID, "CON-1"), Self.contact(Self.line, "CON-2"))
        let first = try runPackage(entity("contact", waits, other))
        #expect(first.contains("2 waiting"), "\(first)")
        // Now it is a customer itself, of another company.
        var changed = waits
        changed[3] = ("parentcustomerid", Self.quote)
        changed[4] = ("msdynce_isactivecustomer", "True")
        let second =
            isDeletion
            ? try runPackage(entity("contact", deleted: Self.otherID, other))
            : try runPackage(entity("contact", changed, other))
        #expect(second.contains("withdrew it while it waited"), "\(second)")
        let last = try runPackage(
            entity("account", [("accountid", Self.id), ("accountnumber", "A-1"), ("name", "One")]))
        let delivered = try scratch.files(in: "work/outbox")
            .filter { $0.contains("/contacts-sales-to-finops") && $0.hasSuffix(".zip") }
            .map { try ProgramRun("cat", "\(root)/outbox/\($0)", "--to", "jsonl").output }.joined()
        #expect(delivered.contains("CON-2") && !delivered.contains("CON-1"), "\(last)")
    }

    @Test func `count as there where the same file has them among its records`() throws {
        func account(_ name: String) -> [(String, String)] {
            [("accountid", Self.id), ("accountnumber", "A-1"), ("name", name)]
        }
        _ = try runPackage(entity("account", account("One")))
        let both = try runPackage(entity("account", deleted: Self.id, account("Two")))
        #expect(
            both.contains(
                "1 written, 0 set aside, 1 filtered (deleterecords, and among the records too (1))"),
            "\(both)")
        #expect(lists() == [])
        let other = [("accountid", Self.otherID), ("accountnumber", "A-2"), ("name", "Two")]
        _ = try runPackage(entity("account", deleted: Self.id, other))
        #expect(lists().joined().contains("A-1,\(Self.id)"))
    }

    /// Drops a lake of vehicles with these lines and runs.
    private func runVehicles(_ lines: String..., in fleet: VehicleWorkspace) throws -> String {
        let attributes = [
            "Id", "SinkModifiedOn", "IsDelete", "new_vehicleid", "new_plate", "statecode",
        ]
        let names = attributes.map { "{\"name\": \"\($0)\"}" }.joined(separator: ", ")
        fleet.write(
            """
            {"name": "lake", "version": "1.0", "entities": [{"$type": "LocalEntity",
            "name": "new_vehicle", "attributes": [\(names)], "partitions": [
            {"location": "https://x.dfs.core.windows.net/lake/new_vehicle/2026.csv"}]}]}
            """, to: "inbox/USMF/lake/model.json")
        fleet.write(
            lines.map { $0 + "\n" }.joined(), to: "inbox/USMF/lake/new_vehicle/2026.csv")
        return try fleet.run().output
    }

    @Test func `are told when the other system sends them again`() throws {
        let fleet = try VehicleWorkspace()
        func inspect(_ day: String) throws -> String {
            fleet.write(
                "VEHICLENUMBER,LASTINSPECTIONDATE\nV-1,2026-11-\(day)\n",
                to: "inbox/USMF/Fleet vehicles.csv")
            return try fleet.run().output
        }
        let vehicle = "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),V-1,0"
        #expect(try runVehicles(vehicle, in: fleet).contains("1 written"))
        #expect(try !inspect("02").contains("P2C-KEY-014"))
        let deleted = try runVehicles("\(Self.id),2026-02-01T00:00:00Z,True,,,", in: fleet)
        #expect(deleted.contains("IsDelete = True (1)"), "\(deleted)")
        let again = try inspect("03")
        #expect(
            again.contains(
                "record V-1: Sales has deleted it, and makes it anew as \(Self.id) with what this "
                    + "package has"), "\(again)")
        // Restored it is one like any other.
        _ = try runVehicles(vehicle.replacing("2026-01", with: "2026-03"), in: fleet)
        #expect(try !inspect("04").contains("P2C-KEY-014"))
    }

    @Test func `are told where another record refers to them`() throws {
        let account = "\(Self.id),2026-01-01T00:00:00Z,,\(Self.id),A-1,One"
        #expect(try run("account", Self.columns, account).contains("1 written"))
        _ = try run("account", Self.columns, "\(Self.id),2026-02-01T00:00:00Z,True,,,")
        scratch.write(
            "msdynce_contactnumber,firstname,lastname,parentcustomerid,msdynce_isactivecustomer,"
                + "msdynce_iscompanyanaccount\nCON-1,Anna,Meyer,\(Self.id),No,Yes\n",
            to: "work/inbox/USMF/contacts.csv")
        let contacts = try ProgramRun("run", "-w", root).output
        #expect(
            contacts.contains(
                "record CON-1: it refers to Account \"A-1\", which Sales has deleted"),
            "\(contacts)")
    }
}
