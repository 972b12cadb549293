import Records

/// Gathers the records of a batch as columns.
///
/// Records inside others wait until the outermost is closed: the key that they inherit may stand
/// behind them.
struct XMLBatchBuilder {
    /// Why a record cannot be read.
    struct Fault {
        var code: IssueCode
        var detail: String
        var field: String?
        /// Where exactly; the record's start where it is not known.
        var byte: Int?

        init(_ code: IssueCode, _ detail: String, field: String? = nil) {
            self.code = code
            self.detail = detail
            self.field = field
        }
    }

    /// A record without its cells.
    struct Record {
        var position = RecordPosition(byte: 0, line: 1)
        /// The steps of the record, to write it out again when it is unreadable.
        var firstStep = 0
        var lastStep = 0
        var fault: Fault?
    }

    /// Records that wait, with their cells one row after the other.
    struct Waiting {
        var records: [Record] = []
        var cells: [Cell] = []
    }

    var waiting = Waiting()
    private let columns: [String]
    private var cells: [[Cell]]
    private var positions: [RecordPosition] = []
    private var unreadable: [UnreadableRecord] = []
    /// The texts of `unreadable`, put behind the batch's bytes when it is complete.
    private var raws: [[UInt8]] = []
    private var firstRecord = 0
    private var readCount = 0

    init(columns: [String]) {
        self.columns = columns
        cells = Array(repeating: [], count: columns.count)
    }

    var hasRecords: Bool { !positions.isEmpty || !unreadable.isEmpty }
    var waitingCount: Int { waiting.records.count }

    mutating func take(
        _ record: Record, _ row: [Cell], tape: borrowing XMLTape, file: String
    ) {
        readCount += 1
        if let fault = record.fault {
            setAside(record, for: fault, tape: tape, file: file)
            return
        }
        for column in row.indices { cells[column].append(row[column]) }
        positions.append(record.position)
    }

    mutating func wait(_ record: Record, _ row: [Cell]) {
        waiting.records.append(record)
        waiting.cells += row
    }

    /// Takes the records that waited.
    mutating func takeWaiting(tape: borrowing XMLTape, file: String) {
        for (number, record) in waiting.records.enumerated() {
            readCount += 1
            if let fault = record.fault {
                setAside(record, for: fault, tape: tape, file: file)
                continue
            }
            for column in columns.indices {
                cells[column].append(waiting.cells[number * columns.count + column])
            }
            positions.append(record.position)
        }
        waiting.records.removeAll(keepingCapacity: true)
        waiting.cells.removeAll(keepingCapacity: true)
    }

    @inline(never)
    private mutating func setAside(
        _ record: Record, for fault: Fault, tape: borrowing XMLTape, file: String
    ) {
        let issue = Issue(
            fault.code, fault.detail, file: file, record: readCount,
            line: Int(record.position.line), byte: fault.byte ?? Int(record.position.byte),
            field: fault.field)
        unreadable.append(
            UnreadableRecord(position: record.position, raw: .null, issue: issue))
        raws.append(XMLSteps.text(of: tape, from: record.firstStep, through: record.lastStep))
    }

    /// The batch of the records taken so far; `bytes` are what their cells point into.
    mutating func takeBatch(_ bytes: [UInt8]) -> RecordBatch {
        let named = zip(columns, cells).map { Column(name: $0, cells: $1) }
        var batch = RecordBatch(
            bytes: bytes, columns: named, positions: positions, unreadable: unreadable,
            firstRecord: firstRecord)
        for (index, raw) in raws.enumerated() {
            batch.unreadable[index].raw = batch.append(raw)
        }
        firstRecord += positions.count
        for column in cells.indices { cells[column].removeAll(keepingCapacity: true) }
        positions = []
        unreadable = []
        raws = []
        return batch
    }
}
