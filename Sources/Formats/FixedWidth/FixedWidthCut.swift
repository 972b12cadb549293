import Records

/// What the cutter must know of a layout.
struct FixedWidthPlan {
    /// The columns' first characters and those behind their last, both counted from 0.
    let starts: [Int]
    let ends: [Int]
    /// How many characters a whole record has.
    let width: Int
    /// Whether records stand one right behind the other, all of that width.
    let isBlocks: Bool
    /// Lines at the start of the file that are no records.
    let linesPassed: Int
    /// The longest record in bytes.
    let recordLimit: Int
    /// The most records of a batch, and the room of each column for cells.
    let rowLimit: Int

    init(_ layout: FixedWidthLayout, isBlocks: Bool, recordLimit: Int, batchSize: Int) {
        starts = layout.fields.map(\.range.lowerBound)
        ends = layout.fields.map(\.range.upperBound)
        width = layout.width
        self.isBlocks = isBlocks
        linesPassed = if case .line(let line) = layout.header { line } else { 0 }
        self.recordLimit = recordLimit
        // A line may be short and its columns many: their cells take room all the same.
        rowLimit = min(batchSize / 2 + 1, max(64, Self.mostCells / starts.count))
    }

    private static let mostCells = 1 << 18

    var cellRoom: Int { starts.count * rowLimit }
}

/// What the cutter made of some text.
struct FixedWidthCut {
    /// A record that does not keep to the layout.
    struct Fault {
        enum Reason {
            /// It ends inside that column, or before the first.
            case tooShort(column: Int)
            case tooLong
            case nul
            case lineBreak
        }

        var reason: Reason
        /// The record in the bytes, without its line end.
        var range: Range<Int>
        var line: UInt32
    }

    /// How many bytes were cut into whole records.
    var consumed = 0
    /// The line behind those, or the record where the text has no lines.
    var line: UInt32
    var positions: [RecordPosition] = []
    var faults: [Fault] = []
    var blankLines = Tally()
    var hasNonASCII = false
    /// Whether cutting stopped at a record over the limit.
    var isTooLong = false
}
