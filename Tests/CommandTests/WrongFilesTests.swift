import Support
import Testing

/// Files of a workspace that could only fail later, told when they are read.
@Suite struct `Files of a workspace that cannot be right` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
    }

    private static let euro = "5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b02"

    @Test(arguments: [
        (
            "transactioncurrency,isocurrencycode,EUR,5e0a,Euro",
            "references.csv:3: \"5e0a\" is no GUID, which the id of a record in Sales is."
        ),
        (
            "transactioncurency,isocurrencycode,EUR,\(euro),Euro",
            """
            references.csv:3: No schema of schemas/sales/ is of the table "transactioncurency", and \
            none has a lookup to it. The nearest is "transactioncurrency".
            """
        ),
    ])
    func `are references with such rows`(row: String, sentence: String) throws {
        let good = "uom,name,Each,{8D21F6A4-90BE-4C35-A7E2-06B15D9C3F11},Each"
        scratch.write(
            "table,keyField,key,id,name\r\n\(good)\r\n\(row)\r\n", to: "work/references.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `are schemas in another encoding, with the place`() throws {
        scratch.write(
            Array("{\n  name: \"caf".utf8) + [0xE9] + Array("\" }".utf8),
            to: "work/schemas/sales/cafe.json")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "cafe.json:2: At column 13, this is not a text in UTF-8. Save the file in that encoding"
            ), "\(run.errors)")
    }

    @Test func `are schemas that are not read`() throws {
        for name in ["car.json", "sales/car.jsn"] {
            scratch.write("{}", to: "work/schemas/\(name)")
        }
        let told = """
            schemas/car.json lies in no folder of a system: it is not read. Move it to schemas/cds/, \
            schemas/finops/, schemas/sales/
            schemas/sales/car.jsn does not end in .json: it is not read. Give it that ending, or take \
            it out of schemas/

            """
        #expect(try ProgramRun("run", "-w", root).errors == told)
    }

    @Test func `may be lookups to tables without a schema, which schema show names`() throws {
        scratch.write(
            """
            { name: "new_car", "p2c:environment": "sales", primaryKey: ["new_id"],
              fields: [
                { name: "new_id", type: "string" },
                { name: "new_owner", type: "string", "p2c:lookup": ["new_keeper", "account"] },
              ] }
            """, to: "work/schemas/sales/new_car.json")
        let shown = try ProgramRun("schema", "show", "new_car", in: root)
        #expect(
            shown.output.contains(
                "note: these lookups lead to tables without a schema in schemas/: new_owner (new_keeper)"
            ), "\(shown.output)\(shown.errors)")
    }

    @Test func `are companies with one business unit, which is told and no error`() throws {
        scratch.write(
            """
            { organizations: [
                { legalEntity: "USMF", cdsOrganization: "ORG001", businessUnit: "Contoso" },
                { legalEntity: "DEMF", cdsOrganization: "ORG002", businessUnit: "contoso" } ] }
            """, to: "work/p2c.json")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0)
        #expect(
            run.errors.contains(
                "p2c.json:3: organizations[1].businessUnit: \"contoso\" is that of USMF too"),
            "\(run.errors)")
    }

    @Test func `are files to validate without a required column, which may be well for a run`()
        throws
    {
        scratch.write("accountnumber\r\nA-1\r\n", to: "accounts.csv")
        let run = try ProgramRun("validate", scratch.path + "/accounts.csv")
        #expect(run.status == 1)
        #expect(
            run.output.contains("A file for \"p2c run\" may lack columns: --missing-columns, or"),
            "\(run.output)")
    }

    @Test func `are exports without a column that the source filter reads`() throws {
        let template = "work/templates/accounts-sales-to-finops/template.json"
        let shipped = try #require(scratch.read(template))
        scratch.write(
            shipped.replacing(
                "\"accountnumber ne null\"", with: "\"accountnumber ne null and statecode eq 0\""),
            to: template)
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0)
        #expect(
            run.output.contains("warning P2C-RUN-013: 1 × The source filter reads a column"),
            "\(run.output)")
        #expect(
            run.output.contains(
                """
                accountnumber ne null and statecode eq 0 took out every record (1), and the file \
                has no column statecode
                """))
    }

    @Test func `are they also where the filter lets records pass`() throws {
        let template = "work/templates/accounts-sales-to-finops/template.json"
        let shipped = try #require(scratch.read(template))
        scratch.write(
            shipped.replacing(
                "\"accountnumber ne null\"", with: "\"accountnumber ne null and statecode ne 1\""),
            to: template)
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.output.contains("1 read, 1 written"), "\(run.output)")
        #expect(
            run.output.contains(
                """
                the file has no column statecode: to accountnumber ne null and statecode ne 1 it is \
                null in every record
                """), "\(run.output)")
    }
}
