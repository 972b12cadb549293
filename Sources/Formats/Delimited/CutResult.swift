import Records

/// What the cutter made of a stretch of text, besides cells.
struct CutResult {
    /// A value with doubled or escaped quotes.
    struct EscapedCell {
        var column: Int
        var row: Int
    }

    /// A record that could not be cut.
    struct Fault {
        enum Reason {
            case valueCount(Int)
            case textAfterQuote
            case quoteInsideValue
            case neverClosed(openLine: UInt32)
            case nul
        }

        var reason: Reason
        var start: Int
        var end: Int
        var line: UInt32
    }

    /// The bytes that are done with: the next record begins there.
    var consumed = 0
    /// The line on which the next record begins.
    var line: UInt32
    /// One a readable record.
    var positions: [RecordPosition] = []
    var faults: [Fault] = []
    var escaped: [EscapedCell] = []
    /// How many values the last record had, where any count is right.
    var values: Int
    /// The record at `consumed` is longer than the limit.
    var isTooLong = false
    /// There is a byte outside ASCII, in these bytes or behind them.
    var hasNonASCII = false

    /// All up to here, those before this stretch too.
    var lineEnds: LineEnds
    /// The first line that ends otherwise than those before it.
    var mixedLine: UInt32?
    var blankLines = Tally()
    var surplusValues = Tally()
    var strayQuotes = Tally()
    var keptQuotes = Tally()

    init(line: UInt32, values: Int, lineEnds: LineEnds) {
        self.line = line
        self.values = values
        self.lineEnds = lineEnds
    }
}

/// Which line ends a file has.
struct LineEnds: OptionSet {
    let rawValue: UInt8

    static let crlf = LineEnds(rawValue: 1)
    static let lf = LineEnds(rawValue: 2)
    static let cr = LineEnds(rawValue: 4)
}

/// How often something was met, and first where.
struct Tally {
    private(set) var count = 0
    private(set) var firstLine: UInt32 = 0

    mutating func note(_ line: UInt32) {
        if count == 0 { firstLine = line }
        count += 1
    }

    static func += (total: inout Tally, part: Tally) {
        if total.count == 0 { total.firstLine = part.firstLine }
        total.count += part.count
    }
}
