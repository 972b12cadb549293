import Records

/// How a delimited file is written that nothing declares, told from its first 64 KiB.
///
/// The sample is read with every delimiter and qualifier that occurs in it. A reading explains it
/// when more than half of its records have as many values as the header, and the header several;
/// what cannot be read counts against it. One reading must explain it clearly better than every
/// other that finds other values, else the dialect is doubtful and a person has to decide. A reading
/// that takes the first lines for a title gives way to one that needs none and finds as many columns.
/// One by colons that all stand in times gives way to any without a flaw that finds more columns.
/// A first line whose parts by one delimiter are all names is a header, also where most of the records
/// do not fit: colons below it are no delimiters, and lines that another delimiter parts are doubtful.
///
/// Some things no reader can tell. A double quote at the start of a value is taken for a qualifier,
/// because it hardly ever is anything else. A file in which only one delimiter splits the header is
/// read with that one even if its records do not fit: each of them says what is wrong. But for those
/// times, types of values decide nothing.
package enum DialectDetection: Sendable, Equatable {
    /// Confidence is how much better than any other the dialect explains the sample, from 0 to 1.
    case found(Dialect, confidence: Double)
    /// A sentence without a period that names the candidates.
    case doubtful(String)

    /// Looks at the beginning of the file. `standard` is what is found wherever the file does not say
    /// otherwise, and what declares its encoding.
    package static func detect(
        _ source: any ByteSource, standard: Dialect, file: String
    ) throws(FormatError) -> DialectDetection {
        let text = try DecodedText(source, declared: standard.encoding, file: file)
        var bytes = try text.bytes.readPrefix(DialectSample.size + 1)
        let isCut = bytes.count > DialectSample.size
        if !isCut { while bytes.last == 0x1A { bytes.removeLast() } }
        // Whoever reads it says what is wrong.
        if XMLStart.begins(bytes[...]) { return .found(standard, confidence: 1) }
        let separator = SeparatorLine(bytes, dialect: standard)
        if let separator { bytes.removeFirst(separator.length) }
        let sample = DialectSample(
            bytes: bytes, firstLine: separator == nil ? 1 : 2, isCut: isCut)
        return DialectContest(
            sample, standard: standard, delimiters: separator.map { [$0.delimiter] }
        ).verdict
    }
}

private let colon = UInt8(ascii: ":")

/// All readings of a sample against each other.
private struct DialectContest {
    private let sample: DialectSample
    private let standard: Dialect
    private let delimiters: [UInt8]
    private let occurring: Set<UInt8>

    private static let usual = Array(",;\t|:".utf8)
    /// How much better the best must be than the next.
    private static let margin = 0.25

    init(_ sample: DialectSample, standard: Dialect, delimiters: [UInt8]?) {
        self.sample = sample
        self.standard = standard
        occurring = Set(sample.bytes)
        self.delimiters =
            delimiters ?? [standard.delimiter] + Self.usual.filter { $0 != standard.delimiter }
    }

    var verdict: DialectDetection {
        var trials: [DialectTrial] = []
        for delimiter in delimiters where occurring.contains(delimiter) {
            switch best(with: delimiter) {
            case .success(let trial): trials.append(trial)
            case .failure(let doubt): return .doubtful(doubt.text)
            }
        }
        if let header = trials.first(where: \.beginsWithNames) {
            if let rows = trials.first(where: { $0.isRest(of: header) }) {
                return .doubtful(
                    "its header has the delimiter \(displayName(of: header.delimiter)), and the lines "
                        + "below it have \(displayName(of: rows.delimiter))")
            }
            trials.removeAll { partsTimes($0, below: header) }
        }
        return verdict(among: trials)
    }

    private func verdict(among trials: [DialectTrial]) -> DialectDetection {
        let explaining = trials.filter(\.explains)
        let ranked = explaining.filter { !givesWay($0, to: explaining) }
            .sorted { $0.score > $1.score }
        guard let first = ranked.first else { return withoutExplanation(trials) }
        let confidence = first.score - (ranked.dropFirst().first?.score ?? 0)
        guard confidence >= Self.margin else {
            return .doubtful(
                "it reads as a table with " + ranked.map(Self.name).joined(separator: " and with "))
        }
        return .found(dialect(of: first), confidence: confidence)
    }

    /// Colons are no delimiters where the header's line has none and names as many columns or more, and
    /// never where all stand in times.
    private func partsTimes(_ trial: DialectTrial, below header: DialectTrial) -> Bool {
        trial.delimiter == colon && header.delimiter != colon
            && (sample.hasColonsInTimesOnly || header.firstValues >= trial.columns)
    }

    /// Whoever takes the first lines for a title gives way to one who needs none and finds as many
    /// columns. Times and web addresses are split by colons too: those give way to any table without a
    /// flaw that begins with its header, and a file that has colons in times only to any with more
    /// columns, also below a title or without a header.
    private func givesWay(_ trial: DialectTrial, to others: [DialectTrial]) -> Bool {
        if trial.delimiter == colon, sample.hasColonsInTimesOnly,
            others.contains(where: { $0.isFlawless && $0.columns > trial.columns })
        {
            return true
        }
        return !trial.startsWithHeader
            && others.contains { other in
                other.startsWithHeader
                    && (other.columns >= trial.columns
                        || trial.delimiter == colon && other.isFlawless)
            }
    }

