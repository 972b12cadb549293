import Records

/// What a row has in place of a value, or that it has one.
struct RowState: Equatable {
    enum Failure: Int32, CaseIterable {
        case divisionByZero, tooManyDigits, indexOutside, textTooLong
        case noNumber, noFlag, noDate, noMoment, noTime, noGUID
    }

    private var raw: Int32

    static let value = RowState(raw: 0)
    static let null = RowState(raw: 1)
    /// A text that is no value of the type that it is compared as; it differs from every value.
    static let different = RowState(raw: 2)

    /// The record cannot be computed: what failed, at which part of the expression.
    static func failed(_ failure: Failure, node: Int) -> RowState {
        RowState(raw: 3 + Int32(truncatingIfNeeded: node) << 4 + failure.rawValue)
    }

    private init(raw: Int32) { self.raw = raw }

    var isFailed: Bool { raw > 2 }

    var failure: (failure: Failure, node: Int)? {
        guard isFailed, let failure = Failure(rawValue: (raw - 3) & 0xF) else { return nil }
        return (failure, Int((raw - 3) >> 4))
    }

    /// The state of what is made of two values: the worse one.
    static func joined(_ one: RowState, _ other: RowState) -> RowState {
        one.raw >= other.raw ? one : other
    }
}

/// A column of values on the stack: texts, numbers or flags, and the state of each row. What is the
/// same for all records has one row.
struct ValueColumn {
    var isConstant: Bool
    var states: [RowState]
    var cells: [Cell] = []
    var numbers: [DecimalNumber] = []
    var flags: [Bool] = []

    init(isConstant: Bool, states: [RowState]) {
        self.isConstant = isConstant
        self.states = states
    }

    /// Null in every row, of whatever kind is wanted.
    static let null: ValueColumn = {
        var column = ValueColumn(isConstant: true, states: [.null])
        column.cells = [.null]
        column.numbers = [.zero]
        column.flags = [false]
        return column
    }()

    init(text: Cell) {
        self.init(isConstant: true, states: [.value])
        cells = [text]
    }

    init(number: DecimalNumber) {
        self.init(isConstant: true, states: [.value])
        numbers = [number]
    }

    init(flag: Bool) {
        self.init(isConstant: true, states: [.value])
        flags = [flag]
    }

    /// A column of states alone, with the rows that what is made of the operands has.
    init(rowsOf operands: [ValueColumn], state: RowState = .value) {
        let columns = operands.filter { !$0.isConstant }
        self.init(
            isConstant: columns.isEmpty,
            states: Array(repeating: state, count: columns.first?.count ?? 1))
    }

    var count: Int { states.count }

    /// Where a row's value lies: for all rows alike where there is only one.
    @inline(__always)
    func place(_ row: Int) -> Int { isConstant ? 0 : row }
}
