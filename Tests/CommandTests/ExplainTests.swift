import Foundation
import Records
import Support
import Testing

@testable import p2c

@Suite struct `Explaining codes` {
    @Test func `says why, gives an example and says what to do`() throws {
        let run = try ProgramRun("explain", "csv-003")
        #expect(run.status == 0)
        #expect(
            run.output == """
                P2C-CSV-003 (error): A quote is never closed

                Why
                  A quote opens a value and nothing closes it: a missing quote in that line, or
                  a file that was cut off. Everything from there on could be part of that value,
                  so none of it is taken.

                Example
                  accounts.csv
                      accountnumber,name
                      C-100,"Fabrikam
                      C-101,Contoso
                  p2c validate
                      accounts.csv:2 (byte 19): the quote opened on line 2 is never closed

                To do
                  Close the quote on the line named here, then drop the records from there on
                  again.

                In Microsoft's logs
                  Fin and Ops: DMF2050

                """)
    }

    @Test func `takes several codes and those of Microsoft`() throws {
        let run = try ProgramRun("explain", "VAL-001", "dipv1029")
        #expect(run.output.contains("P2C-VAL-001 (error)"))
        #expect(run.output.contains("P2C-MAP-009 (error)"))
        #expect(run.output.contains("Data Integrator: DIPV1029"))
        let several = try ProgramRun("explain", "dmf2016")
        #expect(
            several.output == """
                DMF2016 has several causes. p2c tells them apart:
                  P2C-VAL-009  error  The value is not a date
                  P2C-VAL-010  error  Day and month of the date can be mistaken for each other
                "p2c explain CODE" says more about each.

                """)
    }

    @Test func `says what p2c does about codes of the Data Integrator that are no error here`()
        throws
    {
        let run = try ProgramRun("explain", "dipv1023")
        #expect(run.status == 0)
        #expect(
            run.output == """
                DIPV1023 (Data Integrator): a source field is mapped twice

                In p2c
                  p2c allows it: one field may fill several, as the account number fills both
                  customer account and party number.

                """)
        for code in ["DIPV1000", "DIPV1002", "DIPV1005", "DIPV1010", "DIPV1011", "DIPV1019"] {
            #expect(try ProgramRun("explain", code).output.contains("\n\nIn p2c\n"))
        }
    }

    @Test func `lists all codes by area when none is given`() throws {
        let run = try ProgramRun("explain")
        #expect(run.output.contains("Zip archives\n  P2C-ZIP-001  error    The file is not"))
        for code in IssueCatalogue.all {
            #expect(run.output.contains(code.id) && run.output.contains(code.title))
        }
    }

    @Test func `names the nearest codes when there is none of that name`() throws {
        let run = try ProgramRun("explain", "P2C-SCV-003")
        #expect(run.status == 2)
        #expect(run.errors.contains("There is no code \"P2C-SCV-003\""))
        #expect(run.errors.contains("P2C-CSV-003  A quote is never closed"))
    }

    @Test func `gives machines all of it as JSON`() throws {
        struct Document: Decodable {
            struct Code: Decodable, Equatable {
                var code, area, severity, title, cause, example, remedy: String
                var microsoftCodes: [String]
            }
            var codes: [Code]
        }
        let run = try ProgramRun("explain", "key-001", "--json")
        let key = IssueCode.duplicateKey
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        #expect(
            document.codes == [
                Document.Code(
                    code: "P2C-KEY-001", area: "KEY", severity: "error", title: key.title,
                    cause: key.cause, example: key.example, remedy: key.remedy,
                    microsoftCodes: ["DMF1959", "DMF2057"])
            ])
        let all = try ProgramRun("explain", "--json")
        let count = try JSONDecoder().decode(Document.self, from: Data(all.output.utf8)).codes.count
        #expect(count == IssueCatalogue.all.count)
    }

    @Test(arguments: [
        ("", []), ("one", ["one"]), ("one two three", ["one two", "three"]),
        ("averylongword b", ["averylongword", "b"]),
    ])
    func `breaks lines between words`(text: String, lines: [String]) {
        #expect(wrapped(text, width: 8) == lines)
    }
}
