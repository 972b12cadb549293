import Records

/// Reads the records of one entity from an XML file in either of F&O's styles, or a mix of both.
///
/// The columns are those of the survey. `<X />`, `<X></X>` and `X=""` are null; a field that a
/// record lacks is absent; blanks are a value where nothing else stands in the element.
package final class XMLRecordReader: RecordReader {
    /// Opens the file anew from its start.
    typealias Opening = () throws(FormatError) -> any ByteSource

    /// The record element that is read, as the file spells it; nil where the file holds no record.
    let recordName: String?
    let columns: [String]
    private let parser: XMLParser
    private var assembler: XMLRecordAssembler
    private var warnings: [Issue]

    /// Source bytes after which a batch is complete.
    private static let batchBytes: UInt64 = 128 << 10

    /// Surveys the file, then stands before its first record. `entityNames` are the names under
    /// which the entity is known; without one of them the file's only kind of record is taken.
    init(
        file: String, entityNames: [String], limits: ReadLimits, survey given: XMLSurvey? = nil,
        chunkBytes: Int = 64 << 10, open: Opening
    ) throws(FormatError) {
        let survey =
            if let given { given } else {
                try XMLSurvey(
                    try open(), file: file, limits: limits, chunkBytes: chunkBytes)
            }
        let choice = try Choice(survey, entityNames: entityNames, file: file)
        recordName = choice.records?.name
        columns = choice.records?.fields ?? []
        warnings = choice.warnings
        parser = try XMLParser(try open(), file: file, limits: limits, chunkBytes: chunkBytes)
        assembler = XMLRecordAssembler(
            recordName: recordName ?? "", columns: columns, file: file)
    }

    package func next() throws(FormatError) -> RecordBatch? {
        while true {
            if let cut = takeSteps() {
                let holdsRecords = assembler.hasRecords
                let batch = assembler.takeBatch(cut)
                if holdsRecords { return batch }
                continue
            }
            guard try parser.readOn() else { break }
        }
        guard assembler.hasRecords else { return nil }
        return assembler.takeBatch(
            parser.tape.cut(events: parser.tape.events.count, bytes: parser.tape.bytes.count))
    }

    package func takeWarnings() -> [Issue] {
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

extension XMLRecordReader {
    /// Which of the file's records are the entity's.
    private struct Choice {
        var records: XMLSurvey.Records?
        var warnings: [Issue]

        init(_ survey: XMLSurvey, entityNames: [String], file: String) throws(FormatError) {
            warnings = survey.warnings
            records = entityNames.lazy.compactMap { survey.records(named: $0) }.first
            if records == nil, !survey.records.isEmpty {
                try takeOnlyKind(survey, entityNames: entityNames, file: file)
            }
            if !survey.rootName.isSameName(as: "Document") {
                warnings.append(Issue(.xmlRootName, "The root is \(survey.rootName)", file: file))
            }
            if survey.hasPrefixes {
                warnings.append(Issue(.xmlNamespaces, "Names have prefixes", file: file))
            }
            noteOthers(survey, file: file)
        }

        private mutating func takeOnlyKind(
            _ survey: XMLSurvey, entityNames: [String], file: String
        ) throws(FormatError) {
            guard survey.records.count == 1 || entityNames.isEmpty else {
                let found = survey.records.map(\.name).joined(separator: ", ")
                let wanted = entityNames.joined(separator: " or ")
                throw FormatError(
                    Issue(.xmlNoRecords, "It holds \(found) and not \(wanted)", file: file))
            }
            records = survey.records[0]
            guard let wanted = entityNames.first else { return }
            warnings.append(
                Issue(
                    .xmlRecordName, "The records are named \(survey.records[0].name)", file: file,
                    entity: wanted))
        }

        private mutating func noteOthers(_ survey: XMLSurvey, file: String) {
            for other in survey.records where other.name != records?.name {
                warnings.append(
                    Issue(
                        .xmlOtherRecords, "It holds \(other.count) records \(other.name)",
                        file: file))
            }
            if let records, records.nestedCount > 0 {
                warnings.append(
                    Issue(
                        .xmlNestedRecords,
                        "\(records.nestedCount) elements inside records \(records.name) hold "
                            + "elements or attributes of their own", file: file))
            }
        }
    }
}
