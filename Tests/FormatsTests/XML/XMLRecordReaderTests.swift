import Records
import Testing

@testable import Formats

@Suite struct `XML record reader` {
    /// Reads everything and gives the rows as texts, with `nil` for null and "∅" for absent.
    private func read(
        _ text: String, entity: String? = "E", limits: ReadLimits = ReadLimits(),
        pieces: Int = .max,
        chunk: Int = 64 << 10
    ) throws -> ReadTable {
        try ReadTable(
            XMLRecordReader(
                file: "e.xml", entityNames: entity.map { [$0] } ?? [], limits: limits,
                chunkBytes: chunk
            ) { PiecewiseBytes(text.utf8, pieces: pieces) })
    }

    private func issue(
        _ text: String, limits: ReadLimits = ReadLimits(), chunk: Int = 64 << 10
    ) -> Records.Issue? {
        FormatsTests.issue { _ = try read(text, limits: limits, chunk: chunk) }
    }

    @Test(
        arguments: [
            ("<Document><E><A>1</A><B>x</B></E></Document>", ["A", "B"], [["1", "x"]]),
            ("<Document><E A=\"1\" B=\"x\"/></Document>", ["A", "B"], [["1", "x"]]),
            (
                "<Document><e A=\"1\"><b>x</b></e><E><a>2</a></E></Document>", ["A", "b"],
                [["1", "x"], ["2", "∅"]]
            ),
            (
                "<Document><E><A/><B></B><C> </C></E></Document>", ["A", "B", "C"],
                [[nil, nil, " "]]
            ),
            ("<Document><E A=\"\" B=\" \"/></Document>", ["A", "B"], [[nil, " "]]),
            (
                "<Document><E><A>1</A></E><E><B>2</B></E></Document>", ["A", "B"],
                [["1", "∅"], ["∅", "2"]]
            ),
            ("<Document><E><P2C_REASON>why</P2C_REASON><A>1</A></E></Document>", ["A"], [["1"]]),
            (
                "<Document><E><A>a<![CDATA[<b>&]]>c<!-- no -->d<?p i?>e</A></E></Document>", ["A"],
                [["a<b>&cde"]]
            ),
            (
                "<Document><E><A>&lt;&amp;&gt;&quot;&apos;&#233;&#xD;&#xA;</A></E></Document>",
                ["A"], [["<&>\"'é\r\n"]]
            ),
            (
                "<Document><E A=\"&lt;&amp;amp;&#38;&#233;&#xD;&#xA;&#9;\"/></Document>", ["A"],
                [["<&amp;&é\r\n\t"]]
            ),
            ("<Document><E><A>&amp;#233;</A></E></Document>", ["A"], [["&#233;"]]),
            ("<Document><E><A>a\r\nb</A></E></Document>", ["A"], [["a\nb"]]),
            ("\n<Document>\n  <E>\n    <A>1</A>\n  </E>\n</Document>\n", ["A"], [["1"]]),
            (
                "<Document xmlns=\"urn:x\"><n:E xmlns:n=\"urn:y\"><n:A>1</n:A></n:E></Document>",
                ["A"], [["1"]]
            ),
            ("<Document/>", [], []),
            ("<Document><E/></Document>", [], [[]]),
        ] as [(String, [String], [[String?]])])
    func `reads`(_ text: String, columns: [String], rows: [[String?]]) throws {
        let table = try read(text)
        #expect(table.columns == columns)
        #expect(table.rows == rows)
    }

    @Test(
        arguments: [
            ("<D><E><A>1</A></E></D>", [IssueCode.xmlRootName]),
            ("<Document><F><A>1</A></F></Document>", [.xmlRecordName]),
            ("<Document><E><A>1</A></E><F/><F/></Document>", [.xmlOtherRecords]),
            ("<Document><E><A>1</A><F><B>1</B></F></E></Document>", [.xmlOtherRecords]),
            ("<Document><E A=\"1\"><F B=\"1\"/></E></Document>", [.xmlOtherRecords]),
            ("<Document><E><A x=\"1\">1</A></E></Document>", [.xmlFieldAttributes]),
            (" \n<?xml version=\"1.0\"?><Document><E/></Document>", [.xmlEncodingRepaired]),
            (
                "<?xml version=\"1.0\" encoding=\"utf-16\"?><Document><E/></Document>",
                [.xmlEncodingRepaired]
            ),
            ("<x:Document xmlns:x=\"u\"><E/></x:Document>", [.xmlNamespaces]),
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document><E/></Document>", []),
        ] as [(String, [IssueCode])])
    func `warns`(_ text: String, codes: [IssueCode]) throws {
        #expect(try read(text).warnings.map(\.code) == codes)
    }

