import Records
import Testing

@testable import Formats

/// Records inside records: each kind is read by a reader of its own.
@Suite struct `XML composite entities` {
    private func read(
        _ text: String, _ entity: String, keys: CompositeKeys = CompositeKeys(),
        chunk: Int = 64 << 10
    ) throws -> ReadTable {
        var options = XMLOptions()
        options.compositeKeys = keys
        return try ReadTable(
            XMLRecordReader(
                file: "e.xml", entityNames: [entity], limits: ReadLimits(), options: options,
                chunkBytes: chunk
            ) { PiecewiseBytes(text.utf8) })
    }

    /// As the documentation shows it.
    private static let attributes = """
        <Document><MYSALESTABLEENTITY SALESID="SO1" CURRENCYCODE="USD" CUSTACCOUNT="Acc001">
          <MYSALESLINEENTITY SALESID="SO1" LINENUM="1.00" ITEMID="1000"/>
          <MYSALESLINEENTITY LINENUM="2.00" ITEMID="2000"/>
        </MYSALESTABLEENTITY><MYSALESTABLEENTITY SALESID="SO2" CURRENCYCODE="EUR"/></Document>
        """

    @Test func `are read in XML-Attribute`() throws {
        for chunk in [1, 7, 64 << 10] {
            let headers = try read(Self.attributes, "MySalesTableEntity", chunk: chunk)
            #expect(headers.columns == ["SALESID", "CURRENCYCODE", "CUSTACCOUNT"])
            #expect(headers.rows == [["SO1", "USD", "Acc001"], ["SO2", "EUR", "∅"]])
            let lines = try read(Self.attributes, "MYSALESLINEENTITY", chunk: chunk)
            #expect(lines.columns == ["SALESID", "LINENUM", "ITEMID"])
            #expect(lines.rows == [["SO1", "1.00", "1000"], ["SO1", "2.00", "2000"]])
            #expect(lines.positions.map(\.line) == [2, 3])
        }
    }

    /// The key stands behind the lines, and the lines among the fields.
    private static let elements = """
        <Document>
        <ORDERENTITY><CURRENCY>USD</CURRENCY>
        <LINEENTITY><ITEM>1</ITEM><CHARGEENTITY><CODE>F</CODE></CHARGEENTITY></LINEENTITY>
        <LINEENTITY><CHARGEENTITY><CODE>G</CODE></CHARGEENTITY><ITEM>2</ITEM></LINEENTITY>
        <SALESORDERNUMBER>S1</SALESORDERNUMBER></ORDERENTITY>
        <ORDERENTITY><SALESORDERNUMBER>S2</SALESORDERNUMBER><LINEENTITY/></ORDERENTITY>
        </Document>
        """

    @Test func `are read in XML-Element, at every depth`() throws {
        for chunk in [1, 7, 64 << 10] {
            let headers = try read(Self.elements, "OrderEntity", chunk: chunk)
            #expect(headers.columns == ["CURRENCY", "SALESORDERNUMBER"])
            #expect(headers.rows == [["USD", "S1"], ["∅", "S2"]])
            let lines = try read(Self.elements, "LineEntity", chunk: chunk)
            #expect(lines.columns == ["SALESORDERNUMBER", "ITEM"])
            #expect(lines.rows == [["S1", "1"], ["S1", "2"]])
            let charges = try read(Self.elements, "ChargeEntity", chunk: chunk)
            #expect(charges.columns == ["SALESORDERNUMBER", "CODE"])
            #expect(charges.rows == [["S1", "F"], ["S1", "G"]])
            #expect(charges.positions.map(\.line) == [3, 4])
        }
    }

