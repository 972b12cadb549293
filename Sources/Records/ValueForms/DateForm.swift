/// Days and moments as text.
///
/// Read are ISO (`2026-11-23`, `2026-11-23T01:02:03.5Z`, with an offset), F&O's SQL form
/// (`2026-11-23 01:02:03`) and the US form of Excel and of old Configuration Migration packages
/// (`8/25/2020 1:03 PM`), the last only when day and month cannot be mistaken: the day is over 12,
/// both are equal, or AM or PM says that it is the US form. F&O's `1900-01-01` means no date.
package enum DateForm {
    /// Brings a text to `yyyy-MM-dd`. A time of day behind it is cut off.
    package static func canonicalizeDay(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        var parser = MomentParser(text)
        let verdict = parser.parse()
        guard verdict == .rewritten else { return verdict }
        if parser.isNoDate { return .nothing }
        if text.count == 10, parser.isPlainISO { return .canonical }
        parser.appendDay(to: &added)
        return .rewritten
    }

    /// Brings a text to `yyyy-MM-ddTHH:mm:ssZ` in UTC; a moment without an offset counts as UTC.
    package static func canonicalizeMoment(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        var parser = MomentParser(text)
        let verdict = parser.parse()
        guard verdict == .rewritten else { return verdict }
        if parser.isNoDate { return .nothing }
        if parser.isCanonicalMoment { return .canonical }
        guard parser.bringToUTC() else { return .wrong }
        parser.appendDay(to: &added)
        parser.appendTime(of: text, to: &added)
        return .rewritten
    }
}

/// Cuts a moment into its parts.
private struct MomentParser {
    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var year = 0
    private var month = 0
    private var day = 0
    private var hour = 0
    private var minute = 0
    private var second = 0
    /// The digits behind the seconds, without zeros at the end.
    private var fraction = 0..<0
    /// Minutes east of UTC.
    private var offset = 0
    private(set) var isPlainISO = false

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// F&O's null date.
    var isNoDate: Bool {
        year == 1900 && month == 1 && day == 1 && hour == 0 && minute == 0 && second == 0
    }

    /// True for a text that was read to its end and looks like `2026-11-23T01:02:03.5Z`.
    var isCanonicalMoment: Bool {
        guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[text.count - 1] == UInt8(ascii: "Z")
        else { return false }
        return text.count == 20 || (!fraction.isEmpty && fraction.upperBound == text.count - 1)
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
        guard isRealDay, hour < 24, minute < 60, second < 60 else { return .wrong }
        if isUS && halfOfDay == nil && day <= 12 && day != month { return .ambiguous }
        return .rewritten
    }

    private mutating func parseISODay() -> Bool {
        guard let year = number(digits: 4...4), take("-"), let month = number(digits: 2...2),
            take("-"), let day = number(digits: 2...2)
        else { return false }
        (self.year, self.month, self.day) = (year, month, day)
        return true
    }

    private mutating func parseUSDay() -> Bool {
        guard let month = number(digits: 1...2), take("/"), let day = number(digits: 1...2),
            take("/"), let year = number(digits: 4...4)
        else { return false }
        (self.year, self.month, self.day) = (year, month, day)
        return true
    }

    /// `halfOfDay` becomes true for PM and false for AM.
    private mutating func parseTime(halfOfDay: inout Bool?) -> Bool {
        guard take("T") || take(" "), let hour = number(digits: 1...2), take(":"),
            let minute = number(digits: 2...2)
        else { return false }
        (self.hour, self.minute) = (hour, minute)
        if take(":") {
            guard let second = number(digits: 2...2) else { return false }
            self.second = second
            if take(".") { guard parseFraction() else { return false } }
        }
        if take(" ") {
            let isAfternoon = take("P") || take("p")
            guard isAfternoon || take("A") || take("a"), take("M") || take("m"),
                (1...12).contains(hour)
            else { return false }
            halfOfDay = isAfternoon
            self.hour = hour % 12 + (isAfternoon ? 12 : 0)
            return true
        }
        return parseOffset()
    }

    private mutating func parseFraction() -> Bool {
        let start = index
        while index < text.count, text[index].isDigit { index += 1 }
        var end = index
        while end > start, text[end - 1] == UInt8(ascii: "0") { end -= 1 }
        fraction = start..<end
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
        offset = (hours * 60 + minutes) * (isWest ? -1 : 1)
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

    private var isRealDay: Bool {
        year > 1 && (1...12).contains(month) && day >= 1 && day <= Self.days(of: month, in: year)
    }

    private static func days(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Takes the offset off the time, which may move the day; false when it leaves the years that
    /// have four digits.
    mutating func bringToUTC() -> Bool {
        var minutes = hour * 60 + minute - offset
        offset = 0
        if minutes < 0 {
            minutes += 1440
            day -= 1
            if day == 0 {
                month = month == 1 ? 12 : month - 1
                if month == 12 { year -= 1 }
                day = Self.days(of: month, in: year)
            }
        } else if minutes >= 1440 {
            minutes -= 1440
            day += 1
            if day > Self.days(of: month, in: year) {
                day = 1
                month = month == 12 ? 1 : month + 1
                if month == 1 { year += 1 }
            }
        }
        (hour, minute) = (minutes / 60, minutes % 60)
        return (2...9999).contains(year)
    }

    func appendDay(to added: inout [UInt8]) {
        Self.appendPair(year / 100, to: &added)
        Self.appendPair(year % 100, to: &added)
        added.append(UInt8(ascii: "-"))
        Self.appendPair(month, to: &added)
        added.append(UInt8(ascii: "-"))
        Self.appendPair(day, to: &added)
    }

    func appendTime(of text: UnsafeBufferPointer<UInt8>, to added: inout [UInt8]) {
        added.append(UInt8(ascii: "T"))
        Self.appendPair(hour, to: &added)
        added.append(UInt8(ascii: ":"))
        Self.appendPair(minute, to: &added)
        added.append(UInt8(ascii: ":"))
        Self.appendPair(second, to: &added)
        if !fraction.isEmpty {
            added.append(UInt8(ascii: "."))
            added += text[fraction]
        }
        added.append(UInt8(ascii: "Z"))
    }

    /// Two digits.
    private static func appendPair(_ number: Int, to added: inout [UInt8]) {
        added.append(UInt8(ascii: "0") + UInt8(number / 10))
        added.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
