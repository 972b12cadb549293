/// Days and moments as text.
///
/// Read are ISO (`2026-11-23`, `2026-11-23T01:02:03.5Z`, with an offset), F&O's SQL form
/// (`2026-11-23 01:02:03`) and the US form of Excel and of old Configuration Migration packages
/// (`8/25/2020 1:03 PM`), the last only when day and month cannot be mistaken: the day is over 12,
/// both are equal, or the file is one that writes AM and PM in the US form alone
/// (`RecordBatch.writesUSMoments`); elsewhere it may be Australia's. In F&O `1900-01-01` means
/// no date and `2154-12-31` never; the `9999-12-31` of other systems becomes that.
package enum DateForm {
    /// Brings a text to `yyyy-MM-dd`. A time of day behind it is cut off.
    package static func canonicalizeDay(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8], isOfFinOps: Bool = false,
        isUSMoment: Bool = false
    ) -> FormVerdict {
        var parser = MomentParser(text, isUSMoment: isUSMoment)
        let verdict = parser.parse()
        guard verdict == .rewritten else { return verdict }
        if isOfFinOps && parser.moment.isNoDate { return .nothing }
        let isNever = isOfFinOps && parser.moment.takeNever()
        if !isNever, text.count == 10, parser.isPlainISO { return .canonical }
        parser.moment.appendDay(to: &added)
        return .rewritten
    }

    /// Brings a text to `yyyy-MM-ddTHH:mm:ssZ` in UTC; a moment without an offset counts as UTC.
    package static func canonicalizeMoment(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8], isOfFinOps: Bool = false,
        isUSMoment: Bool = false
    ) -> FormVerdict {
        var parser = MomentParser(text, isUSMoment: isUSMoment)
        let verdict = parser.parse()
        guard verdict == .rewritten else { return verdict }
        if isOfFinOps && parser.moment.isNoDate { return .nothing }
        let isNever = isOfFinOps && parser.moment.takeNever()
        if !isNever, parser.isCanonicalMoment { return .canonical }
        return append(parser.moment, of: text, to: &added)
    }

    /// Brings a time of day to `HH:mm:ss`; an offset is taken off.
    package static func canonicalizeTime(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        var parser = MomentParser(text)
        guard parser.parseTimeAlone() else { return .wrong }
        if text.count == 8 { return .canonical }
        guard parser.moment.bringToUTC() else { return .wrong }
        parser.moment.appendTime(of: text, to: &added)
        return .rewritten
    }

    /// Brings a text in the form of the pattern to the canonical form of the type.
    package static func canonicalize(
        _ text: UnsafeBufferPointer<UInt8>, as type: FieldType, by pattern: MomentPattern,
        into added: inout [UInt8]
    ) -> FormVerdict {
        guard let moment = pattern.moment(of: text) else { return .wrong }
        switch type {
        case .date: moment.appendDay(to: &added)
        case .time: moment.appendTime(of: text, to: &added)
        default: return append(moment, of: text, to: &added)
        }
        return .rewritten
    }

    private static func append(
        _ moment: Moment, of text: UnsafeBufferPointer<UInt8>, to added: inout [UInt8]
    ) -> FormVerdict {
        var moment = moment
        guard moment.bringToUTC() else { return .wrong }
        moment.appendDay(to: &added)
        added.append(UInt8(ascii: "T"))
        moment.appendTime(of: text, to: &added)
        added.append(UInt8(ascii: "Z"))
        return .rewritten
    }
}

/// Cuts a moment into its parts.
private struct MomentParser {
    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0
    var moment = Moment()
    private(set) var isPlainISO = false
    /// AM or PM says that it is the US form.
    private let isUSMoment: Bool

    init(_ text: UnsafeBufferPointer<UInt8>, isUSMoment: Bool = false) {
        self.text = text
        self.isUSMoment = isUSMoment
    }

