import Records

/// What a reader counts over the whole file.
struct ReadingSummary {
    var hasControlZ = false
    private(set) var lineEnds: LineEnds = []
    private var isMixed = false
    private var blankLines = Tally()
    private var surplusValues = Tally()
    private var strayQuotes = Tally()
    private var keptQuotes = Tally()

    /// Adds what a stretch had. Returns the line on which the file turned out to mix its line ends,
    /// once.
    mutating func add(_ result: CutResult) -> UInt32? {
        blankLines += result.blankLines
        surplusValues += result.surplusValues
        strayQuotes += result.strayQuotes
        keptQuotes += result.keptQuotes
        lineEnds = result.lineEnds
        guard !isMixed, let line = result.mixedLine else { return nil }
        isMixed = true
        return line
    }

    /// One warning for each kind that occurred.
    func issues(file: String, entity: String?) -> [Issue] {
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
