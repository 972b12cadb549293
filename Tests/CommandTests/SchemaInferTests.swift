import Support
import Testing

@Suite struct `Inferring schemas` {
    private let scratch = ScratchFolder()
    private let examples = projectFolder + "/examples"

    private func infer(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["schema", "infer"] + arguments)
    }

    @Test func `prints the schema and says what it saw`() throws {
        scratch.write("id,phone,when\n007,4255550100,2026-11-23\n8,,2026-11-24\n", to: "a.csv")
        let run = try infer("\(scratch.path)/a.csv")
        #expect(run.status == 0)
        #expect(
            run.output == """
                {
                  "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                  "name": "a",
                  "title": "a",
                  "description": "Inferred from 2 records of a.csv",
                  "p2c:environment": "sales",
                  "fieldsMatch": "partial",
                  "missingValues": [""],
                  "fields": [
                    { "name": "id", "type": "string", "constraints": { "required": true }, \
                "p2c:longest": 3, "p2c:source": "inferred from 2 records of a.csv; required: no \
                record was blank; type: digits with zeros in front" },
                    { "name": "phone", "type": "string", "p2c:longest": 10, "p2c:source": \
                "inferred from 2 records of a.csv; type: digits, and \\"phone\\" in the name" },
                    { "name": "when", "type": "date", "constraints": { "required": true }, \
                "p2c:longest": 10, "p2c:source": "inferred from 2 records of a.csv; required: no \
                record was blank" }
                  ]
                }

                """)
        #expect(
            run.errors == """
                Sales a: inferred from 2 records of a.csv
                  FIELD  TYPE  REQUIRED  FILLED  LONGEST  DIFFERENT  BECAUSE
                  id     text  yes       2       3        2          digits with zeros in front
                  phone  text            1       10       1          digits, and "phone" in the name
                  when   date  yes       2       10       2
                  different in every record: id; too few records to choose one

                """)
    }

    @Test(arguments: [
        ("1-accounts.csv", "accounts"), ("5-Lab calibrations.csv", "Lab calibrations"),
        ("run9-2-new_labdevice.csv", "new_labdevice"), ("run9-accounts.csv", "accounts"),
        ("01-Export-Sellable released products.csv", "Sellable released products"),
        ("Account_2026-11-23.csv", "Account"), ("sales-orders.csv", "sales-orders"),
        ("2026.csv", "2026"), ("runners.csv", "runners"),
    ])
    func `names the entity without what stands round its name`(file: String, name: String) throws {
        scratch.write("id,phone\n007,4255550100\n", to: file)
        let run = try infer("\(scratch.path)/\(file)")
        #expect(run.status == 0)
        #expect(
            run.output.contains("\"name\": \"\(name)\",\n  \"title\": \"\(name)\""), "\(run.output)"
        )
    }

    @Test func `writes a file and never over one`() throws {
        let path = "\(scratch.path)/products.json"
        let run = try infer("\(examples)/products-csv.zip", "-o", path, "--system", "cds")
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
        #expect(scratch.read("products.json")?.contains("\"p2c:environment\": \"cds\"") == true)
        let again = try infer("\(examples)/products-csv.zip", "--output", path)
        #expect(again.status == 2)
        #expect(again.errors.contains("products.json is there already"))
    }

    @Test func `asks which entity is meant`() throws {
        let zip = "\(examples)/accounts-data.zip"
        let run = try infer(zip)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "has several entities: transactioncurrency, account. Choose one with --entity"))
        let chosen = try infer(zip, "--entity", "account")
        #expect(chosen.status == 0)
        #expect(chosen.output.contains("\"name\": \"account\""))
        #expect(try infer(zip, "--entity", "none").status == 2)
    }

    @Test func `ends with the status of what it read`() throws {
        scratch.write("a,b\n1,2\n1,2,3\n", to: "ragged.csv")
        let run = try infer("\(scratch.path)/ragged.csv")
        #expect(run.status == 1)
        #expect(run.output.contains("Inferred from 1 record of ragged.csv"))
        scratch.write("PK\u{3}\u{4}broken", to: "broken.zip")
        #expect(try infer("\(scratch.path)/broken.zip").status == 3)
        #expect(try infer("\(scratch.path)/gone.csv").status == 2)
    }
}
