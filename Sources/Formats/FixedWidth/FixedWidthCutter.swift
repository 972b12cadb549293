import Records

/// Cuts text in UTF-8 into records and these into columns.
///
///     characters   0         10              26      30
///     line         A-1       Contoso Ltd.    FR  12,50⏎
///     cells        ├─┤       ├──────────┤    ├┤  ├───┤
///
/// A line of ASCII has a byte a character, so that each column's bytes are known at once. In other
/// lines characters are counted by the bytes that begin one. Ill-formed text does no harm; whoever
/// owns the cutter checks it.
struct FixedWidthCutter {
    let plan: FixedWidthPlan
    let bytes: UnsafeBufferPointer<UInt8>
    /// Whether the text ends with the bytes.
    let isLast: Bool
    /// Where the bytes begin in the file.
    let origin: RecordPosition
    /// Column after column, each with the plan's room.
    let cells: UnsafeMutableBufferPointer<Cell>
    var result: FixedWidthCut

    init(
        plan: FixedWidthPlan, bytes: UnsafeBufferPointer<UInt8>, isLast: Bool,
        origin: RecordPosition, cells: UnsafeMutableBufferPointer<Cell>
    ) {
        self.plan = plan
        self.bytes = bytes
        self.isLast = isLast
        self.origin = origin
        self.cells = cells
        result = FixedWidthCut(line: origin.line)
    }

    /// Cuts the records that begin before `stop`, as far as they are there whole and have room.
    mutating func cut(until stop: Int) {
        let stop = min(stop, bytes.count)
        while result.consumed < stop, result.positions.count < plan.rowLimit {
            let found = plan.isBlocks ? nextBlock() : nextLine()
            guard let found else { return }
            if found.range.count > plan.recordLimit {
                result.isTooLong = true
                return
            }
            take(found)
            result.consumed = found.next
            result.line &+= 1
        }
    }

    private mutating func take(_ record: FixedWidthRecord) {
        if !record.isASCII { result.hasNonASCII = true }
        if Int(result.line) <= plan.linesPassed { return }
        if record.hasNUL {
            note(.nul, record)
        } else if isBlank(record.range) {
            result.blankLines.note(result.line)
        } else if record.hasLineBreak {
            note(.lineBreak, record)
        } else if let reason = record.isASCII ? cutASCII(record.range) : cutWide(record.range) {
            note(reason, record)
        } else {
            result.positions.append(
                RecordPosition(
                    byte: origin.byte + UInt64(record.range.lowerBound), line: result.line))
        }
    }

    @inline(never)
    private mutating func note(_ reason: FixedWidthCut.Fault.Reason, _ record: FixedWidthRecord) {
        result.faults.append(
            FixedWidthCut.Fault(reason: reason, range: record.range, line: result.line))
    }

    // MARK: Columns

    /// Nil, or why the record cannot be cut.
    private func cutASCII(_ range: Range<Int>) -> FixedWidthCut.Fault.Reason? {
        let length = range.count
        if length > plan.width, !isBlank(range.lowerBound + plan.width..<range.upperBound) {
            return .tooLong
        }
        let last = plan.starts.count - 1
        var place = result.positions.count
        for column in 0...last {
            let (start, end) = (plan.starts[column], plan.ends[column])
            if length <= start {
                if column == 0 { return .tooShort(column: 0) }
                cells[place] = .null
            } else {
                if length < end, column < last { return .tooShort(column: column) }
                cells[place] = cell(
                    range.lowerBound + start..<range.lowerBound + min(end, length))
            }
            place += plan.rowLimit
        }
        return nil
    }

    /// The same for text whose characters may take several bytes.
    private func cutWide(_ range: Range<Int>) -> FixedWidthCut.Fault.Reason? {
        var walk = CharacterWalk(bytes: bytes, at: range.lowerBound, end: range.upperBound)
        let last = plan.starts.count - 1
        var place = result.positions.count
        for column in 0...last {
            walk.advance(to: plan.starts[column])
            if walk.at == range.upperBound {
                if column == 0 { return .tooShort(column: 0) }
                cells[place] = .null
            } else {
                let start = walk.at
                walk.advance(to: plan.ends[column])
                if walk.character < plan.ends[column], column < last {
                    return .tooShort(column: column)
                }
                cells[place] = cell(start..<walk.at)
            }
            place += plan.rowLimit
        }
        walk.advance(to: plan.width)
        return isBlank(walk.at..<range.upperBound) ? nil : .tooLong
    }

    /// The value without the blanks around it; null when nothing is left.
    @inline(__always)
    private func cell(_ range: Range<Int>) -> Cell {
        var (start, end) = (range.lowerBound, range.upperBound)
        while end &- start >= 8, word(at: end &- 8) == blanks { end &-= 8 }
        while end > start, bytes[end &- 1] == 0x20 { end &-= 1 }
        while start < end, bytes[start] == 0x20 { start &+= 1 }
        return start == end ? .null : Cell(offset: start, count: end &- start)
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        var at = range.lowerBound
        while range.upperBound &- at >= 8, word(at: at) == blanks { at &+= 8 }
        while at < range.upperBound, bytes[at] == 0x20 { at &+= 1 }
        return at == range.upperBound
    }

    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}

private let blanks: UInt64 = 0x2020_2020_2020_2020

/// A way through UTF-8, character by character.
private struct CharacterWalk {
    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int
    let end: Int
    var character = 0

    /// Goes on to that character, or to the end where there are fewer.
    @inline(__always)
    mutating func advance(to target: Int) {
        while character < target, at < end {
            at &+= 1
            while at < end, bytes[at] & 0xC0 == 0x80 { at &+= 1 }
            character &+= 1
        }
    }
}
