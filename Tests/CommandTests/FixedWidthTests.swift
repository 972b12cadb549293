import Support
import Testing

/// Fixed width files by a layout of `p2c.json`, with the program as people start it.
@Suite struct `A fixed width file` {
    private let scratch = ScratchFolder()
    private let root: String

    private static let columns = """
        { name: "accountnumber", length: 10 }, { name: "name", length: 20 },
        { name: "address1_country", start: 41, length: 3 }
        """

    init() throws {
        root = scratch.path + "/work"
        let made = try ProgramRun("init", root)
        #expect(made.status == 0, "\(made.errors)")
    }

    /// Writes a `p2c.json` with one format of these keys.
    private func set(_ keys: String) {
        let type = keys.hasPrefix("type:") ? "" : "type: \"fixed-width\", "
        scratch.write(
            "{ defaultLegalEntity: \"USMF\", organizations: [{ legalEntity: \"USMF\", "
                + "cdsOrganization: \"ORG001\" }], "
                + "formats: { \"Fixed accounts\": { \(type)\(keys) } } }",
            to: "work/p2c.json")
    }

    private func setAccounts() {
        set("layout: [ \(Self.columns) ], codePage: 1252, files: \"account*.txt\"")
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: width - text.unicodeScalars.count)
    }

    private func write(_ names: [String], to file: String) {
        let lines = names.enumerated().map { index, name in
            pad("A-\(index + 1)", 10) + pad(name, 30) + "FRA\r\n"
        }
        // Code page 1252 has these characters where Unicode has them.
        let bytes = lines.joined().unicodeScalars.map { UInt8($0.value) }
        scratch.write(bytes, to: file)
    }

    @Test func `is printed, listed and checked by its layout`() throws {
        setAccounts()
        write(["Müller & Söhne", "Contoso"], to: "accounts.txt")
        let file = scratch.path + "/accounts.txt"
        let printed = try ProgramRun("cat", "-w", root, file)
        #expect(printed.status == 0, "\(printed.errors)")
        #expect(
            printed.output == """
                accountnumber,name,address1_country
                A-1,Müller & Söhne,FRA
                A-2,Contoso,FRA

                """)
        let listed = try ProgramRun("cat", "-w", root, "--list", file)
        #expect(
            listed.output.contains(
                "fixed width  43 characters a record (given)  CP1252    3        2"),
            "\(listed.output)")
        let valid = try ProgramRun("validate", "-w", root, file)
        #expect(valid.output.contains("2 records, fixed width, CP1252"), "\(valid.output)")
        #expect(valid.status == 0, "\(valid.output)\(valid.errors)")
    }

    @Test func `gives back the records that were set aside in its layout`() throws {
        setAccounts()
        write(["Contoso", "Fabrikam"], to: "work/inbox/accounts.txt")
        let whole = scratch.readBytes("work/inbox/accounts.txt") ?? []
        scratch.write(whole + Array("A-3  x\r\n".utf8), to: "work/inbox/accounts.txt")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("3 read, 2 written, 1 set aside"), "\(run.output)")
        let aside = scratch.files(in: "work/quarantine").filter { $0.contains("accounts.txt") }
        #expect(aside.count == 2)
        #expect(aside.first.flatMap { scratch.read("work/quarantine/\($0)") } == "A-3  x\r\n")
        let reason = aside.last.flatMap { scratch.read("work/quarantine/\($0)") }
        #expect(reason?.contains("P2C-FIX-001 line 3 is 6 characters long") == true)
    }

    @Test(arguments: [
        ("codePage: 1252", ".layout is missing"),
        ("layout: []", ".layout has no column"),
        ("layout: [{ name: \"A\" }]", "layout[0]: \"length\" is missing"),
        ("layout: [{ name: \"A\", length: 0 }]", ".layout[0].length is 0, it must be 1 or more"),
        ("layout: [{ name: \"A\", width: 3 }]", "].width: there is no such setting"),
        (
            "layout: [{ name: \"A\", length: 5 }, { name: \"B\", start: 5, length: 5 }]",
            ".layout[1] \"B\" takes characters 5 to 9 and overlaps layout[0] \"A\" with 1 to 5"
        ),
        (
            "recordLength: 4, layout: [{ name: \"A\", length: 5 }]",
            ".recordLength is 4, but the columns end at 5"
        ),
        ("layout: [{ name: \"A\", length: 5 }], files: \"a/b\"", ".files is \"a/b\". Write a file"),
        ("layout: [{ name: \"A\", length: 5 }], header: 0", ".header is \"0\". Write \"none\""),
        (
            "layout: [{ name: \"A\", length: 5 }], codePage: \"x\"",
            ".codePage is \"x\", which is no"
        ),
        (
            "layout: [{ name: \"A\", length: 5 }], delimiter: \";\"",
            ".delimiter is not for files of the type \"fixed-width\""
        ),
        ("type: \"CSV\", recordLength: 5", ".recordLength is not for files of the type \"CSV\""),
    ])
    func `has settings whose mistakes are told with their key`(
        keys: String, sentence: String
    ) throws {
        set(keys)
        let run = try ProgramRun("validate", "-w", root, root + "/p2c.json")
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }
}
