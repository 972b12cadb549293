import Records

/// Cuts a stretch of delimited text into records and cells.
///
///     bytes   1,"a ""b""",\r\n2,x
///     index    ^^  ^^ ^^^^^ ^ ^        from the C scanner: every byte that can mean something
///     cells   [1] [a ""b""] []         ranges of the bytes; the doubled quotes are noted for later
///
/// Only the special bytes are looked at, in order, by one state machine whose state is where it
/// stands in the code: at the start of a value, in a plain one, in a quoted one, at its end. A
/// record that the bytes cut off is left alone: it is cut again, from its start, once more bytes
/// are there. So nothing is carried from one stretch to the next but its unused bytes.
///
/// A quote inside a quoted value that is neither doubled nor followed by a delimiter or line break
/// is taken as text, on trial: if the record ends on the same line with the right number of values,
/// that was right. If not, the record is unreadable up to the end of the line on which the value's
/// quote was opened, so that one wrong quote never costs more than the lines that it stands on.
///
/// An escape means something only before a quote, so it is not in the index: at a quote the cutter
/// looks back for it. A strict plan refuses what is recovered otherwise, and to it a blank line is
/// a record of one empty value.
struct RecordCutter {
    let plan: CutPlan
    /// The bytes to cut.
    let bytes: UnsafePointer<UInt8>
    let count: Int
    /// No bytes follow these.
    let isLast: Bool
    /// Where the bytes begin in the file.
    let origin: UInt64
    /// Where cells go: column after column, `plan.rowRoom` cells each.
    let cells: UnsafeMutablePointer<Cell>

    private(set) var result: CutResult

    private var special: SpecialBytes

    /// The record that is being cut.
    private var row = 0
    private var start = 0
    private var startLine: UInt32
    private var values = 0
    private var hasSurplusText = false
    private var hasNUL = false
    private var isOnTrial = false
    private var escapedBefore = 0
    private var strayQuotes = 0
    /// Lines to the position reached.
    private var line: UInt32

    init(
        plan: CutPlan, bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, origin: RecordPosition,
        lineEnds: LineEnds, cells: UnsafeMutablePointer<Cell>, index: UnsafeMutablePointer<UInt32>
    ) {
        precondition(bytes.count <= Int(UInt32.max) - 64, "A batch has less than 4 GiB")
        self.plan = plan
        self.bytes = bytes.baseAddress!
        count = bytes.count
        self.isLast = isLast
        self.cells = cells
        special = SpecialBytes(bytes, plan: plan, index: index)
        self.origin = origin.byte
        line = origin.line
        startLine = origin.line
        result = CutResult(line: origin.line, values: plan.columns, lineEnds: lineEnds)
        result.positions.reserveCapacity(min(plan.rowRoom, 512))
    }

    /// Cuts whole records until one begins at or behind `stop`.
    mutating func cut(until stop: Int) {
        while start < stop, start < count, row < plan.rowLimit {
            guard cutRecord() else {
                dropEscaped()
                break
            }
        }
        result.consumed = start
        result.line = startLine
        result.hasNonASCII = special.hasNonASCII
    }

    // MARK: One record

    /// False when the bytes end before the record does, or the record is too long.
    @inline(__always)
    private mutating func cutRecord() -> Bool {
        values = 0
        hasSurplusText = false
        hasNUL = false
        isOnTrial = false
        strayQuotes = 0
        escapedBefore = result.escaped.count
        line = startLine
        var at = start
        while true {
            let isQuoted = at < count && bytes[at] == plan.qualifier
            guard let end = isQuoted ? cutQuoted(at) : cutPlain(at) else { return false }
            if end < 0 { return true }
            values &+= 1
            if end < count, bytes[end] == plan.delimiter {
                at = end &+ 1
                continue
            }
            return endRecord(end)
        }
    }

