import Records

/// Makes records of the steps through a worksheet.
///
/// The texts of cells are copied into the batch as they come, because most are made here: looked up
/// among the shared texts, or written anew from a number. So the steps can be forgotten at once.
struct ExcelRowAssembler {
    /// How many steps of the tape were taken since its last cut.
    var taken = 0
    private(set) var header: ExcelHeader?
    /// Rows that are not blank and still to be passed over before the header.
    private var passedRows: Int
    private var tally = ExcelTally()
    private let values: ExcelValues
    private let issues: ExcelRowIssues
    private let limits: ReadLimits

    private var walk = ExcelWalk()
    private var cell = ExcelCell()
    /// The row's number as Excel shows it, and the column of the cell, from 0.
    private var line = 0
    private var column = -1
    private var isColumnBeyond = false
    private var row: [Cell] = []
    private var position = RecordPosition(byte: 0, line: 1)
    private var textStart = 0
    private var fault: ExcelRowIssues.Fault?
    /// The places of cells with errors of Excel, to write them as such in quarantine.
    private var errorPlaces: [Int] = []

    private var text: [UInt8] = []
    private var cells: [[Cell]] = []
    private var positions: [RecordPosition] = []
    private var unreadable: [UnreadableRecord] = []
    /// The texts of `unreadable`, put behind the batch's bytes when it is complete.
    private var raws: [[UInt8]] = []
    private var rawBytes = 0
    private var firstRecord = 0
    private var readCount = 0
    private var batchStart: UInt64 = 0

    /// A batch is complete with that much of the sheet's part, or that much text.
    private static let batchBytes: UInt64 = 128 << 10
    private static let textBytes = 512 << 10

    init(
        values: ExcelValues, file: String, entity: String, limits: ReadLimits, passedRows: Int = 0
    ) {
        self.values = values
        self.passedRows = passedRows
        self.limits = limits
        issues = ExcelRowIssues(file: file, entity: entity)
    }

    var hasRecords: Bool { !positions.isEmpty || !unreadable.isEmpty }

    /// What was counted over the whole sheet.
    func summary() -> [Issue] {
        tally.issues(issues, privateColumns: header?.privateCount ?? 0)
    }

    /// Takes steps until a batch is complete. Returns false when all are taken before.
    mutating func takeSteps(of tape: borrowing XMLTape) throws(FormatError) -> Bool {
        while taken < tape.events.count {
            let event = tape.events[taken]
            taken += 1
            switch event.kind {
            case .start: begin(event, names: tape.names)
            case .attribute: takeAttribute(event, tape: tape)
            case .nilMark, .forbidden: break
            case .text:
                if walk.element == .value || walk.element == .text {
                    cell.takeText(
                        tape.bytes[event.offset..<event.offset + event.count], of: walk.element)
                    try checkLength(with: cell.byteCount)
                }
            case .end:
                switch walk.end() {
                case .cell: try endCell()
                case .row:
                    try endRow()
                    if isBatchComplete { return true }
                default: break
                }
            }
        }
        return false
    }

    private var isBatchComplete: Bool {
        hasRecords
            && (position.byte - batchStart >= Self.batchBytes
                || text.count + rawBytes >= Self.textBytes)
    }

    private mutating func begin(_ event: XMLEvent, names: borrowing XMLNames) {
        switch walk.begin(event, names: names) {
        case .row: beginRow(event)
        case .cell:
            column += 1
            isColumnBeyond = false
            cell.begin()
        case let element: cell.take(element)
        }
    }

    private mutating func beginRow(_ event: XMLEvent) {
        line += 1
        column = -1
        position = RecordPosition(byte: event.position.byte, line: UInt32(clamping: line))
        textStart = text.count
        fault = nil
        errorPlaces.removeAll(keepingCapacity: true)
        for place in row.indices { row[place] = .absent }
    }

    private mutating func takeAttribute(_ event: XMLEvent, tape: borrowing XMLTape) {
        guard walk.element == .cell || walk.element == .row else { return }
        let value = tape.bytes[event.offset..<event.offset + event.count]
        switch (walk.element, walk.name(of: event, tape.names)) {
        case (.row, .r): takeRowNumber(value)
        case (.cell, .r): takeReference(value)
        case (.cell, .t): cell.takeKind(value)
        case (.cell, .s): cell.takeStyle(value)
        default: break
        }
    }

    /// A number that does not go on from the row before is a lie: the row's place counts then.
    private mutating func takeRowNumber(_ text: ArraySlice<UInt8>) {
        guard let number = ExcelReference.number(text), number >= line,
            number <= ExcelReference.rowLimit
        else { return tally.note(.misnumberedRow, line: line) }
        line = number
        position.line = UInt32(clamping: number)
    }

