import Support
import Testing

/// Characters that the code page of the result lacks, with the program as people start it.
@Suite struct `A code page that lacks a character` {
    @Test(arguments: [
        "type: \"CSV\", codePage: \"windows-1252\"",
        "type: \"CSV\", codePage: \"iso-2022-jp\"",
    ])
    func `sets the record aside and delivers the others`(format: String) throws {
        let scratch = ScratchFolder()
        let root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(
            "{ organizations: [{ legalEntity: \"USMF\", cdsOrganization: \"ORG001\" }], "
                + "formats: { \"Own\": { \(format) } }, output: { finops: \"Own\" } }",
            to: "work/p2c.json")
        scratch.write(
            "accountnumber,name\r\nC-100,\u{1F600} Fabrikam\r\nC-101,Contoso\r\n",
            to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("2 read, 1 written, 1 set aside"), "\(run.output)")
        #expect(run.output.contains("accounts.csv:2 (byte 20) record C-100: "), "\(run.output)")
        #expect(run.output.contains("has no character “\u{1F600}” (U+1F600)"), "\(run.output)")
    }
}