    private struct Doubt: Error {
        var text: String
    }

    /// The qualifier that goes best with the delimiter.
    private func best(with delimiter: UInt8) -> Result<DialectTrial, Doubt> {
        let double = DialectTrial(sample, delimiter: delimiter, qualifier: UInt8(ascii: "\""))
        if occurring.contains(UInt8(ascii: "'")) {
            let single = DialectTrial(sample, delimiter: delimiter, qualifier: UInt8(ascii: "'"))
            let isRival =
                single.explains && single.hasPlainQualifiers && single.digest != double.digest
            if isRival, single.score >= double.score {
                let isAll = single.bare == 0 && double.enclosed == 0
                if single.score > double.score || isAll { return .success(single) }
                return .failure(
                    Doubt(
                        text: "with the delimiter \(displayName(of: delimiter)) the text qualifier "
                            + "may be “\"” as well as “'”"))
            }
        }
        guard double.faults > 1, double.enclosed == 0 else { return .success(double) }
        let plain = DialectTrial(sample, delimiter: delimiter, qualifier: nil)
        return .success(plain.score > double.score ? plain : double)
    }

    /// Only the header can tell: it has one delimiter, or none and so one column.
    private func withoutExplanation(_ trials: [DialectTrial]) -> DialectDetection {
        let splitting = trials.filter { $0.firstValues >= 2 }
        if splitting.count == 1 { return .found(dialect(of: splitting[0]), confidence: 0) }
        guard splitting.isEmpty else {
            return .doubtful(
                "its header has the delimiters "
                    + splitting.map { displayName(of: $0.delimiter) }.joined(separator: " and ")
                    + ", and the lines below fit none of them")
        }
        if let titled = trials.first(where: \.mayHaveTitle) {
            return .doubtful(
                "it may be one column, or a table with the delimiter "
                    + "\(displayName(of: titled.delimiter)) below a title")
        }
        let isSplit = Set(trials.filter { $0.records.contains { $0.values > 1 } }.map(\.delimiter))
        guard let unused = delimiters.first(where: { !isSplit.contains($0) }) else {
            return .doubtful("its first line is one value, and the others have every delimiter")
        }
        var dialect = standard
        dialect.delimiter = unused
        return .found(dialect, confidence: 1)
    }

    private func dialect(of trial: DialectTrial) -> Dialect {
        var dialect = standard
        dialect.delimiter = trial.delimiter
        dialect.qualifier = trial.qualifier
        if let shape = trial.shape, shape.header > 0 {
            dialect.header = .line(trial.records[shape.header].line)
        }
        return dialect
    }

    private static func name(_ trial: DialectTrial) -> String {
        "the delimiter \(displayName(of: trial.delimiter)) (\(trial.columns) columns)"
    }
}

extension DialectTrial {
    /// The first line of the sample names the columns.
    fileprivate var startsWithHeader: Bool { shape?.header == 0 }
    fileprivate var columns: Int { shape?.columns ?? 1 }
    fileprivate var isFlawless: Bool { shape?.fitting == 1 && faults == 0 }
    fileprivate var firstValues: Int { records.first?.values ?? 0 }

    /// All lines but the first have the same number of values, no more than the header names, which has
    /// another delimiter and does not explain them.
    fileprivate func isRest(of header: DialectTrial) -> Bool {
        guard !header.explains, delimiter != colon, firstValues == 1, records.count > 1, faults == 0
        else { return false }
        let columns = records[1].values
        return (2...header.firstValues).contains(columns)
            && records.dropFirst().allSatisfy { $0.values == columns }
    }

    /// All lines but the first few have the same two values or more: a table below a title, or
    /// sentences.
    fileprivate var mayHaveTitle: Bool {
        guard let first = records.firstIndex(where: { $0.values >= 2 }) else { return false }
        let columns = records[first].values
        return records.count - first >= 2 && records[first...].allSatisfy { $0.values == columns }
    }
}

extension DialectSample {
    /// Every colon stands between two digits and two others, as in `08:30:00`.
    fileprivate var hasColonsInTimesOnly: Bool {
        bytes.indices.allSatisfy { at in
            bytes[at] != colon
                || isDigit(at - 2) && isDigit(at - 1) && isDigit(at + 1) && isDigit(at + 2)
        }
    }

    private func isDigit(_ at: Int) -> Bool {
        bytes.indices.contains(at) && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at])
    }
}

extension Dialect {
    /// What of the dialect differs from the other, in words; nil for nothing that can be detected.
    func difference(from other: Dialect) -> String? {
        var parts: [String] = []
        if delimiter != other.delimiter {
            parts.append("the delimiter is \(displayName(of: delimiter))")
        }
        if qualifier != other.qualifier {
            parts.append(
                qualifier.map { "the text qualifier is \(displayName(of: $0))" }
                    ?? "there is no text qualifier")
        }
        if header != other.header, case .line(let line) = header {
            parts.append("the header is on line \(line)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
