import Records

/// Reads an expression by recursive descent, one function a level of precedence:
///
/// ```
/// alternatives = requirements *( "or" requirements )
/// requirements = equality *( "and" equality )
/// equality     = relation *( ("eq" | "ne") relation )
/// relation     = sum *( ("gt" | "ge" | "lt" | "le") sum | "in" list )
/// sum          = product *( ("add" | "sub") product )
/// product      = unary *( ("mul" | "div" | "divby" | "mod") unary )
/// unary        = "not" unary | "-" unary | operand
/// operand      = "(" alternatives ")" | literal | field | function "(" arguments ")"
/// ```
/// OData binds `not` closer than `eq`, and people read it otherwise: behind `not name` no operator
/// but `and` and `or` may follow.
struct ExpressionParser {
    static let mostArguments = 64
    private static let deepest = 128
    private static let mostNodes = 1000

    private let text: String
    var lexer: ExpressionLexer
    private(set) var token: ExpressionToken
    /// Of the word before the one at hand.
    private var lastEnd = 0
    private var depth = 0
    private var nodes: [ExpressionNode] = []

    static func nodes(of text: String) throws(ExpressionError) -> [ExpressionNode] {
        var parser = try ExpressionParser(text)
        _ = try parser.alternatives()
        guard parser.token.kind == .end else { throw parser.expected("an operator or the end") }
        return parser.nodes
    }

    private init(_ text: String) throws(ExpressionError) {
        self.text = text
        lexer = ExpressionLexer(text)
        token = try lexer.next()
    }

    // MARK: Operators

    mutating func alternatives() throws(ExpressionError) -> Int {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("nested too deeply") }
        var left = try requirements()
        while try takes("or") { left = try add(.or, left, try requirements()) }
        return left
    }

    private mutating func requirements() throws(ExpressionError) -> Int {
        var left = try equality()
        while try takes("and") { left = try add(.and, left, try equality()) }
        return left
    }

    private mutating func equality() throws(ExpressionError) -> Int {
        var left = try relation()
        while let comparison = comparison, !comparison.isOrdering {
            try move()
            left = try add(.comparison(comparison), left, try relation())
        }
        return left
    }

    private mutating func relation() throws(ExpressionError) -> Int {
        var left = try sum()
        while true {
            if let comparison, comparison.isOrdering {
                try move()
                left = try add(.comparison(comparison), left, try sum())
            } else if isWord("in") {
                try move()
                left = try membership(of: left)
            } else {
                return left
            }
        }
    }

    private mutating func sum() throws(ExpressionError) -> Int {
        var left = try product()
        while let arithmetic = arithmetic, arithmetic.isAdditive {
            try move()
            left = try add(.arithmetic(arithmetic), left, try product())
        }
        return left
    }

    private mutating func product() throws(ExpressionError) -> Int {
        var left = try unary()
        while let arithmetic = arithmetic, !arithmetic.isAdditive {
            try move()
            left = try add(.arithmetic(arithmetic), left, try unary())
        }
        return left
    }

    private mutating func unary() throws(ExpressionError) -> Int {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("nested too deeply") }
        let start = token
        if try takes("not") {
            let operand = token
            let inner = try unary()
            guard comparison == nil, arithmetic == nil, !isWord("in") else {
                throw expected("'(' behind 'not'", at: operand)
            }
            return try add(.not, [inner], from: start.range.lowerBound)
        }
        guard token.kind == .minus else { return try operand() }
        try move()
        return try add(.negation, [try unary()], from: start.range.lowerBound)
    }

    // MARK: Operands

    private mutating func operand() throws(ExpressionError) -> Int {
        let start = token.range.lowerBound
        switch token.kind {
        case .literal(let literal):
            try move()
            return try add(.literal(literal), [], from: start)
        case .opening:
            try move()
            let inner = try alternatives()
            guard token.kind == .closing else { throw expected("an operator or ')'") }
            try move()
            nodes[inner].range = start..<lastEnd
            return inner
        case .word(let word):
            if let literal = Self.literal(word) {
                try move()
                return try add(.literal(literal), [], from: start)
            }
            guard !Self.operators.contains(word.foldedName) else { throw expected("a value") }
            guard word != "INF", word != "NaN" else { throw error("this is no decimal number") }
            let name = token
            try move()
            return token.kind == .opening
                ? try call(word, named: name) : try add(.field(word), [], from: start)
        default: throw expected(nodes.isEmpty ? "an expression" : "a value")
        }
    }

    static func literal(_ word: String) -> ExpressionLiteral? {
        switch word.foldedName {
        case "null": .null
        case "true": .boolean(true)
        case "false": .boolean(false)
        default: nil
        }
    }

    static let operators =
        ["and", "or", "not", "in"] + ExpressionComparison.allCases.map(\.rawValue)
        + ExpressionArithmetic.allCases.map(\.rawValue)

    // MARK: Making nodes

    private mutating func add(
        _ kind: ExpressionNode.Kind, _ left: Int, _ right: Int
    ) throws(ExpressionError) -> Int {
        try add(kind, [left, right], from: nodes[left].range.lowerBound)
    }

    /// Appends a part that ends behind the word that was taken last.
    mutating func add(
        _ kind: ExpressionNode.Kind, _ operands: [Int], from start: Int
    ) throws(ExpressionError) -> Int {
        guard nodes.count < Self.mostNodes else {
            throw error("an expression has at most \(Self.mostNodes) parts")
        }
        nodes.append(ExpressionNode(kind: kind, operands: operands, range: start..<lastEnd))
        return nodes.count - 1
    }

    func range(of node: Int) -> Range<Int> { nodes[node].range }

    // MARK: Moving on

    private var comparison: ExpressionComparison? {
        guard case .word(let word) = token.kind else { return nil }
        return ExpressionComparison(rawValue: word.foldedName)
    }

    private var arithmetic: ExpressionArithmetic? {
        guard case .word(let word) = token.kind else { return nil }
        return ExpressionArithmetic(rawValue: word.foldedName)
    }

    mutating func move() throws(ExpressionError) {
        lastEnd = token.range.upperBound
        token = try lexer.next()
    }

    private func isWord(_ name: String) -> Bool {
        guard case .word(let word) = token.kind else { return false }
        return word.isSameName(as: name)
    }

    private mutating func takes(_ name: String) throws(ExpressionError) -> Bool {
        guard isWord(name) else { return false }
        try move()
        return true
    }

    /// Takes a sign that has to stand here.
    mutating func take(_ kind: ExpressionToken.Kind, _ name: String) throws(ExpressionError) {
        guard token.kind == kind else { throw expected(name) }
        try move()
    }

    func error(_ detail: String) -> ExpressionError { lexer.error(detail, token.range) }

    func expected(_ what: String) -> ExpressionError { expected(what, at: token) }

    private func expected(_ what: String, at token: ExpressionToken) -> ExpressionError {
        let word = String(decoding: lexer.bytes[token.range], as: UTF8.self)
        let found = token.kind == .end ? "the end" : "'\(word)'"
        return lexer.error("expected \(what), found \(found)", token.range)
    }
}
