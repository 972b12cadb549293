import Foundation
import Support
import Testing

/// What `p2c validate` says, and how it ends.
@Suite struct `Validating` {
    private let scratch = ScratchFolder()

    private static let broken = """
        accountnumber,name,creditlimit,fax
        C-1,Fabrikam,"12,5O",1
        C-2,,x,1
        C-3,Contoso,1,1

        """

    private func path(_ name: String) -> String { scratch.path + "/" + name }

    private func validate(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["validate"] + arguments)
    }

    /// A schema file of one field.
    private func schema(_ name: String, field: String, entity: String = "thing") {
        scratch.write(
            """
            {
              name: "\(entity)", "p2c:environment": "sales", primaryKey: ["id"],
              fields: [{ name: "id", type: "string" }, \(field)],
            }
            """, to: name)
    }

    // MARK: Verdict and exit code

    @Test func `tells of records of another company than the one that is meant`() throws {
        scratch.write(
            "accountnumber,name,dataAreaId\nC-1,A,USMF\nC-2,B,DEMF\n", to: "accounts.csv")
        let file = scratch.path + "/accounts.csv"
        #expect(try ProgramRun("validate", file).status == 0)
        let run = try ProgramRun("validate", file, "-l", "USMF")
        #expect(run.status == 1)
        #expect(
            run.output.contains("it is of DEMF, the package is taken for USMF"), "\(run.output)")
    }

    @Test func `warns of a repeated number of Sales, of which a run takes the first record`()
        throws
    {
        let root = path("work")
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(
            "accountid,accountnumber,name\nc0a7b5d0-0000-4000-8000-000000000001,C-1,A\n"
                + "c0a7b5d0-0000-4000-8000-000000000002,C-1,B\n", to: "work/inbox/USMF/accounts.csv"
        )
        let file = root + "/inbox/USMF/accounts.csv"
        let valid = try validate(file, "-w", root)
        #expect(valid.status == 0)
        #expect(valid.output.contains("P2C-KEY-003"), "\(valid.output)")
        #expect(
            valid.output.contains("takes the first one and sets the others aside (P2C-KEY-001)"),
            "\(valid.output)")
        #expect(try validate(file, "--strict", "-w", root).status == 1)
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 1)
        #expect(run.output.contains("P2C-KEY-001"), "\(run.output)")
    }

    @Test func `names the field that a misspelt column may be`() throws {
        scratch.write("accountnumber,name,creditlimt,shoe size\nC-1,A,5,44\n", to: "accounts.csv")
        let file = scratch.path + "/accounts.csv"
        let run = try ProgramRun("validate", file)
        #expect(
            run.output.contains("The schema has no field creditlimt; the nearest is creditlimit"),
            "\(run.output)")
        #expect(!run.output.contains("no field shoe size"))
    }

    @Test func `says first how it stands, then each cause with places and what to do`() throws {
        scratch.write(Self.broken, to: "accounts.csv")
        let run = try validate(path("accounts.csv"))
        #expect(run.status == 1)
        #expect(run.errors.isEmpty)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
            lines[0]
                == "\(path("accounts.csv")) (entity file): not valid, 2 of 3 records break a rule "
                + "(3 errors)")
        #expect(
            Array(lines[4...7]) == [
                "  error P2C-VAL-002, F&O calls it DMF2018: 2 × The value is not a number (creditlimit)",
                "      accounts.csv:2 (byte 35): \"12,5O\" is not a number",
                "      accounts.csv:3 (byte 58): \"x\" is not a number",
                "      To do: Write digits with a point before the decimals and nothing between the "
                    + "thousands",
            ])
    }

    @Test func `ends with the worst of several files`() throws {
        scratch.write("accountnumber,name\nC-1,Fabrikam\n", to: "accounts.csv")
        scratch.write("accountnumber,name\nC-1,\n", to: "account.csv")
        scratch.write("PK\u{3}\u{4} and no more", to: "broken.zip")
        let (good, bad) = (path("accounts.csv"), path("account.csv"))
        #expect(try validate(good).status == 0)
        #expect(try validate(bad, good).status == 1)
        #expect(try validate(good, path("broken.zip"), bad).status == 3)
        #expect(try validate(good, path("gone.csv")).status == 2)
        #expect(try validate(good, "--max-issues", "0").status == 2)
        #expect(try validate(good, "--json", "--sarif", "-").status == 2)
    }

    @Test func `holds warnings against a file only when told to`() throws {
        scratch.write("subject\nTrade fair\n", to: "leads.csv")
        let plain = try validate(path("leads.csv"))
        #expect(plain.status == 0)
        #expect(plain.output.contains(": valid, 1 warning (1 record)\n"), "\(plain.output)")
        let strict = try validate(path("leads.csv"), "--strict")
        #expect(strict.status == 1)
        #expect(
            strict.output.contains(
                "not valid, 1 warning (1 record); --strict counts warnings as errors"),
            "\(strict.output)")
        let json = try validate(path("leads.csv"), "--strict", "--json")
        #expect(json.status == 1)
        #expect(json.output.contains("\"verdict\": \"invalid\""))
    }

    @Test func `stops after so many issues, says so and is not content`() throws {
        let name = String(repeating: "n", count: 150)
        let rows = (1...2_000).map { "C-\($0),\(name),\($0 <= 9 ? "x" : "1")\n" }.joined()
        scratch.write("accountnumber,name,creditlimit\n" + rows, to: "accounts.csv")
        let run = try validate(path("accounts.csv"), "--max-issues", "7")
        #expect(run.status == 1)
        #expect(run.output.contains("not valid. Stopped after 7 issues; all counts are of the"))
        #expect(run.output.contains(": 7 × The value is not a number"), "\(run.output)")
        let file = try ValidationJSON(validate(path("accounts.csv"), "--max-issues", "7", "--json"))
            .files[0]
        #expect(file.issues.map(\.record) == [1, 2, 3, 4, 5, 6, 7])
        #expect(!file.complete)
        #expect(file.counts.errors == 7)
        #expect(file.counts.records < 2_000)

        let whole = try validate(path("accounts.csv"), "--max-issues", "10")
        #expect(whole.output.contains("9 of 2 000 records break a rule"), "\(whole.output)")
    }

    @Test func `names the header when a rule is broken by every record`() throws {
        scratch.write("accountnumber,name\nC-1,a,b\nC-2,a,b\nC-3,a,b\n", to: "accounts.csv")
        let run = try validate(path("accounts.csv"))
        #expect(run.output.contains("Every record has it: look at the header"), "\(run.output)")
    }

    @Test func `goes on with other entities when one cannot be read`() throws {
        scratch.write("accountnumber,name\nC-1,\n", to: "pack/accounts.csv")
        scratch.write("fullname,fullname\nJane,Jane\n", to: "pack/contacts.csv")
        let run = try validate(path("pack"))
        #expect(run.status == 3)
        #expect(run.output.contains("cannot be read to its end"), "\(run.output)")
        #expect(run.output.contains("name is blank"), "\(run.output)")
        #expect(run.output.contains("P2C-CSV-040"), "\(run.output)")
    }

    @Test func `keeps what was noticed when a package cannot be opened`() throws {
        scratch.write("<DataManagementPackageManifest/>", to: "pack/inner/Manifest.xml")
        let run = try validate(path("pack"))
        #expect(run.status == 3)
        #expect(run.output.contains("warning P2C-PKG-"), "\(run.output)")
        #expect(run.output.contains("Its files lie in inner"), "\(run.output)")
    }

    // MARK: Schemas

    @Test func `takes one schema for whatever the entity is called`() throws {
        schema("own/any.json", field: "{ name: \"code\", constraints: { maxLength: 2 } }")
        scratch.write("id,code\n1,abc\n", to: "export 7.csv")
        let run = try validate(path("export 7.csv"), "--schema", path("own/any.json"))
        #expect(run.status == 1)
        #expect(
            run.output.contains("record 1: \"abc\" has 3 UTF-16 code units, code takes 2"),
            "\(run.output)\(run.errors)")
    }

    @Test func `takes the schemas of a folder by entity, and no others`() throws {
        schema(
            "own/sales/thing.json", field: "{ name: \"code\", constraints: { maxLength: 2 } }")
        schema("own/other.json", field: "{ name: \"code\" }", entity: "other")
        scratch.write("id,code\n1,abc\n", to: "pack/thing.csv")
        scratch.write("id,code\n1,abc\n", to: "pack/other.csv")
        scratch.write("accountnumber\n1\n", to: "pack/accounts.csv")
        let run = try validate(path("pack"), "--schema", path("own"))
        #expect(run.status == 1)
        #expect(run.output.contains("(2 errors") == false)
        #expect(run.output.contains("code takes 2"), "\(run.output)")
        #expect(run.output.contains("accounts was only read, not checked"), "\(run.output)")
    }

    @Test(arguments: ["gone.json", "empty", "wrong.json"])
    func `refuses a schema that cannot be used`(name: String) throws {
        scratch.write("", to: "empty/readme.txt")
        scratch.write("{ nam: 1 }", to: "wrong.json")
        scratch.write("id\n1\n", to: "thing.csv")
        let run = try validate(path("thing.csv"), "--schema", path(name))
        #expect(run.status == 2)
        #expect(run.errors.contains(name), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    // MARK: Documents

    @Test func `has every issue in the JSON, grouped and one by one`() throws {
        let rows = (1...300).map { "C-\($0),Fabrikam,x\($0)\n" }.joined()
        scratch.write("accountnumber,name,creditlimit\n" + rows, to: "accounts.csv")
        scratch.write("accountnumber,name\n1,a\n", to: "account.csv")
        let run = try validate(path("accounts.csv"), path("account.csv"), "--json")
        let json = try ValidationJSON(run)
        #expect(json.version == 1)
        #expect(json.verdict == "invalid")
        #expect(json.files.map(\.verdict) == ["invalid", "valid"])
        let file = json.files[0]
        #expect(file.complete)
        #expect(file.counts == .init(records: 300, invalidRecords: 300, errors: 300, warnings: 0))
        #expect(file.entities.map(\.schema) == ["Sales Account"])
        #expect(file.groups.map(\.count) == [300])
        #expect(file.groups[0].microsoftCodes == ["DMF2018"])
        let values: [String?] = (1...300).map { "x\($0)" }
        #expect(file.issues.map(\.value) == values)
        #expect(file.issues[2].code == "P2C-VAL-002")
        #expect(file.issues[2].microsoftCodes == ["DMF2018"])
        #expect(file.issues[2].detail == "\"x3\" is not a number")
        #expect(file.issues[2].line == 4)
        #expect(json.files[1].issues.isEmpty)
    }

    @Test func `prints the JSON that its page shows`() throws {
        scratch.write(
            "accountnumber,name,creditlimit\nC-100,Fabrikam,\"12,5O\"\nC-101,Contoso,1\n",
            to: "exports/accounts.csv")
        let process = Process()
        process.executableURL = ProgramRun.program
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        process.arguments = ["validate", "exports/accounts.csv", "--json"]
        let page = try String(contentsOfFile: projectFolder + "/docs/validate.md", encoding: .utf8)
        let blocks = page.components(separatedBy: "```")
        let shown = try #require(blocks.first { $0.hasPrefix("json\n") })
        #expect(try ProgramRun(process).output == String(shown.dropFirst(5)))
    }

    @Test func `writes SARIF that keeps to its schema`() throws {
        scratch.write(Self.broken, to: "exports/pack 1/accounts.csv")
        scratch.write("PK\u{3}\u{4} and no more", to: "exports/broken.zip")
        let process = Process()
        process.executableURL = ProgramRun.program
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        process.arguments = [
            "validate", "exports/pack 1", path("exports/broken.zip"), "--sarif", "out.sarif",
        ]
        let run = try ProgramRun(process)
        #expect(run.status == 3)
        #expect(run.output.contains("not valid"))
        let bytes = Data(try #require(scratch.readBytes("out.sarif")))
        let faults = SARIFRules.faults(in: try JSONSerialization.jsonObject(with: bytes))
        #expect(faults == [])
        let sarif = try JSONDecoder().decode(SARIFLog.self, from: bytes)
        let results = sarif.runs[0].results
        #expect(
            results.map(\.ruleId) == ["P2C-VAL-002", "P2C-VAL-001", "P2C-VAL-002", "P2C-ZIP-002"])
        for result in results {
            #expect(sarif.runs[0].tool.driver.rules[result.ruleIndex].id == result.ruleId)
        }
        let place = results[0].locations[0]
        #expect(place.physicalLocation.artifactLocation.uri == "exports/pack%201/accounts.csv")
        #expect(place.physicalLocation.region?.startLine == 2)
        #expect(place.physicalLocation.region?.byteOffset == 35)
        #expect(
            place.logicalLocations?[0].fullyQualifiedName == "accounts/record 1/creditlimit")
        #expect(
            results[3].locations[0].physicalLocation.artifactLocation.uri == "exports/broken.zip")
    }

    @Test func `knows a result again when its record moved`() throws {
        func fingerprints() throws -> [String] {
            let run = try validate(
                path("thing.csv"), "--schema", path("thing.json"), "--sarif", "-")
            let sarif = try JSONDecoder().decode(SARIFLog.self, from: Data(run.output.utf8))
            return sarif.runs[0].results.compactMap { $0.partialFingerprints["p2c/v1"] }
        }
        schema("thing.json", field: "{ name: \"code\", type: \"integer\" }")
        scratch.write("id,code\nA,x\nB,y\n", to: "thing.csv")
        let first = try fingerprints()
        scratch.write("id,code\nC,1\nB,y\nA,x\n", to: "thing.csv")
        let second = try fingerprints()
        #expect(Set(first).count == 2)
        #expect(Array(second.reversed()) == first)
    }

    @Test func `does not write over a file that it reads`() throws {
        scratch.write(Self.broken, to: "accounts.csv")
        let run = try validate(path("accounts.csv"), "--sarif", path("./accounts.csv"))
        #expect(run.status == 2)
        #expect(scratch.read("accounts.csv") == Self.broken)
    }

    // MARK: Masking

    @Test(arguments: [[], ["--json"], ["--sarif", "-"]])
    func `shows no personal value, and the others`(form: [String]) throws {
        schema(
            "thing.json",
            field: """
                { name: "born", type: "date", "p2c:personal": true },
                { name: "code", type: "integer" }
                """)
        scratch.write("id,born,code\nA,4711xyz,notcode\nB,\"4711xyz\",0\n", to: "thing.csv")
        let run = try ProgramRun(
            ["validate", path("thing.csv"), "--schema", path("thing.json")] + form)
        #expect(run.status == 1)
        #expect(!run.output.contains("4711"), "\(run.output)")
        #expect(run.output.contains("notcode"), "\(run.output)")
        #expect(run.output.contains("999xxx"), "\(run.output)")
        #expect(run.output.contains("masked"), "\(run.output)")
    }

    @Test(arguments: [[], ["--json"], ["--sarif", "-"]])
    func `shows no value at all when asked, nor a key`(form: [String]) throws {
        schema(
            "thing.json",
            field: """
                { name: "born", type: "date" }, { name: "code", type: "integer" },
                { name: "state", type: "string", constraints: { enum: ["on", "off"] } },
                { name: "mail", type: "string", format: "email" },
                { name: "short", constraints: { maxLength: 3 } },
                { name: "cut", constraints: { pattern: "[0-9]" } }
                """)
        scratch.write(
            """
            id,born,code,state,mail,short,cut,other
            Secret1,Secret2,Secret3,Secret4,Secret5,Secret6,Secret7,Secret8
            Secret9,Secret10,Secret11,Secret12
            "Secret13" Secret14,2026-01-01,1,on,a@b,x,1,1

            """, to: "thing.csv")
        let run = try ProgramRun(
            ["validate", path("thing.csv"), "--schema", path("thing.json"), "--mask"] + form)
        #expect(run.status == 1)
        #expect(!run.output.contains("Secret"), "\(run.output)")
        #expect(run.output.contains("P2C-VAL-016"), "\(run.output)")
    }

    @Test(arguments: [
        "Secret1,Secret2\nSecret3,Secret4\n", "Secret1,Secret1\nSecret3,Secret4\n",
    ])
    func `shows no value of a file that lacks its header`(text: String) throws {
        scratch.write(text, to: "accounts.csv")
        let run = try validate(path("accounts.csv"), "--mask")
        #expect(run.status != 0)
        #expect(!run.output.contains("Secret"), "\(run.output)")
    }

    @Test func `masks personal values in a run's report as well`() throws {
        _ = try ProgramRun("init", path("w"))
        let file = "w/schemas/sales/account.json"
        let given = try #require(scratch.read(file))
        let marked = given.replacing(
            "\"name\": \"creditlimit\",", with: "\"name\": \"creditlimit\", \"p2c:personal\": true,"
        )
        #expect(marked != given)
        scratch.write(marked, to: file)
        scratch.write(
            "accountnumber,name,creditlimit\nC-1,Fabrikam,4711O\n",
            to: "w/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", path("w"))
        #expect(run.status == 1)
        #expect(run.output.contains("\"999X\" (masked, 5 characters)"), "\(run.output)")
        #expect(!run.output.contains("4711"), "\(run.output)")
        let shown = try ProgramRun("show", "1", "-w", path("w"))
        #expect(!shown.output.contains("4711"), "\(shown.output)")
    }
}
