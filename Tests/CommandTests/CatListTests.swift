import Foundation
import Support
import Testing

/// Naming the entities of files, with the program as people start it.
@Suite struct `Listing entities` {
    private let scratch = ScratchFolder()
    private let examples = projectFolder + "/examples"

    private func list(_ arguments: String...) throws -> ProgramRun {
        try ProgramRun(["cat", "--list"] + arguments)
    }

    /// The lines of a table, cut at two spaces or more.
    private func cells(_ output: String) -> [[String]] {
        output.split(separator: "\n").map { line in
            line.replacing(/\ {2,}/, with: "\t").split(separator: "\t").map(String.init)
        }
    }

    @Test func `is a table with dialects and counts`() throws {
        let run = try list(examples + "/accounts-data.zip", examples + "/products-csv.zip")
        #expect(run.status == 0)
        #expect(
            cells(run.output) == [
                [
                    "FILE", "ENTITY", "FORMAT", "DIALECT", "ENCODING", "COLUMNS", "RECORDS",
                    "UNREADABLE",
                ],
                [
                    "accounts-data.zip/data.xml", "transactioncurrency",
                    "Configuration Migration", "UTF-8", "3", "3", "0",
                ],
                [
                    "accounts-data.zip/data.xml", "account", "Configuration Migration", "UTF-8",
                    "30", "14", "0",
                ],
                [
                    "products-csv.zip/Sellable released products.csv",
                    "Sellable released products", "CSV", "comma, \" (given)", "UTF-8", "9", "13",
                    "0",
                ],
            ])
    }

    @Test func `shows the dialect that it is told, and what cannot be read`() throws {
        scratch.write("A\tB\n1\t2\n3\n4\t5\n", to: "a.txt")
        let run = try list(
            scratch.path + "/a.txt", "--delimiter", "tab", "--qualifier", "none", "--encoding",
            "windows-1252")
        #expect(run.status == 1)
        #expect(
            cells(run.output).last == [
                "a.txt", "a", "CSV", "tab, no qualifier (given)", "windows-1252", "2", "2", "1",
            ])
        #expect(run.errors.contains("a.txt:3 (byte 8): "))
    }

    @Test func `shows the encoding that the file has`() throws {
        let wide = Array("\u{FEFF}A,B\r\n1,2\r\n".utf16).flatMap {
            [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
        scratch.write(wide, to: "a.csv")
        scratch.write(
            "<?xml version=\"1.0\" encoding=\"windows-1252\"?><Document><R A=\"1\"/></Document>",
            to: "b.xml")
        let run = try list(scratch.path + "/a.csv", scratch.path + "/b.xml", "--to", "jsonl")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].contains("\"encoding\":\"UTF-16LE\""))
        #expect(lines[1].contains("\"encoding\":\"windows-1252\""))
        #expect(lines[1].contains("\"format\":\"XML-Attribute\""))
    }

    @Test func `is JSON lines for machines`() throws {
        struct Line: Decodable, Equatable {
            struct Dialect: Decodable, Equatable {
                var delimiter: String
                var qualifier: String?
                var headerLine: Int?
            }
            var file: String
            var entity: String
            var targetEntity: String?
            var kind: String
            var format: String
            var dialect: Dialect?
            var columns: [String]
            var records: Int?
            var unreadable: Int
        }
        let run = try list(examples + "/products-csv.zip", "--to", "jsonl")
        #expect(
            try JSONDecoder().decode(Line.self, from: Data(run.output.utf8))
                == Line(
                    file: "products-csv.zip/Sellable released products.csv",
                    entity: "Sellable released products",
                    targetEntity: "EcoResSellableReleasedProductEntity", kind: "DMF package",
                    format: "CSV", dialect: .init(delimiter: ",", qualifier: "\"", headerLine: 1),
                    columns: [
                        "PRODUCTNUMBER", "PRODUCTNAME", "PRODUCTDESCRIPTION", "PRODUCTTYPE",
                        "SALESUNITSYMBOL", "SALESPRICE", "CURRENCYCODE", "UNITCOST",
                        "ISSTOCKEDPRODUCT",
                    ], records: 13, unreadable: 0))
    }

    @Test func `has no count for a file that breaks off`() throws {
        scratch.write("<Document><R><A>1</A></R>", to: "a.xml")
        scratch.write([0x41, 0x0A, 0xC3], to: "b.csv")
        let run = try list(scratch.path + "/a.xml", scratch.path + "/b.csv", "--to", "jsonl")
        #expect(run.status == 3)
        #expect(run.output.contains("\"entity\":\"b\""), "\(run.output)")
        #expect(!run.output.contains("\"records\""))
    }
}
