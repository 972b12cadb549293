/// A form of dates and times, in the directives of C's strptime that Table Schema uses: `%d.%m.%Y`.
///
/// Known are `%Y %y %m %d %b %B %H %I %M %S %p` and `%%`; everything else stands for itself. A year
/// of two digits is in 1969…2068, as in POSIX.
package struct MomentPattern: Sendable, Equatable {
    private enum Part: Equatable {
        case literal(UInt8)
        case directive(UInt8)
    }

    /// As it is written.
    package let text: String
    private let parts: [Part]

    /// Nil when it has a directive that is not known, or none at all.
    package init?(_ text: String) {
        self.text = text
        var parts: [Part] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                parts.append(.literal(byte))
                continue
            }
            guard let directive = bytes.popFirst() else { return nil }
            if directive == UInt8(ascii: "%") {
                parts.append(.literal(directive))
            } else if Self.directives.contains(directive) {
                parts.append(.directive(directive))
            } else {
                return nil
            }
        }
        guard parts.contains(where: { if case .directive = $0 { true } else { false } }) else {
            return nil
        }
        self.parts = parts
    }

    private static let directives = Array("YymdbBHIMSp".utf8)

    /// The moment that the text says, or nil.
    func moment(of text: UnsafeBufferPointer<UInt8>) -> Moment? {
        var reader = MomentPatternReader(text: text)
        for part in parts {
            switch part {
            case .literal(let byte): guard reader.take(byte) else { return nil }
            case .directive(let byte): guard reader.read(byte) else { return nil }
            }
        }
        return reader.finished()
    }
}

/// Reads a text, directive by directive.
private struct MomentPatternReader {
    let text: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var moment = Moment()
    private var isAfternoon: Bool?

    init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func read(_ directive: UInt8) -> Bool {
        switch directive {
        case UInt8(ascii: "Y"): return number(4...4, into: \.year)
        case UInt8(ascii: "y"):
            guard number(2...2, into: \.year) else { return false }
            moment.year += moment.year < 69 ? 2000 : 1900
            return true
        case UInt8(ascii: "m"): return number(1...2, into: \.month)
        case UInt8(ascii: "d"): return number(1...2, into: \.day)
        case UInt8(ascii: "H"), UInt8(ascii: "I"): return number(1...2, into: \.hour)
        case UInt8(ascii: "M"): return number(1...2, into: \.minute)
        case UInt8(ascii: "S"): return number(1...2, into: \.second)
        case UInt8(ascii: "p"): return halfOfDay()
        default: return monthName(isLong: directive == UInt8(ascii: "B"))
        }
    }

    /// The moment, when the whole text was read and there is such a day and time.
    func finished() -> Moment? {
        var moment = moment
        if let isAfternoon {
            guard (1...12).contains(moment.hour) else { return nil }
            moment.hour = moment.hour % 12 + (isAfternoon ? 12 : 0)
        }
        return index == text.count && moment.isReal ? moment : nil
    }

    private mutating func number(
        _ digits: ClosedRange<Int>, into part: WritableKeyPath<Moment, Int>
    ) -> Bool {
        var value = 0
        let start = index
        while index < text.count, index - start < digits.upperBound, text[index].isDigit {
            value = value * 10 + Int(text[index] - 48)
            index += 1
        }
        moment[keyPath: part] = value
        return digits.contains(index - start)
    }

    private mutating func halfOfDay() -> Bool {
        let letters = text.dropFirst(index).prefix(2).map(\.asciiLowercased)
        guard letters == Array("am".utf8) || letters == Array("pm".utf8) else { return false }
        isAfternoon = letters[0] == UInt8(ascii: "p")
        index += 2
        return true
    }

    private mutating func monthName(isLong: Bool) -> Bool {
        for (number, name) in Self.months.enumerated() {
            let wanted = Array(name.utf8.prefix(isLong ? .max : 3))
            let found = text.dropFirst(index).prefix(wanted.count).map(\.asciiLowercased)
            guard found == wanted else { continue }
            moment.month = number + 1
            index += wanted.count
            return true
        }
        return false
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
