import CSystem
import Records

/// Some whole records of a file: their bytes, and what the cutter made of them.
struct CutStretch {
    var bytes: [UInt8]
    /// Where the bytes begin in the file.
    var origin: RecordPosition
    var result: CutResult
}

extension CSVReader {
    /// Reads about `size` bytes, more if one record takes more, and cuts them by the plan. Records
    /// that begin at or behind `stop` are left for the next time. Nil at the end.
    func cutStretch(of size: Int, until stop: Int) throws(FormatError) -> CutStretch? {
        guard let text else { preconditionFailure("The text is opened before it is cut") }
        let longest = limits.recordBytes + 2
        var size = size
        var bytes: [UInt8] = []
        while true {
            bytes = try text.readMore(after: bytes, upTo: size)
            let isLast = bytes.count < size
            if isLast { stripControlZ(&bytes) }
            if bytes.isEmpty { return nil }
            let result = cut(bytes, isLast: isLast, until: stop)
            let isTooLong = result.isTooLong || result.consumed == 0 && bytes.count >= longest
            if result.hasNonASCII {
                try checkUTF8(bytes.prefix(isTooLong ? bytes.count : result.consumed))
            }
            if isTooLong { throw recordTooLong(result.line) }
            if result.consumed > 0 {
                text.giveBack(bytes[result.consumed...])
                bytes.removeLast(bytes.count - result.consumed)
                return finishStretch(bytes, result)
            }
            size = min(size * 2, max(longest, size + 1))
        }
    }

    private func cut(_ bytes: [UInt8], isLast: Bool, until stop: Int) -> CutResult {
        if cells.count < plan.cellRoom {
            cells = [Cell](repeating: .null, count: plan.cellRoom)
        }
        return bytes.withUnsafeBufferPointer { bytes in
            cells.withUnsafeMutableBufferPointer { cells in
                index.withUnsafeMutableBufferPointer { index in
                    var cutter = RecordCutter(
                        plan: plan, bytes: bytes, isLast: isLast, origin: origin,
                        lineEnds: summary.lineEnds, cells: cells.baseAddress!,
                        index: index.baseAddress!)
                    cutter.cut(until: stop)
                    return cutter.result
                }
            }
        }
    }

    private func finishStretch(_ bytes: [UInt8], _ result: CutResult) -> CutStretch {
        let stretch = CutStretch(bytes: bytes, origin: origin, result: result)
        origin.byte += UInt64(result.consumed)
        origin.line = result.line
        summary.add(result)
        return stretch
    }

    private func stripControlZ(_ bytes: inout [UInt8]) {
        guard bytes.last == 0x1A else { return }
        while bytes.last == 0x1A { bytes.removeLast() }
        summary.hasControlZ = true
    }

    private func checkUTF8(_ bytes: ArraySlice<UInt8>) throws(FormatError) {
        let bad = bytes.withUnsafeBufferPointer { p2c_utf8_first_bad($0.baseAddress, $0.count) }
        if bad < bytes.count { throw invalidUTF8(bytes, at: bad, from: origin) }
    }

    /// Puts the texts of values with doubled or escaped quotes, each of them once, behind the bytes.
    func unescape(_ stretch: inout CutStretch) {
        guard !stretch.result.escaped.isEmpty else { return }
        let qualifier = plan.qualifier
        let escape = plan.hasEscape ? plan.escape : qualifier
        var made: [UInt8] = []
        made.reserveCapacity(4096)
        stretch.bytes.withUnsafeBufferPointer { bytes in
            for escaped in stretch.result.escaped {
                let place = escaped.column * plan.rowRoom + escaped.row
                let offset = bytes.count + made.count
                // Of two the first is left out; one on its own, kept as text, stays.
                var previous: UInt8?
                for byte in bytes[cells[place].range] {
                    let isSecond =
                        byte == qualifier && (previous == qualifier || previous == escape)
                        || byte == escape && previous == escape
                    if isSecond { made[made.count - 1] = byte } else { made.append(byte) }
                    previous = isSecond ? nil : byte
                }
                cells[place] = Cell(offset: offset, count: bytes.count + made.count - offset)
            }
        }
        stretch.bytes.append(contentsOf: made)
    }
}

extension RewindableBytes {
    /// The bytes and as many more as make `size`, fewer only at the end.
    func readMore(after bytes: [UInt8], upTo size: Int) throws(FormatError) -> [UInt8] {
        var failure: FormatError?
        // Some room behind, for texts that are made while reading.
        let capacity = size + size / 16
        let result = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            _ = buffer.initialize(from: bytes)
            count = bytes.count
            let room = UnsafeMutableRawBufferPointer(
                UnsafeMutableBufferPointer(rebasing: buffer[bytes.count..<size]))
            do throws(FormatError) { count += try fill(room) } catch { failure = error }
        }
        if let failure { throw failure }
        return result
    }
}
