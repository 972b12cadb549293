/// A word of an expression and where it stands.
struct ExpressionToken: Equatable {
    enum Kind: Equatable {
        case opening
        case closing
        case openingList
        case closingList
        case comma
        case colon
        case minus
        /// A field, an operator, a function, `true`, `false` or `null`.
        case word(String)
        case literal(ExpressionLiteral)
        case end
    }

    var kind: Kind
    /// In bytes of the expression.
    var range: Range<Int>
}

/// A value that stands in an expression itself.
enum ExpressionLiteral: Equatable, Sendable {
    case null
    case text(String)
    /// Whole when neither a point nor an exponent was written.
    case number(DecimalNumber, isWhole: Bool)
    case boolean(Bool)
    /// Days since 1970.
    case date(DecimalNumber)
    /// Nanoseconds since 1970, in UTC.
    case dateTime(DecimalNumber)
    /// Nanoseconds since midnight.
    case time(DecimalNumber)
    /// In lower case, without braces.
    case guid(String)

    var type: ExpressionType {
        switch self {
        case .null: .null
        case .text: .text
        case .number(_, let isWhole): isWhole ? .integer : .decimal
        case .boolean: .boolean
        case .date: .date
        case .dateTime: .dateTime
        case .time: .time
        case .guid: .guid
        }
    }
}
