import Records
import Testing

@testable import Formats

/// What occurs in files, as bytes.
@Suite struct `XML encodings` {
    private static let body = "<Document><E><A>é€😀</A></E></Document>"
    private static let ascii = "<Document><E><A>"

    private static func declared(_ name: String) -> String {
        "<?xml version=\"1.0\" encoding=\"\(name)\"?>" + body
    }

    private func read(_ bytes: [UInt8], codePage: TextEncoding? = nil) throws -> ReadTable {
        var options = XMLOptions()
        options.codePage = codePage
        return try ReadTable(
            XMLRecordReader(
                file: "e.xml", entityNames: ["E"], limits: ReadLimits(), options: options
            ) { PiecewiseBytes(bytes) })
    }

    @Test(arguments: [
        ("UTF-16LE with a mark, no declaration", wide(body), false),
        ("UTF-16LE with a mark, declares utf-8", wide(declared("utf-8")), false),
        ("UTF-16LE with a mark, declares utf-16", wide(declared("utf-16")), false),
        ("UTF-8, declares utf-16", Array(declared("utf-16").utf8), true),
        ("UTF-8 with a mark, declares utf-16", Array(("\u{FEFF}" + declared("utf-16")).utf8), true),
        ("UTF-16LE without a mark or declaration", wide(body, mark: false), true),
        ("UTF-16LE without a mark, declares utf-16", wide(declared("utf-16"), mark: false), true),
        ("UTF-8, no declaration", Array(body.utf8), false),
        ("UTF-8 with a mark", Array(("\u{FEFF}" + declared("UTF-8")).utf8), false),
        ("a mark, a line break, then the root", Array(("\u{FEFF}\r\n" + body).utf8), false),
        ("a line break before the declaration", Array(("\n" + declared("utf-8")).utf8), true),
        ("a mark and a blank before it", Array(("\u{FEFF} " + declared("utf-8")).utf8), true),
        ("UTF-16LE, a line break before it", wide("\r\n" + declared("utf-16")), true),
    ])
    func `are told by the bytes`(_ name: String, bytes: [UInt8], isRepaired: Bool) throws {
        let table = try read(bytes)
        #expect(table.rows == [["é€😀"]])
        #expect(table.warnings.map(\.code) == (isRepaired ? [.xmlEncodingRepaired] : []))
    }

    @Test func `bytes of a code page that nobody names are refused with their place`() {
        let bytes = Array((Self.ascii + "Caf").utf8) + [0xE9] + Array("</A></E></Document>".utf8)
        let found = issue { _ = try read(bytes) }
        #expect(found?.code == .xmlEncoding)
        #expect(found?.byte == 19)
        #expect(found?.line == 1)
    }

    @Test func `bytes of a code page that the settings name are read`() throws {
        let bytes = Array((Self.ascii + "Caf").utf8) + [0xE9] + Array("</A></E></Document>".utf8)
        #expect(try read(bytes, codePage: .named("WINDOWS-1252")).rows == [["Café"]])
        // A file that is UTF-8 stays UTF-8.
        #expect(
            try read(Array(Self.body.utf8), codePage: .named("WINDOWS-1252")).rows == [["é€😀"]])
    }
}
