import Records
import Testing

@testable import Formats

/// The cases of the facts about DMF files, by their numbers.
@Suite struct `XML entity files, the nasty cases` {
    private func read(
        _ text: String, entity: String = "E", chunk: Int = 64 << 10
    ) throws -> ReadTable {
        try ReadTable(
            XMLRecordReader(
                file: "e.xml", entityNames: [entity], limits: ReadLimits(), chunkBytes: chunk
            ) { PiecewiseBytes(text.utf8) })
    }

    private func refusal(_ text: String) -> Records.Issue? { issue { _ = try read(text) } }

    @Test func `nasty case 49: empty elements are null and blanks are kept`() throws {
        let table = try read("<Document><E><A /><B></B><C> </C></E></Document>")
        #expect(table.columns == ["A", "B", "C"])
        #expect(table.rows == [[nil, nil, " "]])
    }

    @Test func `nasty case 50: a missing element is absent and not empty`() throws {
        let table = try read("<Document><E><A>1</A><B/></E><E><A>2</A></E></Document>")
        #expect(table.rows == [["1", nil], ["2", "∅"]])
    }

    @Test(arguments: [
        "<E><A>1</A><A>1</A></E>", "<E><A>1</A><a>2</a></E>", "<E><A/><A>1</A></E>",
        "<E a=\"1\" A=\"1\"/>",
    ])
    func `nasty case 51: a field that stands twice sets the record aside`(_ record: String) throws {
        let table = try read("<Document><E><A>0</A></E>\(record)<E><A>3</A></E></Document>")
        #expect(table.rows == [["0"], ["3"]])
        #expect(table.unreadable.map(\.issue.code) == [.xmlFieldTwice])
        #expect(table.unreadable.map(\.issue.field) == ["A"])
    }

    @Test func `nasty case 52: names are compared without case`() throws {
        let table = try read(
            "<document><customerEntity><Account>1</Account></customerEntity>"
                + "<CUSTOMERENTITY><ACCOUNT>2</ACCOUNT></CUSTOMERENTITY></document>",
            entity: "CustomerEntity")
        #expect(table.columns == ["Account"])
        #expect(table.rows == [["1"], ["2"]])
        #expect(table.warnings.isEmpty)
    }

    @Test(arguments: [
        "<n:Document xmlns:n='u'><n:E><n:A>1</n:A></n:E></n:Document>",
        "<Document xmlns='urn:biztalk'><E><A>1</A></E></Document>",
        "<Document xmlns:n='u'><E n:A='1'/></Document>",
        "<n:Document><n:E><n:A>1</n:A></n:E></n:Document>",
    ])
    func `nasty case 53: matches local names under prefixes`(_ text: String) throws {
        let table = try read(text)
        #expect(table.columns == ["A"])
        #expect(table.rows == [["1"]])
        #expect(table.warnings.map(\.code) == [.xmlNamespaces])
    }

    @Test func `attributes of XML itself are no fields`() throws {
        let table = try read(
            "<Document xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><E i:type='x' "
                + "xml:space='preserve'><A i:nil='true'/></E></Document>")
        #expect(table.columns == ["A"])
        #expect(table.rows == [[nil]])
        #expect(table.warnings.isEmpty)
    }

    @Test func `nasty case 54: attributes and elements are one record`() throws {
        let table = try read(
            "<Document><E A='1'><B>2</B></E><E A='3'><A>3</A></E><E A=''><A/></E></Document>")
        #expect(table.columns == ["A", "B"])
        #expect(table.rows == [["1", "2"], ["3", "∅"], [nil, "∅"]])
        #expect(table.unreadable.isEmpty)
    }

    @Test(arguments: [
        "<E A='1'><A>2</A></E>", "<E A='1'><A/></E>", "<E A='1'><A>1</A><A>1</A></E>",
    ])
    func `nasty case 54: a conflict of the two sets the record aside`(_ record: String) throws {
        let table = try read("<Document>\(record)<E A='9'/></Document>")
        #expect(table.rows == [["9"]])
        #expect(table.unreadable.map(\.issue.code) == [.xmlFieldTwice])
    }

