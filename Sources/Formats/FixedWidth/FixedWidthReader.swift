import CSystem
import Records

/// Reads a file whose values stand at fixed places in lines of one width.
///
/// Blanks around a value are left out, and a value of nothing else is null; there is no empty text.
/// Lines may end with CRLF, LF or CR. Where the layout gives a record length and the file's first
/// record goes on behind it without a line end, the file has none and every record takes that
/// length.
///
/// A line may end between two columns or inside the last one: what is missing is null, or shorter.
/// One that ends inside another column was cut off, and one with text behind the last column was
/// shifted: these records cannot be read. What stands between columns, and up to the record length,
/// belongs to none. Lines of nothing but blanks are passed over, counted.
package final class FixedWidthReader: RecordReader {
    private let source: any ByteSource
    private let file: String
    private let entity: String?
    private let layout: FixedWidthLayout
    private let limits: ReadLimits
    private let batchSize: Int
    private let hasManifest: Bool

    /// The text and how it is cut; nil before the first read.
    private var opened: (text: RewindableBytes, plan: FixedWidthPlan)?
    /// Where the next record begins; lines count records where the file has none.
    private var origin = RecordPosition(byte: 0, line: 1)
    /// Reused by every batch.
    private var cells: [Cell] = []
    private var recordCount = 0
    private var blankLines = Tally()
    private var isAtEnd = false
    /// The last bytes were read, though not all of them cut.
    private var hasSeenEnd = false
    private var warnings: [Issue] = []

    /// `source` stands at the start of the file, `file` and `entity` are for messages. Batches hold
    /// about `batchSize` bytes. `hasManifest` says that a manifest gives the layout.
    package init(
        _ source: any ByteSource, file: String, entity: String? = nil, layout: FixedWidthLayout,
        limits: ReadLimits = ReadLimits(), batchSize: Int = 256 << 10,
        hasManifest: Bool = true
    ) {
        precondition(batchSize > 0, "A batch has at least one byte")
        self.source = source
        self.file = file
        self.entity = entity
        self.layout = layout
        self.limits = limits
        self.batchSize = batchSize
        self.hasManifest = hasManifest
    }

    package func knownColumns() throws(FormatError) -> [String]? { layout.columnNames }

    package func takeWarnings() -> [Issue] {
        defer { warnings = [] }
        return warnings
    }

    package func next() throws(FormatError) -> RecordBatch? {
        let (text, plan) = try openedText()
        while !isAtEnd {
            guard let (bytes, result) = try cutStretch(of: text, by: plan) else {
                isAtEnd = true
                warnAtEnd()
                return nil
            }
            let start = origin
            origin.byte += UInt64(result.consumed)
            origin.line = result.line
            blankLines += result.blankLines
            if result.positions.isEmpty && result.faults.isEmpty { continue }
            defer { recordCount += result.positions.count }
            return makeBatch(bytes, result, from: start, plan)
        }
        return nil
    }

    private func makeBatch(
        _ bytes: [UInt8], _ result: FixedWidthCut, from start: RecordPosition,
        _ plan: FixedWidthPlan
    ) -> RecordBatch {
        let rows = result.positions.count
        let columns = layout.fields.enumerated().map { column, field in
            let first = column * plan.rowLimit
            return Column(name: field.name, cells: Array(cells[first..<first + rows]))
        }
        return RecordBatch(
            bytes: bytes, columns: columns, positions: result.positions,
            unreadable: result.faults.map { unreadable($0, bytes, from: start, plan) },
            firstRecord: recordCount)
    }

    // MARK: Text

    private func openedText() throws(FormatError) -> (text: RewindableBytes, plan: FixedWidthPlan) {
        if let opened { return opened }
        let decoded = try DecodedText(
            source, declared: layout.encoding, file: file, hasManifest: hasManifest)
        origin.byte = UInt64(decoded.offset)
        warnings += decoded.warnings
        let plan = FixedWidthPlan(
            layout, isBlocks: try !hasLineEnds(decoded.bytes), recordLimit: limits.recordBytes,
            batchSize: batchSize)
        cells = [Cell](repeating: .null, count: plan.cellRoom)
        opened = (decoded.bytes, plan)
        return (decoded.bytes, plan)
    }

    /// Whether the first record is followed by a line end, or shorter than it should be.
    private func hasLineEnds(_ text: RewindableBytes) throws(FormatError) -> Bool {
        guard let length = layout.recordLength else { return true }
        // A character has four bytes at most.
        let bytes = try text.readMore(after: [], upTo: (length + 1) * 4)
        text.giveBack(bytes[...])
        var characters = 0
        for byte in bytes {
            if byte == 0x0A || byte == 0x0D { return true }
            if byte & 0xC0 != 0x80 { characters += 1 }
            if characters > length { return false }
        }
        return characters < length
    }

    /// Reads about a batch of bytes, more if one record takes more, and cuts them. Nil at the end.
    private func cutStretch(
        of text: RewindableBytes, by plan: FixedWidthPlan
    ) throws(FormatError) -> ([UInt8], FixedWidthCut)? {
        let longest = limits.recordBytes + 2
        var size = batchSize
        var bytes: [UInt8] = []
        while true {
            bytes = try text.readMore(after: bytes, upTo: size)
            let isLast = bytes.count < size
            if isLast { stripControlZ(&bytes) }
            if bytes.isEmpty { return nil }
            let result = cut(bytes, isLast: isLast, plan)
            if result.hasNonASCII { try checkUTF8(bytes.prefix(result.consumed), plan) }
            if result.isTooLong || result.consumed == 0 && bytes.count >= longest {
                throw recordTooLong(result.line, plan)
            }
            if result.consumed > 0 {
                text.giveBack(bytes[result.consumed...])
                bytes.removeLast(bytes.count - result.consumed)
                return (bytes, result)
            }
            size = min(size * 2, max(longest, size + 1))
        }
    }

    private func cut(_ bytes: [UInt8], isLast: Bool, _ plan: FixedWidthPlan) -> FixedWidthCut {
        bytes.withUnsafeBufferPointer { bytes in
            cells.withUnsafeMutableBufferPointer { cells in
                var cutter = FixedWidthCutter(
                    plan: plan, bytes: bytes, isLast: isLast, origin: origin, cells: cells)
                cutter.cut(until: batchSize)
                return cutter.result
            }
        }
    }

    /// One at the most: where lines have no ends, several may be records, some of which were cut
    /// before the end was seen.
    private func stripControlZ(_ bytes: inout [UInt8]) {
        defer { hasSeenEnd = true }
        guard !hasSeenEnd, bytes.last == 0x1A else { return }
        bytes.removeLast()
        warnings.append(
            issue(.trailingControlZ, "the last byte is 0x1A, which was left out", nil))
    }

    private func checkUTF8(
        _ bytes: ArraySlice<UInt8>, _ plan: FixedWidthPlan
    ) throws(FormatError) {
        let bad = bytes.withUnsafeBufferPointer { p2c_utf8_first_bad($0.baseAddress, $0.count) }
        guard bad < bytes.count else { return }
        var issue = issue(
            .invalidInEncoding, "the byte \(hexadecimal(bytes[bad])) is not valid in UTF-8", nil)
        issue.byte = Int(origin.byte) + bad
        if !plan.isBlocks {
            var line = Int(origin.line)
            for at in 0..<bad where bytes[at] == 0x0A || bytes[at] == 0x0D {
                if bytes[at] == 0x0A || bytes[at + 1] != 0x0A { line += 1 }
            }
            issue.line = line
        }
        throw FormatError(issue)
    }
}

