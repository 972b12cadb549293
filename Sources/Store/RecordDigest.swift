import Records

/// Computes a fingerprint of a record: of the names and values of all fields that are there.
///
/// Absent fields do not count, null and empty text differ, and neither the order of the columns nor
/// the case of their names matters. What is hashed, field by field in the order of their folded
/// names, in blocks of 16 bytes:
///
/// ```
///   block 1     fingerprint of the folded name plus length of the text or ~0 for null (8 bytes),
///               the first 8 bytes of the text, filled up with zeros
///   block 2…    the rest of the text, filled up with zeros; none where there is no rest
/// ```
/// Most values are short, and the blocks are what takes the time: so a short one has one.
struct RecordDigest {
    private struct Part {
        var index: Int
        var name: UInt64
    }

    private let parts: [Part]

    /// The digest of records whose fields come in this order.
    init(fields: [String]) {
        let folded = fields.enumerated().map { (index: $0, name: $1.foldedName) }
        parts = folded.sorted { $0.name < $1.name }.map {
            Part(index: $0.index, name: RecordDigest.fingerprint(of: Array($0.name.utf8)).high)
        }
    }

    /// The fingerprint of a text, which tells a text from the same one with zeros behind it.
    static func fingerprint(of text: [UInt8]) -> Fingerprint {
        var hash = Murmur()
        hash.mix(UInt64(text.count), 0)
        text.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { hash.mix(start, count: bytes.count) }
        }
        return hash.finish()
    }

    /// The digest of one record. `cells` holds one for each field, `bytes` is what they point into.
    func digest(of cells: ArraySlice<Cell>, in bytes: [UInt8]) -> Fingerprint {
        precondition(cells.count == parts.count, "A record has one cell for each field.")
        var hash = Murmur()
        cells.withUnsafeBufferPointer { cells in
            bytes.withUnsafeBytes { bytes in
                for part in parts {
                    let cell = cells[part.index]
                    if cell.isAbsent { continue }
                    let range = cell.range
                    let length = cell.isNull ? UInt64.max : UInt64(range.count)
                    if range.isEmpty {
                        hash.mix(part.name &+ length, 0)
                        continue
                    }
                    precondition(range.upperBound <= bytes.count, "A cell points into its batch.")
                    let start = bytes.baseAddress! + range.lowerBound
                    if range.upperBound &+ 16 <= bytes.count {
                        let first = Murmur.loadReadingOn(start, count: range.count)
                        hash.mix(part.name &+ length, first)
                        hash.mixReadingOn(start + 8, count: range.count &- 8)
                    } else {
                        hash.mix(
                            part.name &+ length, Murmur.load(start, count: min(range.count, 8)))
                        if range.count > 8 { hash.mix(start + 8, count: range.count &- 8) }
                    }
                }
            }
        }
        return hash.finish()
    }
}
