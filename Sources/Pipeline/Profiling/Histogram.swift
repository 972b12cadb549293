import Records

/// How the values of a column spread: texts over lengths, numbers over numbers of digits, days over
/// years. One fixed list of counts a column.
struct Histogram {
    private let kind: ProfileKind
    private var counts: [Int]

    /// Lengths below it have a count each, and those from it on one for each doubling.
    private static let lengthLimit = 128
    /// Numbers with more digits count like those with so many.
    private static let mostDigits = 16
    private static let firstYear = 1800
    private static let yearCount = 400
    private static let mostBars = 20

    init(_ kind: ProfileKind) {
        self.kind = kind
        counts = [Int](repeating: 0, count: Self.size(for: kind))
    }

    private static func size(for kind: ProfileKind) -> Int {
        switch kind {
        case .text: lengthLimit + 32
        case .number: 2 * mostDigits + 3
        case .moment(.time): 24
        case .moment: yearCount
        case .code: 0
        }
    }

    /// Which of the counts a value belongs to; nil where there are none. `length` is that of a text in
    /// UTF-16 code units.
    @inline(__always)
    func bar(of text: UnsafeBufferPointer<UInt8>, length: Int) -> Int? {
        switch kind {
        case .text:
            if length < Self.lengthLimit { return length }
            return min(
                Self.lengthLimit + Self.doublings(of: length)
                    - Self.doublings(of: Self.lengthLimit),
                counts.count - 1)
        case .number: return Self.digitBar(of: text)
        case .moment(.time): return Int(text[0] &- 48) * 10 + Int(text[1] &- 48)
        case .moment:
            let year = text[..<4].reduce(0) { $0 * 10 + Int($1 &- 48) }
            return min(max(year - Self.firstYear, 0), Self.yearCount - 1)
        case .code: return nil
        }
    }

    @inline(__always)
    mutating func note(_ bar: Int) { counts[bar] &+= 1 }

    /// In the middle zero, on either side the numbers below one, then those of one digit, of two …
    private static func digitBar(of text: UnsafeBufferPointer<UInt8>) -> Int {
        let isNegative = text[0] == UInt8(ascii: "-")
        let start = isNegative ? 1 : 0
        var end = start
        while end < text.count, text[end].isDigit { end += 1 }
        var size = min(end - start, mostDigits) + 1
        if text[start] == UInt8(ascii: "0") { size = text.count == 1 ? 0 : 1 }
        return mostDigits + 1 + (isNegative ? -size : size)
    }

    private static func doublings(of number: Int) -> Int {
        Int.bitWidth - 1 - number.leadingZeroBitCount
    }

    // MARK: Bars

    /// From the first to the last that is not empty, at most twenty, each with the values it stands
    /// for.
    var bars: [ColumnSummary.Bar] {
        guard let first = counts.firstIndex(where: { $0 > 0 }),
            let last = counts.lastIndex(where: { $0 > 0 })
        else { return [] }
        if kind == .text, last >= Self.lengthLimit { return doublingBars(last: last) }
        if kind == .number { return (first...last).map(digitBar) }
        let width = (last - first) / Self.mostBars + 1
        return stride(from: first, through: last, by: width).map { start in
            let end = min(start + width - 1, last)
            return ColumnSummary.Bar(
                label: label(start, end), count: counts[start...end].reduce(0, +))
        }
    }

    private func label(_ start: Int, _ end: Int) -> String {
        switch kind {
        case .moment(.time): start == end ? "\(start) h" : "\(start)–\(end) h"
        case .moment: Self.yearLabel(start, end)
        default: start == end ? "\(start)" : "\(start)–\(end)"
        }
    }

    private static func yearLabel(_ start: Int, _ end: Int) -> String {
        let (first, last) = (start + firstYear, end + firstYear)
        if start == 0 { return "\(last) and before" }
        if end == yearCount - 1 { return "\(first) and later" }
        return first == last ? "\(first)" : "\(first)–\(last)"
    }

    private func digitBar(_ index: Int) -> ColumnSummary.Bar {
        let size = index - Self.mostDigits - 1
        let sign = size < 0 ? "−" : ""
        let label =
            switch abs(size) {
            case 0: "0"
            case 1: size < 0 ? "above −1" : "below 1"
            case 2: sign + "1 digit"
            case Self.mostDigits + 1: sign + "\(Self.mostDigits) digits or more"
            default: sign + "\(abs(size) - 1) digits"
            }
        return ColumnSummary.Bar(label: label, count: counts[index])
    }

    /// Lengths 1, 2–3, 4–7 and so on.
    private func doublingBars(last: Int) -> [ColumnSummary.Bar] {
        let offset = Self.doublings(of: Self.lengthLimit) - Self.lengthLimit
        var bars: [ColumnSummary.Bar] = []
        for doubling in 0...last + offset {
            let (low, high) = (1 << doubling, 2 << doubling - 1)
            let count =
                high < Self.lengthLimit
                ? counts[low...high].reduce(0, +) : counts[doubling - offset]
            if count == 0, bars.isEmpty { continue }
            bars.append(.init(label: low == high ? "\(low)" : "\(low)–\(high)", count: count))
        }
        return bars
    }
}
