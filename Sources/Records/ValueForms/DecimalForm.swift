/// Exact decimal numbers as text.
///
/// F&O writes SQL's forms (`.000000`, `-.5000000000000000`), Excel writes `1E+05`. The canonical form
/// has no sign `+`, no needless zeros, a digit before the point, and no `-0`. Nothing here goes
/// through binary floating point.
package enum DecimalForm {
    /// The largest exponent that is still a sensible number.
    private static let exponentLimit = 99

    /// Brings a text to canonical form; spaces around it do not count.
    package static func canonicalize(
        _ text: UnsafeBufferPointer<UInt8>, into added: inout [UInt8]
    ) -> FormVerdict {
        if Shape(text) != nil { return .canonical }
        guard let parts = Parts(text) else { return .wrong }
        parts.append(of: text, to: &added)
        return .rewritten
    }

    /// How many digits a canonical number has before and behind its point.
    package struct Shape: Equatable {
        package let whole: Int
        package let decimals: Int

        /// Nil when the text is not a number in canonical form.
        package init?(_ text: UnsafeBufferPointer<UInt8>) {
            let count = text.count
            let isNegative = count > 0 && text[0] == UInt8(ascii: "-")
            let start = isNegative ? 1 : 0
            var index = start
            while index < count, text[index].isDigit { index &+= 1 }
            whole = index &- start
            guard whole > 0, whole == 1 || text[start] != UInt8(ascii: "0") else { return nil }
            decimals = index == count ? 0 : count &- index &- 1
            if index == count {
                if isNegative, whole == 1, text[start] == UInt8(ascii: "0") { return nil }
                return
            }
            guard text[index] == UInt8(ascii: "."), decimals > 0 else { return nil }
            index &+= 1
            while index < count, text[index].isDigit { index &+= 1 }
            guard index == count, text[count &- 1] != UInt8(ascii: "0") else { return nil }
        }
    }

    /// True when one canonical number is smaller than the other.
    package static func isLess(
        _ one: UnsafeBufferPointer<UInt8>, than other: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let oneNegative = one.first == UInt8(ascii: "-")
        let otherNegative = other.first == UInt8(ascii: "-")
        guard oneNegative == otherNegative else { return oneNegative }
        let a = oneNegative ? UnsafeBufferPointer(rebasing: one.dropFirst()) : one
        let b = otherNegative ? UnsafeBufferPointer(rebasing: other.dropFirst()) : other
        return oneNegative ? isSmaller(b, than: a) : isSmaller(a, than: b)
    }

    private static func isSmaller(
        _ one: UnsafeBufferPointer<UInt8>, than other: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let point = UInt8(ascii: ".")
        let oneWhole = one.firstIndex(of: point) ?? one.count
        let otherWhole = other.firstIndex(of: point) ?? other.count
        guard oneWhole == otherWhole else { return oneWhole < otherWhole }
        return one.lexicographicallyPrecedes(other)
    }

    /// Where the digits of a number lie in its text.
    private struct Parts {
        var isNegative = false
        var whole: Range<Int>
        var fraction: Range<Int>
        var exponent = 0

        /// Nil when the text is not a number.
        init?(_ text: UnsafeBufferPointer<UInt8>) {
            var index = 0
            var end = text.count
            while index < end, text[index] == 0x20 { index += 1 }
            while end > index, text[end - 1] == 0x20 { end -= 1 }
            if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
                isNegative = text[index] == UInt8(ascii: "-")
                index += 1
            }
            let wholeStart = index
            while index < end, text[index].isDigit { index += 1 }
            whole = wholeStart..<index
            fraction = index..<index
            if index < end, text[index] == UInt8(ascii: ".") {
                index += 1
                let start = index
                while index < end, text[index].isDigit { index += 1 }
                fraction = start..<index
            }
            guard !whole.isEmpty || !fraction.isEmpty else { return nil }
            guard index < end else { return }
            guard text[index].asciiLowercased == UInt8(ascii: "e"),
                let value = Self.exponent(text, index + 1..<end)
            else { return nil }
            exponent = value
        }

        private static func exponent(
            _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
        ) -> Int? {
            var digits = range
            guard let first = digits.first else { return nil }
            let isNegative = text[first] == UInt8(ascii: "-")
            if isNegative || text[first] == UInt8(ascii: "+") { digits = digits.dropFirst() }
            guard !digits.isEmpty, digits.allSatisfy({ text[$0].isDigit }) else { return nil }
            var value = 0
            for index in digits {
                value = value * 10 + Int(text[index] - UInt8(ascii: "0"))
                if value > exponentLimit { return nil }
            }
            return isNegative ? -value : value
        }

        /// Appends the canonical form, digit by digit: F&O writes every decimal with sixteen places,
        /// so that this runs for each of them and may not make arrays.
        func append(of text: UnsafeBufferPointer<UInt8>, to added: inout [UInt8]) {
            let zero = UInt8(ascii: "0")
            let point = whole.count + exponent
            var last = whole.count + fraction.count
            var first = 0
            while first < last, digit(first, of: text) == zero { first += 1 }
            while last > first, digit(last - 1, of: text) == zero { last -= 1 }
            guard first < last else { return added.append(zero) }
            if isNegative { added.append(UInt8(ascii: "-")) }
            if point <= first { added.append(zero) }
            for place in first..<max(first, point) { added.append(digit(place, of: text)) }
            guard last > point else { return }
            added.append(UInt8(ascii: "."))
            for place in point..<last { added.append(digit(place, of: text)) }
        }

        /// The digit at a place, counted from the first one of the text without its point; `0` for
        /// places that an exponent adds in front or behind.
        @inline(__always)
        private func digit(_ place: Int, of text: UnsafeBufferPointer<UInt8>) -> UInt8 {
            let behindPoint = place - whole.count
            if place < 0 || behindPoint >= fraction.count { return UInt8(ascii: "0") }
            return behindPoint < 0
                ? text[whole.lowerBound + place] : text[fraction.lowerBound + behindPoint]
        }
    }
}

extension UInt8 {
    /// An ASCII digit.
    @inlinable
    public var isDigit: Bool { self &- 48 < 10 }
}
