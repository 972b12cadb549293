import Records

/// An expression as steps over a stack of columns, each of them one pass over the rows of a batch:
/// ```
/// amount mul 2 gt 10      field 0 · to number · number 2 · mul · number 10 · compare numbers
/// ```
struct ExpressionCode: Sendable {
    struct Step: Sendable {
        var instruction: ExpressionInstruction
        /// The part of the expression that it carries out.
        var node: Int
    }

    fileprivate(set) var steps: [Step] = []
    /// Of the column that is left at the end.
    var type = ExpressionType.null
    /// The columns that it reads, each once.
    fileprivate(set) var fields: [String] = []
}

enum ExpressionInstruction: Sendable {
    // These push a column.
    case field(Int)
    case null
    case text([UInt8])
    case number(DecimalNumber)
    case flag(Bool)
    case now

    /// Takes out the column that lies `depth` below the top one.
    case drop(depth: Int)
    /// Changes the column that lies `depth` below the top one.
    case convert(ExpressionConversion, depth: Int)

    // These take the columns on top and push what they make of them.
    case compareTexts(accepted: UInt8)
    case compareNumbers(accepted: UInt8)
    case compareFlags(accepted: UInt8)
    /// Whether both are null or neither is; one of them always is.
    case compareWithNull(isEqual: Bool)
    case oneOfTexts(ByteTable, acceptsNull: Bool)
    case oneOfNumbers([DecimalNumber], acceptsNull: Bool)
    case oneOfFlags([Bool], acceptsNull: Bool)
    case and
    case or
    case not
    case negate
    case arithmetic(ExpressionArithmetic, isWhole: Bool)
    case round(DecimalNumber.Rounding, places: Int)
    case call(ExpressionFunction, argumentCount: Int)
    case matches(TextPattern)
    /// Takes conditions and values by turns.
    case choose(operandCount: Int)
}

/// From one kind of values to another.
enum ExpressionConversion: Sendable, Equatable {
    /// What becomes of a text that is no value of the type.
    enum Misfit: Sendable {
        /// It differs from every value: for the sides of a comparison.
        case differs
        /// The record goes to quarantine.
        case fails
        /// It becomes null: for `cast`.
        case becomesNull
    }

    /// From a text to a value of the type.
    case read(ExpressionType, Misfit)
    /// From a value of the type to a text.
    case write(ExpressionType)
    case dateToMoment
    case momentToDate
    case momentToTime
    /// Rounds; what lies beyond the bounds becomes null.
    case whole(ClosedRange<Int128>)
}

extension ExpressionCode {
    /// Appends a step and returns its number.
    @discardableResult
    mutating func emit(_ instruction: ExpressionInstruction, node: Int) -> Int {
        steps.append(Step(instruction: instruction, node: node))
        return steps.count - 1
    }

    mutating func replace(step: Int, by instruction: ExpressionInstruction) {
        steps[step].instruction = instruction
    }

    /// The number of a field, the same for the same name.
    mutating func index(ofField name: String) -> Int {
        if let known = fields.firstIndex(where: name.isSameName) { return known }
        fields.append(name)
        return fields.count - 1
    }
}