    /// True for a text that was read to its end and looks like `2026-11-23T01:02:03.5Z`.
    var isCanonicalMoment: Bool {
        guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[text.count - 1] == UInt8(ascii: "Z")
        else { return false }
        return text.count == 20
            || (!moment.fraction.isEmpty && moment.fraction.upperBound == text.count - 1)
    }

    /// `.rewritten` when the text is a moment, else what is wrong.
    mutating func parse() -> FormVerdict {
        let isUS = text.prefix(3).contains(UInt8(ascii: "/"))
        guard isUS ? parseUSDay() : parseISODay() else { return .wrong }
        isPlainISO = !isUS && index == text.count
        var halfOfDay: Bool?
        if index < text.count {
            guard parseTime(halfOfDay: &halfOfDay), index == text.count else { return .wrong }
        }
        guard moment.isReal else { return .wrong }
        let isKnown = !isUS || (isUSMoment && halfOfDay != nil)
        let isOneDay = moment.day > 12 || moment.day == moment.month
        return isKnown || isOneDay ? .rewritten : .ambiguous
    }

    private mutating func parseISODay() -> Bool {
        guard let year = number(digits: 4...4), take("-"), let month = number(digits: 2...2),
            take("-"), let day = number(digits: 2...2)
        else { return false }
        (moment.year, moment.month, moment.day) = (year, month, day)
        return true
    }

    private mutating func parseUSDay() -> Bool {
        guard let month = number(digits: 1...2), take("/"), let day = number(digits: 1...2),
            take("/"), let year = number(digits: 4...4)
        else { return false }
        (moment.year, moment.month, moment.day) = (year, month, day)
        return true
    }

    /// `halfOfDay` becomes true for PM and false for AM.
    private mutating func parseTime(halfOfDay: inout Bool?) -> Bool {
        guard take("T") || take(" ") else { return false }
        return parseTimeOfDay(halfOfDay: &halfOfDay)
    }

    /// `HH:mm:ss` with decimals and an offset or without, and nothing else.
    mutating func parseTimeAlone() -> Bool {
        var halfOfDay: Bool?
        guard text.count >= 8, text[5] == UInt8(ascii: ":"),
            parseTimeOfDay(halfOfDay: &halfOfDay), index == text.count
        else { return false }
        return moment.isReal && halfOfDay == nil
    }

    private mutating func parseTimeOfDay(halfOfDay: inout Bool?) -> Bool {
        guard let hour = number(digits: 1...2), take(":"), let minute = number(digits: 2...2)
        else { return false }
        (moment.hour, moment.minute) = (hour, minute)
        if take(":") {
            guard let second = number(digits: 2...2) else { return false }
            moment.second = second
            if take(".") { guard parseFraction() else { return false } }
        }
        if take(" ") {
            let isAfternoon = take("P") || take("p")
            guard isAfternoon || take("A") || take("a"), take("M") || take("m"),
                (1...12).contains(hour)
            else { return false }
            halfOfDay = isAfternoon
            moment.hour = hour % 12 + (isAfternoon ? 12 : 0)
            return true
        }
        return parseOffset()
    }

    private mutating func parseFraction() -> Bool {
        let start = index
        while index < text.count, text[index].isDigit { index += 1 }
        var end = index
        while end > start, text[end - 1] == UInt8(ascii: "0") { end -= 1 }
        moment.fraction = start..<end
        return index > start && index - start <= 9
    }

    private mutating func parseOffset() -> Bool {
        if index == text.count || take("Z") || take("z") { return true }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2...2), hours <= 14 else {
            return false
        }
        _ = take(":")
        guard let minutes = number(digits: 2...2), minutes < 60 else { return false }
        moment.offset = (hours * 60 + minutes) * (isWest ? -1 : 1)
        return true
    }

    private mutating func number(digits: ClosedRange<Int>) -> Int? {
        var value = 0
        let start = index
        while index < text.count, index - start < digits.upperBound, text[index].isDigit {
            value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
            index += 1
        }
        return digits.contains(index - start) ? value : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }
}
