import Foundation
import Records
import Testing

@testable import Formats

@Suite struct `Import Data Wizard package` {
    private let folder = TemporaryFolder()

    private func open(_ files: [(String, String)]) throws -> SourcePackage {
        try SourcePackage.open(folder.zip("set.zip", files))
    }

    private func map(_ entities: String) -> String {
        "<Map Name=\"m\"><Description /><EntityMaps>\(entities)</EntityMaps></Map>"
    }

    private func entity(
        _ source: String, _ target: String, _ columns: String, _ more: String = ""
    ) -> String {
        "<EntityMap TargetEntityName=\"\(target)\" SourceEntityName=\"\(source)\"\(more)>"
            + "<AttributeMaps>\(columns)</AttributeMaps></EntityMap>"
    }

    private func column(_ source: String, _ target: String, _ more: String = "") -> String {
        "<AttributeMap><SourceAttributeName>\(source)</SourceAttributeName>"
            + "<TargetAttributeName>\(target)</TargetAttributeName>\(more)</AttributeMap>"
    }

    @Test func `takes names, options and what to leave out from the data map`() throws {
        let option = """
            <PicklistMaps><PicklistMap><SourceValue>bill</SourceValue><TargetValue>1</TargetValue>\
            <ProcessCode>Process</ProcessCode></PicklistMap><PicklistMap><SourceValue>ship\
            </SourceValue><TargetValue>2</TargetValue></PicklistMap></PicklistMaps>
            """
        let lookup = """
            <LookupMaps><LookupMap><LookupType>System</LookupType><LookupEntityName>account\
            </LookupEntityName><LookupAttributeName>accountnumber</LookupAttributeName>\
            </LookupMap></LookupMaps>
            """
        let columns =
            column("src_name", "name") + column("SRC_PARENT", "parentaccountid", lookup)
            + column("src_type", "addresstype", option)
            + column("src_note", "note", "<ProcessCode>Ignore</ProcessCode>")
        let package = try open([
            (
                "import accounts.csv",
                "src_name,src_parent,src_type,src_note,other\r\nA,P1,Bill,x,1\r\nB,,ship,y,2\r\n"
                    + "C,,else,,3\r\n"
            ), ("map.xml", map(entity("Import Accounts", "account", columns))),
        ])
        #expect(package.entities.map(\.name) == ["account"])
        #expect(package.entities[0].nameCandidates == ["account", "import accounts"])
        #expect(package.warnings.isEmpty)
        let table = try package.table()
        #expect(
            table.columns == ["name", "parentaccountid.accountnumber", "addresstype", "other"])
        #expect(
            table.rows == [
                ["A", "P1", "1", "1"], ["B", nil, "2", "2"], ["C", nil, "else", "3"],
            ])
    }

    @Test func `names a lookup to several tables by the field of each`() throws {
        func lookup(_ table: String, _ field: String) -> String {
            "<LookupMap><LookupEntityName>\(table)</LookupEntityName>"
                + "<LookupAttributeName>\(field)</LookupAttributeName></LookupMap>"
        }
        let lookups = lookup("account", "accountnumber") + lookup("contact", "emailaddress1")
        let package = try open([
            ("orders.csv", "Customer\r\nA-1\r\n"),
            (
                "map.xml",
                map(
                    entity(
                        "orders", "salesorder",
                        column("Customer", "customerid", "<LookupMaps>\(lookups)</LookupMaps>")))
            ),
        ])
        #expect(
            try package.table().columns
                == ["customerid.account(accountnumber).contact(emailaddress1)"])
    }

    @Test func `takes several tables from one file`() throws {
        let package = try open([
            ("all.csv", "a,c,x\r\n1,2,3\r\n"),
            (
                "map.xml",
                map(
                    entity("all", "account", column("a", "name"), " Dedupe=\"Eliminate\"")
                        + entity(
                            "all.csv", "contact", column("c", "fullname") + column("a", "parent"))
                        + entity("all", "lead", column("a", "x"), " ProcessCode=\"Ignore\"")
                        + entity("gone", "task", ""))
            ),
        ])
        #expect(package.entities.map(\.nameCandidates) == [["account"], ["contact"]])
        #expect(try package.table(0).columns == ["name"])
        #expect(try package.table(1).columns == ["parent", "fullname"])
        #expect(try package.table(1).rows == [["1", "2"]])
        #expect(package.warnings.map(\.code) == [.mapStepsIgnored, .mapWithoutFile])
    }

    @Test func `joins the parts of a table in order`() throws {
        let parts = (1...11).reversed().map { number in
            ("sub/Account_\(number).csv", "Name,City\r\nn\(number),c\r\n")
        }
        let package = try open(parts + [("Contact_2.csv", "a\r\n1\r\n"), ("Lead.csv", "a\r\n")])
        #expect(package.entities.map(\.name).sorted() == ["Account", "Contact_2", "Lead"])
        let index = try #require(package.entities.firstIndex { $0.name == "Account" })
        #expect(package.entities[index].nameCandidates == ["Account"])
        let reader = try package.makeReader(for: package.entities[index])
        var files: [String?] = []
        var firsts: [Int] = []
        var names: [String?] = []
        while let batch = try reader.next() {
            files.append(batch.file)
            firsts.append(batch.firstRecord)
            names += batch.columns[0].cells.map { batch.text(of: $0) }
        }
        #expect(names == (1...11).map { "n\($0)" })
        #expect(firsts == Array(0..<11))
        #expect(files == (1...11).map { "set.zip/sub/Account_\($0).csv" })
        #expect(
            package.byteCount(of: package.entities[index])
                == parts.reduce(0) { $0 + $1.1.utf8.count })
    }

    @Test(arguments: [
        ["A_1.csv", "A_3.csv"], ["A_2.csv", "A_3.csv"], ["A_1.csv", "B_2.csv"],
        ["A_1.csv", "x/A_2.csv"], ["A_1.csv", "A_02.csv"], ["A_1.csv", "A_2.txt"],
        ["_1.csv", "_2.csv"],
    ])
    func `leaves files apart that are no parts`(_ names: [String]) throws {
        #expect(try open(names.map { ($0, "a\r\n1\r\n") }).entities.count == 2)
    }

    @Test func `refuses parts with different columns`() throws {
        let package = try open([("A_1.csv", "a,b\r\n1,2\r\n"), ("A_2.csv", "b,a\r\n1,2\r\n")])
        let found = issue { _ = try package.table() }
        #expect(found?.code == .partColumnsDiffer)
        #expect(found?.file == "set.zip/A_2.csv")
        #expect(found?.detail == "The header is b, a, that of the first part a, b")
    }

    @Test func `refuses a data map alone`() {
        let path = folder.file("map.xml", map("").utf8)
        #expect(issue { _ = try SourcePackage.open(path) }?.code == .unknownKindOfFile)
    }

    @Test func `sends parts back as one file, and what a data map renamed by its names`() throws {
        let package = try open([
            ("Account_1.csv", "Name\r\na\r\n"), ("Account_2.csv", "Name\r\nb\r\n\"c\" d\r\n"),
            ("Contact.csv", "Full name,Skip\r\ne,1\r\nf\r\n"),
            (
                "map.xml",
                map(
                    entity(
                        "Contact", "contact",
                        column("Full name", "fullname")
                            + column("Skip", "skip", "<ProcessCode>Ignore</ProcessCode>")))
            ),
        ])
        let out = folder.path + "/out"
        let back = ReturnPackage(of: package, folder: out, formats: FormatRegistry())
        for entity in package.entities {
            let reader = try package.makeReader(for: entity)
            var records: ReturnedRecords?
            while let batch = try reader.next() {
                let writer =
                    try records
                    ?? back.makeWriter(for: entity, columns: batch.columns.map(\.name))
                records = writer
                try writer.write(batch, rows: [0], reasons: [0: "why"])
            }
            try records?.finish()
        }
        #expect(try back.finish())
        let archive = try ZipArchive(
            path: out + "/set.zip", name: "set.zip", limits: ReadLimits())
        let texts = try archive.entries.map { entry in
            "\(entry.name)|\(String(decoding: try archive.open(entry).readAll(), as: UTF8.self))"
        }
        #expect(
            texts == [
                "Account.csv|\u{FEFF}Name,P2C_REASON\r\na,why\r\nb,why\r\n\"c\" d,"
                    + "\"P2C-CSV-002 the record on line 3 has text behind a closing quote\"\r\n",
                "Contact.csv|\u{FEFF}fullname,P2C_REASON\r\ne,why\r\n",
            ])
        let aside = try String(contentsOfFile: out + "/set.zip.unreadable.txt", encoding: .utf8)
        #expect(aside.contains("P2C-CSV-001 line 3 has 1 value, the header has 2\nf\n"))
    }
}
