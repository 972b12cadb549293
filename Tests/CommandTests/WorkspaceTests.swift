import Foundation
import Pipeline
import Support
import Testing

/// What people do in a workspace, with the program as they start it.
@Suite struct `A workspace` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        let made = try ProgramRun("init", root)
        #expect(made.status == 0, "\(made.errors)")
    }

    private func drop(_ text: String, as name: String) {
        scratch.write(text, to: "work/inbox/\(name)")
    }

    private func run(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["run", "-w", root] + arguments)
    }

    private func deliveries() -> [String] {
        scratch.files(in: "work/outbox").filter { $0.hasSuffix(".zip") }
    }

    private func customers(_ delivery: String) throws -> String {
        let bytes = try zipEntry("Customers V2.xml", of: "\(root)/outbox/\(delivery)")
        return String(decoding: try #require(bytes), as: UTF8.self)
    }

    private static let two =
        "accountnumber,name,address1_country\r\nA-1,Contoso,FR\r\nA-2,Fabrikam,\r\n"

    @Test func `nasty case 26: delivers once, and only what changed after that`() throws {
        drop(Self.two, as: "USMF/accounts.csv")
        #expect(try run().status == 0)
        #expect(deliveries().count == 1)
        #expect(scratch.files(in: "work/archive") == ["USMF/run1-accounts.csv"])

        drop(Self.two, as: "USMF/copy.csv")
        let again = try run()
        #expect(again.output.contains("the same content went through as run 1"))
        #expect(deliveries().count == 1)

        drop(Self.two.replacing("Fabrikam", with: "Fabrikam Inc."), as: "USMF/accounts.csv")
        let third = try run()
        #expect(
            third.output.contains("2 read, 1 written, 0 set aside, 0 filtered, 1 unchanged"),
            "\(third.output)")
        #expect(deliveries().count == 2)
        #expect(try customers(deliveries()[1]).contains("Fabrikam Inc."))
        #expect(try !customers(deliveries()[1]).contains("Contoso"))

        drop(Self.two + "\r\n", as: "USMF/accounts.csv")
        #expect(try run("--full").output.contains("2 read, 2 written"))
    }

    @Test func `a character that the package cannot carry costs its record only`() throws {
        let text = "accountnumber,name\r\nA-1,Con\u{8}toso\r\nA-2,Fabrikam\r\n"
        drop(text, as: "USMF/accounts.csv")
        let first = try run()
        #expect(first.status == 1)
        #expect(first.output.contains("2 read, 1 written, 1 set aside"), "\(first.output)")
        #expect(try !customers(deliveries()[0]).contains("toso"))
        let aside = try #require(scratch.read("work/quarantine/USMF/run1-records/accounts.csv"))
        #expect(aside.contains("The value holds the character U+0008"))
        drop(aside.replacing("\u{8}", with: ""), as: "USMF/accounts.csv")
        #expect(try run().output.contains("1 read, 1 written"))
        #expect(try customers(deliveries()[1]).contains("Contoso"))
    }

    @Test func `keeps what an earlier file brought when a later one lacks the column`() throws {
        drop(Self.two, as: "USMF/accounts.csv")
        _ = try run()
        drop("accountnumber,name\r\nA-1,Contoso Ltd\r\n", as: "USMF/accounts-2.csv")
        _ = try run()
        let delivery = try #require(deliveries().last)
        let second = try customers(delivery)
        #expect(
            second.contains("<ADDRESSCOUNTRYREGIONISOCODE>FR</ADDRESSCOUNTRYREGIONISOCODE>"),
            "The default may not overwrite the country that CDS knows: \(second)")
    }

    @Test func `lets an account travel that says nothing about e-mail and calls`() throws {
        drop(
            "accountnumber,name,donotemail,donotphone\r\nA-1,Contoso,,\r\n", as: "USMF/accounts.csv"
        )
        #expect(try run().output.contains("1 read, 1 written"))
    }

    @Test func `keeps what is prepared when it cannot be published, and publishes it later`() throws
    {
        drop(Self.two, as: "USMF/accounts.csv")
        scratch.write("in the way", to: "work/outbox/finops")
        #expect(try run().status == 4)
        try FileManager.default.removeItem(atPath: root + "/outbox/finops")
        #expect(try run().output.contains("2 read, 2 written"))
        #expect(deliveries().count == 1)
        #expect(scratch.files(in: "work/archive") == ["USMF/run1-accounts.csv"])
    }

    @Test func `keeps the same account number of two companies apart`() throws {
        let settings = try #require(scratch.read("work/p2c.json"))
        scratch.write(
            settings.replacing(
                "organizations: [",
                with: "organizations: [{ legalEntity: \"DEMF\", cdsOrganization: \"ORG002\" },"),
            to: "work/p2c.json")
        drop(Self.two, as: "USMF/accounts.csv")
        drop(Self.two, as: "DEMF/accounts.csv")
        #expect(try run().status == 0)
        #expect(deliveries().map { String($0.prefix(11)) } == ["finops/DEMF", "finops/USMF"])
    }

    @Test func `sets broken records aside so that they can be mended and dropped again`() throws {
        drop(
            "accountnumber,name,creditlimit\r\nA-1,Contoso,1\r\nA-2,\"Fabrikam, Inc\",x\r\nA-3,short\r\n",
            as: "USMF/accounts.csv")
        #expect(try run().status == 1)
        let file = "quarantine/USMF/run1-records/accounts.csv"
        let aside = try #require(scratch.read("work/" + file))
        #expect(
            aside == """
                \u{FEFF}accountnumber,name,creditlimit,P2C_REASON\r
                A-2,"Fabrikam, Inc",x,"P2C-VAL-002 creditlimit: ""x"" is not a number"\r
                A-3,short,"P2C-CSV-001 line 4 has 2 values, the header has 3"\r

                """)
        drop(
            aside.replacing(",x,", with: ",2,").replacing("A-3,short,", with: "A-3,short,3,"),
            as: "USMF/accounts.csv")
        let mended = try run()
        #expect(mended.status == 0, "\(mended.output)")
        #expect(mended.output.contains("2 read, 2 written"))
    }

    @Test(arguments: [
        ("USMF/accounts.xlsx", "PK\u{3}\u{4}broken", "P2C-ZIP"),
        ("USMF/unheard-of.csv", "a,b\r\n1,2\r\n", "P2C-RUN-001"),
        // nasty case 47: the company is context; one that the settings do not know is refused.
        ("GBSI/accounts.csv", two, "\"GBSI\" is none of USMF"),
        ("USMF/accounts.csv", "name;no,x\r\nContoso;1,2\r\n", "P2C-CSV-050"),
        // nasty case 45: without its key column the entity is refused before any record is read.
        ("USMF/accounts.csv", "name,telephone1\r\nContoso,1\r\n", "P2C-MAP-017"),
        ("USMF/Accounts.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "P2C-XML"),
    ])
    func `puts what cannot be converted into quarantine with the reason`(
        name: String, content: String, reason: String
    ) throws {
        drop(content, as: name)
        // A file that is not complete yet is only given up when it has not changed for an hour.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)],
            ofItemAtPath: "\(root)/inbox/\(name)")
        let result = try run()
        #expect(result.status == 3, "\(result.output)\(result.errors)")
        let reasons = scratch.files(in: "work/quarantine").filter { $0.hasSuffix(".reason.txt") }
        let text = scratch.read("work/quarantine/" + (reasons.first ?? "")) ?? ""
        #expect(text.contains(reason), "\(text)")
        #expect(deliveries().isEmpty)
        #expect(scratch.files(in: "work/inbox").isEmpty)
    }

    @Test func `reads files as its settings say`() throws {
        scratch.write(
            #"""
            {
              defaultLegalEntity: "USMF",
              organizations: [{ legalEntity: "USMF", cdsOrganization: "ORG001" }],
              formats: {
                CSV: {
                  delimiter: ";", escape: "\\", header: "none", codePage: 1252, strict: true,
                  columns: ["accountnumber", "name", "address1_country"],
                },
              },
            }
            """#, to: "work/p2c.json")
        scratch.write(
            Array("A-1;\"The \\\"Caf".utf8) + [0xE9] + Array("\\\"; Ltd\";FR\r\n".utf8),
            to: "work/inbox/accounts.csv")
        let result = try run()
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try customers(deliveries()[0]).contains("The \"Café\"; Ltd"))
    }

    @Test func `says how it found a file to be written`() throws {
        let text = Self.two.replacing(",", with: ";")
        scratch.write(text, to: "a/accounts.csv")
        let result = try ProgramRun(
            "validate", "-w", root, scratch.path + "/a/accounts.csv")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("the delimiter is “;”"), "\(result.output)")
        #expect(result.output.contains("P2C-CSV-028"))
        scratch.write(Self.two, to: "b/accounts.csv")
        let plain = try ProgramRun("validate", "-w", root, scratch.path + "/b/accounts.csv")
        #expect(!plain.output.contains("P2C-CSV"), "\(plain.output)")
    }

    @Test func `leaves alone what is still being written`() throws {
        drop("accountnumber,name\r\nA-1,\"not clo", as: "USMF/accounts.csv")
        drop(Self.two, as: "USMF/other.csv.part")
        drop("", as: "USMF/empty.csv")
        let result = try run()
        #expect(result.status == 0)
        for words in [
            "accounts.csv is not complete yet: The last record is not closed. If nobody writes it any "
                + "more, look for a quote that begins a value and has no end",
            "empty.csv is not complete yet: It is empty. If nobody writes it any more, take it out",
        ] {
            #expect(result.output.contains(words), "\(result.output)")
        }
        #expect(scratch.files(in: "work/inbox").count == 3)
    }

    @Test func `says of files without a marker what they wait for`() throws {
        let settings = try #require(scratch.read("work/p2c.json"))
        scratch.write(
            settings.replacing("doneMarkers: false", with: "doneMarkers: true"), to: "work/p2c.json"
        )
        drop(Self.two, as: "USMF/accounts.csv")
        let result = try run()
        #expect(result.status == 0)
        #expect(
            result.output.hasPrefix(
                "1 file in inbox/ waits for NAME.done beside it, as inbox.doneMarkers of p2c.json wants: "
                    + "USMF/accounts.csv."), "\(result.output)")
        #expect(!result.output.contains("nothing to convert"))
    }

    @Test func `nasty case 48: never mixes the records of two companies`() throws {
        drop(
            "ProductNumber,ProductName,ProductType,SalesUnitSymbol,SalesPrice,UnitCost,CurrencyCode,"
                + "dataAreaId\r\nD1,Speaker,Item,ea,5.5,1,USD,usmf\r\n"
                + "D2,Cable,Item,ea,2,1,USD,DEMF\r\nD3,Lamp,Item,ea,2,1,USD,\r\n",
            as: "USMF/Sellable released products.csv")
        let run = try run()
        #expect(run.output.contains("P2C-RUN-007: 1 × The record belongs to another company"))
        #expect(
            run.output.contains("record D2: it is of DEMF, the package is taken for USMF"),
            "\(run.output)")
    }

    @Test func `shows its history and each run in full`() throws {
        #expect(try ProgramRun("history", "-w", root).output.contains("No runs yet"))
        drop(Self.two, as: "USMF/accounts.csv")
        _ = try run()
        let history = try ProgramRun("history", "-w", root)
        #expect(history.output.contains("completed"))
        #expect(history.output.contains("USMF/accounts.csv"))
        let shown = try ProgramRun("show", "1", "-w", root)
        #expect(shown.output.contains("2 read, 2 written, 0 set aside, 0 filtered, 0 unchanged"))
        #expect(try ProgramRun("show", "9", "-w", root).status == 2)
    }

    @Test func `takes a template and a mapping that a user changed, without a new build`() throws {
        let path = "work/templates/accounts-sales-to-finops/template.json"
        let template = try #require(scratch.read(path))
        let changed = template.replacing(
            "defaultValue: \"10\"", with: "defaultValue: \"WHOLESALE\""
        )
        .replacing("\"defaultValue\": \"10\"", with: "\"defaultValue\": \"WHOLESALE\"")
        #expect(changed != template)
        scratch.write(changed, to: path)
        drop(Self.two, as: "USMF/accounts.csv")
        _ = try run()
        let delivery = try #require(deliveries().first)
        #expect(
            try customers(delivery).contains("<CUSTOMERGROUPID>WHOLESALE</CUSTOMERGROUPID>"))
    }

    @Test func `stops in order when it is asked to while it watches`() throws {
        let process = Process()
        process.executableURL = ProgramRun.program
        process.arguments = ["watch", "-w", root, "--poll", "0.1"]
        let errors = Pipe()
        process.standardError = errors
        drop(Self.two, as: "USMF/accounts.csv")
        try process.run()
        var log = ""
        while !log.contains("run.closed"), let line = errors.fileHandleForReading.availableText {
            log += line
        }
        process.terminate()
        process.waitUntilExit()
        log += errors.fileHandleForReading.availableText ?? ""
        #expect(process.terminationStatus == 0)
        #expect(log.contains("outcome=completed"))
        #expect(log.contains("watch.stopped"))
        #expect(deliveries().count == 1)
    }
}

extension FileHandle {
    /// What has come, after waiting for something; nil at the end.
    fileprivate var availableText: String? {
        let data = availableData
        return data.isEmpty ? nil : String(decoding: data, as: UTF8.self)
    }
}