    /// A value without quotes around it. Returns where it ends; nil when the bytes end first.
    @inline(__always)
    private mutating func cutPlain(_ from: Int) -> Int? {
        while true {
            let at = special.next()
            let byte = at < count ? bytes[at] : plan.delimiter
            if byte == plan.delimiter || byte == 0x0A || byte == 0x0D {
                if at == count, !isLast { return nil }
                store(at == from ? .null : Cell(offset: from, count: at &- from), at == from)
                return at
            }
            if byte == plan.qualifier { strayQuotes &+= 1 } else { hasNUL = true }
        }
    }

    /// A value whose opening quote is at `open`. Returns where it ends, behind its closing quote;
    /// nil when the bytes end first; -1 when the record turned out unreadable and is settled.
    @inline(__always)
    private mutating func cutQuoted(_ open: Int) -> Int? {
        _ = special.next()
        let openLine = line
        var hasEscapes = false
        while true {
            let at = special.next()
            guard at < count else { return isLast ? endUnclosed(openLine) : nil }
            let byte = bytes[at]
            if byte == plan.qualifier {
                if plan.hasEscape, isEscaped(at, open) { continue }
                let following = at &+ 1
                if following < count, bytes[following] == plan.qualifier {
                    hasEscapes = true
                    _ = special.next()
                    continue
                }
                if following == count, !isLast { return nil }
                if following == count || endsValue(bytes[following]) {
                    if hasEscapes || plan.hasEscape && at > open &+ 1 { noteEscaped() }
                    store(Cell(offset: open &+ 1, count: at &- open &- 1), at == open &+ 1)
                    if following < count { _ = special.next() }
                    return following
                }
                isOnTrial = true
                if line != openLine { return isTooLong(at) ? nil : giveUp(open, openLine) }
            } else if byte == 0x0A || byte == 0x0D {
                if isOnTrial { return endTrial(at) }
                guard let isBreak = endsLine(at) else { return nil }
                if isBreak { line &+= 1 }
            } else if byte == 0 {
                hasNUL = true
            }
        }
    }

    @inline(__always)
    private func endsValue(_ byte: UInt8) -> Bool {
        byte == plan.delimiter || byte == 0x0A || byte == 0x0D
    }

    /// True when a line ends with the CR or LF at `at`: not with the CR of CR LF, whose LF follows.
    /// Nil when the bytes end before that is known.
    @inline(__always)
    private func endsLine(_ at: Int) -> Bool? {
        guard bytes[at] == 0x0D else { return true }
        if at &+ 1 == count { return isLast ? true : nil }
        return bytes[at &+ 1] != 0x0A
    }

    @inline(__always)
    private mutating func store(_ cell: Cell, _ isEmpty: Bool) {
        if values < plan.columns {
            cells[values &* plan.rowRoom &+ row] = cell
        } else if !isEmpty {
            hasSurplusText = true
        }
    }

    /// The record's last value ends at `end`, which is a line break or the end of all bytes.
    @inline(__always)
    private mutating func endRecord(_ end: Int) -> Bool {
        guard let behind = behindBreak(end) else { return false }
        if isTooLong(end) { return false }
        let isBlank = end == start
        if values == plan.columns, !hasNUL, !isOnTrial, strayQuotes == 0, !isBlank {
            accept()
        } else {
            settle(end, isBlank: isBlank)
        }
        noteLineEnd(end, behind)
        start = behind
        startLine = line &+ 1
        return true
    }

    @inline(__always)
    private mutating func accept() {
        result.positions.append(
            RecordPosition(byte: origin &+ UInt64(start), line: startLine))
        row &+= 1
    }

    /// Where the next record begins when one ends at `end`; nil when that is not known yet.
    @inline(__always)
    private func behindBreak(_ end: Int) -> Int? {
        if end == count { return end }
        if bytes[end] == 0x0A { return end &+ 1 }
        if end &+ 1 == count { return isLast ? end &+ 1 : nil }
        return bytes[end &+ 1] == 0x0A ? end &+ 2 : end &+ 1
    }

    @inline(__always)
    private mutating func noteLineEnd(_ end: Int, _ behind: Int) {
        guard end < count else { return }
        // The LF of CR LF is in the index too.
        if behind &- end == 2 { _ = special.next() }
        let kind: LineEnds = behind &- end == 2 ? .crlf : bytes[end] == 0x0A ? .lf : .cr
        if !result.lineEnds.contains(kind) { noteLineEnds(kind) }
    }

