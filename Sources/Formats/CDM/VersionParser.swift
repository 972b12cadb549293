import Records

/// Reads the two columns by which Synapse Link tells versions of a record apart.
struct VersionParser {
    /// A value that is not what its column holds.
    struct Unreadable: Error {
        var text: String
        var kind: String
        var field: String
    }

    private var moment: [UInt8] = []

    /// A moment as a number that grows with time, exact to 100 nanoseconds.
    mutating func time(
        _ batch: RecordBatch, _ column: Int, _ row: Int
    ) throws(Unreadable) -> Int64 {
        let cell = batch.columns[column].cells[row]
        moment.removeAll(keepingCapacity: true)
        let verdict = batch.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[cell.range])
            let verdict = DateForm.canonicalizeMoment(text, into: &moment, isUSMoment: true)
            if verdict == .canonical { moment += text }
            return verdict
        }
        guard verdict == .canonical || verdict == .rewritten else {
            throw Self.unreadable(batch, cell, "moment", "SinkModifiedOn")
        }
        return ticks
    }

    /// Of `yyyy-MM-ddTHH:mm:ss[.f]Z`.
    private var ticks: Int64 {
        func number(_ start: Int, _ count: Int) -> Int64 {
            moment[start..<start + count].reduce(0) { $0 * 10 + Int64($1 - 48) }
        }
        var value = number(0, 4) * 13 + number(5, 2)
        value = value * 32 + number(8, 2)
        value = (value * 24 + number(11, 2)) * 60 + number(14, 2)
        value = value * 60 + number(17, 2)
        for index in 20..<27 {
            let hasDigit = index < moment.count - 1
            value = value * 10 + (hasDigit ? Int64(moment[index] - 48) : 0)
        }
        return value
    }

    /// `True` in any case; nothing is false.
    func flag(_ batch: RecordBatch, _ column: Int, _ row: Int) throws(Unreadable) -> Bool {
        let cell = batch.columns[column].cells[row]
        if Self.isSame(batch.bytes[cell.range], "true") { return true }
        if cell.count == 0 || Self.isSame(batch.bytes[cell.range], "false") { return false }
        switch batch.bytes[cell.range] {
        case [UInt8(ascii: "1")]: return true
        case [UInt8(ascii: "0")]: return false
        default: throw Self.unreadable(batch, cell, "truth value", "IsDelete")
        }
    }

    private static func isSame(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in
            zip(bytes, word).allSatisfy { $0.asciiLowercased == $1 }
        }
    }

    @inline(never)
    private static func unreadable(
        _ batch: RecordBatch, _ cell: Cell, _ kind: String, _ field: String
    ) -> Unreadable {
        Unreadable(text: batch.text(of: cell) ?? "", kind: kind, field: field)
    }
}
