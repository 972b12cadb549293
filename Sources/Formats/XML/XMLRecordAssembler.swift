import Records

/// Makes rows of the steps through an entity file, of one kind of its records.
///
/// Depths count the records around: the records that are read have `depth`, the outermost 1. What
/// stands in those around them is looked at only for the key that the inner ones inherit.
struct XMLRecordAssembler {
    /// How many steps of the tape were taken since its last cut.
    var taken = 0
    /// The survey saw only the beginning of the file, and something came that it did not see.
    private(set) var isSurprised = false
    private let isPartial: Bool
    /// How many values look as if they had been escaped twice, and where the first stands.
    private var doubleEscaped: (count: Int, line: Int) = (0, 0)
    /// The names of the records, from the outermost to those that are read.
    private var path: [XMLNameSlots]
    private var columnSlots: XMLNameSlots
    private var innerNames: XMLNameSlots
    private let columnNames: [String]
    private let file: String
    private var batch: XMLBatchBuilder
    private var outer: XMLOuterRecords

    /// How many elements are open.
    private var openCount = 0
    /// How many of them, behind the root, are records on the path.
    private var matched = 0
    private var batchStart: UInt64 = 0
    /// Where the outermost record began that was seen last, read or not.
    private var lastByte: UInt64 = 0

    private var row: [Cell]
    private var record = XMLBatchBuilder.Record()
    /// Which cells of the row came from attributes, when there are any.
    private var isAttribute: [Bool]
    private var hasAttributes = false

    private var field = XMLNameSlots.none
    private var value = Cell.null
    private var hasAmpersand = false
    /// The element in the record is the place of other records.
    private var isInner = false

    /// With `isPartial` the file may hold more than the survey saw: records of one kind, in the root.
    init(records: XMLSurvey.Records, isPartial: Bool = false, file: String) {
        self.isPartial = isPartial
        columnNames = records.columns
        self.file = file
        path = (records.outer + [records.name]).map { XMLNameSlots([$0]) }
        columnSlots = XMLNameSlots(columnNames)
        innerNames = XMLNameSlots(records.inner)
        batch = XMLBatchBuilder(columns: columnNames)
        outer = XMLOuterRecords(records.inheritance, columns: columnNames)
        row = Array(repeating: .absent, count: columnNames.count)
        isAttribute = Array(repeating: false, count: columnNames.count)
    }

    var hasRecords: Bool { batch.hasRecords }
    /// How many records around those that are read, and they themselves.
    private var depth: Int { path.count }
    /// How much of the file the batch has taken so far.
    private var sourceBytes: UInt64 { lastByte - min(batchStart, lastByte) }

    /// Takes steps until an outermost record ends behind that much of the file. Returns where the
    /// text of the batch ends then, and nil when all steps are taken before.
    mutating func takeSteps(of tape: borrowing XMLTape, upTo limit: UInt64) -> Int? {
        while taken < tape.events.count {
            let event = tape.events[taken]
            take(event, tape: tape)
            if event.kind == .end, openCount <= 1, sourceBytes >= limit { return event.offset }
        }
        return nil
    }

    private mutating func take(_ event: XMLEvent, tape: borrowing XMLTape) {
        switch event.kind {
        case .start: begin(event, tape: tape)
        case .attribute: takeAttribute(event, tape: tape)
        case .nilMark: break
        case .text: takeText(event, tape: tape)
        case .forbidden: takeForbidden(event)
        case .end: end(tape: tape)
        }
        taken += 1
    }

    private mutating func begin(_ event: XMLEvent, tape: borrowing XMLTape) {
        let level = openCount
        openCount += 1
        if level == 1 { lastByte = event.position.byte }
        // The element stands in the root, or in a record of the path.
        guard level >= 1, level == matched + 1 else {
            if isPartial, level > 0 { isSurprised = true }
            return
        }
        field = XMLNameSlots.none
        value = .null
        hasAmpersand = false
        if matched < depth {
            if path[matched].slot(of: event.name, names: tape.names) == 0 {
                matched += 1
                beginRecord(event)
            } else if matched > 0 {
                field = outer.slot(of: event.name, at: matched, names: tape.names)
            } else if isPartial {
                isSurprised = true
            }
        } else {
            isInner = innerNames.slot(of: event.name, names: tape.names) >= 0
            if !isInner { field = columnSlots.slot(of: event.name, names: tape.names) }
            if isPartial, field < 0 { isSurprised = true }
        }
    }

    private mutating func beginRecord(_ event: XMLEvent) {
        guard matched == depth else {
            outer.begin(at: matched, waiting: batch.waitingCount)
            return
        }
        record = XMLBatchBuilder.Record(
            position: RecordPosition(byte: event.position.byte, line: event.position.line),
            firstStep: taken)
        for column in row.indices { row[column] = .absent }
        if hasAttributes {
            for column in row.indices { isAttribute[column] = false }
            hasAttributes = false
        }
    }