    @inline(__always)
    private mutating func isTooLong(_ end: Int) -> Bool {
        if end &- start > plan.recordLimit { result.isTooLong = true }
        return result.isTooLong
    }

    // MARK: What is rare

    @inline(never)
    private mutating func noteEscaped() {
        result.escaped.append(CutResult.EscapedCell(column: values, row: row))
    }

    @inline(never)
    private mutating func noteLineEnds(_ kind: LineEnds) {
        if !result.lineEnds.isEmpty, result.mixedLine == nil { result.mixedLine = line }
        result.lineEnds.insert(kind)
    }

    /// True when the quote at `at` has an escape before it that is not escaped itself. Of several in
    /// a row the first escapes the second, so that it comes down to whether their number is odd.
    @inline(never)
    private func isEscaped(_ at: Int, _ open: Int) -> Bool {
        var first = at
        while first > open + 1, bytes[first - 1] == plan.escape { first -= 1 }
        return (at - first) % 2 == 1
    }

    /// A record that is not plainly right: blank, with a wrong number of values, with NUL bytes, or
    /// with quotes where they do not belong.
    @inline(never)
    private mutating func settle(_ end: Int, isBlank: Bool) {
        if isBlank, !plan.isStrict {
            result.blankLines.note(startLine)
            return
        }
        let fits = values == plan.columns || values > plan.columns && !hasSurplusText
        guard !hasNUL, plan.takesAnyCount ? !isOnTrial : fits else {
            refuse(end, hasNUL ? .nul : isOnTrial ? .textAfterQuote : .valueCount(values))
            return
        }
        if plan.isStrict, let reason = recovered {
            refuse(end, reason)
            return
        }
        if values > plan.columns { result.surplusValues.note(startLine) }
        if strayQuotes > 0 { result.strayQuotes.note(startLine) }
        if isOnTrial { result.keptQuotes.note(startLine) }
        result.values = values
        accept()
    }

    /// What is wrong with the record although it can be read; nil when nothing is.
    private var recovered: CutResult.Fault.Reason? {
        if isOnTrial { return .textAfterQuote }
        if strayQuotes > 0 { return .quoteInsideValue }
        return plan.takesAnyCount || values == plan.columns ? nil : .valueCount(values)
    }

    /// The record's cells are void.
    private mutating func dropEscaped() {
        result.escaped.removeLast(result.escaped.count - escapedBefore)
    }

    /// The record from its start to `end` is unreadable.
    private mutating func refuse(_ end: Int, _ reason: CutResult.Fault.Reason) {
        dropEscaped()
        result.faults.append(
            CutResult.Fault(reason: reason, start: start, end: end, line: startLine))
    }

    /// The quote opened on `openLine` is not closed before the end of all bytes.
    @inline(never)
    private mutating func endUnclosed(_ openLine: UInt32) -> Int? {
        if isTooLong(count) { return nil }
        refuse(count, isOnTrial ? .textAfterQuote : .neverClosed(openLine: openLine))
        start = count
        startLine = line
        return -1
    }

    /// The line of a quote on trial ends, at `at`, inside a quoted value.
    @inline(never)
    private mutating func endTrial(_ at: Int) -> Int? {
        guard let behind = behindBreak(at) else { return nil }
        if isTooLong(at) { return nil }
        refuse(at, hasNUL ? .nul : .textAfterQuote)
        noteLineEnd(at, behind)
        start = behind
        startLine = line &+ 1
        return -1
    }

    /// The value whose quote is at `open` runs over several lines and has a quote that does not
    /// fit: its quote probably should have been closed on the line where it was opened.
    @inline(never)
    private mutating func giveUp(_ open: Int, _ openLine: UInt32) -> Int? {
        var end = open
        while bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        guard let behind = behindBreak(end) else { return nil }
        refuse(end, .neverClosed(openLine: openLine))
        start = behind
        startLine = openLine &+ 1
        special.goBack(to: behind)
        return -1
    }
}
