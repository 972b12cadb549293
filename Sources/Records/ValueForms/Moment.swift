/// A day, a time of day or both, in parts.
struct Moment {
    var year = 2000
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    /// The digits behind the seconds, without zeros at the end: where they lie in the text.
    var fraction = 0..<0
    /// Minutes east of UTC.
    var offset = 0

    /// The day is in the calendar and the time on the clock.
    var isReal: Bool {
        year > 1 && (1...12).contains(month) && day >= 1 && day <= Self.days(of: month, in: year)
            && hour < 24 && minute < 60 && second < 60
    }

    /// F&O's null date.
    var isNoDate: Bool {
        year == 1900 && month == 1 && day == 1 && hour == 0 && minute == 0 && second == 0
    }

    /// Makes the `9999-12-31` of other systems F&O's last day. False for any other day.
    mutating func takeNever() -> Bool {
        guard year == 9999, month == 12, day == 31 else { return false }
        year = 2154
        return true
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
        Self.appendPair(hour, to: &added)
        added.append(UInt8(ascii: ":"))
        Self.appendPair(minute, to: &added)
        added.append(UInt8(ascii: ":"))
        Self.appendPair(second, to: &added)
        if !fraction.isEmpty {
            added.append(UInt8(ascii: "."))
            added += text[fraction]
        }
    }

    /// Two digits.
    private static func appendPair(_ number: Int, to added: inout [UInt8]) {
        added.append(UInt8(ascii: "0") + UInt8(number / 10))
        added.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
