import Foundation
import Records
import Schemas
import Store
import Support
import Testing

@testable import Pipeline

/// Validation of made-up files against made-up schemas.
private struct Validating {
    let scratch = ScratchFolder()
    var schemas: [String]
    var keysInMemory = 1_000
    var storePath: String?

    /// The issues, each as `file:line code detail`, in the order of the reports.
    func issues(_ files: [(String, String)]) throws -> [String] {
        try reports(files).flatMap { report in
            report.issues.flatMap { group in
                group.examples.map { example in
                    let file = (group.file ?? "").split(separator: "/").last ?? ""
                    return "\(file):\(example.line ?? 0) \(group.code) \(example.detail)"
                }
            }
        }
    }

    /// Files `a/b.csv` make a folder package of their folder.
    func reports(_ files: [(String, String)]) throws -> [ValidationReport] {
        var paths: [String] = []
        for (name, text) in files {
            scratch.write(text, to: name)
            let path =
                scratch.path + "/" + (name.split(separator: "/").first.map(String.init) ?? "")
            if !paths.contains(path) { paths.append(path) }
        }
        return try validation().validate(
            paths, observer: Observer(show: { _ in }, shouldStop: { false }))
    }

    func validation() throws -> FileValidation {
        let files = schemas.enumerated().map { (path: "s\($0).json", bytes: Array($1.utf8)) }
        let configuration = Configuration(
            schemas: try SchemaCatalogue(files: files), templates: [], references: [])
        var options = ValidationOptions()
        options.storePath = storePath
        var validation = FileValidation(configuration: configuration, options: options)
        validation.keysInMemory = keysInMemory
        return validation
    }
}

private func schema(_ name: String, _ fields: String, _ more: String = "") -> String {
    let members = fields.split(separator: " ").map { field in
        let parts = field.split(separator: ":")
        return #"{"name": "\#(parts[0])", "type": "\#(parts.count > 1 ? parts[1] : "string")"}"#
    }
    return """
        {"name": "\(name)", "p2c:environment": "finops", "fields": [\(members.joined(separator: ","))]
        \(more.isEmpty ? "" : ", " + more)}
        """
}

@Suite struct `Keys of records` {
    private func issues(_ key: String, _ file: String, keysInMemory: Int = 1_000) throws -> [String]
    {
        try Validating(
            schemas: [schema("item", "a b c:integer", key)], keysInMemory: keysInMemory
        ).issues([("item.csv", file)])
    }

