import Foundation
import Glibc
import Support
import Testing

@testable import p2c

/// Wrong use gets one clear sentence, what would be right, and exit code 2.
@Suite struct `Wrong use` {
    private let scratch = ScratchFolder()

    @Test(arguments: [
        (["frobnicate"], "frobnicate"),
        (["rum"], "The nearest is \"run\"."),
        (["template", "chek"], "The nearest is \"check\"."),
        (["run", "--workspace", "/nowhere"], "/nowhere is not a workspace"),
        (["run", "--fast"], "Unknown option '--fast'"),
        (["convert", "/nowhere.csv", "-o", "x"], "There is no file /nowhere.csv"),
        (["convert"], "Missing expected argument"),
        (["validate"], "Missing expected argument"),
        (["template", "show", "Nothing"], "There is no template \"Nothing\" in "),
        (["schema", "show", "finops/account"], "There is no schema for \"finops/account\""),
        (["watch", "--poll", "0"], "--poll takes seconds"),
        (["history", "--last", "0", "-w", "/tmp"], "--last takes a number from 1 on"),
        (
            ["history", "--last", "-3", "-w", "/tmp"],
            "--last takes a number from 1 on; you gave -3"
        ),
        (
            ["history", "--last", "five"],
            "The value 'five' is invalid for '--last <last>': Write a whole number, such as 20"
        ),
        (["show", "five"], "invalid for '<run>': Write a whole number"),
        (["show", "-1"], "p2c: -1 is no number of a run: they count from 1"),
        (["show", "--json", "-12"], "p2c: -12 is no number of a run: they count from 1"),
        (["trace", "--from", "1", "--record", "x"], "': Write a whole number"),
        (
            ["cat", "/dev/null", "--head", "five"],
            "invalid for '--head <head>': Write a whole number"
        ),
        (["validate", "/dev/null", "--max-issues", "1.5"], "': Write a whole number"),
    ])
    func `is told in a sentence`(arguments: [String], sentence: String) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == 2, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test(arguments: [
        "run", "watch", "convert", "validate", "cat", "template", "init", "history", "show",
        "explain",
    ])
    func `has help with examples for each command`(command: String) throws {
        let help = try ProgramRun(command, "--help")
        #expect(help.status == 0)
        #expect(command == "template" || help.output.contains("EXAMPLES"))
    }

    @Test func `is spared by a list of the schemas and of one's fields`() throws {
        let list = try ProgramRun("schema", "list")
        #expect(list.output.contains("sales   quotedetail"), "\(list.output)\(list.errors)")
        let account = try ProgramRun("schema", "show", "SALES/Accounts")
        #expect(account.output.hasPrefix("Sales Account (account)\n  key: accountid\n"))
        let number = account.output.split(separator: "\n").filter { $0.contains(" accountnumber ") }
        #expect(number.count == 1)
        #expect(number.first?.contains("required, at most 20 characters") == true)
    }

