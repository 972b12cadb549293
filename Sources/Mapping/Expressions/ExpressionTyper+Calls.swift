import Records

extension ExpressionTyper {
    mutating func call(
        _ function: ExpressionFunction, node: Int
    ) throws(ExpressionError) -> ExpressionType {
        let operands = expression.nodes[node].operands
        switch function {
        case .now:
            code.emit(.now, node: node)
            return .dateTime
        case .concat, .contains, .endswith, .indexof, .length, .startswith, .tolower, .toupper,
            .trim:
            for operand in operands { try text(operand, of: function.name) }
        case .matchespattern: return try matches(operands, node: node)
        case .substring:
            try text(operands[0], of: function.name)
            for (index, operand) in operands.enumerated().dropFirst() {
                try position(operand, depth: operands.count - 1 - index)
            }
        case .ceiling: return try round(.up, function, node: node)
        case .floor: return try round(.down, function, node: node)
        case .round: return try round(.halfAwayFromZero, function, node: node)
        case .year, .month, .day, .hour, .minute, .second, .fractionalseconds, .date, .time:
            return try moment(function, node: node)
        }
        code.emit(.call(function, argumentCount: operands.count), node: node)
        switch function {
        case .contains, .endswith, .startswith: return .boolean
        case .indexof, .length: return .integer
        default: return .text
        }
    }

    /// An index or a length in characters.
    private mutating func position(_ operand: Int, depth: Int) throws(ExpressionError) {
        guard types[operand] != .decimal else {
            throw unfit(operand, "substring wants a whole number")
        }
        _ = try number(operand, of: "substring", depth: depth)
    }

    private mutating func matches(
        _ operands: [Int], node: Int
    ) throws(ExpressionError) -> ExpressionType {
        try text(operands[0], of: "matchesPattern")
        guard case .text(let text)? = literal(operands[1]) else {
            throw error("the pattern is a text in quotes", range(of: operands[1]))
        }
        do throws(TextPatternError) {
            let pattern = try TextPattern(text)
            code.emit(.drop(depth: 0), node: node)
            code.emit(.matches(pattern), node: node)
        } catch {
            throw self.error("the pattern is wrong: \(error.detail)", range(of: operands[1]))
        }
        return .boolean
    }

    private mutating func round(
        _ rounding: DecimalNumber.Rounding, _ function: ExpressionFunction, node: Int
    ) throws(ExpressionError) -> ExpressionType {
        let operands = expression.nodes[node].operands
        var places = 0
        if operands.count == 2 {
            guard case .number(let number, true)? = literal(operands[1]),
                (0...16).contains(number.coefficient)
            else {
                throw error(
                    "the places behind the point are a number from 0 to 16", range(of: operands[1]))
            }
            places = Int(number.coefficient)
            code.emit(.drop(depth: 0), node: node)
        }
        let type = try number(operands[0], of: function.name, depth: 0)
        code.emit(.round(rounding, places: places), node: node)
        return type
    }

    private mutating func moment(
        _ function: ExpressionFunction, node: Int
    ) throws(ExpressionError) -> ExpressionType {
        let operand = expression.nodes[node].operands[0]
        let isOfDay = [.year, .month, .day, .date].contains(function)
        switch types[operand] {
        case .null: break
        case .untyped: convert(operand, .read(.dateTime, .fails), as: .dateTime, depth: 0)
        case .dateTime: break
        case .date where isOfDay: break
        case .time where !isOfDay: break
        default:
            let wanted = isOfDay ? "a date, with time or without" : "a time, with a date or without"
            throw unfit(operand, "\(function.name) wants \(wanted)")
        }
        if types[operand] == .dateTime {
            convert(operand, isOfDay ? .momentToDate : .momentToTime, depth: 0)
        }
        switch function {
        case .date: return .date
        case .time: return .time
        default: break
        }
        code.emit(.call(function, argumentCount: 1), node: node)
        return function == .fractionalseconds ? .decimal : .integer
    }

    // MARK: cast

    mutating func cast(_ target: CastTarget, node: Int) throws(ExpressionError) -> ExpressionType {
        let operand = expression.nodes[node].operands[0]
        let type = types[operand]
        switch (type, target.type) {
        case (.null, _): break
        case (_, .text) where !type.isTextual: convert(operand, .write(type), depth: 0)
        case (_, .text): break
        case (_, let wanted) where type.isTextual:
            convert(operand, .read(wanted == .integer ? .decimal : wanted, .becomesNull), depth: 0)
        case (_, .integer) where type.isNumeric, (_, .decimal) where type.isNumeric: break
        case (.date, .dateTime): convert(operand, .dateToMoment, depth: 0)
        case (.dateTime, .date): convert(operand, .momentToDate, depth: 0)
        case (.dateTime, .time): convert(operand, .momentToTime, depth: 0)
        case (let one, let other) where one == other: break
        default:
            throw unfit(operand, "\(target.rawValue) cannot be made of this")
        }
        if let bounds = target.bounds { convert(operand, .whole(bounds), depth: 0) }
        return target.type
    }

    // MARK: case

    /// All values have one type; numbers, kinds of text, dates and moments are brought together.
    mutating func choice(node: Int) throws(ExpressionError) -> ExpressionType {
        let operands = expression.nodes[node].operands
        var type = ExpressionType.null
        for (index, operand) in operands.enumerated() {
            guard index % 2 == 1 else {
                try flag(operand, of: "a condition of case", depth: operands.count - 1 - index)
                continue
            }
            guard let common = type.common(with: types[operand]) else {
                throw error(
                    "the values of case are of different types: \(type.words) before, and here "
                        + types[operand].words, range(of: operand))
            }
            type = common
        }
        for (index, operand) in operands.enumerated() where index % 2 == 1 {
            let depth = operands.count - 1 - index
            if types[operand] == .untyped, !type.isTextual {
                convert(operand, .read(type, .fails), depth: depth)
            } else if types[operand] == .date, type == .dateTime {
                convert(operand, .dateToMoment, depth: depth)
            }
        }
        code.emit(.choose(operandCount: operands.count), node: node)
        return type
    }
}

extension ExpressionType {
    /// The type that values of both have; nil when there is none.
    fileprivate func common(with other: ExpressionType) -> ExpressionType? {
        switch (self, other) {
        case (_, .null): self
        case (.null, _), (.untyped, _): other
        case (_, .untyped): self
        case (let one, let other) where one == other: one
        case (let one, let other) where one.isNumeric && other.isNumeric: .decimal
        case (let one, let other) where one.isTextual && other.isTextual: .text
        case (.date, .dateTime), (.dateTime, .date): .dateTime
        default: nil
        }
    }
}