    /// The step stands directly in the innermost record of the path: as its attribute, or as text
    /// between its fields.
    private var isInRecord: Bool { matched > 0 && openCount == matched + 1 }
    /// The step stands directly in one of that record's elements.
    private var isInField: Bool { matched > 0 && openCount == matched + 2 }

    private mutating func takeAttribute(_ event: XMLEvent, tape: borrowing XMLTape) {
        guard isInRecord else {
            if isPartial, openCount > 1 { isSurprised = true }
            return
        }
        let cell = event.count == 0 ? Cell.null : Cell(offset: event.offset, count: event.count)
        if matched < depth {
            let slot = outer.slot(of: event.name, at: matched, names: tape.names)
            outer.set(slot, to: cell, at: matched, tape: tape)
            return
        }
        let column = columnSlots.slot(of: event.name, names: tape.names)
        if isPartial, column < 0 { isSurprised = true }
        hasAmpersand = event.hasAmpersand
        set(column, to: cell, fromAttribute: true, tape: tape)
    }

    private mutating func takeText(_ event: XMLEvent, tape: borrowing XMLTape) {
        if isInField {
            value = Cell(offset: event.offset, count: event.count)
            hasAmpersand = event.hasAmpersand
        } else if isInRecord, matched == depth, record.fault == nil {
            let text = tape.bytes[event.offset..<event.offset + event.count]
            if text.contains(where: { $0 > 0x20 }) {
                record.fault = .init(.xmlStrayText, "Text stands between the fields")
            }
        }
    }

    private mutating func takeForbidden(_ event: XMLEvent) {
        if matched == depth {
            guard openCount == matched + 1 || !isInner else { return }
            // Between fields it is a stray text too, and the less said of that the better.
            guard record.fault == nil || record.fault?.code == .xmlStrayText else { return }
            record.fault = .init(.xmlControlCharacter, "It holds \(event.finding.name)")
            record.fault?.byte = event.finding.byte
        } else if isInRecord || isInField && field >= 0 {
            outer.doubt(at: matched)
        }
    }

    private mutating func end(tape: borrowing XMLTape) {
        let isField = isInField
        let isRecord = isInRecord
        openCount -= 1
        if isField {
            endField(tape: tape)
        } else if isRecord {
            endRecord(tape: tape)
            matched -= 1
        }
    }

    private mutating func endField(tape: borrowing XMLTape) {
        if matched < depth {
            outer.set(field, to: value, at: matched, tape: tape)
        } else if !isInner {
            set(field, to: value, fromAttribute: false, tape: tape)
        }
        isInner = false
    }

    private mutating func set(
        _ column: Int, to cell: Cell, fromAttribute: Bool, tape: borrowing XMLTape
    ) {
        guard column >= 0 else { return }
        if hasAmpersand { countDoubleEscaped(tape.bytes[cell.range]) }
        if !row[column].isAbsent, record.fault == nil {
            // An element may say once more what an attribute says.
            let isSame = tape.bytes[row[column].range] == tape.bytes[cell.range]
            if fromAttribute || !isAttribute[column] || !isSame { noteTwice(column) }
        }
        row[column] = cell
        isAttribute[column] = fromAttribute
        if fromAttribute { hasAttributes = true }
    }

    @inline(never)
    private mutating func noteTwice(_ column: Int) {
        let name = columnNames[column]
        record.fault = .init(.xmlFieldTwice, "\(name) stands in it twice", field: name)
    }

    private mutating func countDoubleEscaped(_ text: ArraySlice<UInt8>) {
        guard XMLEscaping.looksEscaped(text) else { return }
        if doubleEscaped.count == 0 { doubleEscaped.line = Int(record.position.line) }
        doubleEscaped.count += 1
    }

    private mutating func endRecord(tape: borrowing XMLTape) {
        guard matched == depth else {
            outer.end(at: matched, waiting: &batch.waiting, columns: columnNames, tape: tape)
            if matched == 1 { batch.takeWaiting(tape: tape, file: file) }
            return
        }
        record.lastStep = taken
        if depth == 1 {
            batch.take(record, row, tape: tape, file: file)
        } else if record.fault != nil || holdsSomething(tape.events) {
            batch.wait(record, row)
        }
    }

    /// A record inside another that is an empty element stands for there being none.
    private func holdsSomething(_ steps: [XMLEvent]) -> Bool {
        steps[(record.firstStep + 1)..<taken].contains {
            $0.kind == .start || $0.kind == .attribute
        }
    }

    /// How many values looked as if they had been escaped twice since the last call.
    mutating func takeDoubleEscaped() -> (count: Int, line: Int) {
        defer { doubleEscaped = (0, 0) }
        return doubleEscaped
    }

    /// The batch of the records taken so far; `bytes` are what their cells point into.
    mutating func takeBatch(_ bytes: [UInt8]) -> RecordBatch {
        batchStart = lastByte
        taken = 0
        return batch.takeBatch(bytes)
    }
}