    @Test(arguments: [0, 1, 1_000])
    func `name the record that had the key first`(keysInMemory: Int) throws {
        let found = try issues(
            #""primaryKey": "a""#, "a,b,c\nX,1,1\nY,1,1\nx ,2,1\nX,1,1\n",
            keysInMemory: keysInMemory)
        #expect(
            found == [
                "item.csv:4 P2C-KEY-001 record 1 has the same a",
                "item.csv:5 P2C-KEY-001 record 1 has the same a",
            ])
    }

    @Test func `compare canonical values, whatever the order of the columns`() throws {
        let found = try issues(#""primaryKey": ["a", "c"]"#, "c,a\n1,X\n1.0,x\n2,X\n")
        #expect(found == ["item.csv:3 P2C-KEY-001 record 1 has the same a, c"])
    }

    @Test(arguments: [0, 1_000])
    func `are of all files of a package that hold the entity`(keysInMemory: Int) throws {
        let item = schema("item", "a b", #""primaryKey": "a", "p2c:aliases": ["items"]"#)
        let validating = Validating(schemas: [item], keysInMemory: keysInMemory)
        let reports = try validating.reports([
            ("p/item.csv", "a,b\nX,1\nY,1\n"), ("p/items.csv", "a,b\nZ,1\ny,2\nZ,2\n"),
            ("q/item.csv", "a,b\nX,1\n"),
        ])
        #expect(
            reports.flatMap(\.issues).flatMap(\.examples).map { "\($0.line ?? 0) \($0.detail)" }
                == [
                    "3 record 2 of p/item.csv has the same a", "4 record 1 has the same a",
                ])
    }

    @Test func `may be blank in part, but not as a whole`() throws {
        let found = try issues(#""primaryKey": ["a", "b"]"#, "a,b,c\nX,,1\n,,1\n,,1\nX,,2\n")
        #expect(
            found == [
                "item.csv:3 P2C-KEY-002 a, b are blank", "item.csv:4 P2C-KEY-002 a, b are blank",
                "item.csv:5 P2C-KEY-001 record 1 has the same a, b",
            ])
    }

    @Test func `that are unique may be blank`() throws {
        let found = try issues(
            #""primaryKey": "c", "uniqueKeys": [["a", "b"]]"#, "a,b,c\nX,,1\nX,,2\nX,Y,3\nX,Y,4\n")
        #expect(found == ["item.csv:5 P2C-KEY-001 record 3 has the same a, b"])
    }

    @Test func `that other systems know records by are a warning`() throws {
        let report = try Validating(
            schemas: [schema("item", "a b", #""p2c:alternateKeys": [["a"]]"#)]
        ).reports([("item.csv", "a,b\nX,1\nX,2\n")])[0]
        #expect(report.issues.map(\.code) == ["P2C-KEY-003"])
        #expect(report.isValid)
    }

    @Test func `need all their columns`() throws {
        #expect(try issues(#""primaryKey": ["a", "b"]"#, "a,c\nX,1\nX,2\n").isEmpty)
    }

    @Test func `count for records with another error`() throws {
        let validating = Validating(schemas: [schema("item", "a c:integer", #""primaryKey": "a""#)])
        let report = try validating.reports([("item.csv", "a,c\nX,one\nX,1\nX,two\n")])[0]
        #expect(report.entities[0].invalid == 3)
        #expect(
            report.issues.map { "\($0.code) \($0.count)" } == ["P2C-VAL-003 2", "P2C-KEY-001 2"]
                || report.issues.map { "\($0.code) \($0.count)" } == [
                    "P2C-VAL-003 1", "P2C-KEY-001 2", "P2C-VAL-003 1",
                ])
    }

    @Test(arguments: [0, 1_000])
    func `that are missing leave the records themselves`(keysInMemory: Int) throws {
        let found = try issues("", "a,b,c\nX,,1\nX,,2\nX,,1\n", keysInMemory: keysInMemory)
        #expect(found == ["item.csv:4 P2C-KEY-004 record 1 is equal in every field"])
    }

    @Test func `are of one company`() throws {
        let found = try Validating(
            schemas: [schema("item", "a dataAreaId", #""primaryKey": "a""#)]
        ).issues([("item.csv", "a,dataAreaId\nX,USMF\nX,DEMF\nX,usmf\nX,\n")])
        #expect(found == ["item.csv:4 P2C-KEY-001 record 1 has the same a"])
    }
}

@Suite struct `References of records` {
    private let header = schema("header", "id name", #""primaryKey": "id""#)
    private let line = schema(
        "line", "no of c:integer",
        """
        "foreignKeys": [{"fields": "of", "reference": {"resource": "header", "fields": "id"},
            "p2c:header": true}]
        """)

    @Test(arguments: [
        [("header.csv", "id,name\nA,a\n"), ("line.csv", "no,of\n1,a \n2,B\n3,\n")],
        [("line.csv", "no,of\n1,a \n2,B\n3,\n"), ("header.csv", "id,name\nA,a\n")],
    ])
    func `are found in any file, before or behind`(files: [(String, String)]) throws {
        let found = try Validating(schemas: [header, line]).issues(files)
        #expect(found == ["line.csv:3 P2C-KEY-011 \"B\" is no id of header"])
    }

    @Test(arguments: [0, 1, 1_000])
    func `are many`(keysInMemory: Int) throws {
        var headers = "id,name\n"
        var lines = "no,of\n"
        for number in 1...500 {
            headers += "H\(number),x\n"
            lines += "\(number),H\(number * 7 % 503)\n"
        }
        let report = try Validating(schemas: [header, line], keysInMemory: keysInMemory).reports([
            ("line.csv", lines), ("header.csv", headers),
        ])[0]
        // 501 and 502 are no headers.
        #expect(report.issues.map(\.count) == [2])
        #expect(report.entities[0].invalid == 2)
        #expect(
            Set(report.issues[0].examples.map(\.detail)) == [
                "\"H501\" is no id of header", "\"H502\" is no id of header",
            ])
    }

    @Test func `are not looked at when no file has the entity`() throws {
        let found = try Validating(schemas: [header, line]).issues([("line.csv", "no,of\n2,B\n")])
        #expect(found.isEmpty)
    }

    @Test func `count once for a record, and not again for one with another error`() throws {
        let report = try Validating(
            schemas: [
                header,
                schema(
                    "line", "of also c:integer",
                    """
                    "foreignKeys": [
                      {"fields": "of", "reference": {"resource": "header", "fields": "id"}},
                      {"fields": "also", "reference": {"resource": "header", "fields": "id"}}]
                    """),
            ]
        ).reports([
            ("line.csv", "of,also,c\nB,C,1\nA,A,x\nB,A,x\nA,A,1\n"), ("header.csv", "id\nA\n"),
        ])[0]
        #expect(report.entities[0].invalid == 3)
        #expect(
            Set(report.issues.map { "\($0.code) \($0.field ?? "") \($0.count)" }) == [
                "P2C-VAL-003 c 2", "P2C-KEY-010 of 2", "P2C-KEY-010 also 1",
            ])
    }

    @Test func `to the same table are found in it`() throws {
        let found = try Validating(
            schemas: [
                schema(
                    "item", "id parent",
                    #""foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "id"}}]"#
                )
            ]
        ).issues([("item.csv", "id,parent\nA,B\nB,\nC,D\n")])
        #expect(found == ["item.csv:4 P2C-KEY-010 \"D\" is no id of item"])
    }

    @Test func `with the same fields are alternatives`() throws {
        let schemas = [
            schema("one", "id"), schema("two", "id"),
            schema(
                "item", "of",
                """
                "foreignKeys": [
                  {"fields": "of", "reference": {"resource": "one", "fields": "id"}},
                  {"fields": "of", "reference": {"resource": "two", "fields": "id"}}]
                """),
        ]
        let item = ("item.csv", "of\nA\nB\nC\n")
        let both = try Validating(schemas: schemas).issues([
            item, ("one.csv", "id\nA\n"), ("two.csv", "id\nB\n"),
        ])
        #expect(both == ["item.csv:4 P2C-KEY-010 \"C\" is no id of one and no id of two"])
        let one = try Validating(schemas: schemas).issues([item, ("one.csv", "id\nA\n")])
        #expect(
            one == [
                "item.csv:3 P2C-KEY-010 \"B\" is no id of one",
                "item.csv:4 P2C-KEY-010 \"C\" is no id of one",
            ])
    }

    @Test func `may name their company or not`() throws {
        let schemas = [
            schema("header", "id dataAreaId"),
            schema(
                "line", "of dataAreaId",
                #""foreignKeys": [{"fields": "of", "reference": {"resource": "header", "fields": "id"}}]"#
            ),
        ]
        let headers = ("header.csv", "id,dataAreaId\nA,USMF\nB,DEMF\n")
        #expect(
            try Validating(schemas: schemas).issues([
                headers, ("line.csv", "of,dataAreaId\nA,usmf\nB,USMF\nB,\n"),
            ]) == ["line.csv:3 P2C-KEY-010 \"B\" is no id of header"])
        #expect(
            try Validating(schemas: schemas).issues([
                ("header.csv", "id\nA\n"), ("line.csv", "of,dataAreaId\nA,usmf\nB,USMF\n"),
            ]) == ["line.csv:3 P2C-KEY-010 \"B\" is no id of header"])
    }
}

@Suite struct `Totals of records` {
    private let order = schema(
        "order", "id total:number",
        """
        "primaryKey": "id",
        "p2c:totals": [{"field": "total", "sumOf": {"resource": "row", "field": "amount"}}]
        """)
    private let row = schema(
        "row", "of amount:number",
        #""foreignKeys": [{"fields": "of", "reference": {"resource": "order", "fields": "id"}}]"#)

    private func issues(_ orders: String, _ rows: String, keysInMemory: Int = 1_000) throws
        -> [String]
    {
        try Validating(schemas: [order, row], keysInMemory: keysInMemory).issues([
            ("p/order.csv", "id,total\n" + orders), ("p/row.csv", "of,amount\n" + rows),
        ]).filter { $0.contains("KEY-012") }
    }

    @Test func `are exact`() throws {
        #expect(try issues("A,0.30\nB,100\n", "A,0.1\nB,33.33\na,.2\nB,33.33\nB,33.34\n").isEmpty)
        #expect(
            try issues("A,0.30\nB,100\n", "A,0.1\nB,66.66\nA,.1\nB,33.33\n") == [
                "order.csv:2 P2C-KEY-012 \"0.3\" is not 0.2, the sum of amount of 2 lines",
                "order.csv:3 P2C-KEY-012 \"100\" is not 99.99, the sum of amount of 2 lines",
            ])
    }

    @Test func `say nothing of headers without lines or total, and of lines without a number`()
        throws
    {
        #expect(try issues("A,1\nB,\nC,1\n", "B,1\nC,x\nC,5\n").isEmpty)
        #expect(
            try issues("A,1\n", "A,\n") == [
                "order.csv:2 P2C-KEY-012 \"1\" is not 0, the sum of amount of 1 line"
            ])
    }

    @Test func `are of one package`() throws {
        let found = try Validating(schemas: [order, row]).issues([
            ("order.csv", "id,total\nA,1\n"), ("row.csv", "of,amount\nA,2\n"),
        ])
        #expect(found.isEmpty)
    }

    @Test func `are counted by currency`() throws {
        let item = """
            {"name": "item", "p2c:environment": "finops", "fields": [
              {"name": "amount", "type": "number", "p2c:currency": "currency"},
              {"name": "fee", "type": "number", "p2c:currency": "currency"},
              {"name": "currency"}]}
            """
        let report = try Validating(schemas: [item]).reports([
            ("item.csv", "amount,currency,fee\n1.10,USD,\n2,EUR,\n.9,usd,\nx,USD,\n,USD,\n7,,\n")
        ])[0]
        #expect(
            report.entities[0].totals == [
                .init(field: "amount", currency: nil, values: 1, sum: "7"),
                .init(field: "amount", currency: "EUR", values: 1, sum: "2"),
                .init(field: "amount", currency: "USD", values: 2, sum: "2"),
            ])
    }
}