// MARK: Issues

extension FixedWidthReader {
    private func issue(_ code: IssueCode, _ detail: String, _ line: UInt32?) -> Issue {
        Issue(code, detail, file: file, entity: entity, line: line.map { Int($0) })
    }

    private func warnAtEnd() {
        guard blankLines.count > 0 else { return }
        let line = blankLines.firstLine
        warnings.append(
            issue(.fixedBlankLines, "\(blankLines.count) × blank line, first on line \(line)", line)
        )
    }

    private func recordTooLong(_ line: UInt32, _ plan: FixedWidthPlan) -> FormatError {
        FormatError(
            issue(
                .fixedRecordTooLong,
                "\(plan.word) \(line) has more than \(limits.recordBytes) bytes", line))
    }

    private func unreadable(
        _ fault: FixedWidthCut.Fault, _ bytes: [UInt8], from start: RecordPosition,
        _ plan: FixedWidthPlan
    ) -> UnreadableRecord {
        let position = RecordPosition(
            byte: start.byte + UInt64(fault.range.lowerBound), line: fault.line)
        let length = bytes[fault.range].count { $0 & 0xC0 != 0x80 }
        let (code, reason, field) = words(for: fault.reason, length)
        var issue = issue(
            code,
            "\(plan.word) \(fault.line) is \(length) "
                + (length == 1 ? "character" : "characters") + " long \(reason), the layout is "
                + "\(plan.width) characters long", fault.line)
        issue.byte = Int(position.byte)
        issue.field = field
        return UnreadableRecord(
            position: position,
            raw: Cell(offset: fault.range.lowerBound, count: fault.range.count), issue: issue)
    }

    private func words(
        for reason: FixedWidthCut.Fault.Reason, _ length: Int
    ) -> (code: IssueCode, words: String, field: String?) {
        switch reason {
        case .tooShort(let column):
            let field = layout.fields[column]
            let side = length > field.range.lowerBound ? "inside" : "before"
            let what = "and ends \(side) \(field.name) (\(field.place))"
            return (.fixedLineTooShort, what, field.name)
        case .tooLong: return (.fixedLineTooLong, "with text behind the last column", nil)
        case .nul: return (.fixedRecordWithNUL, "and holds a NUL byte", nil)
        case .lineBreak: return (.fixedRecordWithLineBreak, "and holds a line break", nil)
        }
    }
}

extension FixedWidthPlan {
    /// What messages count.
    fileprivate var word: String { isBlocks ? "record" : "line" }
}
