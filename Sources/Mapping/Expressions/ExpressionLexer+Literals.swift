import Records

extension ExpressionLexer {
    /// The number, date, time or moment that the whole range is; nil when it is none.
    func literal(_ range: Range<Int>) throws(ExpressionError) -> ExpressionLiteral? {
        guard !range.isEmpty else { return nil }
        if isShaped("0000-00-00", range) { return try date(range) }
        if range.count > 11, isShaped("0000-00-00T", range.prefix(11)) {
            return try moment(range)
        }
        if range.count >= 5, isShaped("00:00", range.prefix(5)) { return try time(range) }
        return try decimal(range)
    }

    /// A date with the day or the month in front, or between signs that have no meaning in one:
    /// `31.01.2020`, `1/31/2020`, `31\01\2020`. Nil where none begins.
    func foreignDate(at start: Int) -> Range<Int>? {
        var (end, lengths) = (start, [Int]())
        let sign = bytes[start...].first { !$0.isDigit }
        guard let sign, "./\\-".utf8.contains(sign) else { return nil }
        while lengths.count < 3 {
            let digits = bytes[end...].prefix { $0.isDigit }
            lengths.append(digits.count)
            end = digits.endIndex
            if lengths.count < 3, end < bytes.count, bytes[end] == sign { end += 1 }
        }
        guard lengths.allSatisfy((1...4).contains), lengths.contains(4), lengths[1] < 3,
            sign != UInt8(ascii: "-") || lengths[0] < 3
        else { return nil }
        return start..<end
    }

    /// True when digits stand where `shape` has them and its other signs are there as they are.
    private func isShaped(_ shape: String, _ range: Range<Int>) -> Bool {
        let shape = Array(shape.utf8)
        guard shape.count == range.count else { return false }
        return zip(shape, bytes[range]).allSatisfy { wanted, byte in
            wanted == UInt8(ascii: "0") ? byte.isDigit : wanted == byte
        }
    }

    private func date(_ range: Range<Int>) throws(ExpressionError) -> ExpressionLiteral {
        guard let text = canonical(range, as: .date), let day = MomentNumber.day(text) else {
            throw error("there is no such day", range)
        }
        return .date(DecimalNumber(whole: day))
    }

    private func moment(_ range: Range<Int>) throws(ExpressionError) -> ExpressionLiteral {
        let time = bytes[range].dropFirst(11)
        let hasZone =
            time.last == UInt8(ascii: "Z") || time.contains(UInt8(ascii: "+"))
            || time.contains(UInt8(ascii: "-"))
        guard hasZone else {
            throw error("a moment ends with Z or an offset such as +01:00", range)
        }
        guard let text = canonical(range, as: .dateTime), let moment = MomentNumber.moment(text)
        else { throw error("there is no such moment", range) }
        return .dateTime(DecimalNumber(whole: moment))
    }

    private func time(_ range: Range<Int>) throws(ExpressionError) -> ExpressionLiteral? {
        var text = Array(bytes[range])
        if text.count == 5 { text += Array(":00".utf8) }
        guard text.count >= 8, text[5] == UInt8(ascii: ":"),
            text.count == 8 || text[8] == UInt8(ascii: ".")
        else { return nil }
        guard let time = MomentNumber.time(text.span, 0..<text.count) else {
            throw error("there is no such time of day", range)
        }
        return .time(DecimalNumber(whole: time))
    }

    /// The canonical text of a date or moment; nil when the calendar has none such.
    private func canonical(_ range: Range<Int>, as type: ExpressionType) -> [UInt8]? {
        var made: [UInt8] = []
        let verdict = bytes[range].withUnsafeBufferPointer { text in
            type == .date
                ? DateForm.canonicalizeDay(text, into: &made)
                : DateForm.canonicalizeMoment(text, into: &made)
        }
        switch verdict {
        case .canonical: return Array(bytes[range])
        case .rewritten: return made
        case .nothing, .wrong, .ambiguous: return nil
        }
    }

    /// A decimal number with an exponent or without.
    private func decimal(_ range: Range<Int>) throws(ExpressionError) -> ExpressionLiteral? {
        var made: [UInt8] = []
        let verdict = bytes[range].withUnsafeBufferPointer { text in
            DecimalForm.canonicalize(text, into: &made)
        }
        guard verdict != .wrong, bytes[range.upperBound - 1] != UInt8(ascii: ".") else {
            return nil
        }
        let text = verdict == .canonical ? Array(bytes[range]) : made
        guard case .number(let number) = DecimalNumber.reading(text.span, 0..<text.count) else {
            throw error("a number has at most \(DecimalNumber.mostDigits) digits", range)
        }
        return .number(number, isWhole: bytes[range].allSatisfy { $0.isDigit || $0.isSign })
    }
}

extension MomentNumber {
    fileprivate static func day(_ text: [UInt8]) -> Int128? { day(text.span, 0..<text.count) }
    fileprivate static func moment(_ text: [UInt8]) -> Int128? { moment(text.span, 0..<text.count) }
}

extension UInt8 {
    fileprivate var isSign: Bool { self == UInt8(ascii: "-") || self == UInt8(ascii: "+") }
}
