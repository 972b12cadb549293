import Records

/// Days and times, which Excel keeps as numbers of days.
enum ExcelDate {
    /// What a cell's number format shows of its number.
    enum Shown: UInt8, Sendable {
        /// No date: a number.
        case number
        case day
        case time
        case dayAndTime
    }

    private static let secondsOfDay = 86_400
    /// 9999-12-31 where days are counted from 1900.
    private static let lastDay = 2_958_465
    /// Day 0 where they are counted from 1904, in days counted from 1900.
    private static let startOf1904 = 1_462

    /// Appends the date as `2026-11-23`, `2026-11-23T13:30:00` or `13:30:00`, to the nearest second.
    ///
    /// A time of day stands behind the day where there is one, or where the format shows one. A
    /// number below one is a time of day alone. Returns false for what is no date, such as
    /// 1900-02-29, which only Excel knows.
    static func append(
        _ number: ExcelNumber, shown: Shown, is1904: Bool, to output: inout [UInt8]
    ) -> Bool {
        guard !number.isNegative, var day = number.whole else { return false }
        var seconds = (number.trillionths * secondsOfDay + 500_000_000_000) / 1_000_000_000_000
        if seconds == secondsOfDay { (day, seconds) = (day + 1, 0) }
        if day == 0, !is1904 || shown == .time {
            appendTime(seconds, to: &output)
            return true
        }
        if is1904 { day += startOf1904 }
        guard day != 60, day <= lastDay else { return false }
        // Excel counts a 29th of February in 1900, so that all days before it are one too high.
        appendDay(day < 60 ? day + 1 : day, to: &output)
        if seconds > 0 || shown != .day {
            output.append(UInt8(ascii: "T"))
            appendTime(seconds, to: &output)
        }
        return true
    }

    /// The day is counted from 1899-12-30.
    private static func appendDay(_ day: Int, to output: inout [UInt8]) {
        // Years are counted from the 1st of March, so that the day that leap years add is the last.
        // 693,899 days lie between March of the year 0 and the start.
        let (era, dayOfEra) = (day + 693_899).quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        appendPair(year / 100, to: &output)
        appendPair(year % 100, to: &output)
        output.append(UInt8(ascii: "-"))
        appendPair(month, to: &output)
        output.append(UInt8(ascii: "-"))
        appendPair(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, to: &output)
    }

    private static func appendTime(_ seconds: Int, to output: inout [UInt8]) {
        appendPair(seconds / 3_600, to: &output)
        output.append(UInt8(ascii: ":"))
        appendPair(seconds / 60 % 60, to: &output)
        output.append(UInt8(ascii: ":"))
        appendPair(seconds % 60, to: &output)
    }

    private static func appendPair(_ number: Int, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "0") + UInt8(number / 10))
        output.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