    /// A cell that does not say its column stands behind the one before.
    private mutating func takeReference(_ text: ArraySlice<UInt8>) {
        switch ExcelReference.column(of: text) {
        case .at(let number): column = number
        case .unsaid: break
        case .beyond: isColumnBeyond = true
        }
    }
}

// MARK: - Cells and rows that end

extension ExcelRowAssembler {
    private mutating func endCell() throws(FormatError) {
        let isBeyond = isColumnBeyond || column >= ExcelReference.columnLimit
        let place = isBeyond ? nil : place(of: column)
        if place == ExcelHeader.leftOut { return }
        let value = cell.makeText(values, into: &text)
        try checkLength(with: 0)
        if isBeyond {
            if value.count > 0 { note(.beyond) }
        } else if let place {
            set(place, to: value)
        } else if value.count > 0 || cell.fault != nil {
            tally.note(.unnamedColumn, line: line, column: column)
        }
    }

    /// A row is bounded by what it becomes, too: a short reference may stand for a long text.
    private func checkLength(with more: Int) throws(FormatError) {
        guard text.count - textStart + more > limits.recordBytes else { return }
        throw issues.tooLong(line: line, limit: limits.recordBytes)
    }

    /// Where the column's value goes; nil for a column that the header does not name.
    private mutating func place(of column: Int) -> Int? {
        if let header { return column < header.places.count ? header.places[column] : nil }
        while row.count <= column { row.append(.absent) }
        return column
    }

    private mutating func set(_ place: Int, to value: Cell) {
        if !row[place].isAbsent { note(.twice) }
        row[place] = value
        if cell.hasLostDigits { tally.note(.lostDigits, line: line, column: column) }
        guard let found = cell.fault else { return }
        if found == .error { errorPlaces.append(place) }
        note(.cell(found), field: header?.names[place], text: value)
    }

    /// Keeps the first fault of the row.
    private mutating func note(
        _ reason: ExcelRowIssues.Reason, field: String? = nil, text value: Cell = .null
    ) {
        guard fault == nil else { return }
        fault = ExcelRowIssues.Fault(
            reason: reason, column: column, field: field,
            text: String(decoding: text[value.range].prefix(40), as: UTF8.self))
    }

    private mutating func endRow() throws(FormatError) {
        guard fault != nil || row.contains(where: { $0.count > 0 }) else {
            text.removeLast(text.count - textStart)
            return
        }
        guard header != nil else { return try takeHeaderOrPass() }
        readCount += 1
        for place in row.indices where row[place].isAbsent { row[place] = .null }
        if let fault {
            setAside(fault)
            return
        }
        for place in row.indices { cells[place].append(row[place]) }
        positions.append(position)
    }

    private mutating func takeHeaderOrPass() throws(FormatError) {
        guard passedRows > 0 else { return try takeHeader() }
        passedRows -= 1
        text.removeAll(keepingCapacity: true)
        row = []
    }

    private mutating func takeHeader() throws(FormatError) {
        if let fault { throw FormatError(issues.issue(fault, position: position)) }
        while row.last?.count == 0 { row.removeLast() }
        guard row.count <= limits.columns else {
            throw issues.tooManyColumns(row.count, line: line, limit: limits.columns)
        }
        let names = row.map { String(decoding: text[$0.range], as: UTF8.self) }
        let header = try ExcelHeader(names, line: line, file: issues.file, entity: issues.entity)
        self.header = header
        text.removeAll(keepingCapacity: true)
        row = Array(repeating: .absent, count: header.names.count)
        cells = Array(repeating: [], count: header.names.count)
    }

    @inline(never)
    private mutating func setAside(_ fault: ExcelRowIssues.Fault) {
        var issue = issues.issue(fault, position: position)
        issue.record = readCount
        unreadable.append(UnreadableRecord(position: position, raw: .null, issue: issue))
        let raw = ExcelCellXML.rawRow(row, of: text, errors: errorPlaces)
        raws.append(raw)
        rawBytes += raw.count
        text.removeLast(text.count - textStart)
    }

    /// The batch of the records taken so far.
    mutating func takeBatch() -> RecordBatch {
        let columns = zip(header?.names ?? [], cells).map { Column(name: $0, cells: $1) }
        var batch = RecordBatch(
            bytes: text, columns: columns, positions: positions, unreadable: unreadable,
            firstRecord: firstRecord)
        for (index, raw) in raws.enumerated() {
            batch.unreadable[index].raw = batch.append(raw)
        }
        firstRecord += positions.count
        batchStart = position.byte
        for place in cells.indices { cells[place].removeAll(keepingCapacity: true) }
        text = []
        positions = []
        unreadable = []
        raws = []
        rawBytes = 0
        return batch
    }
}
