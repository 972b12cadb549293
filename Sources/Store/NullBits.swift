import Records

/// Which fields of a record are null by the source's word: the `p2c_nulls` of its table.
struct NullBits {
    private var bits: [UInt8]
    private var isEmpty = true

    init(width: Int) { bits = [UInt8](repeating: 0, count: (width + 7) / 8) }

    /// Takes those of a record.
    mutating func read(_ cells: ArraySlice<Cell>) {
        if !isEmpty {
            for index in bits.indices { bits[index] = 0 }
            isEmpty = true
        }
        var field = 0
        for cell in cells {
            if cell.isNull {
                bits[field / 8] |= 1 << UInt8(field % 8)
                isEmpty = false
            }
            field += 1
        }
    }

    func bind(to statement: Statement, _ parameter: Int32) {
        if isEmpty {
            _ = statement.bindNull(parameter)
        } else {
            bits.withUnsafeBytes { _ = statement.bindBlob(parameter, $0) }
        }
    }

    /// False also for fields that are younger than the bits.
    static func isSet(_ field: Int, in bits: UnsafeRawBufferPointer) -> Bool {
        field / 8 < bits.count && bits[field / 8] & 1 << UInt8(field % 8) != 0
    }
}
