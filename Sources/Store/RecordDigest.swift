import Records

/// Computes a fingerprint of a record: of the names and values of all fields that are there.
///
/// Absent fields do not count, null and empty text differ, and neither the order of the columns nor
/// the case of their names matters. It is a `ProductSum` of pairs of 8-byte numbers, to each of which
/// a key is added:
///
/// ```
///   pair 0    first 8 bytes of the text  +  high half of the name's fingerprint
///             length of the text, or ~0 for null  +  low half of the name's fingerprint
///   pair j    bytes 16j-8 … 16j-1  +  high half + j · 0x9e3779b97f4a7c15
///             bytes 16j … 16j+7    +  low half + j · 0xc2b2ae3d27d4eb4f
/// ```
/// Texts are filled up with zeros. So a name is part of every pair, and a short value is one pair.
struct RecordDigest {
    private static let step: (UInt64, UInt64) = (0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f)

    /// The fingerprints of the fields' folded names.
    private let names: [Fingerprint]

    /// The digest of records whose fields come in this order.
    init(fields: [String]) {
        names = fields.map { RecordDigest.fingerprint(of: Array($0.foldedName.utf8)) }
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

    /// The digests of the given records of a batch, of which `columns` has the fields' columns.
    ///
    /// Goes field by field: the values of one have much the same lengths, so that the processor mostly
    /// guesses right which way the next one goes.
    func digests(
        of rows: [Int], in batch: RecordBatch, columns: [Int]
    ) -> [Fingerprint] {
        precondition(columns.count == names.count, "A record has one value for each field.")
        var sums = [ProductSum](repeating: ProductSum(), count: rows.count)
        batch.bytes.withUnsafeBytes { bytes in
            for (column, name) in zip(columns, names) {
                let cells = batch.columns[column].cells
                for (index, row) in rows.enumerated() where !cells[row].isAbsent {
                    RecordDigest.add(cells[row], in: bytes, named: name, to: &sums[index])
                }
            }
        }
        return sums.map { $0.finish() }
    }

    @inline(__always)
    private static func add(
        _ cell: Cell, in bytes: UnsafeRawBufferPointer, named name: Fingerprint,
        to sum: inout ProductSum
    ) {
        let range = cell.range
        if range.isEmpty {
            sum.add(name.high, name.low &+ (cell.isNull ? UInt64.max : 0))
            return
        }
        let text = TextWords(range, of: bytes)
        sum.add(text[0] &+ name.high, UInt64(range.count) &+ name.low)
        var (high, low) = (name.high, name.low)
        var offset = 8
        while offset < range.count {
            high = high &+ step.0
            low = low &+ step.1
            sum.add(text[offset] &+ high, text[offset &+ 8] &+ low)
            offset &+= 16
        }
    }
}
