import Foundation
import Records
import Support
import Testing

@testable import Formats

@Suite struct `XML record writer` {
    private func write(
        _ style: SourceFormat, _ columns: [String], _ rows: [[String?]]
    ) throws -> String {
        let sink = KeptBytes()
        let writer = try XMLRecordWriter(
            sink: sink, style: style, entity: "CustCustomerV2Entity", fieldNames: columns,
            file: "Customers V2.xml")
        try writer.write(ReadTable.batch(columns: columns, rows: rows), rows: Array(rows.indices))
        try writer.finish()
        #expect(sink.isFinished)
        return sink.text
    }

    private let start = "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?><Document>"

    @Test func `writes elements as F&O does`() throws {
        let rows: [[String?]] = [["0001", "A&B <\"x\">\r\n", nil], ["∅", "", "é"]]
        let text = try write(.xmlElement, ["CustomerAccount", "NAME", "Note"], rows)
        #expect(
            text == start
                + "<CUSTCUSTOMERV2ENTITY><CUSTOMERACCOUNT>0001</CUSTOMERACCOUNT>"
                + "<NAME>A&amp;B &lt;\"x\"&gt;&#xD;\n</NAME><NOTE /></CUSTCUSTOMERV2ENTITY>"
                + "<CUSTCUSTOMERV2ENTITY><NAME /><NOTE>é</NOTE></CUSTCUSTOMERV2ENTITY></Document>")
    }

    @Test func `writes attributes as F&O does`() throws {
        let rows: [[String?]] = [["0001", "A&B <\"x\">\r\n\t", nil], ["∅", "", "é"]]
        let text = try write(.xmlAttribute, ["CustomerAccount", "NAME", "Note"], rows)
        #expect(
            text == start
                + "<CUSTCUSTOMERV2ENTITY CUSTOMERACCOUNT=\"0001\" "
                + "NAME=\"A&amp;B &lt;&quot;x&quot;&gt;&#xD;&#xA;&#x9;\" NOTE=\"\" />"
                + "<CUSTCUSTOMERV2ENTITY NAME=\"\" NOTE=\"é\" /></Document>")
    }

    @Test(arguments: ["\u{8}", "a\u{0}", "\u{1F}b", "\u{FFFE}", "\u{FFFF}"])
    func `refuses what XML cannot carry`(_ value: String) {
        let found = issue {
            _ = try write(.xmlElement, ["A", "MEMO"], [["x", "y"], ["x", value]])
        }
        #expect(found?.code == .xmlUnwritable)
        #expect(found?.field == "MEMO")
        #expect(found?.record == 2)
    }

    @Test func `tells before writing which rows it would refuse`() {
        let rows: [[String?]] = [
            ["x", "\u{8}"], ["é\t\r\n", "\u{FFFD}"], [nil, "∅"], ["\u{FFFF}", "\u{1}"],
            ["\u{0}", ""],
        ]
        let batch = ReadTable.batch(columns: ["A", "B"], rows: rows)
        #expect(
            batch.unwritableAsXML(rows: [0, 1, 2, 3]).map { "\($0.row) \($0.field!) \($0.detail)" }
                == [
                    "3 A The value holds the character U+FFFF",
                    "0 B The value holds the character U+0008",
                    "3 B The value holds the character U+0001",
                ])
        #expect(batch.unwritableAsXML(rows: [1, 2]).isEmpty)
    }

    @Test(arguments: ["Customer account", "1A", "", "A<", "A:B"])
    func `refuses a name that is no element's`(_ name: String) {
        #expect(issue { _ = try write(.xmlElement, [name], []) }?.code == .xmlUnwritableName)
    }

    @Test(arguments: [SourceFormat.xmlElement, .xmlAttribute], [1, 2, 3, 4])
    func `reads back what it wrote`(_ style: SourceFormat, seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let columns = ["ALPHA", "BETA", "GAMMA"]
        var rows: [[String?]] = [["all", "are", "there"]]
        for _ in 0..<200 { rows.append(columns.map { _ in Self.randomValue(&numbers) }) }
        let bytes = Array(try write(style, columns, rows).utf8)
        for chunk in [1, 2, 3, 7, 64, 4_096] {
            let reader = try XMLRecordReader(
                file: "x.xml", entityNames: ["CustCustomerV2Entity"], limits: ReadLimits(),
                chunkBytes: chunk
            ) { PiecewiseBytes(bytes) }
            let table = try ReadTable(reader)
            #expect(table.columns == columns)
            #expect(table.rows == rows.map { row in row.map { $0 == "" ? nil : $0 } })
        }
    }

    static func randomValue(_ numbers: inout SeededGenerator) -> String? {
        switch Int.random(in: 0..<10, using: &numbers) {
        case 0: return nil
        case 1: return "∅"
        case 2: return ""
        default:
            let pieces = [
                " ", "\r", "\n", "\t", "<", "&", ">", "\"", "'", "é", "😀", "]]>", "a", "&#38;",
                "\u{FFFD}",
            ]
            let count = Int.random(in: 1...12, using: &numbers)
            return (0..<count).map { _ in pieces.randomElement(using: &numbers)! }.joined()
        }
    }
}

