import Records
import Testing

@testable import Formats

@Suite struct `XML file of which only the beginning was surveyed` {
    private static let record = "<E><A>\(String(repeating: "x", count: 1_000))</A><B/></E>"
    private static let beginning = String(repeating: record, count: 1_100)

    private func survey(_ text: String) throws -> XMLSurvey {
        try XMLSurvey(
            { PiecewiseBytes(text.utf8, pieces: .max) }, file: "e.xml", limits: ReadLimits(),
            reach: .beginning)
    }

    private func read(_ text: String, _ survey: XMLSurvey) throws -> (ReadTable, XMLSurprise) {
        let surprise = XMLSurprise()
        let reader = try XMLRecordReader(
            file: "e.xml", entityNames: ["E"], limits: ReadLimits(), survey: survey,
            surprise: surprise
        ) { PiecewiseBytes(text.utf8, pieces: .max) }
        return (try ReadTable(reader), surprise)
    }

    @Test func `gives the same records when it goes on like that`() throws {
        let text = "<Document>\(Self.beginning)<E><B>1</B></E><E/></Document>"
        let survey = try survey(text)
        #expect(survey.isPartial)
        let (table, surprise) = try read(text, survey)
        #expect(!surprise.isThere)
        #expect(table.columns == ["A", "B"])
        #expect(table.rows.count == 1_102)
        #expect(table.rows.suffix(2) == [["∅", "1"], ["∅", "∅"]])
    }

    @Test(arguments: [
        "<E><C>1</C></E>", "<E A=\"1\"><D/></E>", "<E C=\"1\"/>", "<E><A b=\"1\">x</A></E>",
        "<E><A><X>1</X></A></E>", "<F><A>1</A></F>", "<n:E xmlns:n=\"urn:n\"><n:A>1</n:A></n:E>",
        "<E><FENTITY/></E>",
    ])
    func `says that something came which it did not see`(_ tail: String) throws {
        let text = "<Document>\(Self.beginning)\(tail)</Document>"
        let survey = try survey(text)
        #expect(survey.isPartial)
        #expect(try read(text, survey).1.isThere)
    }

    @Test(arguments: [
        "<E><A>1</A></E><F><A>1</A></F>", "<E><A b=\"1\">x</A></E>", "<E><L><X>1</X></L></E>",
        "<E><FENTITY/></E>",
    ])
    func `is surveyed as a whole when its beginning is not plain`(_ head: String) throws {
        #expect(try !survey("<Document>\(head)\(Self.beginning)</Document>").isPartial)
    }

    @Test func `is refused for what is wrong at its end`() throws {
        let text = "<Document>\(Self.beginning)"
        let survey = try survey(text)
        let found = FormatsTests.issue { _ = try read(text, survey) }
        #expect(found?.code == .xmlTruncated)
    }
}
