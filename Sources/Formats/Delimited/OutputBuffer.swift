import CSystem
import Records

/// The text that a `CSVWriter` made and has not passed on.
struct OutputBuffer {
    /// What `append` did.
    struct Outcome {
        /// How many records are in the buffer, whole.
        var records = 0
        /// The column whose value the dialect cannot carry.
        var unwritable: Int?
        /// The room that the record behind those needs in an empty buffer.
        var roomWanted = 0
    }

    private let delimiter: UInt8
    private let qualifier: UInt8?
    private let escape: UInt8?
    private let quotesOuterSpaces: Bool
    private let lineEnd: [UInt8]
    private var bytes: [UInt8]
    private var used = 0

    init(dialect: Dialect, quotesOuterSpaces: Bool, size: Int) {
        delimiter = dialect.delimiter
        qualifier = dialect.qualifier
        escape = dialect.escape
        self.quotesOuterSpaces = quotesOuterSpaces && dialect.qualifier != nil
        lineEnd = dialect.lineEnd.bytes
        bytes = [UInt8](repeating: 0, count: size)
    }

    func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<used])) }
    }

    mutating func removeAll() {
        used = 0
    }

    mutating func grow(to size: Int) {
        if bytes.count < size { bytes = [UInt8](repeating: 0, count: size) }
    }

    /// Appends records of `width` cells until they are used up or the buffer is full.
    mutating func append(
        _ cells: UnsafeBufferPointer<Cell>, of source: UnsafeBufferPointer<UInt8>, width: Int
    ) -> Outcome {
        let start = used
        let (delimiter, qualifier, escape, lineEnd) = (delimiter, qualifier, escape, lineEnd)
        let quotesOuterSpaces = quotesOuterSpaces
        let (outcome, end) = bytes.withUnsafeMutableBufferPointer { buffer in
            var outcome = Outcome()
            var pen = Pen(
                to: buffer.baseAddress!, from: source, delimiter: delimiter, qualifier: qualifier,
                escape: escape, quotesOuterSpaces: quotesOuterSpaces, position: start)
            for first in stride(from: 0, to: cells.count, by: width) {
                let recordStart = pen.position
                let record = UnsafeBufferPointer(rebasing: cells[first..<first + width])
                let room = OutputBuffer.mostBytes(record)
                if recordStart + room > buffer.count {
                    outcome.roomWanted = room
                    break
                }
                if let column = pen.write(record) {
                    outcome.unwritable = column
                    return (outcome, recordStart)
                }
                for byte in lineEnd { pen.put(byte) }
                outcome.records += 1
            }
            return (outcome, pen.position)
        }
        used = end
        return outcome
    }

    /// The most that a record can take: every byte doubled, qualifiers, a delimiter, and the 16
    /// bytes that a copy may write too many.
    @inline(__always)
    private static func mostBytes(_ record: UnsafeBufferPointer<Cell>) -> Int {
        var most = 32
        for cell in record { most &+= cell.count &* 2 &+ 3 }
        return most
    }
}

/// Writes values into memory that has the room.
private struct Pen {
    let to: UnsafeMutablePointer<UInt8>
    let from: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    let qualifier: UInt8?
    let escape: UInt8?
    let quotesOuterSpaces: Bool
    /// What the scan looks for besides the delimiter.
    let special: UInt8
    var position: Int

    init(
        to: UnsafeMutablePointer<UInt8>, from: UnsafeBufferPointer<UInt8>, delimiter: UInt8,
        qualifier: UInt8?, escape: UInt8?, quotesOuterSpaces: Bool, position: Int
    ) {
        self.to = to
        self.from = from
        self.delimiter = delimiter
        self.qualifier = qualifier
        self.escape = escape
        self.quotesOuterSpaces = quotesOuterSpaces
        special = qualifier ?? delimiter
        self.position = position
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        to[position] = byte
        position &+= 1
    }

    /// Writes the values with delimiters between them. Returns the column that cannot be written.
    @inline(__always)
    mutating func write(_ record: UnsafeBufferPointer<Cell>) -> Int? {
        for column in 0..<record.count {
            if column > 0 { put(delimiter) }
            let cell = record[column]
            if cell.count == 0 {
                // A line with nothing on it would be no record.
                if cell.isText || record.count == 1 {
                    guard putEmptyText(isOnlyColumn: record.count == 1) else { return column }
                }
            } else if !putPlain(cell) {
                guard putQuoted(cell) else { return column }
            }
        }
        return nil
    }

    @inline(__always)
    private mutating func putPlain(_ cell: Cell) -> Bool {
        let start = from.baseAddress! + Int(cell.offset)
        let count = cell.count
        let readable = from.count &- Int(cell.offset)
        guard
            p2c_copy_plain(to + position, start, count, readable, delimiter, special),
            !quotesOuterSpaces || start[0] != 0x20 && start[count &- 1] != 0x20
        else { return false }
        position &+= count
        return true
    }

    /// Two qualifiers; without one nothing, which does not do where it is the only column.
    @inline(never)
    private mutating func putEmptyText(isOnlyColumn: Bool) -> Bool {
        guard let qualifier else { return !isOnlyColumn }
        put(qualifier)
        put(qualifier)
        return true
    }

    /// False when there is nothing to quote with.
    @inline(never)
    private mutating func putQuoted(_ cell: Cell) -> Bool {
        guard let qualifier else { return false }
        put(qualifier)
        for byte in from[cell.range] {
            if byte == qualifier || byte == escape { put(escape ?? qualifier) }
            put(byte)
        }
        put(qualifier)
        return true
    }
}
