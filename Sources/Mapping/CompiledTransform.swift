import Records

/// A transform made ready to go over a column of cells.
enum CompiledTransform: Sendable {
    /// The constant for blank cells, in the pool.
    case fillBlanks(Cell)
    case valueMap(CompiledValueMap)

    init(_ transform: ValueTransform, isClosed: Bool, pool: inout ConstantPool) {
        switch transform {
        case .default(let text): self = .fillBlanks(pool.cell(of: text))
        case .valueMap(let map):
            self = .valueMap(CompiledValueMap(map, isClosed: isClosed, pool: &pool))
        }
    }

    /// Changes the cells of the kept rows. `poolStart` is where the pool begins in the bytes.
    /// Returns the rows whose value no entry has, where that is an error.
    func apply(
        to cells: inout [Cell], in bytes: Span<UInt8>, poolStart: Int, fates: [RowFate]
    ) -> [Int] {
        switch self {
        case .fillBlanks(let constant):
            let constant = constant.moved(by: poolStart)
            for row in cells.indices where cells[row].isBlank(in: bytes) { cells[row] = constant }
            return []
        case .valueMap(let map):
            return map.apply(to: &cells, in: bytes, poolStart: poolStart, fates: fates)
        }
    }
}

/// A value map as a hash table from bytes to constants.
struct CompiledValueMap: Sendable {
    private var keys = ByteTable()
    /// What the keys' numbers stand for, in the pool.
    private var values: [Cell] = []
    private var blank: Cell?
    private let unmapped: ValueMap.Unmapped
    /// The keys in the order of the template, for messages.
    private let knownKeys: [String]

    init(_ map: ValueMap, isClosed: Bool, pool: inout ConstantPool) {
        unmapped = map.policy(isClosed: isClosed)
        knownKeys = map.entries.map(\.key)
        for entry in map.entries {
            let value = pool.cell(of: entry.value)
            if entry.key.isBlank {
                blank = value
            } else {
                keys.set(entry.key, to: values.count)
                values.append(value)
            }
        }
    }

    func apply(
        to cells: inout [Cell], in bytes: Span<UInt8>, poolStart: Int, fates: [RowFate]
    ) -> [Int] {
        let blank = blank?.moved(by: poolStart)
        var refused: [Int] = []
        var memo = TextMemo()
        for row in cells.indices where fates[row].isKept {
            let cell = cells[row]
            if let known = bytes.withUnsafeBufferPointer({ memo.value(of: cell, in: $0) }) {
                cells[row] = known
            } else if cell.isBlank(in: bytes) {
                if let blank { cells[row] = blank }
            } else if let value = keys.value(of: cell.range, in: bytes) {
                cells[row] = values[value].moved(by: poolStart)
                bytes.withUnsafeBufferPointer { memo.note(cell, in: $0, as: cells[row]) }
            } else if unmapped == .error {
                refused.append(row)
            } else if unmapped == .null {
                cells[row] = .null
            }
        }
        return refused
    }

    /// The complaint about a value without an entry.
    @inline(never)
    func refusal(of value: String, for field: String) -> String {
        let shown = 8
        let keys = knownKeys.prefix(shown).map { "\"\($0)\"" }.joined(separator: ", ")
        let more = knownKeys.count > shown ? " and \(knownKeys.count - shown) more" : ""
        return "\(value) is not in the value map for \(field), which knows \(keys)\(more)"
    }
}
