import Records

/// Finds the type of every part of an expression and makes its code, or says where types do not
/// fit. Goes once over the parts, whose operands come before them.
struct ExpressionTyper {
    let expression: ValueExpression
    private let typeOfField: (String) -> ExpressionType
    var code = ExpressionCode()
    /// Of the parts so far.
    private(set) var types: [ExpressionType] = []
    /// The steps that push literals, which may turn out to be meant as something else.
    private var literalSteps: [Int: Int] = [:]

    /// `wanted` is text or boolean, to which the values are brought; nil leaves them as they are.
    static func code(
        of expression: ValueExpression, as wanted: ExpressionType? = nil,
        typeOfField: @escaping (String) -> ExpressionType
    ) throws(ExpressionError) -> ExpressionCode {
        var typer = ExpressionTyper(expression: expression, typeOfField: typeOfField)
        for node in expression.nodes.indices { typer.types.append(try typer.type(node)) }
        let last = expression.nodes.count - 1
        typer.code.type = typer.types[last]
        switch wanted {
        case .boolean: try typer.flag(last, of: "a filter", depth: 0)
        case .text: typer.convert(last, .write(typer.types[last]), depth: 0)
        default: break
        }
        return typer.code
    }

    private init(
        expression: ValueExpression, typeOfField: @escaping (String) -> ExpressionType
    ) {
        self.expression = expression
        self.typeOfField = typeOfField
    }

    private mutating func type(_ node: Int) throws(ExpressionError) -> ExpressionType {
        let operands = expression.nodes[node].operands
        switch expression.nodes[node].kind {
        case .literal(let literal):
            literalSteps[node] = code.emit(.push(literal), node: node)
            return literal.type
        case .field(let name): return field(name, node: node)
        case .not: return try logic(.not, "not", operands, node: node)
        case .and: return try logic(.and, "and", operands, node: node)
        case .or: return try logic(.or, "or", operands, node: node)
        case .negation:
            let type = try number(operands[0], of: "'-'", depth: 0)
            code.emit(.negate, node: node)
            return type
        case .arithmetic(let arithmetic): return try self.arithmetic(arithmetic, node: node)
        case .comparison(let comparison): return try self.comparison(comparison, node: node)
        case .membership(let values): return try membership(values, node: node)
        case .call(let function): return try call(function, node: node)
        case .cast(let target): return try cast(target, node: node)
        case .choice: return try choice(node: node)
        }
    }

    private mutating func field(_ name: String, node: Int) -> ExpressionType {
        code.emit(.field(code.index(ofField: name)), node: node)
        let type = typeOfField(name)
        if !type.isTextual { code.emit(.convert(.read(type, .fails), depth: 0), node: node) }
        return type
    }

    // MARK: Logic and arithmetic

    private mutating func logic(
        _ instruction: ExpressionInstruction, _ name: String, _ operands: [Int], node: Int
    ) throws(ExpressionError) -> ExpressionType {
        for (index, operand) in operands.enumerated() {
            try flag(operand, of: "'\(name)'", depth: operands.count - 1 - index)
        }
        code.emit(instruction, node: node)
        return .boolean
    }

    private mutating func arithmetic(
        _ arithmetic: ExpressionArithmetic, node: Int
    ) throws(ExpressionError) -> ExpressionType {
        let operands = expression.nodes[node].operands
        let name = "'\(arithmetic.rawValue)'"
        let left = try number(operands[0], of: name, depth: 1)
        let right = try number(operands[1], of: name, depth: 0)
        if arithmetic.divides, case .number(let divisor, _)? = literal(operands[1]), divisor.isZero
        {
            throw error("\(name) by 0 has no result", range(of: operands[1]))
        }
        let isWhole = left == .integer && right == .integer && arithmetic != .divby
        code.emit(.arithmetic(arithmetic, isWhole: isWhole), node: node)
        return isWhole ? .integer : .decimal
    }

    // MARK: What an operand must be

    /// The operand as true or false.
    mutating func flag(_ operand: Int, of what: String, depth: Int) throws(ExpressionError) {
        switch types[operand] {
        case .boolean, .null: break
        case .untyped: convert(operand, .read(.boolean, .fails), depth: depth)
        default: throw unfit(operand, "\(what) wants true or false")
        }
    }

    /// The operand as a number, whole or not.
    mutating func number(
        _ operand: Int, of what: String, depth: Int
    ) throws(ExpressionError) -> ExpressionType {
        switch types[operand] {
        case .integer, .null: return .integer
        case .decimal: return .decimal
        case .untyped:
            convert(operand, .read(.decimal, .fails), depth: depth)
            return .decimal
        default: throw unfit(operand, "\(what) wants a number")
        }
    }

    mutating func text(_ operand: Int, of what: String) throws(ExpressionError) {
        guard types[operand].isTextual || types[operand] == .null else {
            throw error(
                "\(what) wants text; this is \(types[operand].words), of which cast(…, Edm.String) "
                    + "makes text", range(of: operand))
        }
    }

    /// Changes the operand's column that lies `depth` below the top one.
    mutating func convert(_ operand: Int, _ conversion: ExpressionConversion, depth: Int) {
        code.emit(.convert(conversion, depth: depth), node: operand)
    }

    mutating func setType(of node: Int, to type: ExpressionType) { types[node] = type }

    // MARK: Literals that are meant as something else

    func literal(_ node: Int) -> ExpressionLiteral? {
        guard case .literal(let literal) = expression.nodes[node].kind else { return nil }
        return literal
    }

    /// Puts another literal in the place of one.
    mutating func replace(literal node: Int, by literal: ExpressionLiteral) {
        guard let step = literalSteps[node] else {
            preconditionFailure("Only literals are replaced")
        }
        code.replace(step: step, by: .push(literal))
        types[node] = literal.type
    }

    // MARK: Errors

    func range(of node: Int) -> Range<Int> { expression.nodes[node].range }

    func error(_ detail: String, _ range: Range<Int>) -> ExpressionError {
        ExpressionError(detail: detail, text: expression.text, range: range)
    }

    func unfit(_ operand: Int, _ wanted: String) -> ExpressionError {
        error("\(wanted); this is \(types[operand].words)", range(of: operand))
    }
}

extension ExpressionInstruction {
    /// Pushes a literal.
    fileprivate static func push(_ literal: ExpressionLiteral) -> ExpressionInstruction {
        switch literal {
        case .null: .null
        case .text(let text), .guid(let text): .text(Array(text.utf8))
        case .number(let number, _), .date(let number), .dateTime(let number), .time(let number):
            .number(number)
        case .boolean(let flag): .flag(flag)
        }
    }
}
