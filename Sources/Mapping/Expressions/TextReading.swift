import Records

/// Reads the values that texts of columns stand for.
enum TextReading {
    /// 1 and 0 for the truth of a text in any of the systems' forms.
    static let flags: ByteTable = {
        var table = ByteTable()
        for word in ["true", "yes", "1"] { table.set(word, to: 1) }
        for word in ["false", "no", "0"] { table.set(word, to: 0) }
        return table
    }()

    /// The number of the type that a text stands for. Dates and times mostly are in canonical form;
    /// others are brought to it first.
    static func number(
        of type: ExpressionType, _ bytes: Span<UInt8>, _ range: Range<Int>
    ) -> DecimalNumber.Reading {
        let found: Int128?
        switch type {
        case .date: found = MomentNumber.day(bytes, range) ?? rewritten(bytes, range, as: type)
        case .dateTime:
            found = MomentNumber.moment(bytes, range) ?? rewritten(bytes, range, as: type)
        case .time: found = MomentNumber.time(bytes, range) ?? rewritten(bytes, range, as: type)
        default: return DecimalNumber.reading(bytes, range)
        }
        return found.map { .number(DecimalNumber(whole: $0)) } ?? .noNumber
    }

    @inline(never)
    private static func rewritten(
        _ bytes: Span<UInt8>, _ range: Range<Int>, as type: ExpressionType
    ) -> Int128? {
        var made: [UInt8] = []
        let verdict = bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(rebasing: bytes[range])
            return switch type {
            case .date: DateForm.canonicalizeDay(text, into: &made)
            case .dateTime: DateForm.canonicalizeMoment(text, into: &made)
            default: DateForm.canonicalizeTime(text, into: &made)
            }
        }
        guard verdict == .rewritten else { return nil }
        return switch type {
        case .date: MomentNumber.day(made.span, 0..<made.count)
        case .dateTime: MomentNumber.moment(made.span, 0..<made.count)
        default: MomentNumber.time(made.span, 0..<made.count)
        }
    }
}
