import Records
import Testing

@testable import Formats

/// An XML that must be refused, made anew each time that it is read.
struct HostileXML: CustomTestStringConvertible {
    var testDescription: String
    var code: IssueCode
    var open: @Sendable () -> RepeatedBytes

    init(
        _ name: String, _ code: IssueCode, _ start: String, _ piece: String, _ times: Int,
        _ end: String = ""
    ) {
        testDescription = name
        self.code = code
        open = { RepeatedBytes(start, repeating: piece, times: times, then: end) }
    }
}

@Suite struct `Hostile XML` {
    private static let limits: ReadLimits = {
        var limits = ReadLimits()
        limits.recordBytes = 1 << 20
        limits.columns = 1_000
        return limits
    }()

    private func issue(reading open: () -> any ByteSource, chunk: Int) -> Records.Issue? {
        FormatsTests.issue {
            let reader = try XMLRecordReader(
                file: "e.xml", entityNames: [], limits: Self.limits, chunkBytes: chunk,
                open: { () throws(FormatError) in open() })
            while try reader.next() != nil {}
        }
    }

    static let documentTypes = [
        "<!DOCTYPE D>", "<!DOCTYPE\nD\t>", "<!DOCTYPE D []>",
        "<!DOCTYPE D SYSTEM \"file:///etc/passwd\">", "<!DOCTYPE D SYSTEM 'http://127.0.0.1/d'>",
        "<!DOCTYPE D PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http://127.0.0.1/d\">",
        "<!DOCTYPE D [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE D [<!ENTITY % p SYSTEM \"http://127.0.0.1/d\"> %p;]>",
        "<!DOCTYPE D [<!ELEMENT D ANY><!ATTLIST D a CDATA \"default\">]>",
        "<!DOCTYPE D [<!NOTATION n SYSTEM \"file:///bin/sh\">]>",
        "<!-- before --><!DOCTYPE D>", "<?before it?><!DOCTYPE D>",
        "<?xml version=\"1.0\" standalone=\"yes\"?>\n<!DOCTYPE D>",
        "<!DOCTYPE D [<!ENTITY a0 \"ha\"><!ENTITY a1 \"&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;\">"
            + "<!ENTITY a2 \"&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;\">"
            + "<!ENTITY a3 \"&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;\">"
            + "<!ENTITY a4 \"&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;\">"
            + "<!ENTITY a5 \"&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;\">"
            + "<!ENTITY a6 \"&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;\">"
            + "<!ENTITY a \"&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;\">]>",
    ]

    @Test(arguments: documentTypes)
    func `nasty case 58: refuses a DOCTYPE, in every form and encoding`(_ type: String) {
        let text = type + "<D><E><A>&a;</A></E></D>"
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let encoded = [
            Array(text.utf8), Array("\u{FEFF}\(text)".utf8), wide(text), wide(text, mark: false),
            big,
        ]
        for bytes in encoded {
            for chunk in [1, 64 << 10] {
                let found = issue(reading: { PiecewiseBytes(bytes) }, chunk: chunk)
                #expect(found?.code == .xmlDoctype)
            }
        }
    }

    private static let million = 1_000_000
    static let endless = [
        HostileXML(
            "nasty case 58: a DOCTYPE that never ends", .xmlTooLong, "<!DOCTYPE D ", " ",
            million * 4),
        HostileXML(
            "nasty case 58: entities without end", .xmlDoctype, "<!DOCTYPE D [",
            "<!ENTITY a \"b\">", million),
        HostileXML(
            "nasty case 60: garbage without end", .xmlAfterRoot, "<D><E/></D>", "garbage", million),
        HostileXML(
            "nasty case 60: documents without end", .xmlAfterRoot, "", "<D><E/></D>", million),
        HostileXML(
            "nasty case 61: a long text", .xmlTooLong, "<D><E><A>", "text ", million, "</A></E></D>"
        ),
        HostileXML(
            "nasty case 61: an attribute without end", .xmlTooLong, "<D><E A=\"", "text ", million),
        HostileXML("a comment without end", .xmlTooLong, "<D><!--", "comment ", million),
        HostileXML("an instruction without end", .xmlTooLong, "<D><?p ", "text ", million),
        HostileXML(
            "a long CDATA", .xmlTooLong, "<D><E><A><![CDATA[", "text ", million,
            "]]></A></E></D>"),
        HostileXML("a name without end", .xmlTooLong, "<D><E><", "name", million),
        HostileXML("elements ever deeper", .xmlTooDeep, "", "<D>", million),
        HostileXML(
            "a record of empty elements", .xmlTooLong, "<D><E>", "<A/>", million, "</E></D>"),
        HostileXML(
            "many character references", .xmlTooLong, "<D><E><A>", "&#65;", million * 2,
            "</A></E></D>"),
        HostileXML("an entity that nobody defines", .xmlEntity, "<D><E><A>", "&lol9;", million),
    ]

    /// A survey comes first, which passes over long texts without keeping them.
    @Test(arguments: endless, [1_000, 64 << 10])
    func `is refused before it takes much memory`(_ xml: HostileXML, chunk: Int) {
        var sources: [RepeatedBytes] = []
        let found = issue(
            reading: {
                sources.append(xml.open())
                return sources.last!
            }, chunk: chunk)
        #expect(found?.code == xml.code, "\(found?.detail ?? "it was read")")
        #expect(sources.last!.taken <= 6 * Self.limits.recordBytes)
    }

    /// Comparing each with all before it takes time by the square of their number.
    @Test(arguments: [1_000, 64 << 10], [" a", " xmlns:a", " x:a"])
    func `refuses thousands of attributes in no time`(_ chunk: Int, _ name: String) {
        let attributes = (0..<60_000).map { "\(name)\($0)=\"\"" }.joined()
        let text = Array("<D xmlns:x=\"u\"><E\(attributes)/></D>".utf8)
        let found = issue(reading: { PiecewiseBytes(text) }, chunk: chunk)
        #expect(found?.code == .xmlTooManyNames)
    }

    @Test func `refuses millions of names, however they are spread`() {
        let start = "<D>"
        for form in ["<a@/>", "<E><a@/></E>", "<E a@=\"\"/>"] {
            let elements = (0..<3_000).map { form.replacing("@", with: "\($0)") }.joined()
            let text = Array((start + elements + "</D>").utf8)
            let found = issue(reading: { PiecewiseBytes(text) }, chunk: 1_000)
            #expect(found?.code == .xmlTooManyNames, "\(form)")
        }
    }

    /// The parser keeps every name and namespace that it ever saw.
    @Test(arguments: ["<p@:E/>", "<E xmlns:p@=\"u\"/>", "<E xmlns=\"@\"/>"])
    func `keeps no more names and namespaces than fit`(_ form: String) {
        let long = String(repeating: "x", count: 1_000)
        let elements = (0..<30_000).map { form.replacing("@", with: "\(long)\($0)") }.joined()
        let text = Array(("<D>" + elements + "</D>").utf8)
        let found = issue(reading: { PiecewiseBytes(text) }, chunk: 64 << 10)
        #expect(found != nil)
    }

    @Test func `nasty case 61: takes a text of 12 MB under the limit`() throws {
        let reader = try XMLRecordReader(
            file: "e.xml", entityNames: [], limits: ReadLimits(),
            open: { () throws(FormatError) in
                RepeatedBytes("<D><E><A>", repeating: "text", times: 3 << 20, then: "</A></E></D>")
            })
        let batch = try #require(try reader.next())
        #expect(batch.columns.map { $0.cells[0].count } == [12 << 20])
        #expect(try reader.next() == nil)
    }
}
