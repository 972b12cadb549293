import Foundation
import Support
import Testing

/// Looking inside files, with the program as people start it.
@Suite struct `Looking inside` {
    private let scratch = ScratchFolder()
    private let examples = projectFolder + "/examples"

    private func cat(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["cat"] + arguments)
    }

    /// Writes a file and returns its path.
    private func file(_ name: String, _ text: String) -> String {
        scratch.write(text, to: name)
        return "\(scratch.path)/\(name)"
    }

    private func file(_ name: String, _ bytes: [UInt8]) -> String {
        scratch.write(bytes, to: name)
        return "\(scratch.path)/\(name)"
    }

    // MARK: Records

    @Test func `prints an example as canonical CSV`() throws {
        let run = try cat(examples + "/references.csv")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let original = try String(contentsOfFile: examples + "/references.csv", encoding: .utf8)
        #expect(run.output == original.replacing("\r\n", with: "\n"))
    }

    @Test func `prints an example as JSON lines`() throws {
        let run = try cat(examples + "/products-xml.zip", "--to", "jsonl", "--head", "2")
        #expect(run.status == 0)
        #expect(
            run.output == """
                {"PRODUCTNUMBER":"P-100","PRODUCTNAME":"Trail bike 29","PRODUCTDESCRIPTION":\
                "Aluminium frame, 18 kg max. load at the back","PRODUCTTYPE":"Item",\
                "SALESUNITSYMBOL":"ea","SALESPRICE":"1249.0000000000000000","CURRENCYCODE":"USD",\
                "UNITCOST":"780.5000000000000000","ISSTOCKEDPRODUCT":"Yes"}
                {"PRODUCTNUMBER":"P-101","PRODUCTNAME":"Inner tube 28\\" & valve",\
                "PRODUCTDESCRIPTION":"For rims < 25 mm and tyres > 28 mm","PRODUCTTYPE":"Item",\
                "SALESUNITSYMBOL":"pcs","SALESPRICE":"6.9500000000000000","CURRENCYCODE":"EUR",\
                "UNITCOST":"2.1000000000000000","ISSTOCKEDPRODUCT":"Yes"}

                """)
    }

    @Test func `needs the choice of an entity for CSV`() throws {
        let package = examples + "/accounts-data.zip"
        let all = try cat(package)
        #expect(all.status == 2)
        #expect(all.output.isEmpty)
        #expect(
            all.errors.contains(
                "accounts-data.zip has several entities: transactioncurrency, account. Choose one "
                    + "with --entity"))
        let one = try cat(package, "--entity", "TransactionCurrency")
        #expect(one.status == 0)
        #expect(
            one.output == """
                transactioncurrencyid,isocurrencycode,currencyname
                5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b01,USD,US Dollar
                5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b02,EUR,Euro
                5e0a1c72-3b4d-4f61-9a27-c1d8e3f40b03,GBP,Pound Sterling

                """)
        let lines = try cat(package, "--to", "jsonl")
        #expect(lines.status == 0)
        #expect(lines.output.split(separator: "\n").count == 3 + 14)
    }

    @Test(arguments: ["Sellable released products", "ecoresSELLABLEreleasedproductentity"])
    func `knows an entity by its label and its AOT name`(name: String) throws {
        let run = try cat(examples + "/products-csv.zip", "--entity", name, "--head", "0")
        #expect(
            run.output
                == "PRODUCTNUMBER,PRODUCTNAME,PRODUCTDESCRIPTION,PRODUCTTYPE,SALESUNITSYMBOL,"
                + "SALESPRICE,CURRENCYCODE,UNITCOST,ISSTOCKEDPRODUCT\n")
    }

    @Test func `tells the three kinds of nothing apart`() throws {
        let csv = file("a.csv", "A,B,C\r\n1,,\"\"\r\n")
        #expect(try cat(csv).output == "A,B,C\n1,,\"\"\n")
        #expect(try cat(csv, "--to", "jsonl").output == "{\"A\":\"1\",\"B\":null,\"C\":\"\"}\n")
        let xml = file(
            "b.xml", "<Document><R><A>1</A><B>x</B></R><R><B/></R><R><A> </A></R></Document>")
        #expect(try cat(xml).output == "A,B\n1,x\n,\n ,\n")
        #expect(
            try cat(xml, "--to", "jsonl").output
                == "{\"A\":\"1\",\"B\":\"x\"}\n{\"B\":null}\n{\"A\":\" \"}\n")
    }

    @Test func `prints line breaks, quotes and control characters so that they come back`() throws {
        let path = file("a.csv", "A,B\r\n\"x\ny\",\"\u{1}\"\"\\\u{1F}\"\r\n")
        #expect(try cat(path).output == "A,B\n\"x\ny\",\"\u{1}\"\"\\\u{1F}\"\n")
        #expect(
            try cat(path, "--to", "jsonl").output
                == #"{"A":"x\ny","B":"\u0001\"\\\u001f"}"# + "\n")
    }

    @Test func `prints the header of a file without records`() throws {
        let run = try cat(file("a.csv", "A,\"B,C\"\r\n"))
        #expect(run.output == "A,\"B,C\"\n")
        #expect(run.status == 0)
    }

    @Test func `prints the first records of each entity`() throws {
        let run = try cat(examples + "/accounts-data.zip", "--to", "jsonl", "--head", "1")
        let names = run.output.split(separator: "\n").map { $0.prefix(24) }
        #expect(
            names
                == ["{\"transactioncurrencyid\":", "{\"accountid\":\"c0a7b5d0-41"].map {
                    $0.prefix(24)
                })
    }

    // MARK: Dialects

    @Test(arguments: [
        ("A;B\n'1;2';'it''s'\n", ["--delimiter", ";", "--qualifier", "'"], "A,B\n1;2,it's\n"),
        ("A;B\n1;2\n", ["--delimiter", "semicolon"], "A,B\n1,2\n"),
        ("A\tB\n1\t2\n", ["--delimiter", "tab"], "A,B\n1,2\n"),
        ("A\tB\n1\t2\n", ["--delimiter", "\\t"], "A,B\n1,2\n"),
        ("A\tB\n1\t2\n", ["--delimiter", "\t"], "A,B\n1,2\n"),
        ("A|B\n1|2\n", ["--delimiter", "bar"], "A,B\n1,2\n"),
        ("A,B\n\"1,2\n", ["--qualifier", "none"], "A,B\n\"\"\"1\",2\n"),
        ("A,B\n\"1,2\n", ["--qualifier", ""], "A,B\n\"\"\"1\",2\n"),
    ])
    func `reads by the dialect that it is told`(
        text: String, options: [String], printed: String
    ) throws {
        let run = try ProgramRun(["cat", file("a.csv", text)] + options)
        #expect(run.output == printed, "\(run.errors)")
        #expect(run.status == 0)
    }

    @Test(arguments: [
        ("windows-1252", [0x80, 0xE9] as [UInt8], "€é"), ("1252", [0x80, 0xE9], "€é"),
        ("iso-8859-15", [0xA4, 0xE9], "€é"), ("1250", [0xB9, 0xE6], "ąć"),
        ("utf-8", [0xE2, 0x82, 0xAC], "€"), ("65001", [0xE2, 0x82, 0xAC], "€"),
    ])
    func `reads by the encoding that it is told`(
        encoding: String, bytes: [UInt8], text: String
    ) throws {
        let path = file("a.csv", Array("A,B\n1,".utf8) + bytes + [0x0A])
        #expect(try cat(path, "--encoding", encoding).output == "A,B\n1,\(text)\n")
    }

    @Test func `reads packages by the dialect that it is told, too`() throws {
        let run = try cat(examples + "/products-csv.zip", "--delimiter", "-", "--head", "1")
        #expect(run.status == 3)
        #expect(run.errors.contains("the format declares “-”"), "\(run.errors)")
    }

    @Test func `names the option where the delimiter that was given is wrong`() throws {
        let path = file("a.csv", "A,B\n1,2\n")
        let run = try cat(path, "--delimiter", "semicolon")
        #expect(run.status == 3)
        #expect(
            run.errors.contains(
                "To do: Correct --delimiter, or leave it out: then it is found by looking"),
            "\(run.errors)")
        #expect(!run.errors.contains("Set delimiter for the format"), "\(run.errors)")
    }

    @Test func `takes formats from a workspace`() throws {
        let root = scratch.path + "/w"
        _ = try ProgramRun("init", root)
        scratch.write("{ formats: { CSV: { delimiter: \";\" } } }", to: "w/p2c.json")
        let run = try cat(file("a.csv", "A;B\n1;2\n"), "-w", root)
        #expect(run.output == "A,B\n1,2\n", "\(run.errors)")
    }

    // MARK: Several files

    @Test func `prints files with the same columns as one table`() throws {
        let one = file("a.csv", "A,B\n1,2\n")
        let two = file("b.csv", "A,B\r\n3,4\r\n")
        let none = file("c.csv", "A,B\n")
        let run = try cat(one, none, two)
        #expect(run.output == "A,B\n1,2\n3,4\n")
        #expect(run.status == 0)
    }

    @Test func `prints no table of files with other columns`() throws {
        let one = file("a.csv", "A,B\n1,2\n")
        let two = file("b.csv", "A,C\n3,4\n")
        let run = try cat(one, two)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("b.csv has other columns than a.csv"))
        let lines = try cat(one, two, "--to", "jsonl")
        #expect(lines.output == "{\"A\":\"1\",\"B\":\"2\"}\n{\"A\":\"3\",\"C\":\"4\"}\n")
    }

    // MARK: What cannot be read

    @Test func `tells which records cannot be read, and where`() throws {
        let run = try cat(file("a.csv", "A,B\n1,2\n1,2,3\n4,5\n6\n"))
        #expect(run.status == 1)
        #expect(run.output == "A,B\n1,2\n4,5\n")
        #expect(run.errors.contains("error P2C-CSV-001"))
        #expect(run.errors.contains("a.csv:3 (byte 8): line 3 has 3 values, the header has 2"))
        #expect(run.errors.contains("a.csv:5 (byte 18): line 5 has 1 value, the header has 2"))
        #expect(run.errors.contains("To do: "))
    }

    @Test func `says nothing about records behind those that it prints`() throws {
        let path = file("a.csv", "A,B\n1,2\n1,2,3\n4,5\n")
        let one = try cat(path, "--head", "1")
        #expect(one.output == "A,B\n1,2\n")
        #expect(one.status == 0)
        #expect(one.errors.isEmpty)
        #expect(try cat(path, "--head", "2").status == 1)
    }

    @Test func `prints what can be read of several files`() throws {
        let run = try cat(
            file("a.csv", "A,B\n1,2\n"), file("b.json", "{}"), file("c.csv", "A,B\n3,4\n"))
        #expect(run.status == 3)
        #expect(run.output == "A,B\n1,2\n3,4\n")
        #expect(run.errors.contains("b.json"))
        #expect(run.errors.contains("To do: "))
    }

    @Test func `tells where a file breaks off`() throws {
        let xml = "<Document><R><A>1</A></R><R><A>2</A"
        let run = try cat(file("a.xml", xml))
        #expect(run.status == 3)
        #expect(run.errors.contains("P2C-XML-002"), "\(run.errors)")
    }

    @Test(arguments: [
        (["--entity", "x"], "a.csv has no entity \"x\". It has a"),
        (["--head", "-1"], "head"), (["--to", "yaml"], "yaml"),
        (["--encoding", "klingon"], "--encoding is \"klingon\""),
        (["--delimiter", "ab"], "--delimiter is \"ab\""),
        (["--delimiter", "€"], "--delimiter is \"€\""),
        (["--qualifier", "''"], "--qualifier is \"''\""),
        (["--delimiter", "\""], "the delimiter and the text qualifier are the same"),
        (["--header", "0"], "--header takes none or a line from 1 on"),
        (["--header", "first"], "--header takes none or a line from 1 on"),
        (["--list", "--head", "1"], "--list counts all records"),
        (["--list", "--to", "csv"], "--to jsonl"),
        (["-w", "/nowhere"], "/nowhere is not a workspace"),
    ])
    func `refuses wrong use with a sentence`(options: [String], sentence: String) throws {
        let run = try ProgramRun(["cat", file("a.csv", "A,B\n1,2\n")] + options)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(sentence), "\(run.errors)")
    }

    @Test func `refuses a file that is not there`() throws {
        let run = try cat("/nowhere.csv")
        #expect(run.status == 2)
        #expect(run.errors.contains("There is no file /nowhere.csv"))
    }

    // MARK: Where the output goes

    /// The exit status and standard error of p2c before `| head -1`, and what head printed.
    private func catIntoHead(_ path: String, prefix: String = "") throws -> ProgramRun {
        let errors = scratch.path + "/errors.txt"
        let script = """
            \(prefix) "$0" cat "$1" 2>"$2" | head -1
            exit ${PIPESTATUS[0]}
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script, ProgramRun.program.path, path, errors]
        return try ProgramRun(process)
    }

    @Test(arguments: ["", "trap '' PIPE;"])
    func `ends quietly when nobody reads on`(prefix: String) throws {
        let row = String(repeating: "1234567890", count: 10) + ",x\n"
        let path = file("a.csv", "A,B\n" + String(repeating: row, count: 20_000))
        let run = try catIntoHead(path, prefix: prefix)
        #expect(run.output == "A,B\n")
        #expect(run.status == 0)
        #expect(scratch.read("errors.txt") == "")
    }

    @Test func `says so when the disk is full`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [
            "-c", "\"$0\" cat \"$1\" > /dev/full", ProgramRun.program.path,
            examples + "/references.csv",
        ]
        let run = try ProgramRun(process)
        #expect(run.status == 4)
        #expect(run.errors.contains("No space left on device"), "\(run.errors)")
    }

    @Test func `takes the folder of a delivery as the packages in it`() throws {
        scratch.write("accountnumber,name\r\nC-1,Contoso\r\n", to: "accounts.csv")
        let out = scratch.path + "/out"
        _ = try ProgramRun("convert", scratch.path + "/accounts.csv", "-o", out, "-l", "USMF")
        let delivery = out + "/accounts"
        let printed = try ProgramRun("cat", delivery, "--to", "jsonl")
        #expect(printed.status == 0, "\(printed.errors)")
        #expect(printed.output.contains("\"ORGANIZATIONNAME\":\"Contoso\""), "\(printed.output)")
        // So do the folder of one template, which convert names, and the folder of all files.
        for folder in [delivery + "/accounts-sales-to-finops", out] {
            let same = try ProgramRun("cat", folder, "--to", "jsonl")
            #expect(same.output == printed.output, "\(same.errors)")
        }
    }
}