    @Test func `nasty case 55: a child inherits the key that it lacks`() throws {
        let lines = try read(
            "<Document><HENTITY SALESID='S1' DATAAREAID='usmf' CURRENCY='USD'><LENTITY N='1'/>"
                + "<LENTITY N='2' SALESID=''/><LENTITY N='3' SALESID='s1  '/></HENTITY></Document>",
            "LENTITY")
        #expect(lines.columns == ["DATAAREAID", "N", "SALESID"])
        #expect(
            lines.rows == [
                ["usmf", "1", "S1"], ["usmf", "2", "S1"], ["usmf", "3", "s1  "],
            ])
        #expect(!lines.warnings.map(\.code).contains(.xmlKeyGuessed))
    }

    @Test func `nasty case 55: a child with another key is set aside`() throws {
        let child = "<LENTITY SALESID=\"S2\" N=\"2\"></LENTITY>"
        let lines = try read(
            "<Document><HENTITY SALESID='S1'><LENTITY SALESID='S1' N='1'/>\(child)"
                + "<LENTITY N='3'/></HENTITY></Document>", "LENTITY")
        #expect(lines.rows == [["S1", "1"], ["S1", "3"]])
        #expect(lines.unreadable.map(\.issue.code) == [.xmlOuterKey])
        #expect(
            lines.unreadable.map(\.issue.detail)
                == ["It has \"S2\" and stands in the record of \"S1\""])
        #expect(lines.unreadable.map(\.issue.field) == ["SALESID"])
        #expect(lines.unreadable.map(\.issue.record) == [2])
        #expect(lines.raws == [child])
    }

    @Test func `a key that stands twice sets the children aside`() throws {
        let text =
            "<Document><HENTITY><SALESID>1</SALESID><LENTITY N='1'/><SALESID>2</SALESID></HENTITY>"
            + "<HENTITY><SALESID>3</SALESID><LENTITY N='2'/></HENTITY></Document>"
        let lines = try read(text, "LENTITY")
        #expect(lines.rows == [["3", "2"]])
        #expect(lines.unreadable.map(\.issue.code) == [.xmlOuterUnreadable])
        #expect(try read(text, "HENTITY").rows == [["3"]])
    }

    @Test func `a control character costs the record that it stands in`() throws {
        let text =
            "<Document><HENTITY><SALESID>1</SALESID><MEMO>\u{8}</MEMO><LENTITY><N>1</N></LENTITY>"
            + "</HENTITY><HENTITY><SALESID>2</SALESID><MEMO/><LENTITY><N>\u{8}</N></LENTITY>"
            + "</HENTITY><HENTITY><SALESID>\u{8}</SALESID><LENTITY N='3'/></HENTITY></Document>"
        let headers = try read(text, "HENTITY")
        #expect(headers.rows == [["2", nil]])
        #expect(headers.unreadable.map(\.issue.record) == [1, 3])
        let lines = try read(text, "LENTITY")
        #expect(lines.rows == [["1", "1"]])
        #expect(
            lines.unreadable.map(\.issue.code) == [.xmlControlCharacter, .xmlOuterUnreadable])
    }

    @Test(arguments: [
        "<HENTITY><SALESID>1</SALESID><LENTITY/></HENTITY>",
        "<HENTITY><SALESID>1</SALESID><LENTITY></LENTITY></HENTITY>",
        "<HENTITY SALESID='1'>\n <lEntity>\n </lEntity></HENTITY>",
    ])
    func `nasty case 56: an empty child element is zero lines`(_ record: String) throws {
        let text = "<Document>\(record)</Document>"
        let headers = try read(text, "HENTITY")
        #expect(headers.columns == ["SALESID"])
        #expect(headers.rows == [["1"]])
        #expect(try read(text, "LENTITY").rows.isEmpty)
    }

    @Test func `a field may be named like an entity`() throws {
        let text =
            "<Document><HENTITY><SALESID>1</SALESID><LEGALENTITY/></HENTITY><HENTITY><LEGALENTITY>"
            + "usmf</LEGALENTITY></HENTITY></Document>"
        let table = try read(text, "HENTITY")
        #expect(table.columns == ["SALESID", "LEGALENTITY"])
        #expect(table.rows == [["1", nil], ["∅", "usmf"]])
    }

    @Test func `an empty child among full ones is no record`() throws {
        let text =
            "<Document><H SALESID='1'><L/></H><H SALESID='2'><L><N>1</N></L><L/></H></Document>"
        #expect(try read(text, "H").rows == [["1"], ["2"]])
        #expect(try read(text, "L").rows == [["2", "1"]])
    }

    @Test func `what is no record elsewhere is none here`() throws {
        let text =
            "<Document><H SALESID='1'><L><N>1</N></L></H><H SALESID='2'><L>text</L></H></Document>"
        #expect(try read(text, "L").unreadable.map(\.issue.code) == [.xmlStrayText])
    }

    @Test func `the caller may say the key`() throws {
        let text =
            "<Document><HENTITY A='1' B='2' SALESID='3'><LENTITY N='1' B=''/></HENTITY></Document>"
        var keys = CompositeKeys()
        keys["hEntity"] = ["B", "a", "missing"]
        let lines = try read(text, "LENTITY", keys: keys)
        #expect(lines.columns == ["A", "N", "B"])
        #expect(lines.rows == [["1", "1", "2"]])
    }

    @Test(arguments: [
        (" C='' A='x'", "A", ["N", "C", "A"], ["1", nil, "x"]),
        (" C=''", "C", ["N", "C"], ["1", "z"]),
        ("", "A", ["A", "N"], ["x", "1"]),
    ])
    func `a key that is not known is guessed, and that is said`(
        _ attributes: String, guess: String, columns: [String], row: [String?]
    ) throws {
        let lines = try read(
            "<Document><HENTITY A='x' B='y' C='z'><LENTITY N='1'\(attributes)/></HENTITY>"
                + "</Document>", "LENTITY")
        #expect(lines.columns == columns)
        #expect(lines.rows == [row])
        #expect(lines.warnings.filter { $0.code == .xmlKeyGuessed }.map(\.field) == [guess])
    }

    @Test func `many lines in one header come in one batch with their order`() throws {
        let lines = (1...3_000).map { "<LENTITY><N>\($0)</N></LENTITY>" }.joined()
        let text =
            "<Document><HENTITY>\(lines)<SALESID>1</SALESID></HENTITY><HENTITY SALESID='2'/>"
            + "<HENTITY SALESID='3'><LENTITY N='x'/></HENTITY></Document>"
        let table = try read(text, "LENTITY")
        #expect(table.rows == (1...3_000).map { ["1", "\($0)"] } + [["3", "x"]])
    }
}
