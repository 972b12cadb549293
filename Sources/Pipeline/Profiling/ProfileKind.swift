import Records

/// What a profile makes of a column's values, by their type.
enum ProfileKind: Equatable {
    /// Ordered by bytes; of interest are lengths.
    case text
    /// Ordered by value, by number of digits.
    case number
    /// Ordered by time, by year.
    case moment(Moment)
    /// Codes and choices, which are not ordered.
    case code

    /// The forms of time that are canonical texts of a type.
    enum Moment: Equatable {
        case day
        case dayAndTime
        case time
        case year
        case month
    }

    /// The kind of a field's values; of unknown ones that of texts.
    init(_ type: FieldType?) {
        self =
            switch type {
            case nil, .string: .text
            case .integer, .decimal: .number
            case .boolean, .guid, .option: .code
            case .date: .moment(.day)
            case .dateTime: .moment(.dayAndTime)
            case .time: .moment(.time)
            case .year: .moment(.year)
            case .yearMonth: .moment(.month)
            }
    }

    /// True for a text that is a value of the kind in canonical form. Checked texts are, unless they
    /// are wrong. `scratch` is given so that none is made for each text.
    @inline(__always)
    func fits(_ text: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8]) -> Bool {
        switch self {
        case .text, .code: true
        case .number: text.count <= Extremes.keptBytes && DecimalForm.Shape(text) != nil
        case .moment(let form): Self.fits(text, form, scratch: &scratch)
        }
    }

    @inline(never)
    private static func fits(
        _ text: UnsafeBufferPointer<UInt8>, _ form: Moment, scratch: inout [UInt8]
    ) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        return switch form {
        case .day: DateForm.canonicalizeDay(text, into: &scratch) == .canonical
        case .dayAndTime: DateForm.canonicalizeMoment(text, into: &scratch) == .canonical
        case .time: isTime(text, scratch: &scratch)
        case .year: text.count == 4 && text.allSatisfy(\.isDigit)
        case .month:
            text.count == 7 && text[4] == UInt8(ascii: "-") && text[..<4].allSatisfy(\.isDigit)
                && text[5].isDigit && text[6].isDigit
        }
    }

    /// The canonical form may have decimals, which the check of forms writes anew.
    private static func isTime(
        _ text: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8]
    ) -> Bool {
        switch DateForm.canonicalizeTime(text, into: &scratch) {
        case .canonical: true
        case .rewritten: scratch.elementsEqual(text)
        default: false
        }
    }
}
