import Records

/// What a reader counts over the whole file.
struct ReadingSummary {
    var hasControlZ = false
    private(set) var lineEnds: LineEnds = []
    private var mixedLine: UInt32?
    private var blankLines = Tally()
    private var surplusValues = Tally()
    private var strayQuotes = Tally()
    private var keptQuotes = Tally()

    mutating func add(_ result: CutResult) {
        blankLines += result.blankLines
        surplusValues += result.surplusValues
        strayQuotes += result.strayQuotes
        keptQuotes += result.keptQuotes
        lineEnds = result.lineEnds
        if mixedLine == nil { mixedLine = result.mixedLine }
    }

    /// One warning for each kind that occurred.
    func issues(file: String, entity: String?) -> [Issue] {
        var issues = tallied(file: file, entity: entity)
        if let line = mixedLine {
            issues.append(
                Issue(
                    .mixedLineEnds, "line \(line) ends otherwise than the lines before it",
                    file: file, entity: entity, line: Int(line)))
        }
        if hasControlZ {
            issues.append(
                Issue(
                    .trailingControlZ, "the last byte is 0x1A, which was left out", file: file,
                    entity: entity))
        }
        return issues
    }

    private func tallied(file: String, entity: String?) -> [Issue] {
        [
            (IssueCode.blankLines, blankLines, "blank line"),
            (.surplusEmptyValues, surplusValues, "record with empty values behind the last column"),
            (.quoteInsideValue, strayQuotes, "record with a quote inside a value without quotes"),
            (.quoteKeptAsText, keptQuotes, "record with a quote that should have been doubled"),
        ].compactMap { code, tally, what in
            guard tally.count > 0 else { return nil }
            return Issue(
                code, "\(tally.count) × \(what), first on line \(tally.firstLine)", file: file,
                entity: entity, line: Int(tally.firstLine))
        }
    }
}
