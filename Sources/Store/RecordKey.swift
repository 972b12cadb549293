import Records

/// Puts a record's key together so that keys which both systems' databases hold for equal are the
/// same bytes: without the case of ASCII letters and without spaces at the end.
struct RecordKey {
    /// Stands between the parts; no key holds it.
    private static let separator: UInt8 = 0x1F

    /// The key of the latest row.
    private(set) var bytes: [UInt8] = []

    /// False when a part is blank, and so there is no key.
    mutating func read(
        row: Int, of batch: borrowing RecordBatch, _ text: UnsafeBufferPointer<UInt8>,
        columns: [Int]
    ) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        for column in columns {
            if !bytes.isEmpty { bytes.append(Self.separator) }
            let start = bytes.count
            for index in batch.columns[column].cells[row].range {
                bytes.append(text[index].asciiLowercased)
            }
            while bytes.count > start, bytes[bytes.count - 1] == 0x20 { bytes.removeLast() }
            if bytes.count == start { return false }
        }
        return !bytes.isEmpty
    }
}
