import Records

/// Reads a source filter by recursive descent, one function a level of precedence:
///
/// ```
/// alternatives = requirements *( "or" requirements )
/// requirements = negation *( "and" negation )
/// negation     = "not" negation | "(" alternatives ")" | comparison
/// comparison   = operand operator operand      (one operand a field, the other a literal)
/// ```
/// `not` wants parentheses behind it: OData binds it closer than `eq`, people read it otherwise.
struct FilterParser {
    private enum Operand {
        case field(String)
        case literal(SourceFilter.Literal)
    }

    private static let deepest = 64

    private let text: String
    private var lexer: FilterLexer
    private var token: FilterToken
    private var depth = 0

    static func expression(of text: String) throws(FilterError) -> SourceFilter.Expression {
        var parser = try FilterParser(text)
        let expression = try parser.alternatives()
        guard parser.token.kind == .end else { throw parser.expected("'and', 'or' or the end") }
        return expression
    }

    private init(_ text: String) throws(FilterError) {
        self.text = text
        lexer = FilterLexer(text)
        token = try lexer.next()
    }

    private mutating func alternatives() throws(FilterError) -> SourceFilter.Expression {
        var expression = try requirements()
        while try takes("or") { expression = .or(expression, try requirements()) }
        return expression
    }

    private mutating func requirements() throws(FilterError) -> SourceFilter.Expression {
        var expression = try negation()
        while try takes("and") { expression = .and(expression, try negation()) }
        return expression
    }

    private mutating func negation() throws(FilterError) -> SourceFilter.Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw error("nested too deeply") }
        if try takes("not") {
            guard token.kind == .opening || isWord("not") else {
                throw expected("'(' behind 'not'")
            }
            return .not(try negation())
        }
        guard token.kind == .opening else { return try comparison() }
        try move()
        let expression = try alternatives()
        guard token.kind == .closing else { throw expected("'and', 'or' or ')'") }
        try move()
        return expression
    }

    private mutating func comparison() throws(FilterError) -> SourceFilter.Expression {
        let start = token.range.lowerBound
        let left = try operand("a field")
        guard case .word(let word) = token.kind,
            let comparison = SourceFilter.Comparison(rawValue: word.foldedName)
        else {
            if token.kind == .opening { throw error("functions are not known") }
            throw expected("one of eq, ne, lt, le, gt, ge")
        }
        try move()
        let end = token.range.upperBound
        let right = try operand("a value")
        let range = start..<end
        switch (left, right) {
        case (.field(let field), .literal(let literal)):
            return try expression(field, comparison, literal, range)
        case (.literal(let literal), .field(let field)):
            return try expression(field, comparison.mirrored, literal, range)
        default:
            throw FilterError(
                detail: "a comparison is between one field and one value; texts stand in single "
                    + "quotes", text: text, range: range)
        }
    }

    private func expression(
        _ field: String, _ comparison: SourceFilter.Comparison, _ literal: SourceFilter.Literal,
        _ range: Range<Int>
    ) throws(FilterError) -> SourceFilter.Expression {
        let hasOrder =
            switch literal {
            case .null, .boolean: false
            case .text, .number: true
            }
        guard hasOrder || comparison == .eq || comparison == .ne else {
            throw FilterError(
                detail: "null, true and false are compared with eq and ne only", text: text,
                range: range)
        }
        return .comparison(field: field, comparison, literal)
    }

    private mutating func operand(_ what: String) throws(FilterError) -> Operand {
        let operand: Operand
        switch token.kind {
        case .text(let text): operand = .literal(.text(text))
        case .number(let number): operand = .literal(.number(number))
        case .word(let word):
            switch word.foldedName {
            case "null": operand = .literal(.null)
            case "true": operand = .literal(.boolean(true))
            case "false": operand = .literal(.boolean(false))
            case let name where FilterParser.operators.contains(name): throw expected(what)
            default: operand = .field(word)
            }
        case .opening, .closing, .end: throw expected(what)
        }
        try move()
        return operand
    }

    private static let operators =
        ["and", "or", "not"] + SourceFilter.Comparison.allCases.map(\.rawValue)

    // MARK: Moving on

    private mutating func move() throws(FilterError) { token = try lexer.next() }

    private func isWord(_ name: String) -> Bool {
        guard case .word(let word) = token.kind else { return false }
        return word.isSameName(as: name)
    }

    private mutating func takes(_ name: String) throws(FilterError) -> Bool {
        guard isWord(name) else { return false }
        try move()
        return true
    }

    private func error(_ detail: String) -> FilterError {
        FilterError(detail: detail, text: text, range: token.range)
    }

    private func expected(_ what: String) -> FilterError {
        let found = token.kind == .end ? "the end" : "'\(word(at: token.range))'"
        return error("expected \(what), found \(found)")
    }

    private func word(at range: Range<Int>) -> String {
        String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
}
