import Records

extension ExpressionTyper {
    /// Of two operands, after literals were taken as the other side means them.
    mutating func comparison(
        _ comparison: ExpressionComparison, node: Int
    ) throws(ExpressionError) -> ExpressionType {
        let operands = expression.nodes[node].operands
        let (left, right) = (operands[0], operands[1])
        if types[left] == .null || types[right] == .null {
            try wantsEquality(comparison, node: node)
            code.emit(.compareWithNull(isEqual: comparison == .eq), node: node)
            return .boolean
        }
        if comparison.isOrdering, try orders(comparison, left, right, node: node) {
            return .boolean
        }
        try adapt(literal: right, to: left)
        try adapt(literal: left, to: right)
        unify(left, right)
        let accepted = comparison.acceptedOrders
        switch (types[left], types[right]) {
        case (.boolean, .boolean):
            try wantsEquality(comparison, node: node)
            code.emit(.compareFlags(accepted: accepted), node: node)
        case (let one, let other) where one.isTextual && other.isTextual:
            code.emit(.compareTexts(accepted: accepted), node: node)
        case (let one, let other) where one == other || one.isNumeric && other.isNumeric:
            code.emit(.compareNumbers(accepted: accepted), node: node)
        case (let one, let other):
            throw error(
                "one side is \(one.words) and the other is \(other.words)", range(of: node))
        }
        return .boolean
    }

    private func wantsEquality(
        _ comparison: ExpressionComparison, node: Int
    ) throws(ExpressionError) {
        guard comparison.isOrdering else { return }
        throw error("null, true and false are compared with eq and ne only", range(of: node))
    }

    /// Makes one type of two: an untyped side is read as what the other one is.
    private mutating func unify(_ left: Int, _ right: Int) {
        switch (types[left], types[right]) {
        case (.untyped, let type) where !type.isTextual: read(left, as: type, depth: 1)
        case (let type, .untyped) where !type.isTextual: read(right, as: type, depth: 0)
        case (.date, .dateTime): convert(left, .dateToMoment, as: .dateTime, depth: 1)
        case (.dateTime, .date): convert(right, .dateToMoment, as: .dateTime, depth: 0)
        default: break
        }
    }

    private mutating func read(_ operand: Int, as type: ExpressionType, depth: Int) {
        convert(operand, .read(type, .differs), as: type, depth: depth)
    }

    // MARK: Literals

    /// Takes a literal as what the other side means by it: a text as an option's label, a number,
    /// a date, a GUID, yes or no; 1 and 0 as true and false.
    private mutating func adapt(literal node: Int, to other: Int) throws(ExpressionError) {
        guard let literal = literal(node) else { return }
        let made = try adapted(literal, to: types[other], at: range(of: node))
        if made != literal { replace(literal: node, by: made) }
    }

    func adapted(
        _ literal: ExpressionLiteral, to type: ExpressionType, at range: Range<Int>
    ) throws(ExpressionError) -> ExpressionLiteral {
        switch (type, literal) {
        case (.option(let options), .text(let text)):
            if text.isBlank { return literal }
            return .text(try option(named: text, in: options, at: range).value)
        case (.option(let options), .number(let number, _)):
            return .text(try option(named: number.text, in: options, at: range).value)
        case (.boolean, .number(let number, isWhole: true))
        where [0, 1].contains(number.coefficient):
            return .boolean(number.coefficient == 1)
        case (.untyped, _), (_, .null): return literal
        case (.guid, .text(let text)) where !text.isBlank:
            let id = text.asIdentifier
            guard id.isGUID else {
                throw error("the other side is a GUID, which '\(text)' is not", range)
            }
            return .guid(id)
        case (_, .text(let text)) where !type.isTextual:
            guard let value = ExpressionLiteral(text, as: type) else {
                throw error(
                    "the other side is \(type.words), which '\(text)' is not\(type.form)", range)
            }
            return value
        default: return literal
        }
    }

    private func option(
        named name: String, in options: [FieldOption], at range: Range<Int>
    ) throws(ExpressionError) -> FieldOption {
        let found =
            options.first { $0.value.isSameName(as: name) }
            ?? options.first { $0.label?.isSameName(as: name) == true }
            ?? options.first { $0.number == name }
        if let found { return found }
        let shown = 8
        let names = options.prefix(shown).map { "'\($0.label ?? $0.value)'" }
        let more = options.count > shown ? " and \(options.count - shown) more" : ""
        throw error(
            "there is no option '\(name)'; there are " + names.joined(separator: ", ")
                + more, range)
    }

    // MARK: The order of options

