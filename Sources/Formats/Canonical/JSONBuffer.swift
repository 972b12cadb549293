import CSystem
import Records

/// The JSON that a `JSONLinesWriter` made and has not passed on.
struct JSONBuffer {
    /// What `append` did.
    struct Outcome {
        /// How many records are in the buffer, whole.
        var records = 0
        /// The room that the record behind those needs in an empty buffer.
        var roomWanted = 0
    }

    private var bytes: [UInt8]
    private var used = 0

    init(size: Int) {
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

    /// Appends those records of the block until they are used up or the buffer is full.
    mutating func append(
        _ cells: UnsafeBufferPointer<Cell>, _ records: Range<Int>, keys: JSONKeys,
        of source: UnsafeBufferPointer<UInt8>
    ) -> Outcome {
        let start = used
        let (outcome, end) = bytes.withUnsafeMutableBufferPointer { buffer in
            keys.bytes.withUnsafeBufferPointer { keyBytes in
                keys.bounds.withUnsafeBufferPointer { bounds in
                    var outcome = Outcome()
                    var pen = Pen(
                        to: buffer.baseAddress!, from: source, keys: keyBytes, bounds: bounds,
                        position: start)
                    let width = keys.count
                    for record in records {
                        let cells = UnsafeBufferPointer(
                            rebasing: cells[record * width..<(record + 1) * width])
                        let room = Self.mostBytes(cells, keyBytes: keyBytes.count)
                        if pen.position + room > buffer.count {
                            outcome.roomWanted = room
                            break
                        }
                        pen.write(cells)
                        outcome.records += 1
                    }
                    return (outcome, pen.position)
                }
            }
        }
        used = end
        return outcome
    }

    /// The most that a record can take: every byte as `\u001F`, keys, and the 16 bytes that a copy may
    /// write too many.
    @inline(__always)
    private static func mostBytes(_ record: UnsafeBufferPointer<Cell>, keyBytes: Int) -> Int {
        var most = 32 &+ keyBytes
        for cell in record { most &+= cell.count &* 6 &+ 8 }
        return most
    }

    static func needsEscape(_ byte: UInt8) -> Bool { p2c_needs_json_escape(byte) }

    /// How a string holds the byte.
    @inline(never)
    static func escape(_ byte: UInt8) -> [UInt8] {
        let short: UInt8? =
            switch byte {
            case 0x08: UInt8(ascii: "b")
            case 0x09: UInt8(ascii: "t")
            case 0x0A: UInt8(ascii: "n")
            case 0x0C: UInt8(ascii: "f")
            case 0x0D: UInt8(ascii: "r")
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
            default: nil
            }
        if let short { return [UInt8(ascii: "\\"), short] }
        let digits = Array("0123456789abcdef".utf8)
        return Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
    }

    /// `escape` of every byte that needs one.
    fileprivate static let escapes = (0..<UInt8(0x60)).map { byte in
        needsEscape(byte) ? escape(byte) : []
    }
}

/// Writes records into memory that has the room.
private struct Pen {
    let to: UnsafeMutablePointer<UInt8>
    let from: UnsafeBufferPointer<UInt8>
    let keys: UnsafeBufferPointer<UInt8>
    let bounds: UnsafeBufferPointer<Int>
    var position: Int

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        to[position] = byte
        position &+= 1
    }

    @inline(__always)
    mutating func write(_ record: UnsafeBufferPointer<Cell>) {
        put(UInt8(ascii: "{"))
        let start = position
        for column in 0..<record.count {
            let cell = record[column]
            if cell.isAbsent { continue }
            if position > start { put(UInt8(ascii: ",")) }
            putKey(column)
            if cell.isText { putText(cell) } else { putNull() }
        }
        put(UInt8(ascii: "}"))
        put(UInt8(ascii: "\n"))
    }

    @inline(__always)
    private mutating func putKey(_ column: Int) {
        let (start, end) = (bounds[column], bounds[column &+ 1])
        (to + position).update(from: keys.baseAddress! + start, count: end &- start)
        position &+= end &- start
    }

    @inline(__always)
    private mutating func putNull() {
        put(UInt8(ascii: "n"))
        put(UInt8(ascii: "u"))
        put(UInt8(ascii: "l"))
        put(UInt8(ascii: "l"))
    }

    @inline(__always)
    private mutating func putText(_ cell: Cell) {
        put(UInt8(ascii: "\""))
        if cell.count > 0 {
            let start = from.baseAddress! + Int(cell.offset)
            let readable = from.count &- Int(cell.offset)
            let plain = p2c_copy_json(to + position, start, cell.count, readable)
            position &+= plain
            if plain < cell.count { putEscaped(cell, from: plain) }
        }
        put(UInt8(ascii: "\""))
    }

    /// The rest of a text, which begins with a byte to escape.
    @inline(never)
    private mutating func putEscaped(_ cell: Cell, from start: Int) {
        var done = start
        while done < cell.count {
            let place = Int(cell.offset) + done
            for byte in JSONBuffer.escapes[Int(from[place])] { put(byte) }
            done += 1
            guard done < cell.count else { return }
            let plain = p2c_copy_json(
                to + position, from.baseAddress! + place + 1, cell.count - done,
                from.count - place - 1)
            position += plain
            done += plain
        }
    }
}
