import Records

/// What kind of values a part of an expression has. Known before any record is read.
enum ExpressionType: Equatable, Sendable {
    /// Of `null`, which fits everywhere.
    case null
    /// A column that no schema describes: its values are read as whatever they meet.
    case untyped
    case text
    case integer
    case decimal
    case boolean
    case date
    case dateTime
    case time
    case guid
    case option([FieldOption])

    init(_ field: Field) {
        self =
            switch field.type {
            case .string, .yearMonth: .text
            case .integer, .year: .integer
            case .decimal: .decimal
            case .boolean: .boolean
            case .date: .date
            case .dateTime: .dateTime
            case .time: .time
            case .guid: .guid
            case .option: .option(field.options)
            }
    }

    /// Its values are texts as they stand in the columns.
    var isTextual: Bool {
        switch self {
        case .text, .guid, .option, .untyped: true
        default: false
        }
    }

    var isNumeric: Bool { self == .integer || self == .decimal }

    /// For messages: `'name' is text`.
    var words: String {
        switch self {
        case .null: "null"
        case .untyped: "of an unknown type"
        case .text: "text"
        case .integer: "a whole number"
        case .decimal: "a decimal number"
        case .boolean: "true or false"
        case .date: "a date"
        case .dateTime: "a date with time"
        case .time: "a time of day"
        case .guid: "a GUID"
        case .option: "an option"
        }
    }

    /// False when no value of this type is one of the field's type. Of texts it shows with each
    /// value.
    func fits(_ type: FieldType) -> Bool {
        switch (self, type) {
        case (_, .string), (.null, _), (.untyped, _), (.text, _), (.option, _), (.guid, .guid): true
        case (.integer, .integer), (.integer, .year), (.integer, .boolean), (.integer, .option):
            true
        case (.integer, .decimal), (.decimal, .decimal), (.decimal, .integer): true
        case (.boolean, .boolean), (.boolean, .option): true
        case (.date, .date), (.date, .dateTime), (.dateTime, .date), (.dateTime, .dateTime): true
        case (.time, .time): true
        default: false
        }
    }
}
