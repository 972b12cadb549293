import Records

/// Carries out the steps of an expression over the rows of one batch. Each step is a loop over
/// columns; the rows never see more than bytes and numbers.
struct ExpressionRun {
    /// What the cells point into; texts that are made are appended.
    var bytes: [UInt8] = []
    let fields: [[Cell]?]
    let rowCount: Int
    private let now: DecimalNumber?
    private var stack: [ValueColumn] = []

    init(fields: [[Cell]?], rowCount: Int, now: DecimalNumber?) {
        self.fields = fields
        self.rowCount = rowCount
        self.now = now
    }

    mutating func execute(_ step: ExpressionCode.Step) {
        let node = step.node
        switch step.instruction {
        case .field(let index): stack.append(field(index))
        case .null: stack.append(.null)
        case .text(let text): push(text)
        case .number(let number): stack.append(ValueColumn(number: number))
        case .flag(let flag): stack.append(ValueColumn(flag: flag))
        case .now: pushNow()
        case .drop(let depth): stack.remove(at: stack.count - 1 - depth)
        case .convert(let conversion, let depth):
            let index = stack.count - 1 - depth
            let column = stack.remove(at: index)
            stack.insert(converted(column, conversion, node: node), at: index)
        case .compareTexts(let accepted): two { $0.compareTexts($1, $2, accepted) }
        case .compareNumbers(let accepted): two { $0.compareNumbers($1, $2, accepted) }
        case .compareFlags(let accepted): two { $0.compareFlags($1, $2, accepted) }
        case .compareWithNull(let isEqual): two { $0.compareNulls($1, $2, isEqual: isEqual) }
        case .oneOfTexts(let table, let acceptsNull):
            one { $0.isOneOf(table, $1, acceptsNull: acceptsNull) }
        case .oneOfNumbers(let numbers, let acceptsNull):
            one { $0.isOneOf(numbers, $1, acceptsNull: acceptsNull) }
        case .oneOfFlags(let flags, let acceptsNull):
            one { $0.isOneOf(flags, $1, acceptsNull: acceptsNull) }
        case .and: two { $0.connected($1, $2, decidedBy: false) }
        case .or: two { $0.connected($1, $2, decidedBy: true) }
        case .not: one { $0.negated(flags: $1) }
        case .negate: one { $0.negated(numbers: $1) }
        case .arithmetic(let arithmetic, let isWhole):
            two { $0.computed($1, $2, arithmetic, isWhole: isWhole, node: node) }
        case .round(let rounding, let places): one { $0.rounded($1, rounding, places: places) }
        case .call(let function, let count): call(function, count: count, node: node)
        case .matches(let pattern): one { $0.matches($1, pattern) }
        case .choose(let count): choose(count)
        }
    }

    /// Takes the column on top.
    mutating func pop() -> ValueColumn {
        guard let column = stack.popLast() else {
            preconditionFailure("Every step finds what it takes on the stack")
        }
        return column
    }

    private mutating func one(_ make: (inout ExpressionRun, ValueColumn) -> ValueColumn) {
        let column = pop()
        stack.append(make(&self, column))
    }

    private mutating func two(
        _ make: (inout ExpressionRun, ValueColumn, ValueColumn) -> ValueColumn
    ) {
        let right = pop()
        let left = pop()
        stack.append(make(&self, left, right))
    }

    // MARK: Columns that are pushed

    /// The cells of a field; what is blank is null.
    private func field(_ index: Int) -> ValueColumn {
        guard let cells = fields[index] else { return .null }
        var column = ValueColumn(
            isConstant: false, states: Array(repeating: .value, count: rowCount))
        column.cells = cells
        let bytes = self.bytes.span
        for row in cells.indices where cells[row].isBlank(in: bytes) { column.states[row] = .null }
        return column
    }

    private mutating func push(_ text: [UInt8]) {
        let cell = Cell(offset: bytes.count, count: text.count)
        bytes += text
        stack.append(ValueColumn(text: cell))
    }

    private mutating func pushNow() {
        guard let now else { preconditionFailure("now() wants the time of the run") }
        stack.append(ValueColumn(number: now))
    }

    // MARK: Steps over several columns

    private mutating func call(_ function: ExpressionFunction, count: Int, node: Int) {
        let arguments = Array(stack.suffix(count))
        stack.removeLast(count)
        switch function {
        case .concat: stack.append(concatenated(arguments, node: node))
        case .contains, .startswith, .endswith, .indexof:
            stack.append(found(function, arguments[0], arguments[1]))
        case .length: stack.append(length(of: arguments[0]))
        case .substring: stack.append(substring(of: arguments, node: node))
        case .tolower: stack.append(inCase(.lower, arguments[0], node: node))
        case .toupper: stack.append(inCase(.upper, arguments[0], node: node))
        case .trim: stack.append(trimmed(arguments[0]))
        default: stack.append(part(function, of: arguments[0]))
        }
    }

    /// Takes conditions and values by turns; a row has the value behind its first true condition.
    private mutating func choose(_ count: Int) {
        let operands = Array(stack.suffix(count))
        stack.removeLast(count)
        var made = ValueColumn(like: operands)
        for row in 0..<made.count {
            for pair in 0..<count / 2 {
                let condition = operands[2 * pair]
                let place = condition.place(row)
                if condition.states[place].isFailed {
                    made.states[row] = condition.states[place]
                    break
                }
                guard condition.states[place] == .value, condition.flags[place] else { continue }
                made.take(from: operands[2 * pair + 1], row)
                break
            }
        }
        stack.append(made)
    }
}

extension ValueColumn {
    /// Nulls, with as many rows as the operands need, of every kind that all the values have.
    fileprivate init(like operands: [ValueColumn]) {
        self.init(rowsOf: operands, state: .null)
        let values = operands.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        if values.allSatisfy({ !$0.cells.isEmpty }) {
            cells = Array(repeating: .null, count: count)
        }
        if values.allSatisfy({ !$0.numbers.isEmpty }) {
            numbers = Array(repeating: .zero, count: count)
        }
        if values.allSatisfy({ !$0.flags.isEmpty }) {
            flags = Array(repeating: false, count: count)
        }
    }

    fileprivate mutating func take(from other: ValueColumn, _ row: Int) {
        let place = other.place(row)
        states[row] = other.states[place]
        if !cells.isEmpty { cells[row] = other.cells[place] }
        if !numbers.isEmpty { numbers[row] = other.numbers[place] }
        if !flags.isEmpty { flags[row] = other.flags[place] }
    }
}
