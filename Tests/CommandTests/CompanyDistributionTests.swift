import Foundation
import Support
import Testing

/// Files of several companies in the inbox itself, with the program as people start it.
@Suite struct `A file of several companies` {
    private let workspace: CompanyWorkspace
    private var scratch: ScratchFolder { workspace.scratch }

    private static let products = [
        "PRODUCTNUMBER,PRODUCTNAME,PRODUCTTYPE,SALESUNITSYMBOL,CURRENCYCODE,DATAAREAID",
        "D1,Speaker,Item,ea,USD,USMF", "D2,Lautsprecher,Item,ea,EUR,demf ",
        "D3,Cable,Item,ea,USD,USMF",
    ]
    private static let productsFile = "Sellable released products.csv"
    private static let accounts = [
        "accountnumber,name,owningbusinessunit", "C-1,Fabrikam,Contoso US",
        "C-2,Litware,contoso de", "C-3,Tailspin,Contoso FR", "C-4,Adatum,Contoso DE ",
    ]

    init() throws { workspace = try CompanyWorkspace() }

    @Test func `becomes a file of each, and both are converted in the same invocation`() throws {
        workspace.drop(Self.products, as: Self.productsFile)
        let run = try workspace.run()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            run.output.hasPrefix(
                """
                run 1: Sellable released products.csv: distributed, 3 records read
                  Sellable released products.csv, CSV, UTF-8, delimiter ",": Fin and Ops Sellable released products
                    3 read, 3 handed on, 0 set aside, 0 filtered
                  handed on: inbox/DEMF/Sellable released products.csv (1 record)
                  handed on: inbox/USMF/Sellable released products.csv (2 records)
                run 2: Sellable released products.csv (DEMF): completed, 1 record read
                """), "\(run.output)")
        #expect(
            run.output.contains("run 3: Sellable released products.csv (USMF): completed, 2"))
        #expect(
            scratch.files(in: "work/archive") == [
                "DEMF/run2-Sellable released products.csv",
                "USMF/run3-Sellable released products.csv",
                "run1-Sellable released products.csv",
            ])
        #expect(
            scratch.read("work/archive/DEMF/run2-Sellable released products.csv")
                == "\u{FEFF}\(Self.products[0])\r\nD2,Lautsprecher,Item,ea,EUR,\"demf \"\r\n")
        #expect(workspace.deliveries() == ["sales/DEMF", "sales/USMF"])
        #expect(scratch.files(in: "work/inbox").isEmpty)
    }

    @Test func `of Sales is known by the names of business units`() throws {
        workspace.drop(Self.accounts, as: "accounts.csv")
        let run = try workspace.run()
        #expect(run.status == 1)
        #expect(
            run.output.hasPrefix(
                """
                run 1: accounts.csv: distributed with 1 of 4 records set aside
                  accounts.csv, CSV, UTF-8, delimiter ",": Sales Account
                    4 read, 3 handed on, 1 set aside, 0 filtered
                  handed on: inbox/DEMF/accounts.csv (2 records)
                  handed on: inbox/USMF/accounts.csv (1 record)
                  set aside: quarantine/run1-records
                """), "\(run.output)")
        #expect(
            scratch.read("work/quarantine/run1-records/accounts.csv")
                == """
                \u{FEFF}\(Self.accounts[0]),P2C_REASON\r
                C-3,Tailspin,Contoso FR,\
                "P2C-RUN-009 owningbusinessunit: no row of organizations has the business unit \
                ""Contoso FR""\"\r

                """)
        #expect(run.output.contains("Add a row for it to organizations in p2c.json"))
        #expect(workspace.deliveries() == ["finops/DEMF", "finops/USMF"])
    }

    @Test func `of Sales goes to the company of each of its business units`() throws {
        workspace.set("defaultLegalEntity: \"USMF\",")
        let settings = try #require(scratch.read("work/p2c.json"))
        scratch.write(
            settings.replacing(
                "{ legalEntity: \"DEMF\"",
                with: "{ legalEntity: \"usmf\", cdsOrganization: \"ORG001\", "
                    + "businessUnit: \"Contoso West\" }, { legalEntity: \"DEMF\""),
            to: "work/p2c.json")
        workspace.drop(
            [
                Self.accounts[0], "C-1,Fabrikam,Contoso US", "C-2,Litware,contoso west",
                "C-3,Tailspin,Contoso DE",
            ], as: "accounts.csv")
        let run = try workspace.run()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("handed on: inbox/USMF/accounts.csv (2 records)"))
        #expect(run.output.contains("handed on: inbox/DEMF/accounts.csv (1 record)"))
        #expect(run.output.contains("run 3: accounts.csv (USMF): completed, 2 records read"))
        #expect(!run.output.contains("P2C-KEY-005"), "\(run.output)")
    }

    @Test func `of Sales is known by the ids of business units in references.csv`() throws {
        let (us, de) = (
            "7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e01", "7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e02"
        )
        let unknown = "7d0e3a52-9c1b-4e0f-8a64-0c2f5b1d7e03"
        scratch.write(
            """
            table,keyField,key,id,name\r
            businessunit,name,Contoso US,\(us),Contoso US\r
            businessunit,name,Contoso DE,{\(de)},\r

            """, to: "work/references.csv")
        workspace.drop(
            [
                "accountnumber,name,Owning Business Unit", "C-1,Fabrikam,{\(us.uppercased())}",
                "C-2,Litware,\(de)", "C-3,Tailspin,\(unknown)",
            ], as: "accounts.csv")
        let run = try workspace.run()
        #expect(run.output.contains("3 read, 2 handed on, 1 set aside"), "\(run.output)")
        #expect(
            run.output.contains(
                "no row of organizations has the business unit \"\(unknown)\", and references.csv no "
                    + "row of it"))
        #expect(workspace.deliveries() == ["finops/DEMF", "finops/USMF"])
    }

    @Test func `that turns out to be of one is converted for it as it is`() throws {
        workspace.drop(
            [Self.accounts[0], Self.accounts[2], "C-5,No name,", Self.accounts[4]],
            as: "accounts.csv")
        workspace.set("defaultLegalEntity: \"DEMF\",")
        let run = try workspace.run()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.hasPrefix("run 1: accounts.csv (DEMF): completed, 3 records read"))
        #expect(scratch.files(in: "work/archive") == ["run1-accounts.csv"])
        #expect(workspace.deliveries() == ["finops/DEMF"])
        workspace.drop(
            [Self.accounts[0], Self.accounts[2], "C-5,No name,", Self.accounts[4]],
            as: "accounts.csv")
        #expect(try workspace.run().output.contains("went through as run 1"))
    }

    @Test func `without the column is the default company's, as ever`() throws {
        workspace.drop(["accountnumber,name", "C-1,Fabrikam"], as: "accounts.csv")
        let refused = try workspace.run()
        #expect(refused.status == 3)
        #expect(refused.output.contains("P2C-RUN-003"), "\(refused.output)")
        workspace.set("defaultLegalEntity: \"DEMF\",")
        workspace.drop(["accountnumber,name", "C-1,Fabrikam"], as: "accounts.csv")
        #expect(try workspace.run().output.hasPrefix("run 2: accounts.csv (DEMF): completed"))
    }

    @Test func `that comes again is a duplicate, and is distributed again only with --full`() throws
    {
        workspace.drop(Self.products, as: Self.productsFile)
        _ = try workspace.run()
        workspace.drop(Self.products, as: Self.productsFile)
        let again = try workspace.run()
        #expect(again.status == 0)
        #expect(
            again.output == """
                run 4: Sellable released products.csv: the same content went through as run 1; \
                nothing delivered again

                """)
        workspace.drop(Self.products, as: Self.productsFile)
        let full = try workspace.run("--full")
        #expect(full.output.hasPrefix("run 5: Sellable released products.csv: distributed"))
        #expect(full.output.contains("2 read, 2 written"), "\(full.output)")
    }

    @Test func `leaves a file of its name where it lies`() throws {
        // It is still being written.
        scratch.write(
            "PRODUCTNUMBER,PRODUCTNAME\r\nD9,\"Spea", to: "work/inbox/DEMF/\(Self.productsFile)")
        workspace.drop(Self.products, as: Self.productsFile)
        let run = try workspace.run()
        #expect(run.status == 0, "\(run.output)")
        #expect(
            run.output.contains("handed on: inbox/DEMF/Sellable released products (1).csv (1 rec"))
        #expect(run.output.contains("run 2: Sellable released products (1).csv (DEMF): completed"))
        #expect(
            scratch.files(in: "work/inbox") == ["DEMF/Sellable released products.csv"])
        #expect(workspace.deliveries() == ["sales/DEMF", "sales/USMF"])
    }

    @Test func `is seen in history and show, and trace names the runs of its companies`() throws {
        workspace.drop(Self.accounts, as: "accounts.csv")
        _ = try workspace.run()
        let history = try ProgramRun("history", "-w", workspace.root)
        let lines = history.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(
            lines[3].split(separator: " ").dropFirst(2) == [
                "warning", "4", "3", "1", "0", "0", "0", "accounts.csv",
            ])
        let show = try ProgramRun("show", "1", "-w", workspace.root)
        #expect(show.output.contains("handed on: inbox/USMF/accounts.csv (1 record)"))
        let archived = "\(workspace.root)/archive/run1-accounts.csv"
        for place in [["1"], ["--from", "1"], ["--from", archived]] {
            let trace = try ProgramRun(["trace"] + place + ["C-2", "-w", workspace.root])
            #expect(trace.status == 2)
            let flag = place.count == 2 ? "--from " : ""
            #expect(
                trace.errors == """
                    p2c: Run 1 distributed accounts.csv to inbox/DEMF/accounts.csv and \
                    inbox/USMF/accounts.csv. Try "p2c trace \(flag)2 C-2" (DEMF) or \
                    "p2c trace \(flag)3 C-2" (USMF). What it set aside itself is in \
                    quarantine/run1-records, each record with its reason

                    """)
        }
        let traced = try ProgramRun("trace", "2", "C-2", "-w", workspace.root)
        #expect(traced.output.contains("was delivered"), "\(traced.errors)")
    }

    @Test func `can be mended and dropped again`() throws {
        workspace.drop(Self.accounts, as: "accounts.csv")
        _ = try workspace.run()
        let aside = try #require(scratch.read("work/quarantine/run1-records/accounts.csv"))
        scratch.write(
            aside.replacing("Contoso FR,", with: "Contoso DE,"), to: "work/inbox/accounts.csv")
        let run = try workspace.run()
        #expect(run.output.hasPrefix("run 4: accounts.csv (DEMF): completed, 1 record read"))
    }

    @Test func `gets markers where files need them, and watch takes what it handed on`() throws {
        workspace.set("inbox: { doneMarkers: true, looks: 1 },")
        workspace.drop(Self.products, as: Self.productsFile)
        scratch.write("", to: "work/inbox/\(Self.productsFile).done")
        let process = Process()
        process.executableURL = ProgramRun.program
        process.arguments = ["watch", "-w", workspace.root, "--poll", "0.1"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        var log = ""
        while log.components(separatedBy: "run.closed").count < 4 {
            let data = errors.fileHandleForReading.availableData
            if data.isEmpty { break }
            log += String(decoding: data, as: UTF8.self)
        }
        process.terminate()
        process.waitUntilExit()
        #expect(
            log.contains(
                "handedOn=\"inbox/DEMF/Sellable released products.csv, "
                    + "inbox/USMF/Sellable released products.csv\""), "\(log)")
        #expect(log.contains("run=3"))
        #expect(workspace.deliveries() == ["sales/DEMF", "sales/USMF"])
        #expect(scratch.files(in: "work/inbox").isEmpty)
    }
}

/// A workspace with two companies and no default one.
struct CompanyWorkspace {
    let scratch = ScratchFolder()
    let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        set("")
        let references = "\(projectFolder)/examples/prospect-to-cash/references.csv"
        scratch.write(
            try String(contentsOfFile: references, encoding: .utf8), to: "work/references.csv")
    }

    /// Writes the settings, with more of them.
    func set(_ more: String) {
        scratch.write(
            """
            { organizations: [
                { legalEntity: "USMF", cdsOrganization: "ORG001", businessUnit: "Contoso US" },
                { legalEntity: "DEMF", cdsOrganization: "ORG002", businessUnit: "Contoso DE" } ],
              references: "references.csv", \(more) }
            """, to: "work/p2c.json")
    }

    func drop(_ lines: [String], as name: String) {
        scratch.write(lines.joined(separator: "\r\n") + "\r\n", to: "work/inbox/\(name)")
    }

    func run(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["run", "-w", root] + arguments)
    }

    /// System and company of each package, such as `finops/DEMF`.
    func deliveries() -> [String] {
        scratch.files(in: "work/outbox").filter { $0.hasSuffix(".zip") }.map {
            $0.split(separator: "/").prefix(2).joined(separator: "/")
        }
    }
}
