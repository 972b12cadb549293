import Support
import Testing

/// Companies and organizations of CDS that the settings put together otherwise than before.
@Suite struct `Organizations of other companies` {
    private let scratch = ScratchFolder()
    private let root: String

    init() throws {
        root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        set("USMF", "ORG001")
        drop("USMF", "C-1,One")
        #expect(try ProgramRun("run", "-w", root).status == 0)
    }

    private func set(_ rows: String...) {
        let pairs = stride(from: 0, to: rows.count, by: 2).map {
            "{ legalEntity: \"\(rows[$0])\", cdsOrganization: \"\(rows[$0 + 1])\" }"
        }
        scratch.write("{ organizations: [\(pairs.joined(separator: ", "))] }", to: "work/p2c.json")
    }

    private func drop(_ company: String, _ row: String) {
        scratch.write("accountnumber,name\n\(row)\n", to: "work/inbox/\(company)/accounts.csv")
    }

    @Test(arguments: [
        (
            ["USMF", "ORG003", "FRRT", "ORG001"],
            "p2c: p2c.json gives FRRT the organization \"ORG001\", under which CDS has the records of USMF: "
                + "they would be taken for FRRT's. Give FRRT another organization. Where it is USMF "
                + "with a new name, begin afresh: \"p2c forget Account\", and drop full exports again, "
                + "those of Sales first, which tell the ids of its records\n"
        ),
        (
            ["USMF", "ORGUS"],
            "p2c: p2c.json gives USMF the organization \"ORGUS\", and CDS has its records under \"ORG001\", "
                + "where they would not be found. Put \"ORG001\" back. Where the new one is meant, begin "
                + "afresh: \"p2c forget Account\", and drop full exports again, those of Sales first, "
                + "which tell the ids of its records\n"
        ),
    ])
    func `stop a run before it touches a file`(rows: [String], message: String) throws {
        if rows.count == 2 {
            set(rows[0], rows[1])
        } else {
            set(rows[0], rows[1], rows[2], rows[3])
        }
        drop(rows[0], "C-1,Two")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors == message)
        let check = try ProgramRun("template", "check", "-w", root)
        #expect(check.status == 1)
        #expect(
            check.output.hasSuffix(message.replacing("p2c: ", with: "\nerror ")), "\(check.output)")
        #expect(scratch.files(in: "work/inbox").contains("\(rows[0])/accounts.csv"))
        #expect(try ProgramRun("forget", "Account", "--yes", "-w", root).status == 0)
        let again = try ProgramRun("run", "-w", root)
        #expect(again.output.contains("1 read, 1 written"), "\(again.output)\(again.errors)")
    }

    @Test func `may have other companies beside them, and names in other letters`() throws {
        set("usmf", "org001", "FRRT", "ORG003")
        drop("FRRT", "C-1,Three")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
}
