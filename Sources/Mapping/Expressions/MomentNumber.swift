import Records

/// Dates and times as whole numbers: days since 1970, nanoseconds since 1970 in UTC, nanoseconds
/// since midnight. What is read and written is in canonical form: `2026-11-23`,
/// `2026-11-23T01:02:03.5Z`, `01:02:03.5`.
enum MomentNumber {
    static let nanosecondsOfDay: Int128 = 86_400_000_000_000
    static let nanosecondsOfSecond: Int128 = 1_000_000_000

    // MARK: Reading

    /// The days since 1970 of `yyyy-MM-dd`.
    static func day(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int128? {
        let start = range.lowerBound
        guard range.count == 10, bytes[start + 4] == UInt8(ascii: "-"),
            bytes[start + 7] == UInt8(ascii: "-"),
            let year = number(bytes, start..<start + 4),
            let month = number(bytes, start + 5..<start + 7),
            let day = number(bytes, start + 8..<start + 10), year > 1, (1...12).contains(month),
            day > 0, day <= length(ofMonth: month, in: year)
        else { return nil }
        return Int128(days(year: year, month: month, day: day))
    }

    /// The nanoseconds since 1970 of `yyyy-MM-ddTHH:mm:ssZ`, with decimals or without.
    static func moment(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int128? {
        let start = range.lowerBound
        guard range.count >= 20, bytes[start + 10] == UInt8(ascii: "T"),
            bytes[range.upperBound - 1] == UInt8(ascii: "Z"),
            let day = day(bytes, start..<start + 10),
            let time = time(bytes, start + 11..<range.upperBound - 1)
        else { return nil }
        return day * nanosecondsOfDay + time
    }

    /// The nanoseconds since midnight of `HH:mm:ss`, with decimals or without.
    static func time(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int128? {
        let start = range.lowerBound
        guard range.count >= 8, bytes[start + 2] == UInt8(ascii: ":"),
            bytes[start + 5] == UInt8(ascii: ":"),
            let hour = number(bytes, start..<start + 2), hour < 24,
            let minute = number(bytes, start + 3..<start + 5), minute < 60,
            let second = number(bytes, start + 6..<start + 8), second < 60
        else { return nil }
        var nanoseconds = 0
        if range.count > 8 {
            let digits = start + 9..<range.upperBound
            guard bytes[start + 8] == UInt8(ascii: "."), (1...9).contains(digits.count),
                let fraction = number(bytes, digits)
            else { return nil }
            nanoseconds = fraction
            for _ in digits.count..<9 { nanoseconds *= 10 }
        }
        return Int128(hour * 3600 + minute * 60 + second) * nanosecondsOfSecond
            + Int128(nanoseconds)
    }

    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard bytes[index].isDigit else { return nil }
            value = value &* 10 &+ Int(bytes[index] &- 48)
        }
        return value
    }

    // MARK: The calendar

    /// Counts in years that begin in March, so that a leap day is the last one of its year.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    struct Day {
        var year: Int
        var month: Int
        var day: Int

        /// Of days since 1970 whose year has four digits.
        init(_ number: Int128) {
            let days = Int(number) + 719_468
            let era = days / 146_097
            let dayOfEra = days % 146_097
            let yearOfEra =
                (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let march = (5 * dayOfYear + 2) / 153
            day = dayOfYear - (153 * march + 2) / 5 + 1
            month = march < 10 ? march + 3 : march - 9
            year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        }
    }

    /// The days and the nanoseconds of the last one.
    static func parts(ofMoment moment: Int128) -> (day: Int128, time: Int128) {
        let time = moment % nanosecondsOfDay
        return time >= 0
            ? (moment / nanosecondsOfDay, time)
            : (moment / nanosecondsOfDay - 1, time + nanosecondsOfDay)
    }

    // MARK: Writing

    static func appendDay(_ number: Int128, to bytes: inout [UInt8]) {
        let day = Day(number)
        append(day.year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(day.month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(day.day, digits: 2, to: &bytes)
    }

    static func appendMoment(_ number: Int128, to bytes: inout [UInt8]) {
        let (day, time) = parts(ofMoment: number)
        appendDay(day, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendTime(time, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    static func appendTime(_ number: Int128, to bytes: inout [UInt8]) {
        let seconds = Int(number / nanosecondsOfSecond)
        append(seconds / 3600, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(seconds % 60, digits: 2, to: &bytes)
        let fraction = Int(number % nanosecondsOfSecond)
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        append(fraction, digits: 9, to: &bytes)
        while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }

    private static func append(_ number: Int, digits: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + number / divisor % 10))
            divisor /= 10
        }
    }
}