    /// Compares an option with a literal by the numbers of the options. False when neither side is
    /// an option.
    private mutating func orders(
        _ comparison: ExpressionComparison, _ left: Int, _ right: Int, node: Int
    ) throws(ExpressionError) -> Bool {
        let field: Int
        let bound: ExpressionLiteral
        var comparison = comparison
        if case .option = types[left], let literal = literal(right) {
            (field, bound) = (left, literal)
        } else if case .option = types[right], let literal = literal(left) {
            (field, bound) = (right, literal)
            comparison = comparison.mirrored
        } else {
            return false
        }
        guard case .option(let options) = types[field] else { return false }
        let name: String
        switch bound {
        case .text(let text): name = text
        case .number(let number, _): name = number.text
        default: return false
        }
        let limit = try option(named: name, in: options, at: range(of: node))
        guard let limit = limit.rank, options.allSatisfy({ $0.rank != nil }) else {
            throw error("these options have no numbers and so no order", range(of: node))
        }
        var accepted = ByteTable()
        for option in options {
            guard let rank = option.rank, comparison.accepts(rank.order(to: limit)) else {
                continue
            }
            accepted.set(option.value, to: 1)
        }
        code.emit(.drop(depth: field == left ? 0 : 1), node: node)
        code.emit(.oneOfTexts(accepted, acceptsNull: false), node: node)
        return true
    }

    // MARK: Lists

    mutating func membership(
        _ values: [ListedLiteral], node: Int
    ) throws(ExpressionError) -> ExpressionType {
        let operand = expression.nodes[node].operands[0]
        var type = types[operand]
        if type == .untyped || type == .null {
            type = values.first { $0.literal != .null }?.literal.type ?? .text
        }
        var adapted: [ExpressionLiteral] = []
        for value in values {
            let literal = try self.adapted(value.literal, to: type, at: value.range)
            guard literal.fits(type) else {
                throw error(
                    "the list is compared with \(type.words), and this is \(literal.type.words)",
                    value.range)
            }
            adapted.append(literal)
        }
        if types[operand] == .untyped, !type.isTextual { read(operand, as: type, depth: 0) }
        code.emit(.oneOf(adapted, as: type), node: node)
        return .boolean
    }
}

extension ExpressionTyper {
    /// Changes the operand's column and type.
    mutating func convert(
        _ operand: Int, _ conversion: ExpressionConversion, as type: ExpressionType, depth: Int
    ) {
        convert(operand, conversion, depth: depth)
        setType(of: operand, to: type)
    }
}

extension ExpressionType {
    /// How its values are written, where people have many ways; empty for others.
    fileprivate var form: String {
        switch self {
        case .date: ": write it as 2020-01-31"
        case .dateTime: ": write it as 2020-01-31 or 2020-01-31T13:30:00Z"
        case .time: ": write it as 13:30:00"
        default: ""
        }
    }
}

extension ExpressionComparison {
    fileprivate func accepts(_ order: ValueOrder) -> Bool {
        acceptedOrders >> order.rawValue & 1 == 1
    }
}

extension FieldOption {
    /// The number by which the option is ordered.
    fileprivate var rank: DecimalNumber? {
        let text = Array((number ?? value).utf8)
        guard case .number(let rank) = DecimalNumber.reading(text.span, 0..<text.count) else {
            return nil
        }
        return rank
    }
}

extension ExpressionLiteral {
    /// The value of the type that a text in quotes means; nil when it means none.
    fileprivate init?(_ text: String, as type: ExpressionType) {
        switch type {
        case .boolean:
            guard let flag = TextReading.flags.value(of: text) else { return nil }
            self = .boolean(flag == 1)
        case .integer, .decimal, .date, .dateTime, .time:
            let bytes = Array(text.utf8)
            guard
                case .number(let number) = TextReading.number(of: type, bytes.span, 0..<bytes.count)
            else { return nil }
            switch type {
            case .date: self = .date(number)
            case .dateTime: self = .dateTime(number)
            case .time: self = .time(number)
            default: self = .number(number, isWhole: number.isWhole)
            }
        case .null, .untyped, .text, .guid, .option: return nil
        }
    }

    /// True when a list that is compared with the type may hold the value.
    fileprivate func fits(_ type: ExpressionType) -> Bool {
        self == .null || self.type == type || self.type.isNumeric && type.isNumeric
            || self.type.isTextual && type.isTextual
    }
}

extension ExpressionInstruction {
    /// Whether a value is one of these, which all fit the type.
    fileprivate static func oneOf(
        _ literals: [ExpressionLiteral], as type: ExpressionType
    ) -> ExpressionInstruction {
        var table = ByteTable()
        var numbers: [DecimalNumber] = []
        var flags: [Bool] = []
        var acceptsNull = false
        for literal in literals {
            switch literal {
            case .null: acceptsNull = true
            case .text(let text), .guid(let text):
                if text.isBlank { acceptsNull = true } else { table.set(text, to: 1) }
            case .boolean(let flag): flags.append(flag)
            case .number(let number, _), .date(let number), .dateTime(let number),
                .time(let number):
                numbers.append(number)
            }
        }
        if type == .boolean { return .oneOfFlags(flags, acceptsNull: acceptsNull) }
        return type.isTextual
            ? .oneOfTexts(table, acceptsNull: acceptsNull)
            : .oneOfNumbers(numbers, acceptsNull: acceptsNull)
    }
}
