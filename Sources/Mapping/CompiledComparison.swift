import Records

/// One comparison of a source filter with its literal made ready.
struct CompiledComparison: Sendable {
    private enum Literal: Sendable {
        case null
        case text([UInt8])
        case number([UInt8])
        case boolean(Bool)
    }

    /// One bit an order, as `ValueOrder` numbers them.
    private let accepted: UInt8
    private let literal: Literal

    init(_ comparison: SourceFilter.Comparison, _ literal: SourceFilter.Literal) {
        accepted =
            switch comparison {
            case .eq: 0b0010
            case .ne: 0b1101
            case .lt: 0b0001
            case .le: 0b0011
            case .gt: 0b0100
            case .ge: 0b0110
            }
        self.literal =
            switch literal {
            case .null: .null
            case .text(let text): text.isBlank ? .null : .text(Array(text.utf8))
            case .number(let text): .number(Array(text.utf8))
            case .boolean(let flag): .boolean(flag)
            }
    }

    /// Whether a null passes.
    var passesNull: Bool {
        if case .null = literal { accepts(.equal) } else { accepts(.incomparable) }
    }

    func mask(of cells: [Cell], in bytes: Span<UInt8>) -> [Bool] {
        var mask = Array(repeating: passesNull, count: cells.count)
        switch literal {
        case .null:
            let passesValue = accepts(.greater)
            for row in cells.indices where !cells[row].isBlank(in: bytes) {
                mask[row] = passesValue
            }
        case .text(let text):
            for row in cells.indices where !cells[row].isBlank(in: bytes) {
                let order = ValueOrder(bytes, cells[row].range, text.span, 0..<text.count)
                mask[row] = accepts(order)
            }
        case .number(let text):
            numbers(of: cells, in: bytes, against: text, into: &mask)
        case .boolean(let flag):
            let booleans = Self.booleans
            for row in cells.indices where !cells[row].isBlank(in: bytes) {
                let value = booleans.value(of: cells[row].range, in: bytes)
                mask[row] = accepts(value == (flag ? 1 : 0) ? .equal : .incomparable)
            }
        }
        return mask
    }

    private func numbers(
        of cells: [Cell], in bytes: Span<UInt8>, against text: [UInt8], into mask: inout [Bool]
    ) {
        guard let number = DecimalText(text.span, 0..<text.count) else {
            preconditionFailure("the lexer lets only decimal numbers pass")
        }
        for row in cells.indices where !cells[row].isBlank(in: bytes) {
            let value = DecimalText(bytes, cells[row].range)
            mask[row] = accepts(value?.order(bytes, to: number, text.span) ?? .incomparable)
        }
    }

    private func accepts(_ order: ValueOrder) -> Bool { accepted >> order.rawValue & 1 == 1 }

    /// 1 and 0 for the truth of a text in any of the systems' forms.
    private static let booleans: ByteTable = {
        var table = ByteTable()
        for word in ["true", "yes", "1"] { table.set(word, to: 1) }
        for word in ["false", "no", "0"] { table.set(word, to: 0) }
        return table
    }()
}