    @Test(arguments: [
        ("<E><A>x\u{8}y</A></E>", "U+0008", 27),
        ("<E><A>&#x1F;</A></E>", "U+001F", 26),
        ("<E><A>&#0;</A></E>", "U+0000", 26),
        ("<E><A>\u{0}</A></E>", "U+0000", 26),
        ("<E A='é\u{1}'/>", "U+0001", 28),
        ("<E A='1&#8;'>\n</E>", "U+0008", 27),
        ("<E><A>\u{FFFF}</A></E>", "U+FFFF", 26),
        ("<E><A>&#xD800;</A></E>", "U+D800", 26),
        ("<E><A><![CDATA[\u{B}]]></A></E>", "U+000B", 35),
        ("<E><!-- \u{C} --><A/></E>", "U+000C", 28),
        ("<E>\u{7}<A/></E>", "U+0007", 23),
    ])
    func `nasty case 57: a control character costs its record only`(
        _ record: String, character: String, byte: Int
    ) throws {
        let text = "<Document><E A='0'/>" + record + "<E><A>3</A></E></Document>"
        for chunk in [1, 2, 7, 64 << 10] {
            let table = try read(text, chunk: chunk)
            #expect(table.rows == [["0"], ["3"]])
            #expect(table.unreadable.map(\.issue.code) == [.xmlControlCharacter])
            #expect(table.unreadable.map(\.issue.detail) == ["It holds the character \(character)"])
            #expect(table.unreadable.map(\.issue.byte) == [byte])
            #expect(table.unreadable.map(\.issue.record) == [2])
        }
        #expect(IssueCode.xmlControlCharacter.microsoftCode == "DMF2055")
    }

    @Test func `references in CDATA and comments are only texts`() throws {
        let table = try read(
            "<Document><E><!-- &#8; - ]]> --><A><![CDATA[&#x1F;]&#8;]]></A></E></Document>")
        #expect(table.rows == [["&#x1F;]&#8;"]])
        #expect(table.unreadable.isEmpty)
    }

    @Test(arguments: ["<!DOCTYPE Document>", "<!DOCTYPE D [<!ENTITY a 'b'>]>"])
    func `nasty case 58: a document type is refused`(_ start: String) {
        #expect(refusal(start + "<Document><E><A>1</A></E></Document>")?.code == .xmlDoctype)
    }

    @Test func `nasty case 59: another root is accepted when the records are known`() throws {
        let table = try read("<Export><E><A>1</A></E></Export>")
        #expect(table.rows == [["1"]])
        #expect(table.warnings.map(\.code) == [.xmlRootName])
    }

    @Test(arguments: ["<Document/>", "garbage", "<?xml version='1.0'?><Document/>", "<"])
    func `nasty case 60: what follows the root is refused`(_ rest: String) {
        #expect(refusal("<Document><E><A>1</A></E></Document>" + rest)?.code == .xmlAfterRoot)
    }

    @Test(arguments: [("<E><A>", "</A></E>"), ("<E A='", "'/>")])
    func `nasty case 61: a text of more than 10 MB is read`(_ start: String, end: String) throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 10_500_000)
        let bytes =
            Array("<Document>\(start)".utf8) + long + Array("\(end)<E A='1'/></Document>".utf8)
        let reader = try XMLRecordReader(
            file: "e.xml", entityNames: ["E"], limits: ReadLimits()
        ) { PiecewiseBytes(bytes) }
        var counts: [Int] = []
        while let batch = try reader.next() { counts += batch.columns[0].cells.map(\.count) }
        #expect(counts == [10_500_000, 1])
    }

    @Test func `nasty case 62: text that was escaped twice is kept and counted`() throws {
        let table = try read(
            "<Document><E><A>La Bo&amp;#233;tie</A><B>x</B></E><E B='&amp;amp;'/>"
                + "<E><A>R&amp;D; A&amp;B</A></E>\n<E><A>&amp;eacute;</A></E></Document>")
        #expect(
            table.rows == [
                ["La Bo&#233;tie", "x"], ["∅", "&amp;"], ["R&D; A&B", "∅"], ["&eacute;", "∅"],
            ])
        #expect(table.warnings.map(\.code) == [.xmlDoubleEscaped])
        #expect(
            table.warnings.map(\.detail) == ["3 values, the first in the record of line 1"])
    }

    @Test func `nasty case 63: CDATA, comments and instructions may stand between fields`() throws {
        let table = try read(
            "<!-- a --><Document><?p?><E><!-- b --><A>1<![CDATA[<&>]]>2</A><?q r?><B/></E>"
                + "<!-- c --></Document><!-- d -->\n")
        #expect(table.rows == [["1<&>2", nil]])
        #expect(table.unreadable.isEmpty)
    }

    @Test(arguments: [
        "<Document><E><A>1</A></E>", "<Document><E><A>1</A></E><E><A>2", "<Document><E A='1",
        "<Document><E><A>1</A></E></Docume",
    ])
    func `nasty case 64: of a file that is cut no record is delivered`(_ text: String) {
        // Making the reader reads the whole file, so that it throws before any record.
        #expect(refusal(text)?.code == .xmlTruncated)
    }
}
