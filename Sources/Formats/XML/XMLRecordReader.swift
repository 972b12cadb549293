import Records

/// Reads the records of one entity from an XML file in either of F&O's styles, or a mix of both.
///
/// The columns are those of the survey. `<X />`, `<X></X>` and `X=""` are null; a field that a
/// record lacks is absent; blanks are a value where nothing else stands in the element. The records
/// may stand inside those of another entity, whose key they inherit.
package final class XMLRecordReader: RecordReader {
    /// Opens the file anew from its start.
    typealias Opening = () throws(FormatError) -> any ByteSource

    /// The record element that is read, as the file spells it; nil where the file holds no record.
    let recordName: String?
    let columns: [String]
    private let parser: XMLParser
    private var assembler: XMLRecordAssembler
    private let hasNamespaces: Bool
    /// Told when a survey of the beginning was not enough; nil where the whole file was surveyed.
    private let surprise: XMLSurprise?
    private var warnings: [Issue]

    /// Source bytes after which a batch is complete.
    private static let batchBytes: UInt64 = 128 << 10

    /// Surveys the file, then stands before its first record. `entityNames` are the names under
    /// which the entity is known; without one of them the file's only kind of record is taken.
    /// `surprise` is needed where the survey is that of a file's beginning.
    init(
        file: String, entityNames: [String], limits: ReadLimits, survey given: XMLSurvey? = nil,
        surprise: XMLSurprise? = nil, options: XMLOptions = XMLOptions(),
        chunkBytes: Int = 64 << 10, open: Opening
    ) throws(FormatError) {
        let survey =
            if let given { given } else {
                try XMLSurvey(
                    open, file: file, limits: limits, options: options, chunkBytes: chunkBytes)
            }
        let choice = try XMLRecordChoice(survey, entityNames: entityNames, file: file)
        let records = choice.records ?? XMLSurvey.Records(name: "")
        recordName = choice.records?.name
        columns = records.columns
        warnings = choice.warnings
        precondition(!survey.isPartial || surprise != nil, "Somebody hears of what was not seen")
        self.surprise = survey.isPartial ? surprise : nil
        hasNamespaces = survey.hasNamespaces
        parser = try XMLParser(
            try open(), file: file, limits: limits, marksForbidden: true,
            placedDepth: records.outer.count + 1, codePage: survey.codePage,
            chunkBytes: chunkBytes)
        assembler = XMLRecordAssembler(
            records: records, isPartial: survey.isPartial, file: file)
    }

    package func next() throws(FormatError) -> RecordBatch? {
        while surprise?.isThere != true {
            if let cut = takeSteps() {
                let holdsRecords = assembler.hasRecords
                let batch = assembler.takeBatch(cut)
                if holdsRecords { return batch }
                continue
            }
            if let surprise, isSurprised { surprise.note() }
            guard try parser.readOn() else { break }
        }
        guard assembler.hasRecords, surprise?.isThere != true else { return nil }
        return assembler.takeBatch(
            parser.tape.cut(events: parser.tape.events.count, bytes: parser.tape.bytes.count))
    }

    private var isSurprised: Bool {
        assembler.isSurprised || parser.tape.hasNamespaces != hasNamespaces
    }

    package func takeWarnings() -> [Issue] {
        let (count, line) = assembler.takeDoubleEscaped()
        if count > 0 {
            warnings.append(
                Issue(
                    .xmlDoubleEscaped, "\(count) values, the first in the record of line \(line)",
                    file: parser.file, line: line))
        }
        defer { warnings = [] }
        return warnings
    }

    /// Assembles the steps that were read. Returns the text of a batch when one is complete.
    private func takeSteps() -> [UInt8]? {
        guard let end = assembler.takeSteps(of: parser.tape, upTo: Self.batchBytes) else {
            return nil
        }
        let taken = assembler.taken
        assembler.taken = 0
        return parser.tape.cut(events: taken, bytes: end)
    }
}
