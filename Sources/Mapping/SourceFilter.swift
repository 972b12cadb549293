import Records

/// Which records of the source travel: a part of OData 4's `$filter`.
///
/// It knows `eq ne lt le gt ge` between a field and a literal, `and`, `or`, `not (…)` and
/// parentheses; literals are texts in single quotes, numbers, `true`, `false` and `null`.
///
/// - Blank values (absent, null, empty, white space) are null. A field that the file lacks is null
///   in every record. `null` and `''` mean the same in a comparison.
/// - Texts are compared without the case of ASCII letters, as the collations of Dataverse and F&O
///   do, and otherwise byte by byte. That puts canonical dates in their order.
/// - Numbers are compared as exact decimals. `true` matches `true`, `yes` and `1`.
/// - A null or a value of another kind than the literal passes `ne` and nothing else.
package struct SourceFilter: Sendable {
    indirect enum Expression: Sendable, Equatable {
        case comparison(field: String, Comparison, Literal)
        case and(Expression, Expression)
        case or(Expression, Expression)
        case not(Expression)
    }

    enum Comparison: String, Sendable, CaseIterable {
        case eq, ne, lt, le, gt, ge

        /// The same with its sides exchanged.
        var mirrored: Comparison {
            switch self {
            case .eq, .ne: self
            case .lt: .gt
            case .le: .ge
            case .gt: .lt
            case .ge: .le
            }
        }
    }

    enum Literal: Sendable, Equatable {
        case null
        case text(String)
        /// Decimal text.
        case number(String)
        case boolean(Bool)
    }

    /// As the template writes it.
    package let text: String
    let expression: Expression

    /// Throws where the text is not a filter that p2c understands.
    package init(_ text: String) throws(FilterError) {
        self.text = text
        expression = try FilterParser.expression(of: text)
    }

    /// The fields that it looks at, each once, in the order of the text.
    package var fieldNames: [String] {
        var names: [String] = []
        for name in expression.fieldNames where !names.contains(where: name.isSameName) {
            names.append(name)
        }
        return names
    }

    /// The fields that the entity does not have. Of a lookup's `X.key` only `X` is looked up.
    func unknownFields(in schema: EntitySchema) -> [String] {
        fieldNames.filter { name in
            schema.field(named: name) == nil && schema.field(named: FieldPath(name).base) == nil
        }
    }
}

extension SourceFilter.Expression {
    fileprivate var fieldNames: [String] {
        switch self {
        case .comparison(let field, _, _): [field]
        case .and(let left, let right), .or(let left, let right):
            left.fieldNames + right.fieldNames
        case .not(let inner): inner.fieldNames
        }
    }
}

/// A text that is not a source filter.
package struct FilterError: Error, Equatable {
    /// What is wrong, without a final period.
    package var detail: String
    package var text: String
    /// The wrong part, in bytes of the text; empty at its end.
    package var range: Range<Int>

    /// The text and, on a second line, marks under the wrong part.
    package var excerpt: String {
        let line = text.utf8.map { $0 < 0x20 ? 0x20 : $0 }
        let before = String(decoding: line[..<range.lowerBound], as: UTF8.self)
        let wrong = String(decoding: line[range], as: UTF8.self)
        return String(decoding: line, as: UTF8.self) + "\n"
            + String(repeating: " ", count: before.count)
            + String(repeating: "^", count: max(1, wrong.count))
    }
}
