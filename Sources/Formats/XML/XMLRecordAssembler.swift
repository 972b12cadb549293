import Records

/// Makes rows of the steps through an entity file.
struct XMLRecordAssembler {
    /// How many steps of the tape were taken since its last cut.
    var taken = 0
    private let folded: String
    private let columnNames: [String]
    private let numbers: [String: Int]
    private let file: String

    private var cells: [[Cell]]
    private var positions: [RecordPosition] = []
    private var unreadable: [UnreadableRecord] = []
    private var firstRecord = 0
    private var readCount = 0
    /// The column of each name's number, or one of the marks below.
    private var columnOfName: [Int] = []
    /// The name's number that was last compared with the records' name, and how that went.
    private var comparedName: Int32 = -1
    private var isComparedEqual = false
    private static let unknown = -1
    private static let dropped = -2

    private var depth = 0
    private var isInRecord = false
    private var row: [Cell]
    private var position = RecordPosition(byte: 0, line: 1)
    private var batchStart: UInt64 = 0
    private var fault: (code: IssueCode, detail: String, field: String?)?
    /// The step at which the record began, to write it out again when it is unreadable.
    private var startStep = 0

    private var field = 0
    private var value = Cell.null
    private var isNested = false

    init(recordName: String, columns: [String], file: String) {
        folded = recordName.foldedName
        columnNames = columns
        self.file = file
        let numbered = columns.enumerated().map { ($1.foldedName, $0) }
        numbers = Dictionary(numbered, uniquingKeysWith: { first, _ in first })
        cells = Array(repeating: [], count: columns.count)
        row = Array(repeating: .absent, count: columns.count)
    }

    var hasRecords: Bool { !positions.isEmpty || !unreadable.isEmpty }
    /// How much of the file the batch has taken so far.
    private var sourceBytes: UInt64 { position.byte - min(batchStart, position.byte) }

    /// Takes steps until a record ends behind that much of the file. Returns where the text of the
    /// batch ends then, and nil when all steps are taken before.
    mutating func takeSteps(of tape: borrowing XMLTape, upTo limit: UInt64) -> Int? {
        while taken < tape.events.count {
            let event = tape.events[taken]
            take(event, tape: tape)
            if event.kind == .end, depth <= 1, sourceBytes >= limit { return event.offset }
        }
        return nil
    }

    private mutating func take(_ event: XMLEvent, tape: borrowing XMLTape) {
        switch event.kind {
        case .start: begin(event, tape: tape)
        case .attribute: takeAttribute(event, tape: tape)
        case .nilMark: break
        case .text: takeText(event, tape: tape)
        case .end: end(tape: tape)
        }
        taken += 1
    }

    private mutating func begin(_ event: XMLEvent, tape: borrowing XMLTape) {
        switch depth {
        case 1:
            isInRecord = isRecord(event.name, names: tape.names)
            position = RecordPosition(byte: event.position.byte, line: event.position.line)
            startStep = taken
            for column in row.indices { row[column] = .absent }
            fault = nil
        case 2:
            field = isInRecord ? column(of: event.name, names: tape.names) : Self.dropped
            value = .null
            isNested = false
        case 3: isNested = true
        default: break
        }
        depth += 1
    }

    private mutating func takeAttribute(_ event: XMLEvent, tape: borrowing XMLTape) {
        if depth == 3 { isNested = true }
        guard depth == 2, isInRecord else { return }
        let cell = event.count == 0 ? Cell.null : Cell(offset: event.offset, count: event.count)
        set(column(of: event.name, names: tape.names), to: cell)
    }

    private mutating func takeText(_ event: XMLEvent, tape: borrowing XMLTape) {
        if depth == 3 {
            value = Cell(offset: event.offset, count: event.count)
        } else if depth == 2, isInRecord, fault == nil {
            let text = tape.bytes[event.offset..<event.offset + event.count]
            if text.contains(where: { $0 > 0x20 }) {
                fault = (.xmlStrayText, "Text stands between the fields", nil)
            }
        }
    }

    private mutating func end(tape: borrowing XMLTape) {
        depth -= 1
        if depth == 2, isInRecord, !isNested { set(field, to: value) }
        if depth == 1, isInRecord { endRecord(tape: tape) }
    }

    private mutating func set(_ column: Int, to cell: Cell) {
        guard column >= 0 else { return }
        if !row[column].isAbsent, fault == nil {
            let name = columnNames[column]
            fault = (.xmlFieldTwice, "\(name) stands in it twice", name)
        }
        row[column] = cell
    }

    private mutating func endRecord(tape: borrowing XMLTape) {
        readCount += 1
        if let fault {
            setAside(fault, tape: tape)
            return
        }
        for column in row.indices { cells[column].append(row[column]) }
        positions.append(position)
    }

    @inline(never)
    private mutating func setAside(
        _ fault: (code: IssueCode, detail: String, field: String?), tape: borrowing XMLTape
    ) {
        let issue = Issue(
            fault.code, fault.detail, file: file, record: readCount, line: Int(position.line),
            byte: Int(position.byte), field: fault.field)
        unreadable.append(
            UnreadableRecord(position: position, raw: .null, issue: issue))
        raws.append(XMLSteps.text(of: tape, from: startStep, through: taken))
    }

    /// The texts of `unreadable`, put behind the batch's bytes when it is complete.
    private var raws: [[UInt8]] = []

    private mutating func isRecord(_ name: Int32, names: borrowing XMLNames) -> Bool {
        if name != comparedName {
            comparedName = name
            isComparedEqual = names.texts[Int(name)].foldedName == folded
        }
        return isComparedEqual
    }

    private mutating func column(of name: Int32, names: borrowing XMLNames) -> Int {
        let index = Int(name)
        while columnOfName.count <= index { columnOfName.append(.min) }
        if columnOfName[index] == .min {
            let folded = names.texts[index].foldedName
            columnOfName[index] = numbers[folded] ?? Self.unknown
        }
        return columnOfName[index]
    }

    /// The batch of the records taken so far; `bytes` are what their cells point into.
    mutating func takeBatch(_ bytes: [UInt8]) -> RecordBatch {
        let columns = zip(columnNames, cells).map { Column(name: $0, cells: $1) }
        var batch = RecordBatch(
            bytes: bytes, columns: columns, positions: positions, unreadable: unreadable,
            firstRecord: firstRecord)
        for (index, raw) in raws.enumerated() {
            batch.unreadable[index].raw = batch.append(raw)
        }
        firstRecord += positions.count
        batchStart = position.byte
        taken = 0
        for column in cells.indices { cells[column].removeAll(keepingCapacity: true) }
        positions = []
        unreadable = []
        raws = []
        return batch
    }
}