/// The twin is the generator itself: it knows the rows before it writes them in any of the many
/// spellings that XML has for the same thing.
@Suite struct `XML record reader and an obvious twin` {
    /// A document, and the rows that it was made from.
    private struct Sample {
        var text = "<Document>"
        var rows: [[String: String?]] = []
    }

    private func makeSample(seed: UInt64) -> Sample {
        var numbers = SeededGenerator(seed: seed)
        var sample = Sample()
        for _ in 0..<60 {
            var row: [String: String?] = [:]
            var attributes = ""
            var children = ""
            for name in ["A", "B", "C", "D", "E1"] {
                guard let value = XMLRoundTrip.value(&numbers) else { continue }
                row[name] = value.isEmpty ? .some(nil) : value
                if Bool.random(using: &numbers) {
                    attributes += blank(&numbers, least: 1) + "\(name)='\(encode(value, &numbers))'"
                } else if value.isEmpty, Bool.random(using: &numbers) {
                    children += blank(&numbers) + "<\(name)/>"
                } else {
                    children += blank(&numbers) + "<\(name)>\(encode(value, &numbers))</\(name)>"
                }
            }
            sample.text += blank(&numbers) + "<E\(attributes)>\(children)\(blank(&numbers))</E>"
            sample.rows.append(row)
        }
        sample.text += "</Document>"
        return sample
    }

    private func blank(_ numbers: inout SeededGenerator, least: Int = 0) -> String {
        (0..<Int.random(in: least...2, using: &numbers))
            .map { _ in [" ", "\n", "\t", "\r\n"].randomElement(using: &numbers)! }.joined()
    }

    /// Each character as itself where that is safe, by name or by number.
    private func encode(_ value: String, _ numbers: inout SeededGenerator) -> String {
        value.unicodeScalars.map { scalar in
            let mustEscape = "<&>'\"\r\n\t".unicodeScalars.contains(scalar)
            switch Int.random(in: 0..<6, using: &numbers) {
            case 0: return "&#\(scalar.value);"
            case 1: return "&#x\(String(scalar.value, radix: 16));"
            default: return mustEscape ? "&#\(scalar.value);" : String(scalar)
            }
        }.joined()
    }

    @Test(arguments: 1...20)
    func `agree at every chunk size`(_ seed: UInt64) throws {
        let sample = makeSample(seed: seed)
        for chunk in [1, 2, 3, 7, 64, 4_096] {
            let reader = try XMLRecordReader(
                file: "x.xml", entityNames: ["E"], limits: ReadLimits(), chunkBytes: chunk
            ) { PiecewiseBytes(sample.text.utf8) }
            let table = try ReadTable(reader)
            #expect(table.unreadable.isEmpty)
            #expect(table.rows.count == sample.rows.count)
            for (row, expected) in zip(table.rows, sample.rows) {
                for (column, text) in zip(table.columns, row) {
                    #expect(text == (expected[column] ?? "∅"))
                }
            }
        }
    }
}

/// Values for random documents.
enum XMLRoundTrip {
    /// Nil for a field that is left out.
    static func value(_ numbers: inout SeededGenerator) -> String? {
        guard Int.random(in: 0..<5, using: &numbers) > 0 else { return nil }
        let pieces = ["a", "Zz", " ", "<", "&", "é", "😀", "\n", "\r", "'", "\"", "0"]
        return (0..<Int.random(in: 0...8, using: &numbers))
            .map { _ in pieces.randomElement(using: &numbers)! }.joined()
    }
}
