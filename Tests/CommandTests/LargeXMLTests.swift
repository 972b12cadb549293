import Support
import Testing

/// XML files of which `p2c validate` surveys only the beginning at first.
@Suite struct `A large XML file` {
    private let scratch = ScratchFolder()

    @Test(arguments: ["", "<NICKNAME>x</NICKNAME>"])
    func `is checked as a whole, whatever its end brings`(_ late: String) throws {
        let memo = String(repeating: "m", count: 1_000)
        func record(_ number: Int, _ more: String) -> String {
            "<CUSTCUSTOMERV2ENTITY><CUSTOMERACCOUNT>C-\(number)</CUSTOMERACCOUNT>"
                + "<SALESMEMO>\(memo)</SALESMEMO>\(more)</CUSTCUSTOMERV2ENTITY>"
        }
        let wrong = "<CREDITLIMIT>1x</CREDITLIMIT>"
        let records = (1...1_100).map { record($0, "<CREDITLIMIT>1</CREDITLIMIT>") }
        let text = (records + [record(1_101, late), record(1_102, wrong)]).joined()
        scratch.write("<Document>\(text)</Document>", to: "Customers V2.xml")
        let run = try ProgramRun(
            "validate", "-w", projectFolder, scratch.path + "/Customers V2.xml")
        #expect(run.status == 1)
        #expect(run.output.contains("1 of 1 102 records breaks a rule"))
        #expect(run.output.contains("NICKNAME") == !late.isEmpty)
    }
}