    @Test(
        arguments: [
            ("<Document><E><A>1</A>", IssueCode.xmlTruncated),
            ("<Document><E><A>1</A></E></Docum", .xmlTruncated),
            ("", .xmlTruncated),
            ("<Document><E/></Document><Document/>", .xmlAfterRoot),
            ("<Document><E/></Document>x", .xmlAfterRoot),
            ("<Document><E><A>1</B></E></Document>", .xmlNotWellFormed),
            ("<Document><E A=\"1\" A=\"2\"/></Document>", .xmlNotWellFormed),
            ("<Document><E><A>a & b</A></E></Document>", .xmlNotWellFormed),
            ("<Document><E><A>a &b</A></E></Document>", .xmlNotWellFormed),
            ("<Document><E><A>1 < 2</A></E></Document>", .xmlNotWellFormed),
            ("<Document><E A=1/></Document>", .xmlNotWellFormed),
            ("<Document>\u{8}<E/></Document>", .xmlControlCharacter),
            ("<Document><E><\u{1}A>1</A></E></Document>", .xmlControlCharacter),
            ("<Document A=\"&#x1F;\"><E/></Document>", .xmlControlCharacter),
            ("<Document><E/></Document>\u{0}", .xmlControlCharacter),
            ("\u{0}\u{0}<Document><E/></Document>", .xmlControlCharacter),
            ("<Document><E><A>&eacute;</A></E></Document>", .xmlEntity),
            ("<!DOCTYPE Document><Document/>", .xmlDoctype),
            (
                "<!DOCTYPE D [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><D><E><A>&x;</A></E></D>",
                .xmlDoctype
            ),
            ("<!DOCTYPE D SYSTEM \"http://127.0.0.1/x.dtd\"><D/>", .xmlDoctype),
            (
                "<!DOCTYPE D [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;&a;\">]><D><E A=\"&b;\"/></D>",
                .xmlDoctype
            ),
            ("<Document><F/><G/></Document>", .xmlNoRecords),
        ] as [(String, IssueCode)])
    func `refuses`(_ text: String, code: IssueCode) {
        #expect(issue(text)?.code == code)
        for chunk in [1, 2, 3, 7] {
            #expect(issue(text, chunk: chunk)?.code == code, "in chunks of \(chunk)")
        }
    }

    @Test func `refuses depth, length and too many names`() {
        let deep = String(repeating: "<E>", count: 40) + String(repeating: "</E>", count: 40)
        #expect(issue(deep)?.code == .xmlTooDeep)
        var limits = ReadLimits()
        limits.recordBytes = 100_000
        let long = String(repeating: "x", count: 300_000)
        #expect(issue("<D><E><A>\(long)</A></E></D>", limits: limits)?.code == .xmlTooLong)
        #expect(issue("<D><E A=\"\(long)\"/></D>", limits: limits)?.code == .xmlTooLong)
        #expect(issue("<D><E><\(long)/></E></D>", limits: limits) != nil)
        let empty = String(repeating: "<A/>", count: 50_000)
        #expect(issue("<D><E>\(empty)</E></D>", limits: limits)?.code == .xmlTooLong)
        limits.columns = 10
        let many = (0..<20).map { "<F\($0)/>" }.joined()
        #expect(issue("<D><E>\(many)</E></D>", limits: limits)?.code == .xmlTooManyNames)
    }

    @Test func `says where the XML is broken`() {
        let found = issue("\u{FEFF}<Document>\n  <E><A>1</B></E></Document>")
        #expect(found?.file == "e.xml")
        #expect(found?.line == 2)
        #expect(found?.byte == 27)
    }

