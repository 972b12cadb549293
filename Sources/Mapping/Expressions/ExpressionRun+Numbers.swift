import Records

/// Arithmetic, rounding, and the parts of dates and times.
extension ExpressionRun {
    func computed(
        _ left: ValueColumn, _ right: ValueColumn, _ arithmetic: ExpressionArithmetic,
        isWhole: Bool, node: Int
    ) -> ValueColumn {
        var made = ValueColumn(numbersFor: [left, right])
        for row in 0..<made.count {
            let (one, other) = (left.place(row), right.place(row))
            let state = RowState.joined(left.states[one], right.states[other])
            guard state == .value else {
                made.states[row] = state
                continue
            }
            let (a, b) = (left.numbers[one], right.numbers[other])
            let result: DecimalNumber?
            switch arithmetic {
            case .add: result = a.plus(b)
            case .sub: result = a.minus(b)
            case .mul: result = a.times(b)
            case .div, .divby, .mod:
                if b.isZero {
                    made.states[row] = .failed(.divisionByZero, node: node)
                    continue
                }
                result =
                    arithmetic == .mod
                    ? a.remainder(by: b) : isWhole ? a.wholeQuotient(by: b) : a.quotient(by: b)
            }
            if let result {
                made.numbers[row] = result
            } else {
                made.states[row] = .failed(.tooManyDigits, node: node)
            }
        }
        return made
    }

    func negated(numbers column: ValueColumn) -> ValueColumn {
        var made = column
        for row in made.numbers.indices { made.numbers[row] = made.numbers[row].negated }
        return made
    }

    func rounded(
        _ column: ValueColumn, _ rounding: DecimalNumber.Rounding, places: Int
    ) -> ValueColumn {
        var made = column
        for row in made.numbers.indices {
            made.numbers[row] = made.numbers[row].rounded(rounding, places: places)
        }
        return made
    }

    /// A part of days or of times.
    func part(_ function: ExpressionFunction, of column: ValueColumn) -> ValueColumn {
        var made = column
        for row in 0..<made.count where made.states[row] == .value {
            let number = column.numbers[row].coefficient
            made.numbers[row] = Self.part(function, of: number)
        }
        return made
    }

    private static func part(_ function: ExpressionFunction, of number: Int128) -> DecimalNumber {
        let second = MomentNumber.nanosecondsOfSecond
        switch function {
        case .year: return DecimalNumber(whole: Int128(MomentNumber.Day(number).year))
        case .month: return DecimalNumber(whole: Int128(MomentNumber.Day(number).month))
        case .day: return DecimalNumber(whole: Int128(MomentNumber.Day(number).day))
        case .hour: return DecimalNumber(whole: number / (3600 * second))
        case .minute: return DecimalNumber(whole: number / (60 * second) % 60)
        case .second: return DecimalNumber(whole: number / second % 60)
        default:
            let fraction = DecimalNumber(
                isNegative: false, WideNumber((number % second).magnitude), scale: 9)
            guard let fraction else { preconditionFailure("Nine digits are not too many") }
            return fraction
        }
    }
}

extension ValueColumn {
    /// Zeros, as many as what is made of the operands has rows.
    init(numbersFor operands: [ValueColumn]) {
        self.init(rowsOf: operands)
        numbers = Array(repeating: .zero, count: count)
    }
}
