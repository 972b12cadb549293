import Support
import Testing

/// `p2c validate --against-last`, with the program as people start it.
@Suite struct `Columns that are not as they were` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        let made = try ProgramRun("init", root)
        #expect(made.status == 0, "\(made.errors)")
    }

    private func validate(_ text: String) throws -> ProgramRun {
        scratch.write(Array(text.utf8), to: "accounts.csv")
        return try ProgramRun(
            "validate", "--against-last", "-w", root, scratch.path + "/accounts.csv")
    }

    @Test func `are told from the second time on, and once`() throws {
        let first = try validate("accountnumber,name,faxnumber,creditlimit\nA-1,One,,10\n")
        #expect(!first.output.contains("P2C-DRF"), "\(first.output)")
        let second = try validate(
            "accountnumber,name,fax_number,creditlimit,pager\nA-1,One,1,ten,2\n")
        for words in [
            "P2C-DRF-001", "pager was not in the file of 20",
            "P2C-DRF-003", "faxnumber, last seen on 20", "is probably fax_number (",
            "P2C-DRF-004", "creditlimit was integer in the files from 20", "and is string",
        ] {
            #expect(second.output.contains(words), "\(words) in \(second.output)")
        }
        let third = try validate("accountnumber,name,fax_number,creditlimit,pager\nA-1,One,1,,2\n")
        #expect(!third.output.contains("P2C-DRF"), "\(third.output)")
        let fourth = try validate("accountnumber,fax_number,creditlimit,pager\nA-1,1,,2\n")
        #expect(fourth.output.contains("P2C-DRF-002"), "\(fourth.output)")
        #expect(fourth.output.contains("name was in the files from 20"), "\(fourth.output)")
    }

    @Test func `need a workspace that remembers`() throws {
        scratch.write(Array("accountnumber\nA-1\n".utf8), to: "accounts.csv")
        let run = try ProgramRun("validate", "--against-last", scratch.path + "/accounts.csv")
        #expect(run.status == 2)
        #expect(run.errors.contains("--against-last needs the workspace that remembers"))
    }
}