    @Test func `keeps the place of each record`() throws {
        let text =
            "\u{FEFF}<?xml version=\"1.0\"?>\n<Document>\n<E\n A=\"1\"/>\n"
            + "  <E><A>é</A></E></Document>"
        for chunk in [1, 5, 65_536] {
            let table = try read(text, chunk: chunk)
            #expect(
                table.positions == [
                    RecordPosition(byte: 36, line: 3), RecordPosition(byte: 50, line: 5),
                ])
        }
    }

    @Test(
        arguments: [
            ("<E><A>1</A><a>2</a></E>", IssueCode.xmlFieldTwice, "A"),
            ("<E A=\"1\"><A>2</A></E>", .xmlFieldTwice, "A"),
            ("<E><A>1</A>text</E>", .xmlStrayText, nil),
        ] as [(String, IssueCode, String?)])
    func `sets an ambiguous record aside`(_ record: String, code: IssueCode, field: String?) throws
    {
        let table = try read("<Document><E><A>0</A></E>\(record)<E><A>3</A></E></Document>")
        #expect(table.rows == [["0"], ["3"]])
        #expect(table.unreadable.map(\.issue.code) == [code])
        #expect(table.unreadable.map(\.issue.field) == [field])
        #expect(table.unreadable.map(\.issue.record) == [2])
        #expect(table.raws == [record])
    }

    @Test func `reads UTF-16 by its bytes`() throws {
        let text = "<Document><E><A>é€😀</A></E></Document>"
        for mark in ["\u{FEFF}", ""] {
            let little = (mark + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            let big = (mark + text).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            for bytes in [little, big] {
                for pieces in [1, 3, 1_000] {
                    let reader = try XMLRecordReader(
                        file: "e.xml", entityNames: ["E"], limits: ReadLimits()
                    ) { PiecewiseBytes(bytes, pieces: pieces) }
                    #expect(try ReadTable(reader).rows == [["é€😀"]])
                }
            }
        }
    }

    @Test func `reads a code page that the file names`() throws {
        var bytes = Array("<?xml version='1.0' encoding='Windows-1252'?><Document><E><A>".utf8)
        bytes += [0xE9, 0x80] + Array("</A></E></Document>".utf8)
        let reader = try XMLRecordReader(
            file: "e.xml", entityNames: ["E"], limits: ReadLimits()
        ) { PiecewiseBytes(bytes) }
        #expect(try ReadTable(reader).rows == [["é€"]])
    }

    @Test func `refuses what is not UTF-8`() {
        let found = FormatsTests.issue {
            let bytes = Array("<Document><E><A>".utf8) + [0xE9] + Array("</A></E></Document>".utf8)
            _ = try XMLRecordReader(file: "e.xml", entityNames: [], limits: ReadLimits()) {
                PiecewiseBytes(bytes)
            }
        }
        #expect(found?.code == .xmlEncoding)
    }

    @Test func `gives batches of bounded size`() throws {
        let record = "<E><A>" + String(repeating: "x", count: 990) + "</A></E>"
        let text = "<Document>" + String(repeating: record, count: 1_000) + "</Document>"
        let reader = try XMLRecordReader(file: "e.xml", entityNames: ["E"], limits: ReadLimits()) {
            PiecewiseBytes(text.utf8)
        }
        var rows = 0
        while let batch = try reader.next() {
            #expect(batch.firstRecord == rows)
            #expect(batch.bytes.count < 300_000)
            rows += batch.rowCount
        }
        #expect(rows == 1_000)
    }

    @Test(arguments: [
        "<D><E><A>NORTH & SOUTH</A></E></D>", "<D><E><A>R&D</A></E></D>",
        "<D><E A=\"Black &Decker\"/></D>",
    ])
    func `says how an ampersand is written`(text: String) {
        let told = issue(text)
        #expect(told?.code == .xmlNotWellFormed)
        #expect(told?.detail == "An & stands there that is not written as &amp;")
        #expect(told?.line == 1)
        #expect(
            told?.remedy == "Write &amp; for each & in a value, or export the file again")
    }
}