    @Test(arguments: [
        (
            "{ organisations: [] }",
            "p2c.json:1: organisations: there is no such setting. The nearest is \"organizations\". Known are"
        ),
        (
            "{ inbox: {\n looks: \"three\" } }",
            "p2c.json:2: inbox.looks: this must be a whole number"
        ),
        ("{ inbox: { looks: 2.5 } }", "p2c.json:1: inbox.looks: this must be a whole number"),
        ("{ organizations: 1 }", "organizations: this must be a list in brackets\n"),
        ("{ inbox: [] }", "inbox: this must be an object in braces\n"),
        (
            "{ organizations: [{ legalEntity: null, cdsOrganization: \"A\" }] }",
            "organizations[0].legalEntity: this is null. Write a text in quotes, or leave it out"
        ),
        ("{ output: { finops: \"PDF\" } }", "output.finops is \"PDF\""),
        ("{ formats: { X: { delimiter: \"ab\" } } }", "formats.\"X\".delimiter is \"ab\""),
        ("{ formats: { X: { codePage: 99 } } }", "formats.\"X\".codePage is \"99\""),
        ("{ formats: { X: { header: 0 } } }", "formats.\"X\".header is \"0\""),
        ("{ formats: { X: { header: \"top\" } } }", "formats.\"X\".header is \"top\""),
        ("{ formats: { X: { escape: \"xy\" } } }", "formats.\"X\".escape is \"xy\""),
        ("{ formats: { X: { escape: \",\" } } }", "the escape must differ from the delimiter"),
        ("{ formats: { X: { columns: [\"A\"] } } }", "Set header to \"none\""),
        ("{ formats: { X: { strict: 1 } } }", "formats.X.strict: this must be true or false"),
        (
            "{ templates: {\n \"acounts-sales-to-finops\": true } }",
            "p2c.json:2: templates.\"acounts-sales-to-finops\": templates/ has no \"acounts-sales-to-finops\". The nearest is \"accounts-sales-to-finops\". Known are"
        ),
        (
            "{ organizations: [{ legalEntity: \"A\", cdsOrganization: \"1\" },\n { legalEntity: \"a\", cdsOrganization: \"2\" }] }",
            "p2c.json:2: organizations[1].legalEntity: \"a\" has a row already. Leave one"
        ),
        (
            "{ organizations: [{ legalEntity: \"A\", cdsOrganization: \"1\", businessUnit: \"U\" },\n { legalEntity: \"a\", cdsOrganization: \"1\", businessUnit: \"u\" }] }",
            "organizations[1].legalEntity: \"a\" has a row already. Leave one of them, or give each a business unit of its own"
        ),
        (
            "{ organizations: [{ legalEntity: \"A\", cdsOrganization: \"1\", businessUnit: \"U\" },\n { legalEntity: \"a\", cdsOrganization: \"2\", businessUnit: \"V\" }] }",
            "p2c.json:2: organizations[1].cdsOrganization: \"2\" is another than \"1\", which a has already. Give all rows"
        ),
        (
            "{ organizations: [{ legalEntity: \"A\", cdsOrganization: \"1\" },\n { legalEntity: \"B\",\n cdsOrganization: \"1\" }] }",
            "p2c.json:3: organizations[1].cdsOrganization: \"1\" is the organization of A already, and records of both would be one. Give each"
        ),
        (
            "{ organizations: [{ legalEntity: \"USMF\", cdsOrganization: \"1\" }],\n defaultLegalEntity: \"USFM\" }",
            "p2c.json:2: defaultLegalEntity is \"USFM\", which has no row in organizations. The nearest is \"USMF\". Add one"
        ),
        (
            "{ organizations: [{ legalEntity: \"../DE\", cdsOrganization: \"1\" }] }",
            "p2c.json:1: organizations[0].legalEntity: \"../DE\" can be no folder of the inbox"
        ),
        (
            "{ organizations: [{ legalEntity: \"DEMF \", cdsOrganization: \"1\" }] }",
            "\"DEMF \" can be no folder of the inbox"
        ),
        (
            "{ organizations: [{ legalEntity: \"\", cdsOrganization: \"1\" }] }",
            "\"\" can be no folder of the inbox"
        ),
        ("{ inbox: { looks: 0 } }", "p2c.json:1: inbox.looks is 0. Write 1 or more"),
        ("{ inbox: { pollSeconds: -1 } }", "inbox.pollSeconds is -1.0. Write 0.1 or more"),
        ("{ waiting: { days: 0 } }", "waiting.days is 0. Write 1 or more"),
        (
            "{ projects: { A: {\n templates: [\"no\"], defaults: { other: {} } } } }",
            "p2c.json:2: projects.\"A\".templates[0]: templates/ has no \"no\". Known are"
        ),
        (
            "{ validation: {\n unknownColumns: \"warn\" } }",
            "p2c.json:2: validation.unknownColumns is \"warn\". Write \"error\""
        ),
        (
            "{ references: \"gone.csv\" }",
            "gone.csv, which is not there, and references.csv is. Write that name, or take the key out"
        ),
        (
            "{ organizations: [{ legalEntity: \"A\" }] }",
            "organizations[0]: \"cdsOrganization\" is missing. Add it"
        ),
        (
            "{ inbox: { looks: 3 }\n // One.\n // Two.\n waiting: {} }",
            "p2c.json:4:2: expected ',' or '}' behind line 1, found 'w'"
        ),
        (
            "{ references: \u{201C}x.csv\u{201D} }",
            "p2c.json:1:15: expected a value, found \u{201C}, a typographic quote. Write \" or '"
        ),
        ("{ limits: { recordMiB: 0 } }", "limits.recordMiB is 0. Write a number from 1 to 1024"),
        ("{ limits: { unpackedGiB: -1 } }", "limits.unpackedGiB is -1"),
        ("{ limits: { unpackingRatio: 1e15 } }", "limits.unpackingRatio is 1000000000000000"),
        ("{", "p2c.json"),
    ])
    func `of the settings names the file and the key`(settings: String, sentence: String) throws {
        _ = try ProgramRun("init", scratch.path + "/w")
        scratch.write(settings, to: "w/p2c.json")
        let run = try ProgramRun("run", "-w", scratch.path + "/w")
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `is a workspace without settings, before its inbox is touched`() throws {
        let root = scratch.path + "/w"
        _ = try ProgramRun("init", root)
        try FileManager.default.removeItem(atPath: root + "/p2c.json")
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "w/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", in: root)
        #expect(run.status == 2)
        #expect(
            run.errors == """
                p2c: \(root) has no p2c.json, which names its companies. "p2c init ." writes one and \
                leaves what is there as it is; or name another workspace with --workspace

                """)
        #expect(scratch.files(in: "w/inbox") == ["USMF/accounts.csv"])
    }

    @Test(arguments: ["schemas", "templates"])
    func `is a workspace without schemas or templates, before its inbox is touched`(
        folder: String
    ) throws {
        let root = scratch.path + "/w"
        _ = try ProgramRun("init", root)
        try FileManager.default.moveItem(atPath: "\(root)/\(folder)", toPath: "\(root)/away")
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "w/inbox/USMF/accounts.csv")
        for arguments in [["run"], ["template", "check"], ["convert", "-o", "out", "p2c.json"]] {
            let run = try ProgramRun(arguments, in: root)
            #expect(run.status == 2)
            #expect(
                run.errors.contains("p2c: There is no \(folder)/ in \(root). Give the folder its"),
                "\(run.errors)")
        }
        #expect(scratch.files(in: "w/inbox") == ["USMF/accounts.csv"])
    }

    @Test func `is a workspace in which no template is on`() throws {
        let root = scratch.path + "/w"
        _ = try ProgramRun("init", root)
        let names = try FileManager.default.contentsOfDirectory(atPath: root + "/templates")
        let off = names.map { "\"\($0)\": false" }.joined(separator: ", ")
        scratch.write("{\n templates: { \(off) } }", to: "w/p2c.json")
        let run = try ProgramRun("run", in: root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains("p2c.json:2: templates: none of templates/ is on"), "\(run.errors)")
    }

    @Test func `is a folder that lacks half of a workspace`() throws {
        let root = scratch.path + "/w"
        _ = try ProgramRun("init", root)
        try FileManager.default.removeItem(atPath: root + "/outbox")
        let lacking = try ProgramRun("run", "-w", root)
        #expect(lacking.status == 2)
        #expect(lacking.errors.contains("it has no outbox/. \"p2c init \(root)\" makes it"))
        scratch.write("", to: "w/outbox")
        let checked = try ProgramRun("template", "check", "-w", root)
        #expect(checked.status == 2)
        #expect(checked.errors.contains("outbox in it is no folder. Move it away; then \"p2c init"))
    }

    @Test func `is told of a workspace that is one already`() throws {
        let root = scratch.path + "/w"
        #expect(try ProgramRun("init", root).output.contains(" is a workspace now ("))
        let again = try ProgramRun("init", root)
        #expect(again.output == "\(root) was a workspace already, and nothing in it was changed\n")
        try FileManager.default.removeItem(atPath: root + "/references.csv")
        let mended = try ProgramRun("init", root)
        #expect(
            mended.output.hasPrefix("\(root) is a workspace now (1 file). Next:\n"),
            "\(mended.output)")
    }

    @Test func `is a format of the system that nothing goes to`() throws {
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "accounts.csv")
        let run = try ProgramRun(
            "convert", "accounts.csv", "-o", "out", "--format", "Import Data Wizard", "-l", "USMF",
            in: scratch.path)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "--format \"Import Data Wizard\" is for packages to Sales, and nothing of accounts.csv "
                    + "goes there"), "\(run.errors)")
        #expect(scratch.files(in: "out").isEmpty)
    }

    @Test(arguments: [
        (
            "tabel,keyField,key,id,name\n",
            "references.csv:1: the first line lacks the column \"table\". Write the first line as "
                + "table,keyField,key,id,name, parted by commas"
        ),
        (
            "table,keyField,key,name\nuom,name,Each,11111111-1111-1111-1111-111111111111,Each\n",
            "references.csv:1: the first line lacks the column \"id\". Write the first line as"
        ),
        (
            """
            table,keyField,key,id,name
            transactioncurrency,isocurrencycode,USD,11111111-1111-1111-1111-111111111111,
            transactioncurrency,isocurrencycode,usd,11111111-1111-1111-1111-111111111112,
            """,
            "references.csv:3: \"usd\" of transactioncurrency has another id in line 2"
        ),
        (
            """
            table,keyField,key,id,name
            acount,accountnumber,C-1,11111111-1111-1111-1111-111111111111,
            """,
            "none has a lookup to it. The nearest is \"account\". Correct it"
        ),
        (
            """
            table,keyField,key,id,name
            account,acountnumber,C-1,11111111-1111-1111-1111-111111111111,
            """,
            "references.csv:2: account has no field \"acountnumber\", the keyField of this row. "
                + "The nearest is \"accountnumber\""
        ),
        (
            """
            table;keyField;key;id;name
            Currencies;isocurrencycode;USD;11111111-1111-1111-1111-111111111111;Dollar
            transactioncurrency;isocurrencycode;GBP;{11111111-1111-1111-1111-111111111111};Pound
            """,
            "references.csv:3: {11111111-1111-1111-1111-111111111111} is the id of \"USD\" in line 2 "
                + "already. Two currencies have never one id"
        ),
        (
            """
            table,keyField,key,id,name
            uom,name,Each,11111111-1111-1111-1111-111111111111,Each
            uomschedule,name,Unit,{11111111-1111-1111-1111-111111111111},Unit
            """,
            "references.csv:3: {11111111-1111-1111-1111-111111111111} is the id of a record of uom in "
                + "line 2 already, and here of uomschedule"
        ),
        (
            """
            table\tkeyField\tkey\tid\tname
            uom\tname\tEach\t11111111-1111-1111-1111-111111111111\tEach
            uom\tname\tea\t11111111-1111-1111-1111-111111111111\tEach
            uom\tname\t \t11111111-1111-1111-1111-111111111112\tBox
            """,
            "references.csv:4: The row has no key, by which it would be found"
        ),
        (
            """
            table,keyField,key,id,name
            account,accountnumber,ACC-9,11111111-1111-1111-1111-111111111111,
            account,name,Contoso,11111111-1111-1111-1111-111111111111,
            account,name,Contoso Ltd.,11111111-1111-1111-1111-111111111111,
            account,accountnumber,acc-9,11111111-1111-1111-1111-111111111111,
            Accounts,AccountNumber,ACC-8,{11111111-1111-1111-1111-111111111111},
            """,
            "references.csv:6: {11111111-1111-1111-1111-111111111111} is the id of \"ACC-9\" in line 2 "
                + "already. A record of account has one accountnumber"
        ),
        (
            "table|keyField|key|id|name\n",
            "name, parted by commas, semicolons or tabs [P2C-RUN-006]"
        ),
    ])
    func `is a row of references.csv that can be no reference`(
        text: String, sentence: String
    ) throws {
        let root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(text, to: "work/references.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `is no space around the values of references.csv`() throws {
        let root = scratch.path + "/work"
        #expect(try ProgramRun("init", root).status == 0)
        scratch.write(
            """
            table,keyField,key,id,name
            transactioncurrency,isocurrencycode, USD ,11111111-1111-1111-1111-111111111111 ,

            """, to: "work/references.csv")
        scratch.write(
            "accountnumber,name,transactioncurrencyid\nC-1,a,11111111-1111-1111-1111-111111111111\n",
            to: "work/inbox/USMF/accounts.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.output.contains("1 read, 1 written"), "\(run.output)")
    }

    @Test func `is a file of references that is not in UTF-8`() throws {
        let root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
        let row = "uom,name,St\u{FC}ck,11111111-1111-1111-1111-111111111111,\n"
        scratch.write(
            Array("table,keyField,key,id,name\n".utf8) + row.unicodeScalars.map { UInt8($0.value) },
            to: "work/references.csv")
        let run = try ProgramRun("run", "-w", root)
        #expect(run.status == 2)
        #expect(run.errors.contains("save the file as CSV in UTF-8 [P2C-RUN-006]"), "\(run.errors)")
        #expect(run.errors.contains("references.csv:2"), "\(run.errors)")
    }

    @Test func `is a workspace in which another p2c works`() throws {
        let root = scratch.path + "/w"
        _ = try ProgramRun("init", root)
        let descriptor = open(root + "/.p2c/lock", O_RDWR | O_CREAT, 0o666)
        defer { close(descriptor) }
        #expect(flock(descriptor, LOCK_EX) == 0)
        let run = try ProgramRun("run", in: root)
        #expect(run.status == 2)
        #expect(run.errors.contains("Another p2c works in the workspace \(root). Wait until"))
    }

    @Test func `is a place for results where something is already`() throws {
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "accounts.csv")
        let arguments = ["convert", "accounts.csv", "-o", "out", "-l", "USMF"]
        #expect(try ProgramRun(arguments, in: scratch.path).status == 0)
        let again = try ProgramRun(arguments, in: scratch.path)
        #expect(again.status == 2)
        #expect(again.errors.contains("out/accounts is there already"))
        for arguments in [
            ["convert", "accounts.csv", "-o", "accounts.csv"], ["init", "accounts.csv"],
        ] {
            let onFile = try ProgramRun(arguments, in: scratch.path)
            #expect(onFile.status == 2)
            #expect(onFile.errors.contains("accounts.csv is a file. Name a folder"))
        }
    }

    @Test(arguments: [
        ("inbox", ["-o", "inbox"]), ("inbox/", ["-o", "inbox/"]),
        ("inbox/USMF/out", ["-o", "inbox/USMF/out"]),
        ("./outbox/../inbox/out", ["-o", "./outbox/../inbox/out"]),
        ("../fleet/inbox", ["-o", "../fleet/inbox", "-w", "../fleet"]),
    ])
    func `is a place for results that are taken for input`(
        output: String, arguments: [String]
    ) throws {
        let root = scratch.path + "/fleet"
        _ = try ProgramRun("init", root)
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "fleet/accounts.csv")
        let run = try ProgramRun(["convert", "accounts.csv", "-l", "USMF"] + arguments, in: root)
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "p2c: \(output): results in the inbox would be taken for input. Name another folder"
            ),
            "\(run.errors)")
        #expect(scratch.files(in: "fleet/inbox").isEmpty)
    }

    @Test func `is no place for results beside the inbox`() throws {
        let root = scratch.path + "/work"
        _ = try ProgramRun("init", root)
        scratch.write("accountnumber,name\r\nA-1,Contoso\r\n", to: "work/accounts.csv")
        let run = try ProgramRun(
            "convert", "accounts.csv", "-l", "USMF", "-o", "inbox-results", in: root)
        #expect(run.status == 0, "\(run.errors)")
    }

    /// Found by fuzzing: Foundation ends the whole program at such a key.
    @Test(arguments: [[0x7B, 0xFF], [0x7B, 0x6B, 0xE9, 0x3A, 0x31, 0x7D], [0xFF, 0xFE, 0x7B, 0]])
    func `of the settings is also an encoding other than UTF-8`(bytes: [UInt8]) {
        let error = #expect(throws: UsageError.self) {
            try Settings.parse(bytes, file: "p2c.json")
        }
        #expect(
            error?.description
                == "p2c.json: this is not a text in UTF-8. Save it in that encoding")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1 000"), (1_234_567, "1 234 567"), (-1000, "-1 000"),
    ])
    func `numbers are grouped by three`(number: Int, text: String) {
        #expect(grouped(number) == text)
    }
}
