import Records

/// What has arguments or values in a row: functions, `cast`, `case` and the lists of `in`.
extension ExpressionParser {
    /// The call of a function whose name was taken; its `(` is the word at hand.
    mutating func call(
        _ word: String, named name: ExpressionToken
    ) throws(ExpressionError) -> Int {
        let start = name.range.lowerBound
        if word.isSameName(as: "case") { return try choice(from: start) }
        if word.isSameName(as: "cast") { return try cast(from: start) }
        guard let function = ExpressionFunction(rawValue: word.foldedName) else {
            let known = ExpressionFunction.allCases.map(\.name) + ["case", "cast"]
            throw lexer.error(
                "there is no function '\(word)'; known are " + known.joined(separator: ", "),
                name.range)
        }
        try move()
        var arguments: [Int] = []
        while token.kind != .closing {
            if !arguments.isEmpty { try take(.comma, "',' or ')'") }
            arguments.append(try alternatives())
        }
        try take(.closing, "')'")
        let node = try add(.call(function), arguments, from: start)
        guard function.argumentCounts.contains(arguments.count) else {
            throw lexer.error(function.countWanted(not: arguments.count), range(of: node))
        }
        return node
    }

    /// `case(condition:value,…)`. A colon ends the condition.
    private mutating func choice(from start: Int) throws(ExpressionError) -> Int {
        let outside = lexer.endsAtColon
        var operands: [Int] = []
        repeat {
            lexer.endsAtColon = true
            try move()
            operands.append(try alternatives())
            guard token.kind == .colon else { throw expected("an operator or ':' and a value") }
            lexer.endsAtColon = outside
            try move()
            operands.append(try alternatives())
            guard operands.count <= 2 * Self.mostArguments else {
                throw error("a case has at most \(Self.mostArguments) conditions")
            }
        } while token.kind == .comma
        try take(.closing, "',' or ')'")
        return try add(.choice, operands, from: start)
    }

    private mutating func cast(from start: Int) throws(ExpressionError) -> Int {
        try move()
        let operand = try alternatives()
        try take(.comma, "',' and a type")
        guard case .word(let word) = token.kind, let target = CastTarget(named: word) else {
            let known = CastTarget.allCases.map(\.rawValue).joined(separator: ", ")
            throw expected("one of \(known)")
        }
        try move()
        try take(.closing, "')'")
        return try add(.cast(target), [operand], from: start)
    }

    /// The list behind `in`, in parentheses or brackets.
    mutating func membership(of operand: Int) throws(ExpressionError) -> Int {
        guard token.kind == .opening || token.kind == .openingList else {
            throw expected("'(' and values")
        }
        let closing: ExpressionToken.Kind = token.kind == .opening ? .closing : .closingList
        try move()
        var values: [ListedLiteral] = []
        while token.kind != closing {
            if !values.isEmpty {
                try take(.comma, closing == .closing ? "',' or ')'" : "',' or ']'")
            }
            values.append(ListedLiteral(literal: try listed(), range: token.range))
            try move()
        }
        try move()
        return try add(.membership(values), [operand], from: range(of: operand).lowerBound)
    }

    private func listed() throws(ExpressionError) -> ExpressionLiteral {
        switch token.kind {
        case .literal(let literal): return literal
        case .word(let word):
            guard let literal = Self.literal(word) else {
                throw expected("a value; lists have no fields")
            }
            return literal
        default: throw expected("a value")
        }
    }
}

extension ExpressionFunction {
    /// The complaint about a wrong number of arguments.
    fileprivate func countWanted(not count: Int) -> String {
        let wanted = argumentCounts
        let numbers =
            wanted.count == 1
            ? "\(wanted.lowerBound)"
            : wanted.upperBound == ExpressionParser.mostArguments
                ? "at least \(wanted.lowerBound)" : "\(wanted.lowerBound) or \(wanted.upperBound)"
        return "\(name) has \(numbers) argument\(numbers == "1" ? "" : "s") and not \(count)"
    }
}

extension CastTarget {
    /// In any case, with `Edm.` or without.
    fileprivate init?(named name: String) {
        let found = CastTarget.allCases.first { target in
            target.rawValue.isSameName(as: name) || target.rawValue.isSameName(as: "Edm." + name)
        }
        guard let found else { return nil }
        self = found
    }
}
