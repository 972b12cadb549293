/// A part of an expression. The parts lie in one array, operands before what they belong to, so
/// that nothing but the parser is recursive:
/// ```
/// amount mul 2 gt 10      0 amount   1 2   2 mul(0, 1)   3 10   4 gt(2, 3)
/// ```
struct ExpressionNode: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case literal(ExpressionLiteral)
        /// A name as it is written, with `/` as `.`.
        case field(String)
        case not
        case negation
        case and
        case or
        case comparison(ExpressionComparison)
        case arithmetic(ExpressionArithmetic)
        /// `in`, with the values of its list.
        case membership([ListedLiteral])
        case call(ExpressionFunction)
        case cast(CastTarget)
        /// `case`: conditions and values by turns.
        case choice
    }

    var kind: Kind
    var operands: [Int] = []
    /// In bytes of the expression.
    var range: Range<Int>
}

/// One value of a list and where it stands.
struct ListedLiteral: Equatable, Sendable {
    var literal: ExpressionLiteral
    var range: Range<Int>
}

enum ExpressionComparison: String, Sendable, CaseIterable {
    case eq, ne, gt, ge, lt, le

    /// Wants an order, where `eq` and `ne` want only equality.
    var isOrdering: Bool { self != .eq && self != .ne }

    /// One bit an order, as `ValueOrder` numbers them.
    var acceptedOrders: UInt8 {
        switch self {
        case .eq: 0b0010
        case .ne: 0b1101
        case .lt: 0b0001
        case .le: 0b0011
        case .gt: 0b0100
        case .ge: 0b0110
        }
    }

    /// The same with its sides exchanged.
    var mirrored: ExpressionComparison {
        switch self {
        case .eq, .ne: self
        case .lt: .gt
        case .le: .ge
        case .gt: .lt
        case .ge: .le
        }
    }
}

enum ExpressionArithmetic: String, Sendable, CaseIterable {
    case add, sub, mul, div, divby, mod

    var isAdditive: Bool { self == .add || self == .sub }
    var divides: Bool { self == .div || self == .divby || self == .mod }
}

enum ExpressionFunction: String, Sendable, CaseIterable {
    case concat, contains, endswith, indexof, length, matchespattern, startswith, substring
    case tolower, toupper, trim
    case date, day, fractionalseconds, hour, minute, month, now, second, time, year
    case ceiling, floor, round

    /// As the documentation writes it.
    var name: String { self == .matchespattern ? "matchesPattern" : rawValue }

    var argumentCounts: ClosedRange<Int> {
        switch self {
        case .now: 0...0
        case .concat: 2...ExpressionParser.mostArguments
        case .contains, .endswith, .indexof, .matchespattern, .startswith: 2...2
        case .substring: 2...3
        case .ceiling, .floor, .round: 1...2
        case .length, .tolower, .toupper, .trim, .date, .day, .fractionalseconds, .hour, .minute,
            .month, .second, .time, .year:
            1...1
        }
    }
}

/// The types that `cast` knows.
enum CastTarget: String, Sendable, CaseIterable {
    case string = "Edm.String"
    case decimal = "Edm.Decimal"
    case byte = "Edm.Byte"
    case sbyte = "Edm.SByte"
    case int16 = "Edm.Int16"
    case int32 = "Edm.Int32"
    case int64 = "Edm.Int64"
    case boolean = "Edm.Boolean"
    case date = "Edm.Date"
    case dateTime = "Edm.DateTimeOffset"
    case time = "Edm.TimeOfDay"
    case guid = "Edm.Guid"

    var type: ExpressionType {
        switch self {
        case .string: .text
        case .decimal: .decimal
        case .byte, .sbyte, .int16, .int32, .int64: .integer
        case .boolean: .boolean
        case .date: .date
        case .dateTime: .dateTime
        case .time: .time
        case .guid: .guid
        }
    }

    /// The values of a whole number's type; nil for the other types.
    var bounds: ClosedRange<Int128>? {
        switch self {
        case .byte: 0...255
        case .sbyte: -128...127
        case .int16: Int128(Int16.min)...Int128(Int16.max)
        case .int32: Int128(Int32.min)...Int128(Int32.max)
        case .int64: Int128(Int64.min)...Int128(Int64.max)
        default: nil
        }
    }
}
